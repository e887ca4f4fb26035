"""Who may do what in a case: the team, the outsider, the other municipality, and closed files."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from keukentafel.casework.domain.arrangement import (
    Akkoord,
    HulpSoort,
    NewOplossing,
    OplossingStatus,
    RedenOvergeslagen,
)
from keukentafel.casework.domain.besluit import BesluitSoort, NewAanvraag, NewBesluit
from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    GeslotenDossier,
    GeslotenReden,
    GeslotenRow,
    Kanaal,
    NewContact,
    Rechten,
)
from keukentafel.casework.domain.gesprek import (
    GesprekDeel,
    LeefgebiedInvoer,
    NewAfronding,
    NewZitting,
    OnderzoekUitkomst,
    Reactie,
    ZittingStatus,
)
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.models.contact import Taak
from keukentafel.casework.models.onderzoek import Zitting
from keukentafel.casework.operations import arrangement, besluit, contact, dossier, gesprek, onderzoek
from keukentafel.casework.queries import arrangement as plan_queries
from keukentafel.casework.queries import besluit as besluit_queries
from keukentafel.casework.queries import dossier as dossier_queries
from keukentafel.casework.queries import facts, home, lists
from keukentafel.casework.queries import gesprek as gesprek_queries
from keukentafel.core.errors import NotFound
from keukentafel.people.domain import GeslotenInwoner
from keukentafel.people.models import Persoon, Toegang
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, Actor
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import ELSBEEK, Town, resident

pytestmark = pytest.mark.db
DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Case:
    """The ids of one walked case, with a besluit that waits for a signature."""

    dossier: UUID
    melding: UUID
    onderzoek: UUID
    zitting: UUID
    resultaat: UUID
    oplossing: UUID
    taak: UUID
    aanvraag: UUID
    besluit: UUID


REFUSAL = NewBesluit(BesluitSoort.AFGEWEZEN, "Het netwerk kan dit dragen.", story.ARTIKEL, None)


def case(place: Town) -> Case:
    row, enquiry, solution = story.walked(place)
    with working_date(DAY):
        melding_id = story.present(row.melding_id)
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent, melding_id=melding_id, aanvraag=NewAanvraag(oplossing_id=solution)
        )
        concept = besluit.prepare_besluit(actor=place.consulent, aanvraag_id=aanvraag.id, besluit=REFUSAL)
    page = plan_queries.get_arrangement(actor=place.consulent, onderzoek_id=enquiry)
    return Case(
        dossier=story.present(row.dossier_id),
        melding=melding_id,
        onderzoek=enquiry,
        zitting=Zitting.objects.values_list("pk", flat=True).get(gemeente_id=place.code),
        resultaat=page.resultaten[0].id,
        oplossing=solution,
        taak=Taak.objects.filter(gemeente_id=place.code).values_list("pk", flat=True)[0],
        aanvraag=aanvraag.id,
        besluit=concept.id,
    )


Step = Callable[[Actor, Case], object]
ACTS: dict[str, Step] = {
    "take_up": lambda a, c: dossier.take_up(actor=a, dossier_id=c.dossier),
    "add_note": lambda a, c: dossier.add_note(actor=a, dossier_id=c.dossier, tekst="x"),
    "complete_task": lambda a, c: dossier.complete_task(actor=a, taak_id=c.taak),
    "close_dossier": lambda a, c: dossier.close_dossier(actor=a, dossier_id=c.dossier, reden="x"),
    "confirm": lambda a, c: contact.confirm_melding(actor=a, melding_id=c.melding),
    "rights": lambda a, c: contact.note_rights(actor=a, melding_id=c.melding, rechten=Rechten()),
    "withdraw": lambda a, c: contact.withdraw_melding(actor=a, melding_id=c.melding, reden="x"),
    "start": lambda a, c: onderzoek.start_onderzoek(actor=a, melding_id=c.melding),
    "plan_zitting": lambda a, c: gesprek.plan_zitting(
        actor=a, onderzoek_id=c.onderzoek, zitting=NewZitting(story.at(DAY))
    ),
    "zitting_status": lambda a, c: gesprek.set_zitting_status(
        actor=a, zitting_id=c.zitting, status=ZittingStatus.GEHOUDEN
    ),
    "save_tekst": lambda a, c: gesprek.save_tekst(
        actor=a, onderzoek_id=c.onderzoek, deel=GesprekDeel.VERHELDERING, versie=1, tekst="x"
    ),
    "save_leefgebied": lambda a, c: gesprek.save_leefgebied(
        actor=a, zitting_id=c.zitting, leefgebied="wonen", versie=0, invoer=LeefgebiedInvoer()
    ),
    "draft": lambda a, c: onderzoek.draft_verslag(actor=a, onderzoek_id=c.onderzoek, tekst="x"),
    "send_verslag": lambda a, c: onderzoek.send_verslag(actor=a, onderzoek_id=c.onderzoek),
    "reaction": lambda a, c: onderzoek.record_reaction(
        actor=a, onderzoek_id=c.onderzoek, reactie=Reactie.EENS
    ),
    "finish": lambda a, c: onderzoek.finish_onderzoek(
        actor=a, onderzoek_id=c.onderzoek, afronding=NewAfronding(OnderzoekUitkomst.MET_INDIVIDUEEL)
    ),
    "resultaat": lambda a, c: arrangement.add_resultaat(actor=a, onderzoek_id=c.onderzoek, tekst="x"),
    "change_resultaat": lambda a, c: arrangement.change_resultaat(
        actor=a, resultaat_id=c.resultaat, versie=1, tekst="x"
    ),
    "akkoord": lambda a, c: arrangement.set_akkoord(actor=a, resultaat_id=c.resultaat, akkoord=Akkoord.EENS),
    "oplossing": lambda a, c: arrangement.add_oplossing(
        actor=a, resultaat_id=c.resultaat, oplossing=NewOplossing("netwerk", "x", "y")
    ),
    "change_oplossing": lambda a, c: arrangement.change_oplossing(
        actor=a, oplossing_id=c.oplossing, versie=1, oplossing=NewOplossing("netwerk", "x", "y")
    ),
    "oplossing_status": lambda a, c: arrangement.set_oplossing_status(
        actor=a, oplossing_id=c.oplossing, status=OplossingStatus.GESTOPT
    ),
    "skip": lambda a, c: arrangement.explain_skip(
        actor=a, resultaat_id=c.resultaat, kolom=Kolom.NETWERK, reden=RedenOvergeslagen.GEEN_PLEK
    ),
    "share": lambda a, c: arrangement.share_arrangement(actor=a, onderzoek_id=c.onderzoek),
    "close": lambda a, c: arrangement.close_arrangement(actor=a, onderzoek_id=c.onderzoek),
    "help": lambda a, c: arrangement.record_hulpcontact(
        actor=a, oplossing_id=c.oplossing, datum=DAY, minuten=30, soort=HulpSoort.GESPREK
    ),
    "aanvraag": lambda a, c: besluit.register_aanvraag(actor=a, melding_id=c.melding, aanvraag=NewAanvraag()),
    "withdraw_aanvraag": lambda a, c: besluit.withdraw_aanvraag(actor=a, aanvraag_id=c.aanvraag, reden="x"),
    "prepare": lambda a, c: besluit.prepare_besluit(actor=a, aanvraag_id=c.aanvraag, besluit=REFUSAL),
}
SIGNING: dict[str, Step] = {
    "sign": lambda a, c: besluit.sign_besluit(actor=a, besluit_id=c.besluit, versie=1),
    "send": lambda a, c: besluit.send_besluit(actor=a, besluit_id=c.besluit),
}
READS: dict[str, Step] = {
    "dossier": lambda a, c: dossier_queries.get_dossier(actor=a, dossier_id=c.dossier),
    "timeline": lambda a, c: dossier_queries.get_timeline(actor=a, dossier_id=c.dossier),
    "gesprek": lambda a, c: gesprek_queries.get_gesprek(actor=a, onderzoek_id=c.onderzoek),
    "verslag": lambda a, c: gesprek_queries.get_verslag(actor=a, onderzoek_id=c.onderzoek),
    "arrangement": lambda a, c: plan_queries.get_arrangement(actor=a, onderzoek_id=c.onderzoek),
    "hulpcontacten": lambda a, c: plan_queries.hulpcontacten(actor=a, oplossing_id=c.oplossing),
    "besluit": lambda a, c: besluit_queries.get_besluit(actor=a, besluit_id=c.besluit),
    "aanvraag": lambda a, c: besluit_queries.get_aanvraag(actor=a, aanvraag_id=c.aanvraag),
}


def counted() -> dict[str, int]:
    """The number of rows of every table of the house."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def test_the_outsider_of_team_zuid_is_refused_at_each_step_and_nothing_changes() -> None:
    place = story.town()
    walked = case(place)
    before = counted()
    with working_date(DAY):
        for name, step in {**ACTS, **READS}.items():
            with pytest.raises(GeslotenDossier):
                step(place.outsider, walked)
                pytest.fail(name)
        for step in SIGNING.values():
            with pytest.raises(GeslotenDossier):
                step(place.teamleider_zuid, walked)
        assert lists.search(actor=place.outsider, text="Dijkstra") == ()
        assert lists.list_dossiers(actor=place.outsider, filter="team").rijen == ()
        assert home.get_home(actor=place.outsider).deze_week == ()
        page = home.get_home(actor=place.outsider)
        assert (page.kan_niet_wachten, page.signalen, page.caseload.totaal) == ((), (), 0)
        assert (
            dossier_queries.dossier_of_person(actor=place.outsider, persoon_id=Persoon.objects.get().pk)
            is None
        )
        assert home.get_home(actor=place.teamleider_zuid).te_tekenen == ()
    assert counted() == before


