"""Makes the header of a new message of either side."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie, XsdVersie
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, HeaderGemeente
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.xsd import XSD_VERSIE

# The stamp that all known example messages carry; the real stamp of the schemas in production is not known for certain.
DEFAULT_XSD_VERSIE = XsdVersie(basisschemaxsdversie=XSD_VERSIE, berichtxsdversie=XSD_VERSIE)


def header_gemeente(
    soort: BerichtSoort,
    *,
    afzender: str,
    ontvanger: str,
    identificatie: str,
    dagtekening: date,
    xsdversie: XsdVersie = DEFAULT_XSD_VERSIE,
) -> HeaderGemeente:
    """Header of a message from gemeente (4 digits) to provider (AGB code, 8 digits); `identificatie` has at most 12 characters."""
    return HeaderGemeente(
        berichtcode=soort.berichtcode,
        berichtversie=soort.release.versie,
        berichtsubversie=soort.release.subversie,
        afzender=afzender,
        ontvanger=ontvanger,
        berichtidentificatie=BerichtIdentificatie(identificatie=identificatie, dagtekening=dagtekening),
        xsdversie=xsdversie,
    )


def header_aanbieder(
    soort: BerichtSoort,
    *,
    afzender: str,
    ontvanger: str,
    identificatie: str,
    dagtekening: date,
    xsdversie: XsdVersie = DEFAULT_XSD_VERSIE,
) -> HeaderAanbieder:
    """Header of a message from provider (AGB code, 8 digits) to gemeente (4 digits); `identificatie` has at most 12 characters."""
    return HeaderAanbieder(
        berichtcode=soort.berichtcode,
        berichtversie=soort.release.versie,
        berichtsubversie=soort.release.subversie,
        afzender=afzender,
        ontvanger=ontvanger,
        berichtidentificatie=BerichtIdentificatie(identificatie=identificatie, dagtekening=dagtekening),
        xsdversie=xsdversie,
    )
