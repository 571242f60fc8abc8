from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.values.gas_days import GasDayClock

MOSCOW = GasDayClock(hour=10, zone=ZoneInfo("Europe/Moscow"))
SAMARA = GasDayClock(hour=10, zone=ZoneInfo("Europe/Samara"))

MOMENTS = st.datetimes(
    min_value=datetime(2015, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow"))


class TestDayAt:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            ("2026-10-15T10:00:00", date(2026, 10, 15)),
            ("2026-10-16T09:59:59", date(2026, 10, 15)),
            ("2026-10-16T10:00:00", date(2026, 10, 16)),
            ("2026-11-01T00:30:00", date(2026, 10, 31)),
            ("2027-01-01T09:00:00", date(2026, 12, 31)),
        ],
    )
    def test_names_the_day_by_its_beginning(self, moment: str, day: date) -> None:
        assert MOSCOW.day_at(moscow(moment)) == day

    def test_reads_a_moment_in_the_zone_of_the_contract(self) -> None:
        moment = moscow("2026-11-22T09:30:00")

        assert MOSCOW.day_at(moment) == date(2026, 11, 21)
        assert SAMARA.day_at(moment) == date(2026, 11, 22)

    @given(moment=MOMENTS)
    def test_holds_every_moment_in_exactly_one_day(self, moment: datetime) -> None:
        day = MOSCOW.day_at(moment)

        assert MOSCOW.begins_at(day) <= moment < MOSCOW.ends_at(day)


class TestEndsAt:
    @given(day=st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 1, 1)))
    def test_meets_the_next_day_after_twenty_four_hours(self, day: date) -> None:
        assert MOSCOW.ends_at(day) == MOSCOW.begins_at(day + timedelta(days=1))
        assert MOSCOW.ends_at(day).astimezone(UTC) - MOSCOW.begins_at(day).astimezone(UTC) == timedelta(
            hours=24
        )


class TestLastClosedDay:
    @given(moment=MOMENTS)
    def test_is_over_while_the_next_one_is_not(self, moment: datetime) -> None:
        closed = MOSCOW.last_closed_day(moment)

        assert MOSCOW.ends_at(closed) <= moment < MOSCOW.ends_at(closed + timedelta(days=1))
