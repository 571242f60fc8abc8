"""What becomes of readings of counters: the volume that passed, what is wrong with it, the days it is spread over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.checks import Entry, check_volumes
from kabinet.metering.queries.indexes import Counter
from kabinet.metering.rules.indexes import (
    IndexFell,
    Passed,
    Reading,
    agree,
    days_between,
    find_index_doubt,
    greatest_index,
    hours_between,
    passed_between,
    spread_evenly,
)
from kabinet.metering.rules.words import Doubt, Fault, IndexFault, Source
from kabinet.organizations.queries import Terms
from kabinet.values.volume import ZERO

#: A longer period is not spread over its days: nobody would know how the gas was taken.
MOST_DAYS = 62

Given = Mapping[tuple[int, date], Decimal]


@dataclass(frozen=True, slots=True)
class NewIndex:
    """What a counter shows, m³. `reason` answers a doubt or a correction, `photo` is the id of a stored file."""

    instrument_id: int
    index: Decimal
    reason: str = ""
    photo: int | None = None
    photo_name: str = ""
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The volume by the counter beside the sum of its days, m³; `missing` days have none."""

    by_counter: Decimal
    by_days: Decimal
    days: int
    missing: int

    @property
    def difference(self) -> Decimal:
        return self.by_counter - self.by_days

    @property
    def agrees(self) -> bool:
        return not self.missing and agree(self.by_counter, self.by_days)


@dataclass(frozen=True, slots=True)
class PlannedIndex:
    """A reading as it would be recorded. `volume` is the unit's, over a replacement of the counter, m³."""

    counter: Counter
    given: NewIndex
    fault: IndexFault | None = None
    doubt: Doubt | None = None
    passed: Passed | None = None
    volume: Decimal | None = None
    comparison: Comparison | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def wants_reason(self) -> bool:
        return self.doubt is not None or self.counter.replaces is not None


def plan_indexes(
    new: Sequence[NewIndex], *, viewer: Viewer, terms: Terms, taken_at: datetime, now: datetime
) -> list[PlannedIndex]:
    """
    Return what becomes of each reading. Three queries, and those of the checks where days are spread.

    :raises InstrumentNotFound: the contract has no such counter
    """
    found = queries.counters_at(viewer=viewer, contract_id=terms.contract.pk, at=taken_at)
    counters = {counter.instrument.pk: counter for counter in found}
    if any(one.instrument_id not in counters for one in new):
        raise queries.InstrumentNotFound
    plans = [
        _judge(counters[one.instrument_id], one, taken_at=taken_at, now=now)
        for one in sorted(new, key=lambda one: list(counters).index(one.instrument_id))
    ]
    given = _given_days(plans, viewer=viewer, terms=terms, taken_at=taken_at)
    plans = [_with_days(plan, given, terms=terms, taken_at=taken_at) for plan in plans]
    return _with_findings(plans, viewer=viewer, terms=terms, now=now)


def compare_newest(*, viewer: Viewer, terms: Terms) -> list[tuple[Counter, datetime, Comparison]]:
    """Return how the newest reading of each counter that gives volume agrees with the days before it. Three queries."""
    pairs = queries.newest_counters(viewer=viewer, contract_id=terms.contract.pk)
    periods = [
        (counter, row.taken_at, days_between(counter.since, row.taken_at, clock=terms.clock), row.volume)
        for counter, row in pairs
        if counter.since is not None and row.volume is not None
    ]
    periods = [one for one in periods if 0 < len(one[2]) <= MOST_DAYS]
    given = _given_in([day for one in periods for day in one[2]], viewer=viewer, terms=terms)
    return [
        (counter, at, _compare(counter.instrument.unit_id, days, volume + counter.carried.volume, given))
        for counter, at, days, volume in periods
        if volume is not None
    ]


def _judge(counter: Counter, given: NewIndex, *, taken_at: datetime, now: datetime) -> PlannedIndex:
    plan = PlannedIndex(counter, given)
    if fault := _fault_of(counter, given, taken_at=taken_at, now=now):
        return replace(plan, fault=fault)
    if counter.before is None:
        return plan
    instrument = counter.instrument
    try:
        passed = passed_between(
            counter.before,
            Reading(taken_at, given.index),
            digits=instrument.digits,
            greatest_flow=instrument.greatest_flow,
        )
    except IndexFell:
        return replace(plan, fault=IndexFault.FELL)
    doubt = find_index_doubt(
        passed.volume,
        hours=hours_between(counter.before.at, taken_at),
        greatest_flow=instrument.greatest_flow,
        usual=counter.usual,
    )
    return replace(plan, passed=passed, volume=passed.volume + counter.carried.volume, doubt=doubt)


