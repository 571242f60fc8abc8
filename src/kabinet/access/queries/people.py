"""Reading people: who is signed in and what they may see, whom to tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare

from kabinet.access.models import Grant, Membership, StandIn, User
from kabinet.foundation.rights import RIGHTS_OF, SIDE_OF, Right, Role, Side
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Organization

_BECOMING = "this is what decides what the person may see"


def viewer_of(*, user: User, address: str, on: date) -> Viewer:
    """Return the viewer that a signed-in person is on this day. One query, for either side."""
    if user.side is Side.CLIENT:
        return _client_viewer(user, address=address, on=on)
    return Viewer(
        user_id=user.pk,
        username=user.username,
        name=user.full_name,
        side=Side.STAFF,
        role=Role(user.role),
        organizations=frozenset(_entrusted_to(user, on=on)) if user.role == Role.CURATOR else frozenset(),
        grants={},
        authority=user.position,
        address=address,
    )


def _entrusted_to(user: User, *, on: date) -> Iterable[int]:
    """Return the curator's own customers, and those of the colleagues for whom they stand in on this day."""
    absent = stand_ins_on(on).filter(colleague=user).values("absent_id")
    clients = Organization.objects.everywhere(reason=_BECOMING)
    return clients.filter(Q(curator=user) | Q(curator_id__in=absent)).values_list("id", flat=True)


def stand_ins_on(on: date) -> QuerySet[StandIn]:
    """Return the stand-ins that are in force on the day."""
    rows = StandIn.objects.everywhere(reason=_BECOMING)
    return rows.filter(first_day__lte=on, last_day__gte=on, ended_at__isnull=True)


def _client_viewer(user: User, *, address: str, on: date) -> Viewer:
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    grants = (
        Grant.objects.everywhere(reason=_BECOMING)
        .filter(valid, membership__user=user, membership__valid_from__lte=on)
        .select_related("membership")
        .order_by("id")
    )
    found = [grant for grant in grants if grant.rights]
    ends = {grant.membership.organization_id: grant.membership.valid_to for grant in found}
    return Viewer(
        user_id=user.pk,
        username=user.username,
        name=user.full_name,
        side=Side.CLIENT,
        role=Role(user.role),
        organizations=frozenset(grant.membership.organization_id for grant in found),
        grants={grant.contract_id: frozenset(Right(right) for right in grant.rights) for grant in found},
        authority=found[0].membership.authority if found else "",
        address=address,
        powers_end={organization_id: day for organization_id, day in ends.items() if day is not None},
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be told: a member of a client, or one of the staff."""

    user_id: int
    name: str
    email: str
    language: str
    role: Role


def members_with(*, contract_id: int, right: Right, on: date) -> list[Person]:
    """Return the client's people who have the right for the contract, to notify them."""
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    grants = (
        Grant.objects.everywhere(reason="the contract was judged by the caller; its people are told")
        .filter(
            valid, contract_id=contract_id, membership__valid_from__lte=on, membership__user__is_active=True
        )
        .select_related("membership__user")
        .order_by("id")
    )
    return [person_of(grant.membership.user) for grant in grants if right in grant.rights]


def managers_of(*, organization_id: int, on: date) -> list[Person]:
    """Return those who manage the people of one of the organization's contracts, each once. One query."""
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    grants = (
        Grant.objects.everywhere(reason="the organization was judged by the caller; its people are told")
        .filter(
            valid,
            membership__organization_id=organization_id,
            membership__valid_from__lte=on,
            membership__user__is_active=True,
        )
        .select_related("membership__user")
        .order_by("id")
    )
    managing = (grant.membership.user for grant in grants if Right.MANAGE_PEOPLE in grant.rights)
    return list({user.pk: person_of(user) for user in managing}.values())


def staff_with(*, right: Right) -> list[Person]:
    """Return the supplier's people who have the right by their role, to notify them."""
    roles = [role for role, rights in RIGHTS_OF.items() if right in rights and SIDE_OF[role] is Side.STAFF]
    people = User.objects.filter(role__in=roles, is_active=True).order_by("full_name", "id")
    return [person_of(user) for user in people]


def person_of(user: User) -> Person:
    return Person(user.pk, user.full_name, user.email, user.language, Role(user.role))


def list_members(*, viewer: Viewer, organization_id: int) -> list[Membership]:
    """Return the organization's people, by name."""
    members = Membership.objects.visible_to(viewer).filter(organization_id=organization_id)
    return list(members.select_related("user").order_by("user__full_name", "id"))


def latest_part(*, viewer: Viewer) -> Membership | None:
    """Return the viewer's own latest part in an organization, be it over or to come, with the curator. One query."""
    own = Membership.objects.everywhere(reason="they are the viewer's own").filter(user_id=viewer.user_id)
    return own.select_related("organization__curator").order_by("-valid_from", "-id").first()


def get_user(*, user_id: int) -> User:
    return User.objects.get(pk=user_id)


def find_by_session(*, user_id: int, password_hash: str) -> User | None:
    """Return the user, if they may still sign in and their password is the one whose session hash this is."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not constant_time_compare(password_hash, user.get_session_auth_hash()):
        return None
    return user
