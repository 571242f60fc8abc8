"""The volume statement of a contract's month: by unit and gas day, as data, a sheet and a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from kabinet.formats.sheets import Column, Sheet, Value
from kabinet.foundation import formatting, pdf
from kabinet.metering.models import MonthStatement
from kabinet.metering.queries.months import MonthGrid
from kabinet.metering.queries.statements import AdjustmentRow
from kabinet.metering.rules.beside import Beside, PointBeside, read_beside
from kabinet.metering.rules.words import Status
from kabinet.metering.wording import reason
from kabinet.metering.wording.distributor import agreement
from kabinet.organizations.queries import Terms, supplier_on
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, Rounding, to_thousand, truncate_to_thousand

#: So many units stand beside one another on a sheet of paper.
_UNITS_A_TABLE = 5
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Statement:
    """
    `days` holds m³ by unit code and gas day; without `closed_at` it is a draft: the month is open.

    `beside` is None where the month was closed before that was kept. Days are printed as the contract rounds them, and
    a month's total is cut to whole m³, as in the act (RULES A1): their sum may differ from it by thousandths.
    """

    terms: Terms
    month: BillingMonth
    units: Mapping[str, str]
    days: Mapping[str, Mapping[date, Decimal]]
    overtake: Decimal
    adjustments: Sequence[AdjustmentRow]
    beside: Beside | None
    closed_at: datetime | None = None
    closed_by: str = ""

    def total(self, code: str) -> Decimal:
        return sum(self.days[code].values(), ZERO)

    @property
    def volume(self) -> Decimal:
        return sum(map(self.total, self.units), ZERO)

    @property
    def rounding(self) -> Rounding:
        return self.terms.parameters(self.month.first_day).rounding

    @property
    def file_name(self) -> str:
        number = self.terms.contract.number.replace("/", "-")
        return f"Ведомость объёмов {number} {self.month}"


def statement_of(
    grid: MonthGrid,
    kept: MonthStatement | None,
    *,
    terms: Terms,
    adjustments: Sequence[AdjustmentRow],
    beside: Beside,
) -> Statement:
    """
    Return the month as it was closed, or as it stands while it is open, by the units that were in use in it.

    `beside` is what stands beside it now.
    """
    if kept is None:
        days = _open_days(grid)
        units = {unit.code: unit.name for unit in grid.units if days[unit.code] or grid.awaits(unit)}
        return Statement(terms, grid.month, units, days, grid.overtake(), adjustments, beside)
    names = {unit.code: unit.name for unit in grid.units}
    days = {
        code: {date.fromisoformat(day): Decimal(volume) for day, volume in volumes.items()}
        for code, volumes in kept.content.items()
    }
    units = {code: names.get(code, code) for code, given in days.items() if given}
    return Statement(
        terms=terms,
        month=grid.month,
        units=units,
        days=days,
        overtake=kept.overtake,
        adjustments=adjustments,
        beside=read_beside(kept.beside),
        closed_at=kept.closed_at,
        closed_by=kept.closed_by,
    )


def _open_days(grid: MonthGrid) -> dict[str, dict[date, Decimal]]:
    days: dict[str, dict[date, Decimal]] = {unit.code: {} for unit in grid.units}
    codes = {unit.pk: unit.code for unit in grid.units}
    for row in grid.rows:
        for unit_id, volume in row.volumes.items():
            if volume.status != Status.RETURNED:
                days[codes[unit_id]][row.day] = volume.volume
    return days


def sheets_of(found: Statement) -> list[Sheet]:
    """Return the statement for a spreadsheet, thousand m³: its days, and what stands beside them where there is any."""
    sheets = [_sheet_of_days(found)]
    if found.beside and found.beside.points:
        sheets.append(_sheet_of_points(found.beside))
    if found.adjustments:
        sheets.append(_sheet_of_adjustments(found.adjustments))
    return sheets


def _sheet_of_days(found: Statement) -> Sheet:
    rows: list[list[Value]] = []
    for day in found.month.days():
        volumes = [found.days[code].get(day) for code in found.units]
        known = [one for one in volumes if one is not None]
        together = sum(known, ZERO) if known else None
        rows.append([day, *(_thousand(one, found.rounding) for one in [*volumes, together])])
    totals = [*map(found.total, found.units), found.volume]
    rows.append(["Итого", *map(truncate_to_thousand, totals)])
    columns = [Column(f"{name}, тыс. м³", places=3) for name in [*found.units.values(), "Всего"]]
    return Sheet(str(found.month), [Column("Газовые сутки"), *columns], rows)


def _sheet_of_points(beside: Beside) -> Sheet:
    labels = ["Наши сутки", "ГРО", "Разница"]
    columns = [
        Column("Код точки"),
        Column("Точка подключения"),
        *(Column(f"{label}, тыс. м³", places=3) for label in labels),
        Column("Отклонение, %", places=2),
        Column("Допуск, тыс. м³", places=3),
        Column("Итог"),
    ]
    rows: list[list[Value]] = [
        [one.code, one.name, *_compared(one), _thousand(one.allowed), _verdict(one)] for one in beside.points
    ]
    return Sheet("ГРО", columns, [*rows, ["Итого", None, *_compared(beside.total), None, None]])


def _compared(one: PointBeside) -> list[Value]:
    per_cent = None if one.per_cent is None else one.per_cent.quantize(_HUNDREDTH)
    return [_thousand(one.ours), _thousand(one.theirs), _thousand(one.difference), per_cent]


def _verdict(one: PointBeside) -> str:
    with translation.override("ru"):
        return agreement(one)[0]


def _sheet_of_adjustments(adjustments: Sequence[AdjustmentRow]) -> Sheet:
    columns = [Column("Газовые сутки"), Column("Узел учёта"), Column("Разница, тыс. м³", places=3)]
    rows: list[list[Value]] = [[one.gas_day, one.unit, _thousand(one.difference)] for one in adjustments]
    total = sum((one.difference for one in adjustments), ZERO)
    return Sheet("Корректировки", columns, [*rows, ["Итого", None, _thousand(total)]])


def _thousand(volume: Decimal | None, rounding: Rounding = Rounding.HALF_UP) -> Decimal | None:
    return None if volume is None else to_thousand(volume, rounding)


def draw(found: Statement, *, now: datetime) -> bytes:
    """Return the statement as a PDF; it is Russian, whatever language its reader has chosen."""
    with translation.override("ru"):
        data = _data(found)
    return pdf.render("metering/statement", data, stamp=found.closed_at or now)


def _data(found: Statement) -> dict[str, Any]:
    contract = found.terms.contract
    codes = list(found.units)
    groups = [codes[first : first + _UNITS_A_TABLE] for first in range(0, len(codes), _UNITS_A_TABLE)]
    return {
        "contract": {"number": contract.number, "date": formatting.day(contract.dated_on)},
        "supplier": supplier_on(found.month.last_day).name,
        "buyer": contract.organization.full_name,
        "month": formatting.month(found.month),
        "state": _state(found),
        "volume": formatting.month_total(found.volume),
        "overtake": formatting.volume(found.overtake),
        "why_nothing": "; ".join(map(reason, found.beside.reasons)) if found.beside else "",
        "tables": [_table(found, group) for group in groups],
        "points": [_point(one) for one in found.beside.points] if found.beside else [],
        "points_total": _figures(found.beside.total) if found.beside else [],
        "adjustments": [_adjustment(one) for one in found.adjustments],
    }


def _state(found: Statement) -> str:
    if found.closed_at is None:
        return "Проект: месяц не закрыт"
    moment = formatting.moment(found.closed_at, found.terms.zone)
    return f"Месяц закрыт {moment}, {found.closed_by}"


def _table(found: Statement, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "units": [found.units[code] for code in codes],
        "rows": [
            [formatting.day(day), *(_figure(found.days[code].get(day), found.rounding) for code in codes)]
            for day in found.month.days()
        ],
        "totals": [formatting.month_total(found.total(code)) for code in codes],
    }


def _figure(volume: Decimal | None, rounding: Rounding = Rounding.HALF_UP) -> str:
    return formatting.DASH if volume is None else formatting.volume(volume, rounding)


def _point(one: PointBeside) -> list[str]:
    return [f"{one.code} {one.name}", *_figures(one), agreement(one)[0]]


def _figures(one: PointBeside) -> list[str]:
    per_cent = formatting.DASH if one.per_cent is None else formatting.percent(one.per_cent, 2)
    compared = [formatting.signed(text) for text in (_figure(one.difference), per_cent)]
    return [_figure(one.ours), _figure(one.theirs), *compared]


def _adjustment(one: AdjustmentRow) -> list[str]:
    return [formatting.day(one.gas_day), one.unit, formatting.volume(one.difference)]
