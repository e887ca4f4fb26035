"""How a line of the timeline looks."""

from collections.abc import Iterable
from dataclasses import dataclass

from keukentafel.casework.domain.overview import GebeurtenisRow, GebeurtenisSoort
from keukentafel.core import dutch

_ICONEN = {
    GebeurtenisSoort.CONTACT: "bel",
    GebeurtenisSoort.MELDING: "vlag",
    GebeurtenisSoort.GESPREK: "praat",
    GebeurtenisSoort.VERSLAG: "blad",
    GebeurtenisSoort.PLAN: "potlood",
    GebeurtenisSoort.LICHTE_HULP: "hart",
    GebeurtenisSoort.AANVRAAG: "brief",
    GebeurtenisSoort.BESLUIT: "vink",
    GebeurtenisSoort.TOEWIJZING: "stuur",
    GebeurtenisSoort.HULP: "vink",
    GebeurtenisSoort.DECLARATIE: "euro",
    GebeurtenisSoort.EVALUATIE: "oog",
    GebeurtenisSoort.VERWIJZING: "pijl",
    GebeurtenisSoort.NOTITIE: "potlood",
    GebeurtenisSoort.DOSSIER: "mens",
}
_DOEN = {GebeurtenisSoort.GESPREK, GebeurtenisSoort.BESLUIT}


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline with its icon, its day in words and its tone."""

    rij: GebeurtenisRow
    icoon: str
    dag: str
    toon: str


def moments(rows: Iterable[GebeurtenisRow]) -> list[Moment]:
    """The lines as the page draws them, in the same order."""
    return [
        Moment(row, _ICONEN[row.soort], dutch.day_year(row.datum), "doen" if row.soort in _DOEN else "")
        for row in rows
    ]
