"""Queries that need more speed than Django gives them.

Of those of which only the values differ Django writes the SQL once per process; after that the database gets text and values. Rows
by the thousand are handed on while the database looks for the rest.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain, count
from typing import Any, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

# A record is a frozen dataclass of values; what is a bool or None in it, and how many UUIDs a set has, is its shape. A list is
# sent as one array, for `column__any`, so its length is none.
Record: TypeAlias = Any
Value: TypeAlias = UUID | date | datetime | str | int | bool | frozenset[UUID] | list[UUID] | Record | None
_Rows: TypeAlias = list[tuple[Any, ...]]
# No value of the house lies in these spaces, so that a stand-in is never taken for a constant of the query. A number fits a
# bigint only: Django would see that a smaller column never holds it and ask nothing.
_UUID_SPACE = 0x7E57 << 112
_NUMBER_SPACE = 0x7E57 << 44
_FIRST_DAY = date(1, 1, 1)
_FIRST_MOMENT = datetime(1, 1, 1, tzinfo=UTC)
_VARYING = (UUID, date, str, int, list)
_CAST = {
    UUID: "::uuid",
    list: "::uuid[]",
    date: "::date",
    datetime: "::timestamptz",
    str: "::text",
    int: "::bigint",
}
_NAMES = count()
_PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
SHAPES = 32
ROWS_AT_A_TIME = 1000


class Prepared:
    """A `values_list` by some values; `build` gets stand-ins for them and must use each as a plain value in a filter or column.

    What a value decides about the form of the SQL (which relations a scope has, how many teams, whether something is
    there at all) is its shape: per shape the SQL is written once. `build` must not compute with a value: a day, moment or
    UUID in the SQL that is none of the values is refused, because it would stay in it for everybody.

    PostgreSQL plans once for all values; with `skewed` for each anew, which is right where one value gives tens of rows and another
    thousands.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any]"], *, skewed: bool = False) -> None:
        self._build = build
        self._kind = _Skewed if skewed else _Planned
        self._written = lru_cache(maxsize=SHAPES)(self._write)

    def rows(self, *values: Value) -> _Rows:
        """The rows for these values, in the order of the queryset, in one query."""
        written = self._written(tuple(_shape(value) for value in values))
        return [] if written is None else written.rows(list(_leaves(values)))

    def _write(self, shape: tuple[Any, ...]) -> "_Written | None":
        numbers = count()
        stand_ins = [_stand_in(each, numbers) for each in shape]
        try:
            return self._kind(self._build(*stand_ins), stand_ins)
        except EmptyResultSet as nothing:
            if any(isinstance(leaf, int) and _varies(leaf) for leaf in _leaves(stand_ins)):
                raise ValueError("A number of a prepared query is for a bigint column.") from nothing
            return None


def streamed(found: "QuerySet[Any]") -> Iterator[tuple[Any, ...]]:
    """The rows of a `values_list` in one query, as PostgreSQL sends them; for columns that Django does not convert.

    A plain query waits until all rows are there; this one works on the first while the others are looked up. They come in binary form,
    which is read faster, and the query is planned once for whatever values, as a prepared one.

    Take all rows: stopping halfway ends the transaction. The connection is occupied until then; RuntimeError for another query meanwhile.
    """
    text, values = found.query.sql_with_params()
    with (
        connection.cursor() as seen,
        seen.debug_sql(text, values) if connection.queries_logged else nullcontext(),
        connection.wrap_database_errors,
        connection.execute_wrapper(_occupied),
        psycopg.Cursor(connection.connection) as cursor,
    ):
        yield from cursor.stream(text, values, binary=True, size=ROWS_AT_A_TIME)


def _occupied(*_: object) -> None:
    """Psycopg would wait for itself without end."""
    raise RuntimeError("The rows of a streamed query have not all been taken.")


class _Written(ABC):
    """The SQL of one shape; how it is sent is left to the two kinds below."""

    def __init__(self, built: "QuerySet[Any]", stand_ins: list[Value]) -> None:
        self._compiler = built.query.get_compiler(connection=connection)
        text, self._parameters = self._compiler.as_sql()
        self._text: str = text
        columns = [column for column, _, _ in self._compiler.select or ()]
        self._converters = self._compiler.get_converters(columns)
        self._leaves = list(_leaves(stand_ins))
        # In the order of their number in the SQL; a value that its shape leaves unused gets none.
        self._used = [leaf for leaf in self._leaves if _varies(leaf) and leaf in self._parameters]
        self._check([value for value in stand_ins if _varies(value)])

    def rows(self, values: list[Any]) -> _Rows:
        with connection.cursor() as cursor:
            self._send(cursor, values)
            found: _Rows = cursor.fetchall()
        if self._converters:
            return [tuple(row) for row in self._compiler.apply_converters(chain(found), self._converters)]
        return found

    @abstractmethod
    def _send(self, cursor: Any, values: list[Any]) -> None:
        """Send the SQL with these values."""

    def _check(self, wanted: list[Any]) -> None:
        if any(value not in self._used for value in wanted):
            raise ValueError("A value of a prepared query is not a plain value in its SQL.")
        if any(
            isinstance(value, UUID | date | list) and value not in self._used for value in self._parameters
        ):
            raise ValueError("A prepared query holds a day, moment or UUID that is none of its values.")


