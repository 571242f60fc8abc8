"""What is wrong with typed volumes, at the cell and in the summary."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.operations import Finding, cell_name
from kabinet.metering.queries import MonthGrid
from kabinet.metering.rules.words import Fault
from kabinet.portal.forms.metering import Place, TypedVolumes

_EXAMPLE = Decimal("36.1")


def faults(grid: MonthGrid, typed: TypedVolumes, findings: Iterable[Finding]) -> dict[Place, str]:
    """Return what is wrong by place: what is no number, and what cannot be."""
    problems = {place: _unreadable(code) for place, code in typed.unreadable.items()}
    for finding in findings:
        if isinstance(finding.what, Fault):
            place = (finding.unit_id, finding.day)
            problems[place] = _fault(grid, typed, place, finding.what)
    return problems


def _unreadable(code: str) -> str:
    if code == "other-unit":
        return _("type the volume in thousand m³")
    return _("type the volume in thousand m³, for example %(example)s") % {
        "example": formatting.number(_EXAMPLE, 3)
    }


def _fault(grid: MonthGrid, typed: TypedVolumes, place: Place, what: Fault) -> str:
    text = str(wording.FAULT[what])
    if what is not Fault.ALREADY_GIVEN:
        return text
    row = next(row for row in grid.rows if row.day == place[1])
    given = row.volumes.get(place[0])
    if given is None:
        return text
    facts = {
        "text": text,
        "given": formatting.volume(given.volume),
        "by": given.submission.submitted_by,
        "at": formatting.moment(given.submission.submitted_at),
        "receipt": given.submission.receipt_number or formatting.DASH,
        "typed": typed.texts.get(place, ""),
    }
    return (
        _(
            "%(text)s: %(given)s, %(by)s, %(at)s, receipt No. %(receipt)s. "
            "The value %(typed)s typed here was not written"
        )
        % facts
    )


def summary(grid: MonthGrid, problems: Mapping[Place, str], *, shown: Iterable[Place]) -> ui.ErrorSummary:
    """List the problems by date, each with the way to its cell, or to its row where there is no cell any longer."""
    names = {unit.pk: unit.name for unit in grid.units}
    cells = set(shown)
    return ui.ErrorSummary(
        [
            ui.Problem(
                f"{formatting.short_day(day)}, {names[unit_id]}: {text}",
                f"id_{cell_name(unit_id, day)}" if (unit_id, day) in cells else f"day-{day.isoformat()}",
            )
            for (unit_id, day), text in sorted(problems.items(), key=lambda item: item[0][::-1])
        ]
    )