def test_roles_without_casework_may_do_none_of_it() -> None:
    place = story.town()
    walked = case(place)
    for actor in (place.backoffice, place.controller, place.beheerder, place.raadslid, place.contact):
        for step in {**ACTS, **SIGNING, **READS}.values():
            with pytest.raises(ActNotPermitted):
                step(actor, walked)
        with pytest.raises(ActNotPermitted):
            lists.search(actor=actor, text="Dijkstra")
    with pytest.raises(ActNotPermitted):
        facts.contact_facts(actor=place.raadslid)


def test_the_second_municipality_is_invisible_everywhere() -> None:
    place, other = story.town(), story.town(ELSBEEK, "Elsbeek")
    walked = case(place)
    before = counted()
    with working_date(DAY):
        for step in {**ACTS, **READS}.values():
            with pytest.raises(NotFound):
                step(other.consulent, walked)
        for step in SIGNING.values():
            with pytest.raises(NotFound):
                step(other.teamleider, walked)
        assert lists.search(actor=other.consulent, text="Dijkstra") == ()
        assert lists.list_dossiers(actor=other.consulent, filter="team").rijen == ()
        assert home.get_home(actor=other.consulent).deze_week == ()
        with pytest.raises(NotFound):
            contact.register_contact(
                actor=other.contact,
                contact=NewContact(
                    vraag="x",
                    kanaal=Kanaal.INLOOP,
                    uitkomst=ContactUitkomst.MELDING,
                    persoon_id=Persoon.objects.get().pk,
                ),
            )
        for rows in (facts.contact_facts, facts.melding_facts, facts.oplossing_facts, facts.hulp_facts):
            assert list(rows(actor=other.system)) == []
    assert counted() == before