class _Planned(_Written):
    """Prepared once per connection to the database under a name of its own."""

    def __init__(self, built: "QuerySet[Any]", stand_ins: list[Value]) -> None:
        super().__init__(built, stand_ins)
        self._places = [self._leaves.index(leaf) for leaf in self._used]
        self._name = f"kt_{next(_NAMES)}"
        marks = ", ".join(["%s"] * len(self._used))
        self._execute = f"EXECUTE {self._name} ({marks})"

    def _send(self, cursor: Any, values: list[Any]) -> None:
        known = _PREPARED.setdefault(connection.connection, set())
        if self._name not in known:
            cursor.execute(f"PREPARE {self._name} AS {self._in_sql()}")
            known.add(self._name)
        cursor.execute(self._execute, [values[place] for place in self._places])

    def _in_sql(self) -> str:
        """The text with its constants written out and a numbered place for each value."""
        first, *pieces = (piece.replace("%%", "%") for piece in self._text.split("%s"))
        marks = (self._mark(value) for value in self._parameters)
        return first + "".join(mark + piece for mark, piece in zip(marks, pieces, strict=True))

    def _mark(self, value: Any) -> str:
        if _varies(value) and value in self._used:
            return f"${self._used.index(value) + 1}{_CAST[type(value)]}"
        written: str = sql.Literal(value).as_string(connection.connection)
        return written


class _Skewed(_Written):
    """Sent with its values, so that it is planned for them."""

    def __init__(self, built: "QuerySet[Any]", stand_ins: list[Value]) -> None:
        super().__init__(built, stand_ins)
        self._filled = [(self._place(parameter), parameter) for parameter in self._parameters]

    def _send(self, cursor: Any, values: list[Any]) -> None:
        cursor.execute(
            self._text, [constant if place is None else values[place] for place, constant in self._filled]
        )

    def _place(self, parameter: Any) -> int | None:
        """Where among the values that of this parameter stands; None for a constant of the query."""
        return self._leaves.index(parameter) if _varies(parameter) and parameter in self._used else None


def _varies(value: Any) -> bool:
    """Whether this is a value that differs per run; a bool is a shape, though Python calls it a number."""
    return isinstance(value, _VARYING) and not isinstance(value, bool)


def _shape(value: Value) -> Any:
    """All of a value that decides the form of the SQL; equal for values that may share it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, frozenset):
        return frozenset, len(value)
    kind: Any = type(value)
    return (kind, tuple(_shape(getattr(value, name)) for name in _names(kind))) if _is_record(kind) else kind


def _stand_in(shape: Any, numbers: Iterator[int]) -> Value:
    """A value of this shape that occurs nowhere else."""
    if isinstance(shape, bool):
        return shape
    if isinstance(shape, tuple):
        kind, inside = shape
        if kind is frozenset:
            return frozenset(_uuid(numbers) for _ in range(inside))
        return kind(
            **{name: _stand_in(each, numbers) for name, each in zip(_names(kind), inside, strict=True)}
        )
    if shape is UUID:
        return _uuid(numbers)
    if shape is list:
        return [_uuid(numbers)]
    if shape is str:
        return _text(numbers)
    if shape is int:
        return _NUMBER_SPACE + next(numbers)
    if shape is datetime:
        return _FIRST_MOMENT + timedelta(days=next(numbers))
    return _FIRST_DAY + timedelta(days=next(numbers)) if shape is date else None


def _leaves(values: Any) -> Iterator[Any]:
    """The plain values of which these consist, in an order that depends on their shapes alone."""
    for value in values:
        kind: Any = type(value)
        if kind is frozenset:
            yield from sorted(value)
        elif _is_record(kind):
            yield from _leaves(getattr(value, name) for name in _names(kind))
        else:
            yield value


@cache
def _is_record(kind: Any) -> bool:
    return is_dataclass(kind)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a record."""
    return tuple(field.name for field in fields(kind))


def _uuid(numbers: Iterator[int]) -> UUID:
    return UUID(int=_UUID_SPACE + next(numbers))


def _text(numbers: Iterator[int]) -> str:
    return f"\ufffc{next(numbers)}"
