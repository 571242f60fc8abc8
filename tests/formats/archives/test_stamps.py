from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.archives.stamps import Stamps, day_of, minutes_at

FORMATS = [
    "DD.MM.YYYY hh:mm:ss",
    "DD.MM.YYYY hh:mm",
    "YYYY-MM-DD,hh:mm:ss",
    "YYYYMMDD hhmm",
    "DD-MM-YY hh:mm",
]
DIRECTIVES = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S"}


def written(moment: datetime, form: str) -> str:
    for token, directive in DIRECTIVES.items():
        form = form.replace(token, directive)
    return moment.strftime(form)


class TestStamps:
    @given(
        moments=st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), min_size=1, max_size=20),  # noqa: DTZ001
        form=st.sampled_from(FORMATS),
    )
    def test_read_what_the_format_writes(self, moments: list[datetime], form: str) -> None:
        minutes = Stamps([form]).read([written(moment, form) for moment in moments])

        epoch = datetime(1970, 1, 1)  # noqa: DTZ001
        assert minutes == [(moment - epoch) // timedelta(minutes=1) for moment in moments]

    @pytest.mark.parametrize(
        ("text", "again"),
        [("01.10.2026 24:00", "02.10.2026 00:00"), ("1.10.2026 9:00", "01.10.2026 09:00")],
    )
    def test_read_midnight_and_short_figures(self, text: str, again: str) -> None:
        assert Stamps(FORMATS[1:2]).read([text]) == Stamps(FORMATS[1:2]).read([again])

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "01.10.2026",
            "32.10.2026 10:00",
            "29.02.2026 10:00",
            "01.10.2026 25:00",
            "01.10.2026 24:30",
            "01.10.2026 10:60",
            "01.10.1026 10:00",
            "01.10.2026 10:00 x",
            "٠١.10.2026 10:00",
        ],
    )
    def test_read_nothing_else(self, text: str) -> None:
        assert Stamps(FORMATS[1:2]).read([text, "01.10.2026 10:00"])[0] is None

    def test_read_a_column_of_two_formats(self) -> None:
        first, second = Stamps(FORMATS[:2]).read(["01.10.2026 10:00:00", "01.10.2026 11:00"])

        assert (first, second) == (minutes_at(date(2026, 10, 1)) + 600, minutes_at(date(2026, 10, 1)) + 660)

    def test_know_a_day_that_is_not_in_the_calendar(self) -> None:
        stamps = Stamps(FORMATS[:2])

        assert stamps.names_no_day("29.02.2026 10:00")
        assert not stamps.names_no_day("29.02.2028 10:00")
        assert not stamps.names_no_day("29 02 2026")

    @given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), minute=st.integers(0, 1439))
    def test_days_go_there_and_back(self, day: date, minute: int) -> None:
        assert day_of(minutes_at(day) + minute) == day
