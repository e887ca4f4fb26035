"""Loading a history: what its records mean today, and what is stored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from keukentafel.casework.domain import load
from keukentafel.casework.domain.contact import DossierStatus
from keukentafel.casework.domain.load import CaseHistory
from keukentafel.casework.domain.overview import TaakSoort
from keukentafel.casework.models.contact import Dossier, Signaal, Taak
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.operations.load import load_history
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.casework.rules import history as rules
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.cast import TODAY, Town, resident, team_named

PERSON, TEAM, CONSULENT = new_id(), new_id(), new_id()
CONTACT = load.LoadContact(
    id=new_id(),
    moment=story.at(date(2026, 9, 1)),
    kanaal="telefoon",
    herkomst="zelf",
    thema="wonen",
    wijk_id=None,
    persoon_id=PERSON,
    vraag="Het huis is te groot.",
    uitkomst="melding",
    antwoord="",
    kaart_id=None,
    kaart_naam="",
    spoed=False,
    melder="",
    toestemming="",
    door_id=CONSULENT,
)
MELDING = load.LoadMelding(
    id=new_id(),
    contact_id=CONTACT.id,
    persoon_id=PERSON,
    wet="wmo",
    thema="wonen",
    wijk_id=None,
    team_id=TEAM,
    consulent_id=CONSULENT,
    ontvangen_op=date(2026, 9, 1),
    spoed=False,
    bevestigen_uiterlijk=date(2026, 9, 8),
    bevestigd_op=date(2026, 9, 2),
    clientondersteuning_gewezen_op=date(2026, 9, 2),
    clientondersteuner="",
    persoonlijk_plan_gewezen_op=date(2026, 9, 2),
    persoonlijk_plan_ontvangen_op=None,
    onderzoek_uiterlijk=date(2026, 10, 13),
    status="afgerond",
    ingetrokken_op=None,
    reden_intrekking="",
)
ONDERZOEK = load.LoadOnderzoek(
    id=new_id(),
    melding_id=MELDING.id,
    consulent_id=CONSULENT,
    begonnen_op=date(2026, 9, 10),
    verheldering="Zij zoekt rust.",
    status="afgerond",
    afgerond_op=date(2026, 10, 1),
    uitkomst="met individuele voorziening",
    motivering="",
    terugkijken_op=None,
    teruggekeken_op=None,
    eigen_woorden="Het huis is te groot.",
)
RESULTAAT = load.LoadResultaat(new_id(), ONDERZOEK.id, 1, PERSON, "Ik wil rust.")
OPLOSSING = load.LoadOplossing(
    id=new_id(),
    resultaat_id=RESULTAAT.id,
    trede="lichte hulp",
    omschrijving="Vier gesprekken",
    verantwoordelijke="Wijkteam",
    vorm="individueel",
    kaart_id=None,
    kaart_naam="",
    product_id=None,
    productnaam="",
    ingangsdatum=date(2026, 10, 1),
    einddatum=None,
    evaluatie_op=date(2027, 1, 4),
    status="loopt",
)
AANVRAAG = load.LoadAanvraag(
    id=new_id(),
    melding_id=MELDING.id,
    onderzoek_id=ONDERZOEK.id,
    oplossing_id=None,
    wet="wmo",
    weg="na onderzoek",
    product_id=None,
    productnaam="Begeleiding",
    ontvangen_op=date(2026, 10, 1),
    besluit_uiterlijk=date(2026, 10, 15),
    status="ontvangen",
)
BESLUIT = load.LoadBesluit(
    id=new_id(),
    nummer="2026-50001",
    aanvraag_id=AANVRAAG.id,
    soort="toegekend",
    status="concept",
    opsteller_id=CONSULENT,
    ondertekenaar_id=None,
    ondertekend_op=None,
    verzonden_op=None,
    product_id=None,
    productnaam="Begeleiding",
    volume=4,
    eenheid="04",
    frequentie="2",
    ingangsdatum=date(2026, 10, 20),
    einddatum=None,
    motivering="Nodig.",
    verordening="2026",
    bezwaar_uiterlijk=None,
)
WHOLE = CaseHistory(
    contacten=(
        CONTACT,
        replace(CONTACT, id=new_id(), uitkomst="meteen beantwoord"),
        replace(CONTACT, id=new_id(), uitkomst="niet voor ons"),
        replace(CONTACT, id=new_id(), uitkomst="meteen beantwoord", persoon_id=None),
    ),
    meldingen=(MELDING,),
    onderzoeken=(ONDERZOEK,),
    zittingen=(
        load.LoadZitting(ONDERZOEK.id, 1, story.at(date(2026, 9, 15)), 60, "thuis", ("Karin",), "gehouden"),
        load.LoadZitting(ONDERZOEK.id, 2, story.at(date(2026, 12, 15)), 60, "thuis", ("Karin",), "gepland"),
    ),
    leefgebieden=(
        load.LoadLeefgebied(ONDERZOEK.id, 1, "wonen", "besproken", "Mooie tuin.", "", "", 3, None, ""),
    ),
    verslagen=(
        load.LoadVerslag(
            ONDERZOEK.id, "gereageerd", "Wij spraken.", date(2026, 9, 20), "eens", date(2026, 9, 25), "", None
        ),
    ),
    resultaten=(RESULTAAT,),
    oplossingen=(OPLOSSING,),
    trede_redenen=(load.LoadTredeReden(RESULTAAT.id, "eigen kracht", "geprobeerd", ""),),
    hulpcontacten=(load.LoadHulpcontact(OPLOSSING.id, date(2026, 10, 5), 45, "gesprek", CONSULENT),),
    aanvragen=(AANVRAAG,),
    besluiten=(BESLUIT,),
    verwijzingen=(
        load.LoadVerwijzing(
            new_id(),
            PERSON,
            "02",
            "Huisarts",
            date(2026, 9, 1),
            date(2026, 9, 2),
            None,
            None,
            "Ambulant",
            "toegewezen",
        ),
    ),
    evaluaties=(
        load.LoadEvaluatie(
            new_id(),
            ONDERZOEK.id,
            date(2026, 11, 1),
            date(2026, 11, 2),
            "gehouden",
            "behaald",
            5,
            "stoppen",
            (),
            "",
        ),
        load.LoadEvaluatie(new_id(), ONDERZOEK.id, date(2027, 1, 4), None, "gepland", "", None, "", (), ""),
    ),
    notities=(load.LoadNotitie(PERSON, date(2026, 9, 3), "Gebeld.", "team"),),
    signalen=(
        load.LoadSignaal(
            new_id(), "mantelzorg", PERSON, None, TEAM, "Buurt", date(2026, 11, 1), "Zwaar.", "open"
        ),
    ),
    gebeurtenissen=(
        load.LoadGebeurtenis(PERSON, date(2026, 11, 3), "declaratie", "De Brug declareert", bedrag=100),
        load.LoadGebeurtenis(new_id(), date(2026, 11, 3), "declaratie", "Van iemand zonder dossier"),
    ),
)


@pytest.mark.pure
class TestMeaning:
    """Pure: states, tasks and lines."""

    @pytest.mark.parametrize(
        ("melding", "helped", "onderzoek", "status"),
        [
            ("in onderzoek", True, None, DossierStatus.IN_GESPREK),
            ("bevestigd", True, None, DossierStatus.NIEUW),
            ("afgerond", True, ONDERZOEK, DossierStatus.HULP_LOOPT),
            ("afgerond", False, replace(ONDERZOEK, terugkijken_op=TODAY), DossierStatus.EVEN_NIETS_DOEN),
            (
                "afgerond",
                False,
                replace(ONDERZOEK, terugkijken_op=TODAY, teruggekeken_op=TODAY),
                DossierStatus.AFGESLOTEN,
            ),
            ("ingetrokken", False, None, DossierStatus.AFGESLOTEN),
        ],
    )
    def test_where_a_dossier_stands(
        self, melding: str, helped: bool, onderzoek: load.LoadOnderzoek | None, status: DossierStatus
    ) -> None:
        found = {MELDING.id: onderzoek} if onderzoek else {}
        assert rules.dossier_status([replace(MELDING, status=melding)], found, helped=helped) is status

    def test_attention_is_ordered(self) -> None:
        assert DossierStatus.AFGESLOTEN in rules.calmer_than(DossierStatus.NIEUW)
        assert rules.calmer_than(DossierStatus.AFGESLOTEN) == frozenset()

    def test_the_tasks_that_are_open(self) -> None:
        assert kinds(WHOLE) == [TaakSoort.ONDERTEKENEN, TaakSoort.EVALUATIE]
        signed = replace(BESLUIT, status="ondertekend")
        assert kinds(replace(WHOLE, besluiten=(signed,), evaluaties=())) == [TaakSoort.VERZENDEN]
        assert kinds(replace(WHOLE, besluiten=(), evaluaties=())) == [TaakSoort.BESLUIT]
        decided = replace(AANVRAAG, status="besloten")
        assert kinds(replace(WHOLE, aanvragen=(decided,), evaluaties=())) == []
        fresh = CaseHistory(meldingen=(replace(MELDING, status="ontvangen"),))
        assert kinds(fresh) == [TaakSoort.BEVESTIGEN, TaakSoort.ONDERZOEK]
        urgent = CaseHistory(meldingen=(replace(MELDING, status="bevestigd", spoed_uiterlijk=TODAY),))
        assert kinds(urgent) == [TaakSoort.ONDERZOEK, TaakSoort.SPOED]
        reported = CaseHistory(
            contacten=(replace(CONTACT, herkomst="gemeld", toestemming="niet gevraagd"),),
            meldingen=(replace(MELDING, status="bevestigd"),),
        )
        assert kinds(reported) == [TaakSoort.ONDERZOEK, TaakSoort.TOESTEMMING]
        resting = replace(ONDERZOEK, terugkijken_op=TODAY)
        assert kinds(CaseHistory(meldingen=(MELDING,), onderzoeken=(resting,))) == [TaakSoort.TERUGKIJKEN]

    def test_the_timeline_runs_with_the_days(self) -> None:
        lines = rules.timeline(WHOLE, rules.persons_of(WHOLE))
        assert [line.datum for line in lines] == sorted(line.datum for line in lines)
        titles = {line.titel for line in lines}
        assert {
            "Vraag meteen beantwoord",
            "Vraag was niet voor ons",
            "Melding ontvangen",
            "Gesprek 1 gehouden",
            "Reactie op het verslag: eens",
            "Onderzoek afgerond: met individuele voorziening",
            "Samen teruggekeken: doel behaald",
            "Aanvraag ontvangen, na onderzoek",
            "Verwijzing ontvangen",
            "Notitie",
        } <= titles
        assert "Gesprek 2 gehouden" not in titles

    def test_a_closed_plan_is_a_line(self) -> None:
        closed = replace(WHOLE, onderzoeken=(replace(ONDERZOEK, plan_afgesloten_op=TODAY),))
        assert "Plan afgesloten" in {line.titel for line in rules.timeline(closed, rules.persons_of(closed))}

    def test_the_other_lines(self) -> None:
        other = CaseHistory(
            meldingen=(
                replace(MELDING, spoed=True, bevestigd_op=None, ingetrokken_op=TODAY, status="ingetrokken"),
            ),
            onderzoeken=(
                replace(ONDERZOEK, uitkomst="verantwoord niets doen"),
                replace(ONDERZOEK, id=new_id(), afgerond_op=None),
            ),
            verslagen=(replace(WHOLE.verslagen[0], verzonden_op=None, status="concept", reactie_op=None),),
            aanvragen=(AANVRAAG,),
            besluiten=(replace(BESLUIT, verzonden_op=TODAY),),
        )
        titles = [line.titel for line in rules.timeline(other, rules.persons_of(other))]
        assert "Melding ontvangen, met spoed" in titles
        assert "Melding ingetrokken door de inwoner" in titles
        assert "Samen besloten om nu niets te doen" in titles
        assert "Besluit 2026-50001 verzonden: toegekend" in titles
        assert "Verslag verzonden" not in titles

    def test_a_history_knows_its_size(self) -> None:
        assert len(WHOLE) == 23


def kinds(history: CaseHistory) -> list[TaakSoort]:
    """The kinds of the open tasks, in order of their names."""
    return sorted((task.soort for task in rules.open_tasks(history, rules.persons_of(history))), key=str)


def placed(place: Town) -> CaseHistory:
    """The history of somebody of this municipality."""
    person = resident(place).id
    team = UUID(str(team_named(place, "Noord")))
    staff = place.consulent.account_id
    return replace(
        WHOLE,
        contacten=tuple(
            replace(row, persoon_id=person if row.persoon_id else None, wijk_id=place.noord.id, door_id=staff)
            for row in WHOLE.contacten
        ),
        meldingen=(
            replace(MELDING, persoon_id=person, team_id=team, wijk_id=place.noord.id, consulent_id=staff),
        ),
        onderzoeken=(replace(ONDERZOEK, consulent_id=staff),),
        resultaten=(replace(RESULTAAT, persoon_id=person),),
        hulpcontacten=tuple(replace(row, door_id=staff) for row in WHOLE.hulpcontacten),
        besluiten=(replace(BESLUIT, opsteller_id=staff),),
        verwijzingen=tuple(replace(row, persoon_id=person) for row in WHOLE.verwijzingen),
        notities=tuple(replace(row, persoon_id=person) for row in WHOLE.notities),
        signalen=tuple(replace(row, persoon_id=person, team_id=team) for row in WHOLE.signalen),
        gebeurtenissen=(replace(WHOLE.gebeurtenissen[0], persoon_id=person), WHOLE.gebeurtenissen[1]),
    )


@pytest.mark.db
class TestLoading:
    """Everything is stored in one handeling, with what follows from it."""

    @pytest.fixture(autouse=True)
    def _on_the_working_date(self) -> Iterator[None]:
        with working_date(TODAY):
            yield

    def test_a_loaded_dossier_reads_as_a_worked_one(self) -> None:
        place = story.town()
        seen: list[int] = []
        done = load_history(actor=place.system, history=placed(place), on_progress=seen.append)
        assert done == seen[-1]
        dossier = Dossier.objects.get()
        assert (dossier.nummer, dossier.status) == ("D-2026-0001", "hulp loopt")
        page = get_dossier(actor=place.consulent, dossier_id=dossier.pk)
        assert [task.soort for task in page.taken] == [TaakSoort.ONDERTEKENEN, TaakSoort.EVALUATIE]
        assert page.hulp[0].hulpminuten == 45
        assert page.besluiten[0].bezwaarclausule.startswith("Bent u")
        assert page.trajecten[0].zittingen == 2
        assert page.tijdlijn.gebeurtenissen[0].bedrag == 100
        assert Signaal.objects.count() == 1
        assert not Gebeurtenis.objects.filter(titel="Van iemand zonder dossier").exists()

    def test_a_later_part_uses_the_dossier_that_is_there(self) -> None:
        place = story.town()
        history = placed(place)
        load_history(actor=place.system, history=history)
        again = replace(history.contacten[0], id=new_id())
        later = CaseHistory(
            contacten=(again,),
            meldingen=(
                replace(
                    history.meldingen[0],
                    id=new_id(),
                    contact_id=again.id,
                    status="ontvangen",
                    bevestigd_op=None,
                    consulent_id=None,
                ),
            ),
        )
        load_history(actor=place.system, history=later)
        dossier = Dossier.objects.get()
        assert (dossier.status, dossier.behandelaar_id) == ("nieuw", None)
        assert Taak.objects.filter(soort=TaakSoort.BEVESTIGEN.value).count() == 1

    def test_who_came_by_referral_only_has_a_dossier_with_the_team_of_the_neighbourhood(self) -> None:
        place = story.town()
        person = resident(place, number=5)
        referral = replace(WHOLE.verwijzingen[0], persoon_id=person.id)
        load_history(actor=place.system, history=CaseHistory(verwijzingen=(referral,)))
        assert Dossier.objects.get().team.naam == "Noord"

    def test_only_the_system_loads(self) -> None:
        place = story.town()
        with pytest.raises(ActNotPermitted):
            load_history(actor=place.teamleider, history=WHOLE)
