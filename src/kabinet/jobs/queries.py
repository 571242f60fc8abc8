"""What became of the jobs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer
from kabinet.jobs.models import FINAL, Job, Status

_SHOWN = 100


class JobNotFound(NotFound):
    """The viewer has no job of this number."""

    code = "jobs.not-found"


@dataclass(frozen=True, slots=True)
class JobRow:
    """
    `status` is worded by `wording.STATUS`. `failure_code` and `failure_facts` tell why the last run failed,
    like those of a refusal. `percent` is None while nobody knows. `file_id` is there until `kept_until`.
    """

    number: int
    owner_id: int
    kind: str
    title: str
    status: str
    done: int
    total: int
    percent: int | None
    message: str
    attempts: int
    worker: str
    heartbeat_at: datetime | None
    due_at: datetime | None
    result: dict[str, Any]
    file_id: int | None
    file_name: str
    failure_code: str
    failure_facts: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    kept_until: datetime | None
    is_over: bool
    is_cancelling: bool


def list_jobs(*, viewer: Viewer) -> list[JobRow]:
    """Return the viewer's latest jobs, the newest first."""
    jobs = Job.objects.visible_to(viewer).defer("arguments")
    return [row_of(job) for job in jobs.order_by("-number")[:_SHOWN]]


def get_job(*, viewer: Viewer, number: int) -> JobRow:
    """:raises JobNotFound: the viewer has no such job"""
    try:
        return row_of(Job.objects.visible_to(viewer).get(number=number))
    except Job.DoesNotExist as error:
        raise JobNotFound(number=number) from error


def get_arguments(*, viewer: Viewer, number: int) -> dict[str, Any]:
    """
    Return with what the job was ordered.

    :raises JobNotFound: the viewer has no such job
    """
    try:
        return dict(Job.objects.visible_to(viewer).values_list("arguments", flat=True).get(number=number))
    except Job.DoesNotExist as error:
        raise JobNotFound(number=number) from error


def list_everybodys_jobs(*, limit: int = _SHOWN) -> list[JobRow]:
    """Return the latest jobs of all owners, for the administrator's command."""
    jobs = Job.objects.everywhere(reason="the administrator watches the worker").defer("arguments")
    return [row_of(job) for job in jobs.order_by("-number")[:limit]]


def row_of(job: Job) -> JobRow:
    return JobRow(
        number=job.number,
        owner_id=job.owner_id,
        kind=job.kind,
        title=job.title,
        status=job.status,
        done=job.done,
        total=job.total,
        percent=_percent(job),
        message=job.message,
        attempts=job.attempts,
        worker=job.worker,
        heartbeat_at=job.heartbeat_at,
        due_at=job.due_at,
        result=job.result or {},
        file_id=job.result_file_id,
        file_name=job.result_name,
        failure_code=job.failure_code,
        failure_facts=job.failure_facts,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        kept_until=job.kept_until,
        is_over=job.status in FINAL,
        is_cancelling=job.status == Status.RUNNING and job.cancel_asked_at is not None,
    )


def _percent(job: Job) -> int | None:
    if job.status == Status.DONE:
        return 100
    return job.done * 100 // job.total if job.total else None
