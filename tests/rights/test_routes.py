"""Every address × every role × every relation, by real requests, against a table that people reviewed.

The product does not read `expected.csv`. Outcomes: `open` (the page or the act is reached), `dicht` (403), `onbekend`
(404). An address that takes only one method answers 405 to the other, which is not a right.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.web.access import ACT, PUBLIC
from tests.rights.world import RELATIES, World, build

EXPECTED = Path(__file__).with_name("expected.csv")
LOGS = {"audit_kijkregel", "django_session"}
NOT_OURS = "account/"
ROLLEN = (
    ("contactmedewerker", "contact"),
    ("consulent", "consulent"),
    ("collega", "collega"),
    ("buitenstaander", "outsider"),
    ("teamleider", "teamleider"),
    ("backoffice", "backoffice"),
    ("contractmanager", "contractmanager"),
    ("controller", "controller"),
    ("beleidsadviseur", "beleid"),
    ("raadslid", "raadslid"),
    ("beheerder", "beheerder"),
    ("privacyfunctionaris", "privacy"),
)
GEEN = "geen dossier"


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every address of our own, with its name."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, path)
            elif not path.startswith(NOT_OURS):
                yield path, entry

    yield from walk(get_resolver().url_patterns, "")


@pytest.mark.pure
def test_every_route_names_its_act_or_why_it_is_public() -> None:
    nameless = [
        path
        for path, entry in routes()
        if not isinstance(getattr(entry.callback, ACT, None), Act) and not getattr(entry.callback, PUBLIC, "")
    ]
    assert nameless == []


def guarded() -> list[tuple[str, URLPattern]]:
    """The addresses that need an actor, in the order of their names."""
    found = [(str(entry.name), entry) for _, entry in routes() if hasattr(entry.callback, ACT)]
    return sorted(found, key=lambda item: item[0])


def address(entry: URLPattern, ids: dict[str, str]) -> str | None:
    """The address filled in, None when this world has no object for it."""
    names = list(entry.pattern.regex.groupindex)
    if any(name not in ids for name in names):
        return None
    path = next(path for path, other in routes() if other is entry)
    for name in names:
        for kind in ("uuid", "slug", "str", "int"):
            path = path.replace(f"<{kind}:{name}>", ids[name])
    return "/" + path


def outcome(status: int) -> str:
    """What an answer means for the right."""
    return {403: "dicht", 404: "onbekend", 405: ""}.get(status, "open")


def tried(client: Client, url: str) -> tuple[str, str, str]:
    """Outcome of reading, acting, and acting by a piece of a page."""
    read = outcome(client.get(url).status_code)
    act = outcome(client.post(url, {}).status_code)
    piece = outcome(client.post(url, {}, headers={"hx-request": "true"}).status_code)
    return read, act, piece


def client_of(actor: Actor) -> Client:
    """Somebody who is logged in; faults of ours are not hidden."""
    client = Client(raise_request_exception=True)
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def measured(world: World, attribute: str) -> dict[tuple[str, str], str]:
    """Per address and relation what one role gets."""
    table: dict[tuple[str, str], str] = {}
    client = client_of(getattr(world.town, attribute))
    for name, entry in guarded():
        for relatie in RELATIES if entry.pattern.regex.groupindex else (GEEN,):
            url = address(entry, world.ids.get(relatie, {}))
            if url is None:
                continue
            read, act, piece = tried(client, url)
            assert act == piece, (url, act, piece)
            got = {value for value in (read, act) if value}
            assert len(got) == 1, (name, relatie, read, act)
            table[name, relatie] = got.pop()
    return table


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """The reviewed table."""
    with EXPECTED.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row.pop("adres"), row.pop("relatie")): row for row in rows}


def write(rol: str, table: dict[tuple[str, str], str]) -> None:
    """Write what was measured for one role, for review."""
    rows = expected() if EXPECTED.exists() else {}
    for key, cell in table.items():
        rows.setdefault(key, dict.fromkeys((name for name, _ in ROLLEN), ""))[rol] = cell
    with EXPECTED.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(
            file, ["adres", "relatie", *(name for name, _ in ROLLEN)], lineterminator="\n"
        )
        writer.writeheader()
        for (name, relatie), cells in sorted(rows.items()):
            writer.writerow({"adres": name, "relatie": relatie, **cells})


@pytest.mark.db
@pytest.mark.parametrize(("rol", "attribute"), ROLLEN)
def test_everybody_gets_what_the_reviewed_table_says(rol: str, attribute: str) -> None:
    table = measured(build(), attribute)
    if os.environ.get("RIGHTS_REVIEW") == "1":
        write(rol, table)
    wanted = {key: cells[rol] for key, cells in expected().items()}
    assert table == wanted


@pytest.mark.db
def test_a_refusal_changes_nothing_but_the_log() -> None:
    world = build()
    client = client_of(world.town.outsider)
    before, looks = counts(), log_lines()
    allowed = {key for key, cells in expected().items() if cells["buitenstaander"] == "open"}
    for name, entry in guarded():
        if entry.pattern.regex.groupindex:
            for relatie in ("eigen", "afgeschermd", "andere gemeente"):
                url = address(entry, world.ids[relatie])
                if url and (name, relatie) not in allowed:
                    assert client.post(url, {}).status_code in (403, 404, 405)
    assert counts() == before
    assert log_lines() > looks


@pytest.mark.db
def test_strangers_are_sent_to_the_login() -> None:
    world = build()
    for _, entry in guarded():
        url = address(entry, world.ids["eigen"])
        if url is not None:
            stranger = Client()
            answer = stranger.get(url)
            if answer.status_code == 405:
                answer = stranger.post(url, {})
            assert answer.status_code == 302, url
            assert answer["Location"].startswith("/account/login/")


@pytest.mark.db
def test_the_outsider_finds_nobody() -> None:
    world = build()
    for actor in (world.town.outsider, world.town.teamleider_zuid):
        text = client_of(actor).post("/inwoners/zoeken/", {"q": "Nummer1"}).content.decode()
        assert "Nummer1" not in text.replace('value="Nummer1"', "")
    own = client_of(world.town.consulent).post("/inwoners/zoeken/", {"q": "Nummer"}).content.decode()
    assert "Inwoner Nummer1" in own
    assert "Inwoner Nummer2" in own
    for hidden in ("Nummer3", "Nummer4", "Nummer5"):
        assert hidden not in own


def counts() -> dict[str, int]:
    """Rows per table, the logs left out."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) & models.keys()
    return {name: models[name]._base_manager.count() for name in names - LOGS}


def log_lines() -> int:
    """Lines in the look log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_kijkregel")
        row = cursor.fetchone()
    return int(row[0])
