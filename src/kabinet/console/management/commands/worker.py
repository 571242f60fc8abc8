"""`kabinet worker`: background jobs and the outbox, until it is told to stop."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from kabinet.console import chores
from kabinet.console.telling import tell_owner
from kabinet.jobs import worker


class Command(BaseCommand):
    help = "Run background jobs and send letters, until SIGTERM or Ctrl+C."

    def handle(self, *_: Any, **__: Any) -> None:
        worker.run(
            chores=[
                chores.send_letters,
                chores.let_results_go,
                chores.let_stray_uploads_go,
                chores.forget_traces_of_sign_in,
                chores.end_looks,
                chores.Hourly(chores.remind_of_powers),
                chores.Hourly(chores.remind_of_verifications_ending),
                chores.Every(timedelta(minutes=10), chores.remind_of_missing_readings),
            ],
            finished=tell_owner,
        )
