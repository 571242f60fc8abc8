"""What takes two people: who proposes, who approves, and that they are two. Plain Python."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right


class Kind(StrEnum):
    """What is proposed; `REISSUE_ELSEWHERE` is the head's consent to issue access at another point than the first."""

    OFFER = "offer"
    REQUISITES = "requisites"
    REISSUE_ELSEWHERE = "reissue-elsewhere"


class Status(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: Who may propose what. Whatever it is, it is approved with one right.
RIGHT_TO_PROPOSE = {
    Kind.OFFER: Right.PROPOSE_OFFER,
    Kind.REQUISITES: Right.PROPOSE_REQUISITES,
    Kind.REISSUE_ELSEWHERE: Right.ISSUE_ACCESS,
}
RIGHT_TO_APPROVE = Right.APPROVE_PROPOSALS


class OwnProposal(Refusal):
    """Two people are needed, and this is the one who proposed it."""

    code = "access.own-proposal"


class NotYourProposal(Refusal):
    """Only its author takes a proposal back. Facts: by."""

    code = "access.not-your-proposal"


class ProposalDecided(Refusal):
    """It was approved, refused or withdrawn before. Facts: status, by, at."""

    code = "access.proposal-already-decided"


class AlreadyProposed(Refusal):
    """The same thing waits for a decision. Facts: proposal_id, by, at."""

    code = "access.already-proposed"


class ReasonNeeded(Refusal):
    code = "access.reason-needed"


def last_day_of_consent(decided_on: date, *, days: int) -> date:
    """Return the last day on which a consent of the day counts."""
    return decided_on + timedelta(days=days)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded


def check_open(*, status: Status, by: str, at: datetime | None) -> None:
    if status is not Status.OPEN:
        raise ProposalDecided(status=status, by=by, at=at)


def check_two_people(*, author_id: int, decider_id: int) -> None:
    if author_id == decider_id:
        raise OwnProposal


def check_author(*, author_id: int, viewer_id: int, author: str) -> None:
    if author_id != viewer_id:
        raise NotYourProposal(by=author)
