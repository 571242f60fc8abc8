"""The rules of the house hold, and each check catches a planted violation."""

import shutil
from pathlib import Path

import pytest

from tests.architecture import source


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(
            source.SOURCE, tmp_path / "kabinet", ignore=shutil.ignore_patterns("__pycache__", "locale")
        )
    )


def plant(root: Path, module: str, line: str) -> None:
    path = root / module
    path.write_text(f"{path.read_text()}\n{line}\n")


class TestHttpInAreas:
    def test_is_nowhere(self) -> None:
        assert source.http_in_areas() == []

    def test_is_caught_when_planted(self, copied: Path) -> None:
        plant(copied, "journal/queries.py", "from django.http import HttpRequest")

        assert source.http_in_areas(copied) == ["journal/queries.py: django.http"]


class TestBackDoors:
    def test_are_nowhere(self) -> None:
        assert source.back_doors() == []

    def test_are_caught_when_planted(self, copied: Path) -> None:
        plant(copied, "journal/queries.py", "ROWS = Record.machinery.all()")

        [found] = source.back_doors(copied)
        assert found.startswith("journal/queries.py:")


class TestClockLooks:
    def test_are_nowhere_in_domain_code(self) -> None:
        assert source.clock_looks() == []

    def test_are_caught_when_planted(self, copied: Path) -> None:
        plant(copied, "journal/queries.py", "TODAY = date.today()")

        assert len(source.clock_looks(copied)) == 1


class TestMirrorOfTests:
    def test_is_complete(self) -> None:
        assert source.packages_without_tests() == []

    def test_is_missed_where_a_package_has_none(self, copied: Path, tmp_path: Path) -> None:
        (tmp_path / "tests").mkdir()

        assert "metering" in source.packages_without_tests(copied, tmp_path / "tests")
