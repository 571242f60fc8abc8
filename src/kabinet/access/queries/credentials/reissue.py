"""Whether access is issued again to somebody, and where."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kabinet.access.models import Proposal
from kabinet.access.queries.credentials.holders import Holder
from kabinet.access.queries.officers import Officer
from kabinet.access.queries.policy import policy
from kabinet.access.queries.proposals import consent_to_reissue, open_proposal
from kabinet.access.rules.credentials import AccessEnded, ConsentLapsed, OwnAccess
from kabinet.access.rules.proposals import Kind, last_day_of_consent


def subject_of(holder: Holder) -> str:
    """Return the person as journal and proposals name them."""
    return f"user:{holder.user.username}"


def check_holder(holder: Holder, *, officer: Officer) -> None:
    """:raises OwnAccess, AccessEnded: access is not issued to the person, by this officer or by any"""
    if holder.user == officer.user:
        raise OwnAccess
    if not holder.may_sign_in:
        raise AccessEnded


@dataclass(frozen=True, slots=True)
class Consent:
    """The head's consent to issue access to somebody at one point; it counts for one issue, and not for ever."""

    proposal: Proposal
    last_day: date


def consent_needed(holder: Holder, *, officer: Officer) -> Consent | None:
    """
    Return the head's consent without which it could not be done here; None where it needs none.

    :raises OtherPoint: it is done where access was issued first, and nobody has consented to this point
    :raises ConsentLapsed: somebody has, too long ago
    """
    first = holder.user.issue_point
    if first is None or first == officer.point:
        return None
    proposal = consent_to_reissue(user=holder.user, point_id=officer.point.pk)
    if proposal is None:
        officer.check_at(first)
        return None
    consent = Consent(proposal, last_day_of(proposal))
    if consent.last_day < holder.on:
        raise ConsentLapsed(day=consent.last_day)
    return consent


def last_day_of(consent: Proposal) -> date:
    """Return the last day on which an approved consent counts, by the policy of now."""
    assert consent.decided_at is not None  # noqa: S101 (it was approved)
    return last_day_of_consent(timezone.localdate(consent.decided_at), days=policy().consent_days)


def consent_asked(holder: Holder) -> Proposal | None:
    """Return the question to the head that waits for an answer."""
    return open_proposal(kind=Kind.REISSUE_ELSEWHERE, subject=subject_of(holder))
