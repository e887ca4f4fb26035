"""Form fields drawn from a Django BoundField: label, explanation, message above the field, and the field with what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from keukentafel.web.design.elements import attributes

MAY_BE_EMPTY: Final = "mag leeg"
CLASSES: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.Textarea, "utrecht-textarea"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or tick box of a group."""

    id: str
    label: str
    attributes: SafeString
    urgent: bool
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: a message and the id of the field that it links to ("" when it is about the whole form)."""

    message: str
    target: str


def is_group(field: BoundField) -> bool:
    """Tell whether the field is drawn as a fieldset with several controls."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


def first_id(field: BoundField) -> str:
    """The id of the first control of a field: what a link in the error summary points at."""
    return f"{field.auto_id}_0" if is_group(field) else field.auto_id


def described_by(field: BoundField, description: str) -> str:
    """The ids of the explanation and the message that stand on the page, "" with neither."""
    parts = [f"{field.auto_id}_uitleg"] if description else []
    return " ".join([*parts, f"{field.auto_id}_fout"] if field.errors else parts)


def _control(field: BoundField, description: str, voice: bool, extra: dict[str, object]) -> SafeString:
    widget = field.field.widget
    base = next((classes for kind, classes in CLASSES if isinstance(widget, kind)), "")
    if isinstance(widget, forms.CheckboxInput):
        base = ""
    names = [base, str(widget.attrs.get("class", "")), "kt-eigen-woorden" if voice else ""]
    if field.errors and base:
        names.append(f"{base.split()[0]}--invalid")
    attrs: dict[str, Any] = {
        name.replace("_", "-"): value for name, value in extra.items() if value not in ("", None)
    }
    attrs["class"] = " ".join(name for name in names if name)
    if reference := described_by(field, description):
        attrs["aria-describedby"] = reference
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def field(
    bound: BoundField,
    *,
    label: str = "",
    description: str | None = None,
    why: str = "",
    voice: bool = False,
    hide_label: bool = False,
    mark: str = MAY_BE_EMPTY,
    **extra: object,
) -> dict[str, object]:
    """One field; `mark` tells behind the label of one that is not required when it may be left empty.

    `voice` is for the resident's own words; `why` says who uses the answer; `extra` are attributes of the control (`rows`,
    `autocomplete`, `hx_post` …).
    """
    text = str(bound.help_text or "") if description is None else description
    return {
        "field": bound,
        "label": label or bound.label,
        "description": text,
        "why": why,
        "hide_label": hide_label,
        "mark": "" if bound.field.required else mark,
        "single_choice": isinstance(bound.field.widget, forms.CheckboxInput),
        "control": _control(bound, text, voice, extra),
    }


def _options(bound: BoundField, urgent: str) -> Iterator[Option]:
    for sub in bound.subwidgets:
        data = sub.data
        attrs = {**data["attrs"], "checked": data["attrs"].get("checked", False)}
        value = "" if data["value"] is None else str(data["value"])
        control = {"type": data["type"], "name": data["name"], **attrs}
        control.pop("aria-describedby", None)
        control.pop("aria-invalid", None)
        written = format_html('{} value="{}"', attributes(control), value)
        yield Option(str(attrs.get("id", "")), str(data["label"]), written, value == urgent != "", value)


def choices(
    bound: BoundField,
    *,
    label: str = "",
    description: str | None = None,
    after: str = "",
    why: str = "",
    urgent: str = "",
    stacked: bool = False,
    **extra: object,
) -> dict[str, object]:
    """A group of radio buttons or tick boxes as a row of buttons, or under each other when `stacked`.

    The option with the value `urgent` is marked with an icon and turns red when chosen. `after` is an explanation under the row;
    `extra` are attributes of the fieldset.
    """
    text = str(bound.help_text or "") if description is None else description
    return {
        "field": bound,
        "label": label or bound.label,
        "description": text,
        "after": after,
        "why": why,
        "stacked": stacked,
        "options": list(_options(bound, urgent)),
        "mark": "" if bound.field.required else MAY_BE_EMPTY,
        "described_by": described_by(bound, text),
        "extra": attributes(extra),
    }


def score(bound: BoundField, *, label: str = "", voice: bool = False, **extra: object) -> dict[str, object]:
    """A row of scores from the choices of a radio field: the value large, the label beneath. `voice` for the resident's own score."""
    options = list(_options(bound, ""))
    return {
        "field": bound,
        "label": label or bound.label,
        "voice": voice,
        "options": options,
        "described_by": described_by(bound, ""),
        "extra": attributes(extra),
    }


def error_summary(*given: forms.BaseForm | None) -> dict[str, object]:
    """What is still wrong in these forms, with a link to each field. Takes the focus when the page opens; draws nothing without errors."""
    problems: list[Problem] = []
    for form in given:
        if form is None or not form.is_bound:
            continue
        problems += [Problem(str(message), "") for message in form.non_field_errors()]
        for bound in form:
            problems += [
                Problem(str(message), "" if bound.is_hidden else first_id(bound)) for message in bound.errors
            ]
    return {"problems": problems}
