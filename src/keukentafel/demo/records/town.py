"""Records of the town itself: neighbourhoods, staff, what there is to find nearby, and the counted inhabitants."""

from dataclasses import dataclass
from datetime import date

Punt = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GemeenteRecord:
    """The municipality; ``code`` is four digits as CBS writes them, from a range that CBS does not issue."""

    code: str
    naam: str
    inwoners: int
    stedelijkheid: int


@dataclass(frozen=True, slots=True)
class WijkRecord:
    """One neighbourhood; ``grens`` is a closed ring of (east, north) in metres from the south-west corner of the town."""

    code: str
    naam: str
    team: str
    inwoners: int
    huishoudens: int
    grens: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class StraatRecord:
    """A street with the one postcode of all its houses (``1290 AB``) and the highest house number."""

    naam: str
    wijk: str
    postcode: str
    hoogste_nummer: int


@dataclass(frozen=True, slots=True)
class BevolkingRecord:
    """Number of inhabitants on 1 January of ``jaar`` of one age band and household type in one neighbourhood."""

    jaar: int
    wijk: str
    leeftijd: str
    huishouden: str
    aantal: int


@dataclass(frozen=True, slots=True)
class MedewerkerRecord:
    """Someone who works with the system; ``rol`` is a value of ``platform.accounts.domain.Rol``, ``teams`` are names of teams."""

    gebruikersnaam: str
    naam: str
    rol: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KaartRecord:
    """An entry of the sociale kaart.

    ``wijk`` is the code of a neighbourhood, or empty for the whole town. ``trede`` is a rung of the
    ladder (netwerk, algemeen or eigen kracht).
    ``vrije_plekken`` is None when places are not counted; ``prijs`` is in cents, 0 is free;
    ``nagekeken_op`` the day somebody last checked it.
    """

    sleutel: str
    naam: str
    organisatie: str
    thema: str
    wijk: str
    trede: str
    wat: str
    wanneer: str
    prijs: int
    vrije_plekken: int | None
    wachttijd_weken: int
    rolstoel: bool
    avond: bool
    nagekeken_op: date
    telefoon: str
