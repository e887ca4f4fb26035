"""The composite types (CDT) of the base schema; their elements live in the namespace of the base schema."""

from datetime import date

from keukentafel.backoffice.berichten.codec.spec import Kind, element, part, record


@record(Kind.COMPOSITE, "CDT_Achternaam")
class Achternaam:
    """Family name with its prefix."""

    achternaam: str = element("Achternaam", "LDT_Naam")
    voorvoegsel: str | None = element("Voorvoegsel", "LDT_Voorvoegsel", default=None)


@record(Kind.COMPOSITE, "CDT_Huis")
class Huis:
    """House number with letter and addition."""

    huisnummer: int = element("Huisnummer", "LDT_Huisnummer")
    huisletter: str | None = element("Huisletter", "LDT_Huisletter", default=None)
    huisnummertoevoeging: str | None = element(
        "HuisnummerToevoeging", "LDT_HuisnummerToevoeging", default=None
    )
    aanduidingwoonadres: str | None = element("AanduidingWoonadres", "LDT_AanduidingWoonadres", default=None)


@record(Kind.COMPOSITE, "CDT_Adres")
class Adres:
    """Address; every part is optional in the type, the CD rules say when which part is needed."""

    huis: Huis | None = part("Huis", Huis, default=None)
    postcode: str | None = element("Postcode", "LDT_Postcode", default=None)
    straatnaam: str | None = element("Straatnaam", "LDT_Straatnaam", default=None)
    plaatsnaam: str | None = element("Plaatsnaam", "LDT_Plaatsnaam", default=None)
    landcode: str | None = element("LandCode", "LDT_LandCode", default=None)


@record(Kind.COMPOSITE, "CDT_BedragMetDC")
class BedragMetDC:
    """Amount in euro cents, debet (D) or credit (C)."""

    bedrag: int = element("Bedrag", "LDT_Bedrag")
    debetcredit: str = element("DebetCredit", "LDT_DebetCredit")


@record(Kind.COMPOSITE, "CDT_BerichtIdentificatie")
class BerichtIdentificatie:
    """Identification of a message by its sender, and the date on it."""

    identificatie: str = element("Identificatie", "LDT_IdentificatieBericht")
    dagtekening: date = element("Dagtekening", "LDT_Datum")


@record(Kind.COMPOSITE, "CDT_Communicatie")
class Communicatie:
    """The help a client needs to communicate."""

    vorm: str = element("Vorm", "LDT_Communicatievorm")
    taal: str | None = element("Taal", "LDT_Taal", default=None)


@record(Kind.COMPOSITE, "CDT_Geboortedatum")
class Geboortedatum:
    """Birth date; `datumgebruik` tells which part is unknown (absent: all known)."""

    datum: date = element("Datum", "LDT_Datum")
    datumgebruik: str | None = element("DatumGebruik", "LDT_DatumGebruik", default=None)


@record(Kind.COMPOSITE, "CDT_GeslotenPeriode", recurring=True)
class GeslotenPeriode:
    """Period with both days in it."""

    begindatum: date = element("Begindatum", "LDT_Datum")
    einddatum: date = element("Einddatum", "LDT_Datum")


@record(Kind.COMPOSITE, "CDT_OpenPeriode")
class OpenPeriode:
    """Period that may be open on either side; the end day is in it."""

    begindatum: date | None = element("Begindatum", "LDT_Datum", default=None)
    einddatum: date | None = element("Einddatum", "LDT_Datum", default=None)


@record(Kind.COMPOSITE, "CDT_Omvang")
class Omvang:
    """Extent of an allocation: volume (euro cents when the unit is 83) in a unit per frequency."""

    volume: int = element("Volume", "LDT_Volume")
    eenheid: str = element("Eenheid", "LDT_Eenheid")
    frequentie: str = element("Frequentie", "LDT_Frequentie")


@record(Kind.COMPOSITE, "CDT_Product")
class Product:
    """Product category, with the code when the allocation is specific."""

    categorie: str = element("Categorie", "LDT_ProductCategorie")
    code: str | None = element("Code", "LDT_ProductCode", default=None)


@record(Kind.COMPOSITE, "CDT_Referentie")
class Referentie:
    """Reference of a Prestatie; a credit also names the debet it takes back."""

    referentienummer: str = element("ReferentieNummer", "LDT_ReferentieNummer")
    vorigreferentienummer: str | None = element("VorigReferentieNummer", "LDT_ReferentieNummer", default=None)


@record(Kind.COMPOSITE, "CDT_Telefoon")
class Telefoon:
    """Telephone number with country number."""

    telefoonnummer: str = element("Telefoonnummer", "LDT_Telefoonnummer")
    landnummer: str = element("Landnummer", "LDT_Landnummer")


@record(Kind.COMPOSITE, "CDT_Telefoonnummers")
class Telefoonnummers:
    """One or two telephone numbers."""

    telefoon01: Telefoon = part("Telefoon01", Telefoon)
    telefoon02: Telefoon | None = part("Telefoon02", Telefoon, default=None)


@record(Kind.COMPOSITE, "CDT_TotaalBedragMetDC")
class TotaalBedragMetDC:
    """Total in euro cents, debet (D) or credit (C)."""

    totaalbedrag: int = element("TotaalBedrag", "LDT_TotaalBedrag")
    debetcredit: str = element("DebetCredit", "LDT_DebetCredit")


@record(Kind.COMPOSITE, "CDT_VerkorteNaam")
class VerkorteNaam:
    """Name as providers send it."""

    geslachtsnaam: Achternaam = part("Geslachtsnaam", Achternaam)
    voornamen: str | None = element("Voornamen", "LDT_Naam", default=None)
    voorletters: str | None = element("Voorletters", "LDT_Voorletters", default=None)


@record(Kind.COMPOSITE, "CDT_VolledigeNaam")
class VolledigeNaam:
    """Name as the municipality sends it, with the name of the partner and which of the two is used."""

    geslachtsnaam: Achternaam = part("Geslachtsnaam", Achternaam)
    partnernaam: Achternaam | None = part("Partnernaam", Achternaam, default=None)
    voornamen: str | None = element("Voornamen", "LDT_Naam", default=None)
    voorletters: str | None = element("Voorletters", "LDT_Voorletters", default=None)
    naamgebruik: str = element("NaamGebruik", "LDT_NaamGebruik")


@record(Kind.COMPOSITE, "CDT_Verwijzer")
class Verwijzer:
    """Who referred the client."""

    type: str = element("Type", "LDT_TypeVerwijzer")
    naam: str | None = element("Naam", "LDT_NaamVerwijzer", default=None)
    zorgverlenercode: str | None = element("ZorgverlenerCode", "LDT_AgbCode", default=None)


@record(Kind.COMPOSITE, "CDT_XsdVersie")
class XsdVersie:
    """The versions of base schema and message schema that the sender used, n.n.n each."""

    basisschemaxsdversie: str = element("BasisschemaXsdVersie", "LDT_Versie")
    berichtxsdversie: str = element("BerichtXsdVersie", "LDT_Versie")


COMPOSITES: tuple[type, ...] = (
    Achternaam, Adres, BedragMetDC, BerichtIdentificatie, Communicatie, Geboortedatum, GeslotenPeriode, Huis, Omvang,
    OpenPeriode, Product, Referentie, Telefoon, Telefoonnummers, TotaalBedragMetDC, VerkorteNaam, Verwijzer, VolledigeNaam,
    XsdVersie,
)  # fmt: skip
