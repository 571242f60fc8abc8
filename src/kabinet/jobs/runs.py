"""
The writes of a worker. Each holds only as long as the run's name stands in the row.

The moments are real ones, not those of the doors' clock, which the demo supplier may have stopped: by a
stopped clock no heartbeat would ever grow old.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import F, Q, QuerySet

from kabinet.jobs.models import CLAIMABLE, FINAL, Job, Status

#: A job is started so many times at most.
ATTEMPTS = 3
#: How long the result of a job is kept.
KEPT = timedelta(days=7)


class State(Enum):
    GOING = "going"
    CANCELLED = "cancelled"
    LOST = "lost"


def claim(*, name: str, at: datetime, started_at: datetime) -> Job | None:
    """
    Take the oldest job that is due. The attempt counts from here, so that a job which kills its worker each
    time is not started for ever.

    Two workers may see the same job; the second one's update finds it changed and takes the next.
    """
    for number, attempts in _due(at).order_by("number").values_list("number", "attempts")[:20]:
        taken = (
            _due(at)
            .filter(number=number, attempts=attempts)
            .update(
                status=Status.RUNNING,
                attempts=attempts + 1,
                worker=name,
                heartbeat_at=at,
                started_at=started_at,
                due_at=None,
                message="",
            )
        )
        if taken:
            return _jobs().get(number=number)
    return None


def beat(*, number: int, name: str, at: datetime) -> bool:
    """Say that the run lives. False: it was given up for dead, and is no more."""
    return bool(_run(number, name).update(heartbeat_at=at))


def tell(*, number: int, name: str, done: int, total: int, message: str, at: datetime) -> State:
    columns: dict[str, Any] = {"done": done, "total": total, "heartbeat_at": at}
    if message:
        columns["message"] = message
    if not _run(number, name).update(**columns):
        return State.LOST
    asked = _run(number, name).filter(cancel_asked_at__isnull=False).exists()
    return State.CANCELLED if asked else State.GOING


def finish(*, number: int, name: str, status: Status, finished_at: datetime, **columns: Any) -> bool:
    """Write how the run ended. False: another run has replaced this one, and the row is not ours."""
    kept_until = finished_at + KEPT if status == Status.DONE else None
    if status == Status.DONE:
        columns["done"] = F("total")
    return bool(
        _run(number, name).update(
            status=status, finished_at=finished_at, kept_until=kept_until, worker="", **columns
        )
    )


def retry_later(*, number: int, name: str, due_at: datetime, **columns: Any) -> bool:
    return bool(_run(number, name).update(status=Status.RETRYING, due_at=due_at, worker="", **columns))


def give_back(*, number: int, name: str) -> bool:
    """Leave the job to the next worker. It was no failure, so the attempt is not counted."""
    return bool(
        _run(number, name).update(status=Status.WAITING, worker="", attempts=F("attempts") - 1, due_at=None)
    )


def list_silent(*, since: datetime) -> list[Job]:
    """Return the running jobs whose workers were not heard of since then."""
    return list(_jobs().filter(status=Status.RUNNING, heartbeat_at__lt=since).order_by("number"))


def rescue(silent: Job, *, finished_at: datetime) -> bool:
    """
    Leave the job of a dead worker to the next one. True: it is over instead, because its owner cancelled it
    meanwhile, or because it was started often enough.
    """
    unchanged = _run(silent.number, silent.worker).filter(heartbeat_at=silent.heartbeat_at)
    if not unchanged.update(**_fate(silent, finished_at)):
        return False
    silent.refresh_from_db()
    return silent.status in FINAL


def _fate(job: Job, finished_at: datetime) -> dict[str, Any]:
    lost: dict[str, Any] = {
        "worker": "",
        "due_at": None,
        "failure_code": "jobs.worker-lost",
        "failure_facts": {},
    }
    if job.cancel_asked_at is not None:
        return {"worker": "", "status": Status.CANCELLED, "finished_at": finished_at}
    if job.attempts >= ATTEMPTS:
        return lost | {"status": Status.GIVEN_UP, "finished_at": finished_at}
    return lost | {"status": Status.RETRYING}


def _due(at: datetime) -> QuerySet[Job]:
    return _jobs().filter(Q(due_at__isnull=True) | Q(due_at__lte=at), status__in=CLAIMABLE)


def _run(number: int, name: str) -> QuerySet[Job]:
    return _jobs().filter(number=number, worker=name, status=Status.RUNNING)


def _jobs() -> QuerySet[Job]:
    return Job.objects.everywhere(reason="the worker does the jobs of everybody")
