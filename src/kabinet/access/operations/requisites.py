"""Changes of the supplier's own requisites, which take two people: the money of all customers goes there."""

from datetime import date, datetime

from kabinet.access.models import Proposal
from kabinet.access.operations.proposals import propose, register_effect
from kabinet.access.rules.proposals import Kind
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import operations as organizations
from kabinet.organizations.queries import latest_version_id
from kabinet.organizations.rules.requisites import Requisites

#: One change at a time: each is looked at beside the one that is in force before it.
SUBJECT = "requisites"


class RequisitesMoved(Refusal):
    """Others came into force after the page was opened: what was typed may turn them back."""

    code = "access.requisites-moved"


def propose_requisites(
    *,
    viewer: Viewer,
    requisites: Requisites,
    valid_from: date,
    seen_id: int,
    reason: str,
    key: str,
    now: datetime,
) -> Proposal:
    """
    Propose other requisites from a day on. A repeated key answers with the first proposal.

    `seen_id` is the version that the page began with, 0 where there was none.

    :raises NotAllowed: the viewer may not propose requisites
    :raises RequisitesUnfit, RequisitesInPast, RequisitesDayTaken, RequisitesUnchanged: they cannot be
    :raises RequisitesMoved: others were set after the page was opened
    :raises AlreadyProposed: another change waits for a decision
    :raises ReasonNeeded: nobody can judge it without one
    """

    def judge() -> None:
        if latest_version_id() != seen_id:
            raise RequisitesMoved
        organizations.check_requisites(requisites, valid_from=valid_from, now=now)

    return propose(
        viewer=viewer,
        kind=Kind.REQUISITES,
        subject=SUBJECT,
        content={"valid_from": valid_from.isoformat(), **requisites.content()},
        reason=reason,
        judge=judge,
        key=key,
        now=now,
    )


def _set(proposal: Proposal, viewer: Viewer, now: datetime) -> None:
    """Set what was approved, judged once more: its day may have passed while it waited."""
    organizations.set_requisites(
        viewer=viewer,
        requisites=Requisites.of(proposal.content),
        valid_from=date.fromisoformat(proposal.content["valid_from"]),
        at=now,
    )


register_effect(Kind.REQUISITES, _set)
