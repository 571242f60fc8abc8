from datetime import date

from kabinet.demo.scope import workday, workday_from

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


class TestWorkday:
    def test_is_the_friday_before_a_weekend(self) -> None:
        assert [workday(day) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [
            FRIDAY,
            FRIDAY,
            FRIDAY,
            MONDAY,
        ]


class TestWorkdayFrom:
    def test_is_the_monday_after_a_weekend(self) -> None:
        days = [workday_from(day) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)]

        assert days == [FRIDAY, MONDAY, MONDAY, MONDAY]
