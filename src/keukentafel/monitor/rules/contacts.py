"""How the figures about new questions hang together: months, quarters, the year, neighbourhoods and outcomes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from keukentafel.monitor.rules.dates import MONTHS_IN_QUARTER, add_months, quarter_of
from keukentafel.monitor.rules.disclosure import Publication

BEANTWOORD, MELDING, NIET_VOOR_ONS = "meteen beantwoord", "melding", "niet voor ons"
GELEID, NIET_GELEID = "melding met individuele voorziening", "melding zonder individuele voorziening"
JAAR = "jaar"
QUARTERS_IN_YEAR = 4
_SHOWN = (BEANTWOORD, MELDING, NIET_VOOR_ONS)
_LEAVES = (BEANTWOORD, NIET_VOOR_ONS, GELEID, NIET_GELEID)


class Cell(NamedTuple):
    """One figure about new questions; None is every neighbourhood, or every outcome.

    `when` is a quarter by its first day, a month as text ("2026-03"), or the last four quarters (`JAAR`).
    """

    wijk: str | None
    when: date | str
    uitkomst: str | None


class ContactCount(NamedTuple):
    """Contacts of one neighbourhood, month and outcome, and how many of them led to an individual provision."""

    wijk: str
    maand: date
    uitkomst: str
    aantal: int
    individueel: int


def month_key(month: date) -> str:
    """How a month stands in a `Cell`."""
    return f"{month:%Y-%m}"


def publication(
    rows: Iterable[ContactCount], wijken: Sequence[str], quarters: Sequence[date], *, until: date
) -> Publication:
    """All figures about new questions in these quarters with the sums between them; nothing after the month `until`.

    Every neighbourhood per quarter and outcome, the town per month, and each neighbourhood over the last four quarters.
    """
    leaves = _leaves((row for row in rows if row.maand <= until), set(quarters))
    made = Publication()
    for quarter in quarters:
        for wijk in wijken:
            for kind in _LEAVES:
                made.counts[Cell(wijk, quarter, kind)] = leaves[wijk, quarter, kind]
            _outcomes(made, wijk, quarter)
        for either in (*_LEAVES, MELDING, None):
            made.add_up(Cell(None, quarter, either), [Cell(wijk, quarter, either) for wijk in wijken])
        _outcomes(made, None, quarter)
        _months(made, leaves, quarter, until)
    _year(made, wijken, quarters[-QUARTERS_IN_YEAR:])
    made.nobody = {
        cell
        for cell in made.counts
        if isinstance(cell, Cell) and made.counts[cell._replace(uitkomst=None)] == 0
    }
    return made


def _leaves(
    rows: Iterable[ContactCount], quarters: set[date]
) -> "defaultdict[tuple[str, date | str, str], int]":
    found: defaultdict[tuple[str, date | str, str], int] = defaultdict(int)
    for row in rows:
        quarter = quarter_of(row.maand)
        if quarter not in quarters:
            continue
        found["", month_key(row.maand), row.uitkomst] += row.aantal
        if row.uitkomst == MELDING:
            found[row.wijk, quarter, GELEID] += row.individueel
            found[row.wijk, quarter, NIET_GELEID] += row.aantal - row.individueel
        else:
            found[row.wijk, quarter, row.uitkomst] += row.aantal
    return found


def _outcomes(made: Publication, wijk: str | None, when: date) -> None:
    made.add_up(Cell(wijk, when, MELDING), [Cell(wijk, when, kind) for kind in (GELEID, NIET_GELEID)])
    made.add_up(Cell(wijk, when, None), [Cell(wijk, when, kind) for kind in _SHOWN])


def _months(
    made: Publication, leaves: "defaultdict[tuple[str, date | str, str], int]", quarter: date, until: date
) -> None:
    all_three = [add_months(quarter, place) for place in range(MONTHS_IN_QUARTER)]
    months = [month_key(month) for month in all_three if month <= until]
    for month in months:
        for kind in _SHOWN:
            made.counts[Cell(None, month, kind)] = leaves["", month, kind]
        made.add_up(Cell(None, month, None), [Cell(None, month, kind) for kind in _SHOWN])
    for either in (*_SHOWN, None):
        made.add_up(Cell(None, quarter, either), [Cell(None, month, either) for month in months])


def _year(made: Publication, wijken: Sequence[str], quarters: Sequence[date]) -> None:
    for kind in (*_SHOWN, None):
        for wijk in (*wijken, None):
            made.add_up(Cell(wijk, JAAR, kind), [Cell(wijk, quarter, kind) for quarter in quarters])
        made.add_up(Cell(None, JAAR, kind), [Cell(wijk, JAAR, kind) for wijk in wijken])
    for wijk in (*wijken, None):
        made.add_up(Cell(wijk, JAAR, None), [Cell(wijk, JAAR, kind) for kind in _SHOWN])
