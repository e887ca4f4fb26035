"""Form fields that read what people type: dates, numbers of residents, postcodes and clock times."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from keukentafel.core.bsn import clean_bsn
from keukentafel.core.postcode import clean_postcode


class DutchDateField(forms.DateField):
    """A day as people write it: 12-04-1948 or 12-4-1948; also as the browser writes it, 1948-04-12."""

    default_error_messages = {"invalid": "Vul een bestaande dag in, bijvoorbeeld 12-04-1948."}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
            widget=forms.DateInput(
                format="%d-%m-%Y",
                attrs={"inputmode": "numeric", "placeholder": "dd-mm-jjjj", "autocomplete": "off"},
            ),
            **options,
        )


class ClockField(forms.TimeField):
    """A time of day: 9.30 or 9:30."""

    default_error_messages = {"invalid": "Vul een tijd in, bijvoorbeeld 9.30."}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%H.%M", "%H:%M"],
            widget=forms.TimeInput(format="%H.%M", attrs={"placeholder": "9.30", "autocomplete": "off"}),
            **options,
        )

    def to_python(self, value: Any) -> time | None:
        """The time, or None when left empty."""
        return super().to_python(value.strip() if isinstance(value, str) else value)


class BsnField(forms.CharField):
    """A burgerservicenummer that passes the 11-test; never shown back in a message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **options
        )

    def clean(self, value: Any) -> str:
        """Nine digits, or empty."""
        text: str = super().clean(value)
        return _cleaned(clean_bsn, text) if text else ""


class PostcodeField(forms.CharField):
    """A Dutch postcode, written back as 1234 AB."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}), **options)

    def clean(self, value: Any) -> str:
        """The postcode, or empty."""
        text: str = super().clean(value)
        return _cleaned(clean_postcode, text) if text else ""


def split_name(naam: str) -> tuple[str, str, str]:
    """First names, prefix and surname of a name as people say it: "Yara el Idrissi" gives three parts."""
    words = naam.split()
    if len(words) < 2:
        return "", "", naam.strip()
    middle = 1
    while middle < len(words) - 1 and not words[middle].islower():
        middle += 1
    first = words[:middle]
    prefix = [word for word in words[middle:-1] if word.islower()]
    return " ".join(first), " ".join(prefix), words[-1]


def split_address(text: str) -> tuple[str, int | None, str]:
    """Postcode, house number and addition of "1290 AA 14b"; what cannot be read comes back empty."""
    words = text.upper().split()
    joined = "".join(words)
    postcode, rest = joined[:6], joined[6:]
    digits = "".join(letter for letter in rest[:5] if letter.isdigit())
    try:
        return clean_postcode(postcode), int(digits) if digits else None, rest[len(digits) :]
    except ValueError:
        return "", None, ""


def version_of(typed: str, otherwise: int = 0) -> int:
    """The version that a form was opened with; a form that tells none gets `otherwise`."""
    return int(typed) if typed.isascii() and typed.isdigit() else otherwise


def _cleaned(clean: Any, text: str) -> str:
    try:
        return str(clean(text))
    except ValueError as error:
        raise ValidationError(str(error)) from error
