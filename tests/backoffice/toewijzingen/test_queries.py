"""What is read of allocations: lists, facts for judging, commitments, signals; and what stays closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Grond,
    Grondsoort,
    LoadedToewijzing,
    Mist,
    NewToewijzing,
    NietGemeld,
    Signaaltermijn,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.models import StartMelding, Toewijzing
from keukentafel.backoffice.toewijzingen.operations import grant_toewijzing, load_toewijzingen
from keukentafel.core.errors import NotFound
from keukentafel.core.ids import new_id
from keukentafel.core.period import Period
from keukentafel.people.domain import NewPersoon
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.audit.queries import looks
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import Market, contracted
from tests.backoffice.toewijzingen.test_granting import request
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found, resident

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(TODAY):
        yield


def loaded(persoon: NewPersoon, market: Market, number: int, **change: Any) -> LoadedToewijzing:
    """A wheelchair from a day of 2026, confirmed; `start`, `status` and others can be changed."""
    new = NewToewijzing(
        persoon_id=persoon.id,
        aanbieder_id=market.aanbieder,
        product_id=market.rolstoel,
        wet=Wet.WMO,
        volume=1,
        eenheid="82",
        frequentie="6",
        ingangsdatum=change.pop("ingangsdatum", date(2026, 9, 1)),
        einddatum=change.pop("einddatum", None),
        grond=Grond(Grondsoort.BESLUIT, f"B-{number}", None),
    )
    whole = LoadedToewijzing(
        new=new,
        contract_id=market.contract,
        toewijzingnummer=number,
        status=Toewijzingstatus.BEVESTIGD,
        toewijzingsdatum=date(2026, 8, 20),
    )
    return replace(whole, **change)


def pages(town: Town, mist: Mist) -> list[NietGemeld]:
    """All rows, a page of one at a time."""
    found: list[NietGemeld] = []
    mark = None
    while rows := queries.missing(actor=town.backoffice, mist=mist, after=mark, limit=1):
        found += rows
        mark = (rows[0].sinds, rows[0].toewijzing_id)
    return found


def fill(town: Town, many: int) -> tuple[Market, NewPersoon, list[LoadedToewijzing]]:
    market, person = contracted(town), resident(town)
    rows = [
        loaded(person, market, 5000 + n, ingangsdatum=date(2026, 1 + n % 12, 1 + n % 28)) for n in range(many)
    ]
    load_toewijzingen(actor=town.system, toewijzingen=rows)
    return market, person, rows


class TestLoading:
    """Loading writes what granting would have written, and nothing else."""

    def test_states_starts_commitments_and_numbering(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        rows = [
            loaded(person, market, 700, begindatum=date(2026, 9, 3), start_gemeld_op=date(2026, 9, 4)),
            loaded(person, market, 900_000, status=Toewijzingstatus.CONCEPT, toewijzingsdatum=None),
            loaded(person, market, 701, status=Toewijzingstatus.AFGEWEZEN),
            loaded(person, market, 702, reden_wijziging="13"),
        ]
        assert load_toewijzingen(actor=town.system, toewijzingen=rows) == 4
        by_number = queries.by_numbers(gemeente=LINDEWAARD, wet=Wet.WMO, nummers=[700, 900_000, 702, 1])
        assert sorted(by_number) == [700, 702, 900_000]
        assert (by_number[700].begindatum, by_number[702].verwijderd) == (date(2026, 9, 3), True)
        (start,) = StartMelding.objects.all()
        assert (start.productcode, start.gemeld_op) == ("11A01", date(2026, 9, 4))
        assert Toewijzing.objects.get(toewijzingnummer=900_000).toewijzingstijd is None
        assert Toewijzing.objects.get(toewijzingnummer=700).toewijzingstijd == time(9)
        assert queries.committed(gemeente=LINDEWAARD, jaar=2026) == {(Wet.WMO, "11"): 2 * 1850_00}
        assert (
            grant_toewijzing(actor=town.backoffice, new=request(person, market)).toewijzingnummer == 900_001
        )

    def test_only_the_system_loads(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            load_toewijzingen(actor=town.backoffice, toewijzingen=[])


class TestLists:
    """Newest first, by keyset, with the rights in the fetch."""

    def test_pages_follow_each_other_without_gap_or_repeat(self) -> None:
        town = found()
        _, _, rows = fill(town, 25)
        seen: list[UUID] = []
        mark = None
        while True:
            page = queries.page(actor=town.backoffice, after=mark, limit=10)
            seen += [row.id for row in page.rows]
            mark = page.next
            if mark is None:
                break
        wanted = sorted(rows, key=lambda row: (row.new.ingangsdatum, row.new.id), reverse=True)
        assert seen == [row.new.id for row in wanted]

    def test_by_state_and_by_provider(self) -> None:
        town = found()
        market, person, _ = fill(town, 3)
        more = [loaded(person, market, 1, status=Toewijzingstatus.AFGEWEZEN)]
        load_toewijzingen(actor=town.system, toewijzingen=more)
        refused = queries.page(actor=town.backoffice, status=Toewijzingstatus.AFGEWEZEN)
        assert [row.toewijzingnummer for row in refused.rows] == [1]
        assert len(queries.of_aanbieder(actor=town.backoffice, aanbieder_id=market.aanbieder).rows) == 4
        assert queries.of_aanbieder(actor=town.backoffice, aanbieder_id=market.other).rows == ()

    @pytest.mark.parametrize("many", [10, 100])
    def test_two_queries_whatever_the_number(self, many: int, django_assert_num_queries: Counted) -> None:
        town = found()
        market, _, rows = fill(town, many)
        mark = queries.page(actor=town.backoffice, limit=2).next
        with django_assert_num_queries(2):
            queries.page(actor=town.backoffice, after=mark)
        with django_assert_num_queries(1):
            queries.page(actor=town.backoffice, status=Toewijzingstatus.BEVESTIGD)
        with django_assert_num_queries(2):
            queries.known(gemeente=LINDEWAARD, wet=Wet.WMO, nummers=[row.toewijzingnummer for row in rows])
        with django_assert_num_queries(1):
            queries.committed(gemeente=LINDEWAARD, jaar=2026)
        with django_assert_num_queries(1):
            queries.committed_by_contract(gemeente=LINDEWAARD, contract_ids=[market.contract])
        with django_assert_num_queries(1):
            queries.committed_by_toewijzing(gemeente=LINDEWAARD, toewijzing_ids=[row.new.id for row in rows])
        # What is prepared is prepared once.
        queries.count_missing(actor=town.backoffice)
        queries.missing(actor=town.backoffice, mist=Mist.START)
        with django_assert_num_queries(2):
            queries.missing(actor=town.backoffice, mist=Mist.START)
        with django_assert_num_queries(1):
            queries.count_missing(actor=town.backoffice)
        with django_assert_num_queries(1):
            assert len(list(queries.facts(gemeente=LINDEWAARD))) == many

    def test_one_of_them_and_its_look(self) -> None:
        town = found()
        _, person, rows = fill(town, 1)
        row = queries.get_toewijzing(actor=town.backoffice, toewijzing_id=rows[0].new.id)
        assert row.persoon_id == person.id
        assert [look.act for look in looks(actor=town.privacy)] == ["berichten inzien"]
        with pytest.raises(NotFound):
            queries.get_toewijzing(actor=town.backoffice, toewijzing_id=new_id())

    def test_closed_to_other_roles_and_for_shielded_persons_and_the_own_file(self) -> None:
        town = found()
        market, person, rows = fill(town, 2)
        hidden = resident(town, "Els Vos", number=7, afgeschermd=True)
        load_toewijzingen(actor=town.system, toewijzingen=[loaded(hidden, market, 1)])
        assert {row.persoon_id for row in queries.page(actor=town.backoffice).rows} == {person.id}
        own = replace(town.backoffice, persoon_id=person.id)
        assert queries.page(actor=own).rows == ()
        with working_date(date(2027, 3, 1)):
            assert queries.count_missing(actor=own)[Mist.START] == 0
            assert queries.count_missing(actor=town.backoffice)[Mist.START] == len(
                queries.missing(actor=town.backoffice, mist=Mist.START)
            )
        with pytest.raises(NotFound):
            queries.get_toewijzing(actor=own, toewijzing_id=rows[0].new.id)
        for actor in (
            town.consulent,
            town.teamleider,
            town.contact,
            town.controller,
            town.contractmanager,
            town.beheerder,
        ):
            with pytest.raises(ActNotPermitted):
                queries.page(actor=actor)
            with pytest.raises(ActNotPermitted):
                queries.get_toewijzing(actor=actor, toewijzing_id=rows[0].new.id)

    def test_of_a_person_and_of_a_ground(self) -> None:
        town = found()
        _, person, rows = fill(town, 3)
        assert len(queries.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])) == 3
        (row,) = queries.of_grond(gemeente=LINDEWAARD, soort=Grondsoort.BESLUIT, nummers=["B-5001"])
        assert (row.id, row.loopt_op(TODAY), row.loopt_op(date(2026, 1, 31))) == (rows[1].new.id, True, False)
        assert queries.of_grond(gemeente=LINDEWAARD, soort=Grondsoort.RECHTER, nummers=["B-5001"]) == ()


class TestKnown:
    """The facts against which a message is judged."""

    def test_says_what_was_sent(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        rows = [
            loaded(person, market, 1, einddatum=date(2026, 12, 31)),
            loaded(person, market, 2, reden_wijziging="13"),
            loaded(person, market, 3, status=Toewijzingstatus.AFGEWEZEN),
            loaded(person, market, 4, status=Toewijzingstatus.CONCEPT, toewijzingsdatum=None),
            loaded(person, market, 6, status=Toewijzingstatus.AFGEWEZEN, reden_wijziging="05"),
        ]
        load_toewijzingen(actor=town.system, toewijzingen=rows)
        known = queries.known(gemeente=LINDEWAARD, wet=Wet.WMO, nummers=range(9), agb="99100001")
        assert sorted(known) == [1, 2, 6]
        assert (known[1].bsn, known[1].verwijderd, known[2].verwijderd) == (person.bsn, False, True)
        assert known[1].periode == Period(date(2026, 9, 1), date(2027, 1, 1))
        assert known[1].product is not None
        assert (known[1].product.categorie, known[1].product.code) == ("11", "11A01")
        assert queries.known(gemeente=LINDEWAARD, wet=Wet.WMO, nummers=[1], agb="99100018") == {}
        assert queries.known(gemeente=LINDEWAARD, wet=Wet.JEUGDWET, nummers=[1]) == {}


class TestSignal:
    """No start within the term (OP271)."""

    def test_after_five_working_days_or_the_municipalitys_own_term(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        # 20 November 2026 is a Friday; five working days before it is Friday 13 November.
        days = {1: date(2026, 11, 12), 2: date(2026, 11, 13), 3: date(2026, 11, 2), 4: date(2026, 12, 1)}
        rows = [loaded(person, market, number, ingangsdatum=day) for number, day in days.items()]
        rows[2] = replace(rows[2], begindatum=date(2026, 11, 3))
        rows += [
            loaded(person, market, 5, toewijzingsdatum=date(2026, 11, 16)),
            loaded(person, market, 6, einddatum=date(2026, 11, 19)),
            loaded(person, market, 7, reden_wijziging="13"),
            loaded(person, market, 8, status=Toewijzingstatus.AFGEWEZEN),
        ]
        load_toewijzingen(actor=town.system, toewijzingen=rows)
        (late,) = queries.missing(actor=town.backoffice, mist=Mist.START)
        assert (late.toewijzingnummer, late.sinds, late.uiterlijk) == (
            1,
            date(2026, 11, 12),
            date(2026, 11, 19),
        )
        assert queries.count_missing(actor=town.backoffice) == {Mist.START: 1, Mist.STOP: 0}
        standard = queries.term_of(gemeente=LINDEWAARD, mist=Mist.START, day=TODAY)
        assert standard is not None
        assert (standard.werkdagen, standard.vanaf) == (5, date(2023, 4, 3))
        assert "OP271" in standard.bron
        assert queries.term_of(gemeente=LINDEWAARD, mist=Mist.START, day=date(2023, 4, 2)) is None
        own = Signaaltermijn(3, date(2026, 11, 1), "Besluit college 2026-10-06")
        load_toewijzingen(
            actor=town.system, toewijzingen=[], termijnen=[own, replace(own, vanaf=date(2027, 1, 1))]
        )
        assert queries.term_of(gemeente=LINDEWAARD, mist=Mist.START, day=TODAY) == own
        assert [row.toewijzingnummer for row in pages(town, Mist.START)] == [1, 2, 5]
        assert queries.count_missing(actor=town.backoffice) == {Mist.START: 3, Mist.STOP: 0}
        listed = queries.page(actor=town.backoffice, mist=Mist.START).rows
        assert sorted(row.toewijzingnummer for row in listed) == [1, 2, 5]

    def test_help_that_ended_without_a_stop_is_listed_after_five_working_days(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        # 20 November 2026 is a Friday; five working days before it is Friday 13 November.
        begun = {"ingangsdatum": date(2026, 9, 1), "begindatum": date(2026, 9, 1)}
        rows = [
            loaded(person, market, 1, einddatum=date(2026, 11, 12), **begun),
            loaded(person, market, 2, einddatum=date(2026, 11, 13), **begun),
            loaded(person, market, 3, **begun),
            loaded(person, market, 4, einddatum=date(2026, 10, 1), ingangsdatum=date(2026, 9, 1)),
            loaded(
                person,
                market,
                5,
                einddatum=date(2026, 10, 1),
                gestopt_op=date(2026, 10, 1),
                reden_beeindiging="19",
                **begun,
            ),
            loaded(person, market, 6, einddatum=date(2026, 10, 1), **begun),
        ]
        load_toewijzingen(actor=town.system, toewijzingen=rows)
        first = queries.page(actor=town.backoffice, mist=Mist.STOP, limit=1)
        second = queries.page(actor=town.backoffice, mist=Mist.STOP, after=first.next, limit=1)
        assert {row.toewijzingnummer for row in (*first.rows, *second.rows)} == {1, 6}
        assert second.next is None
        assert [(row.toewijzingnummer, row.sinds, row.uiterlijk) for row in pages(town, Mist.STOP)] == [
            (6, date(2026, 10, 1), date(2026, 10, 8)),
            (1, date(2026, 11, 12), date(2026, 11, 19)),
        ]
        assert queries.count_missing(actor=town.backoffice) == {Mist.START: 0, Mist.STOP: 2}


class TestFacts:
    """Rows for the monitor."""

    def test_last_day_and_start(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        rows = [
            loaded(person, market, 1, einddatum=date(2026, 12, 31), begindatum=date(2026, 9, 2)),
            loaded(person, market, 2, reden_wijziging="13"),
        ]
        load_toewijzingen(actor=town.system, toewijzingen=rows)
        (fact,) = queries.facts(gemeente=LINDEWAARD)
        assert (fact.einddatum, fact.begindatum, fact.grond, fact.trede) == (
            date(2026, 12, 31), date(2026, 9, 2), "besluit", "individueel",
        )  # fmt: skip


def test_the_municipality_next_door_sees_none_of_it() -> None:
    town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
    market, person, rows = fill(town, 3)
    ids, numbers = [row.new.id for row in rows], [row.toewijzingnummer for row in rows]
    assert [
        *queries.page(actor=elsbeek.backoffice).rows,
        *queries.page(actor=elsbeek.backoffice, after=ids[0]).rows,
        *queries.of_aanbieder(actor=elsbeek.backoffice, aanbieder_id=market.aanbieder).rows,
        *queries.of_persons(gemeente=ELSBEEK, persoon_ids=[person.id]),
        *queries.of_grond(gemeente=ELSBEEK, soort=Grondsoort.BESLUIT, nummers=["B-5001"]),
        *queries.by_numbers(gemeente=ELSBEEK, wet=Wet.WMO, nummers=numbers),
        *queries.known(gemeente=ELSBEEK, wet=Wet.WMO, nummers=numbers),
        *queries.committed(gemeente=ELSBEEK, jaar=2026),
        *queries.committed_by_contract(gemeente=ELSBEEK, contract_ids=[market.contract]),
        *queries.committed_by_toewijzing(gemeente=ELSBEEK, toewijzing_ids=ids),
        *(row for mist in Mist for row in queries.missing(actor=elsbeek.backoffice, mist=mist)),
        *queries.facts(gemeente=ELSBEEK),
    ] == []
    with pytest.raises(NotFound):
        queries.get_toewijzing(actor=elsbeek.backoffice, toewijzing_id=ids[0])
    before = queries.page(actor=town.backoffice)
    there, neighbour = contracted(elsbeek), resident(elsbeek)
    row = grant_toewijzing(actor=elsbeek.backoffice, new=request(neighbour, there))
    assert row.toewijzingnummer == 100_001
    assert queries.page(actor=town.backoffice) == before
