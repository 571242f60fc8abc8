"""When nothing of a submission waits for the supplier any longer."""

from collections.abc import Collection

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.queries import ASKED
from kabinet.metering.rules.words import Status


def settle(submission_ids: Collection[int], *, viewer: Viewer) -> None:
    """
    End the waiting of those submissions of which no volume waits: each was decided, or replaced by a correction.

    Accepted is one of which anything was, returned one of which the rest was; otherwise all of it was replaced.
    """
    waiting = VolumeSubmission.objects.visible_to(viewer).filter(
        pk__among=submission_ids, status=Status.RECORDED
    )
    done = waiting.exclude(Exists(_volumes(viewer).filter(ASKED)))
    done.update(
        status=Case(
            When(Exists(_volumes(viewer).filter(status=Status.ACCEPTED)), then=Value(Status.ACCEPTED)),
            When(Exists(_volumes(viewer).filter(status=Status.RETURNED)), then=Value(Status.RETURNED)),
            default=Value(Status.REPLACED),
        )
    )


def _volumes(viewer: Viewer) -> QuerySet[DailyVolume]:
    return DailyVolume.objects.visible_to(viewer).filter(submission=OuterRef("pk"))
