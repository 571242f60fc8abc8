"""Counting what is tried at the pages that are open to everybody."""

from datetime import datetime

from kabinet.access.models import PublicTry
from kabinet.access.rules.places import network_of
from kabinet.access.rules.public_tries import LIMITS, TryKind
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation

_COUNTING = "strangers are counted by their address alone"


class TooManyTries(Refusal):
    """Facts: until."""

    code = "access.too-many-tries"


@operation
def count_try(kind: TryKind, *, address: str, now: datetime) -> int:
    """
    Count one try, and return its number: a try that was no guess is taken back by it.

    Past the limit nothing is written, so that a flood of tries fills no table.

    :raises TooManyTries: there were as many as there may be
    """
    limit, counted = LIMITS[kind], network_of(address)
    rows = PublicTry.objects.everywhere(reason=_COUNTING).filter(kind=kind)
    rows.filter(at__lte=now - limit.within).delete()
    tries = list(rows.filter(address=counted).order_by("at", "id")[: limit.tries])
    if len(tries) >= limit.tries:
        raise TooManyTries(until=tries[0].at + limit.within)
    one = PublicTry(kind=kind, address=counted, at=now)
    one.save(force_insert=True)
    return one.pk


def take_back(number: int) -> None:
    PublicTry.objects.everywhere(reason=_COUNTING).filter(pk=number).delete()
