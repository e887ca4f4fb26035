"""Sentences and charts of the monitor, from figures alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from keukentafel.monitor.domain import (
    BudgetCijfer,
    CohortCijfer,
    KengetalCijfer,
    MonitorPage,
    Noemer,
    Norm,
    Stand,
    TredeCijfer,
    UitkomstCijfer,
    VraagCijfer,
)
from keukentafel.web.monitor import blad, words

pytestmark = pytest.mark.pure
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1))


def cohort(
    quarter: date, noemer: Noemer, led: int | None, count: int | None, rijp: bool = True
) -> CohortCijfer:
    share = led * 100 / count if led is not None and count else None
    return CohortCijfer(quarter, noemer, count, led, share, rijp)


def page(**changed: Any) -> MonitorPage:
    made = MonitorPage(
        stand=Stand(date(2026, 11, 20), "2026-11-20T10:00:00+01:00", "v", 9),
        wijk="",
        venster=6,
        wijken=("De Hoven",),
        sinds=date(2026, 1, 1),
        vragen=(
            VraagCijfer(date(2026, 10, 1), 40, 50, 10, 100),
            VraagCijfer(date(2026, 11, 1), None, 20, None, 60),
        ),
        jaarcijfer=VraagCijfer("jaar", 400, 500, 100, 1000),
        per_wijk=(VraagCijfer("De Hoven", 400, 500, 100, 1000),),
        cohorten=(
            cohort(QUARTERS[0], Noemer.ALLE_CONTACTEN, 200, 1000),
            cohort(QUARTERS[1], Noemer.ALLE_CONTACTEN, 90, 900, rijp=False),
            cohort(QUARTERS[0], Noemer.MELDINGEN, 200, 500),
            cohort(QUARTERS[1], Noemer.MELDINGEN, None, 400, rijp=False),
        ),
        norm=Norm(20, date(2013, 1, 1), "bron"),
        vensterkeuze=Norm(6, date(2007, 1, 1), "bron"),
        uitkomsten=(UitkomstCijfer("verantwoord niets doen", 60, 6.0),),
        besluiten=(UitkomstCijfer("afgewezen", None, None),),
        treden=(TredeCijfer(2025, (10, 20, 30, 40), 100), TredeCijfer(2026, (20, 20, 30, 30), 100)),
        jaar=2026,
        budget=(BudgetCijfer("Begeleiding", "wmo", 1000_00, 900_00, 700_00),),
        naast=(),
        stedelijkheid=None,
    )
    return replace(made, **changed)


def test_at_the_norm_is_within_it() -> None:
    assert blad.title(page()) == (
        "20% van alle contacten leidt tot een individuele voorziening, binnen de norm van 20%"
    )
    over = (cohort(QUARTERS[0], Noemer.ALLE_CONTACTEN, 201, 1000),)
    assert blad.title(page(cohorten=over)).endswith("De norm is 20%")


def test_without_a_ripe_quarter_the_title_is_about_questions() -> None:
    unripe = tuple(replace(one, rijp=False) for one in page().cohorten)
    assert blad.title(page(cohorten=unripe)) == (
        "Sinds 1 januari 2026 kwamen 1.000 vragen binnen; 40% was meteen beantwoord"
    )
    assert "Nog geen kwartaal" in blad.cohorts_title(page(cohorten=unripe))
    hidden = VraagCijfer("jaar", None, 500, None, 1000)
    assert blad.title(page(norm=None, jaarcijfer=hidden)).endswith("1.000 vragen binnen")
    assert "te weinig" in blad.title(page(norm=None, jaarcijfer=VraagCijfer("jaar", None, None, None, None)))


def test_the_norm_names_both_denominators() -> None:
    assert blad.cohorts_title(page()) == (
        "Van het 1e kwartaal van 2026 leidde 20% van alle contacten en 40% van de meldingen tot een individuele voorziening"
    )
    chart = blad.cohorts_chart(page())
    assert list(chart.table.rows[0]) == ["2026-1", "1.000", "500", "200", "20%", "40%", "rijp"]
    assert list(chart.table.rows[1]) == ["2026-2", "900", "400", "90", "10%", "–", "nog niet rijp"]
    assert "onrijp" in chart.wide
    assert "norm 20%" in chart.narrow
    assert "norm" not in blad.cohorts_chart(page(norm=None)).wide


def test_heads_stand_for_the_page() -> None:
    groups = blad.heads(page())
    shown = {kop.naam: (kop.waarde, kop.stand) for _, _, koppen in groups for kop in koppen}
    assert shown["Nieuwe vragen"] == ("1.000", "")
    assert shown["Naar individueel"] == ("20%", "Binnen de norm")
    assert shown["Verantwoord niets doen"] == ("6%", "")
    assert shown["Budgetten over de begroting"] == ("0", "Geen")
    bare = blad.heads(page(norm=None, budget=(), cohorten=()))
    without = {kop.naam: (kop.waarde, kop.stand) for _, _, koppen in bare for kop in koppen}
    assert without["Naar individueel"] == ("–", "")
    assert without["Goedgekeurd"] == ("–", "")
    no_norm = {kop.naam: kop.stand for _, _, koppen in blad.heads(page(norm=None)) for kop in koppen}
    assert no_norm["Naar individueel"] == ""


def test_overspent_budgets_are_named() -> None:
    over = BudgetCijfer("Jeugdhulp", "jeugdwet", 100, 100, 200)
    assert blad.budget_title(page(budget=(over,))).startswith("Jeugdhulp gaat over het budget")
    assert blad.budget_title(page(budget=(over, over))).startswith("2 van de 2 budgetten")
    stand = {kop.naam: kop.stand for _, _, koppen in blad.heads(page(budget=(over,))) for kop in koppen}
    assert stand["Goedgekeurd"] == "Over budget"
    assert stand["Budgetten over de begroting"] == "Kijk naar deze"
    assert blad.budget_chart(page(budget=())) is None
    committed = BudgetCijfer("Jeugdhulp", "jeugdwet", 100, 120, 60)
    soon = {kop.naam: kop.stand for _, _, koppen in blad.heads(page(budget=(committed,))) for kop in koppen}
    assert soon["Goedgekeurd"] == "Meer verplicht dan begroot"


def test_questions_say_what_is_missing_from_a_bar() -> None:
    chart = blad.questions_chart(page())
    assert "afgeschermd" in chart.caption
    assert list(chart.table.rows[1]) == ["nov 26", words.HIDDEN, "20", words.HIDDEN]
    whole = page(vragen=page().vragen[:1], wijk="De Hoven")
    assert blad.questions_chart(whole).table.rows[0][0] == "2026-4"
    assert "afgeschermd" not in blad.questions_chart(whole).caption
    named = page(vragen=page().per_wijk)
    assert blad.questions_chart(named).table.rows[0][0] == "De Hoven"


def test_a_year_with_a_hidden_count_is_left_out_of_the_ladder() -> None:
    chart = blad.rungs_chart(page())
    assert chart is not None
    assert chart.conclusion == "In 2026 was 30% van de oplossingen individueel, in 2025 40%"
    hidden = (TredeCijfer(2026, (None, 20, None, 30), 100), TredeCijfer(2025, (0, 0, 0, 0), 0))
    assert blad.rungs_chart(page(treden=hidden)) is None
    assert blad.rung_counts(page(treden=hidden))[0][1] == [words.HIDDEN, "20", words.HIDDEN, "30", "100"]
    one = blad.rungs_chart(page(treden=page().treden[:1]))
    assert one is not None
    assert one.conclusion == "In 2025 was 40% van de oplossingen individueel"


YEAR = (date(2025, 11, 25), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (59.0, "geen van de 2 vergelijkbare gemeenten ligt lager"),
        (65.0, "1 van de 2 vergelijkbare gemeenten ligt lager"),
        (90.0, "2 van de 2 vergelijkbare gemeenten liggen lager"),
        (None, "afgeschermd of onbekend"),
    ],
)
def test_the_own_figure_among_others(own: float | None, said: str) -> None:
    others = (("Huizen", 61.0), ("Goes", 80.0))
    figure = KengetalCijfer("Wmo", "per 1.000", 0, 2022, "d", "v", "b", own, 40, 100, *YEAR, others, 0)
    [(_, chart, rows)] = blad.beside(page(naast=(figure,)), "Lindewaard")
    assert said in chart.conclusion
    assert rows[0][0] == "Lindewaard, 25 november 2025 t/m 24 november 2026"
    assert rows[1] == ("Huizen", "61")


def test_amounts_are_said_as_one_says_them() -> None:
    assert words.large(1_730_000_000) == "€\u00a017,3 mln"
    assert words.large(1_580_800) == "€\u00a015.808"


def test_no_text_of_the_monitor_praises_itself() -> None:
    folder = Path(blad.__file__).parents[1] / "templates" / "monitor"
    assert all(
        "succesvol" not in file.read_text() and "!<" not in file.read_text() for file in folder.iterdir()
    )
