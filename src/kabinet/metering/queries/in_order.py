"""What was handed in and is in order: it can be accepted without being looked at one by one."""

from django.db.models import Exists, OuterRef, QuerySet

from kabinet.foundation.rows import read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.queries.submissions import ASKED, PATHS, SubmissionRow
from kabinet.metering.rules.words import Status


def list_in_order(*, viewer: Viewer, limit: int) -> list[SubmissionRow]:
    """Return the submissions that wait, and of which no volume that waits is in doubt, oldest first."""
    return read_rows(SubmissionRow, _in_order(viewer).order_by("submitted_at", "id")[:limit], **PATHS)


def count_in_order(*, viewer: Viewer) -> int:
    return _in_order(viewer).count()


def _in_order(viewer: Viewer) -> QuerySet[VolumeSubmission]:
    asked = DailyVolume.objects.visible_to(viewer).filter(ASKED, submission=OuterRef("pk"))
    waiting = VolumeSubmission.objects.visible_to(viewer).filter(status=Status.RECORDED)
    return waiting.exclude(Exists(asked.exclude(status=Status.CHECKED)))
