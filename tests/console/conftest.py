"""The `kabinet` command as an administrator runs it: a process of its own, with a throw-away state."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_SOURCE = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Kabinet:
    state: Path
    address: str = "127.0.0.1:8000"

    @property
    def database(self) -> Path:
        return self.state / "kabinet.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KABINET_")}
        return inherited | {
            "PYTHONPATH": str(_SOURCE),
            "KABINET_SECRET_KEY": "only-for-tests",
            "KABINET_STATE": str(self.state),
            "KABINET_BUILD": str(self.state / "build"),
            "KABINET_ADDRESS": self.address,
            "KABINET_FROZEN_NOW": "2026-11-23T09:20:00+03:00",
            "DJANGO_SETTINGS_MODULE": "kabinet.project.settings",
        }

    def command(self, *verbs: str) -> list[str]:
        return [sys.executable, "-m", "kabinet.console.main", *verbs]

    def run(self, *verbs: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*verbs),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    def copy_to(self, state: Path) -> "Kabinet":
        shutil.copytree(self.state, state)
        return Kabinet(state)


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Kabinet:
    """Set up, and empty; tests take a copy."""
    kabinet = Kabinet(tmp_path_factory.mktemp("fresh") / "state")
    done = kabinet.run("setup")
    assert done.returncode == 0, done.stderr
    return kabinet


@pytest.fixture(scope="session")
def stocked(fresh: Kabinet, tmp_path_factory: pytest.TempPathFactory) -> Kabinet:
    """With a small demo supplier; tests that write take a copy."""
    kabinet = fresh.copy_to(tmp_path_factory.mktemp("stocked") / "state")
    done = kabinet.run("demo", "load", "--organizations", "4", "--years", "1")
    assert done.returncode == 0, done.stderr
    return kabinet
