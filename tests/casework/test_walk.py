"""Steps 1 to 3 of the walk through operations, in 2026 and in June 2013."""

from datetime import date, timedelta

import pytest

from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    DossierStatus,
    Kanaal,
    MeldingStatus,
    NewContact,
)
from keukentafel.casework.domain.gesprek import NewAfronding, OnderzoekUitkomst
from keukentafel.casework.domain.overview import TaakSoort, Urgentie
from keukentafel.casework.models.contact import Contact, Melding
from keukentafel.casework.operations import contact, dossier, onderzoek
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.casework.queries.home import get_home
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import resident

pytestmark = pytest.mark.db


def test_answered_at_once_is_done_and_counted() -> None:
    place = story.town()
    row = contact.register_contact(
        actor=place.contact,
        contact=NewContact(
            vraag="Wie brengt er warm eten?",
            kanaal=Kanaal.TELEFOON,
            uitkomst=ContactUitkomst.METEEN_BEANTWOORD,
            antwoord="Eetpunt genoemd.",
        ),
    )
    assert row.melding_id is None
    assert not Melding.objects.exists()
    assert Contact.objects.get().uitkomst == "meteen beantwoord"
    assert get_home(actor=place.contact).meteen_beantwoord == 1


def test_a_melding_gets_clocks_a_number_and_the_team_of_the_neighbourhood() -> None:
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    assert row.dossiernummer == "D-2026-0001"
    assert row.teamnaam == "Noord"
    assert row.onderzoek_uiterlijk == date(2026, 11, 16)
    stored = Melding.objects.get()
    assert stored.status == MeldingStatus.ONTVANGEN
    assert stored.bevestigen_uiterlijk == date(2026, 10, 12)
    assert stored.clientondersteuning_gewezen_op == story.MELDING_DAY


def test_the_walk_of_steps_one_to_three_in_2026() -> None:
    place = story.town()
    row, _, _ = story.walked(place)
    with working_date(story.EINDE_DAY):
        page = get_dossier(actor=place.consulent, dossier_id=story.present(row.dossier_id))
    assert page.dossier.status is DossierStatus.HULP_LOOPT
    assert page.dossier.behandelaarnaam == "Femke Aalbers"
    (track,) = page.trajecten
    assert track.melding.status is MeldingStatus.AFGEROND
    assert track.onderzoek is not None
    assert track.onderzoek.uitkomst is OnderzoekUitkomst.MET_INDIVIDUEEL
    assert track.zittingen == 1
    (result,) = page.resultaten
    assert result.reden_nodig == ()
    assert [task.soort for task in page.taken] == [TaakSoort.EVALUATIE]
    titles = [event.titel for event in page.tijdlijn.gebeurtenissen]
    assert titles[-1] == "Melding ontvangen"
    assert "Verslag verzonden" in titles


def test_the_same_steps_run_in_june_2013() -> None:
    place = story.town()
    day = date(2013, 6, 12)
    with working_date(day):
        row = story.melding(place)
        assert row.onderzoek_uiterlijk == day + timedelta(weeks=6)
        enquiry = story.started(place, row)
        story.talked(place, enquiry, day)
        story.planned(place, enquiry)
        story.reported(place, enquiry)
        story.finished(place, enquiry)
        page = get_dossier(actor=place.consulent, dossier_id=story.present(row.dossier_id))
    assert row.dossiernummer == "D-2013-0001"
    assert page.dossier.status is DossierStatus.HULP_LOOPT


def test_doing_nothing_plans_to_look_back_on_that_day() -> None:
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    with working_date(story.GESPREK_DAY):
        enquiry = story.started(place, row)
        story.talked(place, enquiry)
        story.reported(place, enquiry)
        onderzoek.finish_onderzoek(
            actor=place.consulent,
            onderzoek_id=enquiry,
            afronding=NewAfronding(
                OnderzoekUitkomst.NIETS_DOEN, "Karin wil het eerst zelf proberen.", date(2026, 11, 20)
            ),
        )
    with working_date(date(2026, 11, 19)):
        home = get_home(actor=place.consulent)
        (task,) = home.kan_niet_wachten
        assert (task.soort, task.urgentie) == (TaakSoort.TERUGKIJKEN, Urgentie.BIJNA)
        assert home.caseload.even_niets_doen == 1
        dossier.complete_task(actor=place.consulent, taak_id=task.id)
        assert get_home(actor=place.consulent).kan_niet_wachten == ()


def test_a_new_melding_reopens_the_one_dossier_of_a_person() -> None:
    place = story.town()
    person = resident(place)
    new = NewContact(
        vraag="Hulp", kanaal=Kanaal.INLOOP, uitkomst=ContactUitkomst.MELDING, persoon_id=person.id
    )
    first = contact.register_contact(actor=place.contact, contact=new)
    second = contact.register_contact(actor=place.contact, contact=new)
    assert first.dossier_id == second.dossier_id
    assert first.melding_id != second.melding_id
