"""305 Start and its retour 306."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Geboortedatum, Product, VerkorteNaam
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, RetourHeaderAanbieder
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record


@record(Kind.CLASS, "StartProduct")
class StartProduct:
    """The start of one allocated product; `statusaanlevering` 1 is new, 3 takes an earlier start back."""

    toewijzingnummer: int | None = element("ToewijzingNummer", "LDT_Nummer", key=True, default=None)
    product: Product | None = part("Product", Product, key=True, default=None)
    toewijzingingangsdatum: date | None = element("ToewijzingIngangsdatum", "LDT_Datum", default=None)
    begindatum: date = element("Begindatum", "LDT_Datum", key=True)
    statusaanlevering: str = element("StatusAanlevering", "LDT_StatusAanlevering")


@record(Kind.CLASS, "Client")
class Client305:
    """The client whose care starts."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    geboortedatum: Geboortedatum = part("Geboortedatum", Geboortedatum)
    geslacht: str = element("Geslacht", "LDT_Geslacht")
    naam: VerkorteNaam = part("Naam", VerkorteNaam)
    startproducten: tuple[StartProduct, ...] = parts("StartProducten", "StartProduct", StartProduct)


@record(Kind.CLASS, "Bericht")
class Bericht305:
    """Message 305: care has started for one client."""

    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    client: Client305 = part("Client", Client305)


@record(Kind.CLASS, "StartProduct")
class StartProduct306(StartProduct):
    """StartProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client306(Client305):
    """Rejected client with its retour codes."""

    startproducten: tuple[StartProduct306, ...] = parts("StartProducten", "StartProduct", StartProduct306)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht306:
    """Message 306: what the municipality's check of a 305 gave."""

    header: RetourHeaderAanbieder = part("Header", RetourHeaderAanbieder)
    client: Client306 | None = part("Client", Client306, default=None)
