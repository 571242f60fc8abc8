"""Who answers for an organization: its curator, whoever stands in for them, and the head where there is no curator."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kabinet.access.models import User
from kabinet.access.queries.people import Person, person_of, staff_with, stand_ins_on
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Organization

_JUDGED = "the organization was judged by the caller"
_ACTS = Q(curator__is_active=True, curator__role=Role.CURATOR)


def curator_of(*, organization_id: int) -> Person:
    """Return who answers for the organization, to notify them: the head where its curator is none any longer."""
    return person_of(in_place_of(_curator(organization_id)))


def in_charge_of(*, organization_id: int, on: date) -> list[Person]:
    """Return everybody who is to be told of the organization's things: who answers for it, and who stands in."""
    curator = _curator(organization_id)
    standing_in = stand_ins_on(on).filter(absent=curator, colleague__is_active=True)
    colleagues = [row.colleague for row in standing_in.select_related("colleague").order_by("id")]
    return [person_of(user) for user in (in_place_of(curator), *colleagues)]


def in_place_of(curator: User) -> User:
    """Return the curator; whoever entrusts customers where they are none any longer. No query for one who acts."""
    if acts(curator):
        return curator
    answering = [*staff_with(right=Right.ARRANGE_STAND_INS), *staff_with(right=Right.MANAGE_STAFF)]
    return User.objects.get(pk=answering[0].user_id) if answering else curator


def acts(curator: User) -> bool:
    """Say whether somebody to whom customers are entrusted is still a curator who works."""
    return curator.is_active and curator.role == Role.CURATOR


def _curator(organization_id: int) -> User:
    organizations = Organization.objects.everywhere(reason=_JUDGED).select_related("curator")
    return organizations.get(pk=organization_id).curator


def list_curators() -> list[User]:
    """Return the curators to whom customers can be entrusted, by name."""
    return list(User.objects.filter(role=Role.CURATOR, is_active=True).order_by("full_name", "id"))


def without_curator(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Narrow to those whose curator has been removed, or is one no more."""
    return organizations.exclude(_ACTS)


def ids_without_curator(*, viewer: Viewer) -> list[int]:
    """Return the customers of whom no curator takes care, to whoever entrusts them. One query, none to others."""
    if not viewer.may(Right.ARRANGE_STAND_INS):
        return []
    found = without_curator(Organization.objects.visible_to(viewer))
    return list(found.order_by("id").values_list("id", flat=True))


def ids_of(*, viewer: Viewer, curator_id: int) -> list[int]:
    """Return which of the viewer's customers are entrusted to the curator."""
    found = Organization.objects.visible_to(viewer).filter(curator=curator_id)
    return list(found.order_by("id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Load:
    """A curator, also one who has been removed, with how many customers are entrusted to them."""

    curator: User
    customers: int
    acts: bool


def list_loads(*, viewer: Viewer) -> list[Load]:
    """
    Return everybody to whom customers are or may be entrusted, by name. Two queries.

    :raises NotAllowed: the viewer does not entrust customers
    """
    viewer.check_may(Right.ARRANGE_STAND_INS)
    organizations = Organization.objects.visible_to(viewer).order_by()
    counts = dict(organizations.values_list("curator_id").annotate(count=Count("id")))
    curators = User.objects.filter(Q(pk__in=counts) | Q(role=Role.CURATOR, is_active=True))
    return [
        Load(user, counts.get(user.pk, 0), acts=acts(user)) for user in curators.order_by("full_name", "id")
    ]


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A page of customers with their curators."""

    rows: list[Organization]
    total: int


def list_entrusted(*, viewer: Viewer, curator_id: int | None, page: int, size: int) -> Entrusted:
    """
    Return the customers of the curator, or those without one where none is named. Two queries.

    :raises NotAllowed: the viewer does not entrust customers
    """
    viewer.check_may(Right.ARRANGE_STAND_INS)
    found = Organization.objects.visible_to(viewer)
    found = without_curator(found) if curator_id is None else found.filter(curator=curator_id)
    rows = found.select_related("curator").order_by("name", "id")[(page - 1) * size : page * size]
    return Entrusted(list(rows), found.count())
