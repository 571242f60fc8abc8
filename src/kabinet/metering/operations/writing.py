"""How daily volumes reach the tables, whichever way they came: a submission, new versions, a receipt."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import queries
from kabinet.metering.checks import Entry, Judgement
from kabinet.metering.models import DailyVolume, MeteringUnit, VolumeSubmission
from kabinet.metering.operations.adjusting import adjust_closed_months
from kabinet.metering.operations.settling import settle
from kabinet.metering.rules.basis import Chosen
from kabinet.metering.rules.words import BY_DEVICE, UNDECIDED, Basis, Source, Status
from kabinet.metering.terms import term_of_correction
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

Place = tuple[int, date]

#: As receipts name it.
UNIT_OF_VOLUME = "m3 at 20 °C, 101.325 kPa"

_JUDGED = "the contract was judged as the viewer's"


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Volumes that are written together.

    Without a `status`, a volume that came with a reason is recorded, and one beyond doubt is checked. Without a
    `basis`, each day rests on what its instruments say. `facts` stand in the receipt beside the volumes.
    """

    entries: Sequence[Entry]
    kind: str
    source: Source = Source.CLIENT
    archive_id: int | None = None
    status: Status | None = None
    basis: Basis | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_proposal(self) -> bool:
        return self.status is Status.PROPOSED

    def basis_of(self, place: Place, bases: Mapping[Place, Chosen]) -> Chosen:
        if self.basis is not None:
            return Chosen(self.basis, bases[place].why if place in bases else None)
        return bases[place].of_a_device if self.source in BY_DEVICE else bases[place]

    def status_of(self, entry: Entry) -> Status:
        return self.status or (Status.RECORDED if entry.reason else Status.CHECKED)


def write_batch(
    batch: Batch,
    *,
    viewer: Viewer,
    terms: Terms,
    key: str,
    now: datetime,
    judgement: Judgement | None = None,
) -> Receipt:
    """
    Write what was judged before: the submission, a version for each volume, the receipt.

    What the `judgement` of just these entries has read is not read again.
    """
    grounds = judgement or _read_again(batch, viewer=viewer, terms=terms)
    places = {(entry.unit_id, entry.day) for entry in batch.entries}
    newest = _newest_versions(viewer, terms, [day for _, day in places])
    old = current_versions(viewer=viewer, terms=terms, places=places) if newest else {}
    deadlines = {place: _deadline(place, old.get(place), terms=terms, now=now) for place in places}
    submission = _save_submission(batch, viewer=viewer, terms=terms, deadlines=deadlines, now=now)
    if not batch.is_proposal:
        supersede(list(old.values()), viewer=viewer, now=now)
    bases = {place: batch.basis_of(place, grounds.bases) for place in places}
    rows = _rows(batch, newest, bases, deadlines=deadlines, submission=submission, now=now)
    DailyVolume.objects.everywhere(reason=_JUDGED).bulk_create(rows)
    if not batch.is_proposal:
        adjust_closed_months(rows, old, terms=terms, now=now)
    # The newest day is the one that the deadline on the receipt speaks of: the older ones were due before it.
    last = max(deadlines.items(), key=lambda one: (one[0][1], one[1].at))[1]
    receipt = journal.give_receipt(
        batch.kind,
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        contract_id=terms.contract.pk,
        subject=f"volumes:{submission.pk}",
        content={
            **_content(terms, grounds.units, rows, old),
            **batch.facts,
            "counts_after_consent": batch.is_proposal,
        },
        at=now,
        deadline=journal.Deadline(last.at, last.rule),
        key=key,
    )
    submission.receipt_number = receipt.number
    submission.save(update_fields=["receipt_number"])
    return receipt


def _deadline(place: Place, old: DailyVolume | None, *, terms: Terms, now: datetime) -> Deadline:
    """Return until when the day was to be given; a correction has a later deadline of its own."""
    _, day = place
    if old is not None and old.status != Status.RETURNED:
        return term_of_correction(terms, day, now=now).deadline
    return readings_deadline(day, clock=terms.clock, parameters=terms.parameters(day))


