"""What the rules of levels 3 and 4 share for a product in a message: what it belongs to, and the code in its category."""

from collections.abc import Iterable
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import (
    Facts305,
    Facts307,
    KnownStart,
    KnownStop,
    KnownVerzoek,
)
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.codec.types import Law

Levering = KnownStart | KnownStop | StartProduct | StopProduct
Key = tuple[int | None, Product | None, date]


def start_key(levering: Levering) -> Key:
    """The key of a start, which a stop repeats (IV008, TR382); the client is told apart by the caller."""
    return levering.toewijzingnummer, levering.product, levering.begindatum


def care_key(levering: Levering) -> tuple[int | None, Product | None]:
    """What tells one allocated product from another: its ToewijzingNummer, or the product where there is none (IV096)."""
    number = levering.toewijzingnummer
    return (number, None) if number is not None else (None, levering.product)


def is_linked(levering: StartProduct | StopProduct, bsn: str, facts: Facts305 | Facts307, law: Law) -> bool:
    """TR019: whether a start or stop belongs to an allocation of the client that was not removed.

    Only iJw has a variant without ToewijzingNummer (taakgericht, IV096), which belongs to no allocation, and only for providers that have
    it; in iWmo a start or stop without a number belongs to nothing.
    """
    number = levering.toewijzingnummer
    if number is None:
        return law is Law.JW and facts.taakgericht
    found = facts.toewijzingen.get(number)
    return found is not None and found.bsn == bsn and not found.verwijderd


def fits_category(product: Product | None, producten: frozenset[tuple[str, str]] | None) -> bool:
    """TR381: whether the code of a product belongs to its category; True when there is nothing to compare."""
    if product is None or product.code is None or producten is None:
        return True
    return (product.categorie, product.code) in producten


def has_open_request(bsn: str, verzoeken: Iterable[KnownVerzoek]) -> bool:
    """TR374: whether a request for the client still waits for a final answer."""
    return any(verzoek.bsn == bsn and verzoek.openstaand for verzoek in verzoeken)
