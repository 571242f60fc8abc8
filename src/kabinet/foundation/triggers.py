"""
Triggers that guard tables in which nothing may be changed or deleted, for both databases.

On SQLite, Django alters a table by making it anew, and its triggers are gone: a migration that alters a guarded table
ends with the guard's step once more, which does no harm where the trigger is still there.

PostgreSQL's TRUNCATE asks none of them, and has no trigger of its own here: only the tables' owner may send it, who
could drop that trigger as well; the program never does.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END;
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table}: rows are only ever added' USING ERRCODE = 'integrity_constraint_violation'; END $$;
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_{verb} BEFORE {verb} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION refuse_{table}();
"""


class _Guard(Operation):
    """
    A step in the database alone.

    Unlike `RunPython`, it has no model of any application made anew, which is a quarter of the time of all migrations.
    """

    def __init__(self, table: str, verbs: dict[str, dict[str, str]]) -> None:
        self.table, self.verbs = table, verbs

    def state_forwards(self, _app_label: str, _state: Any) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self, _app_label: str, schema_editor: Any, _from_state: Any, _to_state: Any
    ) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(_POSTGRESQL_FUNCTION.format(table=self.table), params=None)
        template = _POSTGRESQL if vendor == "postgresql" else _SQLITE
        for verb, when in self.verbs.items():
            statement = template.format(table=self.table, verb=verb, when=when.get(vendor, ""))
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, _app_label: str, schema_editor: Any, _from_state: Any, _to_state: Any
    ) -> None:
        place = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in self.verbs:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_{verb}{place}", params=None)

    def describe(self) -> str:
        return f"Guard {self.table} against {' and '.join(self.verbs)}"


def append_only(table: str) -> Operation:
    """Return the migration step after which the table takes new rows only."""
    return _Guard(table, {"update": {}, "delete": {}})


def unchangeable(table: str, column: str) -> Operation:
    """Return the migration step after which the column of the table keeps its first value."""
    when = {
        "sqlite": f'WHEN NEW."{column}" IS NOT OLD."{column}"',
        "postgresql": f'WHEN (NEW."{column}" IS DISTINCT FROM OLD."{column}")',
    }
    return _Guard(table, {"update": when})
