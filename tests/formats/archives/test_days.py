from datetime import date
from zoneinfo import ZoneInfo

from kabinet.formats.archives import day_volumes
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples
from tests.formats.archives.reading import CLOCK, read

ROWS = samples.hours(60)


class TestDayVolumes:
    def test_add_hours_up_and_say_whether_the_day_is_whole(self) -> None:
        first, second, third = day_volumes(read(samples.spg761(ROWS)), CLOCK)

        assert (first.day, first.hours, first.complete) == (date(2026, 10, 1), 24, True)
        assert first.standard == sum(row.volume for row in ROWS[:24])
        assert second.standard == sum(row.volume for row in ROWS[24:48])
        assert (third.hours, third.expected_hours, third.complete) == (12, 24, False)

    def test_go_by_the_hour_of_the_contract(self) -> None:
        days = day_volumes(read(samples.spg761(ROWS)), GasDayClock(8, ZoneInfo("Europe/Moscow")))

        assert [day.hours for day in days] == [22, 24, 14]

    def test_count_the_hours_of_an_alarm(self) -> None:
        rows = [samples.replace(row, status="01") if n in {3, 4} else row for n, row in enumerate(ROWS)]

        days = day_volumes(read(samples.spg761(rows).replace(b"-1", b"01")), CLOCK)

        assert [day.troubled for day in days] == [2, 0, 0]

    def test_are_none_of_an_archive_without_hours(self) -> None:
        content = b"".join(
            line
            for line in samples.tc215(ROWS).splitlines(keepends=True)
            if b"(" not in line or b",10:00" in line
        )

        assert day_volumes(read(content), CLOCK) == []
