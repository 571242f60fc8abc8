"""Constants of a device as its archive has them, against those that are known of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Held:
    """A value that a constant has from a moment on, as somebody wrote it."""

    name: str
    value: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Differing:
    """From `since` until `until` the device reckoned with `found`, where `known` was expected."""

    name: str
    known: str
    found: str
    since: datetime
    until: datetime


def differing(found: Iterable[Held], known: Iterable[Held], *, until: datetime) -> list[Differing]:
    """
    Return where a file that ends at `until` has other values than those known, by name and time.

    Of a constant of which nothing is known, the value with which the file begins is taken for the right one.
    """
    expected = _by_name(known)
    return [
        one
        for name, own in _by_name(found).items()
        for one in _differing(own, expected.get(name) or own[:1], until)
    ]


def same_value(one: str, other: str) -> bool:
    """Say whether two texts mean one value: "0,6882" is "0.68820"."""
    return one.strip() == other.strip() or ((figure := _figure(one)) is not None and figure == _figure(other))


def _by_name(held: Iterable[Held]) -> Mapping[str, Sequence[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for one in sorted(held, key=lambda one: (one.name, one.since)):
        found[one.name].append(one)
    return found


def _differing(own: Sequence[Held], expected: Sequence[Held], until: datetime) -> list[Differing]:
    begins = own[0].since
    moments = {one.since for one in (*own, *expected) if begins <= one.since < until}
    spans = []
    for since, end in pairwise([*sorted(moments), until]):
        found, known = _value_at(own, since), _value_at(expected, since)
        if found is not None and known is not None and not same_value(found, known):
            spans.append(Differing(own[0].name, known, found, since, end))
    return _merged(spans)


def _value_at(held: Sequence[Held], moment: datetime) -> str | None:
    return next((one.value for one in reversed(held) if one.since <= moment), None)


def _merged(spans: Sequence[Differing]) -> list[Differing]:
    merged: list[Differing] = []
    for one in spans:
        last = merged[-1] if merged else None
        if last and (last.until, last.known, last.found) == (one.since, one.known, one.found):
            merged[-1] = Differing(one.name, one.known, one.found, last.since, one.until)
        else:
            merged.append(one)
    return merged


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
