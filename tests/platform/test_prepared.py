"""SQL that is written once: each value gets its own rows, and a query that would keep a value for everybody is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import ROWS_AT_A_TIME, Prepared, streamed
from tests.casework import story

pytestmark = pytest.mark.db


def test_each_key_gets_its_own_rows_in_one_query() -> None:
    place = story.town()
    meldingen = [story.melding(place, naam=f"Karin Dijkstra{n}", number=n) for n in range(2)]
    cases = [story.present(row.dossier_id) for row in meldingen]
    covers = Prepared(lambda key: Dossier.objects.filter(pk=key).values_list("id", "nummer"))
    covers.rows(new_id())
    for case in cases:
        with CaptureQueriesContext(connection) as asked:
            found = covers.rows(case)
        assert found == list(Dossier.objects.filter(pk=case).values_list("id", "nummer"))
        assert len(asked) == 1
    assert covers.rows(new_id()) == []


def test_a_number_is_a_value_and_a_yes_or_no_is_a_shape() -> None:
    story.melding(story.town())
    known = sorted(Handeling.objects.values_list("id"))
    later = Prepared(
        lambda key, oldest: (
            Handeling.objects.filter(id__gt=key).order_by("id" if oldest else "-id").values_list("id")
        )
    )
    for at in (0, len(known) - 1):
        assert later.rows(known[at][0], True) == known[at + 1 :]
        assert later.rows(known[at][0], False) == known[:at:-1]
    assert len(known) > 1


def test_a_skewed_query_gives_the_same_and_is_planned_for_its_values() -> None:
    place = story.town()
    cases = [
        story.present(story.melding(place, naam=f"Karin Dijkstra{n}", number=n).dossier_id) for n in range(2)
    ]

    def build(key: UUID, day: date, *, keys: str = "team_id") -> QuerySet[Any]:
        found: QuerySet[Any] = Dossier.objects.filter(geopend_op__lte=day, **{keys: key}).order_by("id")
        return found.values_list("id", "nummer")

    once, anew = Prepared(build), Prepared(build, skewed=True)
    team = Dossier.objects.values_list("team_id", flat=True).get(pk=cases[0])
    for key, day in ((team, clock.today()), (team, date(2000, 1, 1)), (new_id(), clock.today())):
        once.rows(key, day)
        with CaptureQueriesContext(connection) as asked:
            assert anew.rows(key, day) == once.rows(key, day)
        assert [each["sql"].startswith("EXECUTE") for each in asked] == [False, True]
    assert len(anew.rows(team, clock.today())) == len(cases)


def test_a_list_is_one_value_whatever_its_length() -> None:
    place = story.town()
    rows = [story.melding(place, naam=f"Karin Dijkstra{n}", number=n) for n in range(3)]
    cases = [story.present(row.dossier_id) for row in rows]
    written: list[object] = []

    def build(keys: list[UUID]) -> QuerySet[Any]:
        written.append(keys)
        found: QuerySet[Any] = Dossier.objects.filter(pk__any=keys).order_by("id").values_list("id")
        return found

    covers = Prepared(build)
    for asked in ([], cases[:1], cases):
        assert [key for (key,) in covers.rows(asked)] == sorted(asked)
    assert len(written) == 1


def test_a_number_for_a_column_that_is_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="bigint"):
        Prepared(lambda number: Bericht.objects.filter(nummer=number).values_list("id")).rows(305)


def test_a_query_that_forgets_its_key_is_refused() -> None:
    everything = Prepared(lambda key: Taak.objects.values_list("id"))
    with pytest.raises(ValueError, match="not a plain value"):
        everything.rows(new_id())


def test_the_rights_of_a_scope_are_values_too() -> None:
    place = story.town()
    mine = story.present(story.melding(place).dossier_id)
    seen = Prepared(lambda scope, now: Dossier.objects.within(scope, now).values_list("id"))
    now = clock.now()
    nobody = replace(place.outsider, teams=frozenset[UUID]())
    family = replace(place.consulent, persoon_id=new_id(), huishouden_id=new_id())
    for actor in (place.consulent, place.teamleider, place.outsider, nobody, family):
        scope = accounts.scope(actor, Act.DOSSIER_INZIEN)
        asked = list(Dossier.objects.within(scope, now).values_list("id"))
        assert seen.rows(scope, now) == asked
        assert asked == ([(mine,)] if place.consulent.teams <= actor.teams else [])


def test_a_scope_that_reaches_nothing_asks_nothing() -> None:
    place = story.town()
    scope = replace(accounts.scope(place.teamleider, Act.DOSSIER_INZIEN), own=False, teams=frozenset[UUID]())
    seen = Prepared(lambda scope, now: Dossier.objects.within(scope, now).values_list("id"))
    with CaptureQueriesContext(connection) as asked:
        assert seen.rows(scope, clock.now()) == []
    assert len(asked) == 0


def test_a_value_that_is_computed_with_is_refused() -> None:
    later = Prepared(
        lambda day: Taak.objects.filter(uiterlijk__range=(day, day + timedelta(days=7))).values_list("id")
    )
    with pytest.raises(ValueError, match="none of its values"):
        later.rows(date(2026, 11, 20))


class TestStreamed:
    """Rows that are handed on while the database looks for the rest."""

    def test_gives_what_the_query_gives_in_one_query(self) -> None:
        place = story.town()
        rows = [story.melding(place, naam=f"Karin Dijkstra{n}", number=n) for n in range(3)]
        cases = [story.present(row.dossier_id) for row in rows]
        found = Dossier.objects.filter(pk__any=cases[:2], geopend_op__lte=clock.today())
        asked = found.order_by("nummer").values_list("id", "nummer", "geopend_op", "team_id")
        with CaptureQueriesContext(connection) as seen:
            assert list(streamed(asked)) == list(asked.all())
        assert len(seen) == 2
        assert list(streamed(asked.filter(pk=new_id()))) == []

    def test_gives_all_rows_when_they_come_in_several_pieces(self) -> None:
        story.melding(story.town())
        numbers = RawSQL("generate_series(1, %s)", [3 * ROWS_AT_A_TIME + 1], BigIntegerField())
        every = Handeling.objects.annotate(number=numbers).values_list("number")
        assert len(list(streamed(every))) == (3 * ROWS_AT_A_TIME + 1) * Handeling.objects.count()

    def test_a_query_meanwhile_fails_at_once(self) -> None:
        story.melding(story.town())
        rows: Any = streamed(Handeling.objects.order_by("id").values_list("id"))
        with transaction.atomic():
            with pytest.raises(RuntimeError, match="not all been taken"):
                for _ in rows:
                    Handeling.objects.exists()
            rows.close()
            transaction.set_rollback(True)
        assert Handeling.objects.exists()

    def test_a_fault_of_the_database_is_one_of_django(self) -> None:
        wrong = Handeling.objects.annotate(number=RawSQL("nothing_like_it", [])).values_list("number")
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(streamed(wrong))
        assert list(streamed(Handeling.objects.filter(pk=0).values_list("id"))) == []
