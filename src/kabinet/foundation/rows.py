"""Rows in the cheapest shape that serves: in a list, whole instances of joined tables cost three times as much."""

from dataclasses import fields
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
R = TypeVar("R")


def only_row(found: QuerySet[M]) -> M | None:
    """Return the row of a query that finds one at most. Unlike `first` it asks for no order."""
    return next(iter(found), None)


def read_rows(kind: type[R], found: QuerySet[Any], **paths: str) -> list[R]:
    """Return only what the dataclass names; `paths` are the columns of fields that are called differently there."""
    columns = [paths.get(field.name, field.name) for field in fields(kind)]  # type: ignore[arg-type]
    return [kind(*row) for row in found.values_list(*columns)]
