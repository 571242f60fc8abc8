"""The one table of roles and rights, laid out for reading. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from kabinet.foundation.rights import RIGHTS_OF, SIDE_OF, Right, Role, Side


@dataclass(frozen=True, slots=True)
class Matrix:
    """The roles of one side, and the rights that at least one of them has."""

    roles: Sequence[Role]
    rights: Sequence[Right]

    def holds(self, role: Role, right: Right) -> bool:
        return right in RIGHTS_OF[role]


def matrix_of(side: Side) -> Matrix:
    roles = [role for role in Role if SIDE_OF[role] is side]
    rights = [right for right in Right if any(right in RIGHTS_OF[role] for role in roles)]
    return Matrix(roles, rights)
