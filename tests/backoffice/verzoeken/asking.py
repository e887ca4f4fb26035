"""Requests as a provider writes them, and the answers of the house to read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from keukentafel.backoffice.berichten.codec.headers import header_aanbieder
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
)
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315, Client315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317, Client317, Verzoek
from keukentafel.backoffice.berichten.codec.registry import Bericht, find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import BerichtRow
from keukentafel.backoffice.berichten.models import Bericht as BerichtModel
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.people.domain import NewPersoon
from tests.backoffice.contracts.market import AGB
from tests.cast import LINDEWAARD, Town

LATER = date(2026, 12, 4)
HUISARTS = Verwijzer(type="02", naam="Huisartsenpraktijk De Linde")
MONTHLY = Omvang(volume=10, eenheid="04", frequentie="4")


def header(nummer: int, law: Law, identificatie: str, agb: str = AGB) -> HeaderAanbieder:
    return header_aanbieder(
        find_soort(law, nummer),
        afzender=agb,
        ontvanger=LINDEWAARD,
        identificatie=identificatie,
        dagtekening=LATER,
    )


def asked(referentie: str = "VOT-1", **change: Any) -> AangevraagdProduct:
    """Ten hours a month of youth help from 1 December for a year, referred by a general practitioner."""
    product = AangevraagdProduct(
        referentieaanbieder=referentie,
        product=Product(categorie="45", code="45A49"),
        toewijzingingangsdatum=date(2026, 12, 1),
        toewijzingeinddatum=date(2027, 11, 30),
        omvang=MONTHLY,
        verwijzer=HUISARTS,
    )
    return replace(product, **change)


def vot(
    person: NewPersoon,
    *products: AangevraagdProduct,
    identificatie: str = "VOT1",
    law: Law = Law.JW,
    agb: str = AGB,
) -> Bericht315:
    """A request for allocations, by default one of youth help."""
    assert person.geboortedatum is not None
    return Bericht315(
        header=header(315, law, identificatie, agb),
        client=Client315(
            bsn=person.bsn or "",
            geboortedatum=Geboortedatum(datum=person.geboortedatum),
            geslacht="2",
            naam=VerkorteNaam(
                geslachtsnaam=Achternaam(achternaam=person.geslachtsnaam), voornamen=person.voornamen
            ),
            gezagsdragerbekend="1" if law is Law.JW else None,
            aangevraagdeproducten=products or (asked(),),
        ),
    )


def vow(bsn: str, *, identificatie: str = "VOW1", law: Law = Law.WMO, **groups: Any) -> Bericht317:
    """A request for a change; `groups` are the fields of Verzoek."""
    verzoek = Verzoek(**{"referentieaanbieder": "VOW-1", "redenverzoek": "1"} | groups)
    return Bericht317(header=header(317, law, identificatie), client=Client317(bsn=bsn, verzoek=verzoek))


def deliver(town: Town, bericht: Bericht) -> BerichtRow:
    return take_in(actor=town.backoffice, naam="bericht.xml", inhoud=write(bericht))


def reply(arrived: BerichtRow) -> Any:
    """The retour that the house sent on this message."""
    content = BerichtModel.objects.values_list("inhoud", flat=True).get(antwoord_op_id=arrived.id)
    return read(bytes(content)).bericht


def sent(nummer: int) -> Sequence[Any]:
    """Every message with this number that the house sent, oldest first."""
    found = BerichtModel.objects.filter(nummer=nummer, richting="uit").order_by("id")
    results = [read(bytes(content)) for content in found.values_list("inhoud", flat=True)]
    assert [result.faults for result in results] == [()] * len(results)
    return [result.bericht for result in results]
