"""Reading sign-ins: the latest ones, usual and new places, what was typed into an expired session."""

from datetime import datetime

from django.db.models import Exists

from kabinet.access.models import Membership, ParkedForm, SignIn, User
from kabinet.access.rules.names import normal_username
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


def credentials_of(*, username: str) -> str:
    """
    Return what is another one after every new password, code from a slip and switch of the second factor.

    The hash of the password is in it: it goes into signatures and is shown to nobody. Nothing for a name of nobody's.
    """
    rows = User.objects.filter(username=username).values_list("username", "password", "second_factor")
    return ":".join(map(str, rows.first() or ()))


def is_new_place(sign_in: SignIn) -> bool:
    """Say whether the person has signed in before, but never from this network, or never with such a browser."""
    earlier = SignIn.objects.everywhere(reason="they are the person's own").filter(user_id=sign_in.user_id)
    before, network, browser = (
        User.objects.filter(pk=sign_in.user_id)
        .values_list(
            Exists(earlier),
            Exists(earlier.filter(network=sign_in.network)),
            Exists(earlier.filter(browser_name=sign_in.browser_name)),
        )
        .get()
    )
    return before and not (network and browser)


def parked_form(*, key: str) -> ParkedForm | None:
    return ParkedForm.objects.everywhere(reason="the key is the browser's own secret").filter(key=key).first()
