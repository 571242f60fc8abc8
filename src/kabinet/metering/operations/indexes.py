"""Handing in what the counters show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from kabinet.files.queries import get_file
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering.checks import Entry, ReasonNeeded
from kabinet.metering.index_days import SharedDay
from kabinet.metering.index_plan import NewIndex, PlannedIndex, plan_indexes
from kabinet.metering.models import IndexReading
from kabinet.metering.operations.drafts import forget_drafts
from kabinet.metering.operations.volumes import NothingToSubmit
from kabinet.metering.operations.writing import Batch, write_batch
from kabinet.metering.rules.words import IndexFault, Source, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

KIND = "metering.indexes"

_JUDGED = "the contract was judged as the viewer's"


class IndexesRefused(Refusal):
    """Some readings are impossible. Facts: faults (IndexFault by instrument id)."""

    code = "metering.indexes-refused"


class Way(StrEnum):
    """How a share is handed in; the value ends the key of its submission."""

    NEW = ""
    CORRECTION = "c"
    PROPOSAL = "+"

    @classmethod
    def of(cls, one: SharedDay) -> "Way":
        if one.was is None:
            return cls.NEW
        return cls.PROPOSAL if one.wants_consent else cls.CORRECTION


@operation
def submit_index_readings(
    *,
    viewer: Viewer,
    contract_id: int,
    new: Sequence[NewIndex],
    taken_at: datetime,
    key: str,
    now: datetime,
) -> Receipt:
    """
    Hand in what counters showed at a moment, all of it or none; a reading of the same moment becomes the next version.

    Where a reading is to be spread, what passed goes to the gas days that have no volume yet, evenly; days that were
    shared from the reading that it corrects get corrections. The receipt names them all, and each submission of volumes
    has its own beside it. A repeated key answers with the first receipt.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises InstrumentNotFound: the contract has no such counter
    :raises IndexesRefused: some readings are impossible
    :raises ReasonNeeded: some are unlikely or correct another one, and carry no reason
    """
    # Load
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known

    # Judge
    if not new:
        raise NothingToSubmit
    plans = plan_indexes(new, viewer=viewer, terms=terms, taken_at=taken_at, now=now)
    _check(plans)

    # Save, record
    rows = _save(plans, viewer=viewer, terms=terms, taken_at=taken_at, now=now)
    receipt = journal.give_receipt(
        KIND,
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        contract_id=contract_id,
        subject=f"indexes:{rows[0].pk}",
        content=_content(plans, terms=terms, taken_at=taken_at),
        at=now,
        deadline=_deadline(plans),
        key=key,
    )
    IndexReading.objects.visible_to(viewer).filter(pk__among=[row.pk for row in rows]).update(
        receipt_number=receipt.number
    )
    _hand_in_days(plans, receipt, viewer=viewer, terms=terms, key=key, now=now)
    return receipt


def _check(plans: Sequence[PlannedIndex]) -> None:
    faults = {
        plan.counter.instrument.pk: plan.fault or IndexFault.UNCHANGED
        for plan in plans
        if plan.fault or plan.is_unchanged
    }
    if faults:
        raise IndexesRefused(faults=faults)
    if any(plan.wants_reason and not plan.given.reason.strip() for plan in plans):
        raise ReasonNeeded(findings=[])


def _save(
    plans: Sequence[PlannedIndex], *, viewer: Viewer, terms: Terms, taken_at: datetime, now: datetime
) -> list[IndexReading]:
    rows = []
    for plan in plans:
        old = plan.counter.replaces
        if old is not None:
            IndexReading.objects.visible_to(viewer).filter(pk=old.pk).update(superseded_at=now)
        row = IndexReading(
            contract=terms.contract,
            unit_id=plan.counter.instrument.unit_id,
            instrument=plan.counter.instrument,
            taken_at=taken_at,
            version=old.version + 1 if old else 1,
            index=plan.given.index,
            volume=plan.passed.volume if plan.passed else None,
            rolled_over=plan.passed.rolled_over if plan.passed else False,
            late=old.late if old else plan.deadline is not None and not plan.deadline.is_kept(now),
            reason=plan.given.reason.strip(),
            photo_id=plan.given.photo or (old.photo_id if old else None),
            photo_name=plan.given.photo_name or (old.photo_name if old else ""),
            submitted_at=now,
            submitted_by=viewer.name,
        )
        row.save(force_insert=True)
        rows.append(row)
    return rows


def _deadline(plans: Sequence[PlannedIndex]) -> journal.Deadline | None:
    """All of one moment close the same month, if any."""
    due = next((plan.deadline for plan in plans if plan.deadline), None)
    return journal.Deadline(due.at, due.rule) if due else None


def _content(plans: Sequence[PlannedIndex], *, terms: Terms, taken_at: datetime) -> Mapping[str, object]:
    return {
        "contract": terms.contract.number,
        "taken_at": taken_at,
        "unit_of_volume": "m3",
        "indexes": [_row(plan) for plan in plans],
    }


def _row(plan: PlannedIndex) -> Mapping[str, object]:
    instrument, before, old = plan.counter.instrument, plan.counter.before, plan.counter.replaces
    return {
        "unit": instrument.unit.code,
        "instrument": str(instrument),
        "index": plan.given.index,
        "before": before.index if before else None,
        "before_at": before.at if before else None,
        "volume": plan.passed.volume if plan.passed else None,
        "rolled_over": bool(plan.passed and plan.passed.rolled_over),
        "replaces": old.index if old else None,
        "reason": plan.given.reason.strip(),
        "photo_sha256": get_file(plan.given.photo).sha256 if plan.given.photo else None,
        "days": len(plan.shared),
        "shared": [
            {
                "gas_day": one.day,
                "volume": one.share,
                "replaces": one.was,
                "counts_after_consent": one.wants_consent,
            }
            for one in plan.shared
        ],
    }


def _hand_in_days(
    plans: Sequence[PlannedIndex], receipt: Receipt, *, viewer: Viewer, terms: Terms, key: str, now: datetime
) -> None:
    for (month, way), entries in _parts(plans):
        batch = Batch(
            entries,
            kind="metering.volumes" if way is Way.NEW else "metering.correction",
            source=Source.INDEX,
            status=Status.PROPOSED if way is Way.PROPOSAL else None,
            facts={"by_receipt": receipt.number},
        )
        write_batch(batch, viewer=viewer, terms=terms, key=f"{key}-{month}{way}", now=now)
        forget_drafts(viewer=viewer, contract_id=terms.contract.pk, entries=entries, now=now)


def _parts(plans: Sequence[PlannedIndex]) -> Iterator[tuple[tuple[BillingMonth, Way], list[Entry]]]:
    parts: dict[tuple[BillingMonth, Way], list[Entry]] = defaultdict(list)
    for plan in plans:
        for one in plan.shared:
            parts[BillingMonth.of(one.day), Way.of(one)].append(plan.entry(one))
    yield from sorted(parts.items())