def test_loading_a_second_municipality_changes_nothing_for_the_first() -> None:
    place = story.town()
    walked = case(place)
    with working_date(DAY):
        before = dossier_queries.get_dossier(actor=place.consulent, dossier_id=walked.dossier)
        story.walked(story.town(ELSBEEK, "Elsbeek"))
        assert dossier_queries.get_dossier(actor=place.consulent, dossier_id=walked.dossier) == before


def test_an_unknown_id_is_not_found() -> None:
    place = story.town()
    for step in {**ACTS, **READS}.values():
        with pytest.raises(NotFound):
            step(place.consulent, Case(*(uuid4() for _ in range(9))))


def test_a_shielded_file_and_the_own_household_are_closed_even_to_the_team() -> None:
    place = story.town()
    walked = case(place)
    person = Persoon.objects.get()
    own = replace(place.consulent, persoon_id=person.pk)
    with pytest.raises(GeslotenDossier):
        READS["dossier"](own, walked)
    with pytest.raises(GeslotenInwoner):
        contact.register_contact(
            actor=own,
            contact=NewContact(
                vraag="x", kanaal=Kanaal.INLOOP, uitkomst=ContactUitkomst.MELDING, persoon_id=person.pk
            ),
        )
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="persoon"):
        Persoon.objects.update(afgeschermd=True)
    for step in {**ACTS, **READS}.values():
        with pytest.raises(GeslotenDossier):
            step(place.consulent, walked)
    assert lists.search(actor=place.consulent, text="Dijkstra") == ()
    assert home.get_home(actor=place.consulent).caseload.hulp_loopt == 1


