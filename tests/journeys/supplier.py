"""
The demo supplier as it runs in production: the server and the worker as processes, a state folder, a mail server.

The state is made once (migrate, demo load), and every story begins with a copy of it. The server stays: its database
is written over page by page, as SQLite's own backup does, so that a story costs no start.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MORNING = "2026-11-23T09:20:00+03:00"
_KABINET = [sys.executable, "-m", "kabinet.console.main"]
_PATIENCE_SECONDS = 60.0


def build_of_the_run(scratch: Path) -> Path:
    """Copy the built frontend, and collect the static files: another build going on meanwhile does no harm."""
    source = Path(os.environ.get("KABINET_BUILD", ROOT / "build"))
    if not (source / "frontend").is_dir():
        raise FileNotFoundError(f"{source / 'frontend'} is missing: make build/frontend/done")
    for part in ("frontend", "fonts"):
        shutil.copytree(source / part, scratch / part)
    return scratch


def wait_until(came: Callable[[], bool], *, seconds: float = 60) -> None:
    """Look ten times a second whether it has come to pass."""
    give_up = time.monotonic() + seconds
    while not came():
        assert time.monotonic() < give_up, "it did not come to pass"
        time.sleep(0.1)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Supplier:
    """One running installation: `origin` is the address of its pages, `state` the folder of its data."""

    state: Path
    build: Path
    now: str = MORNING
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.state / "kabinet.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KABINET_")}
        inherited.pop("DJANGO_SETTINGS_MODULE", None)
        return {
            **inherited,
            "PYTHONPATH": str(ROOT / "src"),
            "KABINET_SECRET_KEY": "only-for-journeys",
            "KABINET_STATE": str(self.state),
            "KABINET_BUILD": str(self.build),
            "KABINET_ADDRESS": f"127.0.0.1:{self.port}",
            "KABINET_FROZEN_NOW": self.now,
            "KABINET_LOG_LEVEL": "WARNING",
            **self.settings,
        }

    def call(self, *verb: str) -> str:
        """Run a verb of the administrator and return what it printed."""
        done = subprocess.run(
            [*_KABINET, *verb], env=self.environment, cwd=ROOT, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"kabinet {' '.join(verb)}: {done.stderr[-4000:]}"
        return done.stdout

    def prepare(self) -> None:
        self.call("migrate", "--skip-checks", "--verbosity", "0")
        self.call("demo", "load")

    def collect_static_files(self) -> None:
        self.call("collectstatic", "--noinput", "--verbosity", "0")

    def copy_from(self, template: Path) -> None:
        """Begin anew with the template's data; the connections of the server's threads stay open."""
        with (
            closing(sqlite3.connect(template / "kabinet.sqlite3")) as source,
            closing(sqlite3.connect(self.database, timeout=20)) as target,
        ):
            source.backup(target)
        for folder in ("files",):
            shutil.rmtree(self.state / folder, ignore_errors=True)
            shutil.copytree(template / folder, self.state / folder)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the tables, where the story is about what is kept and not about what is shown."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as connection:
            return connection.execute(query, values).fetchall()

    def end_sessions(self) -> None:
        """Do to the browser sessions what twelve hours would do."""
        self.write("DELETE FROM access_session")

    def write(self, statement: str, *values: Any) -> None:
        """Do to the tables what the story only needs to have happened."""
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            connection.execute(statement, values)

    def accounts(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(self.call("demo", "accounts", "--json"))
        return found

    @contextmanager
    def process(self, verb: str) -> Iterator[subprocess.Popen[str]]:
        """Run a verb that does not end by itself, and end it with whatever it started."""
        with (self.state / f"{verb}.log").open("a") as output:
            started = subprocess.Popen(
                [*_KABINET, verb],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
            try:
                yield started
            finally:
                _end(started)

    @contextmanager
    def serving(self) -> Iterator["Supplier"]:
        with self.process("server") as server:
            self._wait_until_it_answers(server)
            yield self

    def _wait_until_it_answers(self, server: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.origin}/login/", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise TimeoutError(f"no answer from {self.origin}: {(self.state / 'server.log').read_text()[-2000:]}")


@contextmanager
def held(process: subprocess.Popen[str]) -> Iterator[None]:
    """Let a process and whatever it started stand still for a while, as on a machine that has no time for it."""
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGCONT)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask the process group to stop; after ten seconds it is no longer asked."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        else:
            break
    process.wait()
