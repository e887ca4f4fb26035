"""Overlap: the same product twice on one day (TR302 in a 301, TR386 in a 315, TR410 among the new products of a 317; TR361 at level 3).

Products without a code are compared by category; one without a category overlaps with anything. Only in iWmo may aids (categories 11
to 14) overlap, with each other and with a product without a category.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, ToegewezenProduct
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.registry import Bericht, soort_of
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, find_at
from keukentafel.backoffice.berichten.codec.types import Law

REMOVED = "13"
AIDS = {Law.WMO: frozenset({"11", "12", "13", "14"}), Law.JW: frozenset[str]()}
_Key = tuple[str | None, ...]
_ANY: _Key = ()
_GENERIC: _Key = (None,)


class Span(NamedTuple):
    """A product (None: generic) from its first day to its last, both in it (None: open)."""

    begin: date
    end: date | None
    product: Product | None


def overlaps(spans: Sequence[Span], law: Law) -> Iterator[int]:
    """The index of every span that has a day and a product in common with one that began before it, or as early and stands before it.

    A span that ends before it begins has no days. Takes time in proportion to n log n, because providers send these lists.
    """
    latest: dict[_Key, date] = {}
    for index in sorted(range(len(spans)), key=lambda index: spans[index].begin):
        begin, end, product = spans[index]
        last = end or date.max
        if last < begin or _may_overlap(product, law):
            continue
        if any(latest.get(key, date.min) >= begin for key in _clashing(product)):
            yield index
        for key in _own(product):
            latest[key] = max(latest.get(key, date.min), last)


def clash(first: Product | None, second: Product | None, law: Law) -> bool:
    """Whether two products (None: generic) may not lie on the same day."""
    free = _may_overlap(first, law) or _may_overlap(second, law)
    return not free and not set(_own(first)).isdisjoint(_clashing(second))


def _may_overlap(product: Product | None, law: Law) -> bool:
    return product is not None and product.categorie in AIDS[law]


def _own(product: Product | None) -> Iterable[_Key]:
    """The keys under which a product is found by later ones."""
    if product is None:
        return _ANY, _GENERIC
    return _ANY, (product.categorie,), (product.categorie, product.code)


def _clashing(product: Product | None) -> Iterable[_Key]:
    """The keys of all products that may not lie on a day with this one."""
    if product is None:
        return (_ANY,)
    if product.code is None:
        return _GENERIC, (product.categorie,)
    return _GENERIC, (product.categorie, None), (product.categorie, product.code)


def _allocated(bericht: Bericht301) -> Iterator[tuple[str, Span]]:
    for path, line in find_at(bericht, "Client/ToegewezenProducten/ToegewezenProduct"):
        if not _is_removed(line):
            yield path, Span(line.ingangsdatum, line.einddatum, line.product)


def _is_removed(line: ToegewezenProduct) -> bool:
    if line.redenwijziging == "01":
        return line.einddatum == line.ingangsdatum
    return line.redenwijziging == REMOVED


def _asked(bericht: Bericht315) -> Iterator[tuple[str, Span]]:
    for path, line in find_at(bericht, "Client/AangevraagdeProducten/AangevraagdProduct"):
        yield path, Span(line.toewijzingingangsdatum, line.toewijzingeinddatum, line.product)


def _new(bericht: Bericht317) -> Iterator[tuple[str, Span]]:
    for path, line in find_at(bericht, "Client/Verzoek/NieuweProducten/NieuwProduct"):
        yield path, Span(line.gewensteingangsdatum, line.einddatum, line.product)


def _check(find: Callable[..., Iterator[tuple[str, Span]]]) -> Callable[[Bericht], Paths]:
    def check(bericht: Bericht) -> Paths:
        found = list(find(bericht))
        for index in overlaps([span for _, span in found], soort_of(bericht).law):
            yield found[index][0]

    return check


RULES = (
    Rule(
        "TR302",
        frozenset({301}),
        "Hetzelfde product is twee keer toegewezen in perioden die elkaar overlappen.",
        _check(_allocated),
    ),
    Rule(
        "TR386",
        frozenset({315}),
        "Hetzelfde product wordt twee keer gevraagd in perioden die elkaar overlappen.",
        _check(_asked),
    ),
    Rule(
        "TR410",
        frozenset({317}),
        "Hetzelfde nieuwe product wordt twee keer gevraagd in perioden die elkaar overlappen.",
        _check(_new),
    ),
)
