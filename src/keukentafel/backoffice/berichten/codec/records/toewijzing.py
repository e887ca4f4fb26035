"""301 Toewijzing and its retour 302."""

from datetime import date, time

from keukentafel.backoffice.berichten.codec.records.basis import (
    Adres,
    Communicatie,
    Geboortedatum,
    Omvang,
    OpenPeriode,
    Product,
    Telefoonnummers,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.header import HeaderGemeente, RetourHeaderGemeente
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record


@record(Kind.CLASS, "Contact")
class Contact:
    """An address and ways to reach the client or a relation."""

    soort: str = element("Soort", "LDT_AdresSoort", key=True)
    adres: Adres | None = part("Adres", Adres, default=None)
    organisatie: str | None = element("Organisatie", "LDT_Organisatienaam", default=None)
    telefoon: Telefoonnummers | None = part("Telefoon", Telefoonnummers, default=None)
    emailadres: str | None = element("Emailadres", "LDT_Emailadres", default=None)
    periode: OpenPeriode | None = part("Periode", OpenPeriode, default=None)


@record(Kind.CLASS, "Relatie")
class Relatie:
    """Somebody around the client."""

    nummer: str = element("Nummer", "LDT_Persoonsid", key=True)
    volgorde: int | None = element("Volgorde", "LDT_RelatieVolgorde", default=None)
    soort: str = element("Soort", "LDT_SoortRelatie")
    geboortedatum: Geboortedatum | None = part("Geboortedatum", Geboortedatum, default=None)
    geslacht: str | None = element("Geslacht", "LDT_Geslacht", default=None)
    naam: VolledigeNaam = part("Naam", VolledigeNaam)
    contact: Contact = part("Contact", Contact)


@record(Kind.CLASS, "ToegewezenProduct")
class ToegewezenProduct:
    """One allocation: a product, its period and its extent or budget."""

    toewijzingnummer: int = element("ToewijzingNummer", "LDT_Nummer", key=True)
    referentieaanbieder: str | None = element("ReferentieAanbieder", "LDT_Referentie", default=None)
    product: Product | None = part("Product", Product, default=None)
    toewijzingsdatum: date = element("Toewijzingsdatum", "LDT_Datum")
    toewijzingstijd: time = element("Toewijzingstijd", "LDT_Tijd")
    ingangsdatum: date = element("Ingangsdatum", "LDT_Datum")
    einddatum: date | None = element("Einddatum", "LDT_Datum", default=None)
    redenwijziging: str | None = element("RedenWijziging", "LDT_RedenWijziging", default=None)
    omvang: Omvang | None = part("Omvang", Omvang, default=None)
    budget: int | None = element("Budget", "LDT_Budget", default=None)
    commentaar: str | None = element("Commentaar", "LDT_Commentaar", default=None)


@record(Kind.CLASS, "Client")
class Client301:
    """The client with everything allocated to this provider."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    geboortedatum: Geboortedatum = part("Geboortedatum", Geboortedatum)
    geslacht: str = element("Geslacht", "LDT_Geslacht")
    naam: VolledigeNaam = part("Naam", VolledigeNaam)
    communicatie: Communicatie | None = part("Communicatie", Communicatie, default=None)
    juridischestatus: str | None = element("JuridischeStatus", "LDT_JuridischeStatus", default=None)
    wettelijkevertegenwoordiging: str | None = element(
        "WettelijkeVertegenwoordiging", "LDT_WettelijkeVertegenwoordiging", default=None
    )
    commentaar: str | None = element("Commentaar", "LDT_Commentaar", default=None)
    relaties: tuple[Relatie, ...] = parts("Relaties", "Relatie", Relatie, default=())
    contactgegevens: tuple[Contact, ...] = parts("Contactgegevens", "Contact", Contact)
    toegewezenproducten: tuple[ToegewezenProduct, ...] = parts(
        "ToegewezenProducten", "ToegewezenProduct", ToegewezenProduct
    )


@record(Kind.CLASS, "Bericht")
class Bericht301:
    """Message 301: products allocated to one provider for one client."""

    header: HeaderGemeente = part("Header", HeaderGemeente)
    client: Client301 = part("Client", Client301)


@record(Kind.CLASS, "Contact")
class Contact302(Contact):
    """Contact with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Relatie")
class Relatie302(Relatie):
    """Relatie with its retour codes."""

    contact: Contact302 = part("Contact", Contact302)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "ToegewezenProduct")
class ToegewezenProduct302(ToegewezenProduct):
    """Allocation with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client302(Client301):
    """Rejected client with its retour codes."""

    relaties: tuple[Relatie302, ...] = parts("Relaties", "Relatie", Relatie302, default=())
    contactgegevens: tuple[Contact302, ...] = parts("Contactgegevens", "Contact", Contact302)
    toegewezenproducten: tuple[ToegewezenProduct302, ...] = parts(
        "ToegewezenProducten", "ToegewezenProduct", ToegewezenProduct302
    )
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht302:
    """Message 302: what the provider's check of a 301 gave; without client when all is well or the header says enough."""

    header: RetourHeaderGemeente = part("Header", RetourHeaderGemeente)
    client: Client302 | None = part("Client", Client302, default=None)
