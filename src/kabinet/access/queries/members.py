"""Reading a client's people, for whoever manages them and for the supplier's staff."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from kabinet.access.models import EndPaper, Grant, Membership, SignIn
from kabinet.access.rules.members import State, as_seen, state_of
from kabinet.foundation.refusal import NotAllowed, NotFound
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Contract

#: Doors name these types and never import the tables.
__all__ = [
    "EndPaper",
    "Member",
    "MemberNotFound",
    "get_end_paper",
    "get_member",
    "get_person",
    "left_unmanaged",
    "list_colleagues",
    "list_people",
]

_OF_MEMBERS = "limited to members the viewer sees"


class MemberNotFound(NotFound):
    code = "access.member-not-found"


@dataclass(frozen=True, slots=True)
class Member:
    """
    A person of a client, with their rights by contract id for the contracts that the viewer asks about.

    `rights_elsewhere`: they have rights for other contracts of the organization, too.
    """

    membership: Membership
    contracts: Mapping[int, Contract]
    rights: Mapping[int, frozenset[Right]]
    rights_elsewhere: bool
    signed_in_at: datetime | None
    on: date

    @property
    def state(self) -> State:
        return state_of(
            valid_from=self.membership.valid_from,
            valid_to=self.membership.valid_to,
            rights=self.rights_elsewhere or any(self.rights.values()),
            blocked=not self.membership.user.is_active,
            on=self.on,
        )

    @property
    def last_day(self) -> date | None:
        """Return the last day of the access, None where it has no end."""
        ends = self.membership.valid_to
        return None if ends is None else ends - timedelta(days=1)

    @property
    def manages(self) -> list[Contract]:
        """Return the contracts, of those asked about, whose people they manage."""
        return [self.contracts[pk] for pk, rights in self.rights.items() if Right.MANAGE_PEOPLE in rights]

    @property
    def seen(self) -> str:
        """What a form says that its page has shown."""
        return as_seen(self.rights, self.membership.valid_to)


def list_colleagues(*, viewer: Viewer, on: date) -> list[Member]:
    """
    Return the people of the organizations whose people the viewer manages, by organization and name. Four queries.

    :raises NotAllowed: the viewer manages nobody
    """
    managed = managed_contracts(viewer)
    organizations = {contract.organization_id for contract in managed}
    members = Membership.objects.visible_to(viewer).filter(organization_id__in=organizations)
    rows = members.select_related("user", "organization").order_by(
        "organization__name", "user__full_name", "id"
    )
    return _members(list(rows), managed, on=on)


def list_people(*, viewer: Viewer, organization_id: int, on: date) -> list[Member]:
    """Return the organization's people with their rights for each of its contracts, by name. Four queries."""
    contracts = list(Contract.objects.visible_to(viewer).filter(organization_id=organization_id))
    members = Membership.objects.visible_to(viewer).filter(organization_id=organization_id)
    rows = members.select_related("user", "organization").order_by("user__full_name", "id")
    return _members(list(rows), contracts, on=on)


def get_member(*, viewer: Viewer, membership_id: int, on: date) -> Member:
    """
    Return a person of an organization whose people the viewer manages.

    :raises NotAllowed: the viewer manages nobody
    :raises MemberNotFound: there is no such person, or they are others' people
    """
    managed = managed_contracts(viewer)
    organizations = {contract.organization_id for contract in managed}
    rows = Membership.objects.visible_to(viewer).filter(organization_id__in=organizations, pk=membership_id)
    found = rows.select_related("user", "organization").first()
    if found is None:
        raise MemberNotFound
    return _members([found], managed, on=on)[0]


def get_person(*, viewer: Viewer, membership_id: int, on: date) -> Member:
    """
    Return a person of one of the staff's customers, with their rights for each contract. Four queries.

    :raises NotAllowed: the viewer does not end clients' access
    :raises MemberNotFound: there is no such person, or they are of another's customers
    """
    viewer.check_may(Right.END_ACCESS)
    rows = Membership.objects.visible_to(viewer).select_related("user", "organization")
    found = rows.filter(pk=membership_id).first()
    if found is None:
        raise MemberNotFound
    contracts = Contract.objects.visible_to(viewer).filter(organization_id=found.organization_id)
    return _members([found], contracts.order_by("number", "id"), on=on)[0]