def _fault_of(counter: Counter, given: NewIndex, *, taken_at: datetime, now: datetime) -> IndexFault | None:
    if given.index < 0:
        return IndexFault.NEGATIVE
    if counter.instrument.digits is not None and given.index >= greatest_index(counter.instrument.digits):
        return IndexFault.TOO_LONG
    if taken_at > now:
        return IndexFault.NOT_YET
    if counter.has_later:
        return IndexFault.BEFORE_ANOTHER
    if counter.before is not None and taken_at <= counter.before.at:
        return IndexFault.NOT_INSTALLED
    unchanged = counter.replaces is not None and counter.replaces.index == given.index
    return IndexFault.UNCHANGED if unchanged and given.photo is None else None


def _given_days(plans: Sequence[PlannedIndex], *, viewer: Viewer, terms: Terms, taken_at: datetime) -> Given:
    days = [day for plan in plans for day in _days_of(plan, terms=terms, taken_at=taken_at)]
    return _given_in(days, viewer=viewer, terms=terms)


def _given_in(days: Collection[date], *, viewer: Viewer, terms: Terms) -> Given:
    if not days:
        return {}
    rows = queries.list_given_days(
        viewer=viewer, contract_id=terms.contract.pk, since=min(days), until=max(days)
    )
    return {(row.unit_id, row.day): row.volume for row in rows if not row.returned}


def _days_of(plan: PlannedIndex, *, terms: Terms, taken_at: datetime) -> list[date]:
    """Return the gas days that the reading covers, where it gives the unit's volume and covers not too many."""
    since = plan.counter.since
    if plan.volume is None or since is None or not plan.counter.gives_volume:
        return []
    days = days_between(since, taken_at, clock=terms.clock)
    return days if len(days) <= MOST_DAYS else []


def _with_days(plan: PlannedIndex, given: Given, *, terms: Terms, taken_at: datetime) -> PlannedIndex:
    if plan.volume is None:
        return plan
    days = _days_of(plan, terms=terms, taken_at=taken_at)
    if not days:
        return replace(plan, fault=IndexFault.PERIOD_TOO_LONG) if plan.given.spread else plan
    unit_id = plan.counter.instrument.unit_id
    compared = _compare(unit_id, days, plan.volume, given)
    plan = replace(plan, comparison=compared)
    if not plan.given.spread:
        return plan
    if compared.difference < 0:
        return replace(plan, fault=IndexFault.LESS_THAN_DAYS)
    empty = [day for day in days if (unit_id, day) not in given]
    shares = spread_evenly(compared.difference, empty) if empty else {}
    return replace(plan, entries=tuple(Entry(unit_id, day, share) for day, share in shares.items()))


def _compare(unit_id: int, days: Sequence[date], volume: Decimal, given: Given) -> Comparison:
    known = [given[unit_id, day] for day in days if (unit_id, day) in given]
    return Comparison(volume, sum(known, ZERO), len(days), len(days) - len(known))


def _with_findings(
    plans: Sequence[PlannedIndex], *, viewer: Viewer, terms: Terms, now: datetime
) -> list[PlannedIndex]:
    """Let the days that would be spread go through the checks of all daily volumes."""
    entries = [entry for plan in plans for entry in plan.entries]
    if not entries:
        return list(plans)
    findings = check_volumes(viewer=viewer, terms=terms, entries=entries, now=now, source=Source.INDEX)
    found = {(finding.unit_id, finding.day): finding.what for finding in findings}
    return [_with_finding(plan, found) for plan in plans]


def _with_finding(plan: PlannedIndex, found: Mapping[tuple[int, date], Fault | Doubt]) -> PlannedIndex:
    own = [what for entry in plan.entries if (what := found.get((entry.unit_id, entry.day)))]
    if any(isinstance(what, Fault) for what in own):
        return replace(plan, fault=IndexFault.DAYS_REFUSED)
    doubt = plan.doubt or next((what for what in own if isinstance(what, Doubt)), None)
    entries = tuple(
        replace(entry, reason=plan.given.reason if (entry.unit_id, entry.day) in found else "")
        for entry in plan.entries
    )
    return replace(plan, doubt=doubt, entries=entries)
