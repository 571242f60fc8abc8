"""The month of readings as a spreadsheet: what is on the screen, all metering units."""

from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kabinet.formats.sheets import Column, Sheet, Value, to_csv, to_xlsx
from kabinet.foundation import downloads, formatting
from kabinet.metering import wording
from kabinet.metering.queries import DailyVolume, DayRow
from kabinet.metering.rules.words import Status
from kabinet.portal.pages.metering import GridPage
from kabinet.values.volume import to_thousand


def download(page: GridPage, *, form: str) -> HttpResponseBase:
    title = _("Readings")
    name = f"{title}_{page.terms.contract.number.replace('/', '-')}_{page.grid.month}"
    sheet = _sheet(page)
    if form == "csv":
        return downloads.made_file(to_csv(sheet), name=f"{name}.csv", media_type=downloads.CSV)
    return downloads.made_file(to_xlsx([sheet]), name=f"{name}.xlsx", media_type=downloads.XLSX)


def _sheet(page: GridPage) -> Sheet:
    unit = _("thousand m³")
    figures = [_("Total"), _("Plan"), _("Maximum"), _("Overtake")]
    columns = [
        Column(_("Gas day")),
        *(Column(f"{one.name}, {unit}", places=3) for one in page.grid.units),
        *(Column(f"{label}, {unit}", places=3) for label in figures),
        Column(_("Deviation, %"), places=1),
        Column(_("Status")),
        Column(_("Receipt")),
    ]
    rows = [*(_row(page, row) for row in page.grid.rows), _totals(page)]
    return Sheet(str(page.grid.month), columns, rows)


def _row(page: GridPage, row: DayRow) -> list[Value]:
    total, corridor = row.total(), page.grid.corridor
    has_plan = bool(page.grid.plan)
    deviation = None
    if total is not None and has_plan:
        deviation = _percent((total - corridor.norm) / corridor.norm * 100)
    return [
        row.day,
        *(_volume(row.volumes.get(unit.pk)) for unit in page.grid.units),
        None if total is None else to_thousand(total),
        to_thousand(corridor.norm) if has_plan else None,
        to_thousand(corridor.maximum) if has_plan else None,
        to_thousand(page.grid.overtake_of(row)) if total is not None and has_plan else None,
        deviation,
        _status(row),
        ", ".join(sorted({given.submission.receipt_number or "" for given in row.volumes.values()} - {""})),
    ]


def _totals(page: GridPage) -> list[Value]:
    sums = page.sums
    return [
        _("Total"),
        *(to_thousand(sums.by_unit[unit.pk]) for unit in page.grid.units),
        to_thousand(sums.total),
        None if sums.plan is None else to_thousand(sums.plan),
        None,
        None if sums.overtake is None else to_thousand(sums.overtake),
        None if sums.deviation is None else _percent(sums.deviation),
        "",
        "",
    ]


def _percent(exact: Decimal) -> Decimal:
    return exact.quantize(Decimal("0.1"))


def _volume(given: DailyVolume | None) -> Decimal | None:
    return to_thousand(given.volume) if given and given.status != Status.RETURNED else None


def _status(row: DayRow) -> str:
    if not row.is_closed:
        return _("not over yet")
    words = sorted({str(wording.STATUS[given.status]) for given in row.volumes.values()})
    return ", ".join(words) or formatting.DASH
