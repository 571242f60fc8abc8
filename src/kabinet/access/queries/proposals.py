"""Reading proposals: what waits for a second person, and what two have agreed on."""

from django.db.models import Exists, OuterRef

from kabinet.access.models import Issue, Proposal
from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer


class ProposalNotFound(NotFound):
    code = "access.proposal-not-found"


def get_proposal(*, viewer: Viewer, proposal_id: int) -> Proposal:
    """:raises ProposalNotFound: it does not exist, or is of a kind that does not concern the viewer"""
    found = (
        Proposal.objects.visible_to(viewer)
        .select_related("proposed_by", "decided_by")
        .filter(pk=proposal_id)
        .first()
    )
    if found is None:
        raise ProposalNotFound
    return found


def approved_unused(*, kind: Kind, subject: str) -> Proposal | None:
    """
    Return the newest approved proposal that nothing has made use of yet; None where a new one is needed.

    A consent is used by the issue of access that refers to it, and counts once.
    """
    used = Issue.objects.everywhere(reason="a consent is used up, whoever made use of it")
    return (
        Proposal.objects.everywhere(reason="the caller judges whose subject it is")
        .filter(kind=kind, subject=subject, status=Status.APPROVED)
        .exclude(Exists(used.filter(consent=OuterRef("pk"))))
        .select_related("proposed_by", "decided_by")
        .order_by("-decided_at", "-id")
        .first()
    )


def open_proposal(*, kind: Kind, subject: str) -> Proposal | None:
    """Return what waits for a decision about the subject; there is at most one."""
    waiting = Proposal.objects.everywhere(reason="the caller judges whose subject it is")
    return (
        waiting.filter(kind=kind, subject=subject, status=Status.OPEN).select_related("proposed_by").first()
    )
