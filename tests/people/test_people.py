"""Who somebody is, and what of that may be seen."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from keukentafel.core.errors import Conflict, NotFound
from keukentafel.core.ids import new_id
from keukentafel.people import queries, rules
from keukentafel.people.domain import Adres, Herkenning, NewInwonertal, NewPersoon, NewWijk
from keukentafel.people.models import Persoon, Toegang
from keukentafel.people.operations import (
    ReasonMissing,
    load_persons,
    load_wijken,
    open_in_emergency,
    register_person,
)
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.audit.queries import looks
from tests.cast import ELSBEEK, found, resident


@pytest.mark.pure
def test_a_birthday_on_leap_day_falls_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)
    assert rules.age_on(born, date(2026, 2, 28)) == 17
    assert rules.age_on(born, date(2026, 3, 1)) == 18


@pytest.mark.pure
@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 110))
def test_age_grows_by_one_a_year(born: date, years: int) -> None:
    day = date(born.year + years, 12, 31)
    assert rules.age_on(born, day) == years


@pytest.mark.pure
def test_names_are_folded_for_search_and_whole_for_letters() -> None:
    assert rules.fold("  Émile   ÖZER ") == "emile ozer"
    assert rules.full_name("Yara", "el", "Idrissi") == "Yara el Idrissi"
    assert rules.full_name("", "", "Vos") == "Vos"
    assert rules.sort_key("Vos", "Hendrik") == "vos hendrik"


@pytest.mark.db
class TestRecognising:
    """Somebody is known by an exact match only."""

    def test_by_bsn_name_and_address(self) -> None:
        town = found()
        person = resident(town)
        by_bsn = queries.recognise(actor=town.contact, bsn=person.bsn)
        by_name = queries.recognise(
            actor=town.contact, naam="karin DIJKSTRA", geboortedatum=person.geboortedatum
        )
        by_address = queries.recognise(actor=town.contact, naam="Dijkstra", postcode="1290 AA", huisnummer=14)
        assert [match.herkenning for match in (*by_bsn, *by_name, *by_address)] == list(Herkenning)
        assert {match.persoon_id for match in (*by_bsn, *by_name, *by_address)} == {person.id}

    def test_shows_name_year_and_team_and_is_logged(self) -> None:
        town = found()
        person = resident(town)
        (match,) = queries.recognise(actor=town.outsider, bsn=person.bsn)
        assert (match.naam, match.geboortejaar, match.team) == ("Karin Dijkstra", 1988, "Noord")
        assert [(row.account_naam, row.act) for row in looks(actor=town.privacy)] == [
            ("Rachida Amin", "persoon herkennen")
        ]

    def test_a_likeness_is_no_match(self) -> None:
        town = found()
        resident(town)
        assert queries.recognise(actor=town.contact, naam="Dijkstra") == ()
        assert queries.recognise(actor=town.contact, postcode="1290 AA", huisnummer=14) == ()
        assert queries.recognise(actor=town.contact, naam="Dijkstr", geboortedatum=date(1988, 3, 14)) == ()
        assert looks(actor=town.privacy) == ()

    def test_the_shielded_the_own_file_and_the_neighbours_stay_unknown(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        shielded = resident(town, afgeschermd=True)
        own = resident(town, "Femke Aalbers", number=1)
        assert queries.recognise(actor=town.contact, bsn=shielded.bsn) == ()
        assert queries.recognise(actor=replace(town.consulent, persoon_id=own.id), bsn=own.bsn) == ()
        assert queries.recognise(actor=neighbour.contact, bsn=own.bsn) == ()

    def test_a_role_without_the_act_is_refused(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            queries.recognise(actor=town.backoffice, bsn="999900006")


@pytest.mark.db
class TestRegistering:
    """Somebody new."""

    def test_the_postcode_finds_the_neighbourhood(self) -> None:
        town = found()
        person = NewPersoon("Vos", "Hendrik", adres=Adres("Kade", 3, postcode="1291 AA"))
        register_person(actor=town.contact, person=person)
        assert queries.get_person(gemeente=town.code, persoon_id=person.id).wijknaam == "Kerkbuurt"

    def test_an_unknown_postcode_leaves_the_neighbourhood_open(self) -> None:
        town = found()
        person = NewPersoon("Vos", adres=Adres(postcode="1299 ZZ"))
        register_person(actor=town.contact, person=person)
        assert queries.get_person(gemeente=town.code, persoon_id=person.id).wijk_id is None

    def test_a_second_person_with_the_same_bsn_is_refused_and_nothing_is_kept(self) -> None:
        town = found()
        person = resident(town)
        with pytest.raises(Conflict, match="al bekend"):
            register_person(actor=town.contact, person=replace(person, id=new_id()))
        assert Persoon.objects.filter(gemeente_id=town.code).count() == 1

    def test_two_municipalities_may_know_the_same_person(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        person = resident(town)
        register_person(actor=neighbour.contact, person=replace(person, id=new_id(), wijk_id=None))
        assert Persoon.objects.filter(bsn=person.bsn).count() == 2

    def test_a_role_without_the_act_is_refused(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            register_person(actor=town.raadslid, person=NewPersoon("Vos"))


@pytest.mark.db
class TestReading:
    """What leaves the room."""

    def test_persons_come_in_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        town = found()
        people = [resident(town, f"Inwoner Nummer{number}", number=number) for number in range(5)]
        with django_assert_num_queries(1):
            rows = queries.persons(gemeente=town.code, persoon_ids=[person.id for person in people])
        assert len(rows) == 5

    def test_a_secret_address_is_nowhere(self) -> None:
        town = found()
        person = replace(resident(town), id=new_id(), bsn=None, geheim_adres=True, telefoon="06")
        load_persons(actor=town.system, persons=[person])
        row = queries.get_person(gemeente=town.code, persoon_id=person.id)
        assert (row.adresregel, row.postcode, row.woonplaats) == ("", "", "")

    def test_the_neighbours_see_nobody_of_ours(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        person = resident(town)
        with pytest.raises(NotFound):
            queries.get_person(gemeente=neighbour.code, persoon_id=person.id)
        assert queries.ids_by_bsn(gemeente=neighbour.code, bsns=[str(person.bsn)]) == {}
        assert queries.bsns(gemeente=neighbour.code, persoon_ids=[person.id]) == {}
        assert queries.message_persons(gemeente=neighbour.code, persoon_ids=[person.id]) == {}
        assert {wijk.id for wijk in queries.wijken(gemeente=neighbour.code)}.isdisjoint({town.noord.id})

    def test_a_household_leaves_out_the_shielded(self) -> None:
        town = found()
        home = new_id()
        parent = replace(resident(town), id=new_id(), bsn=None, huishouden_id=home)
        child = replace(parent, id=new_id(), voornamen="Noor", geboortedatum=date(2017, 1, 1))
        hidden = replace(parent, id=new_id(), afgeschermd=True)
        load_persons(actor=town.system, persons=[parent, child, hidden])
        assert [row.naam for row in queries.household(gemeente=town.code, huishouden_id=home)] == [
            "Karin Dijkstra",
            "Noor Dijkstra",
        ]

    def test_a_message_needs_bsn_and_birth_date(self) -> None:
        town = found()
        person = resident(town)
        nameless = NewPersoon("Vos")
        load_persons(actor=town.system, persons=[nameless])
        rows = queries.message_persons(gemeente=town.code, persoon_ids=[person.id, nameless.id])
        assert list(rows) == [person.id]
        assert rows[person.id].adres.postcode == "1290 AA"
        assert queries.bsns(gemeente=town.code, persoon_ids=[person.id, nameless.id]) == {
            person.id: person.bsn
        }
        assert (
            queries.ids_by_bsn(gemeente=town.code, bsns=[str(person.bsn), "999900006"])[str(person.bsn)]
            == person.id
        )

    def test_neighbourhoods_carry_counts_and_boundaries(self) -> None:
        town = found()
        wijk = NewWijk("W03", "Waterkwartier", "Zuid", ("1292 AA",), {"type": "Polygon", "coordinates": []})
        count = NewInwonertal(wijk.id, date(2026, 1, 1), "65+", "alleen", 812)
        assert load_wijken(actor=town.system, wijken=[wijk], inwonertallen=[count]) == 2
        assert [row.aantal for row in queries.inhabitants(gemeente=town.code)] == [812]
        assert queries.boundaries(gemeente=town.code)["Waterkwartier"] == {
            "type": "Polygon",
            "coordinates": [],
        }
        found_wijk = queries.wijk_of_postcode(gemeente=town.code, postcode="1292 AA")
        assert found_wijk is not None
        assert found_wijk.naam == "Waterkwartier"


@pytest.mark.db
class TestEmergency:
    """Breaking the glass."""

    def test_needs_a_reason_and_expires(self) -> None:
        town = found()
        person = resident(town, afgeschermd=True)
        with pytest.raises(ReasonMissing):
            open_in_emergency(actor=town.consulent, persoon_id=person.id, reden="  ")
        open_in_emergency(
            actor=town.consulent, persoon_id=person.id, reden="Melding van geweld, politie belt"
        )
        entry = Toegang.objects.get()
        assert entry.noodtoegang
        assert (entry.tot - entry.vanaf).total_seconds() == 4 * 3600
        assert entry.beoordeeld_op is None

    def test_is_for_who_may_open_files(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            open_in_emergency(actor=town.raadslid, persoon_id=uuid4(), reden="nieuwsgierig")
