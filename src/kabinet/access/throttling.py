"""
Counting wrong tries, so that guessing gets slower and slower; see docs/decisions/0004-guessing-gets-slower.md.

A try is counted before it is judged, and taken back when it was right: those who try at once cannot share one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection, models

from kabinet.access.models import SignIn, WrongTries
from kabinet.access.rules.places import network_of
from kabinet.access.rules.throttling import FORGOTTEN_AFTER, pause_after
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation

_COUNTING = "tries are counted for whoever makes them"
_USUAL_FOR = timedelta(days=90)

#: From one address many people may come for the first time, and one of them may do so from several: all may slip. A
#: person has several browsers and places, too.
_MORE_FOR_MANY = 4
_AT_ONCE = 1000


class SignInClosed(Refusal):
    """There were too many wrong tries. Facts: until, the moment from which the next one is judged."""

    code = "access.sign-in-closed"

    def __init__(self, until: datetime) -> None:
        super().__init__(until=until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Counter:
    """Tries that are counted together. `shared`: by people who know nothing of each other, as those of an address."""

    key: str
    free: int
    shared: bool = False


def sign_in_counters(
    *, username: str, address: str, known_browser: str, at: datetime, by_code: bool = False
) -> Sequence[Counter]:
    """
    Return where a try for the user name counts: each circle of triers has counters of its own and closes only itself.

    The browser in which the person has signed in before; otherwise the person's usual place; otherwise strangers,
    who share counters for the user name, for the address, and for the two together. All browsers of a name share a
    counter, too, and so do all its places: whoever has collected many has no more tries. With an access code, which
    nobody guesses, the name does not count: whoever was given one is not shut out by others. One query, whether or not
    there is such a user.
    """
    free: int = settings.SIGN_IN_TRIES
    many = free * _MORE_FOR_MANY
    name, network = _digest(username), network_of(address)
    if known_browser:
        return [Counter(f"browser:{known_browser}:{name}", free), Counter(f"browsers:{name}", many)]
    if _is_usual(username, network, at):
        return [Counter(f"usual:{name}:{_digest(network)}", free), Counter(f"places:{name}", many)]
    strangers = [Counter(f"address:{_digest(network)}", many, shared=True)]
    if by_code:
        return strangers
    return [
        *strangers,
        Counter(f"name:{name}", many),
        Counter(f"pair:{name}:{_digest(network)}", free),
    ]


def own_counter(user_id: int) -> Sequence[Counter]:
    """Return where tries of somebody signed in count: at their own password and second factor."""
    return [Counter(f"person:{user_id}", settings.SIGN_IN_TRIES)]


def of_second_step(counters: Sequence[Counter], *, user_id: int, printed: bool) -> Sequence[Counter]:
    """
    Return the same circle's counters for the second step of the sign-in, and one of the person's, whatever the circle.

    A printed code, which nobody guesses, does not count for the person: it lets them in while others try the app's.
    """
    circle = [Counter(f"second:{one.key}", one.free, one.shared) for one in counters]
    if printed:
        return circle
    return [*circle, Counter(f"second:person:{user_id}", settings.SIGN_IN_TRIES * _MORE_FOR_MANY)]


def _is_usual(username: str, network: str, at: datetime) -> bool:
    sign_ins = SignIn.objects.everywhere(
        reason="whether the place is usual decides nothing but how long to wait"
    )
    return sign_ins.filter(user__username=username, network=network, at__gte=at - _USUAL_FOR).exists()


def _digest(text: str) -> str:
    """Hide what was typed: into the field of the name people type passwords, too."""
    return sha256(text.encode()).hexdigest()[:32]


def take_try(counters: Sequence[Counter], *, at: datetime) -> datetime | None:
    """
    Count a try that is about to be judged; return until when the next one waits, if this one turns out to be wrong.

    :raises SignInClosed: it is not to be judged yet; it does not count
    """
    _check_open(_rows(counters), at)
    return _count(counters, at)


@operation
def _count(counters: Sequence[Counter], at: datetime) -> datetime | None:
    _all().bulk_create(
        (WrongTries(counter=key, latest_at=at) for key in _keys(counters)), ignore_conflicts=True
    )
    rows = _rows(counters, lock=True)
    _check_open(rows, at)
    free = {one.key: one.free for one in counters}
    for row in rows:
        row.tries = 1 if at - row.latest_at > FORGOTTEN_AFTER else row.tries + 1
        row.latest_at = at
        pause = pause_after(row.tries, free=free[row.counter])
        row.closed_until = at + pause if pause else None
    _all().bulk_update(rows, ["tries", "latest_at", "closed_until"])
    return _latest(rows)


@operation
def take_back(counters: Sequence[Counter]) -> None:
    """The try was right: those who made it start anew; of an address, where others try too, only this try is undone."""
    rows = _rows(counters, lock=True)
    shared = {one.key for one in counters if one.shared}
    _all().filter(counter__in=[row.counter for row in rows if row.counter not in shared]).delete()
    for row in rows:
        if row.counter in shared:
            row.tries, row.closed_until = max(row.tries - 1, 0), None
            row.save(update_fields=["tries", "closed_until"])


@operation
def forget_old_tries(*, at: datetime) -> None:
    """Remove what counts no longer, but for what somebody is counting at this moment."""
    free = connection.features.has_select_for_update_skip_locked
    old = _all().filter(latest_at__lt=at - FORGOTTEN_AFTER).select_for_update(skip_locked=free)
    _all().filter(counter__in=list(old.values_list("counter", flat=True)[:_AT_ONCE])).delete()


def _check_open(rows: Iterable[WrongTries], at: datetime) -> None:
    until = _latest(rows)
    if until is not None and until > at:
        raise SignInClosed(until)


def _latest(rows: Iterable[WrongTries]) -> datetime | None:
    return max((row.closed_until for row in rows if row.closed_until), default=None)


def _rows(counters: Sequence[Counter], *, lock: bool = False) -> list[WrongTries]:
    rows = _all().filter(counter__in=_keys(counters))
    return list(rows.select_for_update().order_by("counter") if lock else rows)


def _keys(counters: Sequence[Counter]) -> list[str]:
    return sorted(one.key for one in counters)


def _all() -> models.QuerySet[WrongTries]:
    return WrongTries.objects.everywhere(reason=_COUNTING)
