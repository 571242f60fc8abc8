"""The worker: takes one job after another, and between them lets the chores of the house be done."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType
from uuid import uuid4

from django.db import DatabaseError, connection, transaction

from kabinet.foundation import clock
from kabinet.foundation.refusal import Refusal
from kabinet.jobs import queries, registry, runs
from kabinet.jobs.models import Job, Status
from kabinet.jobs.progress import Cancelled, GivenBack, Progress, TakenOver
from kabinet.jobs.queries import JobRow

logger = logging.getLogger(__name__)

#: Something done every few seconds beside the jobs, such as the sending of letters; gets the real time.
Chore = Callable[[datetime], object]
#: Called in the transaction in which a job ends, to tell its owner.
Finished = Callable[[JobRow], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """In seconds. A worker that was silent for `silence` counts as dead."""

    poll: float = 1.0
    beat: float = 5.0
    silence: float = 30.0
    chore: float = 5.0
    #: Before the second and the third run of a job that failed; a killed worker's job is taken up at once.
    pauses: tuple[float, float] = (10.0, 60.0)


def run(*, chores: Sequence[Chore] = (), finished: Finished | None = None, pace: Pace | None = None) -> None:
    """Work until SIGTERM or SIGINT. A job that is running then is given back at its next step."""
    worker = Worker(chores=chores, finished=finished or _nobody, pace=pace or Pace())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    worker.work()


def _nobody(_job: JobRow) -> None:
    """Tell nobody."""


class Worker:
    def __init__(self, *, chores: Sequence[Chore], finished: Finished, pace: Pace) -> None:
        self.chores = chores
        self.finished = finished
        self.pace = pace
        self.stopping = threading.Event()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        # A handler runs in the middle of the main thread, which therefore never waits for the event itself:
        # it could be holding the event's lock, for which `set` would then wait for ever.
        self.stopping.set()

    def work(self) -> None:
        attendant = threading.Thread(target=self._attend, name="chores")
        attendant.start()
        try:
            while not self.stopping.is_set():
                if not self.work_once():
                    time.sleep(self.pace.poll)
        finally:
            self.stopping.set()
            attendant.join()

    def work_once(self) -> bool:
        """Take one job and run it. False: there was none, or the database could not be reached."""
        try:
            job = runs.claim(name=_name(), at=_real_now(), started_at=clock.now())
            if job is not None:
                self._run(job)
        except DatabaseError:
            logger.exception("the database cannot be reached, trying again")
            connection.close()
            return False
        return job is not None

    def _run(self, job: Job) -> None:
        over = threading.Event()
        heart = threading.Thread(target=self._beat, args=(job, over), name="heart")
        heart.start()
        try:
            self._run_and_record(job)
        finally:
            over.set()
            heart.join()

    def _run_and_record(self, job: Job) -> None:
        """Run the job, and write down how it ended."""
        try:
            outcome = registry.get_run(job.kind)(self._progress(job), **job.arguments)
        except Cancelled:
            self._finish(job, Status.CANCELLED)
        except GivenBack:
            runs.give_back(number=job.number, name=job.worker)
        except TakenOver:
            logger.warning("job %s was taken over by another worker", job.number)
        except Refusal as refusal:
            self._finish(job, Status.FAILED, failure_code=refusal.code, failure_facts=_json(refusal.facts))
        except Exception as error:
            logger.exception("job %s failed at attempt %s", job.number, job.attempts)
            self._fail(job, error)
        else:
            outcome = outcome or registry.Outcome()
            self._finish(
                job,
                Status.DONE,
                result=outcome.facts,
                result_file=outcome.file_id,
                result_name=outcome.file_name,
                failure_code="",
                failure_facts={},
            )

    def _progress(self, job: Job) -> Progress:
        return Progress(
            number=job.number,
            owner_id=job.owner_id,
            now=clock.now(),
            attempt=job.attempts,
            done=job.done,
            total=job.total,
            name=job.worker,
            stopping=self.stopping,
        )

    def _fail(self, job: Job, error: Exception) -> None:
        """Try again later, or give up. What the program said is for the log; the person reads a code."""
        reason = {"failure_code": "jobs.broke-off", "failure_facts": {"error": type(error).__name__}}
        if job.attempts < runs.ATTEMPTS:
            due_at = _real_now() + timedelta(seconds=self.pace.pauses[job.attempts - 1])
            runs.retry_later(number=job.number, name=job.worker, due_at=due_at, **reason)
        else:
            self._finish(job, Status.GIVEN_UP, **reason)

    def _finish(self, job: Job, status: Status, **columns: object) -> None:
        with transaction.atomic():
            if runs.finish(
                number=job.number, name=job.worker, status=status, finished_at=clock.now(), **columns
            ):
                job.refresh_from_db()
                self.finished(queries.row_of(job))

    def _beat(self, job: Job, over: threading.Event) -> None:
        """Say every few seconds that the run lives, however long its steps are."""
        while not over.wait(self.pace.beat):
            try:
                if not runs.beat(number=job.number, name=job.worker, at=_real_now()):
                    break
            except DatabaseError:
                logger.warning("the heartbeat of job %s was not written", job.number)
                connection.close()
        connection.close()

    def _attend(self) -> None:
        """Take the jobs of dead workers back, and do the chores, also while a long job is running."""
        while True:
            self._rescue()
            for chore in self.chores:
                self._do(chore)
            if self.stopping.wait(self.pace.chore):
                break
        connection.close()

    def _rescue(self) -> None:
        try:
            silent_since = _real_now() - timedelta(seconds=self.pace.silence)
            for job in runs.list_silent(since=silent_since):
                with transaction.atomic():
                    if runs.rescue(job, finished_at=clock.now()):
                        self.finished(queries.row_of(job))
        except DatabaseError:
            logger.exception("the jobs of dead workers were not looked for")
            connection.close()

    @staticmethod
    def _do(chore: Chore) -> None:
        try:
            chore(_real_now())
        except Exception:
            logger.exception("a chore failed, the others go on")
            connection.close()


def _name() -> str:
    """Name one run: where it runs, for the reader, and a number that no other run has."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{uuid4().hex[:12]}"


def _real_now() -> datetime:
    return datetime.now(tz=UTC)


def _json(facts: dict[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | str) else str(value) for name, value in facts.items()}
