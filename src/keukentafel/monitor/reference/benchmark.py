"""Published figures of Dutch municipalities, and the peers of one municipality among them.

The tables hold what CBS published over 2022: Wmo clients per 1,000 inhabitants and the share of persons up to 23 with youth care in kind.
A figure that was not published is ``None`` and never 0: delivery to CBS is voluntary for the Wmo.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from statistics import median


class Kengetal(StrEnum):
    """The figures that can be compared."""

    WMO_PER_1000 = "wmo_per_1000"
    PCT_JEUGDZORG = "pct_jeugdzorg"


@dataclass(frozen=True, slots=True)
class Definitie:
    """What a figure means, who published it over which year, and how an own count differs from it."""

    kengetal: Kengetal
    naam: str
    eenheid: str
    decimalen: int
    jaar: int
    definitie: str
    verschil: str
    bron: str


@dataclass(frozen=True, slots=True)
class GemeenteCijfers:
    """One municipality as CBS published it.

    ``inwoners_2022`` and ``inwoners_2023`` are persons on 1 January, ``stedelijkheid`` is the class from
    1 (very strongly urban) to 5 (not urban).
    A municipality that merged away on 1-1-2023 has no ``inwoners_2023``; one that began that day has no ``inwoners_2022`` and no figures.
    """

    gm_code: str
    naam: str
    inwoners_2022: int | None
    inwoners_2023: int | None
    stedelijkheid: int
    wmo_per_1000: Decimal | None
    pct_jeugdzorg: Decimal | None
    jaar: int
    bron: str

    @property
    def inwoners(self) -> int:
        """Inhabitants in the year of the figures, or in the year after for a municipality that began then."""
        count = self.inwoners_2022 if self.inwoners_2022 is not None else self.inwoners_2023
        if count is None:
            raise ValueError(f"Geen inwonertal bekend van {self.naam}.")
        return count

    def waarde(self, kengetal: Kengetal) -> Decimal | None:
        """The published figure, or ``None`` when CBS published none."""
        return self.wmo_per_1000 if kengetal is Kengetal.WMO_PER_1000 else self.pct_jeugdzorg


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One figure of a group of municipalities, with all a reader needs to judge it.

    ``gemeenten`` are sorted by figure, those without a figure last. ``laagste``, ``middelste`` and ``hoogste`` leave the unknown ones out
    and are ``None`` when no municipality in the group has the figure.
    """

    definitie: Definitie
    gemeenten: tuple[tuple[GemeenteCijfers, Decimal | None], ...]
    laagste: Decimal | None
    middelste: Decimal | None
    hoogste: Decimal | None
    zonder_cijfer: int


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


def _count(text: str) -> int | None:
    return int(text) if text else None


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@cache
def gemeenten() -> tuple[GemeenteCijfers, ...]:
    """All municipalities in the table, by code: those of 2022 and the one that began on 1-1-2023."""
    return tuple(
        GemeenteCijfers(
            gm_code=row["gm_code"],
            naam=row["naam"],
            inwoners_2022=_count(row["inwoners_2022"]),
            inwoners_2023=_count(row["inwoners_2023"]),
            stedelijkheid=int(row["stedelijkheid"]),
            wmo_per_1000=_figure(row["wmo_per_1000"]),
            pct_jeugdzorg=_figure(row["pct_jeugdzorg"]),
            jaar=int(row["jaar"]),
            bron=row["bron"],
        )
        for row in _rows("gemeenten.csv")
    )


@cache
def definities() -> dict[Kengetal, Definitie]:
    """Definition, year, source and difference in definition per figure."""
    return {
        Kengetal(row["code"]): Definitie(
            kengetal=Kengetal(row["code"]),
            naam=row["naam"],
            eenheid=row["eenheid"],
            decimalen=int(row["decimalen"]),
            jaar=int(row["jaar"]),
            definitie=row["definitie"],
            verschil=row["verschil"],
            bron=row["bron"],
        )
        for row in _rows("indicatoren.csv")
    }


def gemeente(gm_code: str) -> GemeenteCijfers | None:
    """One municipality by its CBS code (``GM0193``), or ``None`` when the table does not hold it."""
    return next((row for row in gemeenten() if row.gm_code == gm_code), None)


def peers(
    *, inwoners: int, stedelijkheid: int, aantal: int = 7, behalve: str | None = None
) -> tuple[GemeenteCijfers, ...]:
    """The ``aantal`` municipalities nearest in size within the same or an adjacent urbanity class, nearest first.

    Nearness is the difference of the logarithms of the inhabitants, so that half and double lie equally far. Ties go to the lower code.
    ``behalve`` leaves one municipality out (the own one, when it is real). Only municipalities of 2022
    take part, as only they can have figures.
    Raises ValueError when ``inwoners`` is not positive or ``stedelijkheid`` lies outside 1 to 5.
    """
    if inwoners <= 0:
        raise ValueError("Het aantal inwoners is groter dan nul.")
    if not 1 <= stedelijkheid <= 5:
        raise ValueError("De stedelijkheidsklasse loopt van 1 tot en met 5.")
    candidates = [
        row
        for row in gemeenten()
        if row.inwoners_2022 is not None
        and row.gm_code != behalve
        and abs(row.stedelijkheid - stedelijkheid) <= 1
    ]
    candidates.sort(key=lambda row: (abs(math.log(row.inwoners / inwoners)), row.gm_code))
    return tuple(candidates[:aantal])


def vergelijk(kengetal: Kengetal, group: tuple[GemeenteCijfers, ...]) -> Vergelijking:
    """One figure of a group of municipalities with its spread, definition, year and source; unknown stays unknown."""
    pairs = tuple((row, row.waarde(kengetal)) for row in group)
    known = sorted(value for _, value in pairs if value is not None)
    ordered = sorted(
        pairs,
        key=lambda pair: (pair[1] is None, pair[1] if pair[1] is not None else Decimal(0), pair[0].gm_code),
    )
    return Vergelijking(
        definitie=definities()[kengetal],
        gemeenten=tuple(ordered),
        laagste=known[0] if known else None,
        middelste=median(known) if known else None,
        hoogste=known[-1] if known else None,
        zonder_cijfer=len(pairs) - len(known),
    )
