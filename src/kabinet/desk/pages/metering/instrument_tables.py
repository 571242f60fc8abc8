"""The tables of a unit's instruments, verifications, seals, faults and equipment."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.desk.pages.metering.bench import Bench
from kabinet.foundation import formatting, ui
from kabinet.metering import parts, wording
from kabinet.metering.queries import FaultInterval, GasUsingUnit, Instrument, Seal
from kabinet.metering.rules.words import FaultKind


def instruments_table(bench: Bench) -> ui.Table:
    return ui.Table(
        caption=_("Instruments"),
        columns=[
            ui.Column(_("Instrument")),
            ui.Column(pgettext("instrument", "Whose")),
            ui.Column(_("Measures from – to"), numeric=True, unit=_("m³ an hour")),
            ui.Column(_("Verified until")),
            ui.Column(_("Installed, with index")),
            ui.Column(_("Taken off, with index")),
            *_action_column(bench),
        ],
        rows=[_instrument(bench, one) for one in bench.record.instruments],
        empty=ui.Empty(_("No instruments have been entered yet")),
        stack=True,
    )


def _action_column(bench: Bench) -> list[ui.Column]:
    return [ui.Column(_("Action"))] if bench.may_record else []


def _instrument(bench: Bench, one: Instrument) -> ui.Row:
    zone = bench.terms.zone
    off = one.removed_at is not None
    cells: list[ui.Content | ui.Cell] = [
        ui.Noted(str(one), str(wording.KIND[one.kind])),
        str(wording.OWNER[one.owner]),
        _range(one),
        formatting.day(one.verified_until) if off else parts.verified(one.verified_until, bench.today),
        _at(one.installed_at, one.opening_index, zone),
        _at(one.removed_at, one.closing_index, zone),
    ]
    if bench.may_record:
        ways = [bench.way("verify", _("Verification"), one.pk), bench.way("replace", _("Replace"), one.pk)]
        cells.append(formatting.DASH if off else ui.join(ways, glue=" · "))
    return ui.Row(cells, kind="quiet" if off else "")


def _range(one: Instrument) -> str:
    flows = (one.least_flow, one.greatest_flow)
    if flows == (None, None):
        return formatting.DASH
    least, greatest = (formatting.DASH if flow is None else formatting.index(flow) for flow in flows)
    return f"{least} – {greatest}"


def _at(moment: datetime | None, index: Decimal | None, zone: ZoneInfo) -> ui.Content:
    if moment is None:
        return formatting.DASH
    text = formatting.moment(moment, zone)
    return text if index is None else ui.Noted(text, _("%(index)s m³") % {"index": formatting.index(index)})


def verifications_table(bench: Bench) -> ui.Table:
    return ui.Table(
        caption=_("Verifications"),
        columns=[
            ui.Column(_("Instrument")),
            ui.Column(_("Verified on")),
            ui.Column(_("Valid until")),
            ui.Column(_("Certificate")),
            ui.Column(_("Recorded")),
        ],
        rows=[
            ui.Row(
                [
                    str(one.instrument),
                    formatting.day(one.verified_on),
                    formatting.day(one.valid_until),
                    one.certificate,
                    ui.Noted(one.recorded_by, formatting.moment(one.recorded_at)),
                ]
            )
            for one in bench.record.verifications
        ],
        empty=ui.Empty(_("No verification has been recorded yet")),
        stack=True,
    )


def seals_table(bench: Bench) -> ui.Table:
    return ui.Table(
        caption=_("Seals"),
        columns=[
            ui.Column(_("Number")),
            ui.Column(_("Instrument")),
            ui.Column(_("Where it is")),
            ui.Column(pgettext("seal", "Set")),
            ui.Column(pgettext("seal", "Removed")),
            *_action_column(bench),
        ],
        rows=[_seal(bench, one) for one in bench.record.seals],
        empty=ui.Empty(_("No seals have been recorded yet")),
        stack=True,
    )


def _seal(bench: Bench, one: Seal) -> ui.Row:
    off: ui.Content = formatting.DASH
    if one.removed_on:
        off = ui.Noted(formatting.day(one.removed_on), one.removal_reason)
    cells: list[ui.Content | ui.Cell] = [
        f"№ {one.number}",
        str(one.instrument),
        one.place,
        formatting.day(one.set_on),
        off,
    ]
    if bench.may_record:
        cells.append(formatting.DASH if one.removed_on else bench.way("unseal", _("Remove"), one.pk))
    return ui.Row(cells, kind="quiet" if one.removed_on else "")


def faults_table(bench: Bench) -> ui.Table:
    return ui.Table(
        caption=_("Faults"),
        columns=[
            ui.Column(_("What is wrong")),
            ui.Column(_("Instrument")),
            ui.Column(_("Began")),
            ui.Column(_("Ended")),
            ui.Column(_("Told by")),
            *_action_column(bench),
        ],
        rows=[_fault(bench, one) for one in bench.record.faults],
        empty=ui.Empty(_("No faults have been recorded")),
        stack=True,
    )


def _fault(bench: Bench, one: FaultInterval) -> ui.Row:
    zone, lasts = bench.terms.zone, one.ended_at is None
    kind = str(wording.FAULT_KIND[FaultKind(one.kind)])
    cells: list[ui.Content | ui.Cell] = [
        ui.Noted(kind, one.note) if one.note else kind,
        str(one.instrument) if one.instrument else _("the whole unit"),
        formatting.moment(one.began_at, zone),
        formatting.moment(one.ended_at, zone) if one.ended_at else ui.Tag(_("lasts"), "problem"),
        ui.Noted(one.reported_by, formatting.moment(one.reported_at, zone)),
    ]
    if bench.may_record:
        cells.append(bench.way("end-fault", _("End"), one.pk) if lasts else formatting.DASH)
    return ui.Row(cells, kind="attention" if lasts else "")


def equipment_table(bench: Bench) -> ui.Table:
    sealed = {one.equipment_id: one for one in bench.record.sealed if one.unsealed_at is None}
    return ui.Table(
        caption=_("Gas-using equipment"),
        columns=[
            ui.Column(_("Equipment")),
            ui.Column(_("Design capacity"), numeric=True, unit=_("m³ an hour")),
            ui.Column(_("In use")),
            ui.Column(_("State")),
            *_action_column(bench),
        ],
        rows=[
            _equipment(bench, one, sealed[one.pk].pk if one.pk in sealed else None)
            for one in bench.record.equipment
        ],
        empty=ui.Empty(_("No gas-using equipment is known behind this unit.")),
        stack=True,
    )


def _equipment(bench: Bench, one: GasUsingUnit, sealed_by: int | None) -> ui.Row:
    until = formatting.day(one.in_use_to) if one.in_use_to else _("open end")
    cells: list[ui.Content | ui.Cell] = [
        one.name,
        formatting.number(one.capacity),
        f"{formatting.day(one.in_use_from)} – {until}",
        ui.Tag(_("sealed off"), "warning") if sealed_by else ui.Tag(_("open"), "done"),
    ]
    if bench.may_record:
        cells.append(
            bench.way("unseal-equipment", _("Unseal"), sealed_by)
            if sealed_by
            else bench.way("seal-equipment", _("Seal off"), one.pk)
        )
    return ui.Row(cells)


def sealed_table(bench: Bench) -> ui.Table | None:
    """The times in which equipment was sealed off; None where there were none."""
    if not bench.record.sealed:
        return None
    zone = bench.terms.zone
    return ui.Table(
        caption=_("Times under seal"),
        columns=[
            ui.Column(_("Equipment")),
            ui.Column(_("Sealed off")),
            ui.Column(_("Unsealed")),
            ui.Column(_("Act")),
        ],
        rows=[
            ui.Row(
                [
                    one.equipment.name,
                    formatting.moment(one.sealed_at, zone),
                    formatting.moment(one.unsealed_at, zone) if one.unsealed_at else formatting.DASH,
                    one.act,
                ]
            )
            for one in bench.record.sealed
        ],
        show_caption=True,
        stack=True,
    )
