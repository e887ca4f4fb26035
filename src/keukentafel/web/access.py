"""The door of every page: which act it does, and who is acting.

A view is made with `page(Act.…)`, or with `public("why")` when it shows nothing of anybody. A route without
either fails a test, so a page cannot be forgotten.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor

Params = ParamSpec("Params")
ACT = "act"
PUBLIC = "public_reason"


class ActorRequest(HttpRequest):
    """A request whose sender is known."""

    actor: Actor
    htmx: Any


def page(
    act: Act, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[Callable[Concatenate[ActorRequest, Params], HttpResponse]], Callable[..., HttpResponse]]:
    """Make a view for one act: sends strangers to the login page and refuses roles that may not do it at all.

    Whether this actor may do it to this case is decided by the fetch or the operation that the view calls.
    """

    def decorate(
        view: Callable[Concatenate[ActorRequest, Params], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @never_cache
        @require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request, "actor", None) is None:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            accounts.check(request.actor, act)
            return view(request, *args, **kwargs)

        setattr(guarded, ACT, act)
        return guarded

    return decorate


def public(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make a view that anybody may see; the reason says why that is harmless."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(*args: Any, **kwargs: Any) -> HttpResponse:
            return view(*args, **kwargs)

        setattr(opened, PUBLIC, reason)
        return opened

    return decorate
