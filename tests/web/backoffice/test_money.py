"""The pages of allocations, contracts and the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import Settings

from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, Wet
from keukentafel.backoffice.contracts.models import Contract
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Toewijzingstatus
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.core.ids import new_id
from keukentafel.core.period import Period
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.accounts.operations import link_resident
from keukentafel.platform.accounts.queries import may
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from tests.backoffice.contracts.market import CONTRACT
from tests.cast import ELSBEEK, Town, found
from tests.web.backoffice.office import Office, budgeted, client_of, opened, queries_of

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def office() -> Office:
    """Three allocations, of which one line of a declaration waits."""
    return opened(found(), residents=3, waiting=1)


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def allocation_of(office: Office, index: int = 0) -> UUID:
    person = office.world.persons[index].id
    return Toewijzing.objects.values_list("pk", flat=True).get(persoon_id=person)


class TestAllocations:
    """The list names nobody; opening one is logged."""

    def test_the_list(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        text = text_of(client.get(reverse("toewijzingen")))
        assert "T-500001" in text
        assert "8 uur per maand" in text
        assert "vanaf 1 januari 2026" in text
        assert "Dijkstra" not in text
        assert not Kijkregel.objects.exists()
        assert "Geen toewijzingen" in text_of(client.get(reverse("toewijzingen") + "?stand=afgewezen"))
        begun = text_of(client.get(reverse("toewijzingen") + "?stand=zonder-start"))
        assert "T-500001" in begun
        assert "Geen toewijzingen" in text_of(client.get(reverse("toewijzingen") + "?stand=zonder-stop"))

    def test_one_with_its_money_and_messages(self, office: Office) -> None:
        url = reverse("toewijzing", args=[allocation_of(office, 1)])
        text = text_of(client_of(office.town.backoffice).get(url))
        assert "Begeleiding individueel door Stichting De Brug is nog niet gestart" in text
        assert "€ 528" in text
        assert "Besluit B-500002 van 1 december 2025" in text
        assert "323 · declaratie" in text
        assert Kijkregel.objects.get().reden == "Toewijzing bekeken"

    def test_closed_to_others(self, office: Office) -> None:
        urls = [reverse("toewijzingen"), reverse("toewijzing", args=[allocation_of(office)])]
        for actor in office.town.everybody:
            if not may(actor, Act.BERICHTEN_INZIEN):
                assert {client_of(actor).get(url).status_code for url in urls} == {403}
        next_door = client_of(found(ELSBEEK, "Elsbeek").backoffice)
        assert next_door.get(urls[1]).status_code == 404
        assert "T-500001" not in text_of(next_door.get(urls[0]))

    def test_ones_own_is_not_there(self, office: Office) -> None:
        person = office.world.persons[0]
        link_resident(
            actor=office.town.system,
            account_id=office.town.backoffice.account_id,
            persoon_id=person.id,
            huishouden_id=None,
        )
        client = client_of(office.town.backoffice)
        assert client.get(reverse("toewijzing", args=[allocation_of(office)])).status_code == 404
        assert "T-500001" not in text_of(client.get(reverse("toewijzingen")))

    def test_a_refused_one_is_sent_again_once(self, office: Office) -> None:
        refused = allocation_of(office)
        with handeling(actor=office.town.system, act=Act.GEGEVENS_LADEN, object_type="toewijzing"):
            Toewijzing.objects.filter(pk=refused).update(status=Toewijzingstatus.AFGEWEZEN)
        client = client_of(office.town.backoffice)
        text = text_of(client.get(reverse("toewijzing", args=[refused])))
        assert "<h1>Stichting De Brug wees deze toewijzing af</h1>" in text
        url = reverse("toewijzing-opnieuw", args=[refused])
        assert "<h1>Deze toewijzing opnieuw versturen?</h1>" in text_of(client.get(url))
        answer = client.post(url, follow=True)
        assert "T-500001 staat klaar voor Stichting De Brug" in text_of(answer)
        assert Bericht.objects.filter(nummer=301).count() == 1
        again = client.post(url, follow=True)
        assert "verstuurd" in text_of(again)
        assert Bericht.objects.filter(nummer=301).count() == 1

    def test_a_team_leader_sends_nothing_here(self, office: Office) -> None:
        refused = allocation_of(office)
        url = reverse("toewijzing-opnieuw", args=[refused])
        assert client_of(office.town.teamleider).post(url).status_code == 403
        assert client_of(found(ELSBEEK, "Elsbeek").backoffice).post(url).status_code == 404

    @pytest.mark.parametrize("rows", [10, 100])
    def test_queries(self, rows: int) -> None:
        office = opened(found(), residents=rows, waiting=1)
        client = client_of(office.town.backoffice)
        assert queries_of(client, reverse("toewijzingen")) <= 6
        assert queries_of(client, reverse("toewijzingen") + f"?na={allocation_of(office, 5)}") <= 6
        assert queries_of(client, reverse("toewijzing", args=[allocation_of(office)])) <= 12


class TestContracts:
    """Ceilings say what to talk about, never who gets no help."""

    def test_the_list_shows_the_share_of_the_ceiling(self, office: Office) -> None:
        text = text_of(client_of(office.town.contractmanager).get(reverse("contracten") + "?jaar=2026"))
        assert "€ 20.000" in text
        assert "Alle contracten" in text
        assert "procent van het plafond vastgelegd" in text
        assert "Bij het plafond" in text
        assert "Een plafond is nooit een reden om hulp te weigeren" in text

    def test_another_year_and_a_year_that_is_none(self, office: Office) -> None:
        client = client_of(office.town.contractmanager)
        assert "blijven onder hun plafond van 2025" in text_of(
            client.get(reverse("contracten") + "?jaar=2025")
        )
        assert client.get(reverse("contracten") + "?jaar=twee").status_code == 200

    def test_one_with_its_prices_by_period(self, office: Office) -> None:
        url = reverse("contract", args=[office.world.market.contract])
        text = text_of(client_of(office.town.controller).get(url + "?jaar=2026"))
        assert "1 januari t/m 31 december 2026" in text
        assert "€ 52,00 per dagdeel" in text
        assert "Geldt nu" in text
        assert "Niemand verliest hulp bij het plafond" in text

    def test_one_that_gives_a_task_says_so(self, office: Office) -> None:
        url = reverse("contract", args=[office.world.market.jeugd_contract])
        client = client_of(office.town.contractmanager)
        assert "taakgericht" not in text_of(client.get(url))
        with handeling(actor=office.town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Contract.objects.filter(pk=office.world.market.jeugd_contract).update(taakgericht=True)
        assert "taakgericht: hulp begint zonder toewijzing" in text_of(client.get(url))
        listed = f'href="{reverse("taakhulp")}"'
        assert listed not in text_of(client.get(url))
        assert listed in text_of(client_of(office.town.backoffice).get(url))

    def test_the_title_says_that_a_ceiling_is_reached(self) -> None:
        office = opened(found(), residents=4, waiting=0)
        client = client_of(office.town.contractmanager)
        assert "1 contract zit aan het plafond van 2026" in text_of(
            client.get(reverse("contracten") + "?jaar=2026")
        )
        url = reverse("contract", args=[office.world.market.contract])
        assert "Stichting De Brug: het plafond van 2026 is bereikt" in text_of(client.get(url + "?jaar=2026"))

    def test_closed_to_others(self, office: Office) -> None:
        url = reverse("contract", args=[office.world.market.contract])
        for actor in office.town.everybody:
            expected = 200 if may(actor, Act.CONTRACT_INZIEN) else 403
            assert client_of(actor).get(url).status_code == expected, actor.naam
            assert client_of(actor).get(reverse("contracten")).status_code == expected
        next_door = client_of(found(ELSBEEK, "Elsbeek").contractmanager)
        assert next_door.get(url).status_code == 404
        assert "Nog geen contracten" in text_of(next_door.get(reverse("contracten")))

    @pytest.mark.parametrize("rows", [10, 100])
    def test_queries(self, rows: int) -> None:
        town = found()
        contracts = many_contracts(town, rows)
        client = client_of(town.contractmanager)
        assert queries_of(client, reverse("contracten")) <= 6
        assert queries_of(client, reverse("contracten") + f"?na={contracts[0]}") <= 6
        assert queries_of(client, reverse("contract", args=[contracts[0]])) <= 12


class TestBudget:
    """Per budget line what is left."""

    def test_the_title_names_what_is_overspent(self, office: Office) -> None:
        budgeted(office.town)
        text = text_of(client_of(office.town.controller).get(reverse("budget") + "?jaar=2026"))
        assert "<h1>Begeleiding gaat" in text
        assert "Over budget" in text
        assert "Begroting 2026" in text
        assert text.count("<svg") >= 2
        assert "Toon als tabel" in text

    def test_a_year_without_a_budget(self) -> None:
        text = text_of(client_of(found().controller).get(reverse("budget") + "?jaar=2031"))
        assert "Voor 2031 staat er nog geen budget" in text

    def test_closed_to_others(self, office: Office) -> None:
        budgeted(office.town)
        for actor in office.town.everybody:
            expected = 200 if may(actor, Act.BUDGET_INZIEN) else 403
            assert client_of(actor).get(reverse("budget")).status_code == expected, actor.naam
        next_door = client_of(found(ELSBEEK, "Elsbeek").controller)
        assert "Begeleiding" not in text_of(next_door.get(reverse("budget") + "?jaar=2026"))

    @pytest.mark.parametrize("rows", [10, 100])
    def test_queries(self, rows: int) -> None:
        office = opened(found(), residents=rows, waiting=2)
        budgeted(office.town)
        assert queries_of(client_of(office.town.controller), reverse("budget") + "?jaar=2026") <= 15


def many_contracts(town: Town, rows: int) -> list[UUID]:
    """So many providers with a contract each."""
    providers = [NewAanbieder(f"{10_000_000 + n}", f"Aanbieder {n:03}") for n in range(rows)]
    first = NewContract("C", providers[0].id, Wet.WMO, Period(date(2024, 1, 1)))
    contracts = [
        replace(first, nummer=f"C-{n:03}", aanbieder_id=provider.id, periode=CONTRACT, id=new_id())
        for n, provider in enumerate(providers)
    ]
    load_contracts(actor=town.system, aanbieders=providers, producten=[], contracten=contracts, tarieven=[])
    return [contract.id for contract in contracts]
