"""What the database adds up per year is the sum of the rows, after every act and for acts at once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Q, Sum
from django.test.utils import CaptureQueriesContext

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.toewijzing import ToewijzingRow, Toewijzingstatus
from keukentafel.backoffice.toewijzingen.models import Toewijzing, Verplichting, Verplichtingtotaal
from keukentafel.backoffice.toewijzingen.operations import (
    change_end,
    grant_toewijzing,
    load_toewijzingen,
    send_again,
)
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.toewijzingen.test_at_once import THREADS, at_once, own_database
from tests.backoffice.toewijzingen.test_granting import aid, request
from tests.backoffice.toewijzingen.test_queries import loaded
from tests.cast import ELSBEEK, TODAY, Town, found, resident

__all__ = ["own_database"]
KEY = ("gemeente_id", "wet", "productcategorie", "jaar")


def by_key(found: Any) -> dict[tuple[Any, ...], int]:
    """Cents by municipality, law, category and year."""
    rows = found.values_list(*KEY).annotate(som=Sum("bedrag")).order_by()
    return {tuple(key): som for *key, som in rows if som}


def kept() -> dict[tuple[Any, ...], int]:
    """What the database keeps, after a look that it is the sum of all that counts."""
    counts = ~Q(toewijzing__status="afgewezen") & ~Q(toewijzing__reden_wijziging="13")
    totals = by_key(Verplichtingtotaal.objects)
    assert totals == by_key(Verplichting.objects.filter(counts))
    return totals


def state(town: Town, row: ToewijzingRow, **values: str) -> None:
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Toewijzing.objects.filter(pk=row.id).update(**values)


@pytest.mark.db
class TestEveryAct:
    """Loading, granting, changing, refusing, sending again, taking back, removing."""

    def test_the_totals_are_the_sum_of_what_counts(self) -> None:
        town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
        market, person = contracted(town), resident(town)
        there = contracted(elsbeek)
        neighbour = resident(elsbeek)
        load_toewijzingen(
            actor=elsbeek.system, toewijzingen=[loaded(neighbour, there, number) for number in (1, 2)]
        )
        refused = loaded(person, market, 3, status=Toewijzingstatus.AFGEWEZEN)
        load_toewijzingen(actor=town.system, toewijzingen=[refused])
        of_elsbeek = kept()
        assert {key[0] for key in of_elsbeek} == {elsbeek.code}
        with working_date(TODAY):
            row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
            granted = kept()
            assert granted != of_elsbeek
        with working_date(date(2027, 2, 1)):
            change_end(actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2026, 12, 31), reden="05")
        assert {key[3] for key in kept() if key[0] == town.code} == {2026}
        state(town, row, status="afgewezen")
        assert kept() == of_elsbeek
        with working_date(TODAY):
            send_again(actor=town.backoffice, toewijzing_id=row.id)
        assert {key[3] for key in kept() if key[0] == town.code} == {2026}
        state(town, row, reden_wijziging="13")
        assert kept() == of_elsbeek

    def test_what_changes_or_goes_without_an_act_of_its_own_is_in_it_too(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with working_date(TODAY):
            grant_toewijzing(actor=town.backoffice, new=request(person, market))
        before = kept()
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Verplichting.objects.update(bedrag=F("bedrag") * 2)
            assert kept() == {key: 2 * cents for key, cents in before.items()}
            Verplichting.objects.all().delete()
        assert kept() == {}

    def test_the_sums_of_a_year_are_read_from_the_totals_alone(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        load_toewijzingen(
            actor=town.system, toewijzingen=[loaded(person, market, number) for number in (1, 2)]
        )
        with CaptureQueriesContext(connection) as asked:
            sums = queries.committed(gemeente=town.code, jaar=2026)
        assert sums == {
            (Wet(wet), category): cents for (_, wet, category, year), cents in kept().items() if year == 2026
        }
        assert len(asked) == 1
        assert "toewijzingen_verplichtingtotaal" in asked.captured_queries[0]["sql"]


def held_open(ready: Barrier, act: Callable[[], Any]) -> Any:
    """Do the act, and end its transaction when all others have done theirs too: nobody may wait for this one."""
    with transaction.atomic():
        result = act()
        ready.wait()
        return result


@pytest.mark.usefixtures("own_database")
class TestAtOnce:
    """Nobody waits for a total, and none is lost."""

    def test_who_grants_at_once_are_all_counted(self) -> None:
        town = found()
        market = contracted(town)
        people = [resident(town, number=number) for number in range(THREADS)]
        at_once([partial(grant_toewijzing, actor=town.backoffice, new=aid(one, market, 1)) for one in people])
        assert sum(kept().values()) > 0

    def test_two_open_acts_on_one_total_do_not_wait_for_each_other(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        load_toewijzingen(
            actor=town.system,
            toewijzingen=[loaded(person, market, number) for number in range(1, THREADS + 1)],
        )
        ready = Barrier(THREADS, timeout=20)
        rows = list(Verplichting.objects.filter(jaar=2026).values_list("pk", flat=True))
        before = kept()

        def double(pk: Any) -> int:
            with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
                return Verplichting.objects.filter(pk=pk).update(bedrag=F("bedrag") * 2)

        assert at_once([partial(held_open, ready, partial(double, pk)) for pk in rows]) == [1] * THREADS
        assert sum(kept().values()) > sum(before.values())