def managed_contracts(viewer: Viewer) -> list[Contract]:
    """:raises NotAllowed: there is no contract whose people the viewer manages"""
    managed = viewer.contracts_with(Right.MANAGE_PEOPLE)
    if not managed:
        raise NotAllowed(right=Right.MANAGE_PEOPLE)
    return list(Contract.objects.visible_to(viewer).filter(pk__in=managed).order_by("number", "id"))


def _members(rows: Collection[Membership], contracts: Iterable[Contract], *, on: date) -> list[Member]:
    of_organization: dict[int, dict[int, Contract]] = {}
    for contract in contracts:
        of_organization.setdefault(contract.organization_id, {})[contract.pk] = contract
    granted = _granted(rows)
    signed_in = _signed_in(rows)
    return [
        _member(
            row,
            of_organization.get(row.organization_id, {}),
            granted.get(row.pk, {}),
            signed_in_at=signed_in.get(row.user_id),
            on=on,
        )
        for row in rows
    ]


def _member(
    row: Membership,
    contracts: Mapping[int, Contract],
    granted: Mapping[int, frozenset[Right]],
    *,
    signed_in_at: datetime | None,
    on: date,
) -> Member:
    return Member(
        membership=row,
        contracts=contracts,
        rights={contract_id: granted.get(contract_id, frozenset()) for contract_id in contracts},
        rights_elsewhere=any(
            rights for contract_id, rights in granted.items() if contract_id not in contracts
        ),
        signed_in_at=signed_in_at,
        on=on,
    )


def _granted(rows: Iterable[Membership]) -> dict[int, dict[int, frozenset[Right]]]:
    grants = Grant.objects.everywhere(reason=_OF_MEMBERS).filter(membership__in=[row.pk for row in rows])
    found: dict[int, dict[int, frozenset[Right]]] = {}
    for grant in grants.order_by("id"):
        rights = frozenset(Right(right) for right in grant.rights)
        found.setdefault(grant.membership_id, {})[grant.contract_id] = rights
    return found


def _signed_in(rows: Iterable[Membership]) -> dict[int, datetime]:
    """Return when each of them signed in last, by user id."""
    sign_ins = SignIn.objects.everywhere(reason=_OF_MEMBERS).filter(user__in=[row.user_id for row in rows])
    return dict(sign_ins.order_by().values_list("user_id").annotate(at=Max("at")))


def left_unmanaged(contracts: Collection[Contract], *, without: Membership, on: date) -> list[Contract]:
    """Return the contracts whose people nobody manages on the day without the one named. One query."""
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    others = Grant.objects.everywhere(reason=_OF_MEMBERS).filter(valid, contract__in=contracts)
    others = others.filter(membership__valid_from__lte=on, membership__user__is_active=True)
    rows = others.exclude(membership=without).values_list("contract_id", "rights")
    managed = {contract_id for contract_id, rights in rows if Right.MANAGE_PEOPLE in rights}
    return [contract for contract in contracts if contract.pk not in managed]


def list_end_papers(members: Iterable[Member]) -> list[EndPaper]:
    """Return the scans with which the access of members that the caller has found was ended."""
    papers = EndPaper.objects.everywhere(reason=_OF_MEMBERS)
    return list(papers.filter(membership__in=[one.membership.pk for one in members]).order_by("id"))


def get_end_paper(*, viewer: Viewer, paper_id: int) -> EndPaper:
    """
    Return a scan for whoever manages the organization's people, or decides about their applications.

    :raises NotAllowed: the viewer does neither
    :raises MemberNotFound: there is no such scan, or it is about others' people
    """
    if viewer.is_staff:
        viewer.check_may(Right.DECIDE_APPLICATIONS)
    papers = EndPaper.objects.visible_to(viewer).select_related("file", "membership")
    found = papers.filter(pk=paper_id).first()
    if found is None:
        raise MemberNotFound
    if not viewer.is_staff and found.membership.organization_id not in {
        contract.organization_id for contract in managed_contracts(viewer)
    }:
        raise MemberNotFound
    return found
