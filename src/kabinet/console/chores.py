"""What the worker does beside the jobs, every few seconds; it gives the real time."""

from datetime import datetime

from kabinet.files.operations import remove_file
from kabinet.foundation import clock
from kabinet.jobs.operations import forget_results
from kabinet.notifications.delivery import send_due


def send_letters(now: datetime) -> None:
    send_due(now=now)


def let_results_go(_now: datetime) -> None:
    """
    Let go of the results of jobs that were kept long enough, and of bytes to which nobody else refers.

    How long is counted by the doors' clock, by which the jobs ended.
    """
    for file_id in forget_results(now=clock.now()):
        remove_file(file_id)
