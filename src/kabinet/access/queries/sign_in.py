"""Reading sign-ins: the latest ones, the pause after wrong tries, what was typed into an expired session."""

from datetime import datetime

from axes.models import AccessAttempt
from django.db.models import Max

from kabinet.access.models import Membership, ParkedForm, SignIn
from kabinet.access.rules.names import normal_username
from kabinet.access.throttling import pause
from kabinet.foundation.viewer import Viewer


def latest_sign_in_at(*, viewer: Viewer, organization_id: int) -> datetime | None:
    """Return when somebody of the organization signed in last."""
    users = Membership.objects.visible_to(viewer).filter(organization_id=organization_id).values("user_id")
    sign_ins = SignIn.objects.everywhere(reason="limited to members the viewer sees").filter(
        user_id__in=users
    )
    return sign_ins.order_by("-at", "-id").values_list("at", flat=True).first()


def list_sign_ins(*, viewer: Viewer, limit: int = 5) -> list[SignIn]:
    """Return the viewer's own latest sign-ins, newest first."""
    own = SignIn.objects.visible_to(viewer).select_related("offer")
    return list(own.order_by("-at", "-id")[:limit])


def name_as_known(typed: str) -> str:
    """Return the user name as it is compared: spaces around it and the case of letters do not matter."""
    return normal_username(typed)


def closed_until(*, username: str, address: str) -> datetime | None:
    """Return until when sign-in is closed after too many wrong tries; None where nobody has tried."""
    tries = AccessAttempt.objects.filter(username=username, ip_address=address)
    latest: datetime | None = tries.aggregate(at=Max("attempt_time"))["at"]
    return None if latest is None else latest + pause()


def parked_form(*, key: str) -> ParkedForm | None:
    return ParkedForm.objects.everywhere(reason="the key is the browser's own secret").filter(key=key).first()
