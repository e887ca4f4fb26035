"""Closing a plan and a dossier, over real requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.casework.domain.arrangement import Akkoord, NewOplossing, OplossingStatus, RedenOvergeslagen
from keukentafel.casework.domain.gesprek import NewAfronding, OnderzoekUitkomst
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.models.arrangement import Arrangement
from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.casework.operations import arrangement, dossier, onderzoek
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import Town


@dataclass(frozen=True)
class Case:
    """A dossier with a shared plan in which light help runs."""

    place: Town
    dossier: UUID
    onderzoek: UUID
    resultaat: UUID
    oplossing: UUID


def shared() -> Case:
    """Light help is planned and the plan is shared; nobody asked yet whether the resident agrees."""
    place = story.town()
    set_working_date(actor=place.system, werkdatum=story.EINDE_DAY)
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    with working_date(story.GESPREK_DAY):
        enquiry = story.started(place, row)
        story.talked(place, enquiry)
        result = arrangement.add_resultaat(actor=place.consulent, onderzoek_id=enquiry, tekst="Ik wil rust.")
        light = NewOplossing(
            "lichte hulp",
            "Vier gesprekken",
            "Wijkteam",
            ingangsdatum=story.GESPREK_DAY,
            evaluatie_op=story.EINDE_DAY,
        )
        solution = arrangement.add_oplossing(actor=place.consulent, resultaat_id=result, oplossing=light)
        for kolom in (Kolom.EIGEN_KRACHT, Kolom.NETWERK):
            arrangement.explain_skip(
                actor=place.consulent, resultaat_id=result, kolom=kolom, reden=RedenOvergeslagen.GEPROBEERD
            )
        arrangement.set_oplossing_status(
            actor=place.consulent, oplossing_id=solution, status=OplossingStatus.LOOPT
        )
        arrangement.share_arrangement(actor=place.consulent, onderzoek_id=enquiry)
    return Case(place, story.present(row.dossier_id), enquiry, result, solution)


def agreed(case: Case) -> None:
    """The resident does not agree, and that is written down."""
    arrangement.set_akkoord(
        actor=case.place.consulent,
        resultaat_id=case.resultaat,
        akkoord=Akkoord.NIET_EENS,
        opmerking="Ik wil meer uren.",
    )


def finished(case: Case) -> None:
    """The help is done, the onderzoek ended and so did every task."""
    actor = case.place.consulent
    with working_date(story.EINDE_DAY):
        arrangement.set_oplossing_status(
            actor=actor, oplossing_id=case.oplossing, status=OplossingStatus.KLAAR
        )
        story.reported(case.place, case.onderzoek)
        onderzoek.finish_onderzoek(
            actor=actor,
            onderzoek_id=case.onderzoek,
            afronding=NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL, "Het team hielp zelf."),
        )
        for task in Taak.objects.filter(gedaan_op__isnull=True):
            dossier.complete_task(actor=actor, taak_id=task.pk)


def consulent(case: Case) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=case.place.consulent.account_id))
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.db
class TestPlan:
    """A plan closes with agreement or recorded disagreement."""

    def test_not_before_the_resident_was_asked_and_then_it_stays_as_it_is(self) -> None:
        case = shared()
        client = consulent(case)
        url = reverse("plan-afsluiten", args=[case.onderzoek])
        assert "nog vragen of de inwoner het eens is" in text_of(client.get(url))
        refused = text_of(client.post(url, follow=True))
        assert "Vraag of de inwoner het eens is met &#x27;Ik wil rust.&#x27;." in refused
        agreed(case)
        assert "niet eens, Ik wil meer uren." in text_of(client.get(url))
        closed = text_of(client.post(url, follow=True))
        assert "Het plan is afgesloten. Hulp die loopt, gaat door." in closed
        assert "Het plan van Karin Dijkstra is afgesloten" in closed
        assert "niet eens: Ik wil meer uren." in closed.lower().replace("ik wil", "Ik wil")
        for change in ("Aanpassen", "Resultaat toevoegen", "Plan delen", "Oplossing</a>"):
            assert change not in closed
        assert 'value="klaar"' in closed
        late = client.post(reverse("resultaat", args=[case.onderzoek]), {"tekst": "Nog iets"})
        assert "Dit plan is afgesloten en verandert niet meer." in text_of(late)
        assert Arrangement.objects.get().status == "afgesloten"

    def test_a_plan_that_was_not_shared_has_no_such_button(self) -> None:
        case = shared()
        arrangement.add_resultaat(actor=case.place.consulent, onderzoek_id=case.onderzoek, tekst="En slapen.")
        plan = text_of(consulent(case).get(reverse("plan", args=[case.onderzoek])))
        assert "Plan afsluiten" not in plan
        assert "Plan delen" in plan


@pytest.mark.db
class TestDossier:
    """A dossier closes when help and work are over."""

    def test_says_which_help_still_runs_and_which_task_is_open(self) -> None:
        case = shared()
        client = consulent(case)
        url = reverse("dossier-sluiten", args=[case.dossier])
        assert "Dossier sluiten" in text_of(client.get(reverse("dossier", args=[case.dossier])))
        empty = client.post(url, {"reden": ""})
        assert empty.status_code == 422
        assert "Schrijf op waarom het dossier dicht kan." in text_of(empty)
        running = client.post(url, {"reden": "Het gaat goed."})
        assert running.status_code == 422
        assert "lichte hulp van het team, Vier gesprekken" in text_of(running)
        assert "Het gaat goed." in text_of(running)
        arrangement.set_oplossing_status(
            actor=case.place.consulent, oplossing_id=case.oplossing, status=OplossingStatus.KLAAR
        )
        assert "Onderzoek afronden" in text_of(client.post(url, {"reden": "Het gaat goed."}))
        assert Dossier.objects.get().status != "afgesloten"

    def test_closes_and_says_so(self) -> None:
        case = shared()
        finished(case)
        client = consulent(case)
        done = text_of(
            client.post(
                reverse("dossier-sluiten", args=[case.dossier]), {"reden": "Het gaat goed."}, follow=True
            )
        )
        assert "Dit dossier is gesloten" in done
        assert "Klaar met dit dossier?" not in done
        again = client.post(reverse("dossier-sluiten", args=[case.dossier]), {"reden": "x"})
        assert again.status_code == 422
        assert "is nu &#x27;afgesloten&#x27;" in text_of(again)

    def test_a_leader_reads_and_does_not_close(self) -> None:
        case = shared()
        client = Client()
        client.force_login(Account.objects.get(pk=case.place.teamleider.account_id))
        shown = text_of(client.get(reverse("dossier", args=[case.dossier])))
        for act in ("Dossier sluiten", "Notitie", "Gegevens aanvullen", "Oppakken"):
            assert act not in shown
