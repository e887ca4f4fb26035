"""307 Stop and its retour 308."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Geboortedatum, Product, VerkorteNaam
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, RetourHeaderAanbieder
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record


@record(Kind.CLASS, "StopProduct")
class StopProduct:
    """The end of one started product; `redenbeeindiging` 20 is a temporary stop, `statusaanlevering` 3 takes an earlier stop back.

    Up to `begindatum` the key repeats that of the start (TR382).
    """

    toewijzingnummer: int | None = element("ToewijzingNummer", "LDT_Nummer", key=True, default=None)
    product: Product | None = part("Product", Product, key=True, default=None)
    toewijzingingangsdatum: date | None = element("ToewijzingIngangsdatum", "LDT_Datum", default=None)
    begindatum: date = element("Begindatum", "LDT_Datum", key=True)
    redenbeeindiging: str = element("RedenBeeindiging", "LDT_RedenBeeindiging", key=True)
    einddatum: date = element("Einddatum", "LDT_Datum", key=True)
    statusaanlevering: str = element("StatusAanlevering", "LDT_StatusAanlevering")


@record(Kind.CLASS, "Client")
class Client307:
    """The client whose care ends."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    geboortedatum: Geboortedatum = part("Geboortedatum", Geboortedatum)
    geslacht: str = element("Geslacht", "LDT_Geslacht")
    naam: VerkorteNaam = part("Naam", VerkorteNaam)
    stopproducten: tuple[StopProduct, ...] = parts("StopProducten", "StopProduct", StopProduct)


@record(Kind.CLASS, "Bericht")
class Bericht307:
    """Message 307: care has ended, for a time or for good, for one client."""

    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    client: Client307 = part("Client", Client307)


@record(Kind.CLASS, "StopProduct")
class StopProduct308(StopProduct):
    """StopProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client308(Client307):
    """Rejected client with its retour codes."""

    stopproducten: tuple[StopProduct308, ...] = parts("StopProducten", "StopProduct", StopProduct308)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht308:
    """Message 308: what the municipality's check of a 307 gave."""

    header: RetourHeaderAanbieder = part("Header", RetourHeaderAanbieder)
    client: Client308 | None = part("Client", Client308, default=None)
