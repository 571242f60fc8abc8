"""Counting what is tried at the pages that are open to everybody."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import connection
from django.db.models import Q

from kabinet.access.models import PublicCounter, PublicTry
from kabinet.access.rules.places import network_of
from kabinet.access.rules.public_tries import A_DAY, LIMITS, Limit, TryKind, open_again_at
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation

_COUNTING = "strangers are counted by their address alone"
_AT_ONCE = 1000


class TooManyTries(Refusal):
    """Facts: until."""

    code = "access.too-many-tries"


class TooManyBytes(TooManyTries):
    """So much was sent from this address that no more files are taken from it today. Facts: until."""

    code = "access.too-many-bytes"


def count_try(kind: TryKind, *, address: str, now: datetime) -> int:
    """
    Count one try, and return its number: a try that was no guess is taken back by it.

    :raises TooManyTries: there were as many as there may be
    """
    return _count(kind, network_of(address), 1, now)


def count_try_of_person(kind: TryKind, *, user_id: int, now: datetime) -> int:
    """:raises TooManyTries: there were as many as there may be"""
    return _count(kind, f"user:{user_id}", 1, now)


def count_bytes(size: int, *, address: str, now: datetime) -> None:
    """
    Count the bytes of files that a stranger has sent, before any of them is kept.

    :raises TooManyBytes: with these there would be more than the supplier takes from one address a day
    """
    if size:
        _count(TryKind.UPLOAD, network_of(address), size, now)


@operation
def _count(kind: TryKind, counted: str, amount: int, now: datetime) -> int:
    """
    Whoever counts holds the counter: tries at the same moment are judged one after another.

    Past the limit nothing is written, so that a flood of tries fills no table.
    """
    limit = _limits()[kind]
    _hold(f"{kind}:{counted}", now)
    rows = PublicTry.objects.everywhere(reason=_COUNTING).filter(kind=kind, address=counted)
    rows.filter(at__lte=now - limit.within).delete()
    tries = rows.order_by("at", "id").values_list("at", "amount")
    if until := open_again_at(tries, amount, limit):
        raise (TooManyBytes if kind is TryKind.UPLOAD else TooManyTries)(until=until)
    one = PublicTry(kind=kind, address=counted, at=now, amount=amount)
    one.save(force_insert=True)
    return one.pk


def _limits() -> Mapping[TryKind, Limit]:
    return LIMITS | {TryKind.UPLOAD: Limit(settings.PUBLIC_UPLOAD_BYTES, A_DAY)}


def _hold(key: str, now: datetime) -> None:
    """Make the counter or find it, in one statement: either way its row is ours until the transaction ends."""
    PublicCounter.objects.everywhere(reason=_COUNTING).bulk_create(
        [PublicCounter(key=key, latest_at=now)],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["latest_at"],
    )


def take_back(number: int) -> None:
    PublicTry.objects.everywhere(reason=_COUNTING).filter(pk=number).delete()


@operation
def forget_public_tries(*, now: datetime) -> None:
    """Remove what counts no longer, but for what somebody is counting at this moment."""
    free = connection.features.has_select_for_update_skip_locked
    over = [Q(kind=kind, at__lte=now - limit.within) for kind, limit in _limits().items()]
    for rows in (
        PublicTry.objects.everywhere(reason=_COUNTING).filter(reduce(or_, over)),
        PublicCounter.objects.everywhere(reason=_COUNTING).filter(latest_at__lte=now - A_DAY),
    ):
        found = rows.select_for_update(skip_locked=free).values_list("pk", flat=True)[:_AT_ONCE]
        rows.filter(pk__in=list(found)).delete()
