"""How often somebody may try what is open to everybody, from one address. Plain Python."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class TryKind(StrEnum):
    """`CHECK` also keeps files, and says whether INN and contract belong together; `OPEN` guesses at a secret."""

    CHECK = "check"
    SUBMIT = "submit"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Limit:
    tries: int
    within: timedelta


LIMITS = {
    TryKind.CHECK: Limit(40, timedelta(hours=1)),
    TryKind.SUBMIT: Limit(10, timedelta(hours=1)),
    TryKind.OPEN: Limit(10, timedelta(minutes=15)),
}
