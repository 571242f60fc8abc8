"""How plausible typed volumes are: every fault and doubt, found before and while they are handed in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.models import MeteringUnit
from kabinet.metering.rules.basis import Chosen
from kabinet.metering.rules.plausibility import Yardstick, find_doubt, find_fault
from kabinet.metering.rules.words import Doubt, Fault, Source
from kabinet.metering.yardsticks import Place, read_grounds
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth


@dataclass(frozen=True, slots=True)
class Entry:
    """One volume to hand in, m³. `reason` answers a doubt, or says why an earlier version is corrected."""

    unit_id: int
    day: date
    volume: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is impossible or unlikely about one entry."""

    unit_id: int
    day: date
    what: Fault | Doubt


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    Every fault and doubt of entries, by day and unit, with what was read to find them.

    `units` are the contract's by id, `bases` what the days rest on by unit id and day.
    """

    findings: Sequence[Finding] = ()
    units: Mapping[int, MeteringUnit] = field(default_factory=dict)
    bases: Mapping[Place, Chosen] = field(default_factory=dict)


class VolumesRefused(Refusal):
    """Some entries are impossible. Facts: findings."""

    code = "metering.volumes-refused"


class ReasonNeeded(Refusal):
    """Some entries are unlikely, and carry no reason. Facts: findings."""

    code = "metering.reason-needed"


def check_volumes(
    *,
    viewer: Viewer,
    terms: Terms,
    entries: Sequence[Entry],
    now: datetime,
    correcting: bool = False,
    source: Source = Source.CLIENT,
) -> Judgement:
    """Judge the entries; where nothing is found, all is plausible."""
    if not entries:
        return Judgement()
    units = {unit.pk: unit for unit in queries.list_units(viewer=viewer, contract_id=terms.contract.pk)}
    if any(entry.unit_id not in units for entry in entries):
        raise queries.UnitNotFound
    faults = _faults(entries, units, terms=terms, now=now)
    grounds = read_grounds(
        viewer=viewer,
        terms=terms,
        units=units.values(),
        volumes={place: volume for place, volume in _volumes(entries).items() if place not in faults},
        now=now,
        source=source,
    )
    taken = set() if correcting else set(grounds.given)
    taken |= {place for place, count in Counter(map(_place, entries)).items() if count > 1}
    findings = []
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.unit_id)):
        place = entry.unit_id, entry.day
        what: Fault | Doubt | None = faults.get(place)
        if what is None and place in taken:
            what = Fault.ALREADY_GIVEN
        if what is None:
            stick = grounds.sticks[entry.unit_id, BillingMonth.of(entry.day)]
            what = find_doubt(entry.volume, day=entry.day, yardstick=stick)
        if what is not None:
            findings.append(Finding(entry.unit_id, entry.day, what))
    return Judgement(findings, units, grounds.bases)


def _place(entry: Entry) -> Place:
    return entry.unit_id, entry.day


def _volumes(entries: Sequence[Entry]) -> dict[Place, Decimal]:
    return {(entry.unit_id, entry.day): entry.volume for entry in entries}


def _faults(
    entries: Sequence[Entry], units: Mapping[int, MeteringUnit], *, terms: Terms, now: datetime
) -> dict[Place, Fault]:
    """Return what cannot be. It is measured against nothing else: not even rules need to stand for such a day."""
    last_closed = terms.clock.last_closed_day(now)
    found = {_place(one): fault_of(one, units[one.unit_id], terms, last_closed) for one in entries}
    return {place: fault for place, fault in found.items() if fault is not None}


def fault_of(entry: Entry, unit: MeteringUnit, terms: Terms, last_closed: date) -> Fault | None:
    """Return why the volume cannot be, whatever it is measured against."""
    limits = Yardstick(unit.in_use_from, unit.in_use_to, last_closed, daily_maximum=None)
    fault = find_fault(entry.volume, day=entry.day, yardstick=limits)
    return fault or (None if terms.covers(entry.day) else Fault.OUT_OF_CONTRACT)


def check_findings(findings: Sequence[Finding], entries: Sequence[Entry]) -> None:
    faults = [finding for finding in findings if isinstance(finding.what, Fault)]
    if faults:
        raise VolumesRefused(findings=faults)
    reasons = {(entry.unit_id, entry.day): entry.reason.strip() for entry in entries}
    unanswered = [finding for finding in findings if not reasons[finding.unit_id, finding.day]]
    if unanswered:
        raise ReasonNeeded(findings=unanswered)
