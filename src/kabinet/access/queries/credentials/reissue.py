"""Whether access is issued again to somebody, and where."""

from kabinet.access.models import Proposal
from kabinet.access.queries.credentials.holders import Holder
from kabinet.access.queries.officers import Officer
from kabinet.access.queries.proposals import approved_unused, open_proposal
from kabinet.access.rules.credentials import AccessEnded, OwnAccess
from kabinet.access.rules.proposals import Kind


def subject_of(holder: Holder) -> str:
    """Return the person as journal and proposals name them."""
    return f"user:{holder.user.username}"


def check_holder(holder: Holder, *, officer: Officer) -> None:
    """:raises OwnAccess, AccessEnded: access is not issued to the person, by this officer or by any"""
    if holder.user == officer.user:
        raise OwnAccess
    if not holder.may_sign_in:
        raise AccessEnded


def consent_needed(holder: Holder, *, officer: Officer) -> Proposal | None:
    """
    Return the head's consent without which it could not be done here; None where it needs none.

    :raises OtherPoint: it is done where access was issued first, and nobody has consented to another point
    """
    first = holder.user.issue_point
    if first is None or first == officer.point:
        return None
    consent = approved_unused(kind=Kind.REISSUE_ELSEWHERE, subject=subject_of(holder))
    if consent is None or consent.content.get("point_id") != officer.point.pk:
        officer.check_at(first)
    return consent


def consent_asked(holder: Holder) -> Proposal | None:
    """Return the question to the head that waits for an answer."""
    return open_proposal(kind=Kind.REISSUE_ELSEWHERE, subject=subject_of(holder))
