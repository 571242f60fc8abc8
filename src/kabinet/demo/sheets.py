"""
Writing many rows fast: a sheet for each table, filled with plain values and sent to the database as a whole.

Keys are given out here, from the first free one on, so that rows can refer to one another before they are written and
two loads into empty databases give the same keys.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from kabinet.foundation.bulk import Values, add_rows
from kabinet.foundation.fields import ExactField, MonthField

Row = dict[str, Any]
Adapter = Callable[[Any], Any]


class Column:
    """One column of a sheet: what a row holds where it says nothing, and what the database gets for its value."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.attribute = field.attname
        self.name = connection.ops.quote_name(str(field.column))
        self._default = _default_of(field)
        self._adapt = _adapter_of(field)

    def values(self, rows: Sequence[Row]) -> list[Any]:
        attribute, default, adapt = self.attribute, self._default, self._adapt
        found = [row.get(attribute, default) for row in rows]
        return found if adapt is None else [None if value is None else adapt(value) for value in found]


class Sheet:
    """The rows of one table that wait to be written. A row is a dictionary by column name and may still be changed."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.rows: list[Row] = []
        key = model._meta.pk  # noqa: SLF001 (Django's documented API)
        self._key = key.attname if isinstance(key, models.AutoField) else ""
        self._columns = [Column(field) for field in model._meta.concrete_fields]  # noqa: SLF001
        self._next = self._first_free() if self._key else 0

    def add(self, **values: Any) -> Row:
        return self.add_row(values)

    def add_row(self, values: Row) -> Row:
        if self._key and self._key not in values:
            values[self._key] = self._next
            self._next += 1
        self.rows.append(values)
        return values

    def write(self) -> None:
        if self.rows:
            names = [column.name for column in self._columns]
            add_rows(self.model._meta.db_table, names, self._values())  # noqa: SLF001
            self.rows = []

    def _values(self) -> list[Values]:
        """Made column by column, which is quicker than row by row."""
        return list(zip(*(column.values(self.rows) for column in self._columns), strict=True))

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


def _default_of(field: models.Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() else ("" if _is_blank_text(field) else None)


def _is_blank_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.null


def _adapter_of(field: models.Field[Any, Any]) -> Adapter | None:
    """Return what makes a database's value of one that is there, or None where it may pass as it is."""
    if isinstance(field, ExactField):
        return _scaled(field.places)
    adapters: list[tuple[type, Adapter]] = [
        (MonthField, lambda month: month.first_day.isoformat()),
        (models.DateTimeField, _moment_with_zone if connection.vendor == "postgresql" else _moment),
        (models.DateField, date.isoformat),
        (models.JSONField, json.dumps),
        (models.CharField, str),
    ]
    return next((adapter for kind, adapter in adapters if isinstance(field, kind)), None)


def _scaled(places: int) -> Adapter:
    """Return the adapter of an exact number; one with more places than the column has is refused."""

    def scale(value: Decimal) -> int:
        scaled = value.scaleb(places)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {places} places")
        return whole

    return scale


def _moment(at: datetime) -> str:
    return _moment_with_zone(at).removesuffix("+00:00")


def _moment_with_zone(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(" ")
