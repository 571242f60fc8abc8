"""Starting and cancelling."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import queries, registry
from kabinet.jobs.models import CLAIMABLE, FINAL, FRUITLESS, Job, Status


class JobIsOver(Refusal):
    """It ended before it could be cancelled."""

    code = "jobs.over"


@transaction.atomic
def start_job(
    *, kind: str, arguments: Mapping[str, Any], title: str, viewer: Viewer, key: str, now: datetime
) -> int:
    """
    Order a job and return its number. A worker takes it up after the commit of the caller's transaction.

    `arguments` are JSON and become the keyword arguments of the registered function. `title` is worded in
    the owner's language. One job a key and owner; only one that came to nothing is ordered anew.

    :raises LookupError: no area has registered the kind
    """
    registry.get_run(kind)
    fruitful = Job.objects.visible_to(viewer).exclude(status__in=FRUITLESS)
    order = {"kind": kind, "arguments": dict(arguments), "title": title[:300], "created_at": now}
    job, _ = fruitful.get_or_create(owner_id=viewer.user_id, key=key, defaults=order)
    return job.number


@operation
def cancel_job(*, viewer: Viewer, number: int, now: datetime) -> None:
    """
    Cancel a job: at once if no worker has it, otherwise at its next step.

    :raises JobNotFound: the viewer has no such job
    :raises JobIsOver: it ended before
    """
    queries.get_job(viewer=viewer, number=number)
    own = Job.objects.visible_to(viewer).filter(number=number)
    if own.filter(status__in=CLAIMABLE).update(status=Status.CANCELLED, cancel_asked_at=now, finished_at=now):
        return
    if not own.filter(status=Status.RUNNING).update(cancel_asked_at=now):
        raise JobIsOver(number=number)


@operation
def forget_results(*, now: datetime) -> list[int]:
    """
    Let go of the files that were kept long enough, and return their ids, so that they can be removed where nobody
    else refers to them. The jobs themselves stay in the list.
    """
    expired = Job.objects.everywhere(reason="results of all owners are let go in their time").filter(
        status__in=FINAL, kept_until__lte=now, result_file__isnull=False
    )
    files = list(expired.order_by("number").values_list("result_file_id", flat=True))
    expired.update(result_file=None)
    return [file_id for file_id in files if file_id is not None]
