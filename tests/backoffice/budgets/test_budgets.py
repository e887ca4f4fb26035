"""Per budget line: budget, committed, declared, approved, left."""

from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.budgets import queries, rules
from keukentafel.backoffice.budgets.domain import Besteding, BudgetRow, NewBegrotingspost
from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.toewijzingen.operations import load_toewijzingen
from keukentafel.core.errors import Conflict
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import ActNotPermitted
from tests.backoffice.contracts.market import contracted
from tests.backoffice.toewijzingen.test_queries import loaded
from tests.cast import ELSBEEK, LINDEWAARD, found, resident

HULPMIDDELEN = NewBegrotingspost(
    2026, Wet.WMO, "Hulpmiddelen", ("11", "12"), 10_000_00, "Programmabegroting 2026", "6.60"
)
DAGBESTEDING = NewBegrotingspost(
    2026, Wet.WMO, "Dagbesteding", ("07",), 5_000_00, "Programmabegroting 2026", "6.713"
)


@pytest.mark.pure
class TestRules:
    """Every euro on one line."""

    def test_a_category_stands_on_one_line_per_year_and_law(self) -> None:
        rules.check_posten([HULPMIDDELEN, DAGBESTEDING, replace(HULPMIDDELEN, jaar=2025, naam="Andere naam")])
        with pytest.raises(rules.CategorieTwice, match="Hulpmiddelen en Dagbesteding"):
            rules.check_posten([HULPMIDDELEN, replace(DAGBESTEDING, categorieen=("11",))])

    def test_amounts_per_category_add_up_to_lines_and_what_has_none(self) -> None:
        line = BudgetRow(new_id(), Wet.WMO, "Hulp", "6.1", ("01", "02"), 1000, Besteding(0, 50, 50), "bron")
        nowhere = replace(line, wet=None, naam="Zonder wet")
        spent = rules.spending(
            {(Wet.WMO, "01"): 300, (Wet.WMO, "07"): 5, (Wet.JEUGDWET, "45"): 7},
            {(Wet.WMO, "01"): (200, 100), (Wet.WMO, "02"): (20, 10)},
        )
        hulp, same, wmo, jeugd = rules.add_up([line, nowhere], spent)
        assert (hulp.verplicht, hulp.gedeclareerd, hulp.goedgekeurd, hulp.over) == (300, 270, 160, 700)
        assert same == nowhere
        assert (wmo.naam, wmo.wet, wmo.categorieen, wmo.over) == (
            "Zonder begrotingspost",
            Wet.WMO,
            ("07",),
            -5,
        )
        assert (jeugd.wet, jeugd.verplicht) == (Wet.JEUGDWET, 7)
        total = rules.total_of((hulp, wmo, jeugd))
        assert (total.begroot, total.verplicht, total.goedgekeurd, total.id) == (1000, 312, 160, None)

    def test_left_is_the_budget_less_the_larger_of_committed_and_approved(self) -> None:
        line = BudgetRow(None, Wet.WMO, "Hulp", "", (), 1000, Besteding(300, 900, 800))
        assert line.over == 200
        assert replace(line, besteding=Besteding(1200, 0, 0)).over == -200


@pytest.mark.db
class TestOverview:
    """The page of the controller."""

    def test_committed_declared_approved_and_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        load_toewijzingen(
            actor=town.system, toewijzingen=[loaded(person, market, number) for number in (1, 2)]
        )
        earlier = replace(DAGBESTEDING, jaar=2025, eerder_geboekt=4_900_00, id=new_id())
        load_budget(actor=town.system, posten=[HULPMIDDELEN, DAGBESTEDING, earlier])

        def sums(**asked: Any) -> Any:
            return (
                {(Wet.WMO, "11"): (1850_00, 1000_00), (Wet.WMO, "02"): (5, 4)}
                if asked["jaar"] == 2026
                else {}
            )

        monkeypatch.setattr(declaraties, "sums", sums)
        overview = queries.overview(actor=town.controller, jaar=2026)
        aids, days, without = overview.rows
        assert (aids.naam, aids.verplicht, aids.gedeclareerd, aids.goedgekeurd) == (
            "Hulpmiddelen", 2 * 1850_00, 1850_00, 1000_00,
        )  # fmt: skip
        assert (aids.over, aids.taakveld, aids.bron) == (6_300_00, "6.60", "Programmabegroting 2026")
        assert (days.over, without.naam, without.goedgekeurd) == (5_000_00, "Zonder begrotingspost", 4)
        assert (overview.totaal.begroot, overview.jaren) == (15_000_00, (2026, 2025))
        (row,) = queries.overview(actor=town.beleid, jaar=2025).rows
        assert (row.goedgekeurd, row.over) == (4_900_00, 100_00)
        assert [(jaar, fact.naam) for jaar, fact in queries.facts(gemeente=LINDEWAARD)] == [
            (2026, "Hulpmiddelen"), (2026, "Dagbesteding"), (2026, "Zonder begrotingspost"), (2025, "Dagbesteding"),
        ]  # fmt: skip

    @pytest.mark.parametrize("many", [10, 100])
    def test_four_queries_whatever_the_number(self, many: int, django_assert_num_queries: Counted) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        load_toewijzingen(
            actor=town.system, toewijzingen=[loaded(person, market, number) for number in range(1, many + 1)]
        )
        load_budget(actor=town.system, posten=[HULPMIDDELEN, DAGBESTEDING])
        with django_assert_num_queries(4):
            overview = queries.overview(actor=town.controller, jaar=2026)
        assert overview.totaal.verplicht == many * 1850_00

    def test_closed_to_who_may_not_see_budgets(self) -> None:
        town = found()
        for actor in (
            town.consulent,
            town.contact,
            town.teamleider,
            town.backoffice,
            town.raadslid,
            town.beheerder,
        ):
            with pytest.raises(ActNotPermitted):
                queries.overview(actor=actor, jaar=2026)

    def test_the_municipality_next_door_sees_none_of_it(self) -> None:
        town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
        market, person = contracted(town), resident(town)
        load_toewijzingen(actor=town.system, toewijzingen=[loaded(person, market, 1)])
        load_budget(actor=town.system, posten=[HULPMIDDELEN])
        overview = queries.overview(actor=elsbeek.controller, jaar=2026)
        assert (overview.rows, overview.jaren, overview.totaal.verplicht) == ((), (), 0)
        assert list(queries.facts(gemeente=ELSBEEK)) == []
        before = queries.overview(actor=town.controller, jaar=2026)
        load_budget(actor=elsbeek.system, posten=[replace(HULPMIDDELEN, id=new_id())])
        assert queries.overview(actor=town.controller, jaar=2026) == before


@pytest.mark.db
class TestLoading:
    """Everything or nothing."""

    def test_twice_the_same_line(self) -> None:
        town = found()
        assert load_budget(actor=town.system, posten=[HULPMIDDELEN]) == 1
        with pytest.raises(Conflict, match="niets geladen"):
            load_budget(actor=town.system, posten=[DAGBESTEDING, replace(HULPMIDDELEN, id=new_id())])
        assert len(queries.overview(actor=town.controller, jaar=2026).rows) == 1

    def test_only_the_system_loads(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            load_budget(actor=town.controller, posten=[])
