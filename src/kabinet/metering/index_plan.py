"""What becomes of readings of counters: the volume that passed, what is wrong with it, the days it is spread over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.checks import Entry, check_volumes
from kabinet.metering.index_days import Given, Offer, SharedDay, Sharing, offer_of
from kabinet.metering.queries.indexes import Counter
from kabinet.metering.rules.indexes import (
    IndexFell,
    Passed,
    Reading,
    agree,
    can_show,
    days_between,
    find_index_doubt,
    hours_between,
    passed_between,
)
from kabinet.metering.rules.words import Doubt, Fault, IndexFault, Source
from kabinet.metering.terms import term_of_reading
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline
from kabinet.values.volume import ZERO

#: A longer period is not spread over its days: nobody would know how the gas was taken.
MOST_DAYS = 62


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
    offer: Offer | None = None
    deadline: Deadline | None = None
    doubted: Collection[date] = ()

    @property
    def wants_reason(self) -> bool:
        return self.doubt is not None or self.counter.replaces is not None

    @property
    def shared(self) -> Sequence[SharedDay]:
        """Return the days that are given a share, if any."""
        return self.offer.days if self.offer and self.given.spread and self.fault is None else ()

    @property
    def is_unchanged(self) -> bool:
        """Say whether it repeats a reading, and adds nothing to it."""
        old = self.counter.replaces
        same = old is not None and old.index == self.given.index
        return same and self.given.photo is None and not self.shared

    def entry(self, one: SharedDay) -> Entry:
        """Return the day as it is handed in: a correction, and an unlikely volume, carry the reason of the reading."""
        explained = one.was is not None or one.day in self.doubted
        return Entry(
            self.counter.instrument.unit_id,
            one.day,
            one.share,
            self.given.reason.strip() if explained else "",
        )


def plan_indexes(
    new: Sequence[NewIndex], *, viewer: Viewer, terms: Terms, taken_at: datetime, now: datetime
) -> list[PlannedIndex]:
    """
    Return what becomes of each reading. Four queries, and those of the checks where days are spread.

    :raises InstrumentNotFound: the contract has no such counter
    """
    found = queries.counters_at(viewer=viewer, contract_id=terms.contract.pk, at=taken_at)
    counters = {counter.instrument.pk: counter for counter in found}
    if any(one.instrument_id not in counters for one in new):
        raise queries.InstrumentNotFound
    plans = [
        _with_deadline(
            _judge(counters[one.instrument_id], one, taken_at=taken_at, now=now),
            terms=terms,
            taken_at=taken_at,
        )
        for one in sorted(new, key=lambda one: list(counters).index(one.instrument_id))
    ]
    days = [day for plan in plans for day in _days_of(plan, terms=terms, taken_at=taken_at)]
    given, waiting = (
        _given_in(days, viewer=viewer, terms=terms),
        _waiting_in(days, viewer=viewer, terms=terms),
    )
    plans = [_with_days(plan, given, waiting, terms=terms, taken_at=taken_at, now=now) for plan in plans]
    plans = _with_findings(plans, viewer=viewer, terms=terms, now=now)
    return [_with_unchanged(plan) for plan in plans]


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


def _with_deadline(plan: PlannedIndex, *, terms: Terms, taken_at: datetime) -> PlannedIndex:
    """Give the reading its term, where it closes a month; a correction is as late as what it corrects."""
    if plan.counter.replaces is not None:
        return plan
    return replace(plan, deadline=term_of_reading(terms, taken_at, since=plan.counter.since))


def _fault_of(counter: Counter, given: NewIndex, *, taken_at: datetime, now: datetime) -> IndexFault | None:
    if given.index < 0:
        return IndexFault.NEGATIVE
    if not can_show(given.index, digits=counter.instrument.digits):
        return IndexFault.TOO_LONG
    if fault := _fault_of_moment(counter, taken_at, now=now):
        return fault
    fits = queries.fits_removal(counter.instrument, Reading(taken_at, given.index))
    return None if fits else IndexFault.PAST_CLOSING


def _fault_of_moment(counter: Counter, taken_at: datetime, *, now: datetime) -> IndexFault | None:
    if taken_at > now:
        return IndexFault.NOT_YET
    if counter.has_later:
        return IndexFault.BEFORE_ANOTHER
    if counter.before is not None and taken_at <= counter.before.at:
        return IndexFault.NOT_INSTALLED
    return None


def _given_in(days: Collection[date], *, viewer: Viewer, terms: Terms) -> Given:
    if not days:
        return {}
    rows = queries.list_given_days(
        viewer=viewer, contract_id=terms.contract.pk, since=min(days), until=max(days)
    )
    return {(row.unit_id, row.day): row for row in rows if not row.returned}


def _waiting_in(days: Collection[date], *, viewer: Viewer, terms: Terms) -> Collection[tuple[int, date]]:
    if not days:
        return ()
    return queries.days_waiting(
        viewer=viewer, contract_id=terms.contract.pk, since=min(days), until=max(days)
    )


def _days_of(plan: PlannedIndex, *, terms: Terms, taken_at: datetime) -> list[date]:
    """Return the gas days that the reading covers, where it gives the unit's volume and covers not too many."""
    since = plan.counter.since
    if plan.volume is None or since is None or not plan.counter.gives_volume:
        return []
    days = days_between(since, taken_at, clock=terms.clock)
    return days if len(days) <= MOST_DAYS else []


