"""People who have a user: whose access is issued again, or to whom another contract is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kabinet.access.models import Membership, User
from kabinet.access.queries.credentials.words import all_words, in_text
from kabinet.access.rules.credentials import HolderNotFound
from kabinet.foundation.rights import Right, Side
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has a user: their parts in organizations, and what they may still do on a day."""

    user: User
    memberships: Sequence[Membership]
    on: date

    @property
    def organizations(self) -> str:
        return ", ".join(one.organization.name for one in self.memberships)

    @property
    def valid(self) -> list[Membership]:
        """Return the parts that hold on the day, and that lead to a contract in force."""
        return [one for one in self.memberships if _holds(one, self.on)]

    @property
    def may_sign_in(self) -> bool:
        return self.user.is_active and (self.user.side is Side.STAFF or bool(self.valid))


def _holds(membership: Membership, on: date) -> bool:
    if membership.valid_from > on or (membership.valid_to is not None and membership.valid_to <= on):
        return False
    ends = [grant.contract.valid_to for grant in membership.grants.all()]
    return any(end is None or end > on for end in ends)


def find_holders(*, viewer: Viewer, words: str, on: date, limit: int = 20) -> list[Holder]:
    """Return people by name, user name, or name and ИНН of their organization, by name. Three queries at most."""
    if not words.split() or not viewer.may(Right.ISSUE_ACCESS):
        return []
    found = _people().filter(all_words(words, anywhere=_in_person)).exclude(pk=viewer.user_id).distinct()
    return [_holder(user, on) for user in found.order_by("full_name", "id")[:limit]]


def _in_person(word: str) -> Q:
    return (
        in_text("full_name", word)
        | Q(username__icontains=word)
        | Q(memberships__organization__inn__startswith=word)
        | Q(memberships__organization__search__contains=word.lower())
    )


def get_holder(*, viewer: Viewer, user_id: int, on: date) -> Holder:
    """:raises HolderNotFound: there is nobody, or the viewer does not issue access"""
    found = _people().filter(pk=user_id).first() if viewer.may(Right.ISSUE_ACCESS) else None
    if found is None:
        raise HolderNotFound
    return _holder(found, on)


def members_of(*, organization_id: int, on: date) -> list[Holder]:
    """Return those of the organization who have a user that is not closed, by name. Three queries."""
    members = Membership.objects.everywhere(reason="the officer chooses among them").filter(
        organization_id=organization_id
    )
    found = _people().filter(pk__in=members.values("user_id"), is_active=True)
    return [_holder(user, on) for user in found.order_by("full_name", "id")]


def _people() -> QuerySet[User]:
    return User.objects.select_related("issue_point").prefetch_related(
        "memberships__organization__curator", "memberships__grants__contract"
    )


def _holder(user: User, on: date) -> Holder:
    memberships = sorted(user.memberships.all(), key=lambda one: (one.organization.name, one.pk))
    return Holder(user, memberships, on)
