"""The expressions against a plain oracle, on random facts; the same engine as in use."""

import random
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from keukentafel.monitor import measures, parquet
from keukentafel.monitor.domain import (
    BegrotingFact,
    BesluitFact,
    ClientFact,
    ContactFact,
    InwonersFact,
    Noemer,
    OplossingFact,
    UitgaveFact,
    UitkomstFact,
)
from keukentafel.monitor.reading import figures
from keukentafel.monitor.rules.dates import add_months

pytestmark = pytest.mark.pure
WIJKEN = ("De Hoven", "Kerkbuurt", "Wijk onbekend")
EVERYTHING = (
    ContactFact, UitkomstFact, BesluitFact, OplossingFact, UitgaveFact, ClientFact, BegrotingFact, InwonersFact,
)  # fmt: skip


def contact(maand: date, uitkomst: str = "melding", maanden: int = -1, wijk: str = "De Hoven") -> ContactFact:
    return ContactFact("p", maand, wijk, "wmo", "telefoon", "zelf", uitkomst, "45-64", maanden)


def table(facts: list[Any]) -> Any:
    return ibis.memtable(pa.Table.from_pylist([asdict(fact) for fact in facts]))


def answers(expression: Any) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in expression.to_pyarrow().to_pylist()}


def contacts_of(seed: int, size: int = 400) -> list[ContactFact]:
    chance = random.Random(seed)
    return [
        contact(
            add_months(date(2025, 1, 1), chance.randrange(23)),
            chance.choice(["melding", "melding", "meteen beantwoord", "niet voor ons"]),
            chance.choice([-1, 0, 2, 5, 6, 11]),
            chance.choice(WIJKEN),
        )
        for _ in range(size)
    ]


@pytest.mark.parametrize("venster", [3, 6, 9, 12])
def test_contacts_are_counted_per_month_and_followed(venster: int) -> None:
    facts = contacts_of(venster)
    counted = Counter((fact.wijk, fact.maand, fact.uitkomst) for fact in facts)
    led = Counter(
        (fact.wijk, fact.maand, fact.uitkomst)
        for fact in facts
        if 0 <= fact.maanden_tot_individueel < venster
    )
    expected = {(*key, number, led[key]) for key, number in counted.items()}
    assert answers(measures.contacts(table(facts), venster)) == expected


def test_outcomes_and_solutions() -> None:
    chance = random.Random(7)
    months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 10, 1)]
    ended = [
        UitkomstFact(
            "p", chance.choice(months), chance.choice(WIJKEN), "wmo", chance.choice(["a", "b"]), "80+"
        )
        for _ in range(200)
    ]
    recent = [fact for fact in ended if date(2026, 1, 1) <= fact.maand < date(2026, 10, 1)]
    within = measures.between(table(ended), date(2026, 1, 1), date(2026, 10, 1))
    expected = Counter((fact.wijk, fact.uitkomst) for fact in recent)
    assert answers(measures.outcomes(within)) == {(*key, number) for key, number in expected.items()}
    found = [
        OplossingFact(
            "p",
            chance.choice(months),
            chance.choice(WIJKEN),
            "wmo",
            "t",
            chance.choice(["netwerk", "algemeen"]),
        )
        for _ in range(200)
    ]
    per_year = Counter((fact.wijk, fact.maand.year, fact.kolom) for fact in found)
    assert answers(measures.solutions(table(found))) == {(*key, number) for key, number in per_year.items()}


def test_spend_counts_credits_and_only_the_year() -> None:
    facts = [
        UitgaveFact("p", date(2026, 1, 1), "wmo", "02", 500, 500),
        UitgaveFact("p", date(2026, 2, 1), "wmo", "02", -200, -200),
        UitgaveFact("p", date(2025, 12, 1), "wmo", "02", 900, 900),
        UitgaveFact("p", date(2026, 2, 1), "jeugdwet", "02", 900, 0),
    ]
    assert answers(measures.spend(table(facts), 2026)) == {("wmo", "02", 300), ("jeugdwet", "02", 0)}


