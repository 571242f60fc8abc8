"""Parts of a day: put together, what they leave, what they have in common, how many hours they are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

#: From a moment to a later one.
Part = tuple[datetime, datetime]

_SECONDS_AN_HOUR = 3600


def merged(parts: Iterable[Part]) -> list[Part]:
    """Return the same time in parts that neither overlap nor touch, in order."""
    found: list[Part] = []
    for begins, ends in sorted(parts):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def rest_of(whole: Part, parts: Iterable[Part]) -> list[Part]:
    """Return what the parts leave of the whole."""
    left, since = [], whole[0]
    for begins, ends in merged(common([whole], parts)):
        if since < begins:
            left.append((since, begins))
        since = ends
    return [*left, (since, whole[1])] if since < whole[1] else left


def common(one: Iterable[Part], other: Iterable[Part]) -> list[Part]:
    """Return the time that lies in both."""
    other = list(other)
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return merged(pair for pair in pairs if pair[0] < pair[1])


def hours_of(parts: Iterable[Part]) -> Decimal:
    """Return how many hours the parts are together; they do not overlap."""
    return Decimal(sum(_seconds(part) for part in parts)) / _SECONDS_AN_HOUR


def share_of(part: Part, within: Sequence[Part]) -> Decimal:
    """Return what share of the part lies in others."""
    return hours_of(common([part], within)) / hours_of([part])


def _seconds(part: Part) -> int:
    return int((part[1] - part[0]).total_seconds())
