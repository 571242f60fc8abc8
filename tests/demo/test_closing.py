"""The demo's closed month: its statements, the distributor's month beside them, what was corrected afterwards."""

from decimal import Decimal

from django.db.models import Sum

from kabinet.demo.scope import Scope
from kabinet.metering import queries
from kabinet.metering.models import (
    Adjustment,
    DailyVolume,
    DistributorVolume,
    MonthStatement,
    VolumeSubmission,
)
from kabinet.metering.rules.beside import read_beside
from kabinet.metering.rules.words import Status
from kabinet.organizations.models import Contract, Organization
from kabinet.organizations.queries import terms_of
from tests.demo.reading import NOVEMBER, OCTOBER, first_contract, rows, viewer


class TestStatements:
    def test_and_adjustments_add_up_to_the_days(self, demo: Scope) -> None:
        statements = rows(MonthStatement)
        assert statements.count() > 5

        for statement in statements:
            of_contract = {"contract": statement.contract_id, "gas_day__gte": OCTOBER.first_day}
            days = rows(DailyVolume).filter(**of_contract, gas_day__lte=OCTOBER.last_day, superseded_at=None)
            adjusted = rows(Adjustment).filter(**of_contract).aggregate(total=Sum("difference"))["total"]
            assert statement.month == OCTOBER
            assert statement.volume + (adjusted or 0) == days.aggregate(total=Sum("volume"))["total"]

    def test_keep_what_the_distributor_reported(self, demo: Scope) -> None:
        reported = dict(rows(DistributorVolume).values_list("supply_point__code", "volume"))
        kept: dict[str, Decimal] = {}
        apart = set()
        for statement in rows(MonthStatement):
            beside = read_beside(statement.beside)
            assert beside is not None
            kept |= beside.theirs
            apart |= {one.is_apart for one in beside.points}

        assert kept.items() <= reported.items()
        assert apart == {True, False}


class TestCorrectionsOfTheClosedMonth:
    def test_are_adjustments_of_the_open_one(self, demo: Scope) -> None:
        found = rows(Adjustment).select_related("corrected__submission", "contract")

        assert {(one.month, one.gas_day) for one in found} == {(NOVEMBER, OCTOBER.last_day)}
        for one in found:
            statement = rows(MonthStatement).get(contract=one.contract, month=OCTOBER)
            before = rows(DailyVolume).get(unit=one.unit_id, gas_day=one.gas_day, superseded_at=one.made_at)
            assert statement.closed_at < one.made_at < demo.midnight
            assert one.corrected.version == before.version + 1
            assert one.difference == one.corrected.volume - before.volume

    def test_are_seen_by_the_first_client_and_the_desk(self, demo: Scope) -> None:
        contract_id = first_contract().pk
        for username in ("engineer-1", "metering"):
            person = viewer(username, demo.today)
            for month in (OCTOBER, NOVEMBER):
                assert queries.adjustments_about(viewer=person, contract_id=contract_id, month=month)


class TestProposals:
    def test_wait_for_consent_beside_the_version_that_counts(self, demo: Scope) -> None:
        found = rows(DailyVolume).filter(status=Status.PROPOSED)
        assert found.exists()

        for one in found:
            counts = rows(DailyVolume).get(unit=one.unit_id, gas_day=one.gas_day, superseded_at=None)
            assert one.version == counts.version + 1
            assert rows(VolumeSubmission).get(pk=one.submission_id).status == Status.RECORDED


class TestDaysUnderSeal:
    def test_are_those_that_a_client_gave_nothing_for(self, demo: Scope) -> None:
        contract = rows(Contract).filter(organization=rows(Organization)[5]).first()
        terms, person = terms_of(contract), viewer("metering", demo.today)
        grid = queries.month_grid(viewer=person, terms=terms, month=NOVEMBER, now=demo.midnight)
        missing = [(unit.pk, day) for day, unit in grid.missing()]

        acts = queries.acts_of_sealed_days(viewer=person, terms=terms, places=missing)

        assert {day.day for _unit, day in acts} == {5, 6}
        assert {tuple(found) for found in acts.values()} == {("Акт опломбирования № 27",)}
