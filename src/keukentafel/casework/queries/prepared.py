"""Queries of which only the key differs: Django writes the SQL once per process, after that the database gets text and key."""

from collections.abc import Callable
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

_STAND_IN = UUID("00000000-0000-7000-8000-000000000000")
_Written = tuple[str, tuple[Any, ...], Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]]]


class Prepared:
    """A `values_list` by one UUID; `build` gives it for a key and must use that key as a plain value in a filter.

    Nothing else may vary between two calls: no scope, no date and no text of a user, for those would stay in the SQL.
    Meant for rows below a case of which the caller has checked the rights.
    """

    def __init__(self, build: Callable[[UUID], "QuerySet[Any]"]) -> None:
        self._build = build

    def rows(self, key: UUID) -> list[tuple[Any, ...]]:
        """The rows for this key, in the order of the queryset, in one query."""
        text, values, finish = self._written
        with connection.cursor() as cursor:
            cursor.execute(text, [key if value == _STAND_IN else value for value in values])
            return finish(cursor.fetchall())

    @cached_property
    def _written(self) -> _Written:
        compiler = self._build(_STAND_IN).query.get_compiler(connection=connection)
        text, values = compiler.as_sql()
        if _STAND_IN not in values:
            raise ValueError("The key of a prepared query is not a plain value in its SQL.")
        converters = compiler.get_converters([column for column, _, _ in compiler.select or ()])

        def finish(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
            return (
                list(map(tuple, compiler.apply_converters(chain(rows), converters))) if converters else rows
            )

        return text, tuple(values), finish
