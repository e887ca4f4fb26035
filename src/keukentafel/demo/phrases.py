"""What people say and write in the synthetic municipality: invented sentences per theme, with the themes themselves."""

from dataclasses import dataclass
from functools import cache
from random import Random

from keukentafel.demo.draw import chance, one
from keukentafel.demo.tables import rows

_TAIL = 0.45


@dataclass(frozen=True, slots=True)
class Thema:
    """A subject of questions: the law it usually falls under, who asks it, how often, and which product groups may answer it.

    ``spoed`` is the share of its reports that is urgent.
    """

    code: str
    naam: str
    wet: str
    doelgroep: str
    gewicht: float
    groepen: tuple[str, ...]
    leefgebieden: tuple[str, ...]
    spoed: float


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@cache
def themas() -> dict[str, Thema]:
    """All themes by code."""
    return {
        row["thema"]: Thema(
            code=row["thema"],
            naam=row["naam"],
            wet=row["wet"],
            doelgroep=row["doelgroep"],
            gewicht=float(row["gewicht"]),
            groepen=_parts(row["groepen"]),
            leefgebieden=_parts(row["leefgebieden"]),
            spoed=float(row["spoed"]),
        )
        for row in rows("themes.csv")
    }


@cache
def phrases(soort: str, thema: str = "") -> tuple[str, ...]:
    """The sentences of one kind, for one theme or target group. Raises KeyError when there are none."""
    found = tuple(
        row["tekst"] for row in rows("phrases.csv") if row["soort"] == soort and row["thema"] == thema
    )
    if not found:
        raise KeyError(f"{soort} {thema}".strip())
    return found


@cache
def leefgebieden() -> tuple[str, ...]:
    """The eight leefgebieden in their fixed order."""
    return tuple(dict.fromkeys(row["leefgebied"] for row in rows("leefgebieden.csv")))


@cache
def said_about(leefgebied: str, soort: str) -> tuple[str, ...]:
    """Sentences about one leefgebied: ``sterk``, ``situatie`` or ``wens``."""
    return tuple(
        row["tekst"]
        for row in rows("leefgebieden.csv")
        if row["leefgebied"] == leefgebied and row["soort"] == soort
    )


def say(rng: Random, soort: str, thema: str = "") -> str:
    """One sentence of a kind."""
    return one(rng, phrases(soort, thema))


def question(rng: Random, thema: str) -> str:
    """A question in a resident's own words: the matter, and often one sentence about the person behind it."""
    text = say(rng, "vraag", thema)
    return f"{text} {say(rng, 'staart')}" if chance(rng, _TAIL) else text
