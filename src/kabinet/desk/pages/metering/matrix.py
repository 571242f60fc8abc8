"""Control of readings: metering units by gas days of a month."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.forms.control import ControlForm
from kabinet.desk.pages.metering.choice import LARGEST, PROBLEMS, Choice, latest_month
from kabinet.desk.pages.metering.matrix_rows import MatrixWriter
from kabinet.desk.pages.metering.states import LATE, LOOKS
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import Control

PAGE = 50


def matrix(*, viewer: Viewer, choice: Choice, now: datetime) -> dict[str, Any]:
    """Return what the matrix shows. Seven queries, one more where the largest problems come first."""
    control = chosen(viewer=viewer, choice=choice, now=now)
    units = control.problem_units if choice.problems else control.units
    pages = max(1, -(-len(units) // PAGE))
    page = min(choice.page, pages)
    shown = units[(page - 1) * PAGE : page * PAGE]
    writer = MatrixWriter(days=list(choice.month.days()), query=choice.address, at_stake=control.at_stake)
    may_decide = viewer.may(Right.DECIDE_READINGS)
    return {
        "choice": choice,
        "search": ControlForm(initial={"q": choice.words}),
        "month": formatting.month(choice.month),
        "stepper": stepper(choice, now=now),
        "figures": _figures(control),
        "tabs": _tabs(control, choice),
        "chips": _chips(choice),
        "found": _found(len(units)),
        "head": writer.head(),
        "body": writer.body(queries.rows_of(control, viewer=viewer, units=shown)) if shown else "",
        "legend": list(_legend()),
        "empty": None if shown else _empty(control, choice),
        "pages": ui.Pages(page, pages, choice.query),
        "page": page,
        "next_url": reverse("desk:next_problem") + choice.address if control.problem_units else "",
        "may_compare": may_decide and viewer.sees_all_clients,
        "may_remind": may_decide and bool(control.missing_in_all or control.awaited_in_all),
        "in_order": queries.count_in_order(viewer=viewer) if may_decide else 0,
    }


def chosen(*, viewer: Viewer, choice: Choice, now: datetime) -> Control:
    """
    Return the month of the units that were chosen, in their order.

    :raises NotAllowed: the viewer sees no volumes
    """
    viewer.check_may(Right.SEE_SUPPLY)
    control = queries.read_control(viewer=viewer, month=choice.month, words=choice.words, now=now)
    return queries.largest_first(control, viewer=viewer) if choice.show == LARGEST else control


def stepper(choice: Choice, *, now: datetime) -> ui.Stepper:
    month, latest = choice.month, latest_month(now)
    return ui.Stepper(
        formatting.month_as_title(month),
        formatting.month_name(month.previous),
        formatting.month_name(month.next),
        choice.of(month.previous).address,
        choice.of(month.next).address if month < latest else "",
    )


def _figures(control: Control) -> list[ui.Figure]:
    missing, doubts = control.missing_in_all, control.doubts
    awaited = ngettext(
        "%(count)d more may still come in time",
        "%(count)d more may still come in time",
        control.awaited_in_all,
    ) % {"count": control.awaited_in_all}
    return [
        ui.Figure(
            _("Missing"),
            formatting.number(missing),
            _("unit-days"),
            awaited if control.awaited_in_all else _("after the deadline"),
            "problem" if missing else "quiet",
        ),
        ui.Figure(
            _("In doubt"),
            formatting.number(doubts),
            _("unit-days"),
            _("await a decision"),
            "problem" if doubts else "quiet",
        ),
        ui.Figure(
            _("Instruments at fault"),
            formatting.number(control.faults),
            ngettext("unit", "units", control.faults),
            _("now"),
            "problem" if control.faults else "quiet",
        ),
    ]


def _tabs(control: Control, choice: Choice) -> ui.Tabs:
    tabs = [
        ui.Tab(
            label,
            ui.query_url(choice.query, show=show or None),
            current=choice.show == show,
            count=len(units),
        )
        for label, show, units in (
            (_("All units"), "", control.units),
            (_("Problems only"), PROBLEMS, control.problem_units),
            (_("Largest problems first"), LARGEST, control.problem_units),
        )
    ]
    return ui.Tabs(tabs, label=_("Which units"))


def _chips(choice: Choice) -> ui.Chips:
    chips = [ui.Chip(choice.words, ui.query_url(choice.query, q=None))] if choice.words else []
    return ui.Chips(chips, ui.query_url({"month": str(choice.month)}))


def _found(count: int) -> str:
    text = ngettext("%(count)s metering unit", "%(count)s metering units", count)
    return text % {"count": formatting.number(count)}


def _legend() -> Iterator[tuple[str, str, str]]:
    """Return letter, words and colour of every state."""
    for look in [*LOOKS.values(), LATE]:
        yield str(look.letter), str(look.words), look.css


def _empty(control: Control, choice: Choice) -> ui.Empty:
    whole = ui.Action(_("All units of the month"), ui.query_url({"month": str(choice.month)}))
    if choice.words and not control.units:
        title = _("Nothing found for “%(words)s”") % {"words": choice.words}
        text = _("Check the spelling, or search by a part of the name, the INN, the contract or the curator.")
        return ui.Empty(title, text, whole)
    if choice.problems:
        title = _("No problems in %(month)s") % {"month": formatting.month(choice.month)}
        return ui.Empty(title, _("Every day that is over was given, and nothing is in doubt."), whole)
    return ui.Empty(_("No metering units"), _("They appear with the customers that are entrusted to you."))
