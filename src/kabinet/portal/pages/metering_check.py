"""The page on which volumes are looked over before they are handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.operations import Finding, cell_name
from kabinet.metering.rules.words import Doubt
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.portal.forms.metering import AnswersForm, Place, note_name, reason_name
from kabinet.portal.pages.metering_work import Work


@dataclass(frozen=True, slots=True)
class DoubtRow:
    what: str
    edit_url: str
    volume: str
    doubt: str
    reason: BoundField
    note: BoundField


def doubt_labels(work: Work) -> dict[Place, str]:
    """Name the doubtful volumes, by place: "22.11, Boiler house"."""
    names = {unit.pk: unit.name for unit in work.units}
    return {
        (one.unit_id, one.day): f"{formatting.short_day(one.day)}, {names[one.unit_id]}"
        for one in work.findings
        if isinstance(one.what, Doubt)
    }


def context(work: Work, answers: AnswersForm, *, key: str) -> dict[str, Any]:
    days = len(work.typed.days)
    button = ngettext("Submit readings for %(count)d gas day", "Submit readings for %(count)d gas days", days)
    return {
        "url": work.url,
        "key": key,
        "form": answers,
        "facts": _facts(work),
        "doubts": [_doubt_row(work, answers, one) for one in work.findings if isinstance(one.what, Doubt)],
        "rounded": _rounded(work),
        "table": _table(work),
        "cells": [(cell_name(*place), work.cells[place]) for place in sorted(work.typed.volumes)],
        "button": button % {"count": days},
        "stepper_month": formatting.month_as_title(work.month),
    }


def _facts(work: Work) -> ui.Facts:
    days = work.typed.days
    span = formatting.day(days[0])
    if len(days) > 1:
        span = f"{span} – {formatting.day(days[-1])}"
    count = ngettext("%(count)d gas day", "%(count)d gas days", len(days)) % {"count": len(days)}
    facts = [
        ui.Fact(
            _("Gas days"),
            f"{span} ({count})",
            ui.Link(pgettext("readings", "Change"), work.url, hidden=_("volumes")),
        )
    ]
    facts += [
        ui.Fact(unit.name, formatting.volume_with_unit(_sum(work, unit.pk)))
        for unit in work.units
        if _has(work, unit.pk)
    ]
    facts.append(
        ui.Fact(_("Total"), formatting.volume_with_unit(sum(work.typed.volumes.values(), Decimal(0))))
    )
    if late := _late(work):
        facts.append(ui.Fact(_("Deadline"), late))
    return ui.Facts(facts)


def _has(work: Work, unit_id: int) -> bool:
    return any(unit == unit_id for unit, _day in work.typed.volumes)


def _sum(work: Work, unit_id: int) -> Decimal:
    volumes = work.typed.volumes
    return sum((volume for (unit, _day), volume in volumes.items() if unit == unit_id), Decimal(0))


def _late(work: Work) -> str:
    """Say how many days are accepted with the mark "after the deadline"."""
    terms = work.terms
    late = [
        day
        for day in work.typed.days
        if not readings_deadline(day, clock=terms.clock, parameters=terms.parameters(day)).is_kept(work.now)
    ]
    text = ngettext(
        "%(count)d gas day is accepted with the mark “after the deadline”",
        "%(count)d gas days are accepted with the mark “after the deadline”",
        len(late),
    )
    return text % {"count": len(late)} if late else ""


def _doubt_row(work: Work, answers: AnswersForm, finding: Finding) -> DoubtRow:
    place = (finding.unit_id, finding.day)
    return DoubtRow(
        what=str(answers.fields[reason_name(place)].label),
        edit_url=f"{work.url}#id_{cell_name(*place)}",
        volume=formatting.volume(work.typed.volumes[place]),
        doubt=str(wording.DOUBT[str(finding.what)]),
        reason=answers[reason_name(place)],
        note=answers[note_name(place)],
    )


def _rounded(work: Work) -> list[str]:
    names: Mapping[int, str] = {unit.pk: unit.name for unit in work.units}
    return [
        _("%(what)s: typed %(typed)s, submitted as %(volume)s")
        % {
            "what": f"{formatting.short_day(day)}, {names[unit_id]}",
            "typed": work.cells[unit_id, day].strip(),
            "volume": formatting.volume(work.typed.volumes[unit_id, day]),
        }
        for unit_id, day in sorted(work.typed.rounded, key=lambda place: place[::-1])
    ]


def _table(work: Work) -> ui.Table:
    units = [unit for unit in work.units if _has(work, unit.pk)]
    unit_word = _("thousand m³")
    volumes = work.typed.volumes
    columns = [
        ui.Column(_("Gas day")),
        *(ui.Column(unit.name, numeric=True, unit=unit_word) for unit in units),
    ]
    rows = [
        ui.Row(
            [
                f"{formatting.day(day)} {formatting.weekday(day)}",
                *(
                    formatting.volume(volumes[unit.pk, day]) if (unit.pk, day) in volumes else ""
                    for unit in units
                ),
            ]
        )
        for day in work.typed.days
    ]
    total = ui.Row([_("Total"), *(formatting.volume(_sum(work, unit.pk)) for unit in units)])
    return ui.Table(_("Volumes to be submitted"), columns, rows, total=total, css="table-dense table-by-day")
