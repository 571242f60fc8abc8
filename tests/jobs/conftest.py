import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import database_for_processes, process_environment

PATIENCE_SECONDS = 60


class Shop:
    """A database of its own with workers that are real processes and can really be killed."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.environment = process_environment(folder, database)
        self.processes: list[subprocess.Popen[str]] = []

    def open(self) -> None:
        self.clerk = self._process("talk", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._answer() == "ready"

    def start(self, kind: str, **arguments: Any) -> int:
        number: int = self._ask(do="start", kind=kind, arguments=arguments)
        return number

    def job(self, number: int) -> dict[str, Any]:
        row: dict[str, Any] = self._ask(do="job", number=number)
        return row

    def cancel(self, number: int) -> None:
        self._ask(do="cancel", number=number)

    def worker(self) -> subprocess.Popen[str]:
        return self._process("work", str(self.folder))

    def wait_for(self, number: int, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition(row := self.job(number)):
            assert time.monotonic() < end, row
            time.sleep(0.05)
        return row

    def wait_until_over(self, number: int) -> dict[str, Any]:
        return self.wait_for(number, lambda row: row["is_over"])

    def lines(self, name: str = "log") -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _process(
        self, *arguments: str, stdin: int | None = None, stdout: int | None = None
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.workshop", *arguments],
            env=self.environment,
            text=True,
            stdin=stdin,
            stdout=stdout,
        )
        self.processes.append(process)
        return process

    def _ask(self, **request: Any) -> Any:
        assert self.clerk.stdin
        self.clerk.stdin.write(json.dumps(request) + "\n")
        self.clerk.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.clerk.stdout
        return json.loads(self.clerk.stdout.readline())


@pytest.fixture
def shop(transactional_db: None, tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path, database_for_processes(tmp_path))
    try:
        opened.open()
        yield opened
    finally:
        opened.close()
