"""The pages of the sociale kaart, over real requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.clock import queries as clock
from keukentafel.socialmap.domain import NewVermelding
from keukentafel.socialmap.operations import load_vermeldingen
from tests.cast import ELSBEEK, Town, found

pytestmark = pytest.mark.db


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def entries(town: Town) -> tuple[NewVermelding, ...]:
    """A meal with room, one that is full and not checked for long, and advice for the whole town."""
    today = clock.today()
    meal = NewVermelding(
        "Eetpunt De Linde",
        "Warm eten en een praatje.",
        "maaltijd",
        "algemeen",
        today,
        wijk_id=town.noord.id,
        plekken_vrij=4,
        prijs=600,
        prijs_tekst="per keer",
        wanneer="Dinsdag om 12.00 uur",
        rolstoel=True,
        telefoon="0990 551007",
    )
    full = replace(
        meal,
        naam="Buurtgenoten koken",
        omschrijving="Een buur kookt een portie extra.",
        trede="netwerk",
        wijk_id=town.zuid.id,
        plekken_vrij=0,
        wachttijd_weken=3,
        prijs=0,
        nagekeken_op=today - timedelta(days=300),
        id=new_id(),
    )
    advice = replace(
        meal,
        naam="Formulierenbrigade",
        omschrijving="Hulp bij post.",
        thema="geld",
        wijk_id=None,
        plekken_vrij=None,
        prijs=None,
        prijs_tekst="",
        id=new_id(),
    )
    load_vermeldingen(actor=town.system, vermeldingen=[meal, full, advice])
    return meal, full, advice


class TestList:
    """Leafing and searching."""

    def test_says_where_there_is_room_and_when_it_was_checked(self) -> None:
        town = found()
        entries(town)
        text = text_of(client_of(town.consulent).get(reverse("sociale-kaart")))
        for words in (
            "4 plekken vrij",
            "Nu vol, 3 weken wachten",
            "Altijd plek",
            "Lang niet nagekeken",
            "Hele gemeente",
        ):
            assert words in text
        assert "Dinsdag om 12.00 uur, € 6,00 per keer." in text

    def test_a_theme_is_a_link(self) -> None:
        town = found()
        entries(town)
        text = text_of(client_of(town.consulent).get(reverse("sociale-kaart") + "?thema=geld"))
        assert "Formulierenbrigade" in text
        assert "Eetpunt" not in text

    def test_searching_in_ones_own_words_stands_in_no_address(self) -> None:
        town = found()
        entries(town)
        answer = client_of(town.contact).post(
            reverse("sociale-kaart"), {"q": "warme maaltijden", "wijk": str(town.noord.id)}
        )
        text = text_of(answer)
        assert "<h1>2 plekken voor ‘warme maaltijden’</h1>" in text
        assert text.index("Eetpunt De Linde") < text.index("Buurtgenoten koken")
        assert 'value="warme maaltijden"' in text

    def test_nothing_found_and_nothing_asked(self) -> None:
        town = found()
        entries(town)
        client = client_of(town.consulent)
        assert "Niets gevonden voor ‘parachute’" in text_of(
            client.post(reverse("sociale-kaart"), {"q": "parachute"})
        )
        assert "Alles op de kaart" in text_of(
            client.post(reverse("sociale-kaart"), {"q": "", "wijk": "x"}, follow=True)
        )

    def test_only_a_neighbourhood_gives_what_is_there_and_for_the_whole_town(self) -> None:
        town = found()
        entries(town)
        client = client_of(town.consulent)
        answer = client.post(reverse("sociale-kaart"), {"q": "", "wijk": str(town.zuid.id)}, follow=True)
        text = text_of(answer)
        assert answer.redirect_chain == [(f"{reverse('sociale-kaart')}?wijk={town.zuid.id}", 302)]
        assert "Alles op de kaart, Kerkbuurt en hele gemeente" in text
        assert "Buurtgenoten koken" in text
        assert "Formulierenbrigade" in text
        assert "Eetpunt De Linde" not in text
        assert f"?thema=geld&amp;wijk={town.zuid.id}" in text

    def test_pages_by_name(self) -> None:
        town = found()
        meal, *_ = entries(town)
        load_vermeldingen(
            actor=town.system,
            vermeldingen=[replace(meal, naam=f"Plek {n:02}", id=new_id()) for n in range(60)],
        )
        client = client_of(town.consulent)
        text = text_of(client.get(reverse("sociale-kaart")))
        assert "Volgende" in text
        mark = text.split("?na=")[1].split('"')[0]
        assert "Plek 59" in text_of(client.get(reverse("sociale-kaart") + f"?na={mark}"))


class TestEntry:
    """One entry."""

    def test_shows_what_one_needs_to_go_there(self) -> None:
        town = found()
        meal, full, _ = entries(town)
        client = client_of(town.raadslid)
        text = text_of(client.get(reverse("vermelding", args=[meal.id])))
        for words in ("0990 551007", "De Hoven", "Ja, je komt er met een rolstoel in", "Algemeen"):
            assert words in text
        assert "Bel even voordat je een inwoner doorverwijst." in text_of(
            client.get(reverse("vermelding", args=[full.id]))
        )

    def test_next_door_it_is_not_there(self) -> None:
        meal, *_ = entries(found())
        client = client_of(found(ELSBEEK, "Elsbeek").consulent)
        assert client.get(reverse("vermelding", args=[meal.id])).status_code == 404
        assert "Eetpunt" not in text_of(client.get(reverse("sociale-kaart")))
        assert "Eetpunt" not in text_of(client.post(reverse("sociale-kaart"), {"q": "eten"}))

    def test_strangers_log_in_first(self) -> None:
        assert Client().get(reverse("sociale-kaart"))["Location"].startswith("/account/login/")


@pytest.mark.parametrize("rows", [10, 100])
def test_queries_stay_the_same(rows: int) -> None:
    town = found()
    meal, *_ = entries(town)
    load_vermeldingen(
        actor=town.system, vermeldingen=[replace(meal, naam=f"Plek {n}", id=new_id()) for n in range(rows)]
    )
    client = client_of(town.consulent)
    client.get(reverse("sociale-kaart"))
    for url in (reverse("sociale-kaart"), reverse("sociale-kaart") + f"?na={meal.id}"):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        assert sum("SAVEPOINT" not in query["sql"] for query in caught.captured_queries) <= 6
