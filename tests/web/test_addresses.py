"""Addresses that are looked up once are those of Django, whatever is filled in."""

from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse

from keukentafel.web.addresses import address

A, B = UUID(int=5), UUID(int=2**127)


@pytest.mark.parametrize(
    ("route", "values"),
    [
        ("inwoners", ()),
        ("dossier", (A,)),
        ("dossier", (B,)),
        ("taak-gedaan", (A, B)),
        ("bericht", (12,)),
        ("gesprek-leefgebied", (A, B, "wonen")),
    ],
)
def test_an_address_is_that_of_django(route: str, values: tuple[UUID | int | str, ...]) -> None:
    assert address(route, *values) == reverse(route, args=values)


def test_a_route_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        address("hier-niet", A)
