"""What a file with volumes says, and what of it may be handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.archive_report import DaySum
from kabinet.metering.checks import Entry, check_volumes
from kabinet.metering.file_doubts import doubts_of_file
from kabinet.metering.joined_days import joined_days
from kabinet.metering.models import ArchiveFile
from kabinet.metering.rules.corrections import CorrectionTerm, Standing
from kabinet.metering.rules.words import Doubt, Fault, Source
from kabinet.metering.terms import term_of_correction
from kabinet.organizations.queries import Terms


class Fate(StrEnum):
    """What becomes of a day of an archive when it is handed in."""

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

    @property
    def wants_reason(self) -> bool:
        return self.fate in HANDED_IN and (self.fate is not Fate.NEW or self.what is not None)


def seal_of(plan: Sequence[PlannedDay]) -> str:
    """Return a digest of what becomes of the days: of two equal ones, the same was seen."""
    fates = [(day.day, day.volume, day.fate, day.given) for day in plan]
    return sha256(repr(fates).encode()).hexdigest()


def plan_of(archive: ArchiveFile, *, viewer: Viewer, terms: Terms, now: datetime) -> list[PlannedDay]:
    """Return what becomes of each gas day of the file if it is handed in now, by day. Constant queries."""
    sums = [DaySum.of(one) for one in archive.report["days"]]
    if archive.unit_id is None or not sums:
        return []
    joined = joined_days(archive, viewer=viewer, terms=terms)
    sums = [joined[one.day].sum if one.day in joined else one for one in sums]
    doubts = doubts_of_file(archive, viewer=viewer, terms=terms)
    elsewhere = set(_days_elsewhere(archive, sums, terms)) - set(joined)
    plan = plan_days(
        {archive.unit_id: sums},
        viewer=viewer,
        terms=terms,
        source=Source.ARCHIVE,
        now=now,
        told={
            **{(archive.unit_id, day): doubt for day, doubt in doubts.items()},
            **{(archive.unit_id, day): Fault.ELSEWHERE for day in elsewhere},
        },
    )
    return [
        replace(day, beside=joined[day.day].others) if day.day in joined else day
        for day in plan[archive.unit_id]
    ]


def _days_elsewhere(archive: ArchiveFile, sums: Sequence[DaySum], terms: Terms) -> list[date]:
    """Return the days for which the device did not stand in the unit from beginning to end."""
    instrument, clock = archive.instrument, terms.clock
    if instrument is None:
        return []
    since, until = instrument.installed_at, instrument.removed_at
    return [
        one.day
        for one in sums
        if clock.begins_at(one.day) < since or (until is not None and clock.ends_at(one.day) > until)
    ]


def plan_days(
    sums: Mapping[int, Sequence[DaySum]],
    *,
    viewer: Viewer,
    terms: Terms,
    source: Source,
    now: datetime,
    told: Mapping[tuple[int, date], Fault | Doubt] | None = None,
) -> dict[int, list[PlannedDay]]:
    """
    Return what becomes of each gas day if it is handed in now, by unit id and in the order given.

    `told` is what the file itself makes impossible, or unlikely where nothing worse is found.
    """
    days = [one.day for of_unit in sums.values() for one in of_unit]
    if not days:
        return {}
    given = {
        (one.unit_id, one.day): one
        for one in queries.list_given_days(
            viewer=viewer, contract_id=terms.contract.pk, since=min(days), until=max(days)
        )
        if not one.returned
    }
    waiting = queries.days_waiting(
        viewer=viewer, contract_id=terms.contract.pk, since=min(days), until=max(days)
    )
    entries = [
        Entry(unit_id, one.day, one.volume)
        for unit_id, of_unit in sums.items()
        for one in of_unit
        if one.hours == one.expected_hours
    ]
    judgement = check_volumes(
        viewer=viewer, terms=terms, entries=entries, now=now, correcting=True, source=source
    )
    what: dict[tuple[int, date], Fault | Doubt] = {**(told or {})}
    what |= {(one.unit_id, one.day): one.what for one in judgement.findings}
    what |= {place: one for place, one in (told or {}).items() if isinstance(one, Fault)}
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


def _planned(
    one: DaySum,
    *,
    given: queries.GivenDay | None,
    what: Fault | Doubt | None,
    waits: bool,
    terms: Terms,
    now: datetime,
) -> PlannedDay:
    term = term_of_correction(terms, one.day, now=now) if given else None
    if what is None and one.troubled:
        what = Doubt.ALARM
    return PlannedDay(
        day=one.day,
        volume=one.volume,
        hours=one.hours,
        expected_hours=one.expected_hours,
        troubled=one.troubled,
        fate=_fate(one, given=given.volume if given else None, what=what, term=term, waits=waits),
        given=given.volume if given else None,
        what=what,
        term=term,
    )


_FATES = {
    Standing.FREE: Fate.CORRECTS,
    Standing.WITH_CONSENT: Fate.PROPOSES,
    Standing.TOO_LATE: Fate.TOO_LATE,
}


def _fate(
    one: DaySum,
    *,
    given: Decimal | None,
    what: Fault | Doubt | None,
    term: CorrectionTerm | None,
    waits: bool,
) -> Fate:
    if one.hours != one.expected_hours:
        return Fate.INCOMPLETE
    if isinstance(what, Fault):
        return Fate.IMPOSSIBLE
    if given is None or term is None:
        return Fate.NEW
    if given == one.volume:
        return Fate.SAME
    return Fate.WAITS if waits else _FATES[term.standing]
