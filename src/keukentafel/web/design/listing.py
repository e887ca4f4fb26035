"""Lists: pages of rows by keyset, sorting links, tabs, crumbs, facts. Values for the components that draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page and the marks of its neighbours, `None` when there is nothing on that side.

    A mark is the id of a row, never a name or a date of birth: it stands in the address.
    """

    rows: Sequence[Row]
    previous: str | None = None
    next: str | None = None
    total: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link with a count. `urgent` makes the count red."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One of the four columns of the ladder: name and what it means."""

    name: str
    meaning: str = ""


def sort_state(order: str, key: str) -> tuple[str, str]:
    """Give for a heading the `aria-sort` word ("" when the list is ordered by something else) and the order its link asks for.

    An order is a key, with a minus for descending.
    """
    if order == key:
        return "ascending", f"-{key}"
    if order == f"-{key}":
        return "descending", key
    return "", key