def supersede(rows: Collection[DailyVolume], *, viewer: Viewer, now: datetime) -> None:
    """Let the given versions count no longer; a submission that loses its last undecided one waits no more."""
    if not rows:
        return
    DailyVolume.objects.visible_to(viewer).filter(pk__among=[row.pk for row in rows]).update(
        superseded_at=now
    )
    if undecided := {row.submission_id for row in rows if row.status in UNDECIDED}:
        settle(undecided, viewer=viewer)


def _save_submission(
    batch: Batch, *, viewer: Viewer, terms: Terms, deadlines: Mapping[Place, Deadline], now: datetime
) -> VolumeSubmission:
    days = {day for _, day in deadlines}
    submission = VolumeSubmission(
        contract=terms.contract,
        month=BillingMonth.of(batch.entries[0].day),
        first_day=min(days),
        last_day=max(days),
        submitted_at=now,
        submitted_by=viewer.name,
        days=len(days),
        volume=sum((entry.volume for entry in batch.entries), ZERO),
        late=not all(deadline.is_kept(now) for deadline in deadlines.values()),
        doubts=sum(bool(entry.reason) for entry in batch.entries),
        archive_id=batch.archive_id,
        status=Status.ESTIMATED if batch.status is Status.ESTIMATED else Status.RECORDED,
    )
    submission.save(force_insert=True)
    return submission


def current_versions(*, viewer: Viewer, terms: Terms, places: Collection[Place]) -> dict[Place, DailyVolume]:
    """Return the versions that count now, by unit id and day, locked."""
    days = [day for _, day in places]
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract=terms.contract, gas_day__gte=min(days), gas_day__lte=max(days), superseded_at__isnull=True
    )
    return {
        (row.unit_id, row.gas_day): row
        for row in current.select_for_update().order_by("id")
        if (row.unit_id, row.gas_day) in places
    }


def _rows(
    batch: Batch,
    newest: Mapping[Place, int],
    bases: Mapping[Place, Chosen],
    *,
    deadlines: Mapping[Place, Deadline],
    submission: VolumeSubmission,
    now: datetime,
) -> list[DailyVolume]:
    return [
        DailyVolume(
            contract_id=submission.contract_id,
            unit_id=entry.unit_id,
            gas_day=entry.day,
            version=newest.get((entry.unit_id, entry.day), 0) + 1,
            volume=entry.volume,
            source=batch.source,
            basis=bases[entry.unit_id, entry.day].basis,
            basis_note=bases[entry.unit_id, entry.day].why or "",
            status=batch.status_of(entry),
            reason=entry.reason,
            late=not deadlines[entry.unit_id, entry.day].is_kept(now),
            submission=submission,
            superseded_at=now if batch.is_proposal else None,
        )
        for entry in batch.entries
    ]


def _newest_versions(viewer: Viewer, terms: Terms, days: Collection[date]) -> dict[Place, int]:
    rows = DailyVolume.objects.visible_to(viewer).filter(
        contract=terms.contract, gas_day__gte=min(days), gas_day__lte=max(days)
    )
    newest = rows.values_list("unit_id", "gas_day").annotate(newest=Max("version"))
    return {(unit_id, day): version for unit_id, day, version in newest.order_by("unit_id", "gas_day")}


def _read_again(batch: Batch, *, viewer: Viewer, terms: Terms) -> Judgement:
    units = {unit.pk: unit for unit in queries.list_units(viewer=viewer, contract_id=terms.contract.pk)}
    own = [unit for unit in units.values() if unit.pk in {entry.unit_id for entry in batch.entries}]
    days = [entry.day for entry in batch.entries]
    return Judgement(units=units, bases=queries.bases_of(viewer=viewer, terms=terms, units=own, days=days))


def _content(
    terms: Terms,
    units: Mapping[int, MeteringUnit],
    rows: Sequence[DailyVolume],
    old: Mapping[Place, DailyVolume],
) -> dict[str, object]:
    return {
        "contract": terms.contract.number,
        "unit_of_volume": UNIT_OF_VOLUME,
        "volumes": [
            {
                "unit": units[row.unit_id].code,
                "gas_day": row.gas_day,
                "volume": row.volume,
                "reason": row.reason,
                "replaces": old[row.unit_id, row.gas_day].volume
                if (row.unit_id, row.gas_day) in old
                else None,
            }
            for row in sorted(rows, key=lambda row: (row.gas_day, row.unit_id))
        ],
    }
