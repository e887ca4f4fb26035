"""Ages and the windows of the signals on the page of today."""

from collections.abc import Iterable
from datetime import date, timedelta

from keukentafel.casework.domain.reference import Termijn, TermijnEenheid, TermijnSoort
from keukentafel.casework.rules.terms import pick

_ADULT = 18
_DAYS = {
    TermijnEenheid.DAGEN: 1,
    TermijnEenheid.WERKDAGEN: 1,
    TermijnEenheid.WEKEN: 7,
    TermijnEenheid.MAANDEN: 31,
}


def age(geboortedatum: date | None, today: date) -> int | None:
    """Age in whole years; None when the birth date is unknown."""
    if geboortedatum is None:
        return None
    birthday_to_come = (today.month, today.day) < (geboortedatum.month, geboortedatum.day)
    return today.year - geboortedatum.year - birthday_to_come


def eighteenth_birthday(geboortedatum: date) -> date:
    """The day somebody comes of age; who is born on 29 February does so on 1 March of an ordinary year."""
    return _years_later(geboortedatum, _ADULT)


def births_turning_eighteen(today: date, terms: Iterable[Termijn]) -> tuple[date, date]:
    """Who is born between these days (both included) comes of age within the term of looking ahead."""
    days = span(pick(terms, TermijnSoort.ACHTTIEN, "", today))
    return _years_later(today, -_ADULT), _years_later(today + timedelta(days=days), -_ADULT)


def started_before(today: date, terms: Iterable[Termijn]) -> date:
    """Help that was allocated on this day or earlier should have been reported as started."""
    return today - timedelta(days=span(pick(terms, TermijnSoort.START_MELDEN, "", today)))


def span(termijn: Termijn | None) -> int:
    """About how many days a term is, for looking ahead or back; none when no term holds."""
    return 0 if termijn is None else termijn.aantal * _DAYS[termijn.eenheid]


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
