"""What the database adds up per year is the sum over all declarations, after receiving, judging and loading."""

from typing import Any

import pytest
from django.db.models import Sum

from keukentafel.backoffice.declaraties.models import Declaratiejaartotaal, Declaratietotaal
from keukentafel.backoffice.declaraties.operations import judge_line
from tests.backoffice.declaraties import test_judging
from tests.backoffice.declaraties.test_judging import AMOUNT, TOO_MUCH, receive, waiting_ids
from tests.backoffice.declaraties.world import HOURS, World

pytestmark = pytest.mark.db
_on_the_working_date, world = test_judging._on_the_working_date, test_judging.world


def by_key(found: Any) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Cents declared and granted by municipality, year, law and category."""
    rows = found.values_list("gemeente_id", "jaar", "wet", "productcategorie").order_by()
    summed = rows.annotate(declared=Sum("gedeclareerd"), granted=Sum("goedgekeurd"))
    return {tuple(key): (declared, granted) for *key, declared, granted in summed}


def kept(world: World) -> tuple[int, int]:
    """Declared and granted in 2026, after a look that the totals are the sum of all declarations."""
    totals = by_key(Declaratiejaartotaal.objects)
    assert totals == by_key(Declaratietotaal.objects)
    return totals[world.town.code, 2026, "wmo", "02"]


def test_receiving_and_judging_move_the_totals(world: World) -> None:
    assert kept(world) == (AMOUNT + 2 * TOO_MUCH, AMOUNT)
    first, second = waiting_ids(world)
    judge_line(actor=world.town.backoffice, regel_id=first, toekennen=False)
    assert kept(world) == (AMOUNT + TOO_MUCH, AMOUNT)
    judge_line(actor=world.town.backoffice, regel_id=second, toekennen=True, reden="Akkoord")
    assert kept(world) == (AMOUNT + TOO_MUCH, AMOUNT + TOO_MUCH)
    receive(world, volumes=(HOURS, HOURS), nummer="D2", month=9)
    assert kept(world) == (3 * AMOUNT + TOO_MUCH, 3 * AMOUNT + TOO_MUCH)
    assert Declaratiejaartotaal.objects.count() == 1
