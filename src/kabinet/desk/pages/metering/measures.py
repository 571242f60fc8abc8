"""The sources of a day side by side, and the yardsticks by which they are measured."""

from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.discrepancies import Discrepancy
from kabinet.metering.queries import DailyVolume
from kabinet.metering.rules.words import Status

_HOURS = 24


def sides_table(found: Discrepancy) -> ui.Table:
    """Every version and every source of the day; the difference is to what counts now."""
    unit = _("thousand m³")
    rows = [_version_row(found, one) for one in found.versions]
    if found.archived is not None:
        rows.append(_source_row(found, _("Archive, sum of the hours"), found.archived))
    if found.reckoning.equipment:
        rows.append(_capacity_row(found))
    return ui.Table(
        caption=_("Versions and sources of the day"),
        columns=[
            ui.Column(_("Source")),
            ui.Column(_("Volume"), numeric=True, unit=unit),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("When and by whom")),
            ui.Column(_("The customer's reason")),
        ],
        rows=rows,
        empty=ui.Empty(_("Nothing was handed in for this day"), _("No archive has its hours either.")),
        stack=True,
    )


def _version_row(found: Discrepancy, one: DailyVolume) -> ui.Row:
    status = ui.Tag(str(wording.STATUS[one.status]), wording.TAG[Status(one.status)])
    version = _("version %(number)d") % {"number": one.version}
    name = ui.join([_source(one), f"({version})", status])
    moment = formatting.moment(one.submission.submitted_at, found.terms.zone)
    late = _("after the deadline") if one.late else ""
    is_asked = one.status in {Status.RECORDED, Status.PROPOSED}
    return ui.Row(
        [
            name,
            formatting.volume(one.volume),
            _difference(found, one.volume) if one is not found.current else formatting.DASH,
            ui.Noted(one.submission.submitted_by, " · ".join(filter(None, (moment, late)))),
            wording.reason(one.reason) or formatting.DASH,
        ],
        kind="attention" if is_asked else "" if one.superseded_at is None else "quiet",
    )


def _source(one: DailyVolume) -> str:
    return str(wording.SOURCE[one.source])


def _source_row(found: Discrepancy, name: str, volume: Decimal) -> ui.Row:
    figures = [formatting.volume(volume), _difference(found, volume)]
    return ui.Row([name, *figures, formatting.DASH, formatting.DASH])


def _capacity_row(found: Discrepancy) -> ui.Row:
    """What the capacity comes to: of the whole day, or of its part and the rest as measured."""
    reckoned = found.reckoning
    if not reckoned.is_parted:
        return _source_row(found, _("Capacity of the equipment × hours"), reckoned.volume)
    if reckoned.is_whole:
        return _source_row(
            found, _("Capacity in the hours of the fault, measured in the others"), reckoned.volume
        )
    volume = formatting.volume(reckoned.volume_of(reckoned.at_fault))
    name = _("Capacity in the hours of the fault alone")
    return ui.Row([name, volume, formatting.DASH, formatting.DASH, formatting.DASH])


def _difference(found: Discrepancy, volume: Decimal) -> str:
    if found.current is None:
        return formatting.DASH
    return formatting.volume(volume - found.current.volume)


def measures(found: Discrepancy) -> ui.Facts:
    """What a usual volume of the unit is."""
    stick, flows = found.yardstick, found.yardstick.range_on(found.day)
    weekday = stick.weekdays.get(found.day.weekday(), ())
    named = [
        (_("Usual, latest 14 days"), stick.usual),
        (
            _("Usual on the weekday (%(day)s)") % {"day": formatting.weekday(found.day)},
            median(weekday) if weekday else None,
        ),
        (_("Daily minimum"), stick.daily_minimum),
        (_("Daily maximum"), stick.daily_maximum),
        (_("Instruments measure at least"), _by_day(flows.least)),
        (_("Instruments measure at most"), _by_day(flows.greatest)),
    ]
    return ui.Facts([ui.Fact(name, _figure(value)) for name, value in named], tight=True)


def _by_day(flow: Decimal | None) -> Decimal | None:
    return None if flow is None else flow * _HOURS


def _figure(value: Decimal | None) -> str:
    return formatting.DASH if value is None else formatting.volume_with_unit(value)


def equipment_table(found: Discrepancy) -> ui.Table | None:
    reckoned = found.reckoning
    if not reckoned.equipment:
        return None
    rows = [
        ui.Row(
            [
                one.name,
                formatting.number(one.capacity, 1),
                formatting.number(one.hours(reckoned.by_capacity), 2),
                formatting.volume(one.volume(reckoned.by_capacity)),
            ]
        )
        for one in reckoned.equipment
    ]
    return ui.Table(
        caption=_("By the capacity of the equipment"),
        columns=[
            ui.Column(_("Equipment")),
            ui.Column(_("Capacity"), numeric=True, unit=_("m³ an hour")),
            ui.Column(_("Not sealed"), numeric=True, unit=_("hours")),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
        ],
        rows=rows,
        total=ui.Row([_("Total"), "", "", formatting.volume(reckoned.volume_of(reckoned.by_capacity))]),
        stack=True,
    )
