"""A municipality with one case per relation, so that every address can be tried on each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Levering, declaratie_323
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.queries import waiting
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grond, Grondsoort, NewToewijzing
from keukentafel.backoffice.toewijzingen.operations import grant_toewijzing
from keukentafel.backoffice.verzoeken.domain import (
    LoadedVerzoek,
    Regel,
    Regelsoort,
    Verwijzing,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.backoffice.verzoeken.operations import load_verzoeken
from keukentafel.casework.domain.arrangement import Akkoord, NewOplossing, RedenOvergeslagen
from keukentafel.casework.domain.besluit import BesluitSoort, NewAanvraag, NewBesluit
from keukentafel.casework.domain.contact import ContactUitkomst, Kanaal, NewContact, Rechten
from keukentafel.casework.domain.gesprek import (
    GesprekDeel,
    NewAfronding,
    NewZitting,
    OnderzoekUitkomst,
    Reactie,
)
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.operations import arrangement, besluit, contact, dossier, gesprek, onderzoek
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.people.domain import Gezagsoort, NewGezag, NewPersoon
from keukentafel.people.operations import admit, load_custody, open_in_emergency, shield_person
from keukentafel.people.queries import admissions, emergencies
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.jobs.operations import defer
from tests.cast import ELSBEEK, TODAY, Town, found, resident
from tests.walk.market import AGB, Stock, stock

RELATIES = ("eigen", "team", "ander team", "afgeschermd", "andere gemeente")


@dataclass(frozen=True)
class World:
    """The town under test, and per relation the ids that an address may need."""

    town: Town
    ids: dict[str, dict[str, str]]


def build() -> World:
    """Lindewaard and Elsbeek with the same case under each relation, seen from the consulent of team Noord."""
    with working_date(TODAY):
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        here, there = stock(town), stock(neighbour)
        ids = {
            "eigen": _case(town, here, town.consulent, 1),
            "team": _case(town, here, town.collega, 2),
            "ander team": _case(town, here, town.outsider, 3, zuid=True),
            "afgeschermd": _case(town, here, town.collega, 4, afgeschermd=True),
            "andere gemeente": _case(neighbour, there, neighbour.consulent, 5),
        }
    return World(town, ids)


def _case(
    town: Town, market: Stock, worker: Actor, number: int, *, zuid: bool = False, afgeschermd: bool = False
) -> dict[str, str]:
    person = resident(town, f"Inwoner Nummer{number}", number=number, zuid=zuid)
    asked = NewContact(
        vraag="Ik red het niet meer alleen",
        kanaal=Kanaal.TELEFOON,
        uitkomst=ContactUitkomst.MELDING,
        persoon_id=person.id,
        clientondersteuning_gewezen=True,
        persoonlijk_plan_gewezen=True,
    )
    row = contact.register_contact(actor=town.contact, contact=asked)
    assert row.dossier_id
    assert row.melding_id
    dossier.take_up(actor=worker, dossier_id=row.dossier_id)
    contact.note_rights(actor=worker, melding_id=row.melding_id, rechten=Rechten(plan_ontvangen=True))
    begun = onderzoek.start_onderzoek(actor=worker, melding_id=row.melding_id)
    sitting = gesprek.plan_zitting(
        actor=worker,
        onderzoek_id=begun.id,
        zitting=NewZitting(moment=datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
    )
    gesprek.save_tekst(
        actor=worker,
        onderzoek_id=begun.id,
        deel=GesprekDeel.VERHELDERING,
        versie=0,
        tekst="Zij zoekt houvast.",
    )
    result = arrangement.add_resultaat(actor=worker, onderzoek_id=begun.id, tekst="Ik wil rust")
    solution = arrangement.add_oplossing(
        actor=worker,
        resultaat_id=result,
        oplossing=NewOplossing(
            trede="lichte hulp",
            omschrijving="Meelopen",
            verantwoordelijke="Team",
            ingangsdatum=TODAY,
            evaluatie_op=date(2027, 2, 1),
        ),
    )
    for column in (Kolom.EIGEN_KRACHT, Kolom.NETWERK):
        arrangement.explain_skip(
            actor=worker,
            resultaat_id=result,
            kolom=column,
            reden=RedenOvergeslagen.GEPROBEERD,
            toelichting="Al gedaan",
        )
    arrangement.set_akkoord(actor=worker, resultaat_id=result, akkoord=Akkoord.EENS)
    application, decision = _decision(worker, begun.id, row.melding_id)
    task = get_dossier(actor=worker, dossier_id=row.dossier_id).taken[0].id
    care = _care(town, market, person, number)
    open_in_emergency(actor=town.teamleider_zuid, persoon_id=person.id, reden="Politie belt")
    waiting_entries = emergencies(actor=town.privacy).rows
    leader = town.teamleider_zuid if zuid else town.teamleider
    later = datetime(2100, 1, 1, tzinfo=UTC)
    admit(
        actor=leader,
        persoon_id=person.id,
        account_id=town.contact.account_id,
        reden="Belt elke dag",
        tot=later,
    )
    admitted = next(row.id for row in admissions(persoon_id=person.id) if not row.noodtoegang)
    gezag = NewGezag(person.id, Gezagsoort.NIET_TE_BEPALEN, TODAY, "gezagsregister")
    load_custody(actor=town.system, gezagen=[gezag])
    if afgeschermd:
        shield_person(actor=town.system, persoon_id=person.id)
    return {
        "dossier_id": str(row.dossier_id),
        "melding_id": str(row.melding_id),
        "onderzoek_id": str(begun.id),
        "zitting_id": str(sitting.id),
        "resultaat_id": str(result),
        "oplossing_id": str(solution),
        "aanvraag_id": str(application),
        "besluit_id": str(decision),
        "taak_id": str(task),
        "code": "sociaal",
        "deel": "verheldering",
        "kolom": "netwerk",
        "toelating_id": str(admitted),
        "toegang_id": str(waiting_entries[-1].id),
        "gezag_id": str(gezag.id),
        **care,
    }


def _care(town: Town, market: Stock, person: NewPersoon, number: int) -> dict[str, str]:
    """An allocation of this person, and a declaration of more than was allocated: a line that waits for a person."""
    row = grant_toewijzing(
        actor=town.system,
        new=NewToewijzing(
            persoon_id=person.id,
            aanbieder_id=market.aanbieder_id,
            product_id=market.product_id,
            wet=Wet.WMO,
            volume=4,
            eenheid="04",
            frequentie="2",
            ingangsdatum=date(2026, 10, 1),
            einddatum=date(2027, 3, 31),
            grond=Grond(Grondsoort.BESLUIT, f"B-{number}"),
        ),
    )
    delivered = Levering(
        bsn=str(person.bsn),
        toewijzingnummer=row.toewijzingnummer,
        categorie="02",
        code="02A16",
        begindatum=date(2026, 10, 1),
        einddatum=date(2026, 10, 31),
        volume=200,
        eenheid="04",
        tarief=6360,
        referentienummer=f"regel{number}",
    )
    head = Briefhoofd(aanbieder=AGB, gemeente=town.code, identificatie=f"brug{number}", dagtekening=TODAY)
    file = declaratie_323(
        head, declaratienummer=f"BRUG{number}", maand=date(2026, 10, 1), leveringen=[delivered]
    )
    message = take_in(actor=town.backoffice, naam=f"{number}.xml", inhoud=file)
    lines = waiting(actor=town.backoffice).rows
    line = next(item for item in lines if item.toewijzingnummer == row.toewijzingnummer)
    asked = LoadedVerzoek(
        wet=Wet.WMO,
        soort=Verzoeksoort.TOEWIJZING,
        persoon_id=person.id,
        aanbieder_id=market.aanbieder_id,
        aanbiedernaam="De Brug",
        agb=AGB,
        referentieaanbieder=f"VOT-{number}",
        dagtekening=TODAY,
        ontvangen_op=TODAY,
        status=Verzoekstatus.ONTVANGEN,
        regels=(Regel(Regelsoort.AANGEVRAAGD, "02", "", "Begeleiding", None, None, date(2027, 4, 1), None),),
        verwijzing=Verwijzing("01"),
    )
    load_verzoeken(actor=town.system, verzoeken=[asked])
    job = defer(actor=town.backoffice, task="berichten.scan_inbox", label="Inlezen", payload={})
    return {
        "toewijzing_id": str(row.id),
        "bericht_id": str(message.id),
        "regel_id": str(line.id),
        "declaratie_id": str(line.declaratie_id),
        "contract_id": str(market.contract_id),
        "vermelding_id": str(market.vermelding_id),
        "verzoek_id": str(asked.id),
        "voortgang_id": str(job),
    }


def _decision(worker: Actor, onderzoek_id: UUID, melding_id: UUID) -> tuple[UUID, UUID]:
    onderzoek.draft_verslag(actor=worker, onderzoek_id=onderzoek_id, tekst="Dit bespraken we.")
    onderzoek.send_verslag(actor=worker, onderzoek_id=onderzoek_id)
    onderzoek.record_reaction(actor=worker, onderzoek_id=onderzoek_id, reactie=Reactie.EENS)
    onderzoek.finish_onderzoek(
        actor=worker,
        onderzoek_id=onderzoek_id,
        afronding=NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL, motivering="Het team helpt zelf."),
    )
    asked = besluit.register_aanvraag(actor=worker, melding_id=melding_id, aanvraag=NewAanvraag())
    drafted = besluit.prepare_besluit(
        actor=worker,
        aanvraag_id=asked.id,
        besluit=NewBesluit(
            soort=BesluitSoort.AFGEWEZEN,
            motivering="Lichte hulp is genoeg.",
            grondslag="Artikel 8",
            heronderzoek_op=date(2027, 5, 1),
        ),
    )
    return asked.id, drafted.id
