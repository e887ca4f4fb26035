"""Opening a closed dossier in an emergency and its review, over real requests."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.people.models import Persoon, Toegang
from keukentafel.people.operations import open_in_emergency
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from tests.casework import story
from tests.cast import Town, resident

REDEN = "De politie belt: er is iemand gevallen."


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def dossier_of(place: Town) -> UUID:
    """Somebody of team Noord reports."""
    return story.present(story.melding(place).dossier_id)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.db
class TestOpening:
    """From the closed page to the dossier, with a reason."""

    def test_the_closed_page_leads_on_and_the_reason_opens(self) -> None:
        place = story.town()
        dossier_id = dossier_of(place)
        client = client_of(place.outsider)
        url = reverse("noodtoegang", args=[dossier_id])
        closed = client.get(reverse("dossier", args=[dossier_id]))
        assert closed.status_code == 403
        assert f'href="{url}"' in text_of(closed)
        asked = text_of(client.get(url))
        assert "Het hoort bij team Noord." in asked
        assert "De inwoner kan lezen dat jij keek" in asked
        assert "Karin" not in asked + text_of(closed)
        empty = client.post(url, {"reden": " "})
        assert empty.status_code == 422
        assert "Schrijf op waarom je dit dossier nu moet zien" in text_of(empty)
        opened = text_of(client.post(url, {"reden": REDEN}, follow=True))
        assert "Karin Dijkstra" in opened
        assert "Je kunt lezen, niet veranderen." in opened
        for act in ("Oppakken", "Notitie", "Dossier sluiten", "Onderzoek beginnen"):
            assert act not in opened
        note = client.post(reverse("dossier-notitie", args=[dossier_id]), {"tekst": "Gezien."})
        assert note.status_code == 403
        assert client.get(url).status_code == 302
        seen = text_of(client_of(place.consulent).get(reverse("wie-keek", args=[dossier_id])))
        assert f"Noodtoegang: {REDEN}" in seen

    def test_says_why_it_is_closed_and_keeps_the_own_file_shut(self) -> None:
        place = story.town()
        dossier_id = dossier_of(place)
        url = reverse("noodtoegang", args=[dossier_id])
        with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="persoon"):
            Persoon.objects.update(afgeschermd=True)
        assert "Deze inwoner is afgeschermd" in text_of(client_of(place.consulent).get(url))
        with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="account"):
            Account.objects.filter(pk=place.consulent.account_id).update(
                eigen_persoon=Persoon.objects.get().pk
            )
        own = text_of(client_of(place.consulent).get(url))
        assert "Dit dossier blijft voor jou dicht" in own
        assert "<textarea" not in own
        assert client_of(place.consulent).post(url, {"reden": REDEN}).status_code == 403
        assert not Toegang.objects.exists()

    def test_who_may_not_open_is_not_led_there(self) -> None:
        place = story.town()
        dossier_id = dossier_of(place)
        url = reverse("noodtoegang", args=[dossier_id])
        for actor in (place.contact, place.backoffice, place.beheerder):
            assert client_of(actor).get(url).status_code == 403
            assert url not in text_of(client_of(actor).get(reverse("dossier", args=[dossier_id])))

    def test_a_refused_look_is_logged_at_the_resident(self) -> None:
        place = story.town()
        dossier_id = dossier_of(place)
        client_of(place.outsider).get(reverse("dossier", args=[dossier_id]))
        line = Kijkregel.objects.latest("id")
        assert (line.geweigerd, line.persoon_id) == (True, Persoon.objects.get().pk)


@pytest.mark.db
class TestReview:
    """What waits, and judging it."""

    def test_from_the_list_to_a_judgement(self) -> None:
        place = story.town()
        person = resident(place, "Nadia Bakker")
        open_in_emergency(actor=place.outsider, persoon_id=person.id, reden=REDEN)
        entry = Toegang.objects.get()
        client = client_of(place.privacy)
        url = reverse("noodtoegang-beoordelen", args=[entry.pk])
        listed = text_of(client.get(reverse("noodtoegangen")))
        assert "1 noodtoegang wacht op je oordeel" in listed
        assert REDEN in listed
        assert "Loopt nog" in listed
        assert "Nadia" not in listed + text_of(client.get(url))
        early = client.post(url, {"oordeel": "gerechtvaardigd"})
        assert early.status_code == 422
        assert "Deze noodtoegang loopt nog tot" in text_of(early)
        assert "Kies of deze toegang gerechtvaardigd was." in text_of(client.post(url, {}))
        judged = {"oordeel": "niet gerechtvaardigd", "toelichting": "Er was geen spoed."}
        done = client.post(url, judged, follow=True)
        assert "Je oordeel is bewaard." in text_of(done)
        assert "Niets te beoordelen" in text_of(done)
        kept = text_of(client.get(reverse("noodtoegangen") + "?toon=beoordeeld"))
        assert "Niet gerechtvaardigd" in kept
        page = text_of(client.get(url))
        assert "Er was geen spoed." in page
        assert "<textarea" not in page
        again = client.post(url, judged)
        assert again.status_code == 422
        assert f"{place.privacy.naam} heeft deze noodtoegang al beoordeeld" in text_of(again)

    def test_pages_in_the_database(self) -> None:
        place = story.town()
        for number in range(27):
            person = resident(place, f"Inwoner Nummer{number}", number=number)
            open_in_emergency(actor=place.outsider, persoon_id=person.id, reden=f"Reden {number}.")
        client = client_of(place.privacy)
        first = text_of(client.get(reverse("noodtoegangen")))
        assert first.count("<tr>") == 26
        following = re.search(r'href="(\?na=[^"]+)"', first)
        assert following is not None
        rest = text_of(client.get(reverse("noodtoegangen") + following[1]))
        assert ("Reden 24." in first, "Reden 25." in first, "Reden 26." in rest) == (True, False, True)
