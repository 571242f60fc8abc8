"""One proposal: what would change, its history, and what the viewer may do about it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE, Status
from kabinet.access.wording import proposals as wording
from kabinet.desk.forms.proposals import AnswerForm
from kabinet.desk.pages.proposals.contents import contents_of
from kabinet.desk.pages.proposals.titles import tag_of, title_of
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer


def proposal(*, viewer: Viewer, found: Proposal, form: AnswerForm, problem: str = "") -> dict[str, Any]:
    """Return what a proposal's page shows; the queries are those of its contents."""
    waits = found.status == Status.OPEN
    own = found.proposed_by_id == viewer.user_id
    return {
        "title": title_of(found),
        "crumbs": crumbs(ui.Link(_("Proposals"), reverse("desk:proposals"))),
        "tag": tag_of(found),
        "problem": ui.Notice(problem, kind="problem", urgent=True) if problem else None,
        "contents": contents_of(found),
        "facts": _facts(found),
        "timeline": ui.Timeline(_events(found)),
        "form": form,
        "may_decide": waits and not own and viewer.may(RIGHT_TO_APPROVE),
        "may_withdraw": waits and own,
    }


def _facts(found: Proposal) -> ui.Facts:
    return ui.Facts(
        [
            ui.Fact(_("Proposed by"), ui.Noted(found.proposed_by.full_name, found.proposed_by.position)),
            ui.Fact(_("When"), formatting.moment(found.proposed_at)),
            ui.Fact(_("Reason"), found.reason),
        ],
        tight=True,
    )


def _events(found: Proposal) -> list[ui.Event]:
    proposed = ui.Event(
        pgettext("proposal", "Proposed"),
        _meta(found.proposed_by.full_name, found.proposed_at),
        kind="done",
    )
    if found.status == Status.OPEN:
        return [ui.Event(_("A decision of another person"), kind="expected"), proposed]
    decider = found.decided_by or found.proposed_by
    return [
        ui.Event(
            str(wording.STATUS[found.status]),
            _meta(decider.full_name, found.decided_at),
            found.answer,
            kind="problem" if found.status == Status.REFUSED else "done",
        ),
        proposed,
    ]


def _meta(name: str, at: Any) -> str:
    return f"{name}, {formatting.moment(at)}"
