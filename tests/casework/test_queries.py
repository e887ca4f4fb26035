"""Pages take a fixed number of queries, whatever there is to show, and the monitor gets its facts."""

from datetime import date, timedelta

import pytest

from keukentafel.casework.domain.contact import ContactUitkomst, Kanaal, NewContact
from keukentafel.casework.domain.gesprek import NewZitting
from keukentafel.casework.domain.overview import GebeurtenisSoort, SignaalSoort, Zichtbaar
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.contact import Signaal
from keukentafel.casework.operations import contact, dossier, gesprek
from keukentafel.casework.queries import dossier as dossiers
from keukentafel.casework.queries import facts, home, lists
from keukentafel.casework.queries.arrangement import get_arrangement
from keukentafel.casework.queries.gesprek import get_gesprek
from keukentafel.casework.rules.keyset import CursorBroken
from keukentafel.core.ids import new_id
from keukentafel.people.domain import Adres, NewPersoon
from keukentafel.people.operations import load_persons
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import Town

pytestmark = pytest.mark.db
DAY = date(2026, 11, 16)


def signalled(place: Town) -> None:
    """A signal about a street and one about a person."""
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="signaal"):
        Signaal.objects.create(
            gemeente_id=place.code,
            soort=SignaalSoort.ZORG_VAN_BUURT.value,
            team_id=next(iter(place.consulent.teams)),
            van="Woningcorporatie",
            datum=DAY,
            tekst="Twee maanden huur niet betaald.",
        )


@pytest.mark.parametrize("cases", [1, 4])
def test_the_number_of_queries_does_not_grow(cases: int) -> None:
    place = story.town()
    walked = [story.walked(place, naam=f"Karin Dijkstra{n}", number=n) for n in range(cases)]
    signalled(place)
    row, enquiry, _ = walked[0]
    with working_date(DAY):
        for other, _, _ in walked:
            dossier.add_note(
                actor=place.consulent, dossier_id=story.present(other.dossier_id), tekst="Gebeld."
            )
        with story.queries_at_most(6):
            assert len(home.get_home(actor=place.consulent).signalen) == 1
        with story.queries_at_most(3):
            assert len(lists.list_dossiers(actor=place.consulent).rijen) == cases
        with story.queries_at_most(3):
            assert len(lists.search(actor=place.consulent, text="dijkstra")) == cases
        with story.queries_at_most(9):
            dossiers.get_dossier(actor=place.consulent, dossier_id=story.present(row.dossier_id))
        with story.queries_at_most(7):
            get_gesprek(actor=place.consulent, onderzoek_id=enquiry)
        with story.queries_at_most(6):
            get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
        with story.queries_at_most(7):
            home.get_home(actor=place.teamleider)


def test_a_list_is_paged_by_its_last_row() -> None:
    place = story.town()
    for number in range(5):
        with working_date(story.MELDING_DAY + timedelta(days=number // 2)):
            row = story.melding(place, naam=f"Karin Vos{number}", number=number)
        dossier.take_up(actor=place.consulent, dossier_id=story.present(row.dossier_id))
    seen, after = [], None
    while True:
        page = lists.list_dossiers(actor=place.consulent, filter="team", after=after, limit=2)
        seen += [row.nummer for row in page.rijen]
        after = page.volgende
        if after is None:
            break
    assert seen == [f"D-2026-000{n}" for n in (5, 4, 3, 2, 1)]
    with pytest.raises(CursorBroken):
        lists.list_dossiers(actor=place.consulent, after="stuk")


def test_a_timeline_is_paged_and_sifted() -> None:
    place = story.town()
    row, _, _ = story.walked(place)
    dossier_id = story.present(row.dossier_id)
    for number in range(25):
        dossier.add_note(
            actor=place.consulent, dossier_id=dossier_id, tekst=f"Notitie {number}", zichtbaar=Zichtbaar.GEZIN
        )
    first = dossiers.get_timeline(actor=place.consulent, dossier_id=dossier_id)
    assert first.volgende is not None
    rest = dossiers.get_timeline(actor=place.consulent, dossier_id=dossier_id, after=first.volgende)
    assert rest.volgende is None
    numbers = [event.id for event in (*first.gebeurtenissen, *rest.gebeurtenissen)]
    assert len(set(numbers)) == len(numbers)
    sent = dossiers.get_timeline(
        actor=place.consulent, dossier_id=dossier_id, soorten=[GebeurtenisSoort.VERSLAG]
    )
    assert [event.titel for event in sent.gebeurtenissen] == [
        "Reactie op het verslag: eens",
        "Verslag verzonden",
    ]


def test_today_shows_who_comes_of_age_what_did_not_start_and_the_sittings_of_the_day() -> None:
    place = story.town()
    row, enquiry, solution = story.walked(place)
    person = NewPersoon(
        geslachtsnaam="Dijkstra",
        voornamen="Daan",
        geboortedatum=date(2009, 3, 14),
        adres=Adres("Sparrenlaan", 14, "", "", "1290 AA", "Lindewaard"),
        wijk_id=place.noord.id,
    )
    load_persons(actor=place.system, persons=[person])
    with working_date(DAY):
        young = contact.register_contact(
            actor=place.contact,
            contact=NewContact(
                vraag="x",
                kanaal=Kanaal.INLOOP,
                uitkomst=ContactUitkomst.MELDING,
                persoon_id=person.id,
                spoed=True,
            ),
        )
        other = story.started(place, young)
        gesprek.plan_zitting(
            actor=place.consulent, onderzoek_id=other, zitting=NewZitting(story.at(DAY, 9), plaats="thuis")
        )
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="oplossing"):
        Oplossing.objects.filter(pk=solution).update(toewijzing_id=new_id(), toegewezen_op=story.EINDE_DAY)
    with working_date(DAY):
        page = home.get_home(actor=place.consulent)
    kinds = {signal.soort: signal for signal in page.signalen}
    assert kinds[SignaalSoort.WORDT_ACHTTIEN].datum == date(2027, 3, 14)
    assert kinds[SignaalSoort.WORDT_ACHTTIEN].persoonnaam == "Daan Dijkstra"
    assert kinds[SignaalSoort.NIET_GESTART].dossier_id == row.dossier_id
    assert [(sitting.plaats, sitting.onderzoek_id) for sitting in page.agenda] == [("thuis", other)]
    assert page.agenda[0].moment.hour == 9
    assert page.caseload.in_gesprek == 1
    assert enquiry != other


def test_the_monitor_gets_facts_of_every_step() -> None:
    place = story.town()
    row, _, solution = story.walked(place)
    system = place.system
    (met,) = facts.contact_facts(actor=system)
    assert dict(zip(facts.CONTACT_COLUMNS, met, strict=True))["uitkomst"] == "melding"
    (report,) = facts.melding_facts(actor=system)
    values = dict(zip(facts.MELDING_COLUMNS, report, strict=True))
    assert values["melding_id"] == row.melding_id
    assert values["uitkomst"] == "met individuele voorziening"
    assert values["eerste_voorziening_op"] is None
    (help_row,) = facts.oplossing_facts(actor=system)
    assert dict(zip(facts.OPLOSSING_COLUMNS, help_row, strict=True))["oplossing_id"] == solution
    assert list(facts.hulp_facts(actor=system)) == []


def test_a_dossier_of_a_person_is_found_within_reach() -> None:
    place = story.town()
    row, _, _ = story.walked(place)
    found = dossiers.dossier_of_person(actor=place.consulent, persoon_id=story.present(row.persoon_id))
    assert found == row.dossier_id
