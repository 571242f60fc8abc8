"""How often somebody may try what is open to everybody, from one address. Plain Python."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

#: Whoever has an IPv6 address has a whole network of them.
_PREFIX = 64


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


def counted_address(address: str) -> str:
    """Return what is counted by: the address, of IPv6 its network; text that is no address as it is."""
    try:
        read = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(read, IPv6Address):
        return str(read)
    return str(read.ipv4_mapped or IPv6Address(int(read) >> _PREFIX << _PREFIX))
