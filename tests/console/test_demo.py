import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.console.conftest import Kabinet

_OF_DJANGO = ("django_", "auth_", "sqlite_")


def digest_of(database: Path) -> str:
    found = hashlib.sha256()
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in tables.fetchall():
            if not table.startswith(_OF_DJANGO):
                found.update(table.encode())
                for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
                    found.update(repr(row).encode())
    return found.hexdigest()


class TestLoad:
    def test_gives_the_same_rows_in_every_database(
        self, fresh: Kabinet, stocked: Kabinet, tmp_path: Path
    ) -> None:
        another = fresh.copy_to(tmp_path / "state")

        another.run("demo", "load", "--organizations", "4", "--years", "1", "--today", "2026-11-23")

        assert digest_of(another.database) == digest_of(stocked.database)

    def test_gives_other_rows_from_another_seed(
        self, fresh: Kabinet, stocked: Kabinet, tmp_path: Path
    ) -> None:
        another = fresh.copy_to(tmp_path / "state")

        another.run("demo", "load", "--organizations", "4", "--years", "1", "--seed", "2")

        assert digest_of(another.database) != digest_of(stocked.database)

    def test_loads_nothing_twice(self, stocked: Kabinet, tmp_path: Path) -> None:
        copy = stocked.copy_to(tmp_path / "state")
        before = digest_of(copy.database)

        done = copy.run("demo", "load")

        assert done.returncode == 0
        assert "loaded already: 4 organizations" in done.stdout
        assert digest_of(copy.database) == before

    def test_refuses_a_number_of_organizations_that_is_none(self, fresh: Kabinet) -> None:
        done = fresh.run("demo", "load", "--organizations", "0")

        assert done.returncode == 2
        assert "--organizations" in done.stderr


class TestAccounts:
    def test_lists_everybody_with_role_organization_and_password(self, stocked: Kabinet) -> None:
        accounts = json.loads(stocked.run("demo", "accounts", "--json").stdout)

        found = {account["user_name"]: account for account in accounts}
        assert found["accountant-1"]["name"] == "Иванова Анна Петровна"
        assert found["accountant-1"]["organization"] == "ООО «Завод Керамик»"
        assert found["curator-1"]["role"] == "curator"
        assert {account["password"] for account in accounts} == {"kabinet-demo-2026"}

    def test_refuses_where_there_is_no_demo(self, fresh: Kabinet) -> None:
        done = fresh.run("demo", "accounts", "--json")

        assert done.returncode == 1
        assert "no demo supplier" in done.stderr
        assert done.stdout == ""
