"""Level 2 for which of product, extent, budget and end date go together: what is allocated (301), asked (315), changed and new (317).

A TeWijzigenProduct names no product, only the number of an allocation: rules that look at product or code leave it to level 3 (TR375,
TR411, TR412).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.registry import Bericht, soort_of
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, find_at
from keukentafel.core.eenheden import NOT_PER_DAY

_OLD_RULES_UNTIL = date(2020, 12, 31)
# The element that holds the last day: a 315 calls it otherwise.
_END = ""


class _Place(NamedTuple):
    """Where a message holds such a product, and how it calls its first and last day; `named` when it tells which product."""

    place: str
    begin: str
    end: str
    named: bool = True


_PLACES = {
    301: (_Place("Client/ToegewezenProducten/ToegewezenProduct", "ingangsdatum", "Einddatum"),),
    315: (
        _Place(
            "Client/AangevraagdeProducten/AangevraagdProduct", "toewijzingingangsdatum", "ToewijzingEinddatum"
        ),
    ),
    317: (
        _Place(
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "gewensteingangsdatum",
            "Einddatum",
            named=False,
        ),
        _Place("Client/Verzoek/NieuweProducten/NieuwProduct", "gewensteingangsdatum", "Einddatum"),
    ),
}


@dataclass(frozen=True, slots=True)
class Productregel:
    """One product with its first and last day (None: open) and its extent or budget, as any of the messages holds it.

    `end_name` is the element that holds the last day. Without `named` the message does not tell which product it is.
    """

    path: str
    begin: date
    end: date | None
    end_name: str
    product: Product | None
    omvang: Omvang | None
    budget: int | None
    named: bool

    @property
    def has_code(self) -> bool:
        """The product is told, down to its code."""
        return self.product is not None and self.product.code is not None

    @property
    def under_new_rules(self) -> bool:
        """It lasts beyond 2020."""
        return self.end is None or self.end > _OLD_RULES_UNTIL


def product_lines(bericht: Bericht) -> Iterator[Productregel]:
    """Every such product of a 301, 315 or 317, in the order of the message; KeyError for another message."""
    for place in _PLACES[soort_of(bericht).nummer]:
        for path, held in find_at(bericht, place.place):
            yield Productregel(
                path,
                begin=getattr(held, place.begin),
                end=getattr(held, place.end.lower()),
                end_name=place.end,
                product=held.product if place.named else None,
                omvang=held.omvang,
                budget=held.budget,
                named=place.named,
            )


def _each(element: str, breaks: Callable[[Productregel], bool]) -> Callable[[Bericht], Paths]:
    def check(bericht: Bericht) -> Paths:
        return [f"{line.path}/{element or line.end_name}" for line in product_lines(bericht) if breaks(line)]

    return check


def _weekly_open(line: Productregel) -> bool:
    return line.omvang is not None and line.omvang.frequentie == "2" and line.end is None


def _both(line: Productregel) -> bool:
    return line.budget is not None and line.omvang is not None


def _extent_without_code(line: Productregel) -> bool:
    return line.named and line.omvang is not None and not line.has_code and line.under_new_rules


def _odd_frequency(line: Productregel) -> bool:
    omvang = line.omvang
    return (
        omvang is not None
        and line.under_new_rules
        and omvang.eenheid in NOT_PER_DAY
        and omvang.frequentie not in "246"
    )


_ALL = frozenset({301, 315, 317})
# The standard gives one rule another id per message.
_NO_CODE = {"CD080": frozenset({301}), "CD095": frozenset({315}), "CD096": frozenset({317})}
_FREQUENCY = {"CS338": frozenset({301, 317}), "CS343": frozenset({315})}

RULES = (
    Rule(
        "CD041",
        _ALL,
        "Bij een productcode hoort een omvang.",
        _each("Omvang", lambda line: line.has_code and line.omvang is None),
    ),
    Rule(
        "CD075",
        _ALL,
        "Bij een budget hoort een einddatum.",
        _each(_END, lambda line: line.budget is not None and line.end is None),
    ),
    Rule("CD076", _ALL, "Bij een omvang per week hoort een einddatum.", _each(_END, _weekly_open)),
    Rule("CD077", _ALL, "Naast een budget mag geen omvang staan.", _each("Omvang", _both)),
    Rule("CD078", _ALL, "Naast een omvang mag geen budget staan.", _each("Budget", _both)),
    Rule(
        "CD079",
        _ALL,
        "Zonder budget hoort er een product te staan.",
        _each("Product", lambda line: line.named and line.budget is None and line.product is None),
    ),
    *(
        Rule(
            rule,
            messages,
            "Zonder productcode mag er geen omvang staan.",
            _each("Omvang", _extent_without_code),
        )
        for rule, messages in _NO_CODE.items()
    ),
    Rule(
        "CS003",
        _ALL,
        "De einddatum ligt voor de ingangsdatum.",
        _each(_END, lambda line: line.end is not None and line.end < line.begin),
    ),
    *(
        Rule(
            rule,
            messages,
            "Bij deze eenheid past alleen per week, per maand of totaal.",
            _each("Omvang/Frequentie", _odd_frequency),
        )
        for rule, messages in _FREQUENCY.items()
    ),
)
