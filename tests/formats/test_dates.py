import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.dates import NotADay, names_hour, parse_day
from kabinet.values.months import BillingMonth

TYPED = json.loads(Path(__file__).with_name("typed_days.json").read_text("utf-8"))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


def month_of(case: dict[str, str]) -> BillingMonth | None:
    return BillingMonth.parse(case["month"]) if "month" in case else None


class TestParseDay:
    @pytest.mark.parametrize("case", TYPED["accepted"], ids=lambda case: repr(case["typed"]))
    def test_accepts(self, case: dict[str, str]) -> None:
        assert parse_day(case["typed"], month=month_of(case)).isoformat() == case["day"]

    @pytest.mark.parametrize("case", TYPED["refused"], ids=lambda case: repr(case["typed"]))
    def test_refuses(self, case: dict[str, str]) -> None:
        with pytest.raises(NotADay) as refused:
            parse_day(case["typed"], month=month_of(case))

        assert refused.value.code == case["code"]

    def test_tells_of_an_hour_that_it_does_not_look_at(self) -> None:
        assert all(map(names_hour, ["22.11.2026 10:00", "22.11.2026 г. 0:30", "2026-11-22T10:00:00"]))
        assert not any(map(names_hour, ["22.11.2026", "22.11.2026 0:00", "2026-11-22T00:00:00"]))

    @given(day=DAYS, form=st.sampled_from(["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y"]))
    def test_reads_back_every_day_that_a_screen_writes(self, day: date, form: str) -> None:
        assert parse_day(day.strftime(form), month=None) == day

    @given(day=DAYS)
    def test_takes_the_year_of_the_month_on_the_screen(self, day: date) -> None:
        assert parse_day(f"{day:%d.%m}", month=BillingMonth.of(day)) == day

    @given(
        text=st.one_of(st.text(max_size=50), st.text(st.sampled_from("0123456789./- гмая:T"), max_size=20))
    )
    def test_answers_any_text_with_a_day_or_a_refusal(self, text: str) -> None:
        try:
            day = parse_day(text, month=BillingMonth(2026, 11))
        except NotADay:
            return

        assert isinstance(day, date)
