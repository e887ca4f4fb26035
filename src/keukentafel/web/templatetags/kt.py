"""`{% load kt %}`: the one table of template tags and filters, name in a template to the function that draws it.

Each function says in its docstring what it draws and takes. Block tags end with `end` and their name.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString

from keukentafel.core import dutch
from keukentafel.web.addresses import address
from keukentafel.web.design import blocks, elements, fields, icons, listing
from keukentafel.web.design.charts.svg import Chart
from keukentafel.web.design.listing import Page, Rung, sort_state

register = template.Library()

SIMPLE: Final[dict[str, Callable[..., str]]] = {
    "icon": icons.icon,
    "logo": icons.logo,
    "button": elements.button,
    "button_link": elements.button_link,
    "dialog_button": elements.dialog_button,
    "close_button": elements.close_button,
    "badge": elements.badge,
    "count": elements.count,
    "term": elements.term,
    "ladder_glyph": elements.ladder_glyph,
    "avatar": elements.avatar,
    "crumbs": listing.crumb_list,
    "tabs": listing.tab_row,
    "facts": listing.facts,
    "link_table": listing.link_table,
    # Instead of Django's own: the same for values in their order, without looking the route up each time.
    "url": address,
}
BLOCKS: Final[dict[str, Callable[..., str]]] = {
    "page_head": blocks.page_head,
    "sheet": blocks.sheet,
    "note": blocks.note,
    "conflict": blocks.conflict,
    "dialog": blocks.dialog,
    "empty": blocks.empty,
    "quote": blocks.quote,
    "moment": blocks.moment,
    "ladder_cell": blocks.ladder_cell,
    "solution": blocks.solution,
    "area": blocks.area,
    "check": blocks.check,
}
TEMPLATES: Final[dict[str, Callable[..., dict[str, object]]]] = {
    "field": fields.field,
    "choices": fields.choices,
    "score": fields.score,
    "error_summary": fields.error_summary,
}

FILTERS: Final[dict[str, Callable[..., str]]] = {
    "day": dutch.day,
    "day_short": dutch.day_short,
    "day_year": dutch.day_year,
    "number": dutch.number,
}


def or_nothing(write: Callable[..., str]) -> Callable[[object], str]:
    """Make a filter of a function: what is not there becomes an empty text."""
    return lambda value: "" if value is None or value == "" else write(value)


for name, write in FILTERS.items():
    register.filter(name, or_nothing(write))
for name, draw in SIMPLE.items():
    register.simple_tag(draw, name=name)
for name, wrap in BLOCKS.items():
    register.simple_block_tag(wrap, name=name)
for name, values in TEMPLATES.items():
    register.inclusion_tag(f"web/kt/{name}.html", name=name)(values)


@register.simple_tag
def head() -> SafeString:
    """What every page has in its head: style sheets, scripts and settings, written once per theme.

    The theme is the setting THEME_CSS (a static path), else our own.
    """
    return _head(getattr(settings, "THEME_CSS", "") or "web/theme/keukentafel.css")


@cache
def _head(theme: str) -> SafeString:
    return SafeString(get_template("web/_head.html").render({"theme": static(theme)}))


@register.inclusion_tag("web/kt/chart.html")
def chart(chart: Chart, *, open: bool = False) -> dict[str, object]:
    """A chart, drawn wide and narrow, with caption, legend and its table (shown at once when `open`)."""
    return {"chart": chart, "open": open}


@register.inclusion_tag("web/kt/sort_header.html", takes_context=True)
def sort_header(
    context: template.Context,
    key: str,
    label: str,
    *,
    order: str,
    parameter: str = "volgorde",
    number: bool = False,
) -> dict[str, object]:
    """A column heading that sorts. `order` is the current order, such as "termijn" or "-termijn"; paging starts again at the first page."""
    state, asks = sort_state(order, key)
    return {
        "label": label,
        "state": state,
        "number": number,
        "url": elements.query(_parameters(context), **{parameter: asks, "na": None, "voor": None}),
    }


@register.inclusion_tag("web/kt/paging.html", takes_context=True)
def paging(context: template.Context, page: Page[object], label: str = "Bladeren") -> dict[str, object]:
    """Links to the previous and next page by keyset: `?voor=` and `?na=` with the mark of the page, other parameters kept."""
    found = _parameters(context)
    return {
        "label": label,
        "total": page.total,
        "previous": page.previous and elements.query(found, voor=page.previous, na=None),
        "next": page.next and elements.query(found, na=page.next, voor=None),
    }


def _parameters(context: template.Context) -> list[tuple[str, str]]:
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return []
    return [(key, str(value)) for key, values in request.GET.lists() for value in values]


@register.inclusion_tag("web/kt/ladder_steps.html")
def ladder_steps(rungs: Sequence[Rung], intro: str = "", *, alone: bool = False) -> dict[str, object]:
    """The head of the staircase with its four columns; `alone` shows it on a phone as well, without a column for results."""
    return {"rungs": rungs, "intro": intro, "alone": alone}


@register.inclusion_tag("web/kt/saved.html")
def saved(
    state: str = "idle", *, time: str = "", id: str = "bewaard", note: str = "", idle: str = ""
) -> dict[str, object]:
    """Whether what is typed is saved: idle, busy, saved, failed, offline or conflict; forms name it in `data-kt-saved`."""
    return {"state": state, "time": time, "id": id, "note": note, "idle": idle}


@register.inclusion_tag("web/kt/job.html")
def job_progress(
    label: str, done: int, total: int | None, *, note: str = "", state: str = "bezig"
) -> dict[str, object]:
    """Long work with its count. `state` is bezig, klaar or mislukt; without a total the bar shows only that something happens."""
    return {"label": label, "done": done, "total": total, "note": note, "state": state}
