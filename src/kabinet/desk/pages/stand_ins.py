"""Stand-ins, and the customers that are entrusted from one curator to another."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.curators import Entrusted, Load
from kabinet.access.queries.stand_ins import StandIn
from kabinet.desk.forms.stand_ins import EntrustForm, StandInForm
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.setup import crumbs
from kabinet.desk.pages.words import curator_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import whole_number
from kabinet.organizations.queries import Organization

PAGE = 100


def stand_ins(found: Sequence[StandIn], *, form: StandInForm, now: datetime) -> dict[str, Any]:
    return {"form": form, "table": _table(found, on=local_day(now)), "crumbs": crumbs()}


def _table(found: Sequence[StandIn], *, on: date) -> ui.Table:
    labels = [
        _("Who is absent"),
        _("Who stands in"),
        pgettext("of a stand-in", "Days"),
        _("Arranged"),
        _("State"),
        _("What to do"),
    ]
    return ui.Table(
        caption=_("Stand-ins"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(row, on=on) for row in sorted(found, key=lambda row: _turn(row, on=on))],
        empty=ui.Empty(
            _("Nobody stands in for anybody"),
            _("A curator's customers are served by a colleague while the curator is absent."),
        ),
        stack=True,
    )


def _days() -> str:
    return pgettext("of a stand-in", "Days")


def _turn(row: StandIn, *, on: date) -> int:
    """Put what goes on first, what comes next after it, and then what is over; within these the order stays."""
    if _is_over(row, on=on):
        return 2
    return 0 if row.first_day <= on else 1


def _is_over(row: StandIn, *, on: date) -> bool:
    return row.ended_at is not None or row.last_day < on


def _row(row: StandIn, *, on: date) -> ui.Row:
    over = _is_over(row, on=on)
    end = ui.Link(_("End early"), reverse("desk:stand_in_end", args=[row.pk]), hidden=row.absent.full_name)
    return ui.Row(
        [
            row.absent.full_name,
            row.colleague.full_name,
            days(row),
            ui.Noted(formatting.day(local_day(row.arranged_at)), row.arranged_by),
            _state(row, on=on),
            "" if over else end,
        ],
        kind="quiet" if over else "",
    )


def days(row: StandIn) -> str:
    return f"{formatting.day(row.first_day)} – {formatting.day(row.last_day)}"


def _state(row: StandIn, *, on: date) -> ui.Content:
    if row.ended_at is not None:
        ended = _("%(day)s, %(by)s") % {"day": formatting.day(local_day(row.ended_at)), "by": row.ended_by}
        return ui.Noted(ui.Tag(_("Ended early")), ended)
    if row.last_day < on:
        return ui.Tag(_("Over"))
    return ui.Tag(_("Going on"), "progress") if row.first_day <= on else ui.Tag(_("To come"), "sent")


def ending(row: StandIn) -> dict[str, Any]:
    facts = [
        ui.Fact(_("Who is absent"), row.absent.full_name),
        ui.Fact(_("Who stands in"), row.colleague.full_name),
        ui.Fact(_days(), days(row)),
    ]
    back = ui.Link(_("Stand-ins"), reverse("desk:stand_ins"))
    return {"facts": ui.Facts(facts), "crumbs": crumbs(back)}


# --- Entrusting ---


def entrusting(
    found: Entrusted,
    *,
    loads: Sequence[Load],
    of: int | None,
    page: int,
    ticked: bool,
    form: EntrustForm,
    problem: str = "",
) -> dict[str, Any]:
    query = {"of": "" if of is None else str(of)}
    problems = [*form.summary.problems, *([ui.Problem(problem)] if problem else [])]
    return {
        "form": form,
        "errors": bool(problems),
        "summary": ui.ErrorSummary(problems) if problems else None,
        "crumbs": crumbs(),
        "tabs": _groups(loads, of),
        "table": _customers(found.rows, ticked=ticked),
        "has_rows": bool(found.rows),
        "tick_all_url": ui.query_url(query, page=str(page) if page > 1 else None, tick="all"),
        "untick_url": ui.query_url(query, page=str(page) if page > 1 else None),
        "ticked": ticked,
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), query),
    }


def _groups(loads: Sequence[Load], of: int | None) -> ui.Tabs:
    """Return a tab for those without a curator, and one for each curator who has any."""
    alone = sum(load.customers for load in loads if not load.acts)
    first = ui.Tab(_("Without a curator"), "?", current=of is None, count=alone)
    others = [
        ui.Tab(
            load.curator.full_name,
            ui.query_url({"of": str(load.curator.pk)}),
            current=load.curator.pk == of,
            count=load.customers,
        )
        for load in loads
        if load.acts and load.customers
    ]
    return ui.Tabs([first, *others], label=_("Whose customers"))


def _customers(rows: Sequence[Organization], *, ticked: bool) -> ui.Table:
    return ui.Table(
        caption=_("Customers"),
        columns=[ui.Column(_("Customer")), ui.Column(_("INN")), ui.Column(_("Curator"))],
        rows=[
            ui.Row(
                [
                    ui.Link(row.name, reverse("desk:client", args=[row.pk])),
                    row.inn,
                    curator_of(row),
                ],
                tick=f"{row.pk}-{row.curator_id}",
            )
            for row in rows
        ],
        empty=ui.Empty(_("Every customer has a curator")),
        ticks="customer",
        ticked=ticked,
        stack=True,
    )


def read_ticks(ticks: Iterable[str]) -> dict[int, int]:
    """Read the checkboxes: which customer, and the curator that the page had shown; what is none of ours is dropped."""
    found = {}
    for tick in ticks:
        organization_id, curator_id = (whole_number(part) for part in tick.partition("-")[::2])
        if organization_id is not None and curator_id is not None:
            found[organization_id] = curator_id
    return found
