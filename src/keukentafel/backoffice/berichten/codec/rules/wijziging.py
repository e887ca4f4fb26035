"""Levels 3 and 4 for a request for a change: from client to request to product, each layer only when the one above it is fine.

TR304, TR347, TR349, TR350, TR351, TR357, TR361, TR373, TR374, TR375, TR381, TR411 and TR412. A 317 is accepted or refused whole. An
allocation is current when it is valid on the working date or later and was not removed.

Inferred, because only the short texts of the rules are known: TR361 compares what is asked for (a changed product from its
GewensteIngangsdatum on, not the days before it) and stands at the later of the two, never at an allocation that stays as it is; two new
products are TR410. TR373 looks at an extent with Frequentie 6 before and after. TR375 is for an allocation without Product, TR412 for one
with a category only; the end date that TR375 asks for is one that every current allocation has.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import Facts317, KnownToewijzing
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.wijziging import (
    Bericht317,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verzoek,
)
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.base import dagtekening
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import fits_category, has_open_request
from keukentafel.backoffice.berichten.codec.rules.level2_overlap import clash
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.eenheden import TOTAAL

CLIENT: Pad = ("client",)
VERZOEK: Pad = (*CLIENT, "verzoek")
Current = Mapping[int, KnownToewijzing]


def judge_317(bericht: Bericht317, facts: Facts317) -> BerichtOordeel:
    """Judge a request for a change that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    client = bericht.client
    products = dict(_products(client.verzoek))
    below = frozenset(products)
    if client.bsn not in facts.bsns:
        return BerichtOordeel(klassen={CLIENT: (bevinding("TR304"),)}, niet_beoordeeld=below | {VERZOEK})
    current = {
        number: toewijzing
        for number, toewijzing in facts.toewijzingen.items()
        if toewijzing.bsn == client.bsn and toewijzing.current_on(facts.bericht.vandaag)
    }
    found = tuple(_judge_verzoek(bericht, facts, current))
    if found:
        return BerichtOordeel(klassen={VERZOEK: found}, niet_beoordeeld=below)
    judge = _Judge(current, dagtekening(bericht), soort_of(bericht).law, facts.producten)
    return BerichtOordeel(klassen=by_class((path, judge.judge(item)) for path, item in products.items()))


ProductClass = OngewijzigdProduct | TeWijzigenProduct | NieuwProduct


def _products(verzoek: Verzoek) -> Iterator[tuple[Pad, ProductClass]]:
    """The products of all three groups: what stays, what changes, what is new."""
    groups: dict[str, tuple[ProductClass, ...]] = {
        "ongewijzigdeproducten": verzoek.ongewijzigdeproducten,
        "tewijzigenproducten": verzoek.tewijzigenproducten,
        "nieuweproducten": verzoek.nieuweproducten,
    }
    for name, products in groups.items():
        for index, product in enumerate(products):
            yield (*VERZOEK, name, index), product


def _judge_verzoek(bericht: Bericht317, facts: Facts317, current: Current) -> Iterator[Bevinding]:
    verzoek = bericht.client.verzoek
    if verzoek.referentieaanbieder in facts.referenties:
        yield bevinding("TR347")
    if has_open_request(bericht.client.bsn, facts.verzoeken):
        yield bevinding("TR374")
    named = {product.toewijzingnummer for product in verzoek.ongewijzigdeproducten}
    named |= {product.toewijzingnummer for product in verzoek.tewijzigenproducten}
    missing = sorted(set(current) - named)
    if missing:
        yield bevinding("TR349", ontbreekt=", ".join(map(str, missing)))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An allocation as it would be after the request, with both days in it."""

    toewijzingnummer: int
    product: Product | None
    first: date
    last: date

    def overlaps(self, product: Product | None, first: date, last: date | None, law: Law) -> bool:
        """Whether a product from `first` up to and including `last` cannot be allocated beside this one."""
        same_days = first <= self.last and self.first <= (last or date.max)
        return same_days and clash(self.product, product, law)


class _Judge:
    """Judges the products of one request in their order, keeping what would stand after it."""

    def __init__(
        self, current: Current, day: date, law: Law, producten: frozenset[tuple[str, str]] | None
    ) -> None:
        self._current = current
        self._day = day
        self._law = law
        self._producten = producten
        self._wanted: list[_Wanted] = []

    def judge(self, item: ProductClass) -> list[Bevinding]:
        """The findings on one product."""
        if isinstance(item, NieuwProduct):
            found = [] if fits_category(item.product, self._producten) else [bevinding("TR381")]
            return [*found, *self._overlap(item.product, item.gewensteingangsdatum, item.einddatum)]
        known = self._current.get(item.toewijzingnummer)
        if known is None:
            return [bevinding("TR350" if isinstance(item, OngewijzigdProduct) else "TR351")]
        if isinstance(item, OngewijzigdProduct):
            self._keep(known, known.periode.start, known.periode.last_day)
            return []
        found = [
            *_judge_dates(item, known, self._day),
            *_judge_omvang(item, known),
            *self._overlap(known.product, item.gewensteingangsdatum, item.einddatum),
        ]
        self._keep(known, item.gewensteingangsdatum, item.einddatum)
        return found

    def _keep(self, known: KnownToewijzing, first: date, last: date | None) -> None:
        self._wanted.append(_Wanted(known.toewijzingnummer, known.product, first, last or date.max))

    def _overlap(self, product: Product | None, first: date, last: date | None) -> Iterable[Bevinding]:
        for wanted in self._wanted:
            if wanted.overlaps(product, first, last, self._law):
                return [bevinding("TR361", toewijzingnummer=wanted.toewijzingnummer)]
        return []


def _judge_dates(item: TeWijzigenProduct, known: KnownToewijzing, day: date) -> Iterator[Bevinding]:
    asked, first = item.gewensteingangsdatum, known.periode.start
    if asked == first:
        return
    if asked <= day:
        yield bevinding("TR357", ingediend=asked.isoformat(), ingangsdatum=first.isoformat())
    if _changes_total(item, known):
        yield bevinding("TR373", ingediend=asked.isoformat(), ingangsdatum=first.isoformat())


def _changes_total(item: TeWijzigenProduct, known: KnownToewijzing) -> bool:
    if known.budget is not None and item.budget is not None:
        return item.budget != known.budget
    if known.omvang is None or item.omvang is None:
        return False
    return known.omvang.frequentie == item.omvang.frequentie == TOTAAL and item.omvang != known.omvang


def _judge_omvang(item: TeWijzigenProduct, known: KnownToewijzing) -> Iterator[Bevinding]:
    product, filled = known.product, item.omvang is not None
    if product is None:
        broken = "TR375" if filled else None
    elif product.code is None:
        broken = "TR412" if filled else None
    else:
        broken = None if filled else "TR411"
    if broken:
        yield bevinding(broken)
