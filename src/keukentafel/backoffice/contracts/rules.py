"""What may be loaded as a contract: codes of the message standard, prices that do not contradict each other."""

from collections.abc import Iterable
from uuid import UUID

from keukentafel.backoffice.contracts.domain import NewAanbieder, NewProduct, NewTarief, Wet
from keukentafel.core.agb import is_valid_agb
from keukentafel.core.eenheden import EENHEDEN, FREQUENTIES
from keukentafel.core.errors import Refusal

LONGEST_CODE = 5
# WMO020 and JZ020; 31 to 38 were in use up to 2017 and can still stand in old contracts.
CATEGORIEEN = {
    Wet.WMO: frozenset(f"{number:02}" for number in range(1, 19)),
    Wet.JEUGDWET: frozenset(str(number) for number in (*range(31, 39), *range(40, 56))),
}


class AanbiederNotValid(Refusal):
    """A provider without a usable AGB code cannot be sent messages (OP254)."""


class ProductNotValid(Refusal):
    """A product with a code that the message standard does not know."""


class TarievenOverlap(Refusal):
    """Two prices hold on the same day for the same product."""


def check_aanbieder(aanbieder: NewAanbieder) -> None:
    """Refuse a provider whose AGB code is not eight digits (OP254)."""
    if not is_valid_agb(aanbieder.agb):
        raise AanbiederNotValid(f"De AGB-code van {aanbieder.naam} heeft geen acht cijfers. Kijk de code na.")


def check_product(product: NewProduct) -> None:
    """Refuse a category, code, unit or frequency outside the lists of the standard (WMO020, JZ020, IV075, WJ756, WMO757)."""
    faults = [
        what
        for what, good in (
            ("categorie", product.categorie in CATEGORIEEN[product.wet]),
            ("productcode", len(product.code.strip()) >= 1 and len(product.code) <= LONGEST_CODE),
            ("eenheid", product.eenheid in EENHEDEN),
            ("frequentie", product.frequentie in FREQUENTIES),
        )
        if not good
    ]
    if faults:
        raise ProductNotValid(
            f"Product {product.naam} klopt niet: {', '.join(faults)}. Vergelijk met de codelijst."
        )


def check_tarieven(tarieven: Iterable[NewTarief]) -> None:
    """Refuse two prices of one product in one contract and unit that hold on the same day (TR418 needs exactly one)."""
    latest: dict[tuple[UUID, UUID, str], NewTarief] = {}
    for tarief in sorted(tarieven, key=lambda row: row.periode.start):
        key = (tarief.contract_id, tarief.product_id, tarief.eenheid)
        if key in latest and latest[key].periode.overlaps(tarief.periode):
            raise TarievenOverlap(
                f"Er staan twee tarieven voor hetzelfde product vanaf {tarief.periode.start:%d-%m-%Y}. "
                "Sluit het oude tarief af op de dag ervoor."
            )
        latest[key] = tarief
