"""Months without gas: a unit under seal, and a contract of which no unit was in use."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Receipt
from kabinet.metering import operations, queries
from kabinet.metering.models import Adjustment, DailyVolume, MeteringUnit, MonthStatement
from kabinet.metering.operations import Entry, MonthIncomplete, NothingToClose, NothingToSubmit
from kabinet.metering.rules.beside import read_beside
from kabinet.metering.rules.words import Basis, Source, Status
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.organizations.queries import terms_of
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, Cast

OCTOBER = BillingMonth(2026, 10)
BEGINS = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
ENDS = datetime(2026, 11, 1, 8, tzinfo=MOSCOW)
NOW = datetime(2026, 11, 2, 12, tzinfo=MOSCOW)


def put_in(cast: Cast, *, by: Viewer | None = None, key: str = "key") -> Receipt:
    return operations.put_in_sealed_days(
        viewer=by or factories.viewer_of(cast.head),
        contract_id=cast.contract.pk,
        month=OCTOBER,
        key=key,
        now=NOW,
    )


def close(cast: Cast) -> MonthStatement:
    return operations.close_month(
        viewer=factories.viewer_of(cast.head), contract_id=cast.contract.pk, month=OCTOBER, now=NOW
    )


def given() -> "list[DailyVolume]":
    return list(DailyVolume.objects.everywhere(reason="a test").order_by("gas_day", "version"))


class TestDaysUnderSeal:
    def days(self, cast: Cast) -> list[date]:
        places = [(cast.unit.pk, day) for day in OCTOBER.days()]
        viewer = factories.viewer_of(cast.head)
        found = queries.acts_of_sealed_days(viewer=viewer, terms=terms_of(cast.contract), places=places)
        return [day for _unit, day in found]

    def test_are_those_that_passed_under_it_from_beginning_to_end(self, cast: Cast) -> None:
        kiln = factories.equipment(cast.unit)
        second = timedelta(seconds=1)
        factories.sealed(kiln, BEGINS + timedelta(days=4), BEGINS + timedelta(days=6))
        factories.sealed(kiln, BEGINS + timedelta(days=9) + second, BEGINS + timedelta(days=11) - second)

        assert self.days(cast) == [date(2026, 10, 5), date(2026, 10, 6)]

    def test_want_all_equipment_of_the_unit_under_seal(self, cast: Cast) -> None:
        kiln, boiler = factories.equipment(cast.unit), factories.equipment(cast.unit, "Котёл")
        factories.sealed(kiln, BEGINS)
        assert self.days(cast) == []

        factories.sealed(boiler, BEGINS + timedelta(days=30), act="Акт № 15")
        assert self.days(cast) == [OCTOBER.last_day]

    def test_do_not_ask_for_what_is_out_of_use(self, cast: Cast) -> None:
        kiln = factories.equipment(cast.unit)
        factories.equipment(cast.unit, "Котёл", in_use_to=date(2026, 10, 1))
        factories.sealed(kiln, BEGINS)

        assert self.days(cast) == list(OCTOBER.days())

    def test_are_none_where_no_equipment_is_known(self, cast: Cast) -> None:
        assert self.days(cast) == []


class TestPuttingIn:
    @pytest.fixture(autouse=True)
    def _sealed(self, cast: Cast) -> None:
        factories.sealed(factories.equipment(cast.unit), BEGINS, ENDS)

    def test_gives_each_missing_day_nothing_with_the_act_as_the_reason(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 10, 7): "12"})

        put_in(cast)

        rows = [one for one in given() if one.status == Status.ESTIMATED]
        assert [one.gas_day for one in rows] == [day for day in OCTOBER.days() if day.day != 7]
        assert {(one.volume, one.source, one.basis, one.reason) for one in rows} == {
            (Decimal(0), Source.SUPPLIER, Basis.CAPACITY, "Оборудование опломбировано: Акт № 14")
        }

    def test_of_the_same_press_is_one_receipt_and_one_letter(self, cast: Cast) -> None:
        first = put_in(cast)

        assert put_in(cast).pk == first.pk
        assert len(given()) == OCTOBER.length
        assert (
            OutgoingEmail.objects.everywhere(reason="a test").filter(address=cast.engineer.email).count() == 1
        )
        assert Notification.objects.everywhere(reason="a test").filter(recipient=cast.engineer).count() == 1

    def test_of_another_press_finds_nothing_more(self, cast: Cast) -> None:
        put_in(cast)

        with pytest.raises(NothingToSubmit):
            put_in(cast, key="another")

    def test_is_not_the_clients(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            put_in(cast, by=factories.viewer_of(cast.engineer))

    def test_lets_the_month_be_closed_with_nothing_and_why(self, cast: Cast) -> None:
        with pytest.raises(MonthIncomplete):
            close(cast)
        put_in(cast)

        statement = close(cast)

        beside = read_beside(statement.beside)
        assert beside is not None
        assert (statement.volume, beside.reasons) == (0, ["Оборудование опломбировано: Акт № 14"])

    def test_and_a_later_correction_add_up(self, cast: Cast) -> None:
        put_in(cast)
        statement = close(cast)
        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, OCTOBER.last_day, Decimal(36100), "instrument: пломбу сняли раньше"),
            seen_version=1,
            key="correction",
            now=NOW,
        )

        [adjustment] = Adjustment.objects.everywhere(reason="a test")
        counted = sum(one.volume for one in given() if one.superseded_at is None)
        assert statement.volume + adjustment.difference == counted == 36100


class TestReasons:
    def test_are_kept_only_of_a_month_without_gas(self, cast: Cast) -> None:
        factories.sealed(factories.equipment(cast.unit), BEGINS, ENDS)
        factories.volumes(cast.unit, {date(2026, 10, 7): "12"})
        put_in(cast)

        beside = read_beside(close(cast).beside)

        assert beside is not None
        assert beside.reasons == []


class TestNothingInUse:
    def out_of_use(self, unit: MeteringUnit, **columns: date) -> None:
        MeteringUnit.objects.everywhere(reason="a test").filter(pk=unit.pk).update(**columns)

    def test_is_nothing_to_close(self, cast: Cast) -> None:
        self.out_of_use(cast.unit, in_use_to=OCTOBER.first_day)
        with pytest.raises(NothingToClose):
            close(cast)

        self.out_of_use(cast.unit, in_use_from=OCTOBER.next.first_day, in_use_to=None)  # type: ignore[arg-type]
        with pytest.raises(NothingToClose):
            close(cast)
        assert not MonthStatement.objects.everywhere(reason="a test").exists()

    def test_but_for_a_day_that_was_in_use(self, cast: Cast) -> None:
        self.out_of_use(cast.unit, in_use_to=date(2026, 10, 2))
        factories.volumes(cast.unit, {date(2026, 10, 1): "36100"})

        assert close(cast).volume == 36100

    def test_is_said_of_a_contract_without_units(self, cast: Cast) -> None:
        with pytest.raises(NothingToClose):
            operations.close_month(
                viewer=factories.viewer_of(cast.head),
                contract_id=cast.neighbour_contract.pk,
                month=OCTOBER,
                now=NOW,
            )
