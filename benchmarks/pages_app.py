"""The house as the benchmark of pages serves it: all its own routes, an empty page to compare with, and a count of queries.

The empty page says who is logged in and nothing more; it has no menu and no frame, so that it is not made slow. Queries are counted
only for a request that asks for it, outside the middleware, savepoints and what is prepared once for a connection left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from benchmarks.client import EMPTY

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "PREPARE")
TEXT = "<!DOCTYPE html><html lang=nl><title>leeg</title><p>{{ request.actor.naam }}</p></html>"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.config.settings")
_house = get_wsgi_application()
settings.ROOT_URLCONF = "benchmarks.pages_app"


@cache
def template() -> Any:
    """The template of the empty page, compiled once as all others are."""
    return engines["django"].from_string(TEXT)


def empty(request: Any) -> HttpResponse:
    """The logged-in empty page."""
    return HttpResponse(template().render({}, request))


urlpatterns = [path(EMPTY.lstrip("/"), empty), path("", include("keukentafel.config.urls"))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve, and tell in a header how many queries it took."""
    if "HTTP_X_COUNT" not in environ:
        return _house(environ, start_response)
    seen: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not str(sql).startswith(NOT_COUNTED):
            seen.append(str(sql))
        return execute(sql, *rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(len(seen)))], *rest)

    with connection.execute_wrapper(count):
        return _house(environ, start)
