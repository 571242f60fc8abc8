"""The viewer: on whose behalf something is read or written. Plain Python, made by the access area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import RIGHTS_OF, SEES_OWN_CLIENTS_ONLY, Right, Role, Side


@dataclass(frozen=True, slots=True)
class Watcher:
    """
    One of the supplier's staff who looks at the cabinet as a client's people see it.

    Their viewer is on the client's side, has reading rights and nobody's number: there are no personal rows for it.
    """

    look_id: int
    user_id: int
    name: str
    organization_id: int
    organization: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """
    A signed-in person with everything that decides what they see.

    `organizations` are the client's own, or those entrusted to a curator; `grants` are the client's rights, by
    contract id. `authority` is the paper the person acts on, as receipts print it; `powers_end` says by organization
    on which day it does not hold any more. Of `narrowed` staff, too, no more is asked than `organizations`.
    """

    user_id: int
    username: str
    name: str
    side: Side
    role: Role
    organizations: frozenset[int]
    grants: Mapping[int, frozenset[Right]]
    authority: str
    address: str
    powers_end: Mapping[int, date] = field(default_factory=dict)
    narrowed: bool = False
    watcher: Watcher | None = None

    @property
    def is_staff(self) -> bool:
        return self.side is Side.STAFF

    @property
    def acts_for_client(self) -> bool:
        """Say whether what they do is the client's doing, and what they have seen the client has seen."""
        return self.side is Side.CLIENT and self.watcher is None

    @property
    def sees_all_clients(self) -> bool:
        return self.is_staff and not self.narrowed and self.role not in SEES_OWN_CLIENTS_ONLY

    def narrowed_to(self, organizations: Iterable[int]) -> "Viewer":
        """Return the viewer as one who sees nothing but these of their organizations."""
        chosen = frozenset(organizations)
        seen = chosen if self.sees_all_clients else chosen & self.organizations
        return replace(self, organizations=seen, narrowed=True)

    def contracts_with(self, right: Right) -> list[int]:
        """Return the ids of the client's contracts for which they have the right."""
        return sorted(contract for contract, rights in self.grants.items() if right in rights)

    def may(self, right: Right, *, contract_id: int | None = None) -> bool:
        """Say whether the viewer has the right: for this contract, or for any where none is named."""
        if self.is_staff:
            return right in RIGHTS_OF[self.role]
        if contract_id is None:
            return any(right in rights for rights in self.grants.values())
        return right in self.grants.get(contract_id, frozenset())

    def check_may(self, right: Right, *, contract_id: int | None = None) -> None:
        """:raises NotAllowed: the viewer lacks the right"""
        if not self.may(right, contract_id=contract_id):
            raise NotAllowed(right=right)
