"""The steps behind granting and changing: what the contract allows, what was allocated beside it, and writing it.

Everything here runs inside a handeling that an operation opened.
"""

from datetime import timedelta
from uuid import UUID

from keukentafel.backoffice.berichten.codec.facts import KnownVerzoek
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow
from keukentafel.backoffice.toewijzingen import gezag, message, queries, sending
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    DOOR_AANBIEDER,
    VERWIJDERD,
    Beslag,
    NewToewijzing,
    Omvang,
    ToewijzingRow,
    Variant,
    Wijziging,
)
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.core.errors import NotFound


def fetch(*, gemeente: str, toewijzing_id: UUID) -> ToewijzingRow:
    """The allocation that is to be changed or sent again; raises `NotFound`."""
    rows = queries.rows_of(Toewijzing.objects.filter(gemeente_id=gemeente, pk=toewijzing_id))
    if not rows:
        raise NotFound("Deze toewijzing is er niet. Ga terug naar de lijst met toewijzingen.")
    return rows[0]


def add(
    *, gemeente: str, new: NewToewijzing, verzoek: KnownVerzoek | None = None
) -> tuple[Toewijzing, tuple[int, ...]]:
    """Write a new allocation, to be sent, with what it will cost; answers it and the years in which the ceiling is passed."""
    granting.check_variant(new)
    gezag.check(gemeente=gemeente, new=new, verzoek=verzoek)
    period = granting.period_of(new.ingangsdatum, new.einddatum)
    product, contract_id = contracted(gemeente, new)
    number = sending.next_number(gemeente=gemeente, wet=new.wet)
    claim = Beslag(
        product.categorie if product else new.productcategorie, product.code if product else "", period
    )
    granting.check_overlap(claim, queries.allocated(gemeente=gemeente, new=new), wet=new.wet)
    stored = sending.store(
        gemeente=gemeente, new=new, product=product, contract_id=contract_id, number=number
    )
    return stored, sending.commit(gemeente=gemeente, row=stored)


def contracted(gemeente: str, new: NewToewijzing) -> tuple[ProductRow | None, UUID]:
    """The product, and the contract under which this provider delivers on the first day; raises `NotContracted`.

    Without a product any contract of the provider for the law will do, and for a category one with a price in it.
    """
    if new.product_id is None:
        return None, _contract_without_product(gemeente, new)
    product = contracts.products_by_id(gemeente=gemeente, product_ids=[new.product_id]).get(new.product_id)
    if product is None or product.wet is not new.wet:
        raise granting.NotContracted(
            "Dit product hoort niet bij deze wet. Kies een ander product.", field="product"
        )
    offers = contracts.offers(
        gemeente=gemeente, product_id=new.product_id, day=new.ingangsdatum, aanbieder_id=new.aanbieder_id
    )
    unit = granting.check_contracted((offer.eenheid for offer in offers), new)
    return product, next(offer.contract_id for offer in offers if offer.eenheid == unit)


def _contract_without_product(gemeente: str, new: NewToewijzing) -> UUID:
    if new.variant is Variant.ASPECIFIEK and not message.is_category(new.wet, new.productcategorie):
        raise granting.NotContracted(
            "Deze productcategorie hoort niet bij deze wet. Kies een andere.", field="product"
        )
    found = contracts.contracts_on(
        gemeente=gemeente,
        aanbieder_id=new.aanbieder_id,
        wet=new.wet,
        day=new.ingangsdatum,
        categorie=new.productcategorie,
    )
    if not found:
        raise granting.no_contract(new.ingangsdatum)
    return found[0]


def apply(*, gemeente: str, row: ToewijzingRow, wijziging: Wijziging) -> list[UUID]:
    """Write what a provider asked of a running allocation; answers the ids of what must be sent.

    Another extent ends the allocation on the day before and gives a new number (IV066, OP257), unless it is a total (frequency 6): a
    total, a budget and an end date change under the same number.
    """
    granting.check_requested(row, wijziging)
    if granting.needs_new_number(row, wijziging):
        return _replace(gemeente, row, wijziging)
    end = granting.period_of(row.ingangsdatum, wijziging.einddatum).end
    sending.set_end(toewijzing_id=row.id, end=end, reden=DOOR_AANBIEDER)
    volume = wijziging.omvang.volume if wijziging.omvang else 0
    Toewijzing.objects.filter(pk=row.id).update(volume=volume, budget=wijziging.budget)
    sending.commit(gemeente=gemeente, row=Toewijzing.objects.get(pk=row.id))
    return [row.id]


def _replace(gemeente: str, row: ToewijzingRow, wijziging: Wijziging) -> list[UUID]:
    """End the allocation before the change, or take it back when nothing of it is left, and allocate the new extent."""
    omvang = wijziging.omvang or Omvang(0, "", "")
    taken_back = wijziging.ingangsdatum <= row.ingangsdatum
    last = row.ingangsdatum if taken_back else wijziging.ingangsdatum - timedelta(days=1)
    sending.set_end(
        toewijzing_id=row.id,
        end=granting.period_of(row.ingangsdatum, last).end,
        reden=VERWIJDERD if taken_back else DOOR_AANBIEDER,
    )
    sending.commit(gemeente=gemeente, row=Toewijzing.objects.get(pk=row.id))
    new = NewToewijzing(
        persoon_id=row.persoon_id,
        aanbieder_id=row.aanbieder_id,
        product_id=row.product_id,
        wet=row.wet,
        volume=omvang.volume,
        eenheid=omvang.eenheid,
        frequentie=omvang.frequentie,
        ingangsdatum=wijziging.ingangsdatum,
        einddatum=wijziging.einddatum,
        grond=row.grond,
    )
    stored, _ = add(gemeente=gemeente, new=new)
    return [row.id, stored.pk]
