"""Levels 3 and 4 for one debet line of a declaration.

Whether care was reported as started (305) is never looked at (OP364). A line on an unknown or removed allocation gets no further
comparison with it. A period outside the allocation is 9307 or 9308 and not also 9387 or 9388.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownToewijzing
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding
from keukentafel.backoffice.berichten.codec.records.basis import GeslotenPeriode, Omvang
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding
from keukentafel.backoffice.berichten.codec.rules.ledger import Ledger, in_smallest_unit
from keukentafel.backoffice.berichten.codec.rules.tarief import amount_fits, expected_tarief, find_tarief
from keukentafel.backoffice.berichten.codec.rules.volume import (
    HOUR,
    MINUTE,
    maximum_in,
    maximum_in_all,
    minutes_factor,
)
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.period import Period

EURO = "83"
NO_PRICE = "In het contract staat geen tarief voor dit product op deze dag."


def judge_debet(prestatie: Prestatie, bsn: str, facts: Facts323, ledger: Ledger, law: Law) -> list[Bevinding]:
    """The findings on a debet line; none when it can be granted."""
    found = list(_judge_price(prestatie, facts))
    if (
        facts.producten is not None
        and (prestatie.productcategorie, prestatie.productcode) not in facts.producten
    ):
        found.append(bevinding("TR381"))
    toewijzing = facts.toewijzingen.get(prestatie.toewijzingnummer)
    if toewijzing is None or toewijzing.bsn != bsn:
        return [*found, bevinding("TR338")]
    if toewijzing.verwijderd:
        return [*found, bevinding("TR384")]
    found += _judge_product(prestatie, toewijzing)
    found += _judge_period(prestatie.productperiode, toewijzing.periode)
    found += _judge_volume(prestatie, toewijzing, ledger, law)
    if ledger.has_debet(prestatie):
        found.append(bevinding("TR389"))
    return found


def _judge_price(prestatie: Prestatie, facts: Facts323) -> Iterator[Bevinding]:
    if prestatie.eenheid == EURO:
        return
    tarieven = facts.tarieven.get(prestatie.toewijzingnummer, ())
    contract = find_tarief(prestatie, tarieven, prestatie.productperiode.begindatum)
    asked = prestatie.producttarief or 0
    if contract is None:
        if prestatie.toewijzingnummer in facts.toewijzingen:
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


def _judge_volume(
    prestatie: Prestatie, toewijzing: KnownToewijzing, ledger: Ledger, law: Law
) -> Iterator[Bevinding]:
    number, omvang = prestatie.toewijzingnummer, toewijzing.omvang
    if omvang is not None:
        periode = _period_of(prestatie.productperiode.begindatum, prestatie.productperiode.einddatum)
        volume = in_smallest_unit(prestatie.geleverdvolume, prestatie.eenheid)
        maximum = maximum_in(periode, toewijzing.periode, omvang, prestatie.productcategorie, law)
        if maximum is not None and volume > in_smallest_unit(maximum, omvang.eenheid):
            yield _too_much("TR321", volume, maximum, omvang)
        total = maximum_in_all(toewijzing.periode, omvang)
        if total is not None and ledger.volume(number) + volume > in_smallest_unit(total, omvang.eenheid):
            yield _too_much("TR322", ledger.volume(number) + volume, total, omvang)
    if toewijzing.budget is not None:
        amount = ledger.amount(number) + prestatie.ingediendbedrag.bedrag
        if amount > toewijzing.budget:
            yield bevinding("TR369", totaal=amount, budget=toewijzing.budget)


def _too_much(rule: str, volume: int, maximum: int, omvang: Omvang) -> Bevinding:
    """Volumes in hours or minutes are told in minutes, others in the unit of the allocation."""
    eenheid = MINUTE if omvang.eenheid == HOUR else omvang.eenheid
    return bevinding(rule, volume=volume, maximum=in_smallest_unit(maximum, omvang.eenheid), eenheid=eenheid)
