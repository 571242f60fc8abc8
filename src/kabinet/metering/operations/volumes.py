"""Handing in daily volumes, and correcting them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import queries
from kabinet.metering.checks import Entry, ReasonNeeded, check_findings, check_volumes
from kabinet.metering.models import DailyVolume, MeteringUnit, VolumeSubmission
from kabinet.metering.operations.drafts import forget_drafts
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


class NothingToSubmit(Refusal):
    code = "metering.nothing-to-submit"


class ChangedMeanwhile(Refusal):
    """Somebody corrected the day after the page was opened. Facts: version."""

    code = "metering.changed-meanwhile"


@operation
def submit_volumes(
    *, viewer: Viewer, contract_id: int, entries: Sequence[Entry], key: str, now: datetime
) -> Receipt:
    """
    Hand in daily volumes that were not given yet, or were returned; all of them or none.

    A repeated key answers with the first receipt. Late days are accepted and marked.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises VolumesRefused: some entries are impossible, or their day was given before
    :raises ReasonNeeded: some entries are unlikely, and carry no reason
    """
    # Load
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known

    # Judge
    if not entries:
        raise NothingToSubmit
    check_findings(check_volumes(viewer=viewer, terms=terms, entries=entries, now=now), entries)

    # Save, record
    receipt = _write(viewer=viewer, terms=terms, entries=entries, key=key, now=now, kind="metering.volumes")
    forget_drafts(viewer=viewer, contract_id=contract_id, entries=entries, now=now)
    return receipt


@operation
def correct_volume(
    *, viewer: Viewer, contract_id: int, entry: Entry, seen_version: int, key: str, now: datetime
) -> Receipt:
    """
    Give a new version of a day's volume, with the reason; both sides keep seeing the old one.

    :raises ChangedMeanwhile: the version on the person's screen is no longer the current one
    :raises ReasonNeeded: no reason was given
    :raises VolumesRefused: the volume is impossible
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known

    versions = queries.versions_of_day(viewer=viewer, unit_id=entry.unit_id, day=entry.day)
    if not versions or versions[0].version != seen_version:
        raise ChangedMeanwhile(version=versions[0].version if versions else 0)
    if not entry.reason.strip():
        raise ReasonNeeded(findings=[])
    findings = check_volumes(viewer=viewer, terms=terms, entries=[entry], now=now, correcting=True)
    check_findings(findings, [entry])

    return _write(viewer=viewer, terms=terms, entries=[entry], key=key, now=now, kind="metering.correction")


def _write(
    *, viewer: Viewer, terms: Terms, entries: Sequence[Entry], key: str, now: datetime, kind: str
) -> Receipt:
    deadlines = {
        entry.day: readings_deadline(entry.day, clock=terms.clock, parameters=terms.parameters(entry.day))
        for entry in entries
    }
    submission = _save_submission(viewer=viewer, terms=terms, entries=entries, deadlines=deadlines, now=now)
    old = _supersede(viewer=viewer, terms=terms, entries=entries, now=now)
    DailyVolume.objects.everywhere(reason="the contract was judged as the viewer's").bulk_create(
        DailyVolume(
            contract=terms.contract,
            unit_id=entry.unit_id,
            gas_day=entry.day,
            version=old[entry.unit_id, entry.day].version + 1 if (entry.unit_id, entry.day) in old else 1,
            volume=entry.volume,
            status=Status.RECORDED if entry.reason else Status.CHECKED,
            reason=entry.reason,
            late=not deadlines[entry.day].is_kept(now),
            submission=submission,
        )
        for entry in entries
    )
    # The newest day is the one that the deadline on the receipt speaks of: the older ones were due before it.
    newest = deadlines[max(deadlines)]
    receipt = journal.give_receipt(
        kind,
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        contract_id=terms.contract.pk,
        subject=f"volumes:{submission.pk}",
        content=_content(terms, entries, old),
        at=now,
        deadline=journal.Deadline(newest.at, newest.rule),
        key=key,
    )
    submission.receipt_number = receipt.number
    submission.save(update_fields=["receipt_number"])
    return receipt


def _save_submission(
    *,
    viewer: Viewer,
    terms: Terms,
    entries: Sequence[Entry],
    deadlines: Mapping[date, Deadline],
    now: datetime,
) -> VolumeSubmission:
    submission = VolumeSubmission(
        contract=terms.contract,
        month=BillingMonth.of(entries[0].day),
        first_day=min(deadlines),
        last_day=max(deadlines),
        submitted_at=now,
        submitted_by=viewer.name,
        days=len(deadlines),
        volume=sum((entry.volume for entry in entries), ZERO),
        late=not all(deadline.is_kept(now) for deadline in deadlines.values()),
        doubts=sum(bool(entry.reason) for entry in entries),
    )
    submission.save(force_insert=True)
    return submission


def _supersede(
    *, viewer: Viewer, terms: Terms, entries: Sequence[Entry], now: datetime
) -> dict[tuple[int, date], DailyVolume]:
    days = [entry.day for entry in entries]
    wanted = {(entry.unit_id, entry.day) for entry in entries}
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract=terms.contract, gas_day__gte=min(days), gas_day__lte=max(days), superseded_at__isnull=True
    )
    old = {
        (row.unit_id, row.gas_day): row
        for row in current.select_for_update().order_by("id")
        if (row.unit_id, row.gas_day) in wanted
    }
    if old:
        rows = DailyVolume.objects.visible_to(viewer).filter(pk__in=[row.pk for row in old.values()])
        rows.update(superseded_at=now)
    return old


def _content(
    terms: Terms, entries: Sequence[Entry], old: Mapping[tuple[int, date], DailyVolume]
) -> dict[str, object]:
    units = dict(
        MeteringUnit.objects.everywhere(reason="the contract was judged as the viewer's")
        .filter(contract=terms.contract)
        .values_list("id", "code")
    )
    return {
        "contract": terms.contract.number,
        "unit_of_volume": "m3 at 20 °C, 101.325 kPa",
        "volumes": [
            {
                "unit": units[entry.unit_id],
                "gas_day": entry.day,
                "volume": entry.volume,
                "reason": entry.reason,
                "replaces": old[entry.unit_id, entry.day].volume
                if (entry.unit_id, entry.day) in old
                else None,
            }
            for entry in sorted(entries, key=lambda entry: (entry.day, entry.unit_id))
        ],
    }