def _with_days(
    plan: PlannedIndex,
    given: Given,
    waiting: Collection[tuple[int, date]],
    *,
    terms: Terms,
    taken_at: datetime,
    now: datetime,
) -> PlannedIndex:
    if plan.volume is None:
        return plan
    days = _days_of(plan, terms=terms, taken_at=taken_at)
    if not days:
        return replace(plan, fault=IndexFault.PERIOD_TOO_LONG) if plan.given.spread else plan
    unit_id = plan.counter.instrument.unit_id
    compared = _compare(unit_id, days, plan.volume, given)
    sharing = Sharing(unit_id, plan.volume, days, again=plan.counter.replaces is not None)
    offer = offer_of(sharing, given=given, waiting=waiting, terms=terms, now=now)
    plan = replace(plan, comparison=compared, offer=offer)
    if not plan.given.spread:
        return plan
    if offer is None:
        return replace(plan, fault=IndexFault.LESS_THAN_DAYS) if compared.difference < 0 else plan
    return replace(plan, fault=offer.obstacle) if offer.obstacle else plan


def _compare(unit_id: int, days: Sequence[date], volume: Decimal, given: Given) -> Comparison:
    known = [given[unit_id, day].volume for day in days if (unit_id, day) in given]
    return Comparison(volume, sum(known, ZERO), len(days), len(days) - len(known))


def _with_findings(
    plans: Sequence[PlannedIndex], *, viewer: Viewer, terms: Terms, now: datetime
) -> list[PlannedIndex]:
    """Let the days that would be shared go through the checks of all daily volumes."""
    entries = [plan.entry(one) for plan in plans for one in plan.shared]
    if not entries:
        return list(plans)
    judgement = check_volumes(
        viewer=viewer, terms=terms, entries=entries, now=now, correcting=True, source=Source.INDEX
    )
    found = {(one.unit_id, one.day): one.what for one in judgement.findings}
    return [_with_finding(plan, found) for plan in plans]


def _with_finding(plan: PlannedIndex, found: Mapping[tuple[int, date], Fault | Doubt]) -> PlannedIndex:
    unit_id = plan.counter.instrument.unit_id
    own = {one.day: what for one in plan.shared if (what := found.get((unit_id, one.day)))}
    if any(isinstance(what, Fault) for what in own.values()):
        return replace(plan, fault=IndexFault.DAYS_REFUSED)
    doubt = plan.doubt or next((what for what in own.values() if isinstance(what, Doubt)), None)
    return replace(plan, doubt=doubt, doubted=frozenset(own))


def _with_unchanged(plan: PlannedIndex) -> PlannedIndex:
    """Refuse what repeats a reading, unless its days can be shared: then it waits for that wish."""
    may_share = plan.offer is not None and plan.offer.obstacle is None
    if plan.fault is None and plan.is_unchanged and (plan.given.spread or not may_share):
        return replace(plan, fault=IndexFault.UNCHANGED)
    return plan
