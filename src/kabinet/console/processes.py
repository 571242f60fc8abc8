"""The processes of which the portal consists, and keeping them together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from django.conf import settings

from kabinet.foundation.refusal import Refusal

_APPLICATION = "kabinet.project.wsgi:application"

#: Two processes with four threads each answer a thousand customers.
_WORKERS, _THREADS = 2, 4

#: How many connections a process holds. Browsers and proxies keep one open for half a minute after the answer, and an
#: idle one takes a place, too; with few places whoever comes next waits until they are given up. What is asked beyond
#: the threads waits its turn; a process may usually open 1,024 files.
_CONNECTIONS = 512

#: Seconds for finishing the requests and jobs under way.
_GRACE = 20.0


def server_command() -> list[str]:
    host, _, port = settings.ADDRESS.rpartition(":")
    options = {
        "--interface": "wsgi",
        "--host": host.strip("[]"),
        "--port": port,
        "--workers": str(_WORKERS),
        "--blocking-threads": str(_THREADS),
        "--backpressure": str(_CONNECTIONS),
        "--workers-kill-timeout": str(int(_GRACE / 2)),
    }
    flags = [part for option in options.items() for part in option]
    return [sys.executable, "-m", "granian", *flags, "--respawn-failed-workers", _APPLICATION]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "kabinet.console.main", "worker"]


class AddressTaken(Refusal):
    """Somebody listens there already. Facts: address."""

    code = "console.address-taken"


def check_address() -> None:
    """
    See that nobody listens at the portal's address: the server would share it, and half of the requests go astray.

    :raises AddressTaken: somebody does
    """
    host, _, port = settings.ADDRESS.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise AddressTaken(address=settings.ADDRESS) from error


class Family:
    """Processes that live and die together, each with all that it starts itself."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.members: list[subprocess.Popen[bytes]] = []
        self.told_to_stop = False

    def live(self) -> int:
        """Run until told to stop, or until one of them ends; return 0 in the first case."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # the last: the terminal was closed
            signal.signal(number, self._stop)
        try:
            for command in self.commands:
                self.members.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603 (our own commands)
            while not self.told_to_stop and all(member.poll() is None for member in self.members):
                time.sleep(0.2)
        finally:
            self._end()
        return 0 if self.told_to_stop else 1

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _end(self) -> None:
        """Ask every group to end, and after the grace do not ask any more."""
        self._send(signal.SIGTERM)
        patience = time.monotonic() + _GRACE
        while time.monotonic() < patience and any(member.poll() is None for member in self.members):
            time.sleep(0.1)
        self._send(signal.SIGKILL)
        for member in self.members:
            member.wait()

    def _send(self, number: signal.Signals) -> None:
        for member in self.members:
            try:
                os.killpg(member.pid, number)
            except ProcessLookupError:
                continue
