"""Invented names: common first names and surnames of people in the Netherlands, combined by lot."""

from functools import cache
from random import Random

from keukentafel.demo.draw import chance, one
from keukentafel.demo.tables import rows

MAN = 1
VROUW = 2
_OLD = 60
_CHILD = 20


@cache
def _names(soort: str) -> tuple[tuple[str, str], ...]:
    """Prefix and name of all names of one kind."""
    return tuple((row["voorvoegsel"], row["naam"]) for row in rows("namen.csv") if row["soort"] == soort)


def first_name(rng: Random, geslacht: int, age: int) -> str:
    """A first name that fits sex (1 man, 2 woman) and age in years."""
    period = " oud" if age >= _OLD else " jong" if age < _CHILD else ""
    return one(rng, _names(("vrouw" if geslacht == VROUW else "man") + period))[1]


def given_names(rng: Random, geslacht: int, age: int) -> tuple[str, str]:
    """The name a person is called by, and all given names as registered (the first of them is the same)."""
    called = first_name(rng, geslacht, age)
    extra = [first_name(rng, geslacht, age) for _ in range(1 + chance(rng, 0.3)) if chance(rng, 0.6)]
    return called, " ".join([called, *[name for name in extra if name != called]])


def surname(rng: Random) -> tuple[str, str]:
    """Prefix (may be empty) and surname."""
    return one(rng, _names("achternaam"))
