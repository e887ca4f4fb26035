"""What the login pages say when something does not fit."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.core.internal.ratelimit import handler429
from allauth.mfa.adapter import get_adapter as second_step
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.cast import WACHTWOORD, found

pytestmark = pytest.mark.db
LOGIN = "/account/login/"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def try_in(client: Client, typed: str = "iets anders", name: str = "femke.aalbers") -> str:
    return text_of(client.post(LOGIN, {"login": name, "password": typed}))


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer() -> None:
    found()
    wrong, unknown = (
        try_in(Client()),
        try_in(Client(), name="niemand"),
    )
    for page in (wrong, unknown):
        assert "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar." in page
        assert "Vraag de functioneel beheerder om een nieuw wachtwoord." in page
    assert "Deze gebruikersnaam en dit wachtwoord" in try_in(Client(), name="niemand@voorbeeld.nl")


def test_an_empty_field_says_what_to_fill_in() -> None:
    page = try_in(Client(), typed="", name="")
    assert "Vul je gebruikersnaam of e-mailadres in." in page
    assert "Vul je wachtwoord in." in page


def test_too_many_attempts_say_how_long_to_wait(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/300s/key"}
    found()
    client = Client()
    for _ in range(2):
        assert "horen niet bij elkaar" in try_in(client)
    late = try_in(client, WACHTWOORD)
    assert "Wacht vijf minuten en probeer het dan opnieuw." in late


def test_too_many_requests_get_a_page_of_ours() -> None:
    answer = handler429(RequestFactory().get(LOGIN))
    assert answer.status_code == 429
    assert "Wacht een minuut en begin dan opnieuw." in text_of(answer)


def test_who_was_sent_here_reads_why() -> None:
    client = Client()
    sent = text_of(client.get("/inwoners/", follow=True))
    assert "Na een uur stilte loggen we je uit." in sent
    assert "Na een uur stilte" not in text_of(client.get(LOGIN))


def test_a_wrong_code_says_where_the_right_one_is() -> None:
    error = second_step().validation_error("incorrect_code")
    assert "Vul de zes cijfers in die nu in je app staan" in str(error)


def test_changing_a_password_says_which_field_does_not_fit() -> None:
    found()
    client = Client()
    assert client.post(LOGIN, {"login": "femke.aalbers", "password": WACHTWOORD}).status_code == 302
    url = "/account/password/change/"
    new = {"password1": "een zin van vijf woorden", "password2": "een zin van zes woorden"}
    page = text_of(client.post(url, {"oldpassword": "iets anders", **new}))
    assert "Dit is niet je huidige wachtwoord." in page
    assert "hetzelfde wachtwoord twee keer" in page
    empty = text_of(client.post(url, {}))
    for text in ("Vul je huidige wachtwoord in.", "Vul je nieuwe wachtwoord in.", "nog een keer in."):
        assert text in empty
