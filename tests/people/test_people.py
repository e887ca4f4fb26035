"""Who somebody is, and what of that may be seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from keukentafel.core.errors import Conflict, NotFound
from keukentafel.core.ids import new_id
from keukentafel.people import queries, rules
from keukentafel.people.domain import (
    Adres,
    GeslotenInwoner,
    Herkenning,
    NewInwonertal,
    NewPersoon,
    NewWijk,
    Noodoordeel,
    Noodstand,
)
from keukentafel.people.models import Persoon, Toegang
from keukentafel.people.operations import (
    judge_emergency,
    load_persons,
    load_wijken,
    open_in_emergency,
    register_person,
)
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.operations import handeling, record_look
from keukentafel.platform.audit.queries import looks
from tests.cast import ELSBEEK, Town, found, resident

REDEN = "Melding van geweld, politie belt"


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
    """Breaking the glass, and its review."""

    def test_needs_a_reason_and_expires(self) -> None:
        town = found()
        person = resident(town, afgeschermd=True)
        with pytest.raises(rules.EmergencyReasonMissing):
            open_in_emergency(actor=town.consulent, persoon_id=person.id, reden="  ")
        until = open_in_emergency(actor=town.consulent, persoon_id=person.id, reden=REDEN)
        entry = Toegang.objects.get()
        assert entry.noodtoegang
        assert (entry.tot, (entry.tot - entry.vanaf).total_seconds()) == (until, 4 * 3600)
        assert entry.beoordeeld_op is None
        look = looks(actor=town.privacy)[0]
        assert (look.act, look.reden) == ("noodtoegang openen", f"Noodtoegang: {REDEN}")
        assert open_in_emergency(actor=town.consulent, persoon_id=person.id, reden="Nog eens") == until
        assert Toegang.objects.count() == 1

    def test_is_for_who_handles_files_and_for_people_of_the_own_municipality(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        with pytest.raises(ActNotPermitted):
            open_in_emergency(actor=town.raadslid, persoon_id=uuid4(), reden="nieuwsgierig")
        person = resident(neighbour)
        with pytest.raises(NotFound):
            open_in_emergency(actor=town.consulent, persoon_id=person.id, reden=REDEN)

    def test_never_opens_the_own_file_or_that_of_the_household(self) -> None:
        town = found()
        home = new_id()
        partner = replace(resident(town), id=new_id(), bsn=None, huishouden_id=home)
        load_persons(actor=town.system, persons=[partner])
        for own in (
            replace(town.consulent, persoon_id=partner.id),
            replace(town.consulent, huishouden_id=home),
        ):
            with pytest.raises(rules.OwnFile):
                open_in_emergency(actor=own, persoon_id=partner.id, reden=REDEN)
        assert not Toegang.objects.exists()

    def test_what_waits_for_its_reviewer_shows_who_why_and_what_but_not_of_whom(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        people = [resident(town, f"Inwoner Nummer{number}", number=number) for number in range(3)]
        theirs = resident(neighbour)
        open_in_emergency(actor=neighbour.consulent, persoon_id=theirs.id, reden=REDEN)
        for person in people:
            open_in_emergency(actor=town.outsider, persoon_id=person.id, reden=REDEN)
        for reason in ("Dossier bekeken", "Dossier bekeken", "Besluit bekeken"):
            record_look(
                actor=town.outsider, persoon_ids=[people[0].id], act=Act.DOSSIER_INZIEN, reason=reason
            )
        record_look(
            actor=town.consulent, persoon_ids=[people[0].id], act=Act.DOSSIER_INZIEN, reason="Eigen werk"
        )
        with django_assert_num_queries(2):
            page = queries.emergencies(actor=town.privacy, limit=2)
        first, second = page.rows
        assert (first.accountnaam, first.reden, first.stand) == (town.outsider.naam, REDEN, Noodstand.LOOPT)
        assert [(look.wat, look.keer) for look in first.blikken] == [
            ("Dossier bekeken", 2),
            ("Besluit bekeken", 1),
        ]
        assert second.blikken == ()
        assert "Nummer" not in repr(page)
        assert str(people[0].id) not in repr(page)
        rest = queries.emergencies(actor=town.privacy, after=page.next, limit=2)
        assert (len(rest.rows), rest.next) == (1, None)
        assert queries.count_emergencies(actor=town.privacy) == 3
        for actor in (town.beheerder, town.consulent, town.teamleider):
            with pytest.raises(ActNotPermitted):
                queries.emergencies(actor=actor)
        with pytest.raises(NotFound):
            queries.get_emergency(actor=neighbour.privacy, toegang_id=first.id)

    def test_not_justified_ends_what_still_runs_and_asks_why(self) -> None:
        town = found()
        entry = opened(town)
        judge = partial(judge_emergency, actor=town.privacy, toegang_id=entry.pk)
        with pytest.raises(rules.EntryStillRuns, match="loopt nog tot"):
            judge(oordeel=Noodoordeel.GERECHTVAARDIGD)
        with pytest.raises(rules.JudgementUnexplained):
            judge(oordeel=Noodoordeel.NIET_GERECHTVAARDIGD, toelichting=" ")
        judge(oordeel=Noodoordeel.NIET_GERECHTVAARDIGD, toelichting="Er was geen spoed.")
        assert queries.emergency_until(actor=town.consulent, persoon_id=entry.persoon_id) is None
        row = queries.emergencies(actor=town.privacy, beoordeeld=True).rows[0]
        assert (row.stand, row.oordeel) == (Noodstand.BEOORDEELD, Noodoordeel.NIET_GERECHTVAARDIGD)
        assert (row.beoordelaar, row.toelichting) == (town.privacy.naam, "Er was geen spoed.")
        with pytest.raises(rules.EntryAlreadyJudged, match=town.privacy.naam):
            judge(oordeel=Noodoordeel.GERECHTVAARDIGD)
        assert queries.count_emergencies(actor=town.privacy) == 0

    def test_justified_once_it_is_over(self) -> None:
        town = found()
        entry = opened(town)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="noodtoegang"):
            Toegang.objects.update(tot=entry.vanaf)
        row = queries.get_emergency(actor=town.privacy, toegang_id=entry.pk)
        assert row.stand is Noodstand.AFGELOPEN
        judge_emergency(actor=town.privacy, toegang_id=entry.pk, oordeel=Noodoordeel.GERECHTVAARDIGD)
        again = queries.emergencies(actor=town.privacy, beoordeeld=True, after=new_id(), limit=1)
        assert [row.oordeel for row in again.rows] == [Noodoordeel.GERECHTVAARDIGD]

    def test_nobody_judges_their_own_entry_or_one_that_is_not_there(self) -> None:
        town = found()
        entry = opened(town)
        both = replace(town.consulent, rollen=town.consulent.rollen | town.privacy.rollen)
        with pytest.raises(rules.OwnEntry):
            judge_emergency(actor=both, toegang_id=entry.pk, oordeel=Noodoordeel.GERECHTVAARDIGD)
        with pytest.raises(ActNotPermitted):
            judge_emergency(actor=town.beheerder, toegang_id=entry.pk, oordeel=Noodoordeel.GERECHTVAARDIGD)
        with pytest.raises(NotFound):
            judge_emergency(actor=town.privacy, toegang_id=uuid4(), oordeel=Noodoordeel.GERECHTVAARDIGD)
        assert Toegang.objects.get().oordeel == ""

    def test_acting_on_a_person_follows_shield_and_household(self) -> None:
        town = found()
        hidden, seen = resident(town, afgeschermd=True), resident(town, number=1)
        scope = accounts.scope(town.backoffice, Act.TOEWIJZING_VERSTUREN)
        queries.check_open(scope=scope, persoon_id=seen.id)
        with pytest.raises(GeslotenInwoner):
            queries.check_open(scope=scope, persoon_id=hidden.id)
        with pytest.raises(GeslotenInwoner):
            queries.check_open(scope=replace(scope, eigen_persoon=seen.id), persoon_id=seen.id)


def opened(town: Town) -> Toegang:
    """An emergency entry of the consulent that still runs."""
    open_in_emergency(actor=town.consulent, persoon_id=resident(town, afgeschermd=True).id, reden=REDEN)
    return Toegang.objects.get()


@pytest.mark.pure
def test_an_admission_has_words_an_end_and_another_person() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    rules.check_admission(reden="Zij kent het gezin.", tot=noon + timedelta(hours=1), now=noon, eigen=False)
    with pytest.raises(rules.AdmissionIncomplete, match="waarom"):
        rules.check_admission(reden="  ", tot=noon + timedelta(hours=1), now=noon, eigen=False)
    with pytest.raises(rules.AdmissionIncomplete, match="voorbij"):
        rules.check_admission(reden="Zij kent het gezin.", tot=noon, now=noon, eigen=False)
    with pytest.raises(rules.OwnAdmission):
        rules.check_admission(
            reden="Zij kent het gezin.", tot=noon + timedelta(hours=1), now=noon, eigen=True
        )
