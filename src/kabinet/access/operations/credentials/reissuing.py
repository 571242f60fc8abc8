"""Issuing access again: the only way to a new password for whoever has lost theirs, or their second factor."""

from datetime import datetime

from django.utils import timezone

from kabinet.access.models import Issue, Proposal
from kabinet.access.operations.credentials.saving import (
    close_ways_in,
    find_issue,
    lock_user,
    record,
    save_issue,
    seen_by,
)
from kabinet.access.operations.proposals import propose
from kabinet.access.queries.credentials import (
    Holder,
    check_holder,
    consent_needed,
    get_holder,
    subject_of,
)
from kabinet.access.queries.officers import officer_at_work
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.credentials import IssueKind, Papers
from kabinet.access.rules.proposals import Kind
from kabinet.access.telling.credentials import tell_of_reissue
from kabinet.foundation.rights import Side
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer


@operation
def reissue_access(*, viewer: Viewer, user_id: int, papers: Papers, key: str, now: datetime) -> Issue:
    """
    Issue access to somebody who has a user, by the whole checklist; the slip is then to be printed.

    Their password, sessions and second factor end at once. It is done at the point of first issue, or elsewhere with
    the head's consent, which counts once. Whoever was entered without any issue receives their first one. A repeated
    key answers with the first issue.

    :raises NotAllowed, NoPoint, PointClosed: the viewer issues nothing, or not here
    :raises HolderNotFound: there is no such user
    :raises OwnAccess: the viewer would issue access to themselves
    :raises AccessEnded: the person may not sign in any more
    :raises OtherPoint, ConsentLapsed: it is done at another point
    :raises ChecklistIncomplete, AuthorityExpired, AuthorityInFuture, OtherAuthority: the papers do not do
    """
    # Load
    today = timezone.localdate(now)
    officer = officer_at_work(viewer=viewer, on=today)
    user, chains = lock_user(user_id)
    if known := find_issue(officer=officer, key=key):
        return known
    holder = get_holder(viewer=viewer, user_id=user_id, on=today)

    # Judge
    check_holder(holder, officer=officer)
    consent = consent_needed(holder, officer=officer)
    rules.check_papers(papers, on=today)
    _check_authority(holder, papers)

    # Save
    proposal = consent.proposal if consent else None
    kind = IssueKind.REISSUE if user.issue_point else IssueKind.FIRST
    if user.issue_point is None:
        user.issue_point = officer.point
        user.save(update_fields=["issue_point"])
    close_ways_in(user)
    issue = save_issue(kind, user=user, officer=officer, papers=papers, key=key, now=now, consent=proposal)

    # Record, tell
    record(
        "access.issued" if kind is IssueKind.FIRST else "access.reissued",
        user,
        chains=chains,
        viewer=viewer,
        data={
            "kind": kind,
            "point": officer.point.name,
            "consent": f"proposal:{proposal.pk}" if proposal else "",
            **seen_by(papers),
        },
        at=now,
    )
    tell_of_reissue(issue, at=now)
    return issue


def _check_authority(holder: Holder, papers: Papers) -> None:
    """Staff act on the order of their appointment, of which only the paper itself tells."""
    if holder.user.side is Side.STAFF:
        return
    known = "; ".join(membership.authority for membership in holder.valid)
    if len(holder.valid) == 1:
        rules.check_known_authority(papers.authority, known=known)
        return
    for membership in holder.valid:
        try:
            rules.check_known_authority(papers.authority, known=membership.authority)
        except rules.OtherAuthority:
            continue
        return
    raise rules.OtherAuthority(paper=known)


def ask_for_consent(*, viewer: Viewer, user_id: int, reason: str, key: str, now: datetime) -> Proposal:
    """
    Ask the head for the consent to issue access again at the viewer's own point.

    :raises NotAllowed, NoPoint, PointClosed: the viewer issues nothing, or not here
    :raises HolderNotFound, OwnAccess, AccessEnded: it is not issued to the person
    :raises ReasonNeeded, AlreadyProposed: see `proposals.propose`
    """
    today = timezone.localdate(now)
    officer = officer_at_work(viewer=viewer, on=today)
    holder = get_holder(viewer=viewer, user_id=user_id, on=today)
    check_holder(holder, officer=officer)
    user = holder.user
    return propose(
        viewer=viewer,
        kind=Kind.REISSUE_ELSEWHERE,
        subject=subject_of(holder),
        content={
            "name": user.full_name,
            "username": user.username,
            "organizations": holder.organizations,
            "first_point": user.issue_point.name if user.issue_point else "",
            "point": officer.point.name,
            "point_id": officer.point.pk,
        },
        reason=reason,
        key=key,
        now=now,
    )
