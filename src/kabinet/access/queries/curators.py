"""Who answers for an organization: its curator, whoever stands in for them, and the head where there is no curator."""

from datetime import date

from django.db.models import Q, QuerySet

from kabinet.access.models import User
from kabinet.access.queries.people import Person, person_of, staff_with, stand_ins_on
from kabinet.foundation.rights import Right, Role
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
    if curator.is_active and curator.role == Role.CURATOR:
        return curator
    answering = [*staff_with(right=Right.ARRANGE_STAND_INS), *staff_with(right=Right.MANAGE_STAFF)]
    return User.objects.get(pk=answering[0].user_id) if answering else curator


def _curator(organization_id: int) -> User:
    organizations = Organization.objects.everywhere(reason=_JUDGED).select_related("curator")
    return organizations.get(pk=organization_id).curator


def list_curators() -> list[User]:
    """Return the curators to whom customers can be entrusted, by name."""
    return list(User.objects.filter(role=Role.CURATOR, is_active=True).order_by("full_name", "id"))


def without_curator(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Narrow to those whose curator has been removed, or is one no more."""
    return organizations.exclude(_ACTS)
