"""How a day is reckoned where instruments were missing or at fault: its parts, and the same in words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.discrepancies import Discrepancy
from kabinet.metering.rules.reckoning import Reckoning
from kabinet.metering.rules.spans import Part, hours_of

_PLACES = 2


def parts_table(found: Discrepancy) -> ui.Table | None:
    """The parts of the day; None where one rule holds for all of it."""
    parted = found.reckoning
    if not parted.is_parted:
        return None
    unknown = _("No hours in archives: by capacity") if parted.fills else _("No hours in archives")
    rows = [
        *(
            _by_capacity(found, ui.Noted(_("Instruments cannot be trusted"), _why(found)), one)
            for one in parted.at_fault
        ),
        *(_by_capacity(found, unknown, one, counts=parted.fills) for one in parted.unknown),
    ]
    if parted.measured:
        figures = [_hours(parted.measured), formatting.volume(parted.measured_volume)]
        rows.append(
            ui.Row([_("Measured, by the hours of archives"), _spans(found, parted.measured), *figures])
        )
    return ui.Table(
        caption=_("How the day is reckoned"),
        columns=[
            ui.Column(_("Part of the day")),
            ui.Column(_("Time")),
            ui.Column(_("Hours"), numeric=True),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
        ],
        rows=rows,
        total=_total(found),
        stack=True,
    )


def _by_capacity(found: Discrepancy, name: ui.Content, part: Part, *, counts: bool = True) -> ui.Row:
    volume = formatting.volume(found.reckoning.volume_of([part])) if counts else formatting.DASH
    return ui.Row([name, _spans(found, [part]), _hours([part]), volume])


def _total(found: Discrepancy) -> ui.Row | None:
    if not found.reckoning.is_whole:
        return None
    return ui.Row([_("Total"), "", "", formatting.volume(found.reckoning.volume)])


def _why(found: Discrepancy) -> str:
    return str(wording.FAULT_KIND[found.basis.why]) if found.basis.why else ""


def _hours(parts: Sequence[Part]) -> str:
    return formatting.number(hours_of(parts), _PLACES)


def _spans(found: Discrepancy, parts: Sequence[Part]) -> str:
    return ", ".join(f"{_at(found, begins)} – {_at(found, ends)}" for begins, ends in parts)


def _at(found: Discrepancy, moment: datetime) -> str:
    local = moment.astimezone(found.terms.zone)
    return f"{local:%H:%M} {formatting.short_day(local)}"


def reason_of(found: Discrepancy) -> str:
    """Return the parts in a sentence, as the reason for the customer, in the language of the record."""
    parted = found.reckoning
    if not parted.is_parted or not parted.equipment:
        return ""
    with override("ru"):
        facts = {
            "why": _why(found),
            "time": _spans(found, parted.at_fault),
            "hours": _hours(parted.by_capacity),
            "unknown": _hours(parted.unknown),
            "volume": formatting.volume(parted.volume_of(parted.by_capacity)),
            "measured": formatting.volume(parted.measured_volume),
        }
        measured = _("Measured: %(measured)s thousand m³.")
        return f"{_by_hours(parted)} {measured}" % facts


def _by_hours(parted: Reckoning) -> str:
    if parted.unknown:
        return _(
            "%(why)s, %(time)s. By capacity %(hours)s h, %(unknown)s h of them without hours in archives: "
            "%(volume)s thousand m³."
        )
    return _("%(why)s, %(time)s. By capacity %(hours)s h: %(volume)s thousand m³.")
