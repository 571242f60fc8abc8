"""
Writing many rows fast: a sheet for each table, filled with plain values and sent to the database as a whole.

Keys are given out here, from the first free one on, so that rows can refer to one another before they are written and
two loads into empty databases give the same keys.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from kabinet.foundation.fields import ExactField, MonthField

Row = dict[str, Any]
Adapter = Callable[[Any], Any]


class Sheet:
    """The rows of one table that wait to be written. A row is a dictionary by column name and may still be changed."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.rows: list[Row] = []
        fields = model._meta.concrete_fields  # noqa: SLF001 (Django's documented API)
        self._key = model._meta.pk.attname  # noqa: SLF001
        self._columns = [(field.attname, _default_of(field), _adapter_of(field)) for field in fields]
        self._names = [connection.ops.quote_name(field.column) for field in fields]
        self._next = self._first_free()

    def add(self, **values: Any) -> Row:
        return self.add_row(values)

    def add_row(self, values: Row) -> Row:
        if self._key not in values:
            values[self._key] = self._next
            self._next += 1
        self.rows.append(values)
        return values

    def write(self) -> None:
        if self.rows:
            _send(self.model._meta.db_table, self._names, map(self._values, self.rows))  # noqa: SLF001
            self.rows = []

    def _values(self, row: Row) -> tuple[Any, ...]:
        return tuple([adapt(row.get(name, default)) for name, default, adapt in self._columns])

    def _first_free(self) -> int:
        newest = self.model._default_manager.aggregate(newest=models.Max("pk"))["newest"]  # noqa: SLF001
        return int(newest or 0) + 1


class Sheets:
    """All sheets of a load, by model."""

    def __init__(self) -> None:
        self._by_model: dict[type[models.Model], Sheet] = {}

    def __getitem__(self, model: type[models.Model]) -> Sheet:
        if model not in self._by_model:
            self._by_model[model] = Sheet(model)
        return self._by_model[model]

    def write(self) -> None:
        for sheet in self._by_model.values():
            sheet.write()

    def hand_over_keys(self) -> None:
        """Let the database go on counting where the sheets stopped."""
        statements = connection.ops.sequence_reset_sql(no_style(), list(self._by_model))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _send(table: str, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', list(rows))  # noqa: S608


def _default_of(field: models.Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() else ("" if _is_blank_text(field) else None)


def _is_blank_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.null


def _adapter_of(field: models.Field[Any, Any]) -> Adapter:
    adapters: list[tuple[type, Adapter]] = [
        (ExactField, _scaled(getattr(field, "places", 0))),
        (MonthField, _optional(lambda month: month.first_day.isoformat())),
        (models.DateTimeField, _optional(_moment)),
        (models.DateField, _optional(lambda day: day.isoformat())),
        (models.JSONField, _optional(json.dumps)),
        (models.CharField, _optional(str)),
    ]
    return next((adapter for kind, adapter in adapters if isinstance(field, kind)), _as_it_is)


def _optional(adapt: Adapter) -> Adapter:
    return lambda value: None if value is None else adapt(value)


def _as_it_is(value: Any) -> Any:
    return value


def _scaled(places: int) -> Adapter:
    """Return the adapter of an exact number; one with more places than the column has is refused."""

    def scale(value: Any) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(places)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {places} places")
        return whole

    return scale


def _moment(at: datetime) -> str:
    universal = at.astimezone(UTC)
    return str(universal if connection.vendor == "postgresql" else universal.replace(tzinfo=None))
