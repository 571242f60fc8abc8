"""Clocks of devices that were set, or that keep summer time: hours are moved, told of, and none is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kabinet.formats.archives import FindingCode, Flag, day_volumes
from kabinet.formats.archives.findings import MOST_OF_A_CODE
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples
from tests.formats.archives.reading import codes, found, one, read

ROWS = samples.hours(48)


class TestClock:
    def test_set_forward_is_told_from_a_gap_by_the_numbers_of_rows(self) -> None:
        rows = [replace(row, begins=row.begins + timedelta(hours=3 * (n > 5))) for n, row in enumerate(ROWS)]

        archive = read(samples.ek270(rows))

        assert one(archive, FindingCode.CLOCK_FORWARD) == (10, {"minutes": 180})
        assert sum(archive.hours.standard) == sum(row.volume for row in ROWS)

    def test_set_back_loses_no_gas(self) -> None:
        rows = [replace(row, begins=row.begins - timedelta(hours=2 * (n > 5))) for n, row in enumerate(ROWS)]

        archive = read(samples.ek270(rows))

        assert one(archive, FindingCode.CLOCK_BACK) == (10, {"minutes": 120})
        assert sum(archive.hours.standard) == sum(row.volume for row in ROWS)
        assert sum(1 for flag in archive.hours.flags if flag & Flag.MERGED) == 2

    def test_set_back_in_a_printed_report_is_known_by_its_counters(self) -> None:
        rows = [replace(row, begins=row.begins - timedelta(hours=n > 5)) for n, row in enumerate(ROWS)]

        archive = read(samples.sodek_csv(rows))

        assert FindingCode.CLOCK_BACK in codes(archive)
        assert sum(archive.hours.standard) == sum(row.volume for row in ROWS)


def in_summer(rows: list[samples.Hour]) -> list[samples.Hour]:
    """Return the rows as a device stamps them that changes to summer time by itself."""
    moscow_as_if = ZoneInfo("Europe/Kyiv")
    return [
        replace(
            row,
            begins=(row.begins - timedelta(hours=2))
            .replace(tzinfo=UTC)
            .astimezone(moscow_as_if)
            .replace(tzinfo=None),
        )
        for row in rows
    ]


class TestSummerTime:
    YEAR = samples.hours(samples.YEAR, samples.YEAR_START)

    @pytest.mark.parametrize("write", [samples.ek270, samples.sodek_csv])
    def test_of_a_device_is_moved_back_and_told(self, write: Callable[[list[samples.Hour]], bytes]) -> None:
        archive = read(write(in_summer(self.YEAR)))

        assert list(archive.hours.starts_at) == list(read(samples.ek270(self.YEAR)).hours.starts_at)
        assert list(archive.hours.standard) == [row.volume for row in self.YEAR]
        _, facts = one(archive, FindingCode.SUMMER_TIME)
        assert (facts["begins"], facts["ends"]) == ("2026-03-29", "2026-10-25")
        assert sum(1 for flag in archive.hours.flags if flag & Flag.MOVED) == facts["rows"]

    def test_without_numbers_and_counters_is_known_by_october(self) -> None:
        archive = read(samples.spg761(in_summer(self.YEAR)))

        assert list(archive.hours.starts_at) == [samples.utc(row.begins) for row in self.YEAR]
        assert codes(archive) == {FindingCode.SUMMER_TIME}

    def test_is_seen_in_a_single_october(self) -> None:
        rows = samples.hours(31 * 24)

        archive = read(samples.ek270(in_summer(rows)))

        assert codes(archive) == {FindingCode.SUMMER_TIME}
        assert list(archive.hours.standard) == [row.volume for row in rows]

    def test_makes_a_day_of_25_hours_that_is_compared_as_such(self) -> None:
        rows = in_summer(samples.hours(31 * 24))

        assert codes(read(samples.ek270(rows))) == {FindingCode.SUMMER_TIME}

    def test_that_the_zone_keeps_too_leaves_every_hour_where_it_was(self) -> None:
        clock = GasDayClock(6, ZoneInfo("Europe/Kyiv"))
        begin = datetime(2025, 11, 1, 8, tzinfo=UTC)

        archive = read(samples.ek270(in_summer(self.YEAR)), clock=clock)

        assert list(archive.hours.starts_at) == [begin + timedelta(hours=n) for n in range(samples.YEAR)]
        assert all(day.complete for day in day_volumes(archive, clock)[1:-1])

    def test_ends_once_a_year_however_often_a_clock_stands_still(self) -> None:
        night = datetime(2026, 10, 25, 2)  # noqa: DTZ001
        rows = samples.hours(24, datetime(2026, 10, 24, 3))  # noqa: DTZ001
        rows += [replace(row, begins=night) for row in samples.hours(400)]

        archive = read(samples.ek270(rows))

        assert len(found(archive, FindingCode.SUMMER_TIME)) == 1
        assert len(found(archive, FindingCode.CLOCK_BACK)) == MOST_OF_A_CODE
        assert sum(archive.hours.standard) == sum(row.volume for row in rows)

    def test_of_the_zone_itself_is_nobodys_mistake(self) -> None:
        clock = GasDayClock(6, ZoneInfo("Europe/Berlin"))
        rows = samples.hours(4 * 24, datetime(2026, 10, 23, 6))  # noqa: DTZ001

        archive = read(samples.spg761(rows), clock=clock)

        assert [day.expected_hours for day in day_volumes(archive, clock)] == [24, 25, 24, 24]
