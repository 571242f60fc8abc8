from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis.strategies import decimals, integers

from kabinet.formats.numbers import parse_number
from kabinet.foundation import formatting
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth

SPACE = "\N{NO-BREAK SPACE}"
NOVEMBER = BillingMonth(2026, 11)


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    with translation.override("ru"):
        yield


class TestNumber:
    def test_parts_thousands_by_a_no_break_space_and_writes_a_comma(self) -> None:
        assert formatting.number(Decimal(1240), 3) == f"1{SPACE}240,000"

    def test_writes_a_dot_in_english_and_keeps_the_space(self) -> None:
        with translation.override("en"):
            assert formatting.number(Decimal("1240.5"), 2) == f"1{SPACE}240.50"

    def test_writes_the_ascii_minus_which_spreadsheets_read(self) -> None:
        assert formatting.number(Decimal(-5), 3) == "-5,000"

    def test_rounds_half_away_from_zero(self) -> None:
        assert formatting.number(Decimal("-0.125"), 2) == "-0,13"

    def test_never_writes_minus_zero(self) -> None:
        assert formatting.number(Decimal("-0.001"), 2) == "0,00"

    @given(value=decimals(min_value=-(10**9), max_value=10**9, places=3))
    def test_is_read_back_as_it_was(self, value: Decimal) -> None:
        assert parse_number(formatting.number(value, 3), places=3).value == value


class TestMoneyAndVolume:
    def test_rub_puts_the_sign_behind_a_no_break_space(self) -> None:
        assert formatting.rub(Decimal("6412380.55")) == f"6{SPACE}412{SPACE}380,55{SPACE}₽"

    def test_volume_is_shown_in_thousands_of_cubic_metres(self) -> None:
        assert formatting.volume(Decimal("36100.0000")) == "36,100"
        assert formatting.volume_with_unit(Decimal(36100)) == f"36,100{SPACE}тыс.{SPACE}м³"

    def test_percent_counts_hundredths(self) -> None:
        assert formatting.percent(Decimal("65.5")) == f"65,5{SPACE}%"

    def test_signed_has_the_true_minus_and_a_plus(self) -> None:
        assert formatting.signed("-5,0") == "\N{MINUS SIGN}5,0"
        assert formatting.signed("5,0") == "+5,0"
        assert formatting.signed("0,0") == "0,0"

    def test_balance_is_a_word_and_a_positive_sum(self) -> None:
        assert formatting.balance(Decimal(-12345)) == f"Переплата 12{SPACE}345,00{SPACE}₽"
        assert formatting.balance(Decimal("12.5")) == f"Задолженность 12,50{SPACE}₽"


class TestDays:
    def test_words_of_a_date_have_no_sign_for_the_year(self) -> None:
        assert formatting.day_in_words(date(2026, 11, 22)) == "22 ноября 2026"
        assert formatting.day_and_month(date(2026, 11, 25)) == "25 ноября"

    def test_month_stands_in_the_nominative_and_small(self) -> None:
        assert formatting.month(NOVEMBER) == "ноябрь 2026"
        assert formatting.month_as_title(NOVEMBER) == "Ноябрь 2026"

    def test_quarter_is_a_roman_number_in_russian(self) -> None:
        assert formatting.quarter(NOVEMBER) == "IV квартал 2026"
        with translation.override("en"):
            assert formatting.quarter(NOVEMBER) == "Q4 2026"

    def test_gas_day_span_names_both_ends(self) -> None:
        gas_clock = GasDayClock(hour=10, zone=ZoneInfo("Europe/Moscow"))

        span = formatting.gas_day_span(date(2026, 11, 21), gas_clock)

        assert span == "газовые сутки 21.11 (10:00 21.11 – 10:00 22.11)"


class TestMoments:
    MOMENT = datetime(2026, 11, 23, 6, 12, 44, tzinfo=UTC)

    def test_is_shown_in_the_suppliers_zone_with_its_name(self) -> None:
        assert formatting.moment(self.MOMENT) == f"23.11.2026 09:12{SPACE}МСК"
        assert formatting.exact_moment(self.MOMENT) == f"23.11.2026 09:12:44{SPACE}МСК"

    def test_names_other_zones_by_their_distance_from_moscow(self) -> None:
        assert formatting.clock_time(self.MOMENT, ZoneInfo("Asia/Yekaterinburg")) == f"11:12{SPACE}МСК+2"
        assert formatting.clock_time(self.MOMENT, ZoneInfo("Europe/Kaliningrad")) == f"08:12{SPACE}МСК-1"

    def test_a_naive_moment_is_refused(self) -> None:
        naive = self.MOMENT.replace(tzinfo=None)

        with pytest.raises(TypeError):
            formatting.zone_name(naive)


class TestTimeLeft:
    NOW = datetime(2026, 11, 23, 6, 20, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("length", "words"),
        [
            (timedelta(minutes=40), f"осталось 40{SPACE}мин"),
            (timedelta(hours=5, minutes=20), f"осталось 5{SPACE}ч{SPACE}20{SPACE}мин"),
            (timedelta(days=1, hours=12), f"осталось 36{SPACE}ч{SPACE}0{SPACE}мин"),
            (timedelta(days=3, hours=1), "осталось 3 дня"),
            (timedelta(days=21), "осталось 21 день"),
            (timedelta(days=-3), "просрочено на 3 дня"),
        ],
    )
    def test_says_the_largest_unit_that_matters(self, length: timedelta, words: str) -> None:
        assert formatting.time_left(self.NOW + length, self.NOW) == words

    @given(minutes=integers(min_value=0, max_value=10**6))
    def test_never_shows_a_negative_length(self, minutes: int) -> None:
        assert "-" not in formatting.duration(timedelta(minutes=minutes))


class TestFileSize:
    @pytest.mark.parametrize(
        ("size", "words"), [(0, "0 Б"), (1023, "1023 Б"), (215_040, "210 КБ"), (10_485_760, "10,0 МБ")]
    )
    def test_takes_the_unit_that_reads_best(self, size: int, words: str) -> None:
        assert formatting.file_size(size) == words
