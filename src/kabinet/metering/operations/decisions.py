"""The supplier's decision about what was handed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.models import DailyVolume, VolumeDecision, VolumeSubmission
from kabinet.metering.operations.adjusting import adjust_closed_months, take_back_in_closed_months
from kabinet.metering.operations.hours import bring_hours
from kabinet.metering.operations.settling import settle
from kabinet.metering.operations.volumes import ChangedMeanwhile
from kabinet.metering.operations.writing import current_versions, supersede
from kabinet.metering.rules.words import Status
from kabinet.metering.telling import tell_of_decision
from kabinet.organizations import queries as organizations


class AlreadyDecided(Refusal):
    """Facts: by, at."""

    code = "metering.already-decided"


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: Status
    reason: str
    by: str
    at: datetime


@operation
def decide_submission(
    *,
    viewer: Viewer,
    submission_id: int,
    accept: bool,
    reason: str,
    now: datetime,
    volume_ids: Collection[int] = (),
) -> VolumeSubmission:
    """
    Accept what was handed in, or return it with a reason; returned days are open to the client again.

    With `volume_ids` the decision is about these volumes alone, and the rest goes on waiting. A proposed correction
    counts from its acceptance on, and with it the hours of the archive that it came in; a returned one never counted.
    In a closed month, what counted before a returned correction counts again.

    :raises SubmissionNotFound: the viewer sees no such submission, or it has no such volume
    :raises NotAllowed: the viewer has no right to decide
    :raises ReasonNeeded: it is returned without a reason
    :raises AlreadyDecided: somebody decided before
    :raises ChangedMeanwhile: a newer version is in force than the volume, or than the proposed correction
    :raises ArchiveUnreadable: the correction came in an archive whose original is gone; it can be returned
    """
    # Load
    viewer.check_may(Right.DECIDE_READINGS)
    found = queries.get_submission(viewer=viewer, submission_id=submission_id)
    journal.lock_chain(found.contract.organization_id)
    found.refresh_from_db(fields=["status", "decided_by", "decided_at"])

    # Judge
    if found.status != Status.RECORDED:
        raise AlreadyDecided(by=found.decided_by, at=found.decided_at)
    asked = _asked(found, viewer=viewer)
    chosen = [row for row in asked if row.pk in volume_ids] if volume_ids else asked
    _check_asked(set(volume_ids) - {row.pk for row in chosen}, found, viewer=viewer)
    if not accept and not reason.strip():
        raise ReasonNeeded(findings=[])

    # Save
    status = Status.ACCEPTED if accept else Status.RETURNED
    verdict = _Verdict(status, reason.strip(), viewer.name, now)
    in_part = len(chosen) < len(asked) or found.decisions.exists()
    _decide_volumes(chosen, found, verdict, in_part=in_part, viewer=viewer)
    if len(chosen) == len(asked):
        _end_waiting(found, verdict, in_part=in_part, viewer=viewer)

    # Record, tell
    _record(found, verdict, chosen if in_part else [], viewer=viewer)
    tell_of_decision(
        found,
        status=status,
        reason=verdict.reason,
        days=[row.gas_day for row in chosen],
        by=viewer.name,
        at=now,
    )
    return found


def _asked(found: VolumeSubmission, *, viewer: Viewer) -> list[DailyVolume]:
    volumes = DailyVolume.objects.visible_to(viewer).filter(queries.ASKED, submission=found)
    return list(volumes.select_related("unit", "submission").order_by("id"))


def _check_asked(ids: Collection[int], found: VolumeSubmission, *, viewer: Viewer) -> None:
    """Refuse volumes that do not wait, and say why."""
    if not ids:
        return
    rows = DailyVolume.objects.visible_to(viewer).filter(submission=found, pk__in=ids)
    row = rows.select_related("decision").order_by("id").first()
    if row is None:
        raise queries.SubmissionNotFound
    if row.decision is not None:
        raise AlreadyDecided(by=row.decision.decided_by, at=row.decision.decided_at)
    raise ChangedMeanwhile(version=row.version)


def _decide_volumes(
    chosen: Sequence[DailyVolume],
    found: VolumeSubmission,
    verdict: _Verdict,
    *,
    in_part: bool,
    viewer: Viewer,
) -> None:
    proposed = [row for row in chosen if row.status == Status.PROPOSED]
    counted = [row for row in chosen if row.status != Status.PROPOSED]
    decision = _part(found, verdict) if in_part else None
    rows = DailyVolume.objects.visible_to(viewer).filter(pk__among=[row.pk for row in chosen])
    rows.update(status=verdict.status, decision=decision)
    if proposed and verdict.status == Status.ACCEPTED:
        _put_in_force(proposed, found, viewer=viewer, now=verdict.at)
    if counted and verdict.status == Status.RETURNED:
        terms = organizations.terms_of(found.contract)
        back = take_back_in_closed_months(counted, terms=terms, now=verdict.at)
        bring_hours(back, viewer=viewer, terms=terms)


def _end_waiting(found: VolumeSubmission, verdict: _Verdict, *, in_part: bool, viewer: Viewer) -> None:
    """Nothing of it waits any longer; what was decided in parts has its reasons there."""
    found.decided_at, found.decided_by = verdict.at, verdict.by
    found.decision_reason = "" if in_part else verdict.reason
    found.save(update_fields=["decided_at", "decided_by", "decision_reason"])
    settle([found.pk], viewer=viewer)
    found.refresh_from_db(fields=["status"])


def _part(found: VolumeSubmission, verdict: _Verdict) -> VolumeDecision:
    decision = VolumeDecision(
        submission=found,
        status=verdict.status,
        reason=verdict.reason,
        decided_at=verdict.at,
        decided_by=verdict.by,
    )
    decision.save(force_insert=True)
    return decision


def _put_in_force(
    proposed: Sequence[DailyVolume], found: VolumeSubmission, *, viewer: Viewer, now: datetime
) -> None:
    terms = organizations.terms_of(found.contract)
    places = [(row.unit_id, row.gas_day) for row in proposed]
    old = current_versions(viewer=viewer, terms=terms, places=places)
    for row in proposed:
        current = old.get((row.unit_id, row.gas_day))
        if current is not None and current.version > row.version:
            raise ChangedMeanwhile(version=current.version)
    supersede(list(old.values()), viewer=viewer, now=now)
    rows = DailyVolume.objects.visible_to(viewer).filter(pk__among=[row.pk for row in proposed])
    rows.update(superseded_at=None)
    adjust_closed_months(proposed, old, terms=terms, now=now)
    bring_hours(proposed, viewer=viewer, terms=terms)


def _record(
    found: VolumeSubmission, verdict: _Verdict, in_part: Sequence[DailyVolume], *, viewer: Viewer
) -> None:
    """Record the decision; of a part, with the days that it is about."""
    data: dict[str, Any] = {"status": [Status.RECORDED, verdict.status], "reason": verdict.reason}
    if in_part:
        data["volumes"] = [{"unit": row.unit.code, "gas_day": row.gas_day} for row in in_part]
    journal.record(
        f"metering.volumes.{verdict.status}",
        viewer=viewer,
        organization_id=found.contract.organization_id,
        subject=f"volumes:{found.pk}",
        data=data,
        at=verdict.at,
    )
