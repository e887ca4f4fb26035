"""315 Verzoek om toewijzing (VOT) and its retour 316."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import (
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
)
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, RetourHeaderAanbieder
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record
from keukentafel.backoffice.berichten.codec.types import Law


@record(Kind.CLASS, "AangevraagdProduct")
class AangevraagdProduct:
    """A product that the provider asks to be allocated, on the ground of a legal referral or an open decision."""

    referentieaanbieder: str = element("ReferentieAanbieder", "LDT_Referentie", key=True)
    beschikkingnummer: int | None = element("BeschikkingNummer", "LDT_Nummer", default=None)
    product: Product | None = part("Product", Product, default=None)
    beschikkingingangsdatum: date | None = element("BeschikkingIngangsdatum", "LDT_Datum", default=None)
    toewijzingingangsdatum: date = element("ToewijzingIngangsdatum", "LDT_Datum")
    toewijzingeinddatum: date | None = element("ToewijzingEinddatum", "LDT_Datum", default=None)
    omvang: Omvang | None = part("Omvang", Omvang, default=None)
    budget: int | None = element("Budget", "LDT_Budget", default=None)
    verwijzer: Verwijzer = part("Verwijzer", Verwijzer)
    raamcontract: str | None = element("Raamcontract", "LDT_JaNee", default=None)
    commentaar: str | None = element("Commentaar", "LDT_Commentaar", default=None)


@record(Kind.CLASS, "Client")
class Client315:
    """The client for whom care is asked; only iJw says whether who holds custody is known (OP002)."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    geboortedatum: Geboortedatum = part("Geboortedatum", Geboortedatum)
    geslacht: str = element("Geslacht", "LDT_Geslacht")
    naam: VerkorteNaam = part("Naam", VerkorteNaam)
    gezagsdragerbekend: str | None = element("GezagsdragerBekend", "LDT_JaNee", only=Law.JW, default=None)
    commentaar: str | None = element("Commentaar", "LDT_Commentaar", default=None)
    aangevraagdeproducten: tuple[AangevraagdProduct, ...] = parts(
        "AangevraagdeProducten", "AangevraagdProduct", AangevraagdProduct
    )


@record(Kind.CLASS, "Bericht")
class Bericht315:
    """Message 315: a provider asks for allocations for one client."""

    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    client: Client315 = part("Client", Client315)


@record(Kind.CLASS, "AangevraagdProduct")
class AangevraagdProduct316(AangevraagdProduct):
    """AangevraagdProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client316(Client315):
    """Rejected client with its retour codes."""

    aangevraagdeproducten: tuple[AangevraagdProduct316, ...] = parts(
        "AangevraagdeProducten", "AangevraagdProduct", AangevraagdProduct316
    )
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht316:
    """Message 316: what the municipality's check of a 315 gave."""

    header: RetourHeaderAanbieder = part("Header", RetourHeaderAanbieder)
    client: Client316 | None = part("Client", Client316, default=None)
