"""The supplier's decision about what was handed in."""

from datetime import datetime

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.rules.words import Status
from kabinet.metering.telling import tell_of_decision


class AlreadyDecided(Refusal):
    """Facts: by, at."""

    code = "metering.already-decided"


@operation
def decide_submission(
    *, viewer: Viewer, submission_id: int, accept: bool, reason: str, now: datetime
) -> VolumeSubmission:
    """
    Accept what was handed in, or return it with a reason; returned days are open to the client again.

    :raises SubmissionNotFound: the viewer sees no such submission
    :raises NotAllowed: the viewer has no right to decide
    :raises ReasonNeeded: it is returned without a reason
    :raises AlreadyDecided: somebody decided before
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
    volumes = DailyVolume.objects.visible_to(viewer).filter(submission=found, superseded_at__isnull=True)
    volumes.update(status=found.status)

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
