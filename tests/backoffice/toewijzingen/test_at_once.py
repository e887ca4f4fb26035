"""Two people grant at the same moment, on a database of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

import pytest
from django.db import connections, transaction

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import queries, sending
from keukentafel.backoffice.toewijzingen.operations import grant_toewijzing
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.config import postgres
from keukentafel.core.errors import Refusal
from keukentafel.core.ids import new_id
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.toewijzingen.test_granting import aid, request, sent
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, found, resident
from tests.conftest import WORKER, cloned, connected_to

THREADS = 4


@pytest.fixture
def own_database(database_server: postgres.Server, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions are real ones; dropped afterwards."""
    name = f"at_once_{WORKER}"
    with django_db_blocker.unblock(), cloned(database_server, name), connected_to(name):
        yield


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do these acts in as many threads, each with a connection of its own; an error is its result."""

    def do(act: Callable[[], Any]) -> Any:
        try:
            with working_date(TODAY):
                return act()
        except Refusal as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(do, acts))


@pytest.mark.usefixtures("own_database")
class TestAtOnce:
    """Numbers are unique, care is not stacked, no 301 misses a product."""

    def test_every_number_is_given_out_once_also_when_an_act_fails(self) -> None:
        found()
        found(ELSBEEK, "Elsbeek")

        def take(gemeente: str, wet: Wet, fails: bool) -> list[int]:
            taken = []
            for _ in range(10):
                with transaction.atomic():
                    taken.append(sending.next_number(gemeente=gemeente, wet=wet))
                    if fails:
                        transaction.set_rollback(True)
            return [] if fails else taken

        plan = [(LINDEWAARD, Wet.WMO, False), (LINDEWAARD, Wet.WMO, False), (LINDEWAARD, Wet.WMO, True)]
        plan += [(LINDEWAARD, Wet.JEUGDWET, False), (ELSBEEK, Wet.WMO, False)]
        results = at_once([partial(take, *row) for row in plan])
        first = sending.FIRST_NUMBER
        assert sorted(chain(*results[:3])) == list(range(first, first + 20))
        assert results[3] == results[4] == list(range(first, first + 10))

    def test_the_same_product_is_granted_once(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        wish = request(person, market)
        results = at_once(
            [
                lambda: grant_toewijzing(actor=town.backoffice, new=replace(wish, id=new_id()))
                for _ in range(THREADS)
            ]
        )
        assert sum(isinstance(result, granting.AlreadyAllocated) for result in results) == THREADS - 1
        assert len(queries.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])) == 1

    def test_the_last_301_holds_what_all_of_them_granted(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        results = at_once(
            [
                partial(grant_toewijzing, actor=town.backoffice, new=aid(person, market, month))
                for month in range(1, THREADS + 1)
            ]
        )
        last = max(results, key=lambda row: row.toewijzingnummer)
        assert {product.toewijzingnummer for product in sent(last).client.toegewezenproducten} == {
            row.toewijzingnummer for row in results
        }
