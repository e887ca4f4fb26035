"""The pages of the work with residents, over real requests."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.casework.operations.reference import load_reference
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.models import Account
from tests.cast import Town, found, resident

pytestmark = pytest.mark.db


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def town_with_rules() -> Town:
    town = found()
    load_reference(actor=town.system)
    return town


def ask(client: Client, **typed: Any) -> Any:
    data = {
        "vraag": "Weet u iemand die kookt?",
        "kanaal": "telefoon",
        "nu": "meteen beantwoord",
        "antwoord": "Ja",
    }
    return client.post(reverse("contact"), {**data, **typed}, follow=True)


def dossier_of(client: Client, **typed: Any) -> str:
    """Report somebody and answer the address of the dossier."""
    answer = ask(client, nu="gesprek", naam="Karin Dijkstra", adres="1290 AA 14", **typed)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.redirect_chain)


class TestContact:
    """A first contact in under a minute."""

    def test_answered_at_once_is_done_and_no_melding(self) -> None:
        town = town_with_rules()
        answer = ask(client_of(town.contact))
        assert "telt mee als meteen beantwoord" in answer.content.decode()

    def test_what_was_typed_stays_with_an_error(self) -> None:
        town = town_with_rules()
        answer = ask(client_of(town.contact), nu="gesprek", naam="", vraag="Mijn man valt")
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Vul een naam in" in text
        assert "Mijn man valt" in text

    def test_a_wrong_bsn_is_named_and_not_repeated(self) -> None:
        town = town_with_rules()
        answer = ask(client_of(town.contact), bsn="123456789")
        assert "Dit BSN klopt niet" in answer.content.decode()

    def test_somebody_known_is_found_first(self) -> None:
        town = town_with_rules()
        person = resident(town)
        client = client_of(town.contact)
        answer = ask(client, nu="gesprek", naam="Karin Dijkstra", geboortedatum="14-03-1988")
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "We kennen deze inwoner misschien al" in text
        assert str(person.id) in text
        done = ask(
            client, nu="gesprek", naam="Karin Dijkstra", geboortedatum="14-03-1988", persoon=str(person.id)
        )
        assert done.status_code == 200

    def test_a_new_melding_goes_to_the_team_of_the_neighbourhood(self) -> None:
        town = town_with_rules()
        answer = ask(
            client_of(town.contact), nu="spoed", naam="Hendrik Vos", adres="1290 AA 3", vraag="Valt 's nachts"
        )
        assert "staat bij team Noord" in answer.content.decode()

    def test_the_pieces_that_help_while_typing(self) -> None:
        town = town_with_rules()
        resident(town)
        client = client_of(town.contact)
        known = client.post(
            reverse("contact-herken"), {"naam": "Karin Dijkstra", "geboortedatum": "14-03-1988"}
        )
        assert "Karin Dijkstra" in known.content.decode()
        assert client.post(reverse("contact-kaart"), {"vraag": "eten"}).status_code == 200


class TestFromContactToPlan:
    """Steps 1 to 3 of the walk."""

    def test_the_whole_way(self) -> None:
        town = town_with_rules()
        ask(
            client_of(town.contact),
            nu="gesprek",
            naam="Karin Dijkstra",
            adres="1290 AA 14",
            geboortedatum="14-03-1988",
        )
        client = client_of(town.consulent)
        listed = client.get(reverse("inwoners") + "?van=team")
        assert "Karin Dijkstra" in listed.content.decode()
        dossier = UUID(listed.context["regels"][0][0].split("/")[-2])
        assert client.get(reverse("vandaag")).status_code == 200
        found_by_name = client.post(reverse("inwoners-zoeken"), {"q": "dijkstra"})
        assert "Karin Dijkstra" in found_by_name.content.decode()
        url = reverse("dossier", args=[dossier])
        shown = client.get(url)
        assert shown.status_code == 200
        melding = shown.context["traject"].melding
        assert client.post(reverse("dossier-oppakken", args=[dossier]), follow=True).status_code == 200
        step = reverse("melding", args=[dossier, melding.id])
        client.post(step, {"actie": "bevestigen"})
        client.post(step, {"actie": "rechten", "clientondersteuning": "on", "persoonlijk_plan": "on"})
        begun = client.post(
            step, {"actie": "beginnen", "reden_vroeg": "Inwoner wil niet wachten"}, follow=True
        )
        assert "Aan tafel met Karin Dijkstra" in begun.content.decode()
        page = begun.context["g"]
        onderzoek = page.onderzoek.id
        client.post(
            reverse("zitting", args=[onderzoek]), {"datum": "01-12-2026", "tijd": "9.30", "plaats": "thuis"}
        )
        page = client.get(reverse("gesprek", args=[onderzoek])).context["g"]
        saved = client.post(
            reverse("gesprek-tekst", args=[onderzoek, "verheldering"]),
            {"versie": page.verheldering_versie, "tekst": "Zij zoekt houvast."},
            headers={"hx-request": "true"},
        )
        assert saved.status_code == 200, saved.content.decode()
        code = page.gebieden[0].leefgebied
        area = reverse("gesprek-leefgebied", args=[onderzoek, page.zitting.id, code])
        saved = client.post(
            area,
            {"versie": 0, "gaat_goed": "Zus helpt", "score_inwoner": "3"},
            headers={"hx-request": "true"},
        )
        assert saved.status_code == 200, saved.content.decode()
        clash = client.post(area, {"versie": 0, "gaat_goed": "Iets anders"}, headers={"hx-request": "true"})
        assert clash.status_code == 409
        assert "Zus helpt" in clash.content.decode()
        client.post(reverse("resultaat", args=[onderzoek]), {"tekst": "Ik wil weer rust in huis"})
        plan = client.get(reverse("plan", args=[onderzoek]))
        result = plan.context["a"].resultaten[0]
        form = client.get(reverse("oplossing", args=[onderzoek, result.id]))
        assert form.status_code == 200
        heavy = {
            "trede": "individueel",
            "omschrijving": "Begeleiding",
            "verantwoordelijke": "De Brug",
            "vorm": "individueel",
            "ingangsdatum": "01-12-2026",
            "einddatum": "31-05-2027",
            "evaluatie_op": "01-03-2027",
        }
        done = client.post(reverse("oplossing", args=[onderzoek, result.id]), heavy, follow=True)
        assert "Oplossing staat in het plan" in done.content.decode(), done.content.decode()
        assert "Waarom slaan jullie deze trede over?" in done.content.decode()
        refused = client.post(reverse("plan-delen", args=[onderzoek]), follow=True)
        assert (
            "gedeeld" not in refused.content.decode().lower()
            or "ontbreekt" in refused.content.decode().lower()
        )
