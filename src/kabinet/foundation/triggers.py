"""
Triggers that guard tables in which nothing may be changed or deleted, for both databases.

On SQLite, Django alters a table by making it anew, and its triggers are gone: a migration that alters a guarded table
ends with the guard's step once more, which does no harm where the trigger is still there.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

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


def append_only(table: str) -> migrations.RunPython:
    """Return the migration step after which the table takes new rows only."""
    return migrations.RunPython(
        _creator(table, {"update": "", "delete": ""}), _dropper(table, ["update", "delete"])
    )


def unchangeable(table: str, column: str) -> migrations.RunPython:
    """Return the migration step after which the column of the table keeps its first value."""
    when = {
        "sqlite": f'WHEN NEW."{column}" IS NOT OLD."{column}"',
        "postgresql": f'WHEN (NEW."{column}" IS DISTINCT FROM OLD."{column}")',
    }
    return migrations.RunPython(_creator(table, {"update": when}), _dropper(table, ["update"]))


def _creator(table: str, verbs: dict[str, Any]) -> Callable[[Any, Any], None]:
    def create(_apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        if vendor == "postgresql":
            editor.execute(_POSTGRESQL_FUNCTION.format(table=table), params=None)
        for verb, when in verbs.items():
            template = _POSTGRESQL if vendor == "postgresql" else _SQLITE
            condition = when[vendor] if isinstance(when, dict) else when
            editor.execute(template.format(table=table, verb=verb, when=condition), params=None)

    return create


def _dropper(table: str, verbs: list[str]) -> Callable[[Any, Any], None]:
    def drop(_apps: Any, editor: Any) -> None:
        for verb in verbs:
            place = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}{place}", params=None)

    return drop
