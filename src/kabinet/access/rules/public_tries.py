"""How often somebody may try what is open to everybody, from one address. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: Nothing counts for longer.
A_DAY = timedelta(days=1)


class TryKind(StrEnum):
    """
    `CHECK` also keeps files, and says whether INN and contract belong together; `OPEN` guesses at a secret.

    `UPLOAD` counts bytes. `PARK` and `PARK_OWN` keep what was typed into an expired session: from an address, of a
    person.
    """

    CHECK = "check"
    SUBMIT = "submit"
    OPEN = "open"
    UPLOAD = "upload"
    PARK = "park"
    PARK_OWN = "park-own"


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be tried `within` a time: so many tries, or bytes."""

    most: int
    within: timedelta


#: Of bytes the supplier sets how many, see operations.public_tries.
LIMITS = {
    TryKind.CHECK: Limit(40, timedelta(hours=1)),
    TryKind.SUBMIT: Limit(10, timedelta(hours=1)),
    TryKind.OPEN: Limit(10, timedelta(minutes=15)),
    TryKind.PARK: Limit(200, A_DAY),
    TryKind.PARK_OWN: Limit(20, A_DAY),
}


def open_again_at(counted: Iterable[tuple[datetime, int]], amount: int, limit: Limit) -> datetime | None:
    """
    Return when so much more may be tried; None is now.

    `counted` are moments and amounts of what counts yet, the earliest first. What exceeds the limit by itself may be
    tried when nothing else counts.
    """
    tries = list(counted)
    over = sum(size for _at, size in tries) + min(amount, limit.most) - limit.most
    until = None
    for at, size in tries:
        if over <= 0:
            break
        over, until = over - size, at + limit.within
    return until
