"""Reading proposals: what waits for a second person, and what two have agreed on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from kabinet.access.models import Issue, Proposal, User
from kabinet.access.rules.credentials import IssueKind
from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer

#: Doors name these types and never import the tables.
__all__ = [
    "Proposal",
    "ProposalNotFound",
    "ProposalPage",
    "approved_requisites",
    "consent_to_reissue",
    "count_open",
    "count_to_decide",
    "get_proposal",
    "list_open",
    "list_proposals",
    "open_proposal",
]


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


@dataclass(frozen=True, slots=True)
class ProposalPage:
    rows: list[Proposal]
    total: int


def list_proposals(*, viewer: Viewer, waiting: bool, page: int, size: int = 50) -> ProposalPage:
    """Return what waits for a decision, the oldest first; or what was decided, the latest first. Two queries."""
    seen = Proposal.objects.visible_to(viewer).select_related("proposed_by", "decided_by")
    if waiting:
        rows = seen.filter(status=Status.OPEN).order_by("proposed_at", "id")
    else:
        rows = seen.exclude(status=Status.OPEN).order_by("-decided_at", "-id")
    first = (page - 1) * size
    return ProposalPage(rows=list(rows[first : first + size]), total=rows.count())


def count_open(*, viewer: Viewer) -> int:
    """Return how many proposals wait for a decision, of those the viewer sees."""
    return Proposal.objects.visible_to(viewer).filter(status=Status.OPEN).count()


def count_to_decide(*, viewer: Viewer) -> int:
    """Return how many proposals wait for the viewer's decision: those of others."""
    waiting = Proposal.objects.visible_to(viewer).filter(status=Status.OPEN)
    return waiting.exclude(proposed_by_id=viewer.user_id).count()


def consent_to_reissue(*, user: User, point_id: int) -> Proposal | None:
    """
    Return the newest consent to issue access to the person at the point that is not used up. One query.

    An issue uses it up that refers to it, and any later one, wherever it was: what the head was asked about is done.
    """
    issues = Issue.objects.everywhere(reason="a consent is used up, whoever made use of it")
    later = Q(user=user, issued_at__gt=OuterRef("decided_at")) & ~Q(kind=IssueKind.ADDITION)
    return (
        Proposal.objects.everywhere(reason="the caller judges whose subject it is")
        .filter(
            kind=Kind.REISSUE_ELSEWHERE,
            subject=f"user:{user.username}",
            content__point_id=point_id,
            status=Status.APPROVED,
        )
        .exclude(Exists(issues.filter(Q(consent=OuterRef("pk")) | later)))
        .select_related("proposed_by", "decided_by")
        .order_by("-decided_at", "-id")
        .first()
    )


def approved_requisites(*, viewer: Viewer, valid_from: date) -> Proposal | None:
    """Return the proposal by which two people set the requisites of the day, if the viewer sees it."""
    approved = Proposal.objects.visible_to(viewer).filter(
        kind=Kind.REQUISITES, status=Status.APPROVED, content__valid_from=valid_from.isoformat()
    )
    return approved.select_related("proposed_by", "decided_by").order_by("-id").first()


def list_open(*, kind: Kind) -> list[Proposal]:
    """Return what of the kind waits for a decision, whoever may see it, the oldest first."""
    waiting = Proposal.objects.everywhere(reason="another proposal is judged against them")
    return list(waiting.filter(kind=kind, status=Status.OPEN).select_related("proposed_by").order_by("id"))


def open_proposal(*, kind: Kind, subject: str) -> Proposal | None:
    """Return what waits for a decision about the subject; there is at most one."""
    waiting = Proposal.objects.everywhere(reason="the caller judges whose subject it is")
    return (
        waiting.filter(kind=kind, subject=subject, status=Status.OPEN).select_related("proposed_by").first()
    )
