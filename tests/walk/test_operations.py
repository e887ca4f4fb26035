"""The walk without a browser: from first contact to monitor through operations and queries, in 2026 and in June 2013."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings

from keukentafel.backoffice.berichten import queries as messages
from keukentafel.backoffice.berichten.codec.provider import (
    Briefhoofd,
    Client,
    Levering,
    declaratie_323,
    retour_302,
    start_305,
    startproduct,
)
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.codec.records.start import Bericht306
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.budgets.domain import BudgetRow
from keukentafel.backoffice.budgets.queries import overview
from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewProduct, NewTarief, Wet
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.backoffice.contracts.queries import contract_page, products
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.declaraties.operations import judge_line
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Grond,
    Grondsoort,
    NewToewijzing,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.operations import grant_toewijzing
from keukentafel.backoffice.toewijzingen.queries import of_persons
from keukentafel.casework.domain.arrangement import (
    Akkoord,
    ArrangementIncomplete,
    HulpSoort,
    NewOplossing,
    OplossingStatus,
    RedenOvergeslagen,
)
from keukentafel.casework.domain.besluit import (
    BesluitRow,
    BesluitSoort,
    BesluitStatus,
    NewAanvraag,
    NewBesluit,
)
from keukentafel.casework.domain.contact import ContactUitkomst, DossierStatus, Kanaal, NewContact
from keukentafel.casework.domain.gesprek import (
    GesprekDeel,
    LeefgebiedInvoer,
    NewAfronding,
    NewZitting,
    OnderzoekUitkomst,
    Reactie,
    ZittingStatus,
)
from keukentafel.casework.domain.overview import GebeurtenisRow, GebeurtenisSoort
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.operations import arrangement, besluit, contact, dossier, gesprek, onderzoek
from keukentafel.casework.operations.reference import load_reference
from keukentafel.casework.queries import dossier as dossiers
from keukentafel.casework.queries.home import get_home
from keukentafel.casework.queries.lists import list_dossiers, search
from keukentafel.core.errors import NotAllowed, NotFound, Refusal
from keukentafel.core.money import euros
from keukentafel.core.period import Period
from keukentafel.monitor.domain import MonitorFilter, MonitorPage, Noemer
from keukentafel.monitor.operations import refresh
from keukentafel.monitor.queries import NoMartYet, get_monitor
from keukentafel.people.domain import Adres, NewPersoon
from keukentafel.people.queries import recognise
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.clock.queries import AMSTERDAM
from keukentafel.platform.events import operations as events
from keukentafel.platform.jobs.operations import drain
from keukentafel.socialmap.queries import search as entries
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found, resident
from tests.walk.market import AGB, YEAR, lindewaard, rules

pytestmark = pytest.mark.db

Answer = TypeVar("Answer")
BSN = "999900006"
KARIN = "Karin Dijkstra"
DECEMBER = date(2026, 12, 2)
START, END = date(2026, 11, 23), date(2027, 5, 22)
JUNE = date(2013, 6, 12)
HOUR, DAY_PART = 6360, 5200
LONG_AGO = Period(date(2012, 1, 1), date(2028, 1, 1))
OUTSIDERS = {"consulent": "outsider", "teamleider": "teamleider_zuid", "backoffice": "outsider"}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)


@dataclass(frozen=True)
class Days:
    """When each step is done."""

    melding: date
    gesprek: date
    plan: date

    @classmethod
    def all_on(cls, day: date) -> Days:
        """Everything on one day."""
        return cls(day, day, day)


AUTUMN = Days(date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 16))


@dataclass(frozen=True)
class Case:
    """What the first three steps made."""

    persoon: UUID
    dossier: UUID
    melding: UUID
    onderzoek: UUID
    light: UUID
    guidance: UUID
    day_care: UUID


def stored() -> dict[str, list[str]]:
    """Every row of every table of the house, logs included."""
    tables = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: sorted(map(repr, model._default_manager.values_list())) for model in tables}


def files() -> dict[str, bytes]:
    """Every file that the house keeps."""
    kept = Path(settings.DATA)
    return {
        str(path.relative_to(kept)): path.read_bytes() for path in sorted(kept.rglob("*")) if path.is_file()
    }


@dataclass(frozen=True)
class House:
    """The town of the walk, and the municipality next door."""

    town: Town
    elsewhere: Town
    tried: bool = False

    def do(self, role: str, act: Callable[..., Answer], **what: Any) -> Answer:
        """The act by the one whose work it is; when `tried`, the outsider and a colleague next door try first, to no effect."""
        if self.tried:
            self._try_outside(role, act, what)
        return act(actor=getattr(self.town, role), **what)

    def _try_outside(self, role: str, act: Callable[..., Answer], what: dict[str, Any]) -> None:
        outsider = getattr(self.town, OUTSIDERS[role])
        before = stored()
        with pytest.raises(NotAllowed):
            act(actor=outsider, **what)
        with pytest.raises(NotFound):
            act(actor=getattr(self.elsewhere, role), **what)
        for nobody in (outsider, self.elsewhere.consulent):
            assert search(actor=nobody, text="Dijkstra") == ()
            assert KARIN not in {row.persoonnaam for row in list_dossiers(actor=nobody, filter="team").rijen}
        assert stored() == before


def opened(place: Town | None = None, *, tried: bool = False) -> House:
    """Lindewaard with a second product at its provider, and Elsbeek with its own rules."""
    town = place or lindewaard()
    elsewhere = found(ELSBEEK, "Elsbeek")
    load_reference(actor=elsewhere.system, verordeningen=[rules()])
    if place is None:
        (contract,) = contract_page(actor=town.contractmanager, jaar=2026).rows
        product = NewProduct(Wet.WMO, "07", "07A03", "Dagbesteding", "16", "2", "individueel", YEAR)
        price = NewTarief(contract.id, product.id, "16", DAY_PART, YEAR)
        load_contracts(actor=town.system, aanbieders=[], producten=[product], contracten=[], tarieven=[price])
    return House(town, elsewhere, tried)


# --- steps 1 to 3 ----------------------------------------------------------------------------------------------------


def reported(town: Town, day: date) -> tuple[UUID, UUID, UUID]:
    """Karin is not known, is registered, and is known from then on; answers person, dossier and melding."""
    person = NewPersoon(
        geslachtsnaam="Dijkstra",
        voornamen="Karin",
        bsn=BSN,
        geboortedatum=date(1988, 3, 14),
        adres=Adres("Sparrenlaan", 14, "", "", "1290 AA", "Lindewaard"),
        wijk_id=town.noord.id,
    )
    with working_date(day):
        assert recognise(actor=town.contact, bsn=BSN) == ()
        row = contact.register_contact(
            actor=town.contact,
            contact=NewContact(
                vraag="Ik kom niet meer toe aan koken en rust.",
                kanaal=Kanaal.TELEFOON,
                uitkomst=ContactUitkomst.MELDING,
                persoon=person,
                clientondersteuning_gewezen=True,
                persoonlijk_plan_gewezen=True,
            ),
        )
        (known,) = recognise(actor=town.contact, bsn=BSN)
    assert (known.persoon_id, row.teamnaam) == (person.id, "Noord")
    assert row.dossier_id
    assert row.melding_id
    return person.id, row.dossier_id, row.melding_id


def talked(house: House, dossier_id: UUID, melding_id: UUID, day: date) -> UUID:
    """The consulent takes the case up and sits at the table; answers the onderzoek."""
    with working_date(day):
        house.do("consulent", dossier.take_up, dossier_id=dossier_id)
        house.do("consulent", contact.confirm_melding, melding_id=melding_id)
        enquiry = house.do("consulent", onderzoek.start_onderzoek, melding_id=melding_id)
        moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=AMSTERDAM)
        sitting = house.do(
            "consulent",
            gesprek.plan_zitting,
            onderzoek_id=enquiry.id,
            zitting=NewZitting(moment=moment, plaats="thuis", aanwezig=("Karin", "haar zus")),
        )
        house.do(
            "consulent", gesprek.set_zitting_status, zitting_id=sitting.id, status=ZittingStatus.GEHOUDEN
        )
        with pytest.raises(Refusal):
            arrangement.add_resultaat(
                actor=house.town.consulent, onderzoek_id=enquiry.id, tekst="Ik wil rust"
            )
        house.do(
            "consulent",
            gesprek.save_tekst,
            onderzoek_id=enquiry.id,
            deel=GesprekDeel.VERHELDERING,
            versie=0,
            tekst="Zij zoekt houvast op de dagen dat zij werkt.",
        )
        house.do(
            "consulent",
            gesprek.save_leefgebied,
            zitting_id=sitting.id,
            leefgebied="sociaal",
            versie=0,
            invoer=LeefgebiedInvoer(gaat_goed="Mijn zus staat altijd klaar."),
        )
    return enquiry.id


def planned(house: House, enquiry: UUID, day: date) -> tuple[UUID, UUID, UUID]:
    """Two results; light help, and two solutions that need a besluit. Nothing lighter is skipped without a reason."""
    town = house.town
    rest = house.do(
        "consulent", arrangement.add_resultaat, onderzoek_id=enquiry, tekst="Ik wil weer rust in huis"
    )
    light = house.do(
        "consulent",
        arrangement.add_oplossing,
        resultaat_id=rest,
        oplossing=NewOplossing(
            trede="lichte hulp",
            omschrijving="Samen de week op orde brengen",
            verantwoordelijke="Team Noord",
            ingangsdatum=day,
            evaluatie_op=day + timedelta(days=60),
        ),
    )
    out = arrangement.add_resultaat(
        actor=town.consulent, onderzoek_id=enquiry, tekst="Ik wil de deur weer uit"
    )
    guidance, day_care = (
        arrangement.add_oplossing(actor=town.consulent, resultaat_id=out, oplossing=_provision(name, day))
        for name in ("Begeleiding", "Dagbesteding")
    )
    with pytest.raises(ArrangementIncomplete) as refused:
        arrangement.share_arrangement(actor=town.consulent, onderzoek_id=enquiry)
    assert len(refused.value.ontbreekt) >= 2
    empty = [(rest, kolom) for kolom in (Kolom.EIGEN_KRACHT, Kolom.NETWERK)]
    empty += [(out, kolom) for kolom in (Kolom.EIGEN_KRACHT, Kolom.NETWERK, Kolom.ALGEMEEN)]
    for result, kolom in empty:
        house.do(
            "consulent",
            arrangement.explain_skip,
            resultaat_id=result,
            kolom=kolom,
            reden=RedenOvergeslagen.GEPROBEERD,
        )
    for result in (rest, out):
        house.do("consulent", arrangement.set_akkoord, resultaat_id=result, akkoord=Akkoord.EENS)
    house.do("consulent", arrangement.share_arrangement, onderzoek_id=enquiry)
    return light, guidance, day_care


def _provision(name: str, day: date) -> NewOplossing:
    return NewOplossing(
        trede="individueel",
        omschrijving=f"{name} op de dagen dat zij werkt",
        verantwoordelijke="De Brug",
        ingangsdatum=day,
        einddatum=day + timedelta(days=180),
        evaluatie_op=day + timedelta(days=90),
        productnaam=name,
    )


def walked(house: House, days: Days = AUTUMN) -> Case:
    """Steps 1 to 3: contact, gesprek, plan, light help, and a verslag that was sent and answered."""
    persoon_id, dossier_id, melding_id = reported(house.town, days.melding)
    enquiry = talked(house, dossier_id, melding_id, days.gesprek)
    with working_date(days.plan):
        light, guidance, day_care = planned(house, enquiry, days.plan)
        house.do(
            "consulent",
            arrangement.record_hulpcontact,
            oplossing_id=light,
            datum=days.plan,
            minuten=45,
            soort=HulpSoort.SAMEN_OP_PAD,
        )
        house.do("consulent", onderzoek.draft_verslag, onderzoek_id=enquiry, tekst="Dit spraken we af.")
        house.do("consulent", onderzoek.send_verslag, onderzoek_id=enquiry)
        house.do("consulent", onderzoek.record_reaction, onderzoek_id=enquiry, reactie=Reactie.EENS)
        with_help = NewAfronding(OnderzoekUitkomst.MET_INDIVIDUEEL)
        house.do("consulent", onderzoek.finish_onderzoek, onderzoek_id=enquiry, afronding=with_help)
        page = dossiers.get_dossier(actor=house.town.consulent, dossier_id=dossier_id)
    assert page.dossier.status is DossierStatus.HULP_LOOPT
    assert (page.aanvragen, page.besluiten) == ((), ())
    (helped,) = [row for result in page.resultaten for row in result.oplossingen if row.id == light]
    assert (helped.status, helped.hulpcontacten, helped.hulpminuten) == (OplossingStatus.LOOPT, 1, 45)
    return Case(persoon_id, dossier_id, melding_id, enquiry, light, guidance, day_care)


# --- step 4 ----------------------------------------------------------------------------------------------------------


def proposal(
    product_id: UUID, aanbieder_id: UUID, eenheid: str, volume: int, day: date = START
) -> NewBesluit:
    """So much a week at De Brug for half a year."""
    return NewBesluit(
        soort=BesluitSoort.TOEGEKEND,
        motivering="Eigen kracht, netwerk en algemeen aanbod zijn geprobeerd.",
        grondslag="Artikel 8",
        heronderzoek_op=day + timedelta(days=120),
        product_id=product_id,
        productnaam="Hulp",
        aanbieder_id=aanbieder_id,
        aanbiedernaam="De Brug",
        volume=volume,
        eenheid=eenheid,
        frequentie="2",
        ingangsdatum=day,
        einddatum=day + (END - START),
    )


def provider_of(town: Town, year: int = 2026) -> UUID:
    """De Brug."""
    (contract,) = contract_page(actor=town.contractmanager, jaar=year).rows
    return contract.aanbieder_id


def product_of(town: Town, code: str, day: date = TODAY) -> UUID:
    """A product of the contract."""
    return next(row.id for row in products(gemeente=town.code, wet=Wet.WMO, day=day) if row.code == code)


def signed(house: House, case: Case, oplossing_id: UUID, new: NewBesluit) -> BesluitRow:
    """An aanvraag for this solution, and a besluit that a colleague signed."""
    asked = house.do(
        "consulent",
        besluit.register_aanvraag,
        melding_id=case.melding,
        aanvraag=NewAanvraag(oplossing_id=oplossing_id),
    )
    drafted = house.do("consulent", besluit.prepare_besluit, aanvraag_id=asked.id, besluit=new)
    with pytest.raises(ActNotPermitted):
        besluit.sign_besluit(actor=house.town.consulent, besluit_id=drafted.id, versie=drafted.versie)
    return house.do("teamleider", besluit.sign_besluit, besluit_id=drafted.id, versie=drafted.versie)


def decided(house: House, case: Case) -> list[bytes]:
    """Both provisions are granted and sent; answers the two files for the provider, oldest first."""
    town, brug = house.town, provider_of(house.town)
    wanted = [
        (case.guidance, proposal(product_of(town, "02A16"), brug, "04", 4)),
        (case.day_care, proposal(product_of(town, "07A03"), brug, "16", 2)),
    ]
    sent: list[bytes] = []
    with working_date(TODAY):
        for solution, new in wanted:
            row = signed(house, case, solution, new)
            done = house.do("teamleider", besluit.send_besluit, besluit_id=row.id)
            assert (done.status, done.verzonden_op, done.verordening_versie) == (
                BesluitStatus.VERZONDEN,
                TODAY,
                "2026",
            )
            assert "bezwaarschrift" in done.bezwaarclausule
            drain()
            (fresh,) = {path.read_bytes() for path in outbox(301)} - set(sent)
            sent.append(fresh)
    return sent


def outbox(number: int) -> list[Path]:
    """The files of this kind that left the house."""
    return list((Path(settings.DATA) / "berichten" / LINDEWAARD / "uit").glob(f"*{number}*.xml"))


def allocations(content: bytes) -> Bericht301:
    """A 301 that meets the standard."""
    result = read(content)
    assert (result.valid, result.faults) == (True, ())
    assert isinstance(result.bericht, Bericht301)
    return result.bericht


# --- step 5 ----------------------------------------------------------------------------------------------------------


def answers(sent: list[bytes]) -> list[bytes]:
    """The provider could read both."""
    return [
        retour_302(content, identificatie=f"brug302{number}", dagtekening=TODAY)
        for number, content in enumerate(sent)
    ]


def _head(number: int, day: date) -> Briefhoofd:
    return Briefhoofd(aanbieder=AGB, gemeente=LINDEWAARD, identificatie=f"brug{number}", dagtekening=day)


def starts(sent: list[bytes]) -> bytes:
    """The care of both began on its first day."""
    begun = [
        startproduct(
            row.toewijzingnummer,
            row.product.categorie,
            row.product.code,
            ingangsdatum=row.ingangsdatum,
            begindatum=row.ingangsdatum,
        )
        for row in allocations(sent[-1]).client.toegewezenproducten
        if row.product
    ]
    return start_305(
        _head(305, DECEMBER), Client(bsn=BSN, achternaam="Dijkstra", geboortedatum=date(1988, 3, 14)), begun
    )


def declaration(sent: list[bytes]) -> bytes:
    """November: two day parts as allocated, and eleven hours where about four were."""
    lines = []
    for row in allocations(sent[-1]).client.toegewezenproducten:
        assert row.product
        hours = row.product.categorie == "02"
        lines.append(
            Levering(
                bsn=BSN,
                toewijzingnummer=row.toewijzingnummer,
                categorie=row.product.categorie,
                code=row.product.code or "",
                begindatum=START,
                einddatum=date(2026, 11, 30),
                volume=11 if hours else 2,
                eenheid="04" if hours else "16",
                tarief=HOUR if hours else DAY_PART,
                referentienummer=f"nov-{row.product.categorie}",
            )
        )
    return declaratie_323(
        _head(323, DECEMBER), declaratienummer="BRUG202611", maand=date(2026, 11, 1), leveringen=lines
    )


def received(house: House, content: bytes) -> BerichtRow:
    """The back office takes a file in."""
    return take_in(actor=house.town.backoffice, naam="van de brug.xml", inhoud=content)


def refused_elsewhere(house: House, content: bytes) -> None:
    """Nobody but the back office takes a file in, and next door it is not accepted."""
    before = stored()
    with pytest.raises(ActNotPermitted):
        take_in(actor=house.town.outsider, naam="x.xml", inhoud=content)
    assert stored() == before
    with working_date(DECEMBER):
        row = take_in(actor=house.elsewhere.backoffice, naam="x.xml", inhoud=content)
    assert row.verdict is Verdict.NIET_GEACCEPTEERD


def of_kind(house: House, case: Case, *soorten: GebeurtenisSoort) -> tuple[GebeurtenisRow, ...]:
    """The timeline of the case, as the consulent sees it at this moment."""
    return dossiers.get_timeline(
        actor=house.town.consulent, dossier_id=case.dossier, soorten=soorten
    ).gebeurtenissen


def line_of(house: House, naam: str = "Begeleiding") -> BudgetRow:
    """A budget line as the controller sees it at this moment."""
    return next(row for row in overview(actor=house.town.controller, jaar=2026).rows if row.naam == naam)


def granted(house: House) -> tuple[Case, list[bytes]]:
    """Steps 1 to 4."""
    case = walked(house)
    return case, decided(house, case)


# --- the walk --------------------------------------------------------------------------------------------------------


def test_a_question_answered_from_the_sociale_kaart_is_done_and_counted() -> None:
    town = opened().town
    with working_date(TODAY):
        (entry, *_) = entries(actor=town.contact, text="koken", wijk_id=town.noord.id)
        row = contact.register_contact(
            actor=town.contact,
            contact=NewContact(
                "Ik kom niet meer toe aan koken.",
                Kanaal.TELEFOON,
                ContactUitkomst.METEEN_BEANTWOORD,
                wijk_id=town.noord.id,
                kaart_id=entry.id,
                kaart_naam=entry.naam,
            ),
        )
        assert entry.naam == "Eetpunt De Linde"
        assert (row.melding_id, row.dossier_id) == (None, None)
        assert get_home(actor=town.contact).meteen_beantwoord == 1
        assert list_dossiers(actor=town.consulent, filter="team").rijen == ()


def test_steps_1_to_4_end_in_one_message_with_all_current_allocations() -> None:
    house = opened(tried=True)
    assert (line_of(house).verplicht, line_of(house).over) == (0, 400_000_00)
    case, (first, second) = granted(house)
    assert [row.product.code for row in allocations(first).client.toegewezenproducten if row.product] == [
        "02A16"
    ]
    both = allocations(second).client
    assert both.bsn == BSN
    assert {row.product.code for row in both.toegewezenproducten if row.product} == {"02A16", "07A03"}
    assert {(row.ingangsdatum, row.einddatum) for row in both.toegewezenproducten} == {(START, END)}
    rows = of_persons(gemeente=LINDEWAARD, persoon_ids=[case.persoon])
    assert {row.toewijzingnummer for row in rows} == {
        row.toewijzingnummer for row in both.toegewezenproducten
    }
    assert {row.status for row in rows} == {Toewijzingstatus.VERSTUURD}
    weeks = (date(2027, 1, 1) - START).days / 7
    assert abs(line_of(house).verplicht - 4 * HOUR * weeks) < 100
    assert line_of(house).over == 400_000_00 - line_of(house).verplicht
    orders = of_kind(house, case, GebeurtenisSoort.TOEWIJZING)
    assert len(orders) == 2
    assert all(row.titel.startswith("Opdracht naar De Brug") for row in orders)


def test_a_besluit_that_was_altered_keeps_both_versions_with_who_and_when() -> None:
    house = opened()
    case = walked(house)
    town = house.town
    new = proposal(product_of(town, "02A16"), provider_of(town), "04", 4)
    with working_date(TODAY):
        asked = besluit.register_aanvraag(
            actor=town.consulent, melding_id=case.melding, aanvraag=NewAanvraag(case.guidance)
        )
        for actor, words in ((town.consulent, "Eerst dit."), (town.collega, "Toen dat.")):
            changed = replace(new, motivering=words)
            besluit.prepare_besluit(actor=actor, aanvraag_id=asked.id, besluit=changed)
    versions = apps.get_model("casework", "BesluitEvent")._default_manager.order_by("pgh_id")
    kept = list(versions.values_list("motivering", "pgh_context__metadata__account", "pgh_created_at"))
    assert [row[:2] for row in kept] == [
        ("Eerst dit.", str(town.consulent.account_id)),
        ("Toen dat.", str(town.collega.account_id)),
    ]
    assert all(row[2] for row in kept)


def test_step_5_shows_start_cost_and_status_the_same_moment() -> None:
    house = opened(tried=True)
    case, sent = granted(house)
    with working_date(DECEMBER):
        for content in (*answers(sent), starts(sent)):
            refused_elsewhere(house, content)
            row = received(house, content)
            assert (row.verdict, row.dubbel) == (Verdict.AANGENOMEN, False)
        rows = of_persons(gemeente=LINDEWAARD, persoon_ids=[case.persoon])
        assert {(row.status, row.begindatum) for row in rows} == {(Toewijzingstatus.BEVESTIGD, START)}
        page = dossiers.get_dossier(actor=house.town.consulent, dossier_id=case.dossier)
        running = {row.id: (row.status, row.gestart_op) for row in page.hulp}
        assert running[case.guidance] == running[case.day_care] == (OplossingStatus.LOOPT, START)
        assert {row.titel for row in of_kind(house, case, GebeurtenisSoort.HULP)} == {
            "De Brug is begonnen: Begeleiding individueel, vanaf 23 november",
            "De Brug is begonnen: Dagbesteding, vanaf 23 november",
        }
        committed = line_of(house).verplicht
        judged_by_a_person(house, case, declaration(sent))
    assert line_of(house).verplicht == committed
    drain()
    (start_answer,) = (read(path.read_bytes()).bericht for path in outbox(306))
    assert isinstance(start_answer, Bericht306)
    assert start_answer.header.retourcodes == ()


def judged_by_a_person(house: House, case: Case, content: bytes) -> None:
    """One line is granted by itself, the other waits and keeps the whole 325 back until somebody decides."""
    town = house.town
    refused_elsewhere(house, content)
    arrived = received(house, content)
    drain()
    assert (arrived.verdict, outbox(325)) == (Verdict.AANGENOMEN, [])
    (line,) = declaraties.waiting(actor=town.backoffice).rows
    assert (line.bedrag, line.antwoord_uiterlijk) == (11 * HOUR, date(2026, 12, 16))
    assert line_of(house).gedeclareerd == 11 * HOUR
    assert line_of(house).goedgekeurd == 0
    assert line_of(house, "Zonder begrotingspost").goedgekeurd == 2 * DAY_PART
    with pytest.raises(Refusal, match="Schrijf op waarom"):
        judge_line(actor=town.backoffice, regel_id=line.id, toekennen=True)
    why = "Extra uren afgesproken met de consulent."
    done = house.do("backoffice", judge_line, regel_id=line.id, toekennen=True, reden=why)
    assert (done.aantal, done.bedrag, len(done.beantwoord)) == (1, 11 * HOUR, 1)
    costs = of_kind(house, case, GebeurtenisSoort.DECLARATIE)
    assert {row.bedrag for row in costs} == {11 * HOUR, 2 * DAY_PART}
    assert f"De Brug declareert {euros(11 * HOUR)} over november 2026" in {row.titel for row in costs}
    assert line_of(house).goedgekeurd == 11 * HOUR
    drain()
    (path,) = outbox(325)
    answer = read(path.read_bytes())
    assert (answer.valid, isinstance(answer.bericht, Bericht325)) == (True, True)
    assert isinstance(answer.bericht, Bericht325)
    assert answer.bericht.declaratieantwoord
    assert answer.bericht.declaratieantwoord.retourcodes == ("8001",)
    total = answer.bericht.declaratieantwoord.totaaltoegekendbedrag.totaalbedrag
    assert total == 11 * HOUR + 2 * DAY_PART


def shown(house: House) -> MonitorPage:
    """The monitor as a member of the council sees it after a refresh."""
    refresh(actor=house.town.beleid)
    return get_monitor(actor=house.town.raadslid, filter=MonitorFilter())


def others_report(town: Town, number: int) -> None:
    """So many other residents report; as many questions are answered at once, and as many are not for the municipality."""
    for index in range(1, number + 1):
        person = resident(town, f"Inwoner Nummer{index}", number=index)
        asked = NewContact("Ik red het niet", Kanaal.INLOOP, ContactUitkomst.MELDING, persoon_id=person.id)
        answered = NewContact(
            "Waar kan ik eten?", Kanaal.TELEFOON, ContactUitkomst.METEEN_BEANTWOORD, antwoord="De Linde"
        )
        passed_on = NewContact("Mijn paspoort is weg", Kanaal.TELEFOON, ContactUitkomst.NIET_VOOR_ONS)
        for question in (asked, *(replace(row, wijk_id=town.noord.id) for row in (answered, passed_on))):
            contact.register_contact(actor=town.contact, contact=question)


def test_steps_6_and_7_count_the_walk_and_hide_small_numbers() -> None:
    house = opened()
    with working_date(AUTUMN.melding):
        others_report(house.town, 15)
        assert shown(house).jaarcijfer.melding == 15
    _, sent = granted(house)
    with working_date(DECEMBER):
        for content in (*answers(sent), starts(sent), declaration(sent)):
            received(house, content)
        (line,) = declaraties.waiting(actor=house.town.backoffice).rows
        judge_line(actor=house.town.backoffice, regel_id=line.id, toekennen=True, reden="Afgesproken.")
        page = shown(house)
        assert (page.jaarcijfer.melding, page.jaarcijfer.beantwoord, page.jaarcijfer.totaal) == (16, 15, 46)
        assert (page.stand.peildatum, page.jaar) == (DECEMBER, 2026)
        last = page.cohorten_van(Noemer.MELDINGEN)[-1]
        assert (last.cohort, last.aantal, last.individueel, last.rijp) == (date(2026, 10, 1), 16, None, False)
        assert [row.aantal for row in page.uitkomsten] == [None, None, None]
        spent = {row.naam: (row.begroot, row.verplicht, row.toegekend) for row in page.budget}
        assert spent["Begeleiding"] == (400_000_00, line_of(house).verplicht, 11 * HOUR)
        budget = overview(actor=house.town.controller, jaar=2026).rows
        assert spent == {row.naam: (row.begroot, row.verplicht, row.goedgekeurd) for row in budget}
        for nobody in (house.town.outsider, house.town.consulent, house.elsewhere.beleid):
            with pytest.raises((ActNotPermitted, NoMartYet)):
                get_monitor(actor=nobody, filter=MonitorFilter())
        for stranger in (house.town.outsider, house.town.raadslid):
            with pytest.raises(ActNotPermitted):
                overview(actor=stranger, jaar=2026)
            with pytest.raises(ActNotPermitted):
                refresh(actor=stranger)


def test_the_second_municipality_sees_nothing_of_the_walk() -> None:
    house = opened()
    case, sent = granted(house)
    with working_date(DECEMBER):
        for content in (*answers(sent), starts(sent), declaration(sent)):
            received(house, content)
        there = house.elsewhere
        assert recognise(actor=there.contact, bsn=BSN) == ()
        assert of_persons(gemeente=ELSBEEK, persoon_ids=[case.persoon]) == ()
        for richting in Richting:
            assert messages.berichten(actor=there.backoffice, richting=richting).rows == ()
        assert declaraties.declaraties(actor=there.backoffice).rows == ()
        assert contract_page(actor=there.contractmanager, jaar=2026).rows == ()
        assert overview(actor=there.controller, jaar=2026).rows == ()
        assert shown(House(there, house.town)).jaarcijfer.totaal in (0, None)
        with pytest.raises(NotFound):
            dossiers.get_dossier(actor=there.consulent, dossier_id=case.dossier)


def test_light_help_alone_runs_from_contact_to_closing_without_a_besluit() -> None:
    house = opened()
    town = house.town
    _, dossier_id, melding_id = reported(town, AUTUMN.melding)
    enquiry = talked(house, dossier_id, melding_id, AUTUMN.gesprek)
    with working_date(AUTUMN.plan):
        result = arrangement.add_resultaat(
            actor=town.consulent, onderzoek_id=enquiry, tekst="Ik wil rust in huis"
        )
        light = arrangement.add_oplossing(
            actor=town.consulent,
            resultaat_id=result,
            oplossing=NewOplossing(
                "lichte hulp",
                "Samen de week ordenen",
                "Team Noord",
                ingangsdatum=AUTUMN.plan,
                evaluatie_op=TODAY,
            ),
        )
        for kolom in (Kolom.EIGEN_KRACHT, Kolom.NETWERK):
            arrangement.explain_skip(
                actor=town.consulent, resultaat_id=result, kolom=kolom, reden=RedenOvergeslagen.GEPROBEERD
            )
        arrangement.set_akkoord(actor=town.consulent, resultaat_id=result, akkoord=Akkoord.EENS)
        onderzoek.draft_verslag(actor=town.consulent, onderzoek_id=enquiry, tekst="Wij helpen u zelf.")
        report = onderzoek.send_verslag(actor=town.consulent, onderzoek_id=enquiry)
        (area,) = cast(list[dict[str, str]], report.gegevens["leefgebieden"])
        assert (area["gaat_goed"], area["situatie"], area["behoefte"]) == (
            "Mijn zus staat altijd klaar.",
            "",
            "",
        )
        onderzoek.record_reaction(actor=town.consulent, onderzoek_id=enquiry, reactie=Reactie.EENS)
        team_helps = NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL, "Het team helpt zelf.")
        onderzoek.finish_onderzoek(actor=town.consulent, onderzoek_id=enquiry, afronding=team_helps)
        arrangement.record_hulpcontact(
            actor=town.consulent, oplossing_id=light, datum=AUTUMN.plan, minuten=60, soort=HulpSoort.GESPREK
        )
    with working_date(TODAY):
        arrangement.set_oplossing_status(
            actor=town.consulent, oplossing_id=light, status=OplossingStatus.KLAAR
        )
        dossier.close_dossier(actor=town.consulent, dossier_id=dossier_id, reden="Karin redt het weer.")
        page = dossiers.get_dossier(actor=town.consulent, dossier_id=dossier_id)
    assert page.dossier.status is DossierStatus.AFGESLOTEN
    assert (page.aanvragen, page.besluiten) == ((), ())
    assert messages.berichten(actor=town.backoffice, richting=Richting.UIT).rows == ()


# --- June 2013 -------------------------------------------------------------------------------------------------------


def test_in_june_2013_steps_1_to_3_work_and_6_and_7_answer() -> None:
    house = opened(tried=True)
    case = walked(house, Days.all_on(JUNE))
    with working_date(JUNE):
        page = dossiers.get_dossier(actor=house.town.consulent, dossier_id=case.dossier)
        assert page.dossier.nummer == "D-2013-0001"
        assert overview(actor=house.town.controller, jaar=2013).jaar == 2013
        month = shown(house).vragen[-1]
        assert (month.van, month.melding) == (date(2013, 6, 1), None)


def test_in_june_2013_no_besluit_can_be_prepared_without_a_verordening() -> None:
    house = opened()
    case = walked(house, Days.all_on(JUNE))
    with working_date(JUNE):
        asked = house.do(
            "consulent",
            besluit.register_aanvraag,
            melding_id=case.melding,
            aanvraag=NewAanvraag(case.guidance),
        )
        before, kept = stored(), files()
        new = proposal(product_of(house.town, "02A16"), provider_of(house.town), "04", 4, JUNE)
        with pytest.raises(Refusal, match="Op 12 juni 2013 is er geen verordening van kracht"):
            besluit.prepare_besluit(actor=house.town.consulent, aanvraag_id=asked.id, besluit=new)
        assert (stored(), files()) == (before, kept)


def test_a_besluit_that_was_signed_is_not_sent_on_a_date_without_a_verordening() -> None:
    house = opened()
    case = walked(house)
    with working_date(TODAY):
        new = proposal(product_of(house.town, "02A16"), provider_of(house.town), "04", 4)
        row = signed(house, case, case.guidance, new)
    before, kept = stored(), files()
    with (
        working_date(JUNE),
        pytest.raises(Refusal, match="Op 12 juni 2013 is er geen verordening van kracht"),
    ):
        besluit.send_besluit(actor=house.town.teamleider, besluit_id=row.id)
    assert (stored(), files()) == (before, kept)


def long_ago() -> Town:
    """Lindewaard with rules, a contract and a price that held in 2013 already."""
    town = found()
    load_reference(
        actor=town.system, verordeningen=[replace(rules(), versie="2012", geldig_vanaf=LONG_AGO.start)]
    )
    provider = NewAanbieder(AGB, "De Brug")
    product = NewProduct(
        Wet.WMO, "02", "02A16", "Begeleiding individueel", "04", "2", "individueel", LONG_AGO
    )
    contract = NewContract("WMO-2012-01", provider.id, Wet.WMO, LONG_AGO)
    price = NewTarief(contract.id, product.id, "04", HOUR, LONG_AGO)
    load_contracts(
        actor=town.system, aanbieders=[provider], producten=[product], contracten=[contract], tarieven=[price]
    )
    return town


def test_in_june_2013_nothing_is_granted_without_a_message_release_even_with_rules_and_a_contract() -> None:
    house = opened(long_ago())
    case = walked(house, Days.all_on(JUNE))
    brug, product = provider_of(house.town, 2013), product_of(house.town, "02A16", JUNE)
    reason = "Op 12 juni 2013 is er voor .* geen berichtenversie in gebruik"
    with working_date(JUNE):
        row = signed(house, case, case.guidance, proposal(product, brug, "04", 4, JUNE))
        assert row.verordening_versie == "2012"
        before, kept = stored(), files()
        with pytest.raises(Refusal, match=reason):
            besluit.send_besluit(actor=house.town.teamleider, besluit_id=row.id)
        with pytest.raises(Refusal, match=reason):
            grant_toewijzing(
                actor=house.town.backoffice,
                new=NewToewijzing(
                    case.persoon,
                    brug,
                    product,
                    Wet.WMO,
                    4,
                    "04",
                    "2",
                    JUNE,
                    None,
                    Grond(Grondsoort.BESLUIT, row.nummer),
                ),
            )
        assert (stored(), files()) == (before, kept)
        assert of_persons(gemeente=LINDEWAARD, persoon_ids=[case.persoon]) == ()


# --- bad luck and bad input ------------------------------------------------------------------------------------------


def test_each_message_is_one_transaction_with_everything_that_follows_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = opened()
    case, sent = granted(house)

    def fails(event: BerichtOntvangen) -> None:
        raise RuntimeError(event.nummer)

    reactions = events._reactions[BerichtOntvangen]
    assert len(reactions) >= 3
    with working_date(DECEMBER):
        for content in (*answers(sent), starts(sent), declaration(sent)):
            before, kept = stored(), files()
            with monkeypatch.context() as broken:
                broken.setitem(events._reactions, BerichtOntvangen, [*reactions, fails])
                with pytest.raises(RuntimeError):
                    received(house, content)
            drain()
            assert (stored(), files()) == (before, kept)
            assert received(house, content).dubbel is False
            drain()
    assert line_of(house).gedeclareerd == 11 * HOUR
    assert len(of_kind(house, case, GebeurtenisSoort.HULP)) == 2
    assert len(outbox(306)) == 1


def test_the_same_file_twice_changes_nothing_anywhere() -> None:
    house = opened()
    case, sent = granted(house)
    with working_date(DECEMBER):
        for content in (*answers(sent), starts(sent), declaration(sent)):
            first = received(house, content)
            drain()
            lines, budget = of_kind(house, case), line_of(house)
            written = {name: found for name, found in files().items() if "/uit/" in name}
            again = received(house, content)
            drain()
            assert (again.id, again.dubbel, again.status) == (first.id, True, first.status)
            assert (of_kind(house, case), line_of(house)) == (lines, budget)
            assert {name: found for name, found in files().items() if "/uit/" in name} == written
        (line,) = declaraties.waiting(actor=house.town.backoffice).rows
        judge_line(actor=house.town.backoffice, regel_id=line.id, toekennen=False, reden="Niet afgesproken.")
        assert received(house, declaration(sent)).status is Berichtstatus.BEANTWOORD
    assert (line_of(house).gedeclareerd, line_of(house).goedgekeurd) == (0, 0)
    drain()
    assert len(outbox(325)) == 1
