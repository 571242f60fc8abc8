"""What was handed in together, and what of it waits for the supplier."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, VolumeDecision, VolumeSubmission
from kabinet.metering.rules.words import UNDECIDED, Status
from kabinet.values.months import BillingMonth

#: The volumes that wait for the supplier's decision.
ASKED = Q(status=Status.PROPOSED) | Q(superseded_at__isnull=True, status__in=UNDECIDED)


class SubmissionNotFound(NotFound):
    code = "metering.submission-not-found"


def get_submission(*, viewer: Viewer, submission_id: int) -> VolumeSubmission:
    """:raises SubmissionNotFound: it does not exist, or is somebody else's"""
    submissions = VolumeSubmission.objects.visible_to(viewer).select_related("contract__organization")
    found = only_row(submissions.filter(pk=submission_id))
    if found is None:
        raise SubmissionNotFound
    return found


def volumes_of_submission(*, viewer: Viewer, submission_id: int) -> list[DailyVolume]:
    volumes = DailyVolume.objects.visible_to(viewer).filter(submission_id=submission_id)
    return list(volumes.select_related("unit", "decision").order_by("gas_day", "unit__code", "id"))


def count_asked(*, viewer: Viewer, submission_id: int) -> int:
    """Return how many volumes of the submission wait for a decision."""
    return DailyVolume.objects.visible_to(viewer).filter(ASKED, submission_id=submission_id).count()


def decisions_of_submission(*, viewer: Viewer, submission_id: int) -> list[VolumeDecision]:
    """Return what was decided about parts of it alone, newest first."""
    decisions = VolumeDecision.objects.visible_to(viewer).filter(submission_id=submission_id)
    return list(decisions.order_by("-decided_at", "-id"))


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission in the supplier's lists, m³, with the contract's number, zone and overrides."""

    pk: int
    status: str
    month: BillingMonth
    first_day: date
    last_day: date
    days: int
    volume: Decimal
    late: bool
    doubts: int
    submitted_at: datetime
    submitted_by: str
    contract: str
    organization: str
    zone: str
    overrides: dict[str, Any]


PATHS = {
    "contract": "contract__number",
    "organization": "contract__organization__name",
    "zone": "contract__zone",
    "overrides": "contract__overrides",
}


def list_waiting_submissions(
    *, viewer: Viewer, limit: int = 50, among: Collection[int] | None = None
) -> list[SubmissionRow]:
    """Return submissions that wait for a decision, oldest first; only those named, if any."""
    waiting = VolumeSubmission.objects.visible_to(viewer).filter(status=Status.RECORDED)
    if among is not None:
        waiting = waiting.filter(pk__among=among)
    return read_rows(SubmissionRow, waiting.order_by("submitted_at", "id")[:limit], **PATHS)


def count_waiting_submissions(*, viewer: Viewer) -> int:
    return VolumeSubmission.objects.visible_to(viewer).filter(status=Status.RECORDED).count()


def newest_submissions(*, viewer: Viewer, organization_id: int, limit: int = 50) -> list[SubmissionRow]:
    """Return what the organization handed in under all its contracts, newest first."""
    submissions = VolumeSubmission.objects.visible_to(viewer).filter(
        contract__organization_id=organization_id
    )
    return read_rows(SubmissionRow, submissions.order_by("-submitted_at", "-id")[:limit], **PATHS)


def submissions_of_archive(*, viewer: Viewer, archive_id: int) -> list[VolumeSubmission]:
    """Return what was handed in from a file, by month."""
    rows = VolumeSubmission.objects.visible_to(viewer).filter(archive_id=archive_id)
    return list(rows.order_by("month", "id"))
