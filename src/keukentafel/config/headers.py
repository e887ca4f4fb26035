"""Security headers that Django does not send itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CLOSED = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
POLICY = ", ".join(f"{feature}=()" for feature in CLOSED)


class PermissionsPolicy:
    """Tells the browser that no page uses camera, microphone, place, payment or USB."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to every answer."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        return response
