"""Small pieces of a page that hold no text of their own: buttons, badges, terms, the glyph of the ladder."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from keukentafel.web.design.icons import icon
from keukentafel.web.design.markup import Markup

Kind: TypeAlias = Literal["doen", "stil", "tekst", "gevaar"]
Tone: TypeAlias = Literal["goed", "let-op", "fout", "rust"]

BUTTONS: Final = {
    "doen": "utrecht-button--primary-action",
    "stil": "utrecht-button--secondary-action",
    "tekst": "utrecht-button--subtle",
    "gevaar": "utrecht-button--primary-action utrecht-button--danger",
}
BADGES: Final = {
    "goed": ("success", "vink"),
    "let-op": ("warning", "klok"),
    "fout": ("error", "let-op"),
    "rust": ("neutral", ""),
}
RUNGS: Final = (1, 2, 3, 4)
BADGES_KEPT: Final = 256


def attributes(values: dict[str, object]) -> SafeString:
    """Write HTML attributes: underscores become hyphens, True gives a bare name, False, None and "" leave it out."""
    kept = [
        (name.rstrip("_").replace("_", "-"), value)
        for name, value in values.items()
        if value not in (False, None, "")
    ]
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in kept))


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def _classes(kind: str, small: bool) -> str:
    return f"utrecht-button {BUTTONS[kind]}{' kt-btn-s' if small else ''}"


def _inside(text: str, icon_name: str) -> SafeString:
    return format_html("{}{}", icon(icon_name) if icon_name else "", text)


def button(
    text: str,
    kind: Kind = "doen",
    *,
    small: bool = False,
    icon: str = "",
    type: str = "submit",
    **extra: object,
) -> SafeString:
    """A button that acts. `extra` are attributes: `name`, `value`, `form`, `formaction`, `hx_post` …"""
    return format_html(
        '<button type="{}" class="{}"{}>{}</button>',
        type,
        _classes(kind, small),
        attributes(extra),
        _inside(text, icon),
    )


def button_link(
    text: str, url: str, kind: Kind = "stil", *, small: bool = False, icon: str = "", **extra: object
) -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    return format_html(
        '<a href="{}" class="{}"{}>{}</a>', url, _classes(kind, small), attributes(extra), _inside(text, icon)
    )


def dialog_button(
    text: str,
    dialog: str,
    kind: Kind = "stil",
    *,
    small: bool = False,
    icon: str = "",
    fallback: str = "",
    **extra: object,
) -> SafeString:
    """A button that opens the dialog with that id.

    With `fallback`, the address of the same question as a full page, it is a link that also works without script and in browsers
    that do not know commands.
    """
    if fallback:
        return button_link(text, fallback, kind, small=small, icon=icon, data_kt_dialog=dialog, **extra)
    return button(
        text, kind, small=small, icon=icon, type="button", commandfor=dialog, command="show-modal", **extra
    )


def close_button(text: str, dialog: str, kind: Kind = "tekst", *, small: bool = False) -> SafeString:
    """The second button of a dialog: closes it and changes nothing."""
    return button(text, kind, small=small, type="button", commandfor=dialog, command="close")


@lru_cache(maxsize=BADGES_KEPT)
def badge(tone: Tone, text: str) -> SafeString:
    """A state as a word on a light ground with its icon; never colour alone. Lists show few states many times."""
    name, icon_name = BADGES[tone]
    return format_html(
        '<span class="utrecht-status-badge utrecht-status-badge--{}">{}{}</span>',
        name,
        icon(icon_name) if icon_name else "",
        text,
    )


def count(number: int, tone: Literal["", "fout"] = "", label: str = "") -> SafeString:
    """A number beside a heading or tab. `label` is read aloud after it, as in "3 te laat"."""
    spoken = format_html('<span class="kt-sr"> {}</span>', label) if label else ""
    return format_html(
        '<span class="kt-count{}">{}{}</span>', " kt-count--fout" if tone and number else "", number, spoken
    )


def term(
    text: str,
    state: Literal["", "bijna", "laat"] = "",
    *,
    value: int | None = None,
    max: int | None = None,
    label: str = "",
    note: str = "",
) -> SafeString:
    """A term in words, with a bar of what has passed (`value` of `max`, named by `label`) or a `note` beneath."""
    bar: SafeString | str = ""
    if value is not None and max:
        bar = format_html(
            '<progress max="{}" value="{}" aria-label="{}"></progress>', max, min(value, max), label or text
        )
    small = format_html('<span class="kt-meta">{}</span>', note) if note else ""
    return format_html(
        '<div class="kt-termijn{}"><b>{}</b>{}{}</div>',
        f" kt-termijn--{state}" if state else "",
        text,
        bar,
        small,
    )


def ladder_glyph(used: Iterable[int] | str, label: str = "") -> SafeString:
    """The staircase in a sentence, with the `used` rungs (1 to 4, numbers or "1,3") filled in."""
    rungs = {int(rung) for rung in (used.split(",") if isinstance(used, str) else used) if str(rung).strip()}
    marks = {rung: f' class="t{rung}"' if rung in rungs else "" for rung in RUNGS}
    bars = "".join(
        f'<rect x="{7 * rung - 6}" y="{17 - 4 * rung}" width="6" height="{2 + 4 * rung}" rx="1"{marks[rung]}/>'
        for rung in RUNGS
    )
    name = format_html('role="img" aria-label="{}"', label) if label else Markup('aria-hidden="true"')
    return format_html('<svg class="kt-glyph" viewBox="0 0 29 20" {}>{}</svg>', name, Markup(bars))


def initials(name: str) -> str:
    """Two letters for a name: "Femke van Aalbers" gives FA. One word gives one letter, nothing gives a question mark."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words)) or "?"


def avatar(name: str, *, voice: bool = False) -> SafeString:
    """The initials of a person in a circle, as decoration beside the name; `voice` for residents."""
    return format_html(
        '<span class="kt-ava{}" aria-hidden="true">{}</span>',
        " kt-ava--stem" if voice else "",
        initials(name),
    )


def query(parameters: Iterable[tuple[str, str]], **changes: str | None) -> str:
    """The query string of these parameters with some changed or (None) left out; "?" when nothing is left."""
    kept = [(key, value) for key, value in parameters if key not in changes]
    kept += [(key, value) for key, value in changes.items() if value is not None]
    return "?" + "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in kept)
