"""Showing a refusal where it belongs."""

from django import forms

from keukentafel.core.errors import Refusal


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put the reason at the field it names, else above the form; what was typed stays."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
