"""
What takes two people: one proposes, another approves, and what was approved is done in the same transaction.

What is done is registered by whoever knows how: `register_effect`. A kind without an effect is a consent, which takes
effect when something refers to it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kabinet.access import queries
from kabinet.access.models import Proposal
from kabinet.access.queries.proposals import get_proposal, open_proposal
from kabinet.access.rules import proposals as rules
from kabinet.access.rules.proposals import Kind, Status
from kabinet.access.telling.proposals import tell_of_answer, tell_of_proposal
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.journal.rules import canonical, digest

#: Does what was approved, inside the approving transaction; a refusal of it leaves the proposal open.
Effect = Callable[[Proposal, Viewer, datetime], None]

_effects: dict[Kind, Effect] = {}


def register_effect(kind: Kind, effect: Effect) -> None:
    """:raises ValueError: the kind has another effect"""
    if _effects.setdefault(kind, effect) is not effect:
        raise ValueError(f"{kind} has two effects")


@operation
def propose(
    *,
    viewer: Viewer,
    kind: Kind,
    subject: str,
    content: Mapping[str, Any],
    reason: str,
    judge: Callable[[], None] = lambda: None,
    key: str,
    now: datetime,
) -> Proposal:
    """
    Propose what somebody else has to approve; a repeated key answers with the first proposal.

    `content` is in JSON types, and is what the other person sees and approves. `judge` raises what speaks against
    it; it is asked inside the transaction, and not at all for a repeated key.

    :raises NotAllowed: the viewer may not propose this
    :raises ReasonNeeded: nobody can judge it without one
    :raises AlreadyProposed: the same subject waits for a decision
    """
    # Load
    viewer.check_may(rules.RIGHT_TO_PROPOSE[kind])
    journal.lock_chain(SUPPLIER)
    own = Proposal.objects.everywhere(reason="the key is the person's own").filter(
        proposed_by_id=viewer.user_id, key=key
    )
    if known := own.first():
        return known

    # Judge
    rules.check_reason(reason)
    judge()
    if waiting := open_proposal(kind=kind, subject=subject):
        by = waiting.proposed_by.full_name
        raise rules.AlreadyProposed(proposal_id=waiting.pk, by=by, at=waiting.proposed_at)

    # Save
    proposal = Proposal(
        kind=kind,
        subject=subject,
        content=dict(content),
        reason=reason.strip(),
        proposed_by=queries.get_user(user_id=viewer.user_id),
        proposed_at=now,
        key=key,
    )
    proposal.save(force_insert=True)

    # Record, tell
    proven = digest(canonical(proposal.content))
    facts = {"content_sha256": proven, "reason": proposal.reason}
    _record(proposal, "proposed", viewer=viewer, data=facts, at=now)
    tell_of_proposal(proposal, at=now)
    return proposal


@operation
def approve(*, viewer: Viewer, proposal_id: int, now: datetime) -> Proposal:
    """
    Approve a proposal, and do it: all of that or nothing. The same person's second press changes nothing.

    :raises NotAllowed: the viewer may not approve
    :raises ProposalNotFound: the viewer sees no such proposal
    :raises OwnProposal: the viewer has proposed it
    :raises ProposalDecided: it was decided or withdrawn before
    :raises Refusal: it can no longer be done, the proposal stays open
    """
    proposal = _load(viewer, proposal_id)
    if _is_repeated(proposal, viewer, Status.APPROVED):
        return proposal
    _judge(proposal, viewer)
    _decide(proposal, Status.APPROVED, viewer=viewer, answer="", now=now)
    if effect := _effects.get(Kind(proposal.kind)):
        effect(proposal, viewer, now)
    return proposal


@operation
def refuse(*, viewer: Viewer, proposal_id: int, answer: str, now: datetime) -> Proposal:
    """
    Refuse a proposal with a reason. The same person's second press changes nothing.

    :raises NotAllowed: the viewer may not decide
    :raises ProposalNotFound: the viewer sees no such proposal
    :raises OwnProposal: the viewer has proposed it, and may withdraw it
    :raises ProposalDecided: it was decided or withdrawn before
    :raises ReasonNeeded: there is no answer
    """
    proposal = _load(viewer, proposal_id)
    if _is_repeated(proposal, viewer, Status.REFUSED) and proposal.answer == answer.strip():
        return proposal
    _judge(proposal, viewer)
    rules.check_reason(answer)
    _decide(proposal, Status.REFUSED, viewer=viewer, answer=answer.strip(), now=now)
    return proposal


@operation
def withdraw(*, viewer: Viewer, proposal_id: int, now: datetime) -> Proposal:
    """
    Take one's own proposal back. The second press changes nothing.

    :raises ProposalNotFound: the viewer sees no such proposal
    :raises NotYourProposal: somebody else has proposed it
    :raises ProposalDecided: it was decided before
    """
    proposal = _locked(viewer, proposal_id)
    author = proposal.proposed_by
    rules.check_author(author_id=author.pk, viewer_id=viewer.user_id, author=author.full_name)
    if proposal.status == Status.WITHDRAWN:
        return proposal
    _check_open(proposal)
    proposal.status, proposal.decided_at = Status.WITHDRAWN, now
    proposal.save(update_fields=["status", "decided_at"])
    _record(proposal, "withdrawn", viewer=viewer, data={}, at=now)
    return proposal


def _load(viewer: Viewer, proposal_id: int) -> Proposal:
    viewer.check_may(rules.RIGHT_TO_APPROVE)
    return _locked(viewer, proposal_id)


def _locked(viewer: Viewer, proposal_id: int) -> Proposal:
    """Return the proposal; who decides at the same time waits, and then sees what came first."""
    journal.lock_chain(SUPPLIER)
    return get_proposal(viewer=viewer, proposal_id=proposal_id)


def _is_repeated(proposal: Proposal, viewer: Viewer, status: Status) -> bool:
    return proposal.status == status and proposal.decided_by_id == viewer.user_id


def _judge(proposal: Proposal, viewer: Viewer) -> None:
    _check_open(proposal)
    rules.check_two_people(author_id=proposal.proposed_by_id, decider_id=viewer.user_id)


def _check_open(proposal: Proposal) -> None:
    decider = proposal.decided_by or proposal.proposed_by
    rules.check_open(status=Status(proposal.status), by=decider.full_name, at=proposal.decided_at)


def _decide(proposal: Proposal, status: Status, *, viewer: Viewer, answer: str, now: datetime) -> None:
    proposal.status, proposal.answer = status, answer
    proposal.decided_by, proposal.decided_at = queries.get_user(user_id=viewer.user_id), now
    proposal.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    _record(proposal, status, viewer=viewer, data={"answer": answer}, at=now)
    tell_of_answer(proposal, by=viewer.name, at=now)


def _record(proposal: Proposal, step: str, *, viewer: Viewer, data: Mapping[str, Any], at: datetime) -> None:
    journal.record(
        f"access.proposal.{step}",
        viewer=viewer,
        subject=f"proposal:{proposal.pk}",
        data={"kind": proposal.kind, "subject": proposal.subject, **data},
        at=at,
    )
