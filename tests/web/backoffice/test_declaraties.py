"""The pages on which a person judges declarations, over real requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.models import Declaratie, Declaratieregel
from keukentafel.backoffice.declaraties.operations import judge_line
from keukentafel.platform.audit.models import Handeling, Kijkregel
from tests.cast import ELSBEEK, found
from tests.web.backoffice.office import Office, client_of, opened, queries_of

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def office() -> Office:
    """Six lines, of which two with too high a price and two with too much wait."""
    return opened(found())


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ").replace("&nbsp;", " ")


class TestList:
    """What waits, and why."""

    def test_the_title_says_how_many_wait(self, office: Office) -> None:
        text = text_of(client_of(office.town.backoffice).get(reverse("declaraties")))
        assert "<h1>4 declaraties wachten op jou</h1>" in text
        assert "Het tarief is € 69,80 per uur. In het contract staat € 66,00." in text
        assert "2 regels zijn vandaag vanzelf goedgekeurd · € 1.056,00" in text
        assert "Samen, 4 regels" in text

    def test_a_filter_is_a_link_with_its_count(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        text = text_of(client.get(reverse("declaraties") + "?oorzaak=prijs"))
        assert '<a href="/backoffice/?oorzaak=prijs" aria-current="true">Prijs 2</a>' in text
        assert "In het contract staat" in text
        assert "In deze periode is 8 uur toegestaan" not in text

    def test_no_resident_stands_in_the_list_and_no_look_is_logged(self, office: Office) -> None:
        text = text_of(client_of(office.town.backoffice).get(reverse("declaraties")))
        assert "Dijkstra" not in text
        assert not Kijkregel.objects.exists()

    def test_a_next_page_starts_after_the_last_row(self) -> None:
        office = opened(found(), residents=55, waiting=52)
        client = client_of(office.town.backoffice)
        last = office.waiting()[49]
        assert f"?na={last}" in text_of(client.get(reverse("declaraties")))
        text = text_of(client.get(reverse("declaraties") + f"?na={last}"))
        assert text.count('kt-meta">T-5000') == 2
        assert "Volgende" not in text

    def test_a_mark_that_is_no_number_gives_the_first_page(self, office: Office) -> None:
        answer = client_of(office.town.backoffice).get(reverse("declaraties") + "?na=x&oorzaak=niets")
        assert "Alle 4" in text_of(answer)

    def test_nothing_waits(self) -> None:
        office = opened(found(), waiting=0)
        text = text_of(client_of(office.town.backoffice).get(reverse("declaraties")))
        assert "Er wacht geen declaratie op jou" in text
        assert "Niets te beoordelen" in text


class TestLine:
    """One line beside the list."""

    def test_the_title_is_what_is_wrong(self, office: Office) -> None:
        first = office.waiting()[0]
        text = text_of(client_of(office.town.backoffice).get(reverse("declaratie-regel", args=[first])))
        assert "<h1>De prijs is € 3,80 per uur te hoog</h1>" in text
        assert "8 uur × € 66,00 = € 528,00. Er is € 558,40 gevraagd." in text
        assert "0611, het tarief is anders dan in het contract staat (TR418)" in text
        assert "Declareer met het tarief uit het contract, of laat het contract aanpassen." in text
        assert "325 · ons antwoord" in text
        assert "2 regels van Stichting De Brug hebben dezelfde oorzaak" in text

    def test_the_look_at_its_person_is_logged(self, office: Office) -> None:
        client_of(office.town.backoffice).get(reverse("declaratie-regel", args=[office.waiting()[0]]))
        look = Kijkregel.objects.get()
        assert (look.persoon_id, look.reden) == (office.world.persons[0].id, "Declaratieregel bekeken")

    def test_another_cause_has_another_title(self, office: Office) -> None:
        text = text_of(
            client_of(office.town.backoffice).get(reverse("declaratie-regel", args=[office.waiting()[1]]))
        )
        assert "<h1>Er is meer gedeclareerd dan toegewezen</h1>" in text

    def test_what_was_decided_offers_no_choice(self, office: Office) -> None:
        first = office.waiting()[0]
        judge_line(actor=office.town.backoffice, regel_id=first, toekennen=False, reden="Te duur")
        text = text_of(client_of(office.town.backoffice).get(reverse("declaratie-regel", args=[first])))
        assert "Regel van Stichting De Brug is afgekeurd" in text
        assert "Bas Winter" in text
        assert "Herstellen" in text
        assert "Toch goedkeuren" not in text


class TestDeciding:
    """Refusing and granting."""

    def test_refusing_asks_on_a_page_of_its_own_without_script(self, office: Office) -> None:
        text = text_of(
            client_of(office.town.backoffice).get(reverse("regel-afkeuren", args=[office.waiting()[0]]))
        )
        assert "<h1>€ 558,40 afkeuren?</h1>" in text
        assert "Een regel wordt helemaal betaald of helemaal niet." in text

    def test_refusing_goes_on_to_the_next_line(self, office: Office) -> None:
        first, second, *_ = office.waiting()
        client = client_of(office.town.backoffice)
        answer = client.post(reverse("regel-afkeuren", args=[first]), {"reden": ""}, follow=True)
        assert answer.redirect_chain == [(reverse("declaratie-regel", args=[second]), 302)]
        assert "1 regel afgekeurd, samen € 558,40." in text_of(answer)
        assert first not in office.waiting()

    def test_within_a_cause_one_goes_on_within_that_cause(self, office: Office) -> None:
        first, _, third, _ = office.waiting()
        url = reverse("regel-afkeuren", args=[first]) + "?oorzaak=prijs"
        answer = client_of(office.town.backoffice).post(url, {"reden": ""})
        assert answer["Location"] == reverse("declaratie-regel", args=[third]) + "?oorzaak=prijs"

    def test_granting_without_a_reason_is_explained_and_changes_nothing(self, office: Office) -> None:
        first = office.waiting()[0]
        before = Handeling.objects.count()
        answer = client_of(office.town.backoffice).post(
            reverse("regel-goedkeuren", args=[first]), {"reden": "  "}
        )
        assert answer.status_code == 422
        assert "Schrijf op waarom je dit toch goedkeurt." in text_of(answer)
        assert Handeling.objects.count() == before
        assert first in office.waiting()

    def test_what_was_typed_stays_with_an_error(self, office: Office) -> None:
        long = "Afgesproken " * 100
        answer = client_of(office.town.backoffice).post(
            reverse("regel-goedkeuren", args=[office.waiting()[0]]), {"reden": long}
        )
        assert answer.status_code == 422
        assert long.strip() in text_of(answer)

    def test_granting_with_a_reason(self, office: Office) -> None:
        first = office.waiting()[0]
        answer = client_of(office.town.backoffice).post(
            reverse("regel-goedkeuren", args=[first]), {"reden": "Afgesproken met De Brug"}, follow=True
        )
        assert "1 regel goedgekeurd, samen € 558,40." in text_of(answer)
        line = text_of(client_of(office.town.backoffice).get(reverse("declaratie-regel", args=[first])))
        assert "Herstellen" not in line
        assert Handeling.objects.filter(grond="Afgesproken met De Brug").count() == 1

    def test_one_cause_in_one_act(self, office: Office) -> None:
        first = office.waiting()[0]
        client = client_of(office.town.backoffice)
        assert "2 regels van Stichting De Brug afkeuren?" in text_of(
            client.get(reverse("oorzaak-afkeuren", args=[first]))
        )
        answer = client.post(reverse("oorzaak-afkeuren", args=[first]), {"reden": ""}, follow=True)
        assert "2 regels afgekeurd, samen € 1.116,80." in text_of(answer)
        assert len(office.waiting()) == 2

    def test_the_last_line_sends_the_answer(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        first, second, *_ = office.waiting()
        client.post(reverse("oorzaak-afkeuren", args=[first]), {"reden": ""})
        answer = client.post(reverse("oorzaak-goedkeuren", args=[second]), {"reden": "Mag"}, follow=True)
        assert "1 antwoord (325) staat klaar voor de aanbieder." in text_of(answer)
        assert answer.redirect_chain == [(reverse("declaraties"), 302)]
        assert Bericht.objects.filter(nummer=325).count() == 1

    def test_a_double_click_counts_once(self, office: Office) -> None:
        first = office.waiting()[0]
        client = client_of(office.town.backoffice)
        client.post(reverse("regel-afkeuren", args=[first]), {"reden": ""})
        answer = client.post(reverse("regel-afkeuren", args=[first]), {"reden": ""}, follow=True)
        assert "Dit was al gedaan. Een dubbele klik telt één keer." in text_of(answer)
        assert len(office.waiting()) == 3

    def test_who_comes_second_is_told_who_was_first(self, office: Office) -> None:
        first = office.waiting()[0]
        judge_line(actor=office.town.backoffice, regel_id=first, toekennen=False)
        answer = client_of(office.town.backoffice).post(
            reverse("regel-goedkeuren", args=[first]), {"reden": "Toch wel"}, follow=True
        )
        assert "Bas Winter heeft deze regel al afgekeurd." in text_of(answer)
        assert "Jouw keuze is niet bewaard." in text_of(answer)
        assert (
            queries.line_detail(actor=office.town.backoffice, regel_id=first).oordelen[-1].reden != "Toch wel"
        )

    def test_asking_about_a_decided_line_shows_the_decision(self, office: Office) -> None:
        first = office.waiting()[0]
        judge_line(actor=office.town.backoffice, regel_id=first, toekennen=False)
        answer = client_of(office.town.backoffice).get(reverse("regel-afkeuren", args=[first]))
        assert answer["Location"] == reverse("declaratie-regel", args=[first])


class TestAll:
    """All declarations, and one of them."""

    def test_the_list_and_the_filter(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        assert "D1" in text_of(client.get(reverse("declaraties-alle")))
        assert "Geen declaraties" in text_of(client.get(reverse("declaraties-alle") + "?stand=geweigerd"))
        assert "Wacht op jou" in text_of(client.get(reverse("declaraties-alle") + "?stand=wacht_op_mens"))

    def test_one_with_its_lines(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        url = reverse("declaratie", args=[Declaratie.objects.get().pk])
        text = text_of(client.get(url))
        assert "<h1>Stichting De Brug, oktober 2026</h1>" in text
        assert "Ons antwoord moet weg zijn op" in text
        assert "Geen regels" in text_of(client.get(url + "?toon=afgekeurd"))


class TestRights:
    """Closed to other roles and to the municipality next door."""

    def test_only_the_back_office(self, office: Office) -> None:
        first, declaration = office.waiting()[0], Declaratie.objects.get().pk
        urls = [
            reverse("declaraties"),
            reverse("declaraties-alle"),
            reverse("declaratie", args=[declaration]),
            reverse("declaratie-regel", args=[first]),
            reverse("regel-afkeuren", args=[first]),
        ]
        for actor in office.town.everybody:
            if actor != office.town.backoffice:
                client = client_of(actor)
                assert {client.get(url).status_code for url in urls} == {403}, actor.naam
        assert (
            client_of(office.town.consulent).post(reverse("regel-afkeuren", args=[first])).status_code == 403
        )
        assert first in office.waiting()

    def test_next_door_it_is_not_there(self, office: Office) -> None:
        elsbeek = found(ELSBEEK, "Elsbeek")
        client = client_of(elsbeek.backoffice)
        first, declaration = office.waiting()[0], Declaratie.objects.get().pk
        assert "Er wacht geen declaratie op jou" in text_of(client.get(reverse("declaraties")))
        assert client.get(reverse("declaratie-regel", args=[first])).status_code == 404
        assert client.get(reverse("declaratie", args=[declaration])).status_code == 404
        for route in ("regel-afkeuren", "oorzaak-afkeuren"):
            assert client.post(reverse(route, args=[first]), {"reden": "x"}).status_code == 404
        assert first in office.waiting()

    def test_a_line_of_a_shielded_resident_is_not_there(self) -> None:
        office = opened(found(), shielded=True)
        hidden = Declaratieregel.objects.order_by("volgnummer").values_list("pk", flat=True)[0]
        client = client_of(office.town.backoffice)
        assert "3 declaraties wachten op jou" in text_of(client.get(reverse("declaraties")))
        assert client.get(reverse("declaratie-regel", args=[hidden])).status_code == 404
        assert client.post(reverse("regel-afkeuren", args=[hidden]), {"reden": ""}).status_code == 404

    def test_the_controller_answers_it_on_its_figures(self) -> None:
        office = opened(found(), shielded=True)
        hidden = Declaratieregel.objects.order_by("volgnummer")[0]
        client = client_of(office.town.controller)
        listed = text_of(client.get(reverse("cijfers")))
        assert "1 regel wacht op jou" in listed
        address = reverse("cijfers-regel", args=[hidden.pk])
        page = text_of(client.get(address))
        question = text_of(client.get(reverse("cijfers-goedkeuren", args=[hidden.pk])))
        for secret in ("Dijkstra", hidden.referentienummer, f"T-{hidden.toewijzingnummer}", "/toewijzingen/"):
            assert secret not in listed + page + question
        grant = reverse("cijfers-goedkeuren", args=[hidden.pk])
        assert client.post(grant, {"reden": ""}).status_code == 422
        done = text_of(client.post(grant, {"reden": "Afgesproken."}, follow=True))
        assert "1 regel goedgekeurd" in done
        assert "Niets te beoordelen" in done
        again = text_of(client.post(grant, {"reden": "Nog eens."}, follow=True))
        assert f"{office.town.controller.naam} heeft deze regel al goedgekeurd" in again
        assert "Afgesproken." in again
        office_page = client_of(office.town.backoffice).get(
            reverse("declaratie", args=[hidden.declaratie_id])
        )
        assert "Je ziet niet alle regels" not in text_of(office_page)

    def test_the_back_office_reads_that_a_line_waits_elsewhere(self) -> None:
        office = opened(found(), shielded=True)
        one = Declaratieregel.objects.order_by("volgnummer")[0]
        page = client_of(office.town.backoffice).get(reverse("declaratie", args=[one.declaratie_id]))
        assert "Eén regel is van een afgeschermde inwoner" in text_of(page)

    def test_strangers_log_in_first(self, office: Office, client: Any) -> None:
        answer = client.get(reverse("declaratie-regel", args=[office.waiting()[0]]))
        assert answer["Location"].startswith("/account/login/")


class TestQueries:
    """As many queries with a hundred rows as with ten."""

    @pytest.mark.parametrize("rows", [10, 100])
    def test_pages(self, rows: int) -> None:
        office = opened(found(), residents=rows, waiting=rows - 1)
        client = client_of(office.town.backoffice)
        first, other = office.waiting()[0], office.waiting()[8]
        assert queries_of(client, reverse("declaraties")) <= 6
        assert queries_of(client, reverse("declaraties") + f"?na={first}") <= 6
        assert queries_of(client, reverse("declaraties-alle")) <= 6
        assert queries_of(client, reverse("declaratie-regel", args=[other])) <= 14
        assert queries_of(client, reverse("declaratie", args=[Declaratie.objects.get().pk])) <= 12
