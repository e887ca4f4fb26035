"""How the monitor writes figures, quarters and hidden counts."""

from datetime import date

from keukentafel.core import dutch
from keukentafel.core.money import euros_large

HIDDEN = "afgeschermd"
UNKNOWN = "–"
WET = {"wmo": "Wmo", "jeugdwet": "Jeugdwet"}
_MONTHS_IN_QUARTER = 3


def count(value: int | None) -> str:
    """A count, or the word for a hidden one."""
    return HIDDEN if value is None else dutch.number(value)


def percent(value: float | None) -> str:
    """Whole percents, or a dash where there is none to show."""
    return UNKNOWN if value is None else f"{value:.0f}%"


def decimal(value: float, places: int) -> str:
    """A figure with a comma."""
    return f"{value:.{places}f}".replace(".", ",")


def quarter(first: date) -> str:
    """The year and the number of the quarter, short enough for an axis: "2026-1"."""
    return f"{first.year}-{first.month // _MONTHS_IN_QUARTER + 1}"


def quarter_long(first: date) -> str:
    """The quarter in a sentence: "het 1e kwartaal van 2026"."""
    return f"het {first.month // _MONTHS_IN_QUARTER + 1}e kwartaal van {first.year}"


def month(first: date) -> str:
    """The month for an axis: "mrt 26"."""
    return f"{dutch.day_short(first).split()[1]} {first:%y}"


def large(cents: int) -> str:
    """A large amount for a narrow place: "€ 1,3 mln"."""
    return euros_large(cents, million="mln")
