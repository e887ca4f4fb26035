"""The addresses of pages, written as Django writes them but looked up once per route: a page holds tens of them."""

from functools import cache
from uuid import UUID

from django.urls import reverse

# What stands in for a value while the form of an address is looked up; no route has these in it.
_STAND_INS: dict[type, UUID | int] = {UUID: UUID("7e577e57-0000-4000-8000-000000000000"), int: 7_577_577_577}


def address(route: str, *values: UUID | int | str) -> str:
    """The address of a route with these values in it, in the order of the route; raises `NoReverseMatch` as `reverse` does."""
    kinds = tuple(map(type, values))
    if not all(kind in _STAND_INS for kind in kinds):
        return reverse(route, args=values)
    first, *pieces = _pieces(route, kinds)
    return first + "".join(f"{value}{piece}" for value, piece in zip(values, pieces, strict=True))


@cache
def _pieces(route: str, kinds: tuple[type, ...]) -> tuple[str, ...]:
    """What stands before, between and after the values in the address of a route."""
    rest = reverse(route, args=[_STAND_INS[kind] for kind in kinds])
    pieces = []
    for kind in kinds:
        piece, _, rest = rest.partition(str(_STAND_INS[kind]))
        pieces.append(piece)
    return (*pieces, rest)
