"""What one of the staff sees who looks at the cabinet as a client's people see it."""

from datetime import datetime, timedelta

from django.utils import timezone

from kabinet.access.models import Look, User
from kabinet.access.queries.people import viewer_of
from kabinet.foundation.rights import READING_RIGHTS, RIGHTS_OF, Right, Role, Side
from kabinet.foundation.viewer import Viewer, Watcher
from kabinet.organizations.models import Contract

#: The session's names for the look that goes on in it, and for the contract that is looked at.
LOOK, LOOK_CONTRACT = "look", "look_contract"

LONGEST = timedelta(hours=1)

#: Nobody's number: no draft, no notification and no job is found under it, and nothing can be saved in its name.
_NOBODY = 0
_OWN = "the session of the person says which look is theirs"


def watching(*, look_id: int, user: User, address: str, now: datetime) -> Viewer | None:
    """
    Return what the person sees while they look; None where the look is over, or is theirs no more. Three queries.

    It is on the client's side and has reading rights alone, money by the person's own right.
    """
    look = going_on(look_id=look_id, user=user, now=now)
    if look is None or not _may_look(look, user=user, address=address, now=now):
        return None
    contracts = Contract.objects.everywhere(reason="the organization was judged as one that they may look at")
    numbers = contracts.filter(organization=look.organization_id).values_list("id", flat=True)
    rights = READING_RIGHTS & RIGHTS_OF[Role(user.role)]
    return Viewer(
        user_id=_NOBODY,
        username="",
        name=user.full_name,
        side=Side.CLIENT,
        role=Role.DIRECTOR,
        organizations=frozenset({look.organization_id}),
        grants=dict.fromkeys(numbers, rights),
        authority="",
        address=address,
        watcher=Watcher(
            look_id=look.pk,
            user_id=user.pk,
            name=user.full_name,
            organization_id=look.organization_id,
            organization=look.organization.name,
            until=look.until,
        ),
    )


def going_on(*, look_id: int, user: User, now: datetime) -> Look | None:
    looks = Look.objects.everywhere(reason=_OWN).select_related("organization")
    return looks.filter(pk=look_id, user=user, ended_at__isnull=True, until__gt=now).first()


def _may_look(look: Look, *, user: User, address: str, now: datetime) -> bool:
    """Judge anew: the role may be another one by now, and the customer be entrusted to somebody else."""
    viewer = viewer_of(user=user, address=address, on=timezone.localdate(now))
    theirs = viewer.sees_all_clients or look.organization_id in viewer.organizations
    return theirs and viewer.may(Right.LOOK_AS_CLIENT)
