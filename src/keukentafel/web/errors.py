"""Doing an act and showing a refusal where it belongs: at the field, above the form, or on the page that follows.

What is not there or not open (`NotFound`, `NotAllowed`) passes by: the middleware answers it with a page of its own.
"""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from keukentafel.core.errors import NotAllowed, NotFound, Refusal


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put the reason at the field it names, else above the form; what was typed stays."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do the act; on a refusal the reason stands in the form and the answer is False."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    return True


def told(request: HttpRequest, act: Callable[[], object], words: str) -> None:
    """Do the act and say on the page that follows how it went: these words, or why not."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
