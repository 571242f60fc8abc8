"""The import rules, as import-linter checks them, and that each of them catches what it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(root / "src")}
    )


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


class TestImportRules:
    def test_hold(self) -> None:
        answer = lint_imports(ROOT)

        assert answer.returncode == 0, answer.stdout

    @pytest.mark.parametrize(
        ("module", "line", "broken"),
        [
            ("values/money.py", "import django", "know no Django"),
            ("metering/rules/forecast.py", "from django.db import models", "know no Django"),
            ("formats/numbers.py", "from kabinet.foundation import refusal", "Layers"),
            ("organizations/queries.py", "from kabinet.metering import queries", "Layers"),
            ("journal/queries.py", "from kabinet.files import models", "Layers"),
            ("portal/urls.py", "from kabinet.desk import urls", "Layers"),
            ("portal/views/home.py", "from kabinet.metering.models import DailyVolume", "never tables"),
            ("console/messages.py", "from kabinet.access.models import User", "never tables"),
        ],
    )
    def test_catch_a_planted_violation(self, copied_house: Path, module: str, line: str, broken: str) -> None:
        planted = copied_house / "src/kabinet" / module
        planted.write_text(f"{line}\n{planted.read_text()}")

        answer = lint_imports(copied_house)

        assert answer.returncode != 0
        assert any(broken in row and "BROKEN" in row for row in answer.stdout.splitlines()), answer.stdout

    def test_catch_a_room_outside_the_layers(self, copied_house: Path) -> None:
        (copied_house / "src/kabinet/attic").mkdir()
        (copied_house / "src/kabinet/attic/__init__.py").touch()

        assert lint_imports(copied_house).returncode != 0
