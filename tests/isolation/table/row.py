"""Who there is, and what a row of the table says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.isolation.scene import Scene

OWN = frozenset({"engineer", "accountant", "director"})
OWN_MONEY = frozenset({"accountant", "director"})
CLIENTS = OWN | {"neighbour"}
MANAGERS = frozenset({"director", "neighbour"})
CLIENTS_WITH_MONEY = OWN_MONEY | {"neighbour"}
CLIENTS_WHO_SUBMIT = CLIENTS - {"accountant"}
DEPARTMENT = frozenset({"curator", "head"})
STAFF = frozenset(
    {
        "curator",
        "other-curator",
        "head",
        "metering-engineer",
        "supplier-accountant",
        "credentials-desk",
        "administrator",
    }
)
OFFICER = frozenset({"credentials-desk"})
SUPPLY_STAFF = STAFF - {"credentials-desk", "administrator"}
MONEY_STAFF = SUPPLY_STAFF - {"metering-engineer"}
#: Staff to whom the plant is entrusted.
THEIR_CLIENT = SUPPLY_STAFF - {"other-curator"}
THEIR_MONEY = MONEY_STAFF - {"other-curator"}
SIGNED_IN = CLIENTS | STAFF
EVERYBODY = SIGNED_IN | {"anonymous"}
NOBODY: frozenset[str] = frozenset()
HEAD = frozenset({"head"})
ADMINISTRATOR = frozenset({"administrator"})


@dataclass(frozen=True)
class Row:
    """
    Who gets the page by GET, and what part of the address names the plant's things.

    `post` is a body with the plant's ids; `posted_by` may write with it, for all others nothing must change.
    """

    seen_by: frozenset[str]
    path: Callable[[Scene], Mapping[str, Any]] = lambda _: {}
    query: Callable[[Scene], Mapping[str, Any]] = lambda _: {}
    post: Callable[[Scene], Mapping[str, Any]] | None = None
    posted_by: frozenset[str] = field(default=NOBODY)
