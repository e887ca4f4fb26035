"""Acts on contracts: loading many at once."""

from collections.abc import Iterable

from django.db import IntegrityError

from keukentafel.backoffice.contracts import rules
from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewProduct, NewTarief
from keukentafel.backoffice.contracts.models import Aanbieder, Contract, Plafond, Product, Tarief
from keukentafel.core.errors import Conflict
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling

BATCH = 2000


def load_contracts(
    *,
    actor: Actor,
    aanbieders: Iterable[NewAanbieder] = (),
    producten: Iterable[NewProduct] = (),
    contracten: Iterable[NewContract] = (),
    tarieven: Iterable[NewTarief] = (),
) -> int:
    """Load providers, products, contracts with their ceilings, and prices in one handeling; answers the number of rows.

    Raises `Refusal` for a wrong code or prices that overlap, and `Conflict` when something is there already; then nothing is loaded.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    providers, products, contracts, prices = (
        list(aanbieders),
        list(producten),
        list(contracten),
        list(tarieven),
    )
    for provider in providers:
        rules.check_aanbieder(provider)
    for product in products:
        rules.check_product(product)
    rules.check_tarieven(prices)
    try:
        with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="contract"):
            return _store(actor.gemeente, providers, products, contracts, prices)
    except IntegrityError as error:
        raise Conflict(
            "Een deel van deze contractgegevens staat er al, of spreekt een ander tarief tegen. Er is niets geladen."
        ) from error


def _store(
    gemeente: str,
    providers: list[NewAanbieder],
    products: list[NewProduct],
    contracts: list[NewContract],
    prices: list[NewTarief],
) -> int:
    """Write the rows in the order of their references."""
    Aanbieder.objects.bulk_create(
        Aanbieder(
            id=row.id, gemeente_id=gemeente, agb=row.agb, naam=row.naam, contactpersoon=row.contactpersoon
        )
        for row in providers
    )
    Product.objects.bulk_create(_product(gemeente, row) for row in products)
    Contract.objects.bulk_create(
        Contract(
            id=row.id,
            gemeente_id=gemeente,
            nummer=row.nummer,
            aanbieder_id=row.aanbieder_id,
            wet=row.wet,
            vanaf=row.periode.start,
            tot=row.periode.end,
            taakgericht=row.taakgericht,
        )
        for row in contracts
    )
    ceilings = Plafond.objects.bulk_create(
        Plafond(gemeente_id=gemeente, contract_id=row.id, jaar=jaar, bedrag=cents)
        for row in contracts
        for jaar, cents in row.plafonds
    )
    Tarief.objects.bulk_create((_tariff(gemeente, row) for row in prices), batch_size=BATCH)
    return len(providers) + len(products) + len(contracts) + len(ceilings) + len(prices)


def _product(gemeente: str, row: NewProduct) -> Product:
    return Product(
        id=row.id,
        gemeente_id=gemeente,
        wet=row.wet,
        categorie=row.categorie,
        code=row.code,
        naam=row.naam,
        groep=row.groep,
        eenheid=row.eenheid,
        frequentie=row.frequentie,
        trede=row.trede,
        vanaf=row.periode.start,
        tot=row.periode.end,
    )


def _tariff(gemeente: str, row: NewTarief) -> Tarief:
    return Tarief(
        id=row.id,
        gemeente_id=gemeente,
        contract_id=row.contract_id,
        product_id=row.product_id,
        eenheid=row.eenheid,
        bedrag=row.bedrag,
        vanaf=row.periode.start,
        tot=row.periode.end,
    )
