"""The idle limit of a session, without a database write on every page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from keukentafel.platform.clock import queries as clock

SEEN = "_gezien"


class IdleLimit:
    """Lets a session end SESSION_COOKIE_AGE seconds after its last use, exact to a twelfth of that time.

    Saving a session renews its end. Saving on every request would cost each page an UPDATE, so it happens at most
    twelve times per session length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Renew the session when its last renewal is long enough ago."""
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            if now - request.session.get(SEEN, 0) >= settings.SESSION_COOKIE_AGE // 12:
                request.session[SEEN] = now
        return self.get_response(request)
