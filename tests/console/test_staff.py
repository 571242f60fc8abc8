"""`kabinet staff add` on a new installation."""

import re
from pathlib import Path

from tests.console.conftest import Kabinet


class TestAdd:
    def test_prints_a_user_name_and_a_code(self, fresh: Kabinet, tmp_path: Path) -> None:
        done = fresh.copy_to(tmp_path / "state").run("staff", "add", "--name", "Климов Павел Николаевич")

        assert done.returncode == 0, done.stderr
        assert "klimov.pn" in done.stdout
        assert re.search(r"access code  [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n", done.stdout)

    def test_asks_for_a_whole_name(self, fresh: Kabinet) -> None:
        done = fresh.run("staff", "add", "--name", "Климов")

        assert done.returncode != 0
        assert "surname and the name" in done.stderr
