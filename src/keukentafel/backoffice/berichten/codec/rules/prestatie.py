"""Levels 3 and 4 for one debet line of a declaration.

Whether care was reported as started (305) is never looked at (OP364). A line on an unknown or removed allocation gets no further
comparison with it. A period outside the allocation is 9307 or 9308 and not also 9387 or 9388.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownTarief, KnownToewijzing
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding
from keukentafel.backoffice.berichten.codec.records.basis import GeslotenPeriode, Omvang
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding
from keukentafel.backoffice.berichten.codec.rules.ledger import Ledger, in_smallest_unit
from keukentafel.backoffice.berichten.codec.rules.tarief import amount_fits, expected_tarief, find_tarief
from keukentafel.backoffice.berichten.codec.rules.volume import maximum_in, maximum_in_all, minutes_factor
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.eenheden import EURO, MINUUT, UUR
from keukentafel.core.period import Period

_MOST_KEPT = 10_000
NO_PRICE = "In het contract staat geen tarief voor dit product op deze dag."


class Debets:
    """Judges debet lines of one declaration, against the facts of their batch.

    Thousands of lines differ in nothing but their allocation: what follows without counting is found once for all that are alike.
    """

    def __init__(self, facts: Facts323, ledger: Ledger, law: Law) -> None:
        self._facts = facts
        self._ledger = ledger
        self._law = law
        self._alike: dict[tuple[object, ...], tuple[tuple[Bevinding, ...], int | None]] = {}

    def judge(self, prestatie: Prestatie, bsn: str) -> tuple[Bevinding, ...]:
        """The findings on a debet line of this client; none when it can be granted."""
        number, facts = prestatie.toewijzingnummer, self._facts
        toewijzing, tarieven = facts.toewijzingen.get(number), facts.tarieven.get(number, ())
        periode = prestatie.productperiode
        mine = toewijzing if toewijzing is not None and toewijzing.bsn == bsn else None
        # The facts of a batch outlive its judge, so that an id tells one from another.
        of_toewijzing = mine and (id(mine.product), id(mine.periode), id(mine.omvang), mine.verwijderd)
        look = (
            prestatie.productcategorie, prestatie.productcode, prestatie.eenheid, prestatie.geleverdvolume, prestatie.producttarief,
            prestatie.ingediendbedrag.bedrag, periode.begindatum, periode.einddatum, toewijzing is None, id(tarieven), of_toewijzing,
        )  # fmt: skip
        seen = self._alike.get(look)
        if seen is None:
            if len(self._alike) >= _MOST_KEPT:
                self._alike.clear()
            seen = self._alike[look] = self._without_counting(prestatie, toewijzing, mine)
        fixed, total = seen
        if mine is None or mine.verwijderd:
            return fixed
        if total is None and mine.budget is None and not self._ledger.has_debet(prestatie):
            return fixed
        return (*fixed, *self._counted(prestatie, mine, total))

    def _without_counting(
        self, prestatie: Prestatie, toewijzing: KnownToewijzing | None, mine: KnownToewijzing | None
    ) -> tuple[tuple[Bevinding, ...], int | None]:
        """What any line like this one breaks, and the most that may be declared on its whole allocation (`maximum_in_all`)."""
        facts = self._facts
        tarieven = facts.tarieven.get(prestatie.toewijzingnummer, ())
        found = list(_judge_price(prestatie, tarieven, known=toewijzing is not None))
        product = (prestatie.productcategorie, prestatie.productcode)
        if facts.producten is not None and product not in facts.producten:
            found.append(bevinding("TR381"))
        if mine is None:
            return (*found, bevinding("TR338")), None
        if mine.verwijderd:
            return (*found, bevinding("TR384")), None
        found += _judge_product(prestatie, mine)
        found += _judge_period(prestatie.productperiode, mine.periode)
        found += _judge_volume(prestatie, mine, self._law)
        return tuple(found), maximum_in_all(mine.periode, mine.omvang) if mine.omvang else None

    def _counted(
        self, prestatie: Prestatie, toewijzing: KnownToewijzing, total: int | None
    ) -> Iterator[Bevinding]:
        """What follows from the sums of earlier lines."""
        number, omvang, ledger = prestatie.toewijzingnummer, toewijzing.omvang, self._ledger
        ledger.count_on(number)
        granted, cents = ledger.granted(number)
        if total is not None and omvang is not None:
            volume = granted + in_smallest_unit(prestatie.geleverdvolume, prestatie.eenheid)
            if volume > in_smallest_unit(total, omvang.eenheid):
                yield _too_much("TR322", volume, total, omvang)
        if toewijzing.budget is not None:
            amount = cents + prestatie.ingediendbedrag.bedrag
            if amount > toewijzing.budget:
                yield bevinding("TR369", totaal=amount, budget=toewijzing.budget)
        if ledger.has_debet(prestatie):
            yield bevinding("TR389")


def _judge_price(
    prestatie: Prestatie, tarieven: tuple[KnownTarief, ...], *, known: bool
) -> Iterator[Bevinding]:
    """`known`: the allocation of the line is known, of whomever."""
    if prestatie.eenheid == EURO:
        return
    contract = find_tarief(prestatie, tarieven, prestatie.productperiode.begindatum)
    asked = prestatie.producttarief or 0
    if contract is None:
        if known:
            yield Bevinding(
                "TR418", 3, "0611", NO_PRICE, (("ingediend", asked), ("eenheid", prestatie.eenheid))
            )
    elif asked != expected_tarief(prestatie, contract):
        yield bevinding(
            "TR418", ingediend=asked, contract=expected_tarief(prestatie, contract), eenheid=prestatie.eenheid
        )
    if not amount_fits(prestatie, contract):
        amount = prestatie.ingediendbedrag.bedrag
        yield bevinding(
            "TR346",
            ingediend=amount,
            berekend=prestatie.geleverdvolume * asked,
            volume=prestatie.geleverdvolume,
        )


def _judge_product(prestatie: Prestatie, toewijzing: KnownToewijzing) -> Iterator[Bevinding]:
    product, omvang = toewijzing.product, toewijzing.omvang
    if product is not None and product.categorie != prestatie.productcategorie:
        yield bevinding("TR339", ingediend=prestatie.productcategorie, toegewezen=product.categorie)
    if product is not None and product.code is not None and product.code != prestatie.productcode:
        yield bevinding("TR340", ingediend=prestatie.productcode, toegewezen=product.code)
    if (
        omvang is not None
        and prestatie.eenheid != omvang.eenheid
        and minutes_factor(omvang.eenheid, prestatie.eenheid) == 1
    ):
        yield bevinding("TR341", ingediend=prestatie.eenheid, toegewezen=omvang.eenheid)


def _judge_period(periode: GeslotenPeriode, toewijzing: Period) -> Iterator[Bevinding]:
    begin, end = periode.begindatum, periode.einddatum
    first, last = month_of(begin)
    if begin < toewijzing.start:
        yield bevinding("TR307", ingediend=begin.isoformat(), ingangsdatum=toewijzing.start.isoformat())
    elif begin != max(first, toewijzing.start):
        yield bevinding(
            "TR387", ingediend=begin.isoformat(), verwacht=max(first, toewijzing.start).isoformat()
        )
    end_allowed = toewijzing.last_day or date.max
    if end > end_allowed:
        yield bevinding("TR308", ingediend=end.isoformat(), einddatum=end_allowed.isoformat())
    elif end != min(last, end_allowed):
        yield bevinding("TR388", ingediend=end.isoformat(), verwacht=min(last, end_allowed).isoformat())


@lru_cache(maxsize=1024)
def _period_of(first: date, last: date) -> Period:
    return Period.inclusive(first, last)


@lru_cache(maxsize=1024)
def month_of(day: date) -> tuple[date, date]:
    """The first and last day of the calendar month of a day."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _judge_volume(prestatie: Prestatie, toewijzing: KnownToewijzing, law: Law) -> Iterator[Bevinding]:
    omvang = toewijzing.omvang
    if omvang is None:
        return
    periode = _period_of(prestatie.productperiode.begindatum, prestatie.productperiode.einddatum)
    volume = in_smallest_unit(prestatie.geleverdvolume, prestatie.eenheid)
    maximum = maximum_in(periode, toewijzing.periode, omvang, prestatie.productcategorie, law)
    if maximum is not None and volume > in_smallest_unit(maximum, omvang.eenheid):
        yield _too_much("TR321", volume, maximum, omvang)


def _too_much(rule: str, volume: int, maximum: int, omvang: Omvang) -> Bevinding:
    """Volumes in hours or minutes are told in minutes, others in the unit of the allocation."""
    eenheid = MINUUT if omvang.eenheid == UUR else omvang.eenheid
    return bevinding(rule, volume=volume, maximum=in_smallest_unit(maximum, omvang.eenheid), eenheid=eenheid)
