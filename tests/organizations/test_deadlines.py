"""When something is due: in the contract's zone, at its hour, in months of every length."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kabinet.organizations.rules import deadlines
from kabinet.organizations.rules.parameters import Parameters, Tranche, read_parameters
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from tests.factories import MOSCOW, PARAMETERS

YEKATERINBURG = ZoneInfo("Asia/Yekaterinburg")


def rules(**changes: Any) -> Parameters:
    return read_parameters("rules", PARAMETERS | changes)


def due(amount: int) -> dict[str, Any]:
    return {"amount": amount, "says": "Пункт договора"}


class TestReadings:
    @pytest.mark.parametrize(
        ("hour", "zone", "at"),
        [
            (10, MOSCOW, datetime(2026, 11, 23, 9, tzinfo=UTC)),
            (8, MOSCOW, datetime(2026, 11, 23, 7, tzinfo=UTC)),
            (8, YEKATERINBURG, datetime(2026, 11, 23, 5, tzinfo=UTC)),
        ],
    )
    def test_are_due_hours_after_the_gas_day_has_closed(
        self, hour: int, zone: ZoneInfo, at: datetime
    ) -> None:
        found = deadlines.readings_deadline(
            date(2026, 11, 22), clock=GasDayClock(hour, zone), parameters=rules()
        )

        assert found.at == at
        assert "двух часов" in found.rule

    def test_of_leap_day_are_due_on_the_first_of_march(self) -> None:
        found = deadlines.readings_deadline(
            date(2028, 2, 29), clock=GasDayClock(10, MOSCOW), parameters=rules()
        )

        assert found.at == datetime(2028, 3, 1, 12, tzinfo=MOSCOW)


class TestIndexReadings:
    NOVEMBER = BillingMonth(2026, 11)

    def due(self, **changes: Any) -> deadlines.Deadline | None:
        return deadlines.index_readings_deadline(
            self.NOVEMBER, clock=GasDayClock(8, YEKATERINBURG), parameters=rules(**changes)
        )

    def test_are_due_hours_after_the_gas_month_has_closed_and_say_why(self) -> None:
        found = self.due(index_readings_due_hours_after_close=24, index_readings_due_says="п. 4.4")

        assert found == deadlines.Deadline(datetime(2026, 12, 2, 3, tzinfo=UTC), "п. 4.4")

    def test_are_not_due_where_the_contract_asks_for_none(self) -> None:
        assert self.due() is None


class TestRequest:
    @pytest.mark.parametrize(
        ("month", "amount", "last_day"),
        [
            (BillingMonth(2026, 12), 25, date(2026, 11, 25)),
            (BillingMonth(2027, 1), 25, date(2026, 12, 25)),
            (BillingMonth(2027, 3), 30, date(2027, 2, 28)),
            (BillingMonth(2028, 3), 30, date(2028, 2, 29)),
            (BillingMonth(2026, 12), 31, date(2026, 11, 30)),
        ],
    )
    def test_is_due_on_a_day_of_the_month_before_or_on_its_last(
        self, month: BillingMonth, amount: int, last_day: date
    ) -> None:
        found = deadlines.request_deadline(month, zone=MOSCOW, parameters=rules(request_due_day=due(amount)))

        assert found.at == datetime.combine(last_day, datetime.max.time(), MOSCOW).replace(microsecond=0)

    def test_ends_with_the_day_in_the_zone_of_the_contract(self) -> None:
        found = deadlines.request_deadline(BillingMonth(2026, 12), zone=YEKATERINBURG, parameters=rules())

        assert found.at == datetime(2026, 11, 25, 18, 59, 59, tzinfo=UTC)

    def test_is_kept_to_the_last_second_of_the_day(self) -> None:
        found = deadlines.request_deadline(BillingMonth(2026, 12), zone=MOSCOW, parameters=rules())
        last = datetime(2026, 11, 25, 23, 59, 59, 999_999, tzinfo=MOSCOW)

        assert found.is_kept(last)
        assert not found.is_kept(last + timedelta(microseconds=1))


class TestAnswer:
    def test_counts_days_from_the_local_day_of_sending(self) -> None:
        sent = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # the 24th already, in Yekaterinburg

        moscow = deadlines.answer_deadline(sent, zone=MOSCOW, parameters=rules())
        urals = deadlines.answer_deadline(sent, zone=YEKATERINBURG, parameters=rules())

        assert moscow.at == datetime(2026, 11, 28, 23, 59, 59, tzinfo=MOSCOW)
        assert urals.at == datetime(2026, 11, 29, 23, 59, 59, tzinfo=YEKATERINBURG)


class TestScan:
    @pytest.mark.parametrize(
        ("month", "amount", "last_day"),
        [
            (BillingMonth(2026, 11), 8, date(2026, 12, 8)),
            (BillingMonth(2026, 12), 8, date(2027, 1, 8)),
            (BillingMonth(2028, 1), 31, date(2028, 2, 29)),
        ],
    )
    def test_is_due_in_the_month_after(self, month: BillingMonth, amount: int, last_day: date) -> None:
        found = deadlines.scan_deadline(month, zone=MOSCOW, parameters=rules(scan_due_day=due(amount)))

        assert found.at.date() == last_day


class TestTranche:
    @pytest.mark.parametrize(
        ("day", "later", "month", "expected"),
        [
            (18, 0, BillingMonth(2026, 11), date(2026, 11, 18)),
            (0, 0, BillingMonth(2028, 2), date(2028, 2, 29)),
            (25, 1, BillingMonth(2026, 12), date(2027, 1, 25)),
            (31, 0, BillingMonth(2027, 2), date(2027, 2, 28)),
        ],
    )
    def test_day_is_found_in_every_month(
        self, day: int, later: int, month: BillingMonth, expected: date
    ) -> None:
        assert deadlines.tranche_day(Tranche(None, day, later), month) == expected
