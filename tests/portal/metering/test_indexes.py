"""Readings of counters through the page: checked, submitted, corrected; and every way that it can go wrong."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from kabinet.metering.models import DailyVolume, IndexReading, Instrument
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.portal.metering.things import stored, text_of

PAGE = "/readings/indexes/"
OCTOBER = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind="corrector",
        model="ЕК270",
        installed_at=OCTOBER,
        opening_index=Decimal(99_900_000),
        greatest_flow=Decimal(1000),
    )


def photo() -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "PNG")
    return SimpleUploadedFile("счётчик.png", stream.getvalue())


def send(
    browser: Client, counter: Instrument, index: str, action: str = "check", **more: object
) -> HttpResponse:
    data = {
        "taken_on": "01.11.2026",
        "taken_time": "08:00",
        f"i-{counter.pk}": index,
        "key": "k",
        "action": action,
    }
    return browser.post(PAGE, data | more)


def seal_of(answer: HttpResponse) -> str:
    return answer.content.decode().partition('name="checked" value="')[2].partition('"')[0]


def submit(browser: Client, counter: Instrument, index: str, **more: object) -> HttpResponse:
    seal = seal_of(send(browser, counter, index))
    return send(browser, counter, index, "submit", checked=seal, **more)


def readings() -> list[IndexReading]:
    return list(IndexReading.objects.everywhere(reason="test").order_by("id"))


class TestPage:
    def test_shows_what_the_counter_showed_before_and_the_usual_moment(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        text = text_of(engineer.get(PAGE))

        assert "99 900 000" in text
        assert 'value="01.11.2026"' in text
        assert 'value="08:00"' in text

    def test_asks_the_database_a_fixed_number_of_times(
        self,
        cast: Cast,
        counter: Instrument,
        engineer: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        submit(engineer, counter, "210000")
        engineer.get(PAGE)

        with django_assert_max_num_queries(15):
            engineer.get(PAGE)

    def test_without_counters_says_so(self, cast: Cast, engineer: Client) -> None:
        assert "Счётчиков нет" in text_of(engineer.get(PAGE))


class TestTerm:
    @pytest.fixture(autouse=True)
    def asked(self, cast: Cast) -> None:
        cast.contract.overrides = {
            "index_readings_due_hours_after_close": 24,
            "index_readings_due_says": "Пункт 4.4 договора",
        }
        cast.contract.save()

    def test_is_told_with_its_reason_before_anything_is_typed(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        text = text_of(engineer.get(PAGE))

        assert "Срок 02.11.2026 08:00 МСК" in text
        assert "Пункт 4.4 договора" in text
        assert "отметят «после срока»" in text

    def test_late_readings_are_accepted_and_marked(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = submit(engineer, counter, "210000")

        assert "после срока" in text_of(engineer.get(answer.url))
        page = text_of(engineer.get(PAGE))
        assert "после срока" in page
        assert "Срок 02.11.2026" not in page


class TestSubmitting:
    def test_shows_what_passed_before_anything_is_submitted(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = send(engineer, counter, "210 000")

        assert "310,000 тыс. м³" in text_of(answer)
        assert "через ноль счётчика" in text_of(answer)
        assert readings() == []

    def test_ends_in_a_receipt_and_twice_in_the_same(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = submit(engineer, counter, "210000")

        again = submit(engineer, counter, "210000", key="another")
        assert again.status_code == 422
        assert "это показание уже передано" in text_of(again)
        page = text_of(engineer.get(answer.url))
        assert "210 000" in page
        assert len(readings()) == 1

    def test_the_same_press_twice_is_one_reading(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        other = Client()
        other.cookies = engineer.cookies
        seal = seal_of(send(engineer, counter, "210000"))

        first = send(engineer, counter, "210000", "submit", checked=seal)
        second = send(other, counter, "210000", "submit", checked=seal)

        assert first.status_code == second.status_code == 302
        assert first.url == second.url
        assert len(readings()) == 1

    def test_the_same_press_with_a_photograph_is_answered_with_the_first_receipt(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        seal = seal_of(send(engineer, counter, "210000"))
        pressed = [
            send(
                engineer,
                counter,
                "210000",
                "submit",
                checked=seal,
                **{f"photo-{counter.pk}": photo(), f"s-{counter.pk}": "on"},
            )
            for _ in range(2)
        ]

        assert [one.status_code for one in pressed] == [302, 302]
        assert pressed[0].url == pressed[1].url
        assert len(readings()) == 1

    def test_what_was_not_checked_is_shown_first(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = send(engineer, counter, "210000", "submit", checked="of another index")

        assert answer.status_code == 200
        assert "Показания ещё не переданы" in text_of(answer)
        assert readings() == []

    def test_shares_the_volume_among_days_without_one(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = send(engineer, counter, "210000")
        assert "распределить 310,000 тыс. м³ поровну на 31 сутки" in text_of(answer)

        submit(engineer, counter, "210000", **{f"s-{counter.pk}": "on"})

        assert stored(cast) == {date(2026, 10, day): Decimal(10_000) for day in range(1, 32)}

    def test_keeps_the_photograph_over_a_mistake_and_shows_it(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = send(engineer, counter, "99 800 000", **{f"photo-{counter.pk}": photo()})
        assert answer.status_code == 422
        kept = answer.content.decode().partition(f'name="kept-{counter.pk}" value="')[2].partition('"')[0]

        submit(engineer, counter, "210000", **{f"kept-{counter.pk}": kept})

        [row] = readings()
        picture = engineer.get(f"{PAGE}{row.pk}/photo/")
        assert b"".join(picture.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
        assert picture["Content-Disposition"].startswith("inline")


class TestMistakes:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"index": ""}, "Введите показание хотя бы одного счётчика"),
            ({"index": "много"}, "введите число"),
            ({"index": "100000000"}, "у счётчика меньше знаков"),
            ({"index": "99800000"}, "счётчик показывает меньше, чем в прошлый раз"),
            ({"taken_on": "завтра"}, "«Дата показания»: введите дату"),
            ({"taken_time": "25:00"}, "«Время»: введите время"),
            ({"taken_on": "01.12.2026"}, "время показания ещё не наступило"),
        ],
    )
    def test_are_told_at_the_field_and_nothing_is_lost(
        self, counter: Instrument, engineer: Client, typed: dict[str, str], words: str
    ) -> None:
        typed = {"index": "210000"} | typed
        answer = send(engineer, counter, action="submit", **typed)

        assert answer.status_code == 422
        assert words in text_of(answer)
        assert all(f'value="{text}"' in answer.content.decode() for text in typed.values() if text)

    def test_a_photograph_of_another_kind_is_refused_by_name(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        file = SimpleUploadedFile("акт.pdf", b"%PDF-1.4")
        answer = send(engineer, counter, "210000", **{f"photo-{counter.pk}": file})

        assert answer.status_code == 422
        assert "акт.pdf" in text_of(answer)

    def test_a_correction_wants_a_reason(self, cast: Cast, counter: Instrument, engineer: Client) -> None:
        submit(engineer, counter, "210000")
        answer = submit(engineer, counter, "200000")

        assert answer.status_code == 422
        assert "выберите причину" in text_of(answer)

        submit(engineer, counter, "200000", **{f"r-{counter.pk}": "mistake"})
        assert [row.version for row in readings()] == [1, 2]


def remove(counter: Instrument, closing: int) -> None:
    counter.removed_at = datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)
    counter.closing_index = Decimal(closing)
    counter.save()


class TestRemovedCounter:
    @pytest.fixture(autouse=True)
    def removed(self, cast: Cast, counter: Instrument) -> None:
        remove(counter, 200_000)
        factories.instrument(
            cast.unit, kind="corrector", serial_number="777", installed_at=counter.removed_at, opening_index=0
        )

    def test_more_than_its_closing_index_is_refused_at_the_field(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = send(engineer, counter, "210000")

        assert answer.status_code == 422
        assert "позже, когда счётчик снимали, он показывал меньше" in text_of(answer)
        assert 'value="210000"' in text_of(answer)

    def test_one_recorded_earlier_is_marked_for_both_sides_and_leaves_the_pages_readable(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        submit(engineer, counter, "190000")
        remove(counter, 100_000)
        mark = "больше, чем при снятии: исправьте"

        page = engineer.get(PAGE)
        assert (page.status_code, mark in text_of(page)) == (200, True)
        desk = factories.signed_in(cast.curator).get(f"/desk/metering/units/{cast.unit.pk}/")
        assert (desk.status_code, mark in text_of(desk)) == (200, True)

        submit(engineer, counter, "95000", key="2", **{f"r-{counter.pk}": "mistake"})
        assert mark not in text_of(engineer.get(PAGE))

    def test_what_passed_without_it_is_said_to_be_so(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        submit(engineer, counter, "190000")
        remove(counter, 100_000)
        new = Instrument.objects.everywhere(reason="test").get(serial_number="777")

        answer = send(engineer, new, "5000", taken_on="22.11.2026")

        assert "без снятого счётчика" in text_of(answer)


class TestCorrectedDays:
    @pytest.fixture(autouse=True)
    def shared(self, cast: Cast, counter: Instrument, engineer: Client) -> None:
        submit(engineer, counter, "210000", **{f"s-{counter.pk}": "on"})

    def test_are_shown_before_anything_is_written(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        text = text_of(send(engineer, counter, "200700", key="2"))

        assert "исправить и 31 сутки, распределённые по этому показанию: −9 300 м³" in text
        assert "что станет с сутками" in text
        assert "9,700" in text
        assert "после согласия поставщика" in text
        assert sum(stored(cast).values()) == 310_000

    def test_wait_or_count_as_their_term_says_and_the_receipt_tells(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        wish = {f"s-{counter.pk}": "on", f"r-{counter.pk}": "mistake", "key": "2"}
        answer = submit(engineer, counter, "200700", **wish)

        assert answer.status_code == 302
        page = text_of(engineer.get(answer.url))
        assert "31 сутки, разница −9 300 м³; из них исправлений: 31; после согласия поставщика: 31" in page
        assert sum(stored(cast).values()) == 310_000

        again = text_of(send(engineer, counter, "200000", key="3"))
        assert "ещё ждёт согласия поставщика. Сутки останутся прежними" in again

    def test_stay_where_that_is_not_ticked(self, cast: Cast, counter: Instrument, engineer: Client) -> None:
        answer = submit(engineer, counter, "200700", **{f"r-{counter.pk}": "mistake", "key": "2"})

        assert "Распределено по суткам" not in text_of(engineer.get(answer.url))
        assert sum(stored(cast).values()) == 310_000

    def test_of_a_day_corrected_meanwhile_are_shown_anew(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        seal = seal_of(send(engineer, counter, "200700", key="2"))
        day = DailyVolume.objects.everywhere(reason="test").get(gas_day=date(2026, 10, 31))
        day.superseded_at = NOW
        day.save(update_fields=["superseded_at"])

        wish = {f"s-{counter.pk}": "on", f"r-{counter.pk}": "mistake", "key": "2"}
        answer = send(engineer, counter, "200700", "submit", checked=seal, **wish)

        assert answer.status_code == 200
        assert "Показания ещё не переданы" in text_of(answer)
        assert len(readings()) == 1


class TestOthers:
    def test_before_supply_there_is_nothing_to_type(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        cast.contract.valid_from = date(2026, 12, 1)
        cast.contract.save()

        page = engineer.get(PAGE).content.decode()

        assert "Поставка по договору начинается 01.12.2026" in page
        assert 'type="file"' not in page

    def test_who_may_not_submit_reads_only(self, cast: Cast, counter: Instrument) -> None:
        accountant = factories.signed_in(cast.accountant)

        page = accountant.get(PAGE).content.decode()
        assert 'name="action"' not in page
        assert 'type="file"' not in page
        assert send(accountant, counter, "210000").status_code == 403


def test_once_the_first_of_the_month_is_submitted_the_page_asks_for_now(
    cast: Cast, counter: Instrument, engineer: Client
) -> None:
    submit(engineer, counter, "210000")

    text = text_of(engineer.get(PAGE))

    assert 'value="23.11.2026"' in text
    assert 'value="09:20"' in text
    assert "210 000" in text