def test_clients_are_persons_and_not_allocations() -> None:
    facts = [
        ClientFact("a", "De Hoven", "wmo", "80+"),
        ClientFact("a", "De Hoven", "wmo", "80+"),
        ClientFact("b", "De Hoven", "jeugdwet", "12-17"),
        ClientFact("c", "De Hoven", "jeugdwet", "23-44"),
    ]
    assert answers(measures.clients(table(facts), "wmo")) == {(1,)}
    assert answers(measures.clients(table(facts), "jeugdwet", ("0-11", "12-17"))) == {(1,)}


def test_inhabitants_per_band() -> None:
    facts = [InwonersFact("De Hoven", "0-14", 10), InwonersFact("Kerkbuurt", "0-14", 5)]
    assert answers(measures.inhabitants(table(facts))) == {("0-14", 15)}


class TestNorm:
    """At most 20% of the new reports leads to an individual provision, by cohort of report date."""

    def cohorts(
        self, folder: Path, facts: list[ContactFact], venster: int = 6
    ) -> dict[tuple[date, Noemer], Any]:
        for kind in EVERYTHING:
            parquet.write_table(folder / "v", kind, facts if kind is ContactFact else [])
        found = figures(folder, "v", date(2026, 11, 20), venster)
        return {(one.cohort, one.noemer): one for one in found.cohorts(None)}

    def reports(self, maand: date, led: int, other: int, *, maanden: int = 1) -> list[ContactFact]:
        """Meldingen of which `led` got a provision, and 60 other questions, spread over two neighbourhoods."""
        kinds = [("melding", maanden)] * led + [("melding", -1)] * other
        kinds += [("meteen beantwoord", -1)] * 40 + [("niet voor ons", -1)] * 20
        return [contact(maand, kind, when, WIJKEN[at % 2]) for at, (kind, when) in enumerate(kinds)]

    @pytest.mark.parametrize(("led", "meets"), [(200, True), (201, False)])
    def test_of_a_thousand_reports_200_meets_and_201_does_not(
        self, tmp_path: Path, led: int, meets: bool
    ) -> None:
        facts = self.reports(date(2026, 2, 1), led, 940 - led)
        one = self.cohorts(tmp_path, facts)[date(2026, 1, 1), Noemer.ALLE_CONTACTEN]
        assert (one.aantal, one.individueel, one.rijp) == (1000, led, True)
        assert (one.individueel * 100 <= one.aantal * 20) is meets

    def test_a_provision_after_five_months_counts_in_its_own_cohort(self, tmp_path: Path) -> None:
        facts = self.reports(date(2026, 1, 1), 80, 60, maanden=5) + self.reports(date(2026, 5, 1), 24, 116)
        found = self.cohorts(tmp_path / "6", facts)
        assert found[date(2026, 1, 1), Noemer.ALLE_CONTACTEN].percentage == 40
        assert found[date(2026, 4, 1), Noemer.ALLE_CONTACTEN].percentage == 12
        short = self.cohorts(tmp_path / "3", facts, venster=3)
        assert short[date(2026, 1, 1), Noemer.ALLE_CONTACTEN].individueel is None

    def test_both_denominators_differ_by_what_was_no_melding(self, tmp_path: Path) -> None:
        found = self.cohorts(tmp_path, self.reports(date(2026, 2, 1), 40, 100))
        assert found[date(2026, 1, 1), Noemer.ALLE_CONTACTEN].percentage == 20
        assert found[date(2026, 1, 1), Noemer.MELDINGEN].percentage == pytest.approx(40 / 1.4)

    def test_a_quarter_whose_window_runs_is_not_ripe(self, tmp_path: Path) -> None:
        found = self.cohorts(tmp_path, self.reports(date(2026, 5, 1), 20, 60))
        assert not found[date(2026, 4, 1), Noemer.MELDINGEN].rijp
        assert found[date(2026, 1, 1), Noemer.MELDINGEN].rijp
