"""A small market for the tests: two providers, four products, their contracts and prices."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewProduct, NewTarief, Wet
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.core.period import Period
from tests.cast import ELSBEEK, Town

CONTRACT = Period(date(2024, 1, 1), date(2028, 1, 1))
EVER = Period(date(2024, 1, 1))
AGB, OTHER_AGB = "99100001", "99100018"
DAGBESTEDING = NewProduct(Wet.WMO, "07", "07A03", "Dagbesteding", "16", "2", "individueel", EVER)
BEGELEIDING = NewProduct(Wet.WMO, "02", "02A16", "Begeleiding individueel", "04", "4", "individueel", EVER)
ROLSTOEL = NewProduct(Wet.WMO, "11", "11A01", "Rolstoel", "82", "6", "individueel", EVER)
AMBULANT = NewProduct(
    Wet.JEUGDWET, "45", "45A49", "Ambulante begeleiding jeugd", "04", "4", "individueel", EVER
)
CEILING = 20_000_00


@dataclass(frozen=True)
class Market:
    """Ids of what was loaded; `contract` is that of the first provider under the Wmo."""

    aanbieder: UUID
    other: UUID
    contract: UUID
    other_contract: UUID
    jeugd_contract: UUID
    dagbesteding: UUID
    begeleiding: UUID
    rolstoel: UUID
    ambulant: UUID


def contracted(town: Town, *, per_year: tuple[int, ...] = (5000, 5200, 5400)) -> Market:
    """Load the market: `per_year` are the prices of a dagdeel in 2025, 2026 and 2027, in cents."""
    there = town.code == ELSBEEK
    first = NewAanbieder("99100902" if there else AGB, "Stichting De Brug", "Anouk Vos")
    other = NewAanbieder("99100919" if there else OTHER_AGB, "Zorg aan de Beek")
    products = [
        replace(product, id=_copy(product, town))
        for product in (DAGBESTEDING, BEGELEIDING, ROLSTOEL, AMBULANT)
    ]
    dag, begeleiding, rolstoel, ambulant = (product.id for product in products)
    wmo = NewContract("WB-2024-01", first.id, Wet.WMO, CONTRACT, ((2026, CEILING),))
    small = NewContract("WB-2024-02", other.id, Wet.WMO, CONTRACT)
    jeugd = NewContract("JH-2024-03", first.id, Wet.JEUGDWET, CONTRACT)
    years = zip((2025, 2026, 2027), per_year, strict=True)
    prices = [NewTarief(wmo.id, dag, "16", cents, _year(year)) for year, cents in years]
    prices += [
        NewTarief(wmo.id, begeleiding, "04", 6600, CONTRACT),
        NewTarief(small.id, begeleiding, "04", 6400, CONTRACT),
        NewTarief(wmo.id, rolstoel, "82", 1850_00, CONTRACT),
        NewTarief(jeugd.id, ambulant, "04", 5860, CONTRACT),
    ]
    load_contracts(
        actor=town.system,
        aanbieders=[first, other],
        producten=products,
        contracten=[wmo, small, jeugd],
        tarieven=prices,
    )
    return Market(first.id, other.id, wmo.id, small.id, jeugd.id, dag, begeleiding, rolstoel, ambulant)


def _copy(product: NewProduct, town: Town) -> UUID:
    """An id of its own in each municipality."""
    return UUID(int=product.id.int ^ int(town.code)) if town.code == ELSBEEK else product.id


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year + 1, 1, 1))
