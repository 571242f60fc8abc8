"""The demo adds up: lists, volumes, charges, plans, documents."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import models
from django.db.models import F

from kabinet.access.models import User
from kabinet.demo.clients import NEWCOMER
from kabinet.demo.scope import MOSCOW, Scope
from kabinet.documents.models import Document
from kabinet.documents.rules.words import DRAWN_UP
from kabinet.documents.rules.words import Kind as DocumentKind
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation.rights import Role
from kabinet.metering.models import (
    Adjustment,
    DailyVolume,
    HourlyVolume,
    Instrument,
    MeteringUnit,
    VolumeSubmission,
)
from kabinet.metering.rules.words import Source
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import ContractVolume, Organization
from kabinet.organizations.rules.corridor import daily_corridor
from kabinet.requests.models import Decision, VolumeRequest
from kabinet.requests.rules.words import Outcome
from kabinet.requests.rules.words import Status as RequestStatus
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.queries import Prices
from kabinet.settlements.rules.charges import charge_lines, split_by_overtake
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.volume import from_thousand
from tests.demo.reading import NOVEMBER, first_contract, rows, values_of


class TestLists:
    @pytest.mark.parametrize(
        ("model", "field", "closed_list"),
        [
            (DailyVolume, "status", set(VolumeStatus) - {VolumeStatus.REPLACED}),  # a submission only
            (DailyVolume, "source", Source),
            (VolumeSubmission, "status", ["recorded", "accepted", "returned", "estimated"]),
            (VolumeRequest, "status", RequestStatus),
            (Decision, "outcome", Outcome),
            (Document, "status", DocumentStatus),
            (Document, "direction", ["in", "out"]),
            (LedgerEntry, "kind", EntryKind),
            (User, "role", Role),
        ],
    )
    def test_occur_with_every_value(
        self, demo: Scope, model: type[models.Model], field: str, closed_list: Iterable[str]
    ) -> None:
        assert values_of(model, field) == {str(value) for value in closed_list}

    def test_of_kinds_of_documents_occur_but_for_the_other(self, demo: Scope) -> None:
        assert values_of(Document, "kind") == {kind.value for kind in DocumentKind} - {"other"}


class TestVolumes:
    def test_are_gapless_in_every_closed_month(self, demo: Scope) -> None:
        for unit in rows(MeteringUnit).exclude(contract__organization=rows(Organization)[NEWCOMER - 1]):
            given = rows(DailyVolume).filter(
                unit=unit, superseded_at__isnull=True, gas_day__lt=NOVEMBER.first_day
            )
            days = list(given.order_by("gas_day").values_list("gas_day", flat=True))

            assert days[0] == demo.first_month.first_day
            assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))

    def test_are_missing_late_and_corrected_here_and_there(self, demo: Scope) -> None:
        assert rows(VolumeSubmission).filter(late=True).exists()
        assert rows(DailyVolume).filter(version=2).exclude(reason="").exists()
        assert rows(MeteringUnit).filter(in_use_to__isnull=False).exists()

    def test_make_overtake_on_some_days(self, demo: Scope) -> None:
        assert rows(ChargeLine).exclude(coefficient="1").exists()

    def test_come_from_instruments_some_of_which_are_to_be_verified_soon(self, demo: Scope) -> None:
        until = demo.today + timedelta(days=30)

        assert rows(Instrument).filter(verified_until__lte=until).exists()
        assert rows(Instrument).filter(verified_until__gt=until).exists()


class TestHours:
    def test_of_whole_days_add_up_to_what_was_handed_in(self, demo: Scope) -> None:
        """Two hours of one day of the first client's units never came; the last day is cut by today's midnight."""
        short = []
        for unit in rows(MeteringUnit).filter(pk__in=values_of(HourlyVolume, "unit_id")):
            clock = organizations.terms_of(unit.contract).clock
            hours: dict[date, list[Decimal]] = {}
            for hour in HourlyVolume._default_manager.filter(unit=unit):
                hours.setdefault(clock.day_at(hour.starts_at), []).append(hour.volume)
            given = rows(DailyVolume).filter(unit=unit, superseded_at__isnull=True)
            volumes = dict(given.values_list("gas_day", "volume"))

            short += [day for day, found in hours.items() if len(found) < 24]
            assert all(sum(found) == volumes[day] for day, found in hours.items() if day not in short)

        assert sorted(short) == [date(2026, 10, 14)] * 2 + [demo.today - timedelta(days=1)] * 2

    def test_are_the_first_clients_of_two_months_and_some_others_of_one(self, demo: Scope) -> None:
        first = HourlyVolume._default_manager.filter(unit__contract=first_contract()).earliest("starts_at")
        others = HourlyVolume._default_manager.exclude(unit__contract=first_contract()).earliest("starts_at")

        assert first.starts_at.astimezone(MOSCOW) == datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
        assert others.starts_at.astimezone(MOSCOW).date() == date(2026, 11, 1)


class TestCharges:
    def test_are_what_the_volumes_the_plan_and_the_prices_give(self, demo: Scope) -> None:
        prices = Prices.load()
        charges = rows(LedgerEntry).filter(kind=EntryKind.CHARGE).select_related("contract")
        assert charges.count() > 100

        for charge in charges:
            expected = [
                line
                for point in charge.contract.supply_points.order_by("id")
                for line in reckon(charge, point, prices)
            ]
            kept = list(rows(ChargeLine).filter(entry=charge).order_by("position"))

            assert [(line.code, from_thousand(line.volume), line.net, line.vat) for line in expected] == [
                (line.code, line.volume, line.net, line.vat) for line in kept
            ]
            assert charge.amount == sum(line.gross for line in expected)

    def test_are_the_sums_on_the_invoices(self, demo: Scope) -> None:
        invoices = rows(Document).filter(kind=DocumentKind.TAX_INVOICE)
        assert invoices.exists()

        for invoice in invoices:
            charge = rows(LedgerEntry).get(
                contract=invoice.contract_id, month=invoice.month, kind=EntryKind.CHARGE
            )
            assert invoice.amount == charge.amount


def reckon(charge: Any, point: Any, prices: Prices) -> list[Any]:
    """Compute the lines of one supply point anew from the rows of the database."""
    month = charge.month
    parameters = organizations.terms_of(charge.contract).parameters(month.first_day)
    plan = rows(ContractVolume).get(supply_point=point, month=month, superseded_at__isnull=True)
    days: dict[date, Decimal] = {}
    given = rows(DailyVolume).filter(unit__supply_point=point, superseded_at__isnull=True)
    for row in given.filter(gas_day__gte=month.first_day, gas_day__lte=month.last_day):
        days[row.gas_day] = days.get(row.gas_day, Decimal(0)) + row.volume
    for one in rows(Adjustment).filter(unit__supply_point=point, gas_day__in=days):
        days[one.gas_day] -= one.difference  # the month is charged as it was closed
    corridor = daily_corridor(month_volume=plan.volume, month=month, parameters=parameters)
    return charge_lines(
        split=split_by_overtake(days, corridor=corridor, parameters=parameters),
        components=prices.components(point.price_group, month.first_day),
        vat_percent=prices.vat_percent(month.first_day),
    )


class TestPayments:
    def test_come_on_working_days(self, demo: Scope) -> None:
        payments = rows(LedgerEntry).filter(kind=EntryKind.PAYMENT)

        assert {day.weekday() for day in payments.values_list("posted_on", flat=True)} == set(range(5))


class TestRequests:
    def test_that_were_accepted_stand_in_the_plan(self, demo: Scope) -> None:
        accepted = rows(Decision).exclude(outcome=Outcome.RETURN).select_related("request")
        assert accepted.exists()

        for decision in accepted:
            plan = rows(ContractVolume).filter(
                contract=decision.request.contract_id,
                month=decision.request.month,
                superseded_at__isnull=True,
            )
            assert {str(one.supply_point_id): one.volume for one in plan} == {
                point: Decimal(volume) for point, volume in decision.agreed.items()
            }


class TestDecisions:
    def test_come_after_what_they_decide_on(self, demo: Scope) -> None:
        assert not rows(Document).filter(decided_at__lt=F("placed_at")).exists()
        assert not rows(VolumeRequest).filter(decided_at__lt=F("submitted_at")).exists()
        assert not rows(VolumeSubmission).filter(decided_at__lt=F("submitted_at")).exists()


class TestDocuments:
    def test_have_a_file_unless_we_draw_them_up(self, demo: Scope) -> None:
        without = rows(Document).filter(file__isnull=True)

        assert {row.kind for row in without} == {kind.value for kind in DRAWN_UP}
        assert {row.direction for row in without} == {"out"}

    def test_under_review_have_not_waited_longer_than_the_supplier_may_take(self, demo: Scope) -> None:
        waiting = rows(Document).filter(status=DocumentStatus.UNDER_REVIEW, direction="in")

        assert waiting.exists()
        assert not waiting.filter(placed_at__lt=demo.midnight - timedelta(days=5)).exists()

    def test_of_the_first_client_are_as_many_more_as_asked_for(self, demo: Scope) -> None:
        assert rows(Document).filter(number__startswith="П-", contract=first_contract()).count() == 30
