"""What the worker does beside the jobs, every few seconds; it gives the real time."""

from datetime import datetime, timedelta

from kabinet.access.operations.looking import end_overdue_looks
from kabinet.access.operations.parked_forms import forget_parked_forms
from kabinet.access.operations.powers import remind_of_ending_powers
from kabinet.access.operations.public_tries import forget_public_tries
from kabinet.access.operations.sessions import forget_ended_sessions
from kabinet.access.operations.stray_uploads import forget_uploads
from kabinet.access.throttling import forget_old_tries
from kabinet.files.operations import remove_file
from kabinet.foundation import clock
from kabinet.jobs.operations import forget_results
from kabinet.jobs.worker import Chore
from kabinet.metering.operations.reminding import (
    remind_of_counters,
    remind_of_readings,
    remind_of_verifications,
)
from kabinet.notifications.delivery import send_due

_HOUR = timedelta(hours=1)


def send_letters(now: datetime) -> None:
    send_due(now=now)


def let_results_go(_now: datetime) -> None:
    """
    Let go of the results of jobs that were kept long enough, and of bytes to which nobody else refers.

    How long is counted by the doors' clock, by which the jobs ended.
    """
    for file_id in forget_results(now=clock.now()):
        remove_file(file_id)


def let_stray_uploads_go(_now: datetime) -> None:
    """Remove the scans of strangers that came to nothing; one that was sent with an application stays."""
    for file_id in forget_uploads(now=clock.now()):
        remove_file(file_id)


class Every:
    """A chore that is done once in a while, however often it is asked for: the first time at once."""

    def __init__(self, pause: timedelta, chore: Chore) -> None:
        self.pause = pause
        self.chore = chore
        self.done_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        if self.done_at is None or now - self.done_at >= self.pause:
            self.done_at = now
            self.chore(now)


class Hourly(Every):
    """A chore that is done once an hour."""

    def __init__(self, chore: Chore) -> None:
        super().__init__(_HOUR, chore)


def remind_of_missing_readings(_now: datetime) -> None:
    """Remind of readings, of days and of counters, before and after their deadline, by the doors' clock."""
    remind_of_readings(now=clock.now())
    remind_of_counters(now=clock.now())


def remind_of_verifications_ending(_now: datetime) -> None:
    """Remind both sides of verifications that run out, by the doors' day."""
    remind_of_verifications(now=clock.now())


def remind_of_powers(_now: datetime) -> None:
    """Remind of powers that end, by the doors' day."""
    remind_of_ending_powers(now=clock.now())


def end_looks(_now: datetime) -> None:
    """End the looks at customers' cabinets whose hour is over by the doors' clock."""
    end_overdue_looks(now=clock.now())


def forget_traces_of_sign_in(now: datetime) -> None:
    """Remove sessions that have ended, tries that count no longer, and forms for which nobody came back."""
    forget_ended_sessions(at=now)
    forget_old_tries(at=now)
    forget_public_tries(now=clock.now())
    forget_parked_forms(at=clock.now())
