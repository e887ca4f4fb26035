"""323 Declaratie and its answer 325."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import (
    BedragMetDC,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
)
from keukentafel.backoffice.berichten.codec.records.header import AntwoordHeader, HeaderAanbieder
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record


@record(Kind.CLASS, "Prestatie")
class Prestatie:
    """One line: what was delivered on an allocation in a period, and the amount asked for it in euro cents."""

    productreferentie: Referentie = part("ProductReferentie", Referentie, key=True)
    toewijzingnummer: int = element("ToewijzingNummer", "LDT_Nummer", varies=True)
    productcategorie: str = element("ProductCategorie", "LDT_ProductCategorie")
    productcode: str = element("ProductCode", "LDT_ProductCode")
    productperiode: GeslotenPeriode = part("ProductPeriode", GeslotenPeriode)
    geleverdvolume: int = element("GeleverdVolume", "LDT_Volume")
    eenheid: str = element("Eenheid", "LDT_Eenheid")
    producttarief: int | None = element("ProductTarief", "LDT_Bedrag", default=None)
    ingediendbedrag: BedragMetDC = part("IngediendBedrag", BedragMetDC)


@record(Kind.CLASS, "Client")
class Client323:
    """A client with the lines declared for them."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    prestaties: tuple[Prestatie, ...] = parts("Prestaties", "Prestatie", Prestatie, streamed=True)


@record(Kind.CLASS, "Declaratie")
class Declaratie:
    """The declaration of one month."""

    declaratienummer: str = element(
        "DeclaratieNummer", "LDT_IdentificatieDeclaratie", key=True, pattern="([a-zA-Z0-9])+"
    )
    declaratieperiode: GeslotenPeriode = part("DeclaratiePeriode", GeslotenPeriode)
    declaratiedagtekening: date = element("DeclaratieDagtekening", "LDT_Datum")
    totaalingediendbedrag: TotaalBedragMetDC = part("TotaalIngediendBedrag", TotaalBedragMetDC)
    clienten: tuple[Client323, ...] = parts("Clienten", "Client", Client323, streamed=True)


@record(Kind.CLASS, "Bericht")
class Bericht323:
    """Message 323: a provider's declaration."""

    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    declaratie: Declaratie = part("Declaratie", Declaratie)


@record(Kind.CLASS, "Prestatie")
class Prestatie325(Prestatie):
    """Refused line, as it was declared, with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client325(Client323):
    """A client with refused lines, and its retour codes."""

    prestaties: tuple[Prestatie325, ...] = parts("Prestaties", "Prestatie", Prestatie325, streamed=True)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "DeclaratieAntwoord")
class DeclaratieAntwoord:
    """What was asked and what is granted, in euro cents; only refused lines are listed."""

    declaratienummer: str = element("DeclaratieNummer", "LDT_IdentificatieDeclaratie", key=True)
    totaalingediendbedrag: TotaalBedragMetDC = part("TotaalIngediendBedrag", TotaalBedragMetDC)
    totaaltoegekendbedrag: TotaalBedragMetDC = part("TotaalToegekendBedrag", TotaalBedragMetDC)
    clienten: tuple[Client325, ...] = parts("Clienten", "Client", Client325, streamed=True, default=())
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht325:
    """Message 325: the municipality's answer to a declaration."""

    header: AntwoordHeader = part("Header", AntwoordHeader)
    declaratieantwoord: DeclaratieAntwoord | None = part(
        "DeclaratieAntwoord", DeclaratieAntwoord, default=None
    )
