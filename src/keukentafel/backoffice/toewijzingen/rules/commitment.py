"""What an allocation will cost per calendar year: the commitment against which budgets are held.

It is an expectation of full use, made of extent, frequency and the price of the contract, and not a limit on what may be declared
(that is TR321 and TR322, with their own counting of weeks). The arithmetic:

* the number of times the volume is due in a stretch of days: per day, its days; per week, its days divided by 7; per month, whole
  calendar months plus for a broken month its days divided by the days of that month; in total, its share of the days of the whole
  period (with no end: all of it in the first year);
* times the volume, turned into the unit of the price (60 minutes are an hour, 4 hours a day part), times the price of that day;
  unit 83 is an amount in cents already and needs no price;
* exact fractions to the end; then each year gets the difference between the running total rounded half up at its end and at its
  start, so that the years together are the whole, to the cent.

A stretch without a price takes the last price before it, and otherwise the first after it. An allocation without an end is counted
up to the end of the contract, and when that has none either up to the end of the year after the one it starts in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang
from keukentafel.backoffice.toewijzingen.rules.granting import MINUTES_PER
from keukentafel.core.eenheden import EURO, PER_DAG, PER_MAAND, PER_WEEK, TOTAAL
from keukentafel.core.period import Period

_DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Prijs:
    """A price in cents per `eenheid`, in force during `periode`."""

    eenheid: str
    bedrag: int
    periode: Period


def commitment(omvang: Omvang, periode: Period, prijzen: Sequence[Prijs], contract: Period) -> dict[int, int]:
    """Cents per calendar year that the allocation touches; raises `ValueError` when no price can price the extent."""
    whole = bounded(periode, contract)
    usable = [
        prijs for prijs in prijzen if omvang.eenheid == EURO or _per_unit(prijs, omvang.eenheid) is not None
    ]
    if omvang.eenheid != EURO and not usable:
        raise ValueError("Een verplichting zonder tarief kan niet worden berekend.")
    exact: dict[int, Fraction] = {}
    for part in _parts(whole, usable):
        year = part.start.year
        exact[year] = exact.get(year, Fraction()) + _cost(omvang, part, periode, whole, usable)
    return _rounded(exact)


def of_budget(budget: int, periode: Period, contract: Period) -> dict[int, int]:
    """A budget in cents per calendar year, spread evenly over the days of its period."""
    return commitment(Omvang(budget, EURO, TOTAAL), periode, (), contract)


def bounded(periode: Period, contract: Period) -> Period:
    """The period with an end: its own, else that of the contract, else the end of the year after the one it starts in."""
    if periode.end is not None:
        return periode
    end = (
        contract.end
        if contract.end is not None and contract.end > periode.start
        else date(periode.start.year + 2, 1, 1)
    )
    return Period(periode.start, end)


def _parts(whole: Period, prijzen: Sequence[Prijs]) -> Iterator[Period]:
    """Cut the period at new year and where prices change."""
    end = whole.end or whole.start
    cuts = {whole.start, end}
    cuts.update(date(year, 1, 1) for year in range(whole.start.year + 1, end.year + 1))
    for prijs in prijzen:
        cuts.update(day for day in (prijs.periode.start, prijs.periode.end) if day is not None)
    inside = sorted(day for day in cuts if whole.start <= day <= end)
    return (Period(start, stop) for start, stop in pairwise(inside))


def _cost(omvang: Omvang, part: Period, periode: Period, whole: Period, prijzen: Sequence[Prijs]) -> Fraction:
    """Exact cents of one part, in which one price holds."""
    times = _times(omvang.frequentie, part, periode, whole)
    if omvang.eenheid == EURO:
        return times * omvang.volume
    prijs = _price_of(part.start, prijzen)
    return times * omvang.volume * (_per_unit(prijs, omvang.eenheid) or 0)


def _times(frequentie: str, part: Period, periode: Period, whole: Period) -> Fraction:
    """How often the volume is due in a part."""
    days = Fraction(part.days or 0)
    if frequentie == PER_DAG:
        return days
    if frequentie == PER_WEEK:
        return days / _DAYS_PER_WEEK
    if frequentie == PER_MAAND:
        return sum(
            (Fraction(month.days or 0, _days_of_month(month.start)) for month in part.months()), Fraction()
        )
    if periode.end is None:
        return Fraction(part.start == whole.start)
    return days / (whole.days or 1)


def _price_of(day: date, prijzen: Sequence[Prijs]) -> Prijs:
    """The price that holds on `day`; else the last one before it; else the first after it."""
    holding = [prijs for prijs in prijzen if prijs.periode.contains(day)]
    if holding:
        return holding[0]
    before = [prijs for prijs in prijzen if prijs.periode.start <= day]
    if before:
        return max(before, key=lambda prijs: prijs.periode.start)
    return min(prijzen, key=lambda prijs: prijs.periode.start)


def _per_unit(prijs: Prijs, eenheid: str) -> Fraction | None:
    """The price per `eenheid` in cents; None when the two units cannot be turned into each other."""
    if prijs.eenheid == eenheid:
        return Fraction(prijs.bedrag)
    if prijs.eenheid in MINUTES_PER and eenheid in MINUTES_PER:
        return Fraction(prijs.bedrag * MINUTES_PER[eenheid], MINUTES_PER[prijs.eenheid])
    return None


def _days_of_month(day: date) -> int:
    first = day.replace(day=1)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (after - first).days


def _rounded(exact: dict[int, Fraction]) -> dict[int, int]:
    """Whole cents per year that add up to the rounded total."""
    result: dict[int, int] = {}
    running, before = Fraction(), 0
    for year in sorted(exact):
        running += exact[year]
        after = int(running + Fraction(1, 2))
        result[year] = after - before
        before = after
    return result
