"""`kabinet server`: the web server, in the place of this process."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from kabinet.console.processes import server_command


class Command(BaseCommand):
    help = "Serve the portal at KABINET_ADDRESS."

    def handle(self, *_: Any, **__: Any) -> None:
        command = server_command()
        os.execv(command[0], command)  # noqa: S606 (the command is ours, and no shell is wanted)
