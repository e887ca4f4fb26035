"""Two people at one table: nobody overwrites a colleague and nobody loses a word."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from keukentafel.casework.domain.arrangement import NewOplossing
from keukentafel.casework.domain.gesprek import (
    GebiedStatus,
    GesprekDeel,
    LeefgebiedInvoer,
    NewZitting,
    SavedInBetween,
    ZittingStatus,
)
from keukentafel.casework.models.onderzoek import GesprekLeefgebied, Verslag
from keukentafel.casework.operations import arrangement, gesprek, onderzoek
from keukentafel.casework.queries.arrangement import get_arrangement
from keukentafel.casework.queries.gesprek import get_gesprek, get_verslag
from keukentafel.casework.rules.states import StepNotPossible
from keukentafel.core.errors import NotFound, Refusal
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import Town

pytestmark = pytest.mark.db
AREA = LeefgebiedInvoer(gaat_goed="Mijn zus staat altijd klaar.", score_inwoner=3, score_professional=2)


@pytest.fixture
def table() -> tuple[Town, Actor, UUID, UUID]:
    """A gesprek in team Noord, with a colleague who sits in for Femke."""
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    with working_date(story.GESPREK_DAY):
        enquiry = story.started(place, row)
        sitting = story.talked(place, enquiry)
    colleague = replace(place.outsider, teams=place.consulent.teams)
    return place, colleague, enquiry, sitting


def test_the_second_saver_of_a_leefgebied_is_told_and_loses_nothing(
    table: tuple[Town, Actor, UUID, UUID],
) -> None:
    place, colleague, _, sitting = table
    mine, theirs = replace(AREA, wens="Een avond vrij."), replace(AREA, wens="Rust.")
    saved = gesprek.save_leefgebied(
        actor=colleague, zitting_id=sitting, leefgebied="sociaal", versie=1, invoer=theirs
    )
    assert saved.versie == 2
    with pytest.raises(SavedInBetween) as refusal:
        gesprek.save_leefgebied(
            actor=place.consulent, zitting_id=sitting, leefgebied="sociaal", versie=1, invoer=mine
        )
    conflict = refusal.value
    assert (conflict.door, conflict.deel, conflict.versie) == ("Rachida Amin", "sociaal", 2)
    assert (conflict.eigen["wens"], conflict.opgeslagen["wens"]) == ("Een avond vrij.", "Rust.")
    assert GesprekLeefgebied.objects.get().wens == "Rust."
    again = gesprek.save_leefgebied(
        actor=place.consulent, zitting_id=sitting, leefgebied="sociaal", versie=conflict.versie, invoer=mine
    )
    assert again.versie == 3


def test_the_first_note_of_a_leefgebied_is_made_once(table: tuple[Town, Actor, UUID, UUID]) -> None:
    place, colleague, _, sitting = table
    invoer = LeefgebiedInvoer(status=GebiedStatus.NIET_NODIG)
    first = gesprek.save_leefgebied(
        actor=colleague, zitting_id=sitting, leefgebied="wonen", versie=0, invoer=invoer
    )
    same = gesprek.save_leefgebied(
        actor=place.consulent, zitting_id=sitting, leefgebied="wonen", versie=0, invoer=invoer
    )
    assert same == first
    with pytest.raises(SavedInBetween):
        gesprek.save_leefgebied(
            actor=place.consulent, zitting_id=sitting, leefgebied="wonen", versie=0, invoer=AREA
        )
    with pytest.raises(Refusal, match="staat niet op de lijst"):
        gesprek.save_leefgebied(
            actor=place.consulent, zitting_id=sitting, leefgebied="hemel", versie=0, invoer=AREA
        )


def test_two_texts_do_not_stand_in_each_others_way(table: tuple[Town, Actor, UUID, UUID]) -> None:
    place, colleague, enquiry, _ = table
    gesprek.save_tekst(
        actor=colleague, onderzoek_id=enquiry, deel=GesprekDeel.EIGEN_WOORDEN, versie=1, tekst="Daan eerst."
    )
    saved = gesprek.save_tekst(
        actor=place.consulent, onderzoek_id=enquiry, deel=GesprekDeel.VERHELDERING, versie=1, tekst="Houvast."
    )
    assert saved.versie == 2
    with pytest.raises(SavedInBetween) as refusal:
        gesprek.save_tekst(
            actor=place.consulent,
            onderzoek_id=enquiry,
            deel=GesprekDeel.EIGEN_WOORDEN,
            versie=1,
            tekst="Ik wil rust.",
        )
    assert refusal.value.door == "Rachida Amin"
    assert refusal.value.eigen == {"tekst": "Ik wil rust."}
    assert refusal.value.opgeslagen == {"tekst": "Daan eerst."}
    same = gesprek.save_tekst(
        actor=place.consulent,
        onderzoek_id=enquiry,
        deel=GesprekDeel.EIGEN_WOORDEN,
        versie=1,
        tekst="Daan eerst.",
    )
    assert same.versie == 2
    page = get_gesprek(actor=place.consulent, onderzoek_id=enquiry)
    assert (page.eigen_woorden, page.verheldering) == ("Daan eerst.", "Houvast.")


def test_the_page_of_a_gesprek_shows_every_leefgebied_and_what_was_said_before(
    table: tuple[Town, Actor, UUID, UUID],
) -> None:
    place, _, enquiry, sitting = table
    second = gesprek.plan_zitting(
        actor=place.consulent,
        onderzoek_id=enquiry,
        zitting=NewZitting(story.at(story.EINDE_DAY), plaats="thuis"),
    )
    page = get_gesprek(actor=place.consulent, onderzoek_id=enquiry)
    assert [row.leefgebied for row in page.gebieden] == [
        "wonen",
        "financiën",
        "sociaal",
        "psychisch",
        "zingeving",
        "lichamelijk",
        "praktisch functioneren",
        "dagbesteding",
    ]
    assert page.zitting is not None
    assert page.zitting.id == second.id
    assert [row.leefgebied for row in page.vorige] == ["sociaal"]
    first = get_gesprek(actor=place.consulent, onderzoek_id=enquiry, zitting_id=sitting)
    assert first.gebieden[2].invoer == AREA
    assert first.vorige == ()
    with pytest.raises(NotFound):
        get_gesprek(actor=place.consulent, onderzoek_id=enquiry, zitting_id=enquiry)
    held = gesprek.set_zitting_status(
        actor=place.consulent, zitting_id=second.id, status=ZittingStatus.GEHOUDEN
    )
    assert held.nummer == 2
    with pytest.raises(StepNotPossible):
        gesprek.set_zitting_status(
            actor=place.consulent, zitting_id=second.id, status=ZittingStatus.NIET_DOORGEGAAN
        )


def test_a_sent_verslag_keeps_what_was_sent_even_from_the_database(
    table: tuple[Town, Actor, UUID, UUID],
) -> None:
    place, _, enquiry, sitting = table
    empty = get_verslag(actor=place.consulent, onderzoek_id=enquiry)
    assert (empty.id, empty.tekst, empty.gegevens["verheldering"]) == (
        None,
        "",
        "Karin zoekt houvast voor de dagen dat zij werkt.",
    )
    with working_date(story.EINDE_DAY):
        onderzoek.draft_verslag(actor=place.consulent, onderzoek_id=enquiry, tekst="Eerste versie.")
        onderzoek.draft_verslag(actor=place.consulent, onderzoek_id=enquiry, tekst="Wij spraken over rust.")
        sent = onderzoek.send_verslag(actor=place.consulent, onderzoek_id=enquiry)
        gesprek.save_leefgebied(
            actor=place.consulent, zitting_id=sitting, leefgebied="wonen", versie=0, invoer=AREA
        )
    shown = get_verslag(actor=place.consulent, onderzoek_id=enquiry)
    assert shown.gegevens == sent.gegevens
    areas = shown.gegevens["leefgebieden"]
    assert isinstance(areas, list)
    assert [row["naam"] for row in areas] == ["Sociaal"]
    with pytest.raises(StepNotPossible):
        onderzoek.draft_verslag(actor=place.consulent, onderzoek_id=enquiry, tekst="Anders.")
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="verslag"),
    ):
        Verslag.objects.update(tekst="Anders.")


def test_the_second_saver_of_a_plan_is_told(table: tuple[Town, Actor, UUID, UUID]) -> None:
    place, colleague, enquiry, _ = table
    with working_date(story.EINDE_DAY):
        result, solution = story.planned(place, enquiry)
        page = get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
        new = NewOplossing(trede="netwerk", omschrijving="Ingrid op woensdag", verantwoordelijke="Ingrid")
        versie = arrangement.change_oplossing(
            actor=colleague, oplossing_id=solution, versie=page.versie, oplossing=new
        )
        assert versie == page.versie + 1
        with pytest.raises(SavedInBetween) as refusal:
            arrangement.change_oplossing(
                actor=place.consulent,
                oplossing_id=solution,
                versie=page.versie,
                oplossing=replace(new, omschrijving="Ingrid op donderdag"),
            )
        assert refusal.value.opgeslagen["omschrijving"] == "Ingrid op woensdag"
        with pytest.raises(SavedInBetween):
            arrangement.change_resultaat(
                actor=place.consulent, resultaat_id=result, versie=page.versie, tekst="Iets anders"
            )
        arrangement.change_resultaat(
            actor=place.consulent, resultaat_id=result, versie=versie, tekst="Rust in huis."
        )
