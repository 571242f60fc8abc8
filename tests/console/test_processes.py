import http.client
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.console.conftest import Kabinet

_PATIENCE = 90
_KEPT_OPEN = 160
#: Shorter than the half minute after which the server gives an idle connection up.
_AT_ONCE = 15


def free_address() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listening.getsockname()[1]}"


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/login/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def wait_for_answer(address: str) -> None:
    patience = time.monotonic() + _PATIENCE
    while not answers(address):
        assert time.monotonic() < patience
        time.sleep(0.3)


def kept_open(address: str) -> http.client.HTTPConnection:
    """Return a connection on which something was asked and answered, as browsers keep it for the next question."""
    connection = http.client.HTTPConnection(address, timeout=_AT_ONCE)
    connection.request("GET", "/login/")
    connection.getresponse().read()
    return connection


def children_of(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(child) for child in found.stdout.split()]


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


class TestRun:
    @pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGHUP])
    def test_starts_server_and_worker_and_stops_both_at_once(
        self, stocked: Kabinet, tmp_path: Path, told: signal.Signals
    ) -> None:
        kabinet = replace(stocked.copy_to(tmp_path / "state"), address=free_address())
        running = subprocess.Popen(
            kabinet.command("run"), env=kabinet.environment, stdout=subprocess.PIPE, text=True
        )
        wait_for_answer(kabinet.address)
        children = children_of(running.pid)
        assert len(children) == 2

        running.send_signal(told)
        printed, _ = running.communicate(timeout=_PATIENCE)

        assert running.returncode == 0
        assert f"http://{kabinet.address}" in printed
        assert "accountant-1" in printed
        assert not any(is_alive(child) for child in children)
        assert not answers(kabinet.address)

    def test_does_not_share_an_address_with_another(self, fresh: Kabinet, tmp_path: Path) -> None:
        kabinet = replace(fresh.copy_to(tmp_path / "state"), address=free_address())
        host, port = kabinet.address.split(":")
        with socket.create_server((host, int(port)), reuse_port=True):
            refused = kabinet.run("run")

        assert refused.returncode == 1
        assert f"Somebody listens at {kabinet.address} already" in refused.stderr

    def test_ends_when_the_server_is_killed(self, fresh: Kabinet, tmp_path: Path) -> None:
        kabinet = replace(fresh.copy_to(tmp_path / "state"), address=free_address())
        running = subprocess.Popen(
            kabinet.command("run"),
            env=kabinet.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for_answer(kabinet.address)
        children = children_of(running.pid)

        os.kill(children[0], signal.SIGKILL)

        assert running.wait(timeout=_PATIENCE) == 1
        assert not any(is_alive(child) for child in children)


@contextmanager
def serving(kabinet: Kabinet) -> Iterator[None]:
    server = subprocess.Popen(
        kabinet.command("server"),
        env=kabinet.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_answer(kabinet.address)
        yield
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE)


class TestServer:
    @pytest.fixture
    def kabinet(self, fresh: Kabinet, tmp_path: Path) -> Kabinet:
        return replace(fresh.copy_to(tmp_path / "state"), address=free_address())

    def test_serves_in_the_place_of_its_process(self, kabinet: Kabinet) -> None:
        with serving(kabinet):
            assert answers(kabinet.address)

        assert not answers(kabinet.address)

    def test_answers_beside_many_connections_that_are_kept_open(self, kabinet: Kabinet) -> None:
        with serving(kabinet), ExitStack() as idle:
            opened = [idle.enter_context(closing(kept_open(kabinet.address))) for _ in range(_KEPT_OPEN)]

            assert all(one.sock for one in opened)  # none was given up, and the last was answered, too


class TestSetup:
    def test_may_be_repeated(self, fresh: Kabinet, tmp_path: Path) -> None:
        copy = fresh.copy_to(tmp_path / "state")

        assert copy.run("setup").returncode == 0
        assert (copy.state / "build" / "static" / "staticfiles.json").exists()


class TestJobs:
    def test_tells_how_many_letters_wait(self, stocked: Kabinet) -> None:
        done = stocked.run("jobs")

        assert done.returncode == 0
        assert "letters: waiting 0" in done.stdout
