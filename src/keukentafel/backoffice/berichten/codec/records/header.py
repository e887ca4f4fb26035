"""The headers: of a heen message, of its retour message, and of the declaration answer."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie, XsdVersie
from keukentafel.backoffice.berichten.codec.spec import Fixed, Kind, element, elements, part, record


@record(Kind.CLASS, "Header")
class HeaderGemeente:
    """Header of a message that the municipality sends (301, 319)."""

    berichtcode: str = element("BerichtCode", "LDT_BerichtCode", fixed=Fixed.CODE)
    berichtversie: int = element("BerichtVersie", "LDT_BerichtVersie", fixed=Fixed.VERSION)
    berichtsubversie: int = element("BerichtSubversie", "LDT_BerichtSubversie", fixed=Fixed.SUBVERSION)
    afzender: str = element("Afzender", "LDT_Gemeente")
    ontvanger: str = element("Ontvanger", "LDT_AgbCode")
    berichtidentificatie: BerichtIdentificatie = part("BerichtIdentificatie", BerichtIdentificatie)
    xsdversie: XsdVersie = part("XsdVersie", XsdVersie)


@record(Kind.CLASS, "Header")
class HeaderAanbieder:
    """Header of a message that a provider sends (305, 307, 315, 317, 323)."""

    berichtcode: str = element("BerichtCode", "LDT_BerichtCode", fixed=Fixed.CODE)
    berichtversie: int = element("BerichtVersie", "LDT_BerichtVersie", fixed=Fixed.VERSION)
    berichtsubversie: int = element("BerichtSubversie", "LDT_BerichtSubversie", fixed=Fixed.SUBVERSION)
    afzender: str = element("Afzender", "LDT_AgbCode")
    ontvanger: str = element("Ontvanger", "LDT_Gemeente")
    berichtidentificatie: BerichtIdentificatie = part("BerichtIdentificatie", BerichtIdentificatie)
    xsdversie: XsdVersie = part("XsdVersie", XsdVersie)


@record(Kind.CLASS, "Header")
class RetourHeaderGemeente(HeaderGemeente):
    """Header of the retour on a message of the municipality; sender and receiver stay those of the heen message."""

    identificatieretour: str = element("IdentificatieRetour", "LDT_IdentificatieBericht")
    dagtekeningretour: date = element("DagtekeningRetour", "LDT_Datum")
    xsltversie: str | None = element("XsltVersie", "LDT_Versie", default=None)
    xsdversieretour: XsdVersie = part("XsdVersieRetour", XsdVersie)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode", default=())


@record(Kind.CLASS, "Header")
class RetourHeaderAanbieder(HeaderAanbieder):
    """Header of the retour on a message of a provider; sender and receiver stay those of the heen message."""

    identificatieretour: str = element("IdentificatieRetour", "LDT_IdentificatieBericht")
    dagtekeningretour: date = element("DagtekeningRetour", "LDT_Datum")
    xsltversie: str | None = element("XsltVersie", "LDT_Versie", default=None)
    xsdversieretour: XsdVersie = part("XsdVersieRetour", XsdVersie)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode", default=())


@record(Kind.CLASS, "Header")
class AntwoordHeader(HeaderGemeente):
    """Header of the declaration answer (325): its own identification, and that of the declaration it answers."""

    declaratieidentificatie: BerichtIdentificatie = part("DeclaratieIdentificatie", BerichtIdentificatie)
    xsltversie: str | None = element("XsltVersie", "LDT_Versie", default=None)
    xsdversiedeclaratie: XsdVersie = part("XsdVersieDeclaratie", XsdVersie)
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")
