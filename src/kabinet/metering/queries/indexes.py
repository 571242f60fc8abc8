"""What counters showed: the last reading of each, and what passed since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from statistics import median

from django.db.models import Exists, OuterRef, Q

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import IndexReading, Instrument
from kabinet.metering.queries.units import is_awaited
from kabinet.metering.rules.indexes import HALF_A_DAY, Reading, can_follow, hours_between, passed_between
from kabinet.metering.rules.words import COUNTING, InstrumentKind
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

#: So many readings tell what is usual.
_LATEST = 6


class ReadingNotFound(NotFound):
    code = "metering.reading-not-found"


@dataclass(frozen=True, slots=True)
class Carried:
    """
    What instruments that stood there before passed since the last reading of theirs, m³; `since` is its moment.

    Nothing `is_unknown` where a reading of theirs does not fit the index at which they were removed.
    """

    volume: Decimal = ZERO
    since: datetime | None = None
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Counter:
    """
    A counting instrument at a moment, with what it showed before.

    `before` is its last reading, or what it showed when it was installed; `replaces` the reading of this very moment,
    which a new one would correct. `usual` is m³ an hour. Of several counters of a unit one gives its volume.
    """

    instrument: Instrument
    before: Reading | None
    replaces: IndexReading | None
    has_later: bool
    carried: Carried
    usual: Decimal | None
    gives_volume: bool

    @property
    def since(self) -> datetime | None:
        """Return the moment from which the volume of the unit counts."""
        return self.carried.since or (self.before.at if self.before else None)


Readings = Mapping[int, Sequence[IndexReading]]


def counters_at(*, viewer: Viewer, contract_id: int, at: datetime) -> list[Counter]:
    """Return the counters that are installed at the moment or later, by unit. Two queries."""
    instruments = _counting(viewer, contract_id)
    readings = _current_readings(viewer, contract_id)
    installed = [one for one in instruments if one.removed_at is None or at < one.removed_at]
    return [_counter(one, at=at, instruments=instruments, readings=readings) for one in installed]


def newest_counters(*, viewer: Viewer, contract_id: int) -> list[tuple[Counter, IndexReading]]:
    """
    Return the counters that give volume, each with its newest reading and what it showed before. Two queries.

    One that was taken off is among them until the one in its place was read.
    """
    instruments = _counting(viewer, contract_id)
    readings = _current_readings(viewer, contract_id)
    found = []
    for one in instruments:
        if not readings.get(one.pk) or _is_followed(one, instruments, readings):
            continue
        newest = readings[one.pk][-1]
        counter = _counter(one, at=newest.taken_at, instruments=instruments, readings=readings)
        if counter.gives_volume:
            found.append((counter, newest))
    return found


def counters_without_reading(*, viewer: Viewer, terms: Terms, month: BillingMonth) -> list[Instrument]:
    """Return the counters that stood there when the gas month closed, and were not read since. One query."""
    closed = terms.clock.ends_at(month.last_day)
    read = IndexReading.objects.visible_to(viewer).filter(
        instrument=OuterRef("pk"), taken_at__gte=closed - HALF_A_DAY, superseded_at__isnull=True
    )
    return [
        one
        for one in _counting(viewer, terms.contract.pk, Q(~Exists(read)))
        if one.installed_at < closed - HALF_A_DAY
        and one.removed_at is None
        and is_awaited(one.unit, month.last_day)
    ]


def list_readings(*, viewer: Viewer, contract_id: int, limit: int = 60) -> list[IndexReading]:
    """Return what was read from the contract's counters, newest first, corrected readings too. One query."""
    rows = IndexReading.objects.visible_to(viewer).filter(contract_id=contract_id)
    rows = rows.select_related("unit", "instrument")
    return list(rows.order_by("-taken_at", "unit__code", "instrument_id", "-version")[:limit])


def get_reading(*, viewer: Viewer, reading_id: int) -> IndexReading:
    """:raises ReadingNotFound: it does not exist, or is somebody else's"""
    found = only_row(IndexReading.objects.visible_to(viewer).filter(pk=reading_id))
    if found is None:
        raise ReadingNotFound
    return found


def usual_flow(*, viewer: Viewer, instrument: Instrument, before: datetime) -> Decimal | None:
    """Return what a counter usually passes by its latest readings, m³ an hour. One query."""
    rows = IndexReading.objects.visible_to(viewer).filter(instrument=instrument, superseded_at__isnull=True)
    return _usual(list(rows.order_by("taken_at")), before=before)


