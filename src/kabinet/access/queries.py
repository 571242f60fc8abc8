"""Reading people: who is signed in and what they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from axes.models import AccessAttempt
from django.db.models import Max, Q

from kabinet.access.models import Grant, Membership, Offer, ParkedForm, SignIn, User
from kabinet.access.rules import normal_username
from kabinet.access.throttling import pause
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Right, Role, Side
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Organization

#: Doors name these types and never import the tables.
__all__ = ["Membership", "Offer", "SignIn"]

_BECOMING = "this is what decides what the person may see"


class OfferNotFound(NotFound):
    code = "access.offer-not-found"


def viewer_of(*, user: User, address: str, on: date) -> Viewer:
    """Return the viewer that a signed-in person is on this day. One query, for either side."""
    if user.side is Side.CLIENT:
        return _client_viewer(user, address=address, on=on)
    entrusted: Iterable[int] = ()
    if user.role == Role.CURATOR:
        clients = Organization.objects.everywhere(reason=_BECOMING).filter(curator=user)
        entrusted = clients.values_list("id", flat=True)
    return Viewer(
        user_id=user.pk,
        username=user.username,
        name=user.full_name,
        side=Side.STAFF,
        role=Role(user.role),
        organizations=frozenset(entrusted),
        grants={},
        authority=user.position,
        address=address,
    )


def _client_viewer(user: User, *, address: str, on: date) -> Viewer:
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    grants = (
        Grant.objects.everywhere(reason=_BECOMING)
        .filter(valid, membership__user=user, membership__valid_from__lte=on)
        .select_related("membership")
        .order_by("id")
    )
    found = list(grants)
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
    )


def offer_in_force(*, on: date) -> Offer | None:
    """Return the offer whose text is accepted by signing in on this day; none before the first is published."""
    return Offer.objects.filter(in_force_from__lte=on).order_by("-in_force_from", "-id").first()


def get_offer(*, version: str) -> Offer:
    """:raises OfferNotFound: there is no such version"""
    found = Offer.objects.filter(version=version).first()
    if found is None:
        raise OfferNotFound
    return found


def list_offers() -> list[Offer]:
    return list(Offer.objects.order_by("-in_force_from", "-id"))


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
    return [_person(grant.membership.user) for grant in grants if right in grant.rights]


def curator_of(*, organization_id: int) -> Person:
    """Return the curator to whom the organization is entrusted, to notify them."""
    organizations = Organization.objects.everywhere(reason="the organization was judged by the caller")
    curator_id = organizations.values_list("curator_id", flat=True).get(pk=organization_id)
    return _person(User.objects.get(pk=curator_id))


def _person(user: User) -> Person:
    return Person(user.pk, user.full_name, user.email, user.language, Role(user.role))


def list_members(*, viewer: Viewer, organization_id: int) -> list[Membership]:
    """Return the organization's people, by name."""
    members = Membership.objects.visible_to(viewer).filter(organization_id=organization_id)
    return list(members.select_related("user").order_by("user__full_name", "id"))


def latest_sign_in_at(*, viewer: Viewer, organization_id: int) -> datetime | None:
    """Return when somebody of the organization signed in last."""
    users = Membership.objects.visible_to(viewer).filter(organization_id=organization_id).values("user_id")
    sign_ins = SignIn.objects.everywhere(reason="limited to members the viewer sees").filter(
        user_id__in=users
    )
    return sign_ins.order_by("-at", "-id").values_list("at", flat=True).first()


def get_user(*, user_id: int) -> User:
    return User.objects.get(pk=user_id)


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
