"""One gas day of one unit with everything by which its volume can be judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.file_doubts import doubts_of_file
from kabinet.metering.queries import (
    DailyVolume,
    FaultInterval,
    Instrument,
    MeteringUnit,
    VolumeSubmission,
)
from kabinet.metering.rules.basis import Chosen
from kabinet.metering.rules.constants import Differing
from kabinet.metering.rules.plausibility import Yardstick, find_doubt
from kabinet.metering.rules.reckoning import Reckoning, reckon
from kabinet.metering.rules.words import BY_DEVICE, UNDECIDED, Basis, Doubt, FaultKind, Source, Status
from kabinet.metering.yardsticks import read_grounds
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_BEFORE, _AFTER = timedelta(days=14), timedelta(days=7)


@dataclass(frozen=True)
class Discrepancy:
    """`versions` are newest first; `around` holds m³ of the days before and after, this one among them."""

    unit: MeteringUnit
    terms: Terms
    day: date
    is_closed: bool
    deadline: Deadline
    versions: Sequence[DailyVolume]
    yardstick: Yardstick
    basis: Chosen
    """What the day rests on as it is known now."""
    reckoning: Reckoning
    faults: Sequence[FaultInterval]
    around: Mapping[date, Decimal]
    since: date
    until: date
    by_file: Doubt | None = None
    """What the archive that the day came from makes doubtful itself."""
    constants: Sequence[Differing] = ()
    """Where that archive has other constants on this day than those known of its device."""
    device: Instrument | None = None

    @property
    def current(self) -> DailyVolume | None:
        """Return the version that counts now; one that was returned counts no more, and still stands."""
        return next((one for one in self.versions if one.superseded_at is None), None)

    @property
    def proposed(self) -> DailyVolume | None:
        return next((one for one in self.versions if one.status == Status.PROPOSED), None)

    @property
    def asked(self) -> DailyVolume | None:
        """Return the version that waits for a decision: a proposed correction comes first."""
        if self.proposed is not None:
            return self.proposed
        current = self.current
        return current if current is not None and current.status in UNDECIDED else None

    @property
    def waiting(self) -> VolumeSubmission | None:
        """Return the submission that waits for a decision about this day."""
        return self.asked.submission if self.asked else None

    @property
    def is_open(self) -> bool:
        """Say whether the day is over and has no volume that counts."""
        current = self.current
        return self.is_closed and (current is None or current.status == Status.RETURNED)

    @property
    def archived(self) -> Decimal | None:
        return self.yardstick.archived.get(self.day)

    @property
    def by_capacity(self) -> Decimal:
        """Return what is reckoned where the supplier puts the day in, m³; nothing where no equipment is known."""
        return self.reckoning.volume if self.reckoning.equipment else ZERO

    @property
    def recorded(self) -> Chosen | None:
        """Return what the volume rests on by its record, or None where there is no volume."""
        one = self.proposed or self.current
        return (
            None
            if one is None
            else Chosen(Basis(one.basis), FaultKind(one.basis_note) if one.basis_note else None)
        )

    @property
    def otherwise(self) -> Chosen | None:
        """Return what the customer's volume would rest on, were it recorded now, where that is something else."""
        one = self.proposed or self.current
        if one is None or one.source == Source.SUPPLIER:
            return None
        now = self.basis.of_a_device if one.source in BY_DEVICE else self.basis
        return None if now == self.recorded else now

    def doubt(self, volume: Decimal) -> Doubt | None:
        return find_doubt(volume, day=self.day, yardstick=self.yardstick) or self.by_file


def read_discrepancy(*, viewer: Viewer, unit_id: int, day: date, now: datetime) -> Discrepancy:
    """
    Return the day with its versions, sources and yardsticks. Fourteen queries, and six where it came in an archive.

    :raises UnitNotFound: the viewer sees no such unit
    """
    unit = queries.get_unit_in_full(viewer=viewer, unit_id=unit_id)
    terms = organizations.terms_of(unit.contract)
    units = queries.list_units(viewer=viewer, contract_id=terms.contract.pk)
    versions = queries.versions_of_day(viewer=viewer, unit_id=unit_id, day=day)
    volumes = {(unit_id, day): versions[0].volume if versions else ZERO}
    grounds = read_grounds(viewer=viewer, terms=terms, units=units, volumes=volumes, now=now)
    since, until = day - _BEFORE, day + _AFTER
    given = queries.list_given_days(viewer=viewer, contract_id=terms.contract.pk, since=since, until=until)
    begins, ends = whole = terms.clock.begins_at(day), terms.clock.ends_at(day)
    hours = queries.list_hours(viewer=viewer, unit_ids=[unit_id], since=begins, until=ends)
    basis = grounds.bases[unit_id, day]
    found = Discrepancy(
        unit=unit,
        terms=terms,
        day=day,
        is_closed=day <= terms.clock.last_closed_day(now) and queries.is_awaited(unit, day),
        deadline=readings_deadline(day, clock=terms.clock, parameters=terms.parameters(day)),
        versions=versions,
        yardstick=grounds.sticks[unit_id, BillingMonth.of(day)],
        basis=basis,
        reckoning=reckon(
            whole,
            untrusted=basis.untrusted,
            hours=[(one.starts_at, one.volume) for one in hours],
            equipment=queries.equipment_on(viewer=viewer, terms=terms, unit_id=unit_id, day=day),
            is_open=not _is_given(versions),
        ),
        faults=queries.faults_within(viewer=viewer, unit_id=unit_id, since=begins, until=ends),
        around={one.day: one.volume for one in given if one.unit_id == unit_id and not one.returned},
        since=since,
        until=until,
    )
    return _with_file(found, viewer=viewer)


def _is_given(versions: Sequence[DailyVolume]) -> bool:
    """Say whether a volume of the customer counts; one that the supplier put in was reckoned itself."""
    counting = (one for one in versions if one.superseded_at is None and one.status != Status.RETURNED)
    return any(one.source != Source.SUPPLIER for one in counting)


def _with_file(found: Discrepancy, *, viewer: Viewer) -> Discrepancy:
    asked = found.proposed or found.current
    if asked is None or asked.source != Source.ARCHIVE or asked.submission.archive_id is None:
        return found
    archive = queries.get_archive(viewer=viewer, archive_id=asked.submission.archive_id)
    begins, ends = found.terms.clock.begins_at(found.day), found.terms.clock.ends_at(found.day)
    return replace(
        found,
        by_file=doubts_of_file(archive, viewer=viewer, terms=found.terms).get(found.day),
        constants=[
            one
            for one in queries.constants_of_file(archive, viewer=viewer)
            if one.since < ends and begins < one.until
        ],
        device=archive.instrument,
    )
