import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.console.conftest import Kabinet


def tamper(kabinet: Kabinet, statement: str) -> None:
    """Write past the program, as somebody with the database's file could."""
    with closing(sqlite3.connect(kabinet.database)) as connection, connection:
        for table in ("journal_record", "journal_receipt"):
            connection.execute(f"DROP TRIGGER {table}_update")
            connection.execute(f"DROP TRIGGER {table}_delete")
        connection.execute(statement)


class TestVerify:
    def test_finds_the_demo_whole(self, stocked: Kabinet) -> None:
        done = stocked.run("journal", "verify")

        assert done.returncode == 0, done.stderr
        assert "whole" in done.stdout

    @pytest.mark.parametrize(
        ("statement", "reason"),
        [
            (
                "UPDATE journal_record SET data = '{}' WHERE organization_id = 1 AND position = 9",
                "was changed",
            ),
            ("DELETE FROM journal_record WHERE organization_id = 2 AND position = 5", "is missing"),
            ("UPDATE journal_receipt SET content = '{}' WHERE id = 3", "receipt"),
        ],
    )
    def test_names_what_somebody_has_changed(
        self, stocked: Kabinet, tmp_path: Path, statement: str, reason: str
    ) -> None:
        copy = stocked.copy_to(tmp_path / "state")
        tamper(copy, statement)

        done = copy.run("journal", "verify")

        assert done.returncode == 1
        assert reason in done.stderr


class TestSeal:
    def test_prints_the_root_that_the_verification_then_covers(
        self, stocked: Kabinet, tmp_path: Path
    ) -> None:
        copy = stocked.copy_to(tmp_path / "state")

        sealed = copy.run("journal", "seal")

        assert re.search(r"\b[0-9a-f]{64}\b", sealed.stdout)
        assert copy.run("journal", "verify").returncode == 0
