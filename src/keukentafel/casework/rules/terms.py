"""When a term ends, and how near it is."""

from collections.abc import Iterable
from datetime import date, timedelta

from keukentafel.casework.domain.overview import Urgentie
from keukentafel.casework.domain.reference import Termijn, TermijnEenheid, TermijnSoort
from keukentafel.core.dutch import day_year
from keukentafel.core.errors import Refusal
from keukentafel.core.terms import deadline
from keukentafel.core.working_days import add_working_days

CANNOT_WAIT = 2
WEEK = 7


class TermNotSet(Refusal):
    """No term of this kind holds on the day."""

    def __init__(self, soort: TermijnSoort, day: date) -> None:
        super().__init__(
            f"Voor '{soort.value}' is op {day_year(day)} geen termijn vastgelegd. Vraag het de functioneel beheerder."
        )


def pick(termijnen: Iterable[Termijn], soort: TermijnSoort, wet: str, day: date) -> Termijn | None:
    """The term of this kind on this day; one for this law goes before one for all laws."""
    fitting = [
        termijn
        for termijn in termijnen
        if termijn.soort == soort
        and termijn.wet in ("", wet)
        and termijn.geldig_vanaf <= day
        and (termijn.geldig_tot is None or day < termijn.geldig_tot)
    ]
    return max(fitting, key=lambda termijn: (termijn.wet != "", termijn.geldig_vanaf), default=None)


def last_day(termijn: Termijn, start: date) -> date:
    """The last day of a term that starts on the day after `start` (Algemene termijnenwet art. 1 and 2)."""
    match termijn.eenheid:
        case TermijnEenheid.WERKDAGEN:
            return add_working_days(start, termijn.aantal)
        case TermijnEenheid.DAGEN:
            return deadline(start, days=termijn.aantal)
        case TermijnEenheid.WEKEN:
            return deadline(start, weeks=termijn.aantal)
        case _:
            return deadline(start, months=termijn.aantal)


def required(termijnen: Iterable[Termijn], soort: TermijnSoort, wet: str, start: date) -> date:
    """The last day of the term that holds on `start`; raises `TermNotSet` when none does."""
    termijn = pick(termijnen, soort, wet, start)
    if termijn is None:
        raise TermNotSet(soort, start)
    return last_day(termijn, start)


def urgency(uiterlijk: date, today: date) -> Urgentie:
    """How near a date is: passed, today, within two days, within a week, or later."""
    days = (uiterlijk - today).days
    if days < 0:
        return Urgentie.TE_LAAT
    if days == 0:
        return Urgentie.VANDAAG
    if days <= CANNOT_WAIT:
        return Urgentie.BIJNA
    return Urgentie.DEZE_WEEK if days <= WEEK else Urgentie.LATER


def shown_until(today: date) -> date:
    """The last day of which tasks are shown on the page of today."""
    return today + timedelta(days=WEEK)
