"""What of a file with volumes may be handed in: the fate of each of its days, and of their hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.archive_report import DaySum
from kabinet.metering.archives.edge_days import edge_days
from kabinet.metering.archives.joined_days import joined_days
from kabinet.metering.checks import Entry, check_volumes, fault_of
from kabinet.metering.file_doubts import doubts_of_file
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.metering.rules.corrections import CorrectionTerm
from kabinet.metering.rules.fates import (
    HANDED_IN,
    Fate,
    HoursFate,
    HourSum,
    fate_of,
    fate_of_hours,
    is_same_volume,
)
from kabinet.metering.rules.words import Doubt, Fault, Source
from kabinet.metering.terms import term_of_correction
from kabinet.organizations.queries import Terms

Place = tuple[int, date]


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """
    A gas day of an archive, m³. `given` is what counts of it now, `hours` how many of `expected_hours` the file has.

    `what` is the fault or the doubt; a doubt wants a reason, and so does a correction. `beside` names the devices whose
    archives hold the other hours of a day on which one took another's place.
    """

    day: date
    volume: Decimal
    hours: int
    expected_hours: int
    troubled: int
    fate: Fate
    given: Decimal | None = None
    what: Fault | Doubt | None = None
    term: CorrectionTerm | None = None
    beside: str = ""
    fate_of_hours: HoursFate = HoursFate.LEFT_OUT

    @property
    def wants_reason(self) -> bool:
        return self.fate in HANDED_IN and (self.fate is not Fate.NEW or self.what is not None)

    @property
    def gives_hours_alone(self) -> bool:
        """Say whether only hours are handed in for the day: its volume stands, or is left to the person."""
        return self.fate not in HANDED_IN and self.fate_of_hours is HoursFate.KEPT


def seal_of(plan: Sequence[PlannedDay]) -> str:
    """Return a digest of what becomes of the days: of two equal ones, the same was seen."""
    fates = [(day.day, day.volume, day.fate, day.given, day.fate_of_hours) for day in plan]
    return sha256(repr(fates).encode()).hexdigest()


def plan_of(archive: ArchiveFile, *, viewer: Viewer, terms: Terms, now: datetime) -> list[PlannedDay]:
    """
    Return what becomes of each gas day of an archive, and of its hours, if it is handed in now, by day.

    Constant queries.
    """
    sums = [DaySum.of(one) for one in archive.report["days"]]
    unit_id = archive.unit_id
    if unit_id is None or not sums:
        return []
    turns = joined_days(archive, viewer=viewer, terms=terms, by=now)
    joined = edge_days(archive, viewer=viewer, terms=terms) | turns
    sums = [joined[one.day].sum if one.day in joined else one for one in sums]
    told: dict[Place, Fault | Doubt] = {
        (unit_id, day): doubt for day, doubt in doubts_of_file(archive, viewer=viewer, terms=terms).items()
    }
    elsewhere = set(_days_elsewhere(archive.instrument, sums, terms)) - set(turns)
    told |= {(unit_id, day): Fault.ELSEWHERE for day in elsewhere}
    plan = plan_days({unit_id: sums}, viewer=viewer, terms=terms, source=Source.ARCHIVE, now=now, told=told)
    beside = [
        replace(day, beside=joined[day.day].others) if day.day in joined else day for day in plan[unit_id]
    ]
    return _with_hours(beside, unit_id, viewer=viewer, terms=terms)


def _days_elsewhere(instrument: Instrument | None, sums: Sequence[DaySum], terms: Terms) -> list[date]:
    """Return the days for which the device did not stand in the unit from beginning to end."""
    if instrument is None:
        return []
    since, until, clock = instrument.installed_at, instrument.removed_at, terms.clock
    return [
        one.day
        for one in sums
        if clock.begins_at(one.day) < since or (until is not None and clock.ends_at(one.day) > until)
    ]


def _with_hours(
    plan: Sequence[PlannedDay], unit_id: int, *, viewer: Viewer, terms: Terms
) -> list[PlannedDay]:
    days = [one.day for one in plan]
    known = queries.hour_sums(
        viewer=viewer, terms=terms, unit_ids=[unit_id], since=min(days), until=max(days)
    )
    return [
        replace(
            one,
            fate_of_hours=fate_of_hours(
                one.fate,
                HourSum(one.hours, one.volume),
                known.get((unit_id, one.day)),
                given=one.given,
                expected_hours=one.expected_hours,
            ),
        )
        for one in plan
    ]


def plan_days(
    sums: Mapping[int, Sequence[DaySum]],
    *,
    viewer: Viewer,
    terms: Terms,
    source: Source,
    now: datetime,
    told: Mapping[Place, Fault | Doubt] | None = None,
) -> dict[int, list[PlannedDay]]:
    """
    Return what becomes of each gas day if it is handed in now, by unit id and in the order given.

    `told` is what the file itself makes impossible, or unlikely where nothing worse is found.
    """
    days = [one.day for of_unit in sums.values() for one in of_unit]
    if not days:
        return {}
    contract_id, since, until = terms.contract.pk, min(days), max(days)
    given = {
        (one.unit_id, one.day): one.volume
        for one in queries.list_given_days(viewer=viewer, contract_id=contract_id, since=since, until=until)
        if not one.returned
    }
    waiting = queries.days_waiting(viewer=viewer, contract_id=contract_id, since=since, until=until)
    what = _what_is_found(sums, viewer=viewer, terms=terms, source=source, now=now, told=told or {})
    return {
        unit_id: [
            _planned(
                one,
                given=given.get((unit_id, one.day)),
                what=what.get((unit_id, one.day)),
                waits=(unit_id, one.day) in waiting,
                terms=terms,
                now=now,
            )
            for one in of_unit
        ]
        for unit_id, of_unit in sums.items()
    }


def _what_is_found(
    sums: Mapping[int, Sequence[DaySum]],
    *,
    viewer: Viewer,
    terms: Terms,
    source: Source,
    now: datetime,
    told: Mapping[Place, Fault | Doubt],
) -> dict[Place, Fault | Doubt]:
    """Return the fault or the strongest doubt of each day: of whole days everything, of others whether they can be."""
    entries = [
        Entry(unit_id, one.day, one.volume)
        for unit_id, of_unit in sums.items()
        for one in of_unit
        if one.hours == one.expected_hours
    ]
    judgement = check_volumes(
        viewer=viewer, terms=terms, entries=entries, now=now, correcting=True, source=source
    )
    what: dict[Place, Fault | Doubt] = {**told}
    what |= {(one.unit_id, one.day): one.what for one in judgement.findings}
    what |= _impossible_parts(sums, viewer=viewer, terms=terms, now=now)
    return what | {place: one for place, one in told.items() if isinstance(one, Fault)}


def _impossible_parts(
    sums: Mapping[int, Sequence[DaySum]], *, viewer: Viewer, terms: Terms, now: datetime
) -> dict[Place, Fault]:
    """Of days without all their hours, return those that cannot be; the one under way can."""
    parts = [
        (unit_id, one)
        for unit_id, of_unit in sums.items()
        for one in of_unit
        if one.hours != one.expected_hours
    ]
    if not parts:
        return {}
    today = terms.clock.day_at(now)
    units = {unit.pk: unit for unit in queries.list_units(viewer=viewer, contract_id=terms.contract.pk)}
    return {
        (unit_id, one.day): fault
        for unit_id, one in parts
        if (fault := fault_of(Entry(unit_id, one.day, one.volume), units[unit_id], terms, today))
    }


def _planned(
    one: DaySum,
    *,
    given: Decimal | None,
    what: Fault | Doubt | None,
    waits: bool,
    terms: Terms,
    now: datetime,
) -> PlannedDay:
    term = None if given is None else term_of_correction(terms, one.day, now=now)
    if what is None and one.troubled:
        what = Doubt.ALARM
    return PlannedDay(
        day=one.day,
        volume=one.volume,
        hours=one.hours,
        expected_hours=one.expected_hours,
        troubled=one.troubled,
        fate=fate_of(
            whole=one.hours == one.expected_hours,
            what=what,
            is_same=given is not None and _is_same(one, given, terms),
            standing=term.standing if term else None,
            waits=waits,
        ),
        given=given,
        what=what,
        term=term,
    )


def _is_same(one: DaySum, given: Decimal, terms: Terms) -> bool:
    return is_same_volume(one.volume, given, terms.parameters(one.day).rounding)
