"""Handing in daily volumes, correcting them, and putting in what the client did not give."""

from collections.abc import Sequence
from datetime import datetime

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import queries
from kabinet.metering.checks import Entry, ReasonNeeded, check_findings, check_volumes
from kabinet.metering.models import DailyVolume
from kabinet.metering.operations.drafts import forget_drafts
from kabinet.metering.operations.writing import Batch, write_batch
from kabinet.metering.rules.corrections import Standing
from kabinet.metering.rules.words import Basis, Source, Status
from kabinet.metering.telling import tell_of_estimate
from kabinet.metering.terms import term_of_correction
from kabinet.organizations import queries as organizations
from kabinet.values.volume import to_thousand


class NothingToSubmit(Refusal):
    code = "metering.nothing-to-submit"


class ChangedMeanwhile(Refusal):
    """Somebody corrected the day after the page was opened. Facts: version."""

    code = "metering.changed-meanwhile"


class CorrectionWaits(Refusal):
    """An earlier correction of the day still waits for the supplier's consent."""

    code = "metering.correction-waits"


class CorrectionTooLate(Refusal):
    """The contract's term for corrections is over. Facts: until, rule."""

    code = "metering.correction-too-late"


class NothingChanges(Refusal):
    """The volume in force is, to the places that people see, what it is to be corrected to. Facts: volume."""

    code = "metering.nothing-changes"


@operation
def submit_volumes(
    *,
    viewer: Viewer,
    contract_id: int,
    entries: Sequence[Entry],
    key: str,
    now: datetime,
    source: Source = Source.CLIENT,
    archive_id: int | None = None,
) -> Receipt:
    """
    Hand in daily volumes that were not given yet, or were returned; all of them or none.

    Every way in ends here: typed, from a sheet, an archive, an index, by telemetry. A repeated key answers with the
    first receipt. Late days are accepted and marked. `archive_id` names the file that the volumes were read from.

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
    judgement = check_volumes(viewer=viewer, terms=terms, entries=entries, now=now, source=source)
    check_findings(judgement.findings, entries)

    # Save, record
    batch = Batch(entries, kind="metering.volumes", source=source, archive_id=archive_id)
    receipt = write_batch(batch, viewer=viewer, terms=terms, key=key, now=now, judgement=judgement)
    forget_drafts(viewer=viewer, contract_id=contract_id, entries=entries, now=now)
    return receipt


@operation
def correct_volume(
    *, viewer: Viewer, contract_id: int, entry: Entry, seen_version: int, key: str, now: datetime
) -> Receipt:
    """
    Give a new version of a day's volume, with the reason; both sides keep seeing the old one.

    After the contract's term for corrections it is a proposal, which counts once the supplier consents. In a closed
    month the difference counts in the open one.

    :raises ChangedMeanwhile: the version on the person's screen is no longer the newest one
    :raises ReasonNeeded: no reason was given
    :raises VolumesRefused: the volume is impossible
    :raises CorrectionTooLate: the contract takes no correction any more
    :raises CorrectionWaits: one of the same day waits for consent
    :raises NothingChanges: the day has this volume already
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known

    versions = queries.versions_of_day(viewer=viewer, unit_id=entry.unit_id, day=entry.day)
    if not versions or versions[0].version != seen_version:
        raise ChangedMeanwhile(version=versions[0].version if versions else 0)
    if versions[0].status == Status.PROPOSED:
        raise CorrectionWaits
    _check_changes(versions, entry)
    if not entry.reason.strip():
        raise ReasonNeeded(findings=[])
    term = term_of_correction(terms, entry.day, now=now)
    if term.standing is Standing.TOO_LATE:
        raise CorrectionTooLate(until=term.deadline.at, rule=term.deadline.rule)
    judgement = check_volumes(viewer=viewer, terms=terms, entries=[entry], now=now, correcting=True)
    check_findings(judgement.findings, [entry])

    proposed = term.standing is Standing.WITH_CONSENT
    batch = Batch([entry], kind="metering.correction", status=Status.PROPOSED if proposed else None)
    return write_batch(batch, viewer=viewer, terms=terms, key=key, now=now, judgement=judgement)


def _check_changes(versions: Sequence[DailyVolume], entry: Entry) -> None:
    counting = (one for one in versions if one.superseded_at is None and one.status != Status.RETURNED)
    current = next(counting, None)
    if current and to_thousand(current.volume) == to_thousand(entry.volume):
        raise NothingChanges(volume=current.volume)


@operation
def put_in_volumes(
    *,
    viewer: Viewer,
    contract_id: int,
    entries: Sequence[Entry],
    basis: Basis,
    key: str,
    now: datetime,
) -> Receipt:
    """
    Put in days that the client did not give, as the supplier: by capacity, or by the contract's method, with a reason.

    :raises NotAllowed: the viewer may not decide about readings
    :raises VolumesRefused: some entries are impossible, or their day was given before
    :raises ReasonNeeded: an entry says no reason
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.DECIDE_READINGS)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known

    if not entries:
        raise NothingToSubmit
    if not all(entry.reason.strip() for entry in entries):
        raise ReasonNeeded(findings=[])
    judgement = check_volumes(viewer=viewer, terms=terms, entries=entries, now=now, source=Source.SUPPLIER)
    check_findings(judgement.findings, entries)

    batch = Batch(
        entries, kind="metering.estimate", source=Source.SUPPLIER, basis=basis, status=Status.ESTIMATED
    )
    receipt = write_batch(batch, viewer=viewer, terms=terms, key=key, now=now, judgement=judgement)
    tell_of_estimate(
        terms=terms,
        days=[entry.day for entry in entries],
        by=viewer.name,
        reason=entries[0].reason,
        receipt=receipt.number,
        at=now,
    )
    return receipt
