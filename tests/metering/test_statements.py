"""The close of a month: only when every day is given and decided, and only once."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.journal.models import Record
from kabinet.metering import operations, queries
from kabinet.metering.models import MonthStatement
from kabinet.metering.operations import MonthAlreadyClosed, MonthIncomplete
from kabinet.metering.rules.beside import read_beside
from kabinet.metering.rules.words import Status
from kabinet.organizations.queries import ContractNotFound, get_terms
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MONTH, MOSCOW, NOW, Cast

OCTOBER = BillingMonth(2026, 10)
NOVEMBER_2 = datetime(2026, 11, 2, 12, tzinfo=MOSCOW)
ALL = dict.fromkeys(OCTOBER.days(), "36100")


def close(cast: Cast, *, by: object = None, now: datetime = NOVEMBER_2) -> MonthStatement:
    return operations.close_month(
        viewer=factories.viewer_of(by or cast.head),  # type: ignore[arg-type]
        contract_id=cast.contract.pk,
        month=OCTOBER,
        now=now,
    )


class TestCloseMonth:
    def test_keeps_the_volumes_of_every_day_as_they_stand(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)

        statement = close(cast)

        assert statement.volume == Decimal(36100) * 31
        days = statement.content[cast.unit.code]
        assert len(days) == 31
        assert Decimal(days["2026-10-05"]) == Decimal(36100)
        assert statement.closed_by == "Орлов Пётр Ильич"

    def test_is_in_the_journal(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)

        statement = close(cast)

        record = Record.objects.everywhere(reason="test").get(event="metering.month.closed")
        assert record.subject == f"statement:{statement.pk}"

    def test_keeps_the_distributors_month_as_it_stood(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)
        factories.carried(cast.point, "1120000")

        statement = close(cast)
        factories.carried(cast.point, "1119100")
        statement.refresh_from_db()

        beside = read_beside(statement.beside)
        assert beside is not None
        [point] = beside.points
        assert (point.code, point.ours, point.theirs) == (cast.point.code, 1119100, 1120000)
        assert (point.difference, point.allowed, point.is_apart) == (900, Decimal("1119.1"), False)

    def test_keeps_points_that_the_report_lacks(self, cast: Cast) -> None:
        other = factories.supply_point(cast.contract, "ТП-2")
        factories.volumes(cast.unit, ALL)
        factories.volumes(factories.metering_unit(other, "УУГ-2"), ALL)
        factories.carried(cast.point, "1130000")

        beside = read_beside(close(cast).beside)

        assert beside is not None
        assert [(one.theirs, one.is_apart) for one in beside.points] == [(1130000, True), (None, False)]
        assert (beside.total.ours, beside.total.theirs) == (2 * 1119100, None)

    def test_without_a_report_keeps_that_there_was_none(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)
        factories.carried(cast.point, "1", month=OCTOBER.previous)

        assert close(cast).beside == {"points": [], "reasons": []}

    def test_of_a_month_under_way_misses_only_days_that_are_over(self, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.head)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        factories.volumes(cast.unit, {date(2026, 11, 1): "36100"})

        [one] = queries.unit_months(queries.month_grid(viewer=viewer, terms=terms, month=MONTH, now=NOW))

        assert (one.given, one.missing) == (1, 21)

    def test_says_how_many_days_are_missing_and_undecided(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 10, 1): "36100"}, status=Status.CHECKED)
        factories.volumes(cast.unit, {date(2026, 10, 2): "36100"}, status=Status.RETURNED)
        factories.volumes(cast.unit, {date(2026, 10, 3): "36100"}, status=Status.ESTIMATED)

        with pytest.raises(MonthIncomplete) as refused:
            close(cast)

        assert refused.value.facts == {"missing": 29, "undecided": 1}
        assert not MonthStatement.objects.everywhere(reason="test").exists()

    def test_a_month_whose_last_day_is_under_way_is_not_over(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)

        with pytest.raises(MonthIncomplete) as refused:
            close(cast, now=datetime(2026, 11, 1, 7, 59, tzinfo=MOSCOW))

        assert refused.value.facts["missing"] == 1

    def test_happens_once(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)
        close(cast)

        with pytest.raises(MonthAlreadyClosed) as refused:
            close(cast, by=cast.curator)

        assert refused.value.facts == {"by": "Орлов Пётр Ильич", "at": NOVEMBER_2}

    def test_is_not_the_clients_to_do(self, cast: Cast) -> None:
        factories.volumes(cast.unit, ALL)

        with pytest.raises(NotAllowed):
            close(cast, by=cast.director)
        with pytest.raises(ContractNotFound):
            close(cast, by=cast.neighbour)
