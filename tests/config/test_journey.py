"""The ground under the journeys: a browser, a live server, and a database that belongs to one module."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import Page

from keukentafel.config import postgres

pytestmark = pytest.mark.journey


def test_the_browser_reaches_the_live_server_and_nothing_breaks_the_policy(live_url: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    answer = page.goto(f"{live_url}/account/login/")
    assert answer
    assert answer.status == 200
    assert page.locator("input[type=password]").count() == 1
    assert [text for text in said if "Content Security Policy" in text] == []
    assert page.evaluate("navigator.language") == "nl-NL"


def test_what_a_test_writes_stays_for_the_next(live_url: str) -> None:
    ContentType.objects.create(app_label="reis", model="spoor")


def test_what_the_one_before_wrote_is_there(live_url: str) -> None:
    assert ContentType.objects.filter(app_label="reis").exists()


def test_it_is_not_in_the_database_of_the_ordinary_tests(
    live_url: str, database_server: postgres.Server
) -> None:
    others = ("test_main", *(f"test_gw{number}" for number in range(8)))
    with closing(psycopg.connect(database_server.dsn(postgres.SUPERUSER, "postgres"))) as connection:
        names = [row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()]
    ordinary = [name for name in names if name in others]
    assert ordinary
    for name in ordinary:
        with closing(psycopg.connect(database_server.dsn(postgres.APP, name))) as connection:
            found = connection.execute(
                "SELECT 1 FROM django_content_type WHERE app_label = 'reis'"
            ).fetchall()
        assert (name, found) == (name, [])
