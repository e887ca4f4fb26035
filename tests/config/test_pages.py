"""What every answer carries, how long a session lasts, and which doors are shut."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from keukentafel.config.idle import SEEN, IdleLimit


@pytest.mark.db
def test_every_answer_carries_the_security_headers() -> None:
    headers = Client().get(reverse("account_login")).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        **dict.fromkeys(("default-src", "script-src", "style-src", "img-src", "font-src"), "'self'"),
        **dict.fromkeys(("connect-src", "form-action", "base-uri"), "'self'"),
        **dict.fromkeys(("frame-ancestors", "object-src"), "'none'"),
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_nobody_signs_up_or_gets_a_password_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


class Session(dict[str, object]):
    """A session that needs no database."""


@pytest.mark.parametrize(
    ("signed_in", "seen", "renewed"),
    [(True, 0, True), (True, 1_000_000, True), (True, None, False), (False, 0, False)],
)
def test_a_session_is_renewed_now_and_then(
    signed_in: bool, seen: int | None, renewed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_300
    monkeypatch.setattr("keukentafel.config.idle.clock.now", lambda: datetime.fromtimestamp(now + 0.5, UTC))
    request = RequestFactory().get("/")
    before = now - 299 if seen is None else seen
    session = Session({SEEN: before})
    monkeypatch.setattr(request, "session", session, raising=False)
    monkeypatch.setattr(request, "user", type("User", (), {"is_authenticated": signed_in}), raising=False)

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    assert IdleLimit(answer)(request).content == b"ok"
    assert session[SEEN] == (now if renewed else before)
