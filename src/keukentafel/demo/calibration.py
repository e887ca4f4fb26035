"""The figures on which the synthetic municipality is calibrated, each with year, kind and source.

Kind ``bron`` is a figure as published, ``afgeleid`` one computed from published figures, ``schatting`` a
guess of our own that no page may show as a fact.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from keukentafel.demo.tables import rows


class Soort(StrEnum):
    """How a figure was obtained."""

    BRON = "bron"
    AFGELEID = "afgeleid"
    SCHATTING = "schatting"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One calibrated figure; ``klasse`` is empty for a single value and names the class within a distribution."""

    sleutel: str
    klasse: str
    waarde: float
    eenheid: str
    jaar: int
    soort: Soort
    bron: str


@cache
def parameters() -> tuple[Parameter, ...]:
    """All figures in the order of the table."""
    return tuple(
        Parameter(
            row["sleutel"],
            row["klasse"],
            float(row["waarde"]),
            row["eenheid"],
            int(row["jaar"]),
            Soort(row["soort"]),
            row["bron"],
        )
        for row in rows("calibration.csv")
    )


@cache
def value(sleutel: str, klasse: str = "") -> float:
    """One figure in the unit of the table; raises KeyError for an unknown key."""
    for parameter in parameters():
        if parameter.sleutel == sleutel and parameter.klasse == klasse:
            return parameter.waarde
    raise KeyError(f"{sleutel} {klasse}".strip())


def share(sleutel: str, klasse: str = "") -> float:
    """A percentage of the table as a fraction between 0 and 1."""
    return value(sleutel, klasse) / 100


@cache
def distribution(sleutel: str) -> tuple[tuple[str, float], ...]:
    """The classes of a distribution with their weights; the weights need not add up to 100. Raises KeyError for an unknown key."""
    classes = tuple(
        (parameter.klasse, parameter.waarde)
        for parameter in parameters()
        if parameter.sleutel == sleutel and parameter.klasse
    )
    if not classes:
        raise KeyError(sleutel)
    return classes
