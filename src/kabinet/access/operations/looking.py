"""Looking at the cabinet as a client's people see it: begun and ended in the organization's own chain."""

from datetime import datetime

from kabinet.access.models import Look
from kabinet.access.queries.looking import LONGEST
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.operations import Actor
from kabinet.organizations import queries as organizations

_ENDING = "a look is ended by whoever began it, or when its hour is over"


@operation
def start_looking(*, viewer: Viewer, organization_id: int, now: datetime) -> Look:
    """
    Begin to look at the organization's cabinet, for an hour at most.

    :raises NotAllowed: the viewer does not look as clients
    :raises OrganizationNotFound: it is not among the viewer's customers
    """
    viewer.check_may(Right.LOOK_AS_CLIENT)
    organization = organizations.get_organization(viewer=viewer, organization_id=organization_id)
    look = Look(user_id=viewer.user_id, organization=organization, started_at=now, until=now + LONGEST)
    look.save(force_insert=True)
    journal.record(
        "access.looking_started",
        viewer=viewer,
        organization_id=organization_id,
        subject=f"organization:{organization.inn}",
        data={"until": look.until},
        at=now,
    )
    return look


@operation
def end_looking(*, look_id: int, address: str, now: datetime) -> None:
    """End the look; one that is over stays as it is."""
    looks = Look.objects.everywhere(reason=_ENDING).select_for_update(of=("self",))
    look = looks.select_related("organization", "user").filter(pk=look_id, ended_at__isnull=True).first()
    if look is not None:
        _end(look, address=address, at=min(now, look.until), now=now)


def end_overdue_looks(*, now: datetime) -> int:
    """End those whose hour is over, and nobody has; return how many there were."""
    overdue = Look.objects.everywhere(reason=_ENDING).filter(ended_at__isnull=True, until__lte=now)
    numbers = list(overdue.order_by("id").values_list("id", flat=True))
    for look_id in numbers:
        end_looking(look_id=look_id, address="", now=now)
    return len(numbers)


def _end(look: Look, *, address: str, at: datetime, now: datetime) -> None:
    look.ended_at = at
    look.save(update_fields=["ended_at"])
    journal.record(
        "access.looking_ended",
        viewer=Actor(look.user_id, look.user.full_name, address),
        organization_id=look.organization_id,
        subject=f"organization:{look.organization.inn}",
        data={"started_at": look.started_at, "ended_at": at},
        at=now,
    )
