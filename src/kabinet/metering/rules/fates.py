"""What becomes of a gas day that a file gives, and of the hours of that day, when the file is handed in."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kabinet.metering.rules.corrections import Standing
from kabinet.metering.rules.words import Doubt, Fault
from kabinet.values.volume import Rounding, to_thousand

_LAST_PLACE = Decimal(1)


class Fate(StrEnum):
    """What becomes of a day of a file when it is handed in."""

    NEW = "new"
    SAME = "same"
    CORRECTS = "corrects"
    PROPOSES = "proposes"
    WAITS = "waits"
    TOO_LATE = "too-late"
    INCOMPLETE = "incomplete"
    IMPOSSIBLE = "impossible"


#: What is handed in; the others stay out.
HANDED_IN = frozenset({Fate.NEW, Fate.CORRECTS, Fate.PROPOSES})


class HoursFate(StrEnum):
    """
    What becomes of the hours of that day: they are kept at once, or when the supplier consents to the day.

    Known: the hours that stand there are these, or already add up to the day. Left out: the day does not count.
    """

    KEPT = "kept"
    AFTER_CONSENT = "after-consent"
    KNOWN = "known"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class HourSum:
    """So many hours of one day, and what they add up to, m³."""

    hours: int
    volume: Decimal


_FATES = {
    Standing.FREE: Fate.CORRECTS,
    Standing.WITH_CONSENT: Fate.PROPOSES,
    Standing.TOO_LATE: Fate.TOO_LATE,
}
_HOURS = {
    Fate.NEW: HoursFate.KEPT,
    Fate.CORRECTS: HoursFate.KEPT,
    Fate.PROPOSES: HoursFate.AFTER_CONSENT,
}


def fate_of(
    *, whole: bool, what: Fault | Doubt | None, is_same: bool, standing: Standing | None, waits: bool
) -> Fate:
    """`standing` is that of a correction, None where nothing was given; `waits`: one of the day waits already."""
    if isinstance(what, Fault):
        return Fate.IMPOSSIBLE
    if not whole:
        return Fate.INCOMPLETE
    if standing is None:
        return Fate.NEW
    if is_same:
        return Fate.SAME
    return Fate.WAITS if waits else _FATES[standing]


def is_same_volume(volume: Decimal, given: Decimal, rounding: Rounding, *, units: int = 1) -> bool:
    """
    Say whether a day's volume of a file, m³, is the one that was given: then the given one stands.

    The contract counts thousandths of a thousand m³, so two volumes that it prints alike are one. Whoever typed whole
    m³ may have dropped the fraction that the contract rounds: less than the last place is no difference either, for
    each of the `units` whose volumes were added up.
    """
    if to_thousand(volume, rounding) == to_thousand(given, rounding):
        return True
    return given == given.to_integral_value() and abs(volume - given) < _LAST_PLACE * units


def fate_of_hours(
    fate: Fate, own: HourSum, known: HourSum | None, *, given: Decimal | None, expected_hours: int
) -> HoursFate:
    """
    Say what becomes of the hours `own` of a day with this fate, beside those `known` of it.

    Hours count where their day does. So hours and days add up to the same, and what a decision is still to be made
    about changes nothing.
    """
    if fate not in {Fate.SAME, Fate.INCOMPLETE}:
        return _HOURS.get(fate, HoursFate.LEFT_OUT)
    if known is None:
        return HoursFate.KEPT
    is_whole = known.hours >= expected_hours
    if fate is Fate.INCOMPLETE:
        if is_whole:
            return HoursFate.LEFT_OUT
        # Without gas, one half of a day looks like the other.
        return HoursFate.KNOWN if known == own and own.volume else HoursFate.KEPT
    return HoursFate.KNOWN if is_whole and known.volume in {own.volume, given} else HoursFate.KEPT
