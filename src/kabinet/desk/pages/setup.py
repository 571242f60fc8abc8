"""«Настройка»: the ways to what is set up for the whole supplier, each for those who have a right to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kabinet.access.queries.proposals import count_open
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE, RIGHT_TO_PROPOSE
from kabinet.desk.pages.rights import READERS as RIGHTS_READERS
from kabinet.foundation import ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def _waiting(viewer: Viewer) -> ui.Content:
    count = count_open(viewer=viewer)
    text = ngettext("%(count)d waits for a decision", "%(count)d wait for a decision", count) % {
        "count": count
    }
    return ui.Tag(text, "my-move") if count else ""


def _nothing(_viewer: Viewer) -> ui.Content:
    return ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way from the hub: for whoever has one of the rights. `status` may cost one query."""

    label: str | Promise
    text: str | Promise
    url_name: str
    rights: frozenset[Right]
    status: Callable[[Viewer], ui.Content] = _nothing


_PROPOSALS = frozenset({RIGHT_TO_APPROVE, Right.SEE_JOURNAL, *RIGHT_TO_PROPOSE.values()})

ENTRIES: tuple[Entry, ...] = (
    Entry(
        gettext_lazy("Points of issue"),
        gettext_lazy("Where access is issued in person, when, and by whom"),
        "desk:points",
        frozenset({Right.ADMINISTER}),
    ),
    Entry(
        gettext_lazy("Proposals"),
        gettext_lazy("What takes two people: one proposes, another approves"),
        "desk:proposals",
        _PROPOSALS,
        _waiting,
    ),
    Entry(
        gettext_lazy("Offer agreement"),
        gettext_lazy("Its versions, and who accepted which of them"),
        "desk:offers",
        frozenset({Right.PROPOSE_OFFER, RIGHT_TO_APPROVE, Right.SEE_JOURNAL}),
    ),
    Entry(
        gettext_lazy("Requisites"),
        gettext_lazy("The supplier as documents name it: the account to pay to, and who signs"),
        "desk:requisites",
        frozenset({Right.PROPOSE_REQUISITES, RIGHT_TO_APPROVE, Right.SEE_JOURNAL}),
    ),
    Entry(
        gettext_lazy("Policy of access"),
        gettext_lazy("How long codes and sessions last, and who needs the second factor"),
        "desk:policy",
        frozenset({Right.ADMINISTER}),
    ),
    Entry(
        gettext_lazy("Staff"),
        gettext_lazy("The supplier's people: who works in the cabinet, and in which role"),
        "desk:staff",
        frozenset({Right.MANAGE_STAFF}),
    ),
    Entry(
        gettext_lazy("Stand-ins"),
        gettext_lazy("Who serves an absent curator's customers"),
        "desk:stand_ins",
        frozenset({Right.ARRANGE_STAND_INS}),
    ),
    Entry(
        gettext_lazy("Entrust customers"),
        gettext_lazy("Give customers to another curator, one by one or all"),
        "desk:entrust",
        frozenset({Right.ARRANGE_STAND_INS}),
    ),
    Entry(
        gettext_lazy("Rights"),
        gettext_lazy("Who may do what: the customer's people and the supplier's staff"),
        "desk:rights",
        RIGHTS_READERS,
    ),
)


def sees_proposals(viewer: Viewer) -> bool:
    return any(viewer.may(right) for right in _PROPOSALS)


def entries_for(viewer: Viewer) -> list[Entry]:
    return [entry for entry in ENTRIES if any(viewer.may(right) for right in entry.rights)]


def setup(*, viewer: Viewer) -> dict[str, Any]:
    """Return what the hub shows. One query."""
    tasks = [
        ui.Task(str(entry.label), entry.status(viewer), reverse(entry.url_name), str(entry.text))
        for entry in entries_for(viewer)
    ]
    return {"tasks": ui.TaskList(tasks)}


def crumbs(*more: ui.Link) -> ui.Breadcrumbs:
    """Return the way back from a page that the hub leads to."""
    return ui.Breadcrumbs([ui.Link(_("Setup"), reverse("desk:setup")), *more])
