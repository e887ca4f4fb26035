"""Acts beside the main road: rights, haste, light help, sharing, closing, and refusals that change nothing."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from keukentafel.casework.domain.arrangement import (
    Akkoord,
    ArrangementIncomplete,
    ArrangementStatus,
    HulpSoort,
    NewOplossing,
    OplossingStatus,
    RedenOvergeslagen,
)
from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    Herkomst,
    Kanaal,
    MeldingStatus,
    NewContact,
    Rechten,
    Toestemming,
)
from keukentafel.casework.domain.gesprek import (
    GesprekDeel,
    NewAfronding,
    OnderzoekUitkomst,
    Reactie,
    VerslagStatus,
)
from keukentafel.casework.domain.overview import TaakSoort, Zichtbaar
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.models.arrangement import Hulpcontact, Oplossing
from keukentafel.casework.models.contact import Contact, Dossier, Melding, Taak
from keukentafel.casework.operations import arrangement, contact, dossier, gesprek, onderzoek
from keukentafel.casework.queries.arrangement import get_arrangement, hulpcontacten
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.casework.queries.home import get_home
from keukentafel.casework.rules import arrangement as ladder
from keukentafel.casework.rules import contact as contact_rules
from keukentafel.casework.rules import gesprek as gesprek_rules
from keukentafel.casework.rules.states import StepNotPossible
from keukentafel.core.errors import Conflict, NotFound, Refusal
from keukentafel.people.domain import Adres, NewPersoon
from keukentafel.people.operations import load_persons
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import resident

pytestmark = pytest.mark.db
REPORT = NewContact(vraag="Help", kanaal=Kanaal.IEMAND_ANDERS, uitkomst=ContactUitkomst.MELDING)


class TestContact:
    """First contact and melding."""

    def test_somebody_new_is_registered_and_a_known_bsn_is_a_conflict(self) -> None:
        place = story.town()
        known = resident(place)
        new = NewPersoon(
            geslachtsnaam="Blom", voornamen="Tineke", adres=Adres(postcode="1290 AA", huisnummer=2)
        )
        row = contact.register_contact(actor=place.contact, contact=replace(REPORT, persoon=new))
        assert row.persoon_id == new.id
        assert row.teamnaam == "Noord"
        before = (Contact.objects.count(), Handeling.objects.count())
        with pytest.raises(Conflict):
            contact.register_contact(
                actor=place.contact, contact=replace(REPORT, persoon=replace(new, id=known.id, bsn=known.bsn))
            )
        assert (Contact.objects.count(), Handeling.objects.count()) == before

    def test_the_chosen_neighbourhood_helps_when_the_postcode_is_unknown(self) -> None:
        place = story.town()
        new = NewPersoon(geslachtsnaam="Blom")
        with pytest.raises(contact_rules.WijkUnknown):
            contact.register_contact(actor=place.contact, contact=replace(REPORT, persoon=new))
        assert not Contact.objects.exists()
        row = contact.register_contact(
            actor=place.contact, contact=replace(REPORT, persoon=new, wijk_id=place.zuid.id)
        )
        assert row.teamnaam == "Zuid"

    def test_haste_and_missing_consent_become_tasks(self) -> None:
        place = story.town()
        person = resident(place)
        with working_date(story.MELDING_DAY):
            row = contact.register_contact(
                actor=place.contact,
                contact=replace(
                    REPORT,
                    persoon_id=person.id,
                    spoed=True,
                    herkomst=Herkomst.GEMELD,
                    toestemming=Toestemming.NIET_GEVRAAGD,
                    melder="buurvrouw",
                ),
            )
        tasks = dict(Taak.objects.values_list("soort", "uiterlijk"))
        assert tasks[TaakSoort.SPOED.value] == story.MELDING_DAY + timedelta(days=1)
        assert TaakSoort.TOESTEMMING.value in tasks
        with working_date(story.MELDING_DAY):
            onderzoek.start_onderzoek(actor=place.consulent, melding_id=story.present(row.melding_id))
        assert not Taak.objects.filter(soort=TaakSoort.SPOED.value, gedaan_op__isnull=True).exists()

    def test_haste_cannot_wait_until_after_the_weekend(self) -> None:
        place = story.town()
        person = resident(place)
        friday = date(2026, 11, 20)
        with working_date(friday):
            contact.register_contact(
                actor=place.contact, contact=replace(REPORT, persoon_id=person.id, spoed=True)
            )
            home = get_home(actor=place.consulent)
        assert [(row.soort, row.dagen) for row in home.kan_niet_wachten] == [(TaakSoort.SPOED, 3)]
        assert TaakSoort.SPOED not in {row.soort for row in home.deze_week}

    def test_rights_are_dated_once(self) -> None:
        place = story.town()
        person = resident(place)
        with working_date(story.MELDING_DAY):
            row = contact.register_contact(actor=place.contact, contact=replace(REPORT, persoon_id=person.id))
            melding_id = story.present(row.melding_id)
            rights = Rechten(clientondersteuning=True, clientondersteuner="Joke", persoonlijk_plan=True)
            contact.note_rights(actor=place.consulent, melding_id=melding_id, rechten=rights)
        with working_date(story.GESPREK_DAY):
            again = replace(rights, clientondersteuner="", plan_ontvangen=True)
            contact.note_rights(actor=place.consulent, melding_id=melding_id, rechten=again)
        stored = Melding.objects.get()
        assert (
            stored.clientondersteuning_gewezen_op == stored.persoonlijk_plan_gewezen_op == story.MELDING_DAY
        )
        assert stored.persoonlijk_plan_ontvangen_op == story.GESPREK_DAY
        assert stored.clientondersteuner == "Joke"

    def test_a_melding_is_withdrawn_with_a_reason_and_is_no_besluit(self) -> None:
        place = story.town()
        row = story.melding(place)
        melding_id = story.present(row.melding_id)
        with pytest.raises(contact_rules.ReasonMissing):
            contact.withdraw_melding(actor=place.consulent, melding_id=melding_id, reden="")
        contact.withdraw_melding(actor=place.consulent, melding_id=melding_id, reden="Opgelost.")
        assert not Taak.objects.filter(gedaan_op__isnull=True).exists()
        with pytest.raises(StepNotPossible):
            onderzoek.start_onderzoek(actor=place.consulent, melding_id=melding_id)
        dossier.close_dossier(
            actor=place.consulent, dossier_id=story.present(row.dossier_id), reden="Opgelost."
        )
        assert Dossier.objects.get().status == "afgesloten"
        again = contact.register_contact(
            actor=place.contact, contact=replace(REPORT, persoon_id=row.persoon_id)
        )
        assert again.dossier_id == row.dossier_id
        assert Dossier.objects.get().status == "nieuw"

    def test_questions_of_somebody_known_stand_on_the_timeline(self) -> None:
        place = story.town()
        row = story.melding(place)
        for uitkomst in (ContactUitkomst.METEEN_BEANTWOORD, ContactUitkomst.NIET_VOOR_ONS):
            contact.register_contact(
                actor=place.contact,
                contact=replace(REPORT, uitkomst=uitkomst, persoon_id=row.persoon_id, antwoord="Genoemd."),
            )
        other = resident(place, "Hendrik Vos", number=1)
        contact.register_contact(
            actor=place.contact,
            contact=replace(REPORT, uitkomst=ContactUitkomst.NIET_VOOR_ONS, persoon_id=other.id),
        )
        page = get_dossier(actor=place.consulent, dossier_id=story.present(row.dossier_id))
        titles = [event.titel for event in page.tijdlijn.gebeurtenissen]
        assert titles[:2] == ["Vraag was niet voor ons", "Vraag meteen beantwoord"]

    def test_the_week_for_a_persoonlijk_plan_holds_since_2015(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
            melding_id = story.present(row.melding_id)
            with pytest.raises(contact_rules.TooEarly, match="tot en met 12 oktober"):
                onderzoek.start_onderzoek(actor=place.consulent, melding_id=melding_id)
            onderzoek.start_onderzoek(
                actor=place.consulent, melding_id=melding_id, reden_vroeg="Zij maakt geen plan."
            )


class TestDossier:
    """Taking up, notes, tasks and closing."""

    def test_the_first_to_take_it_up_has_it(self) -> None:
        place = story.town()
        row = story.melding(place)
        dossier_id = story.present(row.dossier_id)
        colleague = replace(place.outsider, teams=place.consulent.teams)
        dossier.take_up(actor=place.consulent, dossier_id=dossier_id)
        with pytest.raises(Conflict):
            dossier.take_up(actor=colleague, dossier_id=dossier_id)
        again = dossier.take_up(actor=place.consulent, dossier_id=dossier_id)
        assert again.behandelaarnaam == "Femke Aalbers"

    def test_a_team_leader_gives_it_to_a_consulent_of_the_team_only(self) -> None:
        place = story.town()
        dossier_id = story.present(story.melding(place).dossier_id)
        row = dossier.take_up(
            actor=place.teamleider, dossier_id=dossier_id, behandelaar_id=place.consulent.account_id
        )
        assert row.behandelaar_id == place.consulent.account_id
        for other in (place.outsider.account_id, None):
            with pytest.raises(dossier.NotInTeam):
                dossier.take_up(actor=place.teamleider, dossier_id=dossier_id, behandelaar_id=other)

    def test_open_tasks_go_along_with_the_dossier(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            dossier_id = story.present(story.melding(place).dossier_id)
        colleague = replace(place.outsider, teams=place.consulent.teams)
        with working_date(story.MELDING_DAY + timedelta(days=2)):
            for actor in (colleague, place.consulent, place.teamleider):
                assert [task.dossier_id for task in get_home(actor=actor).deze_week] == [dossier_id]
            dossier.take_up(actor=place.consulent, dossier_id=dossier_id)
            assert get_home(actor=colleague).deze_week == ()
            assert len(get_home(actor=place.consulent).deze_week) == 1
        (team,) = place.consulent.teams
        owners = set(Taak.objects.filter(dossier_id=dossier_id).values_list("team", "behandelaar"))
        assert owners == {(team, place.consulent.account_id)}

    def test_what_is_done_stays_with_who_did_it(self) -> None:
        place = story.town()
        row = story.melding(place)
        dossier_id = story.present(row.dossier_id)
        dossier.take_up(actor=place.consulent, dossier_id=dossier_id)
        contact.confirm_melding(actor=place.consulent, melding_id=story.present(row.melding_id))
        with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="dossier"):
            Dossier.objects.filter(pk=dossier_id).update(behandelaar_id=place.outsider.account_id)
        tasks = Taak.objects.filter(dossier_id=dossier_id)
        assert {(task.gedaan_op is None, task.behandelaar_id) for task in tasks} == {
            (False, place.consulent.account_id),
            (True, place.outsider.account_id),
        }

    def test_notes_have_words_and_a_reader(self) -> None:
        place = story.town()
        dossier_id = story.present(story.melding(place).dossier_id)
        with pytest.raises(Refusal, match="leeg"):
            dossier.add_note(actor=place.consulent, dossier_id=dossier_id, tekst="  ")
        dossier.add_note(
            actor=place.consulent, dossier_id=dossier_id, tekst="Gebeld.", zichtbaar=Zichtbaar.GEZIN
        )
        (event, *_) = get_dossier(actor=place.consulent, dossier_id=dossier_id).tijdlijn.gebeurtenissen
        assert (event.tekst, event.zichtbaar) == ("Gebeld.", Zichtbaar.GEZIN)

    def test_a_dossier_with_work_left_stays_open_and_a_task_is_done_once(self) -> None:
        place = story.town()
        row = story.melding(place)
        dossier_id = story.present(row.dossier_id)
        with pytest.raises(Refusal, match=r"de melding van .* afronden; Ontvangst van de melding bevestigen"):
            dossier.close_dossier(actor=place.consulent, dossier_id=dossier_id, reden="x")
        with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="taak"):
            task = Taak.objects.create(
                gemeente_id=place.consulent.gemeente,
                dossier_id=dossier_id,
                soort=TaakSoort.AFSPRAAK.value,
                tekst="De school bellen",
                uiterlijk=date(2026, 12, 1),
            ).pk
        dossier.complete_task(actor=place.consulent, taak_id=task)
        before = Handeling.objects.count()
        dossier.complete_task(actor=place.consulent, taak_id=task)
        assert Handeling.objects.count() == before

    def test_what_an_act_ends_is_not_ticked_off_by_hand(self) -> None:
        place = story.town()
        row = story.melding(place)
        before = Handeling.objects.count()
        for task in Taak.objects.filter(gedaan_op__isnull=True):
            with pytest.raises(Refusal, match="gaat vanzelf van de lijst"):
                dossier.complete_task(actor=place.consulent, taak_id=task.pk)
        assert Handeling.objects.count() == before
        contact.confirm_melding(actor=place.consulent, melding_id=story.present(row.melding_id))
        left = Taak.objects.filter(gedaan_op__isnull=True).values_list("soort", flat=True)
        assert list(left) == [TaakSoort.ONDERZOEK.value]

    def test_a_confirmation_is_owed_after_the_onderzoek_began(self) -> None:
        place = story.town()
        row = story.melding(place)
        melding_id = story.present(row.melding_id)
        onderzoek.start_onderzoek(actor=place.consulent, melding_id=melding_id, reden_vroeg="Zij wil nu.")
        contact.confirm_melding(actor=place.consulent, melding_id=melding_id)
        melding = Melding.objects.get(pk=melding_id)
        assert (melding.status, melding.bevestigd_op) == (MeldingStatus.IN_ONDERZOEK.value, clock.today())
        with pytest.raises(Refusal):
            contact.confirm_melding(actor=place.consulent, melding_id=melding_id)


class TestOnderzoek:
    """What stands between an onderzoek and its end."""

    def test_no_end_without_a_sent_verslag_and_no_words_after_it(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
        with working_date(story.GESPREK_DAY):
            enquiry = story.started(place, row)
            with pytest.raises(gesprek_rules.VerslagEmpty):
                onderzoek.send_verslag(actor=place.consulent, onderzoek_id=enquiry)
            story.talked(place, enquiry)
            nothing = NewAfronding(OnderzoekUitkomst.NIETS_DOEN, "Eerst zelf.", date(2027, 1, 4))
            with pytest.raises(gesprek_rules.NotFinishable, match="nog niet verzonden"):
                onderzoek.finish_onderzoek(actor=place.consulent, onderzoek_id=enquiry, afronding=nothing)
            with pytest.raises(NotFound):
                onderzoek.record_reaction(actor=place.consulent, onderzoek_id=enquiry, reactie=Reactie.EENS)
            story.reported(place, enquiry, ondertekend=False)
            onderzoek.finish_onderzoek(actor=place.consulent, onderzoek_id=enquiry, afronding=nothing)
            with pytest.raises(gesprek_rules.OnderzoekClosed):
                gesprek.save_tekst(
                    actor=place.consulent,
                    onderzoek_id=enquiry,
                    deel=GesprekDeel.VERHELDERING,
                    versie=1,
                    tekst="x",
                )

    def test_a_verslag_needs_no_words_beside_what_was_noted(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
        with working_date(story.GESPREK_DAY):
            enquiry = story.started(place, row)
            story.talked(place, enquiry)
            sent = onderzoek.send_verslag(actor=place.consulent, onderzoek_id=enquiry)
        assert sent.status is VerslagStatus.VERZONDEN
        assert sent.gegevens["verheldering"] == "Karin zoekt houvast voor de dagen dat zij werkt."

    def test_no_end_with_a_plan_that_misses_a_reason(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
        with working_date(story.GESPREK_DAY):
            enquiry = story.started(place, row)
            story.talked(place, enquiry)
            result = arrangement.add_resultaat(actor=place.consulent, onderzoek_id=enquiry, tekst="Rust.")
            arrangement.add_oplossing(
                actor=place.consulent,
                resultaat_id=result,
                oplossing=NewOplossing(
                    "specialistisch", "Behandeling", "Kliniek", ingangsdatum=story.EINDE_DAY
                ),
            )
            story.reported(place, enquiry)
            with pytest.raises(ArrangementIncomplete) as refusal:
                story.finished(place, enquiry)
        assert len(refusal.value.ontbreekt) == 4


class TestArrangement:
    """Results first; light help without a besluit."""

    def test_results_wait_for_the_question_unless_there_is_haste_with_a_reason(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place, spoed=True)
            enquiry = onderzoek.start_onderzoek(
                actor=place.consulent, melding_id=story.present(row.melding_id)
            ).id
            with pytest.raises(ladder.ClarificationMissing):
                arrangement.add_resultaat(actor=place.consulent, onderzoek_id=enquiry, tekst="Rust.")
            arrangement.add_resultaat(
                actor=place.consulent, onderzoek_id=enquiry, tekst="Rust.", reden_spoed="Zij valt 's nachts."
            )
            arrangement.add_resultaat(actor=place.consulent, onderzoek_id=enquiry, tekst="Slapen.")
            with pytest.raises(NotFound, match="huishouden"):
                arrangement.add_resultaat(
                    actor=place.consulent,
                    onderzoek_id=enquiry,
                    tekst="Slapen.",
                    persoon_id=resident(place, number=9).id,
                )
        page = get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
        assert [result.tekst for result in page.resultaten] == ["Rust.", "Slapen."]

    def test_a_member_of_the_household_has_results_of_their_own(self) -> None:
        place = story.town()
        home = story.melding(place)
        together = NewPersoon(geslachtsnaam="Dijkstra", huishouden_id=home.id)
        partner = NewPersoon(geslachtsnaam="Bos", voornamen="Peter", huishouden_id=home.id)
        load_persons(actor=place.system, persons=[replace(together, wijk_id=place.noord.id), partner])
        row = contact.register_contact(actor=place.contact, contact=replace(REPORT, persoon_id=together.id))
        enquiry = story.started_early(place, row)
        story.talked(place, enquiry)
        arrangement.add_resultaat(
            actor=place.consulent, onderzoek_id=enquiry, tekst="Ik wil klussen.", persoon_id=partner.id
        )
        page = get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
        assert page.resultaten[0].persoonnaam == "Peter Bos"
        members = get_dossier(actor=place.consulent, dossier_id=page.dossier_id).huishouden
        assert [person.naam for person in members] == ["Peter Bos"]

    def test_light_help_is_recorded_without_any_besluit(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
        with working_date(story.GESPREK_DAY):
            enquiry = story.started(place, row)
            story.talked(place, enquiry)
            result = arrangement.add_resultaat(actor=place.consulent, onderzoek_id=enquiry, tekst="Rust.")
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
                    actor=place.consulent,
                    resultaat_id=result,
                    kolom=kolom,
                    reden=RedenOvergeslagen.GEPROBEERD,
                )
            for minuten in (45, 30):
                arrangement.record_hulpcontact(
                    actor=place.consulent,
                    oplossing_id=solution,
                    datum=story.GESPREK_DAY,
                    minuten=minuten,
                    soort=HulpSoort.GESPREK,
                )
            shown = hulpcontacten(actor=place.consulent, oplossing_id=solution)
            assert sorted(contact.minuten for contact in shown) == [30, 45]
            arrangement.share_arrangement(actor=place.consulent, onderzoek_id=enquiry)
            page = get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
            (row_shown,) = page.resultaten[0].oplossingen
            assert (row_shown.hulpcontacten, row_shown.hulpminuten) == (2, 75)
            assert row_shown.status is OplossingStatus.LOOPT
            assert (page.status, page.ontbreekt) == (ArrangementStatus.GEDEELD, ())
            with pytest.raises(ladder.AgreementMissing):
                arrangement.close_arrangement(actor=place.consulent, onderzoek_id=enquiry)
            arrangement.set_akkoord(actor=place.consulent, resultaat_id=result, akkoord=Akkoord.EENS)
            arrangement.close_arrangement(actor=place.consulent, onderzoek_id=enquiry)
            for change in (
                partial(arrangement.set_akkoord, resultaat_id=result, akkoord=Akkoord.NIET_EENS),
                partial(arrangement.add_resultaat, onderzoek_id=enquiry, tekst="Nog iets."),
                partial(arrangement.add_oplossing, resultaat_id=result, oplossing=light),
            ):
                with pytest.raises(ladder.PlanClosed):
                    change(actor=place.consulent)
            dossier_id = story.present(row.dossier_id)
            with pytest.raises(
                contact_rules.HelpStillRuns, match="lichte hulp van het team, Vier gesprekken"
            ):
                dossier.close_dossier(actor=place.consulent, dossier_id=dossier_id, reden="Het loopt.")
            arrangement.set_oplossing_status(
                actor=place.consulent, oplossing_id=solution, status=OplossingStatus.KLAAR
            )
        assert not Taak.objects.filter(soort=TaakSoort.EVALUATIE.value, gedaan_op__isnull=True).exists()

    def test_a_change_makes_a_shared_plan_a_concept_again(self) -> None:
        place = story.town()
        with working_date(story.MELDING_DAY):
            row = story.melding(place)
        with working_date(story.GESPREK_DAY):
            enquiry = story.started(place, row)
            story.talked(place, enquiry)
            result, solution = story.planned(place, enquiry)
            arrangement.share_arrangement(actor=place.consulent, onderzoek_id=enquiry)
            with pytest.raises(ladder.BesluitNeeded):
                arrangement.set_oplossing_status(
                    actor=place.consulent, oplossing_id=solution, status=OplossingStatus.LOOPT
                )
            with pytest.raises(ladder.NotLightHelp):
                arrangement.record_hulpcontact(
                    actor=place.consulent,
                    oplossing_id=solution,
                    datum=story.GESPREK_DAY,
                    minuten=30,
                    soort=HulpSoort.GESPREK,
                )
            with pytest.raises(ladder.OplossingIncomplete):
                arrangement.add_oplossing(
                    actor=place.consulent, resultaat_id=result, oplossing=NewOplossing("hemel", "x", "y")
                )
            arrangement.explain_skip(
                actor=place.consulent,
                resultaat_id=result,
                kolom=Kolom.NETWERK,
                reden=RedenOvergeslagen.GEEN_PLEK,
            )
            page = get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
        assert page.status is ArrangementStatus.CONCEPT
        assert not Hulpcontact.objects.exists()
        assert Oplossing.objects.get().status == "voorgesteld"
