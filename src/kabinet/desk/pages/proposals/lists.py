"""The proposals that wait, and those that were decided."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.proposals import Proposal, ProposalPage, count_open, list_proposals
from kabinet.desk.pages.proposals.titles import tag_of, title_of
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer

PAGE = 50


def proposals(*, viewer: Viewer, waiting: bool, page: int) -> dict[str, Any]:
    """Return what the list's page shows. Three queries."""
    found = list_proposals(viewer=viewer, waiting=waiting, page=page, size=PAGE)
    query = {} if waiting else {"tab": "decided"}
    return {
        "crumbs": crumbs(),
        "tabs": _tabs(count_open(viewer=viewer), waiting=waiting),
        "table": _waiting(found) if waiting else _decided(found),
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), query),
    }


def _tabs(count: int, *, waiting: bool) -> ui.Tabs:
    return ui.Tabs(
        [
            ui.Tab(pgettext("proposals", "Waiting"), "?", current=waiting, count=count),
            ui.Tab(pgettext("proposals", "Decided"), "?tab=decided", current=not waiting),
        ],
        label=_("Proposals"),
    )


def _waiting(found: ProposalPage) -> ui.Table:
    return _table(
        _("What waits for a decision"),
        [_("What is proposed"), _("By whom"), _("When"), _("Reason")],
        [
            ui.Row([_link(one), one.proposed_by.full_name, formatting.moment(one.proposed_at), one.reason])
            for one in found.rows
        ],
        ui.Empty(_("Nothing waits for a decision")),
    )


def _decided(found: ProposalPage) -> ui.Table:
    return _table(
        _("What was decided"),
        [_("What is proposed"), _("Proposed by"), _("Outcome"), _("Decided by"), _("When")],
        [_decided_row(one) for one in found.rows],
        ui.Empty(_("Nothing has been decided yet")),
    )


def _decided_row(one: Proposal) -> ui.Row:
    decider = one.decided_by or one.proposed_by
    at = formatting.moment(one.decided_at) if one.decided_at else ""
    return ui.Row([_link(one), one.proposed_by.full_name, tag_of(one), decider.full_name, at])


def _link(one: Proposal) -> ui.Link:
    return ui.Link(title_of(one), reverse("desk:proposal", args=[one.pk]))


def _table(caption: str, labels: list[str], rows: list[ui.Row], empty: ui.Empty) -> ui.Table:
    return ui.Table(
        caption=caption, columns=[ui.Column(label) for label in labels], rows=rows, empty=empty, stack=True
    )
