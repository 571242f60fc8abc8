"""Handing in what the counters show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from kabinet.files.queries import get_file
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering.checks import Entry, ReasonNeeded
from kabinet.metering.index_plan import NewIndex, PlannedIndex, plan_indexes
from kabinet.metering.models import IndexReading
from kabinet.metering.operations.drafts import forget_drafts
from kabinet.metering.operations.volumes import NothingToSubmit
from kabinet.metering.operations.writing import Batch, write_batch
from kabinet.metering.rules.words import Source
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

KIND = "metering.indexes"

_JUDGED = "the contract was judged as the viewer's"


class IndexesRefused(Refusal):
    """Some readings are impossible. Facts: faults (IndexFault by instrument id)."""

    code = "metering.indexes-refused"


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

    Where a reading is to be spread, what passed goes to the gas days that have no volume yet, evenly, with a receipt a
    month. A repeated key answers with the first receipt.

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
        deadline=None,
        key=key,
    )
    IndexReading.objects.visible_to(viewer).filter(pk__among=[row.pk for row in rows]).update(
        receipt_number=receipt.number
    )
    _hand_in_days(plans, receipt, viewer=viewer, terms=terms, key=key, now=now)
    return receipt


def _check(plans: Sequence[PlannedIndex]) -> None:
    faults = {plan.counter.instrument.pk: plan.fault for plan in plans if plan.fault}
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
            reason=plan.given.reason.strip(),
            photo_id=plan.given.photo or (old.photo_id if old else None),
            photo_name=plan.given.photo_name or (old.photo_name if old else ""),
            submitted_at=now,
            submitted_by=viewer.name,
        )
        row.save(force_insert=True)
        rows.append(row)
    return rows


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
        "days": len(plan.entries),
    }


def _hand_in_days(
    plans: Sequence[PlannedIndex], receipt: Receipt, *, viewer: Viewer, terms: Terms, key: str, now: datetime
) -> None:
    entries = [entry for plan in plans for entry in plan.entries]
    for month, of_month in _by_month(entries):
        batch = Batch(
            of_month, kind="metering.volumes", source=Source.INDEX, facts={"by_receipt": receipt.number}
        )
        write_batch(batch, viewer=viewer, terms=terms, key=f"{key}-{month}", now=now)
    if entries:
        forget_drafts(viewer=viewer, contract_id=terms.contract.pk, entries=entries, now=now)


def _by_month(entries: Sequence[Entry]) -> Iterator[tuple[BillingMonth, list[Entry]]]:
    parts: dict[BillingMonth, list[Entry]] = defaultdict(list)
    for entry in entries:
        parts[BillingMonth.of(entry.day)].append(entry)
    yield from sorted(parts.items())
