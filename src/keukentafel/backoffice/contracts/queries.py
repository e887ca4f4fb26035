"""Reads of providers, products, contracts and prices.

What a contract says is no secret of a case: the reads for other rooms take a gemeente; the pages take an actor.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from keukentafel.backoffice.contracts.domain import (
    AanbiederRow,
    AanbodRow,
    ContractDetail,
    ContractPage,
    ContractRow,
    ProductRow,
    TariefRow,
    Wet,
)
from keukentafel.backoffice.contracts.models import Aanbieder, Contract, Plafond, Product, Tarief
from keukentafel.core.errors import NotFound
from keukentafel.core.period import Period
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.prepared.queries import Prepared

_PRODUCT = ("id", "wet", "categorie", "code", "naam", "eenheid", "frequentie", "trede")
_OFFER = ("contract__aanbieder_id", "contract__aanbieder__naam", "contract__aanbieder__agb", "contract_id", "contract__nummer",
          "eenheid", "bedrag")  # fmt: skip
_TARIFF = ("contract_id", "contract__nummer", "product_id", "product__naam", "product__categorie", "product__code", "eenheid",
           "bedrag", "vanaf", "tot")  # fmt: skip
_CONTRACT = (
    "id",
    "nummer",
    "aanbieder_id",
    "aanbieder__naam",
    "aanbieder__agb",
    "wet",
    "vanaf",
    "tot",
    "grens",
    "taakgericht",
)


def in_force(day: date, prefix: str = "") -> Q:
    """Rows whose period holds `day`."""
    open_end = Q(**{f"{prefix}tot__isnull": True}) | Q(**{f"{prefix}tot__gt": day})
    return Q(**{f"{prefix}vanaf__lte": day}) & open_end


def products(*, gemeente: str, wet: Wet | str, day: date) -> tuple[ProductRow, ...]:
    """The products that can be allocated on `day`, by name."""
    rows = Product.objects.filter(in_force(day), gemeente_id=gemeente, wet=wet).order_by("naam", "id")
    return tuple(_product(row) for row in rows.values_list(*_PRODUCT))


def products_by_id(*, gemeente: str, product_ids: Iterable[UUID]) -> dict[UUID, ProductRow]:
    """Products by id in one query, whenever they were in force."""
    rows = Product.objects.filter(gemeente_id=gemeente, pk__in=set(product_ids)).values_list(*_PRODUCT)
    return {row[0]: _product(row) for row in rows}


def has_task(*, gemeente: str, wet: Wet, agb: str, day: date) -> bool:
    """Whether a provider may start help without an allocation, by a contract in force on `day`; one query."""
    found = Contract.objects.filter(in_force(day), gemeente_id=gemeente, wet=wet, taakgericht=True)
    return found.filter(aanbieder__agb=agb).exists()


def product_codes(*, gemeente: str, wet: Wet | str) -> frozenset[tuple[str, str]]:
    """All pairs of category and product code of this law, whenever they were in force (TR381)."""
    return frozenset(Product.objects.filter(gemeente_id=gemeente, wet=wet).values_list("categorie", "code"))


def products_by_code(
    *, gemeente: str, wet: Wet | str, codes: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], ProductRow]:
    """Products by category and code in one query; the newest when a code was used more than once, unknown ones are absent."""
    wanted = set(codes)
    rows = Product.objects.filter(gemeente_id=gemeente, wet=wet, code__in={code for _, code in wanted})
    found = (_product(row) for row in rows.order_by("vanaf", "id").values_list(*_PRODUCT))
    return {(row.categorie, row.code): row for row in found if (row.categorie, row.code) in wanted}


def offers(
    *, gemeente: str, product_id: UUID, day: date, aanbieder_id: UUID | None = None
) -> tuple[AanbodRow, ...]:
    """Who delivers a product on `day` and at what price, by name; with `aanbieder_id` only that provider."""
    rows = Tarief.objects.filter(
        in_force(day),
        in_force(day, "contract__"),
        in_force(day, "product__"),
        gemeente_id=gemeente,
        product_id=product_id,
    )
    if aanbieder_id is not None:
        rows = rows.filter(contract__aanbieder_id=aanbieder_id)
    ordered = rows.order_by("contract__aanbieder__naam", "contract__nummer", "id")
    return tuple(AanbodRow(*row) for row in ordered.values_list(*_OFFER))


def provider_by_agb(*, gemeente: str, agb: str) -> AanbiederRow | None:
    """The provider with this AGB code, None when it is unknown here."""
    row = Aanbieder.objects.filter(gemeente_id=gemeente, agb=agb).values_list("id", "agb", "naam").first()
    return AanbiederRow(*row) if row else None


def providers(*, gemeente: str, aanbieder_ids: Iterable[UUID] | None = None) -> dict[UUID, AanbiederRow]:
    """Providers by id in one query; all of the municipality without `aanbieder_ids`."""
    if aanbieder_ids is None:
        return {row[0]: AanbiederRow(*row) for row in _PROVIDERS.rows(gemeente)}
    wanted = _providers(gemeente).filter(pk__in=set(aanbieder_ids))
    return {row[0]: AanbiederRow(*row) for row in wanted}


def _providers(gemeente: str) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Aanbieder.objects.filter(gemeente_id=gemeente).order_by("naam", "id")
    return rows.values_list("id", "agb", "naam")


_PROVIDERS = Prepared(_providers)


def tariffs(
    *, gemeente: str, aanbieder_id: UUID, wet: Wet | str, product_ids: Iterable[UUID] | None = None
) -> tuple[TariefRow, ...]:
    """Every price that was or will be agreed with a provider for a law, by product and first day, in one query."""
    rows = Tarief.objects.filter(gemeente_id=gemeente, contract__aanbieder_id=aanbieder_id, contract__wet=wet)
    if product_ids is not None:
        rows = rows.filter(product_id__in=set(product_ids))
    ordered = rows.order_by("product__code", "vanaf", "id")
    return tuple(_tariff(row) for row in ordered.values_list(*_TARIFF))


def contract_tariffs(*, gemeente: str, contract_ids: Iterable[UUID]) -> tuple[TariefRow, ...]:
    """Every price of these contracts in one query, by product and first day."""
    rows = Tarief.objects.filter(gemeente_id=gemeente, contract_id__in=set(contract_ids)).order_by(
        "product__code", "vanaf", "id"
    )
    return tuple(_tariff(row) for row in rows.values_list(*_TARIFF))


def contract_periods(*, gemeente: str, contract_ids: Iterable[UUID]) -> dict[UUID, Period]:
    """The period of each of these contracts, in one query."""
    rows = Contract.objects.filter(gemeente_id=gemeente, pk__in=set(contract_ids)).values_list(
        "id", "vanaf", "tot"
    )
    return {identity: Period(start, end) for identity, start, end in rows}


def contracts_on(
    *, gemeente: str, aanbieder_id: UUID, wet: Wet | str, day: date, categorie: str = ""
) -> tuple[UUID, ...]:
    """The contracts of a provider for a law in force on `day`, by number; with `categorie` those with a price in it that day."""
    rows = Contract.objects.filter(in_force(day), gemeente_id=gemeente, aanbieder_id=aanbieder_id, wet=wet)
    if categorie:
        priced = Tarief.objects.filter(
            in_force(day), contract_id=OuterRef("pk"), product__categorie=categorie
        )
        rows = rows.filter(Exists(priced))
    return tuple(rows.order_by("nummer", "id").values_list("id", flat=True))


def ceilings(*, gemeente: str, contract_ids: Iterable[UUID]) -> dict[tuple[UUID, int], int]:
    """The ceilings of these contracts in cents, by contract and calendar year, in one query."""
    rows = Plafond.objects.filter(gemeente_id=gemeente, contract_id__in=set(contract_ids))
    return {
        (contract, jaar): cents for contract, jaar, cents in rows.values_list("contract_id", "jaar", "bedrag")
    }


def contract_page(
    *, actor: Actor, jaar: int, met_plafond: bool = False, after: UUID | None = None, limit: int = 50
) -> ContractPage:
    """Contracts by name of the provider and number, with the ceiling of `jaar`; `after` is the last id of the page before.

    With `met_plafond` only those that have a ceiling in that year. Raises `ActNotPermitted`. Two queries at most, whatever the
    number of contracts.
    """
    accounts.check(actor, Act.CONTRACT_INZIEN)
    rows = _contracts(actor.gemeente, jaar).order_by("aanbieder__naam", "nummer", "id")
    if met_plafond:
        rows = rows.filter(grens__isnull=False)
    mark = _mark(actor.gemeente, after)
    if mark is not None:
        naam, nummer = mark
        rows = rows.filter(Q(aanbieder__naam__gt=naam) | Q(aanbieder__naam=naam, nummer__gt=nummer))
    found = [_contract(row) for row in rows.values_list(*_CONTRACT)[: limit + 1]]
    shown = tuple(found[:limit])
    return ContractPage(shown, shown[-1].id if len(found) > limit else None)


def contract_detail(*, actor: Actor, contract_id: UUID, jaar: int) -> ContractDetail:
    """A contract with all its ceilings and prices; raises `NotFound` or `ActNotPermitted`. Three queries."""
    accounts.check(actor, Act.CONTRACT_INZIEN)
    row = _contracts(actor.gemeente, jaar).filter(pk=contract_id).values_list(*_CONTRACT).first()
    if row is None:
        raise NotFound("Dit contract staat hier niet (meer). Ga terug naar de lijst met contracten.")
    plafonds = Plafond.objects.filter(contract_id=contract_id).order_by("jaar").values_list("jaar", "bedrag")
    return ContractDetail(
        _contract(row), tuple(plafonds), contract_tariffs(gemeente=actor.gemeente, contract_ids=[contract_id])
    )


def _contracts(gemeente: str, jaar: int) -> Any:
    ceiling = Plafond.objects.filter(contract_id=OuterRef("pk"), jaar=jaar).values("bedrag")
    return Contract.objects.filter(gemeente_id=gemeente).annotate(grens=Subquery(ceiling))


def _mark(gemeente: str, after: UUID | None) -> tuple[str, str] | None:
    """Where in the order the last row of the page before stands; numbers are unique, so the id need not be looked at."""
    if after is None:
        return None
    return (
        Contract.objects.filter(gemeente_id=gemeente, pk=after)
        .values_list("aanbieder__naam", "nummer")
        .first()
    )


def _product(row: tuple[Any, ...]) -> ProductRow:
    identity, wet, *rest = row
    return ProductRow(identity, Wet(wet), *rest)


def _tariff(row: tuple[Any, ...]) -> TariefRow:
    values: tuple[Any, ...] = (*row[:-2], Period(row[-2], row[-1]))
    return TariefRow(*values)


def _contract(row: tuple[Any, ...]) -> ContractRow:
    identity, nummer, aanbieder, naam, agb, wet, start, end, plafond, taakgericht = row
    return ContractRow(
        identity, nummer, aanbieder, naam, agb, Wet(wet), Period(start, end), plafond, taakgericht
    )