def fits_removal(instrument: Instrument, reading: Reading) -> bool:
    """Say whether a counter that showed this could show its closing index when it was removed."""
    if instrument.removed_at is None or instrument.closing_index is None:
        return True
    closing = Reading(instrument.removed_at, instrument.closing_index)
    return can_follow(reading, closing, digits=instrument.digits, greatest_flow=instrument.greatest_flow)


def _counting(viewer: Viewer, contract_id: int, *narrowed: Q) -> list[Instrument]:
    rows = Instrument.objects.visible_to(viewer).filter(
        *narrowed, unit__contract_id=contract_id, kind__in=COUNTING, digits__isnull=False
    )
    return list(rows.select_related("unit__contract").order_by("unit__code", "kind", "installed_at", "id"))


def _current_readings(viewer: Viewer, contract_id: int) -> Readings:
    rows = IndexReading.objects.visible_to(viewer).filter(contract_id=contract_id, superseded_at__isnull=True)
    found: dict[int, list[IndexReading]] = defaultdict(list)
    for row in rows.order_by("taken_at", "id"):
        found[row.instrument_id].append(row)
    return found


def _stands(instrument: Instrument, at: datetime) -> bool:
    return instrument.installed_at <= at and (instrument.removed_at is None or at < instrument.removed_at)


def _is_followed(instrument: Instrument, instruments: Sequence[Instrument], readings: Readings) -> bool:
    """Say whether a counter that took this one's place was read."""
    return instrument.removed_at is not None and any(
        one.unit_id == instrument.unit_id
        and one.kind == instrument.kind
        and one.installed_at >= instrument.removed_at
        and one.pk in readings
        for one in instruments
    )


def _counter(
    instrument: Instrument, *, at: datetime, instruments: Sequence[Instrument], readings: Readings
) -> Counter:
    own = readings.get(instrument.pk, ())
    earlier = [row for row in own if row.taken_at < at]
    carried = Carried() if earlier else _carried(instrument, instruments, readings)
    return Counter(
        instrument=instrument,
        before=_last_of(instrument, earlier),
        replaces=next((row for row in own if row.taken_at == at), None),
        has_later=any(row.taken_at > at for row in own),
        carried=carried,
        usual=_usual(own, before=at),
        gives_volume=_gives_volume(instrument, at, instruments),
    )


def _last_of(instrument: Instrument, earlier: Sequence[IndexReading]) -> Reading | None:
    if earlier:
        return Reading(earlier[-1].taken_at, earlier[-1].index)
    if instrument.opening_index is None:
        return None
    return Reading(instrument.installed_at, instrument.opening_index)


def _carried(instrument: Instrument, instruments: Sequence[Instrument], readings: Readings) -> Carried:
    """Go back over replacements to the last reading, and add up what passed until each removal."""
    old = _predecessor(instrument, instruments)
    if old is None or old.removed_at is None or old.closing_index is None:
        return Carried()
    earlier = readings.get(old.pk, ())
    last = _last_of(old, earlier)
    if last is None:
        return Carried()
    if not fits_removal(old, last):
        return Carried(is_unknown=True)
    before = Carried() if earlier else _carried(old, instruments, readings)
    if before.is_unknown:
        return before
    closing = Reading(old.removed_at, old.closing_index)
    passed = passed_between(last, closing, digits=old.digits, greatest_flow=old.greatest_flow)
    return Carried(before.volume + passed.volume, before.since or last.at)


def _predecessor(instrument: Instrument, instruments: Sequence[Instrument]) -> Instrument | None:
    removed = [
        (one.removed_at, one)
        for one in instruments
        if one.unit_id == instrument.unit_id
        and one.kind == instrument.kind
        and one.removed_at is not None
        and one.removed_at <= instrument.installed_at
    ]
    return max(removed, key=lambda pair: pair[0])[1] if removed else None


def _usual(own: Sequence[IndexReading], *, before: datetime) -> Decimal | None:
    """Return the median flow of the latest readings, m³ an hour."""
    flows = []
    for earlier, later in pairwise(own):
        if later.volume is not None and later.taken_at < before:
            flows.append(later.volume / hours_between(earlier.taken_at, later.taken_at))
    return median(flows[-_LATEST:]) if flows else None


def _gives_volume(instrument: Instrument, at: datetime, instruments: Sequence[Instrument]) -> bool:
    """A corrector gives the volume at standard conditions; where there is none, the meter does."""
    return instrument.kind == InstrumentKind.CORRECTOR or not any(
        one.unit_id == instrument.unit_id and one.kind == InstrumentKind.CORRECTOR and _stands(one, at)
        for one in instruments
    )
