"""Closing a month of a contract with the statement of its volumes."""

from datetime import datetime

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.beside import beside_of
from kabinet.metering.models import MonthStatement
from kabinet.metering.month_content import content_of, seal_of
from kabinet.metering.queries import MonthGrid
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth

_SETTLED = frozenset({Status.ACCEPTED, Status.ESTIMATED})


class MonthIncomplete(Refusal):
    """Days are missing, not closed, or not decided about yet. Facts: missing, undecided (numbers of days)."""

    code = "metering.month-incomplete"


class NothingToClose(Refusal):
    """No metering unit of the contract was in use in the month."""

    code = "metering.nothing-to-close"


class MonthSeenOtherwise(Refusal):
    """The page showed other volumes, or another month of the distributor, than there are now."""

    code = "metering.month-seen-otherwise"


class MonthAlreadyClosed(Refusal):
    """Facts: by, at."""

    code = "metering.month-already-closed"


@operation
def close_month(
    *, viewer: Viewer, contract_id: int, month: BillingMonth, now: datetime, seen: str = ""
) -> MonthStatement:
    """
    Close the month with the statement of its volumes; later corrections count in the month that is open.

    `seen` is the seal of what the page showed, see month_content.seal_of: a colleague may have accepted a correction
    meanwhile.

    :raises ContractNotFound: the viewer sees no such contract
    :raises NotAllowed: the viewer may not decide about readings
    :raises MonthAlreadyClosed: it was closed before
    :raises NothingToClose: no metering unit was in use in it
    :raises MonthIncomplete: some day is missing, under way, or not accepted
    :raises MonthSeenOtherwise: it would be closed with other figures than the page showed
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(terms.contract.organization_id)
    _check_open(viewer, contract_id, month)
    grid = queries.month_grid(viewer=viewer, terms=terms, month=month, now=now)
    if grid.is_empty:
        raise NothingToClose
    _check_complete(grid)
    beside = beside_of(grid, viewer=viewer, terms=terms)
    if seen and seen != seal_of(grid, beside):
        raise MonthSeenOtherwise

    statement = MonthStatement(
        contract=terms.contract,
        month=month,
        volume=grid.fact(),
        overtake=grid.overtake(),
        content=content_of(grid),
        beside=beside.keep(),
        closed_at=now,
        closed_by=viewer.name,
    )
    statement.save(force_insert=True)
    journal.record(
        "metering.month.closed",
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        subject=f"statement:{statement.pk}",
        data={"contract": terms.contract.number, "month": str(month), "volume": str(statement.volume)},
        at=now,
    )
    return statement


def _check_open(viewer: Viewer, contract_id: int, month: BillingMonth) -> None:
    closed = MonthStatement.objects.visible_to(viewer).filter(contract_id=contract_id, month=month).first()
    if closed is not None:
        raise MonthAlreadyClosed(by=closed.closed_by, at=closed.closed_at)


def _check_complete(grid: MonthGrid) -> None:
    missing = len(grid.missing()) + sum(not row.is_closed for row in grid.rows)
    undecided = sum(
        volume.status not in _SETTLED and volume.status != Status.RETURNED
        for row in grid.rows
        for volume in row.volumes.values()
    )
    if missing or undecided:
        raise MonthIncomplete(missing=missing, undecided=undecided)
