"""Components around content: page head, sheet, note, dialog, emptiness, quotation, timeline moment, ladder cell.

Each function takes what stands between the opening and the closing tag as its first argument and gives HTML.
"""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from keukentafel.web.design.elements import count as draw_count
from keukentafel.web.design.icons import icon as draw_icon
from keukentafel.web.design.listing import crumb_list
from keukentafel.web.design.markup import Markup

NoteTone: TypeAlias = Literal["weet", "goed", "let-op", "fout"]

NOTE_ICONS: Final = {"weet": "weet", "goed": "vink", "let-op": "let-op", "fout": "let-op"}


_TABLE: Final = Markup(
    '<svg class="kt-tafel" viewBox="0 0 88 60" aria-hidden="true"><path d="M6 26h76M16 26v30M72 26v30"/>'
    '<path d="M35 26v-8.5c0-2.5 1.5-4.5 4.5-4.5h9c3 0 4.5 2 4.5 4.5V26M53 16.5h3.5c3.5 0 3.5 6 0 6H53"/>'
    '<path class="damp" d="M40.5 8.5c-1.5-2 1.5-3 .5-6M47.5 8.5c-1.5-2 1.5-3 .5-6"/></svg>'
)


def _if(value: object, pattern: str) -> str:
    """The pattern filled in with the value, nothing without a value."""
    return format_html(pattern, value) if value else ""


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
    return format_html(
        '<div class="kt-kop"><div>{}{}<h1>{}</h1>{}{}</div>{}</div>',
        crumb_list(crumbs) if crumbs else "",
        _if(over, '<p class="kt-over">{}</p>'),
        title,
        _if(meta, '<p class="kt-meta">{}</p>'),
        _if(lead, '<p class="kt-lead">{}</p>'),
        _if(content if content.strip() else "", '<div class="kt-acts">{}</div>'),
    )


def sheet(
    content: SafeString,
    title: str = "",
    *,
    id: str = "",
    meta: str = "",
    level: int = 2,
    count: int | None = None,
    count_tone: Literal["", "fout"] = "",
    flush: bool = False,
    lift: bool = False,
    tight: bool = False,
    hide_title: bool = False,
) -> SafeString:
    """A card with a heading: `flush` for a list that runs to its edges, `lift` for what matters most, `tight` for less air."""
    style = "--flush" if flush else ""
    stack = "" if flush else f" kt-stack{' kt-stack--s' if tight else ''}"
    name = id or f"k-{slugify(title)}"
    return format_html(
        '<section class="kt-sheet{}{}"{}>{}\n{}\n</section>',
        (f" kt-sheet{style}" if flush else "") + stack,
        " kt-sheet--lift" if lift else "",
        format_html(' aria-labelledby="{}"', name) if title else "",
        format_html(
            '<div class="{}"><h{level} id="{}">{}{}</h{level}>{}</div>',
            "kt-sr" if hide_title else "kt-head",
            name,
            title,
            "" if count is None else format_html(" {}", draw_count(count, count_tone)),
            _if(meta, '<p class="kt-meta">{}</p>'),
            level=level,
        )
        if title
        else "",
        content,
    )


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
    return format_html(
        '<div class="kt-note{}"{}{}>{}<div>{}{}</div></div>',
        "" if tone == "weet" else f" kt-note--{tone}",
        _if(id, ' id="{}"'),
        _if(role, ' role="{}"'),
        draw_icon(icon or NOTE_ICONS[tone]),
        _if(title, '<p class="kt-note__titel">{}</p>'),
        content,
    )


def conflict(content: SafeString, name: str, time: str, part: str = "") -> SafeString:
    """Somebody saved in between: who, when, which part. Nothing was overwritten; the content holds the ways out."""
    return format_html(
        '<div class="kt-note kt-note--let-op" role="alert" tabindex="-1" data-kt-focus>{}<div>'
        '<p class="kt-note__titel">{} veranderde dit net ook</p><p>Om {}{}. Jouw tekst is niet weg: die staat nog in het veld '
        "en is nog niet bewaard.</p>{}</div></div>",
        draw_icon("mensen"),
        name,
        time,
        _if(part, ", {}"),
        content,
    )


def dialog(content: SafeString, id: str, title: str, *, open: bool = False) -> SafeString:
    """A question (the title) before what leaves the house or cannot be undone; `open` shows it when the page opens."""
    return format_html(
        '<dialog class="kt-dialog" id="{id}" aria-labelledby="{id}-titel"{}><h2 id="{id}-titel">{}</h2>\n{}\n</dialog>',
        Markup(" data-kt-open" if open else ""),
        title,
        content,
        id=id,
    )


def empty(content: SafeString, title: str, *, icon: str = "", level: int = 3) -> SafeString:
    """Nothing here, and what to do next. Without an icon it draws the kitchen table."""
    return format_html(
        '<div class="kt-leeg">{}<h{level}>{}</h{level}>{}</div>',
        draw_icon(icon) if icon else _TABLE,
        title,
        content,
        level=level,
    )


def quote(content: SafeString, by: str = "", *, large: bool = False) -> SafeString:
    """What a person said, in their own words, and who."""
    return format_html(
        '<div><blockquote class="kt-stem{}">{}</blockquote>{}</div>',
        " kt-stem--l" if large else "",
        content,
        _if(by, '<p class="kt-meta">{}</p>'),
    )


def moment(
    content: SafeString,
    icon: str,
    title: str,
    *,
    tone: Literal["", "doen", "goed", "let-op", "fout", "straks"] = "",
    when: str = "",
) -> SafeString:
    """One moment of a timeline; stands inside `<ol class="kt-tl">`. `straks` is still to come."""
    return format_html(
        '<li><span class="kt-tl__dot{}">{}</span><div><p><b>{}</b>{}</p>{}</div></li>',
        f" kt-tl__dot--{tone}" if tone else "",
        draw_icon(icon),
        title,
        _if(when, ' <span class="kt-meta">{}</span>'),
        content,
    )


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
    return format_html(
        '<div class="kt-opl{}">{}<h{level} class="kt-opl__naam">{}</h{level}>{}</div>',
        " kt-opl--kan" if suggestion else "",
        Markup('<p class="kt-opl__kan">Kan ook</p>' if suggestion else ""),
        title,
        content,
        level=level,
    )


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
    return format_html(
        '<details class="kt-leef"{}><summary><span class="kt-leef__ic">{}</span><span><b>{}</b>{}</span>{}</summary>'
        '<div class="kt-leef__in">{}</div></details>',
        Markup(" open" if open else ""),
        draw_icon(icon),
        title,
        _if(meta, '<br><span class="kt-meta">{}</span>'),
        state or Markup('<span class="kt-meta">nog open</span>'),
        content,
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
