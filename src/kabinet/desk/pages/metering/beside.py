"""The distributor's month beside the volumes of a statement."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import parts
from kabinet.metering.rules.beside import Beside, PointBeside
from kabinet.metering.statement_paper import Statement
from kabinet.metering.wording.distributor import agreement
from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class Section:
    """`notes` say what still counts as agreement, and what was reported since the close."""

    title: str
    table: ui.Table | None
    notes: list[str]


def beside_section(found: Statement, *, now: Beside) -> Section | None:
    """Return the section; None where the month was closed before the distributor's was kept with it."""
    if found.beside is None:
        return None
    notes = [_rule(found) if found.beside.points else _nothing(found)]
    if found.closed_at and now.theirs != found.beside.theirs:
        notes.append(_since(now))
    return Section(_("The distributor's month"), _table(found.beside) if found.beside.points else None, notes)


def _rule(found: Statement) -> str:
    return f"{found.terms.parameters(found.month.first_day).distributor_tolerance.says}."


def _nothing(found: Statement) -> str:
    if found.closed_at:
        return _("The distributor had reported none of these points when the month was closed.")
    return _(
        "The distributor has reported none of these points yet. A month can be closed without their report; one that "
        "comes later does not change the statement."
    )


def _table(beside: Beside) -> ui.Table:
    unit = _("thousand m³")
    return ui.Table(
        caption=_("The distributor's month"),
        columns=[
            ui.Column(_("Supply point")),
            ui.Column(_("Our days"), numeric=True, unit=unit),
            ui.Column(_("Distributor"), numeric=True, unit=unit),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("Deviation"), numeric=True),
            ui.Column(_("Allowed"), numeric=True, unit=unit),
            ui.Column(_("State")),
        ],
        rows=[_row(one) for one in beside.points],
        total=ui.Row([_("Total"), *parts.compared(beside.total), "", ""]) if len(beside.points) > 1 else None,
        stack=True,
    )


def _row(one: PointBeside) -> ui.Row:
    words, look = agreement(one)
    return ui.Row(
        [
            ui.Noted(one.name, one.code),
            *parts.compared(one),
            formatting.volume(one.allowed),
            ui.Tag(words, look),
        ],
        kind="attention" if one.is_apart or one.theirs is None else "",
    )


def _since(now: Beside) -> str:
    if not now.points:
        return _("Since the close the distributor's report of these points counts no longer.")
    reported = sum(now.theirs.values(), ZERO)
    text = _(
        "Since the close the distributor has reported otherwise: %(volume)s. The statement stays as it was closed."
    )
    return text % {"volume": formatting.volume_with_unit(reported)}
