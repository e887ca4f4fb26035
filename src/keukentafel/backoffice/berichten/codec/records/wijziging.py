"""317 Verzoek om wijziging (VOW) and its retour 318."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, RetourHeaderAanbieder
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, parts, record


@record(Kind.CLASS, "OngewijzigdProduct")
class OngewijzigdProduct:
    """A current allocation that should stay as it is."""

    toewijzingnummer: int = element("ToewijzingNummer", "LDT_Nummer", key=True)


@record(Kind.CLASS, "TeWijzigenProduct")
class TeWijzigenProduct:
    """A current allocation as the provider would like it to be from `gewensteingangsdatum` on."""

    toewijzingnummer: int = element("ToewijzingNummer", "LDT_Nummer", key=True)
    gewensteingangsdatum: date = element("GewensteIngangsdatum", "LDT_Datum")
    einddatum: date | None = element("Einddatum", "LDT_Datum", default=None)
    omvang: Omvang | None = part("Omvang", Omvang, default=None)
    budget: int | None = element("Budget", "LDT_Budget", default=None)


@record(Kind.CLASS, "NieuwProduct")
class NieuwProduct:
    """A product that the provider would like to deliver as well."""

    product: Product | None = part("Product", Product, key=True, default=None)
    gewensteingangsdatum: date = element("GewensteIngangsdatum", "LDT_Datum", key=True)
    einddatum: date | None = element("Einddatum", "LDT_Datum", default=None)
    omvang: Omvang | None = part("Omvang", Omvang, default=None)
    budget: int | None = element("Budget", "LDT_Budget", default=None)


@record(Kind.CLASS, "Verzoek")
class Verzoek:
    """The whole situation that the provider asks for: what stays, what changes and what is new (OP306, OP343)."""

    referentieaanbieder: str = element("ReferentieAanbieder", "LDT_Referentie", key=True)
    redenverzoek: str = element("RedenVerzoek", "LDT_RedenVerzoek")
    ongewijzigdeproducten: tuple[OngewijzigdProduct, ...] = parts(
        "OngewijzigdeProducten", "OngewijzigdProduct", OngewijzigdProduct, default=()
    )
    tewijzigenproducten: tuple[TeWijzigenProduct, ...] = parts(
        "TeWijzigenProducten", "TeWijzigenProduct", TeWijzigenProduct, default=()
    )
    nieuweproducten: tuple[NieuwProduct, ...] = parts(
        "NieuweProducten", "NieuwProduct", NieuwProduct, default=()
    )


@record(Kind.CLASS, "Client")
class Client317:
    """The client, by number only, with the request."""

    bsn: str = element("Bsn", "LDT_BurgerServicenummer", key=True)
    verzoek: Verzoek = part("Verzoek", Verzoek)


@record(Kind.CLASS, "Bericht")
class Bericht317:
    """Message 317: a provider asks to change what is allocated for one client."""

    header: HeaderAanbieder = part("Header", HeaderAanbieder)
    client: Client317 = part("Client", Client317)


@record(Kind.CLASS, "OngewijzigdProduct")
class OngewijzigdProduct318(OngewijzigdProduct):
    """OngewijzigdProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "TeWijzigenProduct")
class TeWijzigenProduct318(TeWijzigenProduct):
    """TeWijzigenProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "NieuwProduct")
class NieuwProduct318(NieuwProduct):
    """NieuwProduct with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Verzoek")
class Verzoek318(Verzoek):
    """Verzoek with its retour codes."""

    ongewijzigdeproducten: tuple[OngewijzigdProduct318, ...] = parts(
        "OngewijzigdeProducten", "OngewijzigdProduct", OngewijzigdProduct318, default=()
    )
    tewijzigenproducten: tuple[TeWijzigenProduct318, ...] = parts(
        "TeWijzigenProducten", "TeWijzigenProduct", TeWijzigenProduct318, default=()
    )
    nieuweproducten: tuple[NieuwProduct318, ...] = parts(
        "NieuweProducten", "NieuwProduct", NieuwProduct318, default=()
    )
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Client")
class Client318(Client317):
    """Rejected client with its retour codes."""

    verzoek: Verzoek318 = part("Verzoek", Verzoek318)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht318:
    """Message 318: what the municipality's check of a 317 gave."""

    header: RetourHeaderAanbieder = part("Header", RetourHeaderAanbieder)
    client: Client318 | None = part("Client", Client318, default=None)
