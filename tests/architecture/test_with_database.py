import subprocess
import sys
from pathlib import Path

import pytest

from tests.with_database import uses_database

_ROOT = Path(__file__).resolve().parents[2]
_BOTH = """
import pytest

@pytest.fixture
def db(): ...

def test_reads(db): ...

def test_reckons(): ...

def test_reckons_anew(): ...
"""


class TestTestsThatUseTheDatabase:
    def test_ask_for_it(self, db: None, request: pytest.FixtureRequest) -> None:
        assert uses_database(request.node)

    def test_ask_for_what_needs_it(self, committed: None, request: pytest.FixtureRequest) -> None:
        assert uses_database(request.node)

    @pytest.mark.django_db
    def test_are_marked(self, request: pytest.FixtureRequest) -> None:
        assert uses_database(request.node)

    def test_are_no_others(self, request: pytest.FixtureRequest) -> None:
        assert not uses_database(request.node)


@pytest.mark.parametrize("workers", ["0", "1"])
def test_the_others_are_left_out_and_counted(tmp_path: Path, workers: str) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_both.py").write_text(_BOTH)
    own = ["-p", "tests.with_database", "-p", "no:django", "-p", "no:randomly"]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *own, "-n", workers, "--with-database", str(tmp_path)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "2 tests use no database and are left to the first run" in done.stdout
    assert "1 passed" in done.stdout
