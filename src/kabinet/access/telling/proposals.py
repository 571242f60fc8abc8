"""Telling those who approve of a new proposal, and its author of the answer."""

from datetime import datetime

from django.urls import reverse

from kabinet.access.models import Proposal
from kabinet.access.queries.people import person_of, staff_with
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE
from kabinet.access.telling import recipient
from kabinet.access.wording import proposals as wording
from kabinet.notifications.operations import notify


def tell_of_proposal(proposal: Proposal, *, at: datetime) -> None:
    approving = staff_with(right=RIGHT_TO_APPROVE)
    notify(
        [recipient(person) for person in approving if person.user_id != proposal.proposed_by_id],
        event=wording.event(proposal.kind, "proposed"),
        facts={"by": proposal.proposed_by.full_name, "reason": proposal.reason},
        url=reverse("desk:proposal", args=[proposal.pk]),
        at=at,
    )


def tell_of_answer(proposal: Proposal, *, by: str, at: datetime) -> None:
    notify(
        [recipient(person_of(proposal.proposed_by))],
        event=wording.event(proposal.kind, proposal.status),
        facts={"by": by, "answer": proposal.answer},
        url=reverse("desk:proposal", args=[proposal.pk]),
        at=at,
    )
