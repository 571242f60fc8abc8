"""What a running job sees of itself."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kabinet.jobs import runs

# The page asks every few seconds: telling the database of each of ten thousand steps would help nobody.
_PAUSE_SECONDS = 0.5


class Interruption(BaseException):
    """The run is to end here. Not an Exception: a batch that goes on after errors must not swallow it."""


class Cancelled(Interruption):
    """The owner cancelled the job."""


class GivenBack(Interruption):
    """The worker was asked to stop, and leaves the job to the next one."""


class TakenOver(Interruption):
    """The run was given up for dead, and another has replaced it: nothing more may be written."""


@dataclass(slots=True)
class Progress:
    """
    `done` is where an earlier run of the job stopped, 0 at the first; `now` is the moment the run started, by
    the doors' clock; `owner_id` is the user for whom the job works.
    """

    number: int
    owner_id: int
    now: datetime
    attempt: int
    done: int
    total: int
    name: str
    stopping: threading.Event = field(repr=False)
    told_at: float = 0.0

    def step(self, done: int, total: int, message: str = "") -> None:
        """
        Tell how far the job is; not inside a transaction.

        :raises Cancelled: the owner cancelled the job
        :raises GivenBack: the worker was asked to stop
        :raises TakenOver: another run has replaced this one
        """
        self.done, self.total = done, total
        if self.stopping.is_set():
            self._tell(message)
            raise GivenBack
        if time.monotonic() - self.told_at >= _PAUSE_SECONDS:
            self._tell(message)
            self.told_at = time.monotonic()

    def _tell(self, message: str) -> None:
        state = runs.tell(
            number=self.number,
            name=self.name,
            done=self.done,
            total=self.total,
            message=message[:300],
            at=datetime.now(tz=UTC),
        )
        if state is runs.State.CANCELLED:
            raise Cancelled
        if state is runs.State.LOST:
            raise TakenOver
