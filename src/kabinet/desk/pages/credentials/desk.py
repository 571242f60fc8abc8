"""The first page of the credentials desk: what is ready, what was issued here, and who has access already."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.credentials import (
    Application,
    Holder,
    Issued,
    find_holders,
    list_issued,
    list_ready,
)
from kabinet.access.queries.officers import Officer
from kabinet.access.wording import ROLE
from kabinet.access.wording.credentials import KIND
from kabinet.desk.forms.credentials import FindForm
from kabinet.desk.pages.credentials.officer import post_of
from kabinet.desk.pages.credentials.words import slip_tag, until
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer

_MOST = 20


def desk(*, viewer: Viewer, words: str, now: datetime) -> dict[str, Any]:
    """Return what the page shows. Six queries at most."""
    post = post_of(viewer=viewer, now=now)
    ready = list_ready(viewer=viewer, words=words)
    holders = find_holders(viewer=viewer, words=words, on=local_day(now), limit=_MOST)
    issued = list_issued(viewer=viewer, point_id=post.point_id, words=words, now=now) if post.point_id else []
    return {
        "post": post.part,
        "search": FindForm(initial={"q": words}),
        "words": words,
        "ready": _ready(ready, words),
        "holders": _holders(holders, post.officer) if words else None,
        "issued": _issued(issued, words),
    }


def _ready(rows: list[Application], words: str) -> ui.Table:
    return ui.Table(
        caption=_("Ready to be issued"),
        columns=[
            ui.Column(label)
            for label in (_("To whom"), _("Organization"), _("Contract"), _("Authority"), _("Application"))
        ],
        rows=[_ready_row(one) for one in rows],
        empty=ui.Empty(
            _("Nothing ready is found") if words else _("Nothing is ready to be issued"),
            "" if words else _("An application comes here when the curator has passed it on."),
        ),
        stack=True,
    )


def _ready_row(one: Application) -> ui.Row:
    link = ui.Link(one.full_name, reverse("desk:issue_application", args=[one.number]))
    return ui.Row(
        [
            ui.Noted(link, one.position),
            ui.Noted(one.organization_name, _("INN %(inn)s") % {"inn": one.inn}),
            one.contract.number if one.contract else one.contract_number,
            until(one.authority_to),
            one.number,
        ]
    )


def _holders(rows: list[Holder], officer: Officer | None) -> ui.Table:
    labels = (_("Who"), _("Part in the cabinet"), _("Acts on"), _("Issued first at"))
    return ui.Table(
        caption=_("Who has access"),
        columns=[ui.Column(label) for label in labels],
        rows=[_holder_row(one, officer) for one in rows],
        empty=ui.Empty(_("Nobody is found"), _("Look by surname, user name or INN.")),
        stack=True,
    )


def _holder_row(one: Holder, officer: Officer | None) -> ui.Row:
    link = ui.Link(one.user.full_name, reverse("desk:reissue", args=[one.user.pk]))
    first = one.user.issue_point
    here = officer is not None and first == officer.point
    ended = ui.Tag(_("Access ended"), "closed")
    return ui.Row(
        [
            ui.Noted(link, one.user.username),
            ui.Noted(str(ROLE[one.user.role]), one.organizations or one.user.position),
            "; ".join(part.authority for part in one.valid) if one.may_sign_in else ended,
            _("here") if here else (first.name if first else formatting.DASH),
        ]
    )


def _issued(rows: list[Issued], words: str) -> ui.Table:
    labels = (_("To whom"), _("What"), _("When"), _("By whom"), _("Slip"))
    return ui.Table(
        caption=_("Issued at this point"),
        columns=[ui.Column(label) for label in labels],
        rows=[_issued_row(one) for one in rows],
        empty=ui.Empty(_("Nothing of that was issued here") if words else _("Nothing was issued here yet")),
        stack=True,
    )


def _issued_row(one: Issued) -> ui.Row:
    issue = one.issue
    link = ui.Link(issue.user.full_name, reverse("desk:issue", args=[issue.pk]), hidden=f"{issue.pk}")
    return ui.Row(
        [
            ui.Noted(link, issue.user.username),
            str(KIND[issue.kind]),
            formatting.moment(issue.issued_at),
            issue.officer.full_name,
            slip_tag(one.status),
        ]
    )
