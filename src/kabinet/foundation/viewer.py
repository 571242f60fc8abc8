"""The viewer: on whose behalf something is read or written. Plain Python, made by the access area."""

from collections.abc import Mapping
from dataclasses import dataclass

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import RIGHTS_OF, SEES_OWN_CLIENTS_ONLY, Right, Role, Side


@dataclass(frozen=True, slots=True)
class Viewer:
    """
    A signed-in person with everything that decides what they see.

    `organizations` are the client's own, or those entrusted to a curator; `grants` are the client's rights, by
    contract id. `authority` is the paper the person acts on, as receipts print it.
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

    @property
    def is_staff(self) -> bool:
        return self.side is Side.STAFF

    @property
    def sees_all_clients(self) -> bool:
        return self.is_staff and self.role not in SEES_OWN_CLIENTS_ONLY

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
