"""`kabinet jobs`: the latest background jobs and the state of the outbox."""

from typing import Any

from django.core.management.base import BaseCommand

from kabinet.jobs.queries import JobRow, list_everybodys_jobs
from kabinet.notifications.queries import count_outbox


class Command(BaseCommand):
    help = "List the latest background jobs of all people, and how many letters wait."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        for job in list_everybodys_jobs():
            self.stdout.write(_line(job))
        letters = ", ".join(f"{status} {count}" for status, count in count_outbox().items())
        self.stdout.write(f"letters: {letters}")


def _line(job: JobRow) -> str:
    percent = "" if job.percent is None else f"{job.percent}%"
    seen = f"{job.heartbeat_at:%Y-%m-%d %H:%M:%S}" if job.heartbeat_at else ""
    head = f"{job.number:>7}  {job.status:10} {percent:>4}  attempts {job.attempts}  {seen:19}"
    return f"{head}  {job.failure_code:16} {job.title}"
