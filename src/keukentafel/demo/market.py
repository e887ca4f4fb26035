"""Providers, contracts, tariffs and budget of the invented town: a few large providers do most of the work, many small ones the rest."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from keukentafel.demo.calibration import value
from keukentafel.demo.draw import few, one, stream
from keukentafel.demo.names import given_names, surname
from keukentafel.demo.options import Options
from keukentafel.demo.records.backoffice import (
    AanbiederRecord,
    BegrotingsregelRecord,
    ContractRecord,
    ProductRecord,
    TariefRecord,
)
from keukentafel.demo.tables import rows

YEARS = (2024, 2025, 2026, 2027)
_LAST_INDEX = 2026
CONTRACT_START = date(2024, 1, 1)
CONTRACT_END = date(2027, 12, 31)
DE_BRUG = "aanbieder-004"
DE_BRUG_PRODUCT = "45A49"
DE_BRUG_TARIEF_2026 = 5860
DE_BRUG_TARIEF_2027 = 6240
_DE_BRUG_PLAFOND = 195_000_000
_NIEUWE_MAAN = "aanbieder-006"
_TAAK = ContractRecord(
    sleutel="contract-taak",
    nummer="JT-2025-01",
    aanbieder=_NIEUWE_MAAN,
    wet="jeugdwet",
    ingangsdatum=date(2025, 1, 1),
    einddatum=CONTRACT_END,
    plafonds=(),
    taakgericht=True,
)
_FIRST_AGB = 99_100_000
_TAIL = 1.75
_KINDS = (
    (("huishouden",), 12, "HH"),
    (("begeleiding",), 20, "WB"),
    (("begeleiding", "dagbesteding"), 18, "WB"),
    (("kortdurend verblijf", "dagbesteding"), 3, "WB"),
    (("ambulant",), 22, "JH"),
    (("ggz",), 14, "JH"),
    (("ambulant", "daghulp"), 4, "JH"),
    (("dyslexie",), 3, "JH"),
    (("verblijf", "gezinshuis"), 4, "JH"),
)
_FIRST_WORD = (
    "Zorg",
    "Thuis",
    "Huis",
    "Atelier",
    "Praktijk",
    "Buro",
    "Erf",
    "Hoeve",
    "Kompas",
    "Baken",
    "Anker",
    "Spoor",
    "Wilg",
    "Eik",
    "Zwaluw",
    "Vlinder",
)
_SECOND_WORD = (
    "de Linde",
    "aan de Beek",
    "Oost",
    "van Nu",
    "in Zicht",
    "op Maat",
    "de Akker",
    "Dichtbij",
    "Samen",
    "Verder",
    "de Horizon",
    "Nabij",
    "Rondom",
    "Vooruit",
    "Midden",
)
_LINES = (
    ("6.711", "Hulp bij het huishouden", "wmo", ("huishouden",)),
    ("6.712", "Begeleiding", "wmo", ("begeleiding",)),
    ("6.713", "Dagbesteding", "wmo", ("dagbesteding",)),
    ("6.714", "Overige ondersteuning Wmo", "wmo", ("kortdurend verblijf",)),
    (
        "6.60",
        "Hulpmiddelen en woonvoorzieningen",
        "wmo",
        ("rolstoel", "vervoer", "woonvoorziening", "hulpmiddel"),
    ),
    ("6.811", "Beschermd wonen", "wmo", ("beschermd wonen",)),
    ("6.75", "Jeugdhulp ambulant", "jeugdwet", ("ambulant", "dyslexie", "daghulp", "ggz")),
    ("6.76", "Jeugdhulp met verblijf", "jeugdwet", ("verblijf", "gezinshuis", "pleegzorg", "gesloten")),
    ("6.82", "Jeugdbescherming en reclassering", "jeugdwet", ("jeugdbescherming", "jeugdreclassering")),
)


@dataclass(frozen=True, slots=True)
class Market:
    """Everything that is for sale and under which contract, with the look-ups that the history needs.

    ``prices`` are cents per unit by (contract, product, year); ``choices`` the contracts with their weight by product group.
    """

    products: tuple[ProductRecord, ...]
    providers: tuple[AanbiederRecord, ...]
    contracts: tuple[ContractRecord, ...]
    tariffs: tuple[TariefRecord, ...]
    by_group: dict[str, tuple[ProductRecord, ...]]
    prices: dict[tuple[str, str, int], int]
    choices: dict[str, tuple[tuple[ContractRecord, float], ...]]


@cache
def products() -> tuple[ProductRecord, ...]:
    """The products, each with the Iv3 code on which it is booked per year (the codes were renumbered in 2025)."""
    return tuple(
        ProductRecord(
            code=row["code"],
            naam=row["naam"],
            wet=row["wet"],
            categorie=row["categorie"],
            groep=row["groep"],
            eenheid=row["eenheid"],
            frequentie=row["frequentie"],
            trede=row["trede"],
            taakvelden=tuple((year, row[f"tv{min(year, _LAST_INDEX)}"]) for year in YEARS),
            tariefbron=row["bron"],
        )
        for row in rows("products.csv")
    )


@cache
def base_price(code: str, year: int) -> int:
    """The price of a product in cents, brought from the year of its source to ``year`` with the yearly index."""
    row = next(row for row in rows("products.csv") if row["code"] == code)
    price = float(row["tarief"])
    for step in range(int(row["basisjaar"]) + 1, year + 1):
        price *= 1 + value("tarief.index", str(min(step, _LAST_INDEX))) / 100
    return round(price)


@cache
def market(options: Options) -> Market:
    """The market of one municipality."""
    kinds = _providers(options)
    providers = tuple(provider for provider, _, _ in kinds)
    contracts: list[ContractRecord] = []
    tariffs: list[TariefRecord] = []
    choices: dict[str, list[tuple[ContractRecord, float]]] = {}
    rank: dict[str, int] = {}
    for provider, groups, prefix in kinds:
        for wet in provider.wetten:
            contract = _contract(options, provider, wet, prefix, len(contracts) + 1)
            contracts.append(contract)
            for product in products():
                if product.wet == wet and product.groep in groups:
                    tariffs += _tariffs(options, contract, product)
            for group in groups:
                if any(product.groep == group and product.wet == wet for product in products()):
                    rank[group] = rank.get(group, 0) + 1
                    choices.setdefault(group, []).append((contract, 1 / rank[group] ** _TAIL))
    by_group: dict[str, tuple[ProductRecord, ...]] = {}
    for product in products():
        by_group[product.groep] = (*by_group.get(product.groep, ()), product)
    return Market(
        products=products(),
        providers=providers,
        contracts=(*contracts, _TAAK),
        tariffs=tuple(tariffs),
        by_group=by_group,
        prices={(row.contract, row.product, row.ingangsdatum.year): row.bedrag for row in tariffs},
        choices={group: tuple(found) for group, found in choices.items()},
    )


def _providers(options: Options) -> list[tuple[AanbiederRecord, tuple[str, ...], str]]:
    """Providers with their product groups and the letters of their contract number:

    the named ones first, then as many small ones as the size asks.
    """
    wanted = max(12, round(value("aanbieders.aantal") * options.scale))
    rng = stream(options.seed, "aanbieders")
    plan = [
        (row["naam"], tuple(row["groepen"].split("|")), row["contactpersoon"], row["prefix"])
        for row in rows("providers.csv")
    ]
    kinds = [(groups, prefix) for groups, number, prefix in _KINDS for _ in range(number)]
    small = few(rng, kinds, max(0, wanted - len(plan)))
    taken = {name for name, _, _, _ in plan}
    for groups, prefix in small:
        name = _name(options.seed, taken)
        called, _ = given_names(rng, one(rng, (1, 2)), 45)
        plan.append((name, groups, " ".join(filter(None, (called, *surname(rng)))), prefix))
    laws = {product.groep: product.wet for product in products()}
    return [
        (
            AanbiederRecord(
                sleutel=f"aanbieder-{number:03}",
                agb=str(_FIRST_AGB + (0 if options.stories else 50_000) + number * 17),
                naam=name,
                wetten=tuple(dict.fromkeys(laws[group] for group in groups)),
                gewicht=round(1 / number, 4),
                contactpersoon=contact,
            ),
            groups,
            prefix,
        )
        for number, (name, groups, contact, prefix) in enumerate(plan, start=1)
    ]


def _name(seed: int, taken: set[str]) -> str:
    """A name of at most 35 characters that no other provider has; ``taken`` grows with it."""
    rng = stream(seed, "aanbiedernaam", len(taken))
    name = f"{one(rng, _FIRST_WORD)} {one(rng, _SECOND_WORD)}"
    while name in taken:
        name = f"{one(rng, _FIRST_WORD)} {one(rng, _SECOND_WORD)}"
    taken.add(name)
    return name


def _contract(
    options: Options, provider: AanbiederRecord, wet: str, prefix: str, number: int
) -> ContractRecord:
    de_brug = provider.sleutel == DE_BRUG
    return ContractRecord(
        sleutel=f"contract-{number:03}",
        nummer="JH-2024-03" if de_brug else f"{prefix}-2024-{number + 10:02}",
        aanbieder=provider.sleutel,
        wet=wet,
        ingangsdatum=CONTRACT_START,
        einddatum=CONTRACT_END,
        plafonds=((options.working_date.year, round(_DE_BRUG_PLAFOND * options.scale)),) if de_brug else (),
    )


def _tariffs(options: Options, contract: ContractRecord, product: ProductRecord) -> list[TariefRecord]:
    """The price per year, a few percent around the price of the source; De Brug also has its price for next year."""
    room = 0.96 + 0.08 * stream(options.seed, "tarief", contract.sleutel, product.code).random()
    prices = [
        (year, round(base_price(product.code, year) * room))
        for year in YEARS
        if year <= options.working_date.year
    ]
    if contract.aanbieder == DE_BRUG and product.code == DE_BRUG_PRODUCT:
        prices = [*prices[:2], (2026, DE_BRUG_TARIEF_2026), (2027, DE_BRUG_TARIEF_2027)]
    return [
        TariefRecord(
            contract.sleutel, product.code, product.eenheid, price, date(year, 1, 1), date(year, 12, 31)
        )
        for year, price in prices
    ]


def begroting(
    yearly: dict[tuple[int, str], int], before: dict[tuple[int, str], int]
) -> tuple[BegrotingsregelRecord, ...]:
    """The budget lines per year.

    ``yearly`` is what the allocations cost and ``before`` what of it was paid before the first declaration line,
    both in cents by (year, product group). What is committed lies about a quarter above what is delivered; so household help is
    budgeted too low and most lines have some room.
    """
    lines = []
    for year in sorted({year for year, _ in yearly}):
        for index, (taakveld, naam, wet, groups) in enumerate(_LINES):
            cost = sum(yearly.get((year, group), 0) for group in groups)
            budget = round(cost * (118 + index * 5 % 21) // 100, -5)
            lines.append(
                BegrotingsregelRecord(
                    sleutel=f"begroting-{year}-{taakveld}",
                    jaar=year,
                    taakveld=taakveld,
                    naam=naam,
                    wet=wet,
                    productgroepen=groups,
                    categorieen=_categories(groups),
                    begroot=budget,
                    besteed_eerder=sum(before.get((year, group), 0) for group in groups),
                )
            )
    return tuple(lines)


def _categories(groups: tuple[str, ...]) -> tuple[str, ...]:
    """The product categories of some product groups, each once."""
    return tuple(dict.fromkeys(product.categorie for product in products() if product.groep in groups))
