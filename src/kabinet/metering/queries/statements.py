"""Closed months: their statements, and what was corrected afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q

from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import Adjustment, MonthStatement, VolumeSubmission
from kabinet.metering.queries.control import read_control
from kabinet.metering.queries.control_units import ControlUnit
from kabinet.metering.queries.months import MonthGrid
from kabinet.metering.queries.units import is_awaited
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_SETTLED = frozenset({Status.ACCEPTED, Status.ESTIMATED})


def find_statement(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> MonthStatement | None:
    """Return the statement with which the month was closed, None while it is open."""
    rows = MonthStatement.objects.visible_to(viewer).filter(contract_id=contract_id, month=month)
    return only_row(rows)


def closed_months(*, viewer: Viewer, contract_id: int) -> set[BillingMonth]:
    """Return the months of the contract that are closed. One query."""
    rows = MonthStatement.objects.visible_to(viewer).filter(contract_id=contract_id)
    return set(rows.values_list("month", flat=True))


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """The difference, m³, by which a day of a closed month was corrected; `month` is the one that takes it up."""

    pk: int
    contract_id: int
    contract: str
    organization: str
    month: BillingMonth
    gas_day: date
    unit: str
    difference: Decimal
    volume: Decimal
    reason: str
    made_at: datetime


_PATHS = {
    "contract": "contract__number",
    "organization": "contract__organization__name",
    "unit": "unit__name",
    "volume": "corrected__volume",
    "reason": "corrected__reason",
}


def adjustments_of(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> list[AdjustmentRow]:
    """Return the adjustments that count in the month, of days of months closed before. One query."""
    rows = Adjustment.objects.visible_to(viewer).filter(contract_id=contract_id, month=month)
    return read_rows(AdjustmentRow, rows.order_by("gas_day", "unit__code", "id"), **_PATHS)


def adjustments_in(
    *, viewer: Viewer, month: BillingMonth, contract_ids: Collection[int]
) -> list[AdjustmentRow]:
    """Return the adjustments of these contracts that count in the month, by customer and day. One query."""
    rows = Adjustment.objects.visible_to(viewer).filter(contract_id__among=contract_ids, month=month)
    ordered = rows.order_by("contract__organization__name", "contract__number", "gas_day", "id")
    return read_rows(AdjustmentRow, ordered, **_PATHS)


def adjustments_about(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> list[AdjustmentRow]:
    """Return the adjustments that count in the month, and those of its own days. One query."""
    own = Q(gas_day__gte=month.first_day, gas_day__lte=month.last_day)
    rows = Adjustment.objects.visible_to(viewer).filter(own | Q(month=month), contract_id=contract_id)
    return read_rows(AdjustmentRow, rows.order_by("gas_day", "unit__code", "id"), **_PATHS)


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """A unit's month as its close asks for it: counts of days, and m³."""

    name: str
    code: str
    given: int
    missing: int
    undecided: int
    estimated: int
    volume: Decimal


def unit_months(grid: MonthGrid) -> list[UnitMonth]:
    """Return the month by unit; units that were not in use in it are left out."""
    found = []
    for unit in grid.units:
        awaited = [row for row in grid.rows if is_awaited(unit, row.day)]
        volumes = [row.volumes[unit.pk] for row in awaited if unit.pk in row.volumes]
        counted = [one for one in volumes if one.status != Status.RETURNED]
        if awaited:
            found.append(
                UnitMonth(
                    name=unit.name,
                    code=unit.code,
                    given=len(counted),
                    missing=sum(row.is_closed for row in awaited) - len(counted),
                    undecided=sum(one.status not in _SETTLED for one in counted),
                    estimated=sum(one.status == Status.ESTIMATED for one in counted),
                    volume=sum((one.volume for one in counted), ZERO),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class ContractMonth:
    """The state of a contract's month: days without a volume, submissions that wait, the statement if it is closed."""

    contract_id: int
    contract: str
    organization: str
    is_over: bool
    missing: int
    waiting: int
    statement: MonthStatement | None

    @property
    def is_ready(self) -> bool:
        return self.statement is None and self.is_over and not self.missing and not self.waiting


def contract_months(*, viewer: Viewer, month: BillingMonth, words: str, now: datetime) -> list[ContractMonth]:
    """Return the state of the month by contract, by customer and number. Seven queries."""
    control = read_control(viewer=viewer, month=month, words=words, now=now)
    by_contract: dict[int, list[ControlUnit]] = {}
    for unit in control.units:
        by_contract.setdefault(unit.contract_id, []).append(unit)
    waiting = _waiting(viewer, month, by_contract)
    statements = _statements(viewer, month, by_contract)
    return [
        ContractMonth(
            contract_id=contract_id,
            contract=units[0].contract,
            organization=units[0].organization,
            is_over=control.closed[units[0].pk] >= month.last_day,
            missing=sum(control.missing(unit) + control.awaited(unit) for unit in units),
            waiting=waiting.get(contract_id, 0),
            statement=statements.get(contract_id),
        )
        for contract_id, units in by_contract.items()
    ]


def _waiting(viewer: Viewer, month: BillingMonth, contract_ids: Collection[int]) -> Mapping[int, int]:
    rows = VolumeSubmission.objects.visible_to(viewer).filter(
        contract_id__among=contract_ids, status=Status.RECORDED, month=month
    )
    return dict(rows.values_list("contract_id").annotate(count=Count("*")).order_by("contract_id"))


def _statements(
    viewer: Viewer, month: BillingMonth, contract_ids: Collection[int]
) -> dict[int, MonthStatement]:
    rows = MonthStatement.objects.visible_to(viewer).filter(contract_id__among=contract_ids, month=month)
    return {row.contract_id: row for row in rows.defer("content")}
