"""Lists: pages of rows by keyset, sorting links, tables of links, tabs, crumbs, facts: their values, and how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from keukentafel.web.design.elements import count
from keukentafel.web.design.markup import Markup

Row = TypeVar("Row")
# Address, name and mark of what a row is about, and a text or HTML for each further column.
LinkRow: TypeAlias = tuple[str, ...]


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


def link_table(
    rows: Sequence[LinkRow], name: str, headings: Sequence[str], *, dense: bool = False
) -> SafeString:
    """A table whose rows begin with a link and a mark beneath it; on a phone each further cell stands behind its heading.

    Drawn at once and not cell by cell: a page of a list has hundreds of cells.
    """
    heads = format_html_join("", '<th scope="col">{}</th>', ((heading,) for heading in headings))
    return format_html(
        '<div class="kt-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table class="utrecht-table utrecht-table--html-table{} kt-tstack">'
        "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>",
        name,
        " kt-dense" if dense else "",
        heads,
        format_html_join("", _row_pattern(tuple(headings[1:])), rows),
    )


@lru_cache(maxsize=64)
def _row_pattern(headings: tuple[str, ...]) -> str:
    cells = "".join(f'<td data-k="{conditional_escape(heading)}">{{}}</td>' for heading in headings)
    return (
        f'<tr><th scope="row"><a href="{{}}">{{}}</a><br><span class="kt-meta">{{}}</span></th>{cells}</tr>\n'
    )


def facts(rows: Sequence[tuple[str, object]]) -> SafeString:
    """Terms with their values; a value that is None or "" is left out."""
    kept = ((name, localize(value)) for name, value in rows if value not in (None, ""))
    return format_html('<dl class="kt-fact">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", kept))
