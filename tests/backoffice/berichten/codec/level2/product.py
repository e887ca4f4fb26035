"""Samples of the rules on product, extent, budget, end date and overlap, for every class that has them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.level2.case import Case, Changes
from tests.backoffice.berichten.codec.messages import toewijzing, verzoek, wijziging

OLD, NEW = date(2020, 12, 31), date(2021, 1, 1)
_BUDGET = 100_000
_SPECIFIC = Omvang(volume=5, eenheid="01", frequentie="4")
_DAILY_PIECES = Omvang(volume=5, eenheid="84", frequentie="1")
_WMO, _JW = frozenset({Law.WMO}), frozenset({Law.JW})


@dataclass(frozen=True)
class Regel:
    """Where a valid message holds a product, how it calls the first and last day, and the ids of rules that differ per message.

    The message holds a second product of the same category, with code `other`, from the same day. `alone` leaves that one out;
    `in_2020` is what a message needs to be about 2020.
    """

    place: str
    begin: str
    end: str
    first_day: date
    frequency: str
    second: str = ""
    other: str = ""
    extent_without_code: str = ""
    overlap: str = ""
    alone: Changes = field(default_factory=dict)
    in_2020: Changes = field(default_factory=dict)

    def changes(self, **values: Any) -> Changes:
        """Changes of this product, in which begin and end are its first and last day."""
        names = {"begin": self.begin, "end": self.end}
        return {f"{self.place}__{names.get(name, name)}": value for name, value in values.items()}


ALLOCATED = Regel(
    "client__toegewezenproducten__0", "ingangsdatum", "einddatum", date(2026, 1, 1), "CS338",
    "client__toegewezenproducten__1", "02A05", "CD080", "TR302",
    alone={"client__toegewezenproducten": toewijzing().client.toegewezenproducten[:1]},
)  # fmt: skip
ASKED = Regel(
    "client__aangevraagdeproducten__0", "toewijzingingangsdatum", "toewijzingeinddatum", date(2026, 11, 1), "CS343",
    "client__aangevraagdeproducten__1", "02A05", "CD095", "TR386",
    alone={"client__aangevraagdeproducten": verzoek().client.aangevraagdeproducten[:1]},
)  # fmt: skip
NEW_PRODUCT = Regel(
    "client__verzoek__nieuweproducten__0", "gewensteingangsdatum", "einddatum", date(2026, 11, 1), "CS338",
    "client__verzoek__nieuweproducten__1", "02A06", "CD096", "TR410",
    alone={"client__verzoek__nieuweproducten": wijziging().client.verzoek.nieuweproducten[:1]},
    in_2020={"header__berichtidentificatie__dagtekening": date(2020, 12, 1)},
)  # fmt: skip
CHANGED = Regel(
    "client__verzoek__tewijzigenproducten__0", "gewensteingangsdatum", "einddatum", date(2026, 11, 1), "CS338"
)


def extent_cases(regel: Regel) -> list[Case]:
    """Samples of the rules on extent, budget and days, which ask no product."""
    of, day_before = regel.changes, regel.first_day - timedelta(days=1)
    old = {**regel.in_2020, **of(begin=OLD, omvang=_DAILY_PIECES)}
    pieces = [
        Case(
            regel.frequency,
            of(omvang=Omvang(volume=5, eenheid=unit, frequentie=frequency)),
            of(omvang=Omvang(volume=5, eenheid=unit, frequentie="1")),
        )
        for unit, frequency in (("14", "2"), ("16", "4"), ("83", "6"), ("84", "2"))
    ]
    return [
        Case("CD076", of(omvang=_SPECIFIC, end=None), of(end=None)),
        Case("CD077", of(budget=None), of(budget=_BUDGET), frozenset({"CD078"})),
        Case("CD078", of(budget=None), of(budget=_BUDGET), frozenset({"CD077"})),
        Case("CS003", of(end=regel.first_day), of(end=day_before)),
        *pieces,
        Case(regel.frequency, of(omvang=_SPECIFIC), of(omvang=_DAILY_PIECES)),
        Case(regel.frequency, {**old, **of(end=OLD)}, {**old, **of(end=NEW)}),
    ]


def product_cases(regel: Regel) -> list[Case]:
    """Samples of the rules on which product it is."""
    of = regel.changes
    budget = of(product=Product(categorie="03"), omvang=None, budget=_BUDGET)
    generic = {**regel.alone, **of(product=None, omvang=None)}
    old = {**regel.in_2020, **of(product=Product(categorie="03"), begin=OLD)}
    return [
        Case("CD041", of(omvang=_SPECIFIC), of(omvang=None)),
        Case("CD075", budget, {**budget, **of(end=None)}),
        Case("CD079", {**generic, **of(budget=_BUDGET)}, generic),
        Case(
            regel.extent_without_code,
            of(product=Product(categorie="03"), omvang=None),
            of(product=Product(categorie="03")),
        ),
        Case(regel.extent_without_code, {**old, **of(end=OLD)}, {**old, **of(end=NEW)}),
    ]


def overlap_cases(regel: Regel) -> list[Case]:
    """Samples of the rule on overlap: by code, by days, by category, generic, and the aids that may overlap in iWmo alone."""
    of, rule = regel.changes, regel.overlap
    earlier = of(begin=regel.first_day - timedelta(days=20))
    same = {**earlier, **of(product__code=regel.other)}
    generic = of(product=None, omvang=None, budget=_BUDGET)
    second = f"{regel.second}__product"
    wheelchair, night = Product(categorie="11", code="11A01"), Product(categorie="15", code="15A01")
    return [
        Case(rule, {**earlier, **of(product__code="02A09")}, same),
        Case(
            rule,
            {**same, **of(end=regel.first_day - timedelta(days=1))},
            {**same, **of(end=regel.first_day)},
        ),
        Case(
            rule,
            of(product=Product(categorie="03"), omvang=None),
            of(product=Product(categorie="02"), omvang=None),
        ),
        Case(rule, {**regel.alone, **generic}, generic),
        Case(rule, {**generic, f"{second}__categorie": "11"}, generic, laws=_WMO),
        Case(
            rule,
            {**earlier, **of(product=wheelchair), second: wheelchair},
            {**earlier, **of(product=night), second: night},
            laws=_WMO,
        ),
        Case(
            rule,
            {**earlier, **of(product=wheelchair), second: night},
            {**earlier, **of(product=wheelchair), second: wheelchair},
            laws=_JW,
        ),
        Case(
            rule,
            {**regel.alone, **generic},
            {**generic, f"{second}__categorie": "11"},
            laws=_JW,
        ),
    ]


_GONE = ALLOCATED.changes(product__code="02A05", end=date(2026, 1, 1))
ALLOCATION_CASES = [
    Case(
        "CS335",
        ALLOCATED.changes(redenwijziging="13", end=date(2026, 1, 1)),
        ALLOCATED.changes(redenwijziging="13"),
    ),
    Case("CS336", ALLOCATED.changes(redenwijziging="14"), ALLOCATED.changes(redenwijziging="01")),
    Case(
        "TR302",
        {**_GONE, **ALLOCATED.changes(redenwijziging="13")},
        {**_GONE, **ALLOCATED.changes(redenwijziging="14")},
    ),
    Case(
        "TR134",
        ALLOCATED.changes(toewijzingsdatum=date(2026, 10, 5)),
        ALLOCATED.changes(toewijzingsdatum=date(2026, 10, 6)),
    ),
    Case("TR101", ALLOCATED.changes(toewijzingnummer=3), ALLOCATED.changes(toewijzingnummer=2)),
]
CHANGE_CASES = [
    Case(
        "CD075",
        CHANGED.changes(omvang=None, budget=_BUDGET),
        CHANGED.changes(omvang=None, budget=_BUDGET, end=None),
    ),
]
