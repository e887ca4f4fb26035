"""Dates and numbers as a Dutch reader expects them."""

from datetime import date

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def day(value: date) -> str:
    """Write a date without its year: "22 november"."""
    return f"{value.day} {_MONTHS[value.month - 1]}"


def day_short(value: date) -> str:
    """Write a date for a narrow column: "22 nov"."""
    return f"{value.day} {_MONTHS_SHORT[value.month - 1]}"


def day_year(value: date) -> str:
    """Write a date in full: "22 november 2026"."""
    return f"{day(value)} {value.year}"


def number(value: int) -> str:
    """Write a whole number with points between the thousands: "1.234"."""
    return f"{value:,}".replace(",", ".")


def plural(n: int, one: str, more: str) -> str:
    """Write a count with its noun: "1 regel", "0 regels", "1.234 regels"."""
    return f"{number(n)} {one if n == 1 else more}"
