"""Months, quarters and ages, and when a cohort is ripe."""

from collections.abc import Mapping
from datetime import date, timedelta

MONTHS_IN_QUARTER = 3
JEUGD_TOT = 23
_YEAR = timedelta(days=364)
BANDEN: tuple[tuple[int, str], ...] = (
    (12, "0-11"),
    (18, "12-17"),
    (23, "18-22"),
    (45, "23-44"),
    (65, "45-64"),
    (80, "65-79"),
    (200, "80+"),
)
JEUGD = tuple(name for limit, name in BANDEN if limit <= JEUGD_TOT)


def add_months(first: date, months: int) -> date:
    """The first day of the month this many months after a first day of a month."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def quarter_of(day: date) -> date:
    """The first day of the calendar quarter of a day."""
    return date(day.year, (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1, 1)


def quarters_until(day: date, count: int) -> tuple[date, ...]:
    """The first days of the last `count` quarters, that of `day` last."""
    last = quarter_of(day)
    return tuple(add_months(last, -MONTHS_IN_QUARTER * back) for back in reversed(range(count)))


def months_until(day: date, count: int) -> tuple[date, ...]:
    """The first days of the last `count` months, that of `day` last."""
    return tuple(add_months(month_of(day), -back) for back in reversed(range(count)))


def year_until(day: date) -> date:
    """The first day of the year that ends on this day, both in it."""
    return day - _YEAR


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def is_ripe(cohort: date, *, venster: int, peildatum: date) -> bool:
    """Whether the follow-up window has passed for everybody who came in the quarter that begins on `cohort`."""
    return add_months(cohort, MONTHS_IN_QUARTER + venster) <= peildatum


def age_band(geboortemaand: date | None, maand: date) -> str:
    """The age band in a month, from the month of birth: who has a birthday in that month counts as a year older."""
    if geboortemaand is None:
        return "onbekend"
    age = maand.year - geboortemaand.year - (maand.month < geboortemaand.month)
    return next((name for limit, name in BANDEN if age < limit), BANDEN[-1][1])


def inhabitants_below(limit: int, per_band: Mapping[str, int]) -> int:
    """Inhabitants younger than `limit` from counts per age band ("0-14", "65+").

    A band that `limit` cuts counts for the share of its years that lie below it.
    """
    total = 0.0
    for band, count in per_band.items():
        low, _, high = band.rstrip("+").partition("-")
        first, end = int(low), int(high) + 1 if high else 120
        total += count * max(0, min(end, limit) - first) / (end - first)
    return round(total)
