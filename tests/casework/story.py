"""The story that the tests of casework walk: a melding, a gesprek, a plan and a besluit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keukentafel.casework.domain.arrangement import NewOplossing, RedenOvergeslagen
from keukentafel.casework.domain.contact import ContactRow, ContactUitkomst, Kanaal, NewContact
from keukentafel.casework.domain.gesprek import (
    GesprekDeel,
    LeefgebiedInvoer,
    NewAfronding,
    NewZitting,
    OnderzoekUitkomst,
    Reactie,
    ZittingStatus,
)
from keukentafel.casework.domain.reference import Kolom, NewVerordening
from keukentafel.casework.operations import arrangement, contact, dossier, gesprek, onderzoek
from keukentafel.casework.operations.reference import load_reference
from keukentafel.core.ids import new_id
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.clock.queries import AMSTERDAM
from tests.cast import LINDEWAARD, Town, found, resident

MELDING_DAY = date(2026, 10, 5)
GESPREK_DAY = date(2026, 10, 19)
EINDE_DAY = date(2026, 10, 30)
ARTIKEL = "artikel 8, eerste lid"
VERORDENING = NewVerordening(
    wet="wmo",
    versie="2026",
    naam="Verordening maatschappelijke ondersteuning 2026",
    geldig_vanaf=date(2026, 1, 1),
    geldig_tot=None,
    artikelen=(ARTIKEL,),
    verslag_is_aanvraag=True,
    evaluatie_maanden=12,
    bezwaarclausule="Bent u het er niet mee eens? U kunt binnen zes weken bezwaar maken.",
)


def town(code: str = LINDEWAARD, naam: str = "Lindewaard") -> Town:
    """A municipality with its cast and its reference data."""
    place = found(code, naam)
    load_reference(actor=place.system, verordeningen=[replace(VERORDENING, id=new_id())])
    return place


def at(day: date, hour: int = 10) -> datetime:
    """A moment on a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def melding(place: Town, *, naam: str = "Karin Dijkstra", number: int = 0, spoed: bool = False) -> ContactRow:
    """Somebody of Noord reports, and was told their rights at once."""
    person = resident(place, naam, number=number)
    return contact.register_contact(
        actor=place.contact,
        contact=NewContact(
            vraag="Het draait nu allemaal om Daan. Ik wil weten of we het zo volhouden.",
            kanaal=Kanaal.TELEFOON,
            uitkomst=ContactUitkomst.MELDING,
            persoon_id=person.id,
            spoed=spoed,
            clientondersteuning_gewezen=True,
            persoonlijk_plan_gewezen=True,
        ),
    )


def present(value: UUID | None) -> UUID:
    """The id that must be there."""
    assert value is not None
    return value


def started(place: Town, row: ContactRow) -> UUID:
    """The consulent takes the dossier up and starts the onderzoek; answers its id."""
    dossier.take_up(actor=place.consulent, dossier_id=present(row.dossier_id))
    contact.confirm_melding(actor=place.consulent, melding_id=present(row.melding_id))
    return onderzoek.start_onderzoek(actor=place.consulent, melding_id=present(row.melding_id)).id


def started_early(place: Town, row: ContactRow) -> UUID:
    """The onderzoek starts inside the week for a persoonlijk plan, with a reason."""
    dossier.take_up(actor=place.consulent, dossier_id=present(row.dossier_id))
    return onderzoek.start_onderzoek(
        actor=place.consulent, melding_id=present(row.melding_id), reden_vroeg="Zij maakt geen plan."
    ).id


def talked(place: Town, onderzoek_id: UUID, day: date = GESPREK_DAY) -> UUID:
    """One sitting is held, with one leefgebied, and the question is clear; answers the sitting."""
    sitting = gesprek.plan_zitting(
        actor=place.consulent,
        onderzoek_id=onderzoek_id,
        zitting=NewZitting(
            moment=at(day), plaats="thuis", aanwezig=("Karin", "Daan"), status=ZittingStatus.GEHOUDEN
        ),
    )
    gesprek.save_leefgebied(
        actor=place.consulent,
        zitting_id=sitting.id,
        leefgebied="sociaal",
        versie=0,
        invoer=LeefgebiedInvoer(
            gaat_goed="Mijn zus staat altijd klaar.", score_inwoner=3, score_professional=2
        ),
    )
    gesprek.save_tekst(
        actor=place.consulent,
        onderzoek_id=onderzoek_id,
        deel=GesprekDeel.VERHELDERING,
        versie=0,
        tekst="Karin zoekt houvast voor de dagen dat zij werkt.",
    )
    return sitting.id


def planned(place: Town, onderzoek_id: UUID, product_id: UUID | None = None) -> tuple[UUID, UUID]:
    """A result with light help and an individual solution, every skipped column explained; answers result and solution."""
    result = arrangement.add_resultaat(
        actor=place.consulent, onderzoek_id=onderzoek_id, tekst="Ik wil weer rust in huis."
    )
    start = EINDE_DAY
    solution = arrangement.add_oplossing(
        actor=place.consulent,
        resultaat_id=result,
        oplossing=NewOplossing(
            trede="individueel",
            omschrijving="Begeleiding bij de dagstructuur",
            verantwoordelijke="De Brug",
            ingangsdatum=start,
            evaluatie_op=start + timedelta(days=90),
            product_id=product_id,
            productnaam="Begeleiding",
        ),
    )
    for kolom in (Kolom.EIGEN_KRACHT, Kolom.NETWERK, Kolom.ALGEMEEN):
        arrangement.explain_skip(
            actor=place.consulent, resultaat_id=result, kolom=kolom, reden=RedenOvergeslagen.GEPROBEERD
        )
    return result, solution


def reported(place: Town, onderzoek_id: UUID, *, ondertekend: bool = True) -> None:
    """The verslag is sent and the resident agrees."""
    onderzoek.draft_verslag(
        actor=place.consulent, onderzoek_id=onderzoek_id, tekst="Wij spraken over rust in huis."
    )
    onderzoek.send_verslag(actor=place.consulent, onderzoek_id=onderzoek_id)
    onderzoek.record_reaction(
        actor=place.consulent, onderzoek_id=onderzoek_id, reactie=Reactie.EENS, ondertekend=ondertekend
    )


def finished(place: Town, onderzoek_id: UUID) -> None:
    """The onderzoek ends with an individual provision."""
    onderzoek.finish_onderzoek(
        actor=place.consulent,
        onderzoek_id=onderzoek_id,
        afronding=NewAfronding(uitkomst=OnderzoekUitkomst.MET_INDIVIDUEEL),
    )


def walked(place: Town, *, naam: str = "Karin Dijkstra", number: int = 0) -> tuple[ContactRow, UUID, UUID]:
    """Steps 1 to 3 in 2026; answers the contact, the onderzoek and the individual solution."""
    with working_date(MELDING_DAY):
        row = melding(place, naam=naam, number=number)
    with working_date(GESPREK_DAY):
        enquiry = started(place, row)
        talked(place, enquiry)
    with working_date(EINDE_DAY):
        _, solution = planned(place, enquiry)
        reported(place, enquiry)
        finished(place, enquiry)
    return row, enquiry, solution


@contextmanager
def queries_at_most(limit: int) -> Iterator[CaptureQueriesContext]:
    """Fail when more statements than this reach the database; savepoints do not count, nor does what is prepared once."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    free = ("SAVEPOINT", "RELEASE SAVEPOINT", "PREPARE")
    seen = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(free)]
    assert len(seen) <= limit, "\n".join(seen)
