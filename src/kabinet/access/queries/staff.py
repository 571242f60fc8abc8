"""Reading the supplier's own people, for whoever enters them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from kabinet.access.models import SignIn, User
from kabinet.access.rules.staff import STAFF_ROLES, StaffState, state_of
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.rules import digest
from kabinet.organizations.models import Organization

#: Doors name these types and never import the tables.
__all__ = ["Employee", "StaffNotFound", "User", "get_employee", "list_staff"]

_COUNTED = "whoever enters staff reads how many customers each serves, and no more of them"


class StaffNotFound(NotFound):
    code = "access.staff-not-found"


@dataclass(frozen=True, slots=True)
class Employee:
    """One of the staff, with when they signed in last and how many customers are entrusted to them."""

    user: User
    signed_in_at: datetime | None
    customers: int

    @property
    def state(self) -> StaffState:
        return state_of(active=self.user.is_active, issued=self.user.has_usable_password())

    @property
    def seen(self) -> str:
        """What a form says that its page has shown."""
        user = self.user
        shown = [user.role, user.full_name, user.position, user.phone, user.email]
        return digest("\n".join([*shown, str(user.desk_point_id or ""), str(user.is_active)]))


def list_staff(*, viewer: Viewer) -> list[Employee]:
    """
    Return the supplier's people, those who work first, by name. Three queries.

    :raises NotAllowed: the viewer does not enter staff
    """
    viewer.check_may(Right.MANAGE_STAFF)
    users = User.objects.filter(role__in=STAFF_ROLES).select_related("desk_point")
    sign_ins = SignIn.objects.everywhere(reason=_COUNTED).filter(user__role__in=STAFF_ROLES).order_by()
    signed_in = dict(sign_ins.values_list("user_id").annotate(at=Max("at")))
    customers = _customers()
    return [
        Employee(user, signed_in.get(user.pk), customers.get(user.pk, 0))
        for user in users.order_by("-is_active", "full_name", "id")
    ]


def _customers() -> dict[int, int]:
    """Return how many customers are entrusted to each curator, by user id."""
    organizations = Organization.objects.everywhere(reason=_COUNTED).order_by()
    return dict(organizations.values_list("curator_id").annotate(count=Count("id")))


def get_employee(*, viewer: Viewer, user_id: int) -> Employee:
    """
    :raises NotAllowed: the viewer does not enter staff
    :raises StaffNotFound: nobody of the staff has this number
    """
    viewer.check_may(Right.MANAGE_STAFF)
    found = User.objects.filter(pk=user_id, role__in=STAFF_ROLES).select_related("desk_point").first()
    if found is None:
        raise StaffNotFound
    sign_ins = SignIn.objects.everywhere(reason=_COUNTED).filter(user=found)
    latest = sign_ins.order_by("-at", "-id").values_list("at", flat=True).first()
    organizations = Organization.objects.everywhere(reason=_COUNTED).filter(curator=found)
    return Employee(found, latest, organizations.count())


def others_who_administer(user: User) -> bool:
    """Say whether somebody else could still enter staff, if this one could not."""
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    return administrators.exclude(pk=user.pk).exists()
