"""The fastest way of each database to take many rows: COPY on PostgreSQL, many rows a statement on SQLite."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection

Values = tuple[Any, ...]


def add_rows(table: str, names: Sequence[str], rows: Sequence[Values]) -> None:
    """
    Add rows of database values to a table, past Django's making of models, in the transaction that is open.

    `names` are the columns, quoted where they must be; nothing else checks what the rows hold but the table itself.
    """
    if connection.vendor == "postgresql":
        _copy(table, names, rows)
    else:
        _insert(table, names, rows)


def _copy(table: str, names: Sequence[str], rows: Sequence[Values]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _insert(table: str, names: Sequence[str], rows: Sequence[Values]) -> None:
    """Many rows a statement, because SQLite keeps its counters by the statement; what is left over goes row by row."""
    at_once = connection.ops.bulk_batch_size(names, rows)
    whole = len(rows) - len(rows) % at_once
    with connection.cursor() as cursor:
        if whole:
            cursor.executemany(_insertion(table, names, at_once), _flat(rows[:whole], at_once))
        cursor.executemany(_insertion(table, names, 1), rows[whole:])


def _insertion(table: str, names: Sequence[str], count: int) -> str:
    places = ", ".join(["%s"] * len(names))
    rows = ", ".join([f"({places})"] * count)
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES {rows}'  # noqa: S608


def _flat(rows: Sequence[Values], at_once: int) -> list[Values]:
    return [tuple(chain.from_iterable(rows[at : at + at_once])) for at in range(0, len(rows), at_once)]
