"""The worker of the house in the process of a test."""

from kabinet.console.telling import tell_owner
from kabinet.jobs.worker import Pace, Worker


def work() -> None:
    """Let the worker do one job, and tell its owner how it ended."""
    Worker(chores=(), finished=tell_owner, pace=Pace()).work_once()
