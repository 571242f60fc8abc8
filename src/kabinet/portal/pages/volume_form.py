"""The cabinet's own form of a month: the days that are missing, to be filled in and handed over again."""

from collections.abc import Sequence
from datetime import date

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kabinet.formats.volume_sheets import FormDay, FormWords, write_form
from kabinet.foundation import downloads, formatting
from kabinet.metering.queries import DayRow, MeteringUnit, MonthGrid
from kabinet.metering.rules.words import Status
from kabinet.organizations.queries import Terms
from kabinet.values.volume import THOUSAND


def download(grid: MonthGrid, *, terms: Terms) -> HttpResponseBase:
    contract = terms.contract.number
    missing = {day for day, _unit in grid.missing()}
    data = write_form(
        _words(grid, terms),
        contract=contract,
        month=str(grid.month),
        units=[(unit.code, unit.name) for unit in _units(grid, missing)],
        days=[_day(row, grid.units) for row in grid.rows if row.day in missing],
    )
    title = _("Readings")
    name = f"{title}_{contract.replace('/', '-')}_{grid.month}.xlsx"
    return downloads.made_file(data, name=name, media_type=downloads.XLSX)


def _units(grid: MonthGrid, missing: set[date]) -> list[MeteringUnit]:
    """Return the units that something is missing of, in the order of the grid."""
    wanted = {unit.pk for day, unit in grid.missing() if day in missing}
    return [unit for unit in grid.units if unit.pk in wanted]


def _day(row: DayRow, units: Sequence[MeteringUnit]) -> FormDay:
    given = {
        unit.code: (volume.volume / THOUSAND).normalize()
        for unit in units
        if (volume := row.volumes.get(unit.pk)) and volume.status != Status.RETURNED
    }
    return FormDay(row.day, formatting.weekday(row.day), given)


def _words(grid: MonthGrid, terms: Terms) -> FormWords:
    facts = {"number": terms.contract.number, "month": formatting.month(grid.month)}
    return FormWords(
        sheet=_("Readings"),
        title=_("Volumes of gas for %(month)s, contract No. %(number)s") % facts,
        notes=[
            _(
                "Fill in the white cells: thousand m³ at 20 °C and 101.325 kPa, three decimals. Grey cells are locked."
            ),
            _(
                "Only days that are still missing stand here. Leave a cell empty if you do not know the volume yet."
            ),
            _("Save the file and hand it over in the cabinet: Readings → Readings from a file."),
        ],
        day=_("Gas day"),
        volume=_("thousand m³"),
        wrong_title=_("Volume"),
        wrong=_("Enter a number that is not below zero, in thousand m³."),
    )
