"""Lists: pages of rows by keyset, sorting links, tabs, crumbs, facts: the values, and for the last three how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from keukentafel.web.design.elements import count
from keukentafel.web.design.markup import Markup

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


_CURRENT = Markup(' aria-current="page"')


def crumb_list(trail: Sequence[tuple[str, str]]) -> SafeString:
    """Where one is: (label, address) pairs; the last one, with address "", is this page."""
    steps = (
        (
            format_html('<a href="{}">{}</a>', url, label)
            if url
            else format_html('<span aria-current="page">{}</span>', label),
        )
        for label, url in trail
    )
    return format_html(
        '<nav aria-label="Kruimelpad"><ol class="kt-crumb">{}</ol></nav>',
        format_html_join("", "<li>{}</li>", steps),
    )


def tab_row(items: Sequence[Tab], label: str) -> SafeString:
    """A row of links between the parts of a subject; `label` names the row."""
    links = ((tab.url, _CURRENT if tab.current else "", tab.label, _tab_count(tab)) for tab in items)
    return format_html(
        '<nav class="kt-tabs" aria-label="{}">{}</nav>',
        label,
        format_html_join("", '<a href="{}"{}>{}{}</a>', links),
    )


def _tab_count(tab: Tab) -> str:
    return "" if tab.count is None else format_html(" {}", count(tab.count, "fout" if tab.urgent else ""))


def facts(rows: Sequence[tuple[str, object]]) -> SafeString:
    """Terms with their values; a value that is None or "" is left out."""
    kept = ((name, localize(value)) for name, value in rows if value not in (None, ""))
    return format_html('<dl class="kt-fact">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", kept))
