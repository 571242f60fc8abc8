"""Reminding of powers that end."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kabinet.access.models import Membership
from kabinet.access.queries.people import Person, managers_of
from kabinet.access.rules.members import REMINDERS, reminder_due
from kabinet.access.telling.members import remind_of_powers

_REMINDING = "everybody whose powers end is reminded"


def remind_of_ending_powers(*, now: datetime) -> None:
    """
    Remind of every membership that ends within thirty days, seven, and one: whoever was told is told no more.

    Whose access a colleague has ended knows it already.
    """
    on = timezone.localdate(now)
    rows = Membership.objects.everywhere(reason=_REMINDING).filter(
        valid_to__gt=on, valid_to__lte=on + timedelta(days=max(REMINDERS)), ended_by="", user__is_active=True
    )
    for membership in rows.select_related("user", "organization").order_by("id"):
        _remind(membership, on=on, at=now)


@transaction.atomic
def _remind(membership: Membership, *, on: date, at: datetime) -> None:
    if membership.valid_to is None or (days := reminder_due(valid_to=membership.valid_to, on=on)) is None:
        return
    remind_of_powers(membership, _managers(membership, on=on), days=days, at=at)


def _managers(membership: Membership, *, on: date) -> list[Person]:
    """Return the others who manage people of the organization."""
    managing = managers_of(organization_id=membership.organization_id, on=on)
    return [person for person in managing if person.user_id != membership.user_id]
