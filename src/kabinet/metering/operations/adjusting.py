"""Corrections of months that are closed: the difference counts in the month that is open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kabinet.metering.models import Adjustment, DailyVolume, MonthStatement
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

_JUDGED = "the contract was judged as the viewer's"


def adjust_closed_months(
    rows: Sequence[DailyVolume],
    old: Mapping[tuple[int, date], DailyVolume],
    *,
    terms: Terms,
    now: datetime,
) -> None:
    """Record what the new versions change in closed months, m³, as adjustments of the month that is open."""
    closed = _closed_months(terms)
    changed = [
        (row, row.volume - before.volume)
        for row in rows
        if BillingMonth.of(row.gas_day) in closed
        and (before := old.get((row.unit_id, row.gas_day))) is not None
    ]
    if not changed:
        return
    month = max(closed).next
    Adjustment.objects.everywhere(reason=_JUDGED).bulk_create(
        Adjustment(
            contract=terms.contract,
            unit_id=row.unit_id,
            month=month,
            gas_day=row.gas_day,
            difference=difference,
            corrected=row,
            made_at=now,
        )
        for row, difference in changed
        if difference
    )


def _closed_months(terms: Terms) -> set[BillingMonth]:
    statements = MonthStatement.objects.everywhere(reason=_JUDGED).filter(contract=terms.contract)
    return set(statements.values_list("month", flat=True))
