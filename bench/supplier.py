"""Demo suppliers of two sizes, each in a database of its own, and the production server in front of them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-23T09:20:00+03:00"
_YEARS = 3


@dataclass(frozen=True, slots=True)
class Supplier:
    """A loaded demo supplier: its name, how many organizations, and where its state is."""

    name: str
    organizations: int
    state: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "KABINET_STATE": str(self.state),
            "KABINET_FROZEN_NOW": NOW,
            "KABINET_LOG_LEVEL": "ERROR",
            **more,
        }

    def command(self, *arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("kabinet")), *arguments]
        answer = subprocess.run(command, env=self.environment(), check=True, capture_output=True, text=True)
        return answer.stdout


SMALL = Supplier("1x", 100, ROOT / "build/bench/1x")
LARGE = Supplier("10x", 1000, ROOT / "build/bench/10x")


def load(supplier: Supplier) -> float:
    """Load the supplier unless it stands already, and bring it up to date; return the seconds that the loading took."""
    done = supplier.state / "loaded"
    if not done.exists():
        shutil.rmtree(supplier.state, ignore_errors=True)
    supplier.command("setup")
    if done.exists():
        return 0.0
    started = time.monotonic()
    supplier.command(
        "demo", "load", "--organizations", str(supplier.organizations), "--years", str(_YEARS), "--seed", "1"
    )
    done.touch()
    return time.monotonic() - started


def accounts(supplier: Supplier) -> dict[str, Mapping[str, str]]:
    """Return the first demo sign-in of each role."""
    found: dict[str, Mapping[str, str]] = {}
    for account in json.loads(supplier.command("demo", "accounts", "--json")):
        found.setdefault(account["role"], account)
    return found


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and the process from which its workers come."""

    address: str
    pid: int

    def worked(self) -> float:
        """Return the seconds of processor that it and its workers have used, whatever else the machine does."""
        return sum(_worked(pid) for pid in _family(self.pid)) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listed.read_text().split():
            yield from _family(int(child))


def _worked(pid: int) -> int:
    """Return the ticks of processor, for the program and for the kernel on its behalf (proc(5): utime, stime)."""
    columns = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(columns[11]) + int(columns[12])


@contextmanager
def server(supplier: Supplier, **more: str) -> Iterator[Server]:
    """Start the production server, two workers, with more of the environment."""
    port = _free_port()
    address = f"127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("kabinet")), "server"]
    process = subprocess.Popen(
        command, env=supplier.environment(KABINET_ADDRESS=address, **more), stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://{address}/login/", process)
        yield Server(f"http://{address}", process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 (our own server)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer within 30 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