def test_an_emergency_opens_one_dossier_for_reading_and_says_so() -> None:
    place = story.town()
    walked = case(place)
    outsider, person = place.outsider, Persoon.objects.get()
    with working_date(DAY):
        closed = dossier_queries.closed_dossier(actor=outsider, dossier_id=walked.dossier)
        assert closed == GeslotenRow(walked.dossier, GeslotenReden.ANDER_TEAM, "Noord")
        until = dossier.open_in_emergency(actor=outsider, dossier_id=walked.dossier, reden="Politie belt.")
        assert dossier_queries.closed_dossier(actor=outsider, dossier_id=walked.dossier) is None
        page = dossier_queries.get_dossier(actor=outsider, dossier_id=walked.dossier)
        assert (page.alleen_lezen, page.noodtoegang_tot) == (True, until)
        READS["besluit"](outsider, walked)
        for step in ACTS.values():
            with pytest.raises(GeslotenDossier):
                step(outsider, walked)
        assert lists.search(actor=outsider, text="Dijkstra") == ()
        own = replace(outsider, persoon_id=person.pk)
        row = dossier_queries.closed_dossier(actor=own, dossier_id=walked.dossier)
        assert row is not None
        assert row.om is GeslotenReden.EIGEN
        with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="noodtoegang"):
            Toegang.objects.update(tot=Toegang.objects.get().vanaf)
        with pytest.raises(GeslotenDossier) as refused:
            READS["dossier"](outsider, walked)
        assert (refused.value.dossier_id, refused.value.persoon_id) == (walked.dossier, person.pk)


def test_an_emergency_lifts_the_shield_for_who_has_the_case() -> None:
    place = story.town()
    walked = case(place)
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="persoon"):
        Persoon.objects.update(afgeschermd=True)
    with working_date(DAY):
        row = dossier_queries.closed_dossier(actor=place.consulent, dossier_id=walked.dossier)
        assert row is not None
        assert row.om is GeslotenReden.AFGESCHERMD
        until = dossier.open_in_emergency(
            actor=place.consulent, dossier_id=walked.dossier, reden="Zij staat aan de balie."
        )
        page = dossier_queries.get_dossier(actor=place.consulent, dossier_id=walked.dossier)
        assert (page.alleen_lezen, page.noodtoegang_tot) == (False, until)
        dossier.add_note(actor=place.consulent, dossier_id=walked.dossier, tekst="Opgevangen.")
    with pytest.raises(NotFound):
        dossier.open_in_emergency(actor=place.consulent, dossier_id=uuid4(), reden="x")


def test_each_look_at_a_resident_is_logged_with_why() -> None:
    place = story.town()
    walked = case(place)
    before = Kijkregel.objects.count()
    with working_date(DAY):
        for step in list(READS.values())[:5]:
            step(place.consulent, walked)
        lists.search(actor=place.consulent, text="dijkstra karin")
        lists.list_dossiers(actor=place.consulent)
    reasons = list(Kijkregel.objects.order_by("id").values_list("reden", flat=True)[before:])
    assert reasons == [
        "Dossier bekeken",
        "Tijdlijn bekeken",
        "Gesprek bekeken",
        "Verslag bekeken",
        "Plan bekeken",
        "Gezocht op: dijkstra karin",
        "In de lijst met inwoners",
    ]


def test_a_dossier_is_found_by_number_name_and_address() -> None:
    place = story.town()
    walked = case(place)
    resident(place, "Hendrik Vos", number=3)
    for text in ("D-2026-0001", "dijkstra", "Karin Dijkstra", "1290 AA 14", "1290aa", "Sparrenlaan 14"):
        assert [row.id for row in lists.search(actor=place.consulent, text=text)] == [walked.dossier], text
    for text in ("D-2026-0002", "Vos", "1291 AA", "Sparrenlaan 15", "x", ""):
        assert lists.search(actor=place.consulent, text=text) == (), text
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="persoon"):
        Persoon.objects.update(geheim_adres=True)
    assert lists.search(actor=place.consulent, text="Sparrenlaan 14") == ()
