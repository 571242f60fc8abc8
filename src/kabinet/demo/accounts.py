"""The sign-ins of the demo."""

from dataclasses import dataclass

from kabinet.access.models import Membership, User
from kabinet.demo.load import is_loaded
from kabinet.demo.people import PASSWORD
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Side


class NotLoaded(Refusal):
    """There is no demo in this database, and nobody's password is known."""

    code = "demo.not-loaded"


@dataclass(frozen=True, slots=True)
class Account:
    """`organization` is empty for the supplier's staff."""

    role: str
    organization: str
    user_name: str
    password: str
    name: str


def list_accounts() -> list[Account]:
    """:raises NotLoaded: the database holds no demo supplier"""
    if not is_loaded():
        raise NotLoaded
    memberships = Membership.objects.everywhere(reason="the demo's people are nobody's secret")
    clients = [
        Account(one.user.role, one.organization.name, one.user.username, PASSWORD, one.user.full_name)
        for one in memberships.select_related("user", "organization").order_by("id")
    ]
    staff = [
        Account(user.role, "", user.username, PASSWORD, user.full_name)
        for user in User.objects.order_by("id")
        if user.side is Side.STAFF
    ]
    return clients + staff
