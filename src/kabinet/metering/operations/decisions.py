"""The supplier's decision about what was handed in."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.operations.adjusting import adjust_closed_months, take_back_in_closed_months
from kabinet.metering.operations.volumes import ChangedMeanwhile
from kabinet.metering.operations.writing import current_versions, supersede
from kabinet.metering.rules.words import Status
from kabinet.metering.telling import tell_of_decision
from kabinet.organizations import queries as organizations


class AlreadyDecided(Refusal):
    """Facts: by, at."""

    code = "metering.already-decided"


@operation
def decide_submission(
    *, viewer: Viewer, submission_id: int, accept: bool, reason: str, now: datetime
) -> VolumeSubmission:
    """
    Accept what was handed in, or return it with a reason; returned days are open to the client again.

    A proposed correction counts from its acceptance on; a returned one never counted. In a closed month, what counted
    before a returned correction counts again.

    :raises SubmissionNotFound: the viewer sees no such submission
    :raises NotAllowed: the viewer has no right to decide
    :raises ReasonNeeded: it is returned without a reason
    :raises AlreadyDecided: somebody decided before
    :raises ChangedMeanwhile: a version newer than the proposed correction is in force
    """
    viewer.check_may(Right.DECIDE_READINGS)
    found = queries.get_submission(viewer=viewer, submission_id=submission_id)
    journal.lock_chain(found.contract.organization_id)
    found.refresh_from_db(fields=["status", "decided_by", "decided_at"])
    if found.status != Status.RECORDED:
        raise AlreadyDecided(by=found.decided_by, at=found.decided_at)
    if not accept and not reason.strip():
        raise ReasonNeeded(findings=[])

    found.status = Status.ACCEPTED if accept else Status.RETURNED
    found.decided_at, found.decided_by, found.decision_reason = now, viewer.name, reason.strip()
    found.save(update_fields=["status", "decided_at", "decided_by", "decision_reason"])
    _decide_volumes(found, viewer=viewer, now=now)

    journal.record(
        f"metering.volumes.{found.status}",
        viewer=viewer,
        organization_id=found.contract.organization_id,
        subject=f"volumes:{found.pk}",
        data={"status": [Status.RECORDED, found.status], "reason": found.decision_reason},
        at=now,
    )
    tell_of_decision(found, at=now)
    return found


def _decide_volumes(found: VolumeSubmission, *, viewer: Viewer, now: datetime) -> None:
    volumes = DailyVolume.objects.visible_to(viewer).filter(submission=found)
    proposed = list(volumes.filter(status=Status.PROPOSED).order_by("id"))
    counted = list(volumes.filter(superseded_at__isnull=True).order_by("id"))
    volumes.filter(Q(superseded_at__isnull=True) | Q(status=Status.PROPOSED)).update(status=found.status)
    if proposed and found.status == Status.ACCEPTED:
        _put_in_force(proposed, found, viewer=viewer, now=now)
    if counted and found.status == Status.RETURNED:
        take_back_in_closed_months(counted, terms=organizations.terms_of(found.contract), now=now)


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
    supersede(old.values(), viewer=viewer, now=now)
    rows = DailyVolume.objects.visible_to(viewer).filter(pk__among=[row.pk for row in proposed])
    rows.update(superseded_at=None)
    adjust_closed_months(proposed, old, terms=terms, now=now)
