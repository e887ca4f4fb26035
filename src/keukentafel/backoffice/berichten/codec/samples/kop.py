"""The headers of sample messages, between two parties that do not exist."""

from datetime import date

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder, header_gemeente
from keukentafel.backoffice.berichten.codec.records.basis import XsdVersie
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, HeaderGemeente
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law

GEMEENTE = "9901"
AANBIEDER = "99999901"
DAY = date(2026, 10, 5)


def identification(chance: Chance) -> str:
    """An identification of a message, of 10 of the 12 characters that it may have."""
    return f"T{chance.below(10**9):09d}"


def stamp(chance: Chance) -> XsdVersie:
    """A stamp of the schema version, as seen in practice."""
    version = chance.pick(("1.0.0", "1.0.0", "1.1.1"))
    return XsdVersie(basisschemaxsdversie="1.0.0", berichtxsdversie=version)


def from_gemeente(law: Law, nummer: int, chance: Chance) -> HeaderGemeente:
    """The header of a message of the municipality."""
    return header_gemeente(
        find_soort(law, nummer),
        afzender=GEMEENTE,
        ontvanger=AANBIEDER,
        identificatie=identification(chance),
        dagtekening=DAY,
        xsdversie=stamp(chance),
    )


def from_aanbieder(law: Law, nummer: int, chance: Chance) -> HeaderAanbieder:
    """The header of a message of the provider."""
    return header_aanbieder(
        find_soort(law, nummer),
        afzender=AANBIEDER,
        ontvanger=GEMEENTE,
        identificatie=identification(chance),
        dagtekening=DAY,
        xsdversie=stamp(chance),
    )
