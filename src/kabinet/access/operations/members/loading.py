"""What all changes of a client's people have in common: whose turn it is, who was first, and who stays a manager."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from kabinet.access.models import Membership, User
from kabinet.access.queries.members import Member, left_unmanaged
from kabinet.access.queries.people import viewer_of
from kabinet.access.rules import members as rules
from kabinet.access.rules.rights_history import EVENTS
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal import queries as records
from kabinet.organizations.models import Contract

JUDGED = "the member was found as one whom the viewer manages"


def load(
    viewer: Viewer, membership_id: int, *, get: Callable[..., Member], now: datetime
) -> tuple[Viewer, Member]:
    """
    Return the viewer and the person, whom `get` finds, as they are when it is this one's turn.

    Changes of one organization's people wait for each other, and the one before may have been about the viewer.
    """
    on = timezone.localdate(now)
    found = get(viewer=viewer, membership_id=membership_id, on=on)
    journal.lock_chain(found.membership.organization_id)
    own = User.objects.get(pk=viewer.user_id)
    viewer = viewer_of(user=own, address=viewer.address, on=on)
    return viewer, get(viewer=viewer, membership_id=membership_id, on=on)


def check_seen(member: Member, seen: str) -> None:
    if seen == member.seen:
        return
    latest = records.latest_record(
        organization_id=member.membership.organization_id,
        subject=subject_of(member.membership),
        events=EVENTS,
    )
    if latest is None:
        raise rules.ChangedMeanwhile(by="", at=None)
    raise rules.ChangedMeanwhile(by=latest.actor_name, at=latest.at)


def check_another_manages(contract: Contract, *, without: Membership, on: date) -> None:
    """:raises LastManager: nobody else manages the contract's people on the day"""
    if left_unmanaged([contract], without=without, on=on):
        raise rules.LastManager(contract=contract.number)


def subject_of(membership: Membership) -> str:
    return f"user:{membership.user.username}"
