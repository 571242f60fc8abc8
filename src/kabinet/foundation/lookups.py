"""
`column__among=ids`: any number of ids as one parameter.

Django's `in` makes a parameter of every id and looks at each of them several times over. The gates ask for all of a
curator's customers in every query, where that costs more than the query itself.
"""

import json
from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.fields.related import ForeignObject

Sql = tuple[str, list[Any]]


@ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup[Collection[int]]):
    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Sql:
        ids = json.dumps(sorted(self.rhs))
        return self._sql(compiler, connection, "IN (SELECT value FROM json_each(%s))", ids)

    def as_postgresql(self, compiler: Any, connection: Any) -> Sql:
        return self._sql(compiler, connection, "= ANY(%s)", sorted(self.rhs))

    def _sql(self, compiler: Any, connection: Any, test: str, ids: Any) -> Sql:
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} {test}", [*parameters, ids]
