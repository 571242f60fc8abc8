"""`kabinet worker`: background jobs and the outbox, until it is told to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from kabinet.console.telling import tell_owner
from kabinet.jobs import worker
from kabinet.jobs.operations import forget_results
from kabinet.notifications.delivery import send_due


class Command(BaseCommand):
    help = "Run background jobs and send letters, until SIGTERM or Ctrl+C."

    def handle(self, *_: Any, **__: Any) -> None:
        worker.run(
            chores=[lambda now: send_due(now=now), lambda now: forget_results(now=now)], finished=tell_owner
        )
