"""Whose queue it is: one's own, an absent colleague's beside it, and the customers of whom no curator takes care."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.queries.curators import ids_of, ids_without_curator
from kabinet.access.queries.stand_ins import Part, StandIn, part_of
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import whole_number
from kabinet.foundation.viewer import Viewer

#: The name in the address of customers without a curator.
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Whose:
    """`viewer` sees only the customers that were asked for; `code` stands in the addresses of the queue."""

    viewer: Viewer
    code: str
    notices: Sequence[ui.Notice]


def whose_queue(*, viewer: Viewer, code: str, now: datetime) -> Whose:
    """Read whose things are asked for; what is senseless narrows nothing. One query, two where it narrows."""
    part = part_of(viewer=viewer, on=local_day(now))
    orphans = ids_without_curator(viewer=viewer)
    narrowed = _narrowed(viewer, part, orphans, code)
    shown = code if narrowed else ""
    return Whose(narrowed or viewer, shown, list(_notices(part, orphans, shown)))


def _narrowed(viewer: Viewer, part: Part, orphans: Sequence[int], code: str) -> Viewer | None:
    if code == NOBODY and orphans:
        return viewer.narrowed_to(orphans)
    absent_id = whole_number(code)
    if absent_id is None or absent_id not in {row.absent_id for row in part.serves}:
        return None
    return viewer.narrowed_to(ids_of(viewer=viewer, curator_id=absent_id))


def _notices(part: Part, orphans: Sequence[int], code: str) -> Iterator[ui.Notice]:
    for row in part.serves:
        text = _("You stand in for %(name)s until %(day)s.") % _who_and_when(row, row.absent.full_name)
        link = _way(str(row.absent_id), code, _("Only their customers"))
        yield ui.Notice(ui.join([text, link]))
    for row in part.is_served_by:
        text = _("%(name)s stands in for you until %(day)s. Both of you are told of your customers.")
        yield ui.Notice(text % _who_and_when(row, row.colleague.full_name))
    if orphans:
        text = ngettext(
            "%(count)d customer has no curator: its matters are yours.",
            "%(count)d customers have no curator: their matters are yours.",
            len(orphans),
        ) % {"count": len(orphans)}
        entrust = ui.Link(_("Entrust to curators"), reverse("desk:entrust"))
        yield ui.Notice(ui.join([text, _way(NOBODY, code, _("Only these")), entrust]), kind="warning")


def _who_and_when(row: StandIn, name: str) -> dict[str, str]:
    return {"name": name, "day": formatting.day(row.last_day)}


def _way(code: str, shown: str, text: str) -> ui.Link:
    """Return the link that narrows the queue, or widens it again."""
    return ui.Link(_("Everything"), "?") if code == shown else ui.Link(text, ui.query_url({"whose": code}))
