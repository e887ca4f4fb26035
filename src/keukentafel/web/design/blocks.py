"""Components around content: page head, sheet, note, dialog, emptiness, quotation, timeline moment, ladder cell.

Each function takes what stands between the opening and the closing tag as its first argument and gives HTML.
"""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from keukentafel.web.design.icons import icon as draw_icon

NoteTone: TypeAlias = Literal["weet", "goed", "let-op", "fout"]

NOTE_ICONS: Final = {"weet": "weet", "goed": "vink", "let-op": "let-op", "fout": "let-op"}


def _render(name: str, values: dict[str, object]) -> SafeString:
    return SafeString(get_template(f"web/kt/{name}.html").render(values))


def page_head(
    content: SafeString,
    title: str,
    *,
    over: str = "",
    lead: str = "",
    meta: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
) -> SafeString:
    """The opening of a page: crumbs, the one h1, a lead or a caption, and the main acts at the right.

    The title is the message, not the name of the page. `crumbs` are (label, address) pairs; this page is the last, with address "".
    """
    return _render(
        "page_head",
        {"content": content, "title": title, "over": over, "lead": lead, "meta": meta, "crumbs": crumbs},
    )


def sheet(
    content: SafeString,
    title: str = "",
    *,
    id: str = "",
    meta: str = "",
    level: int = 2,
    count: int | None = None,
    count_tone: str = "",
    flush: bool = False,
    lift: bool = False,
    tight: bool = False,
    hide_title: bool = False,
) -> SafeString:
    """A card with a heading: `flush` for a list that runs to its edges, `lift` for what matters most, `tight` for less air."""
    values: dict[str, object] = {
        "content": content, "title": title, "id": id or f"k-{slugify(title)}", "meta": meta, "level": level, "count": count,
        "count_tone": count_tone, "flush": flush, "lift": lift, "tight": tight, "hide_title": hide_title,
    }  # fmt: skip
    return _render("sheet", values)


def note(
    content: SafeString,
    tone: NoteTone = "weet",
    title: str = "",
    *,
    icon: str = "",
    role: Literal["", "status", "alert"] = "",
    id: str = "",
) -> SafeString:
    """A message in the page; `role` is "status" for what just happened and "alert" for what stops."""
    return _render(
        "note",
        {
            "content": content,
            "tone": tone,
            "title": title,
            "icon": icon or NOTE_ICONS[tone],
            "role": role,
            "id": id,
        },
    )


def conflict(content: SafeString, name: str, time: str, part: str = "") -> SafeString:
    """Somebody saved in between: who, when, which part. Nothing was overwritten; the content holds the ways out."""
    return _render("conflict", {"content": content, "name": name, "time": time, "part": part})


def dialog(content: SafeString, id: str, title: str, *, open: bool = False) -> SafeString:
    """A question (the title) before what leaves the house or cannot be undone; `open` shows it when the page opens."""
    return _render("dialog", {"content": content, "id": id, "title": title, "open": open})


def empty(content: SafeString, title: str, *, icon: str = "", level: int = 3) -> SafeString:
    """Nothing here, and what to do next. Without an icon it draws the kitchen table."""
    return _render("empty", {"content": content, "title": title, "icon": icon, "level": level})


def quote(content: SafeString, by: str = "", *, large: bool = False) -> SafeString:
    """What a person said, in their own words, and who."""
    return _render("quote", {"content": content, "by": by, "large": large})


def moment(
    content: SafeString,
    icon: str,
    title: str,
    *,
    tone: Literal["", "doen", "goed", "let-op", "fout", "straks"] = "",
    when: str = "",
) -> SafeString:
    """One moment of a timeline; stands inside `<ol class="kt-tl">`. `straks` is still to come."""
    return _render("moment", {"content": content, "icon": icon, "title": title, "tone": tone, "when": when})


def ladder_cell(content: SafeString, rung: int, name: str) -> SafeString:
    """One rung of one result; stands inside `<div class="kt-cellen">`."""
    return format_html(
        '<div class="kt-cel kt-trede kt-trede--{}"><p class="kt-cel__naam">{}</p>{}</div>',
        rung,
        name,
        content,
    )


def solution(content: SafeString, title: str, *, suggestion: bool = False, level: int = 4) -> SafeString:
    """A solution on its rung; a `suggestion` is dashed: it could be used as well."""
    return _render("solution", {"content": content, "title": title, "suggestion": suggestion, "level": level})


def area(
    content: SafeString,
    title: str,
    *,
    icon: str,
    meta: str = "",
    state: SafeString | str = "",
    open: bool = False,
) -> SafeString:
    """A leefgebied that opens: icon, name, one line of what is known, its state; stands in an item of `<ul class="kt-rows kt-leefs">`."""
    return _render(
        "area", {"content": content, "title": title, "icon": icon, "meta": meta, "state": state, "open": open}
    )


def check(
    content: SafeString, tone: Literal["goed", "let-op", "fout", "stil"] = "goed", *, icon: str = ""
) -> SafeString:
    """One item of `<ul class="kt-check">`: done, nearly, late or not relevant."""
    name = icon or {"goed": "vink", "let-op": "klok", "fout": "let-op", "stil": "weet"}[tone]
    return format_html(
        "<li{}>{}<div>{}</div></li>",
        "" if tone == "goed" else format_html(' class="is-{}"', tone),
        draw_icon(name),
        content,
    )
