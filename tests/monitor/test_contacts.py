"""The figures about new questions, and the 20% norm on the cohorts they come from."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keukentafel.monitor.rules import dates
from keukentafel.monitor.rules.contacts import (
    BEANTWOORD,
    GELEID,
    JAAR,
    MELDING,
    NIET_VOOR_ONS,
    Cell,
    ContactCount,
    publication,
)
from tests.monitor.test_disclosure import check

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 20)
QUARTERS = dates.quarters_until(TODAY, 8)
WIJKEN = ("De Hoven", "Kerkbuurt")


def count(wijk: str, maand: date, uitkomst: str, aantal: int, individueel: int = 0) -> ContactCount:
    return ContactCount(wijk, maand, uitkomst, aantal, individueel)


def test_a_thousand_reports_add_up_on_every_level() -> None:
    rows = [
        count("De Hoven", date(2026, 1, 1), MELDING, 300, 120),
        count("De Hoven", date(2026, 2, 1), BEANTWOORD, 200),
        count("Kerkbuurt", date(2026, 2, 1), MELDING, 400, 80),
        count("Kerkbuurt", date(2026, 3, 1), NIET_VOOR_ONS, 100),
    ]
    made = publication(rows, WIJKEN, QUARTERS, until=date(2026, 11, 1)).counts
    quarter = date(2026, 1, 1)
    assert made[Cell(None, quarter, None)] == 1000
    assert made[Cell(None, quarter, MELDING)] == 700
    assert made[Cell(None, quarter, GELEID)] == 200
    assert made[Cell("Kerkbuurt", quarter, None)] == 500
    assert made[Cell(None, "2026-02", BEANTWOORD)] == 200
    assert made[Cell("De Hoven", JAAR, MELDING)] == 300


def test_what_lies_outside_the_quarters_or_after_the_month_does_not_count() -> None:
    rows = [
        count("De Hoven", date(2024, 1, 1), MELDING, 50),
        count("De Hoven", date(2026, 12, 1), MELDING, 60),
        count("De Hoven", date(2026, 10, 1), MELDING, 70),
    ]
    made = publication(rows, WIJKEN, QUARTERS, until=date(2026, 11, 1)).counts
    assert made[Cell(None, JAAR, None)] == 70
    assert Cell(None, "2026-12", None) not in made


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WIJKEN), st.integers(0, 5), st.integers(0, 40)), max_size=25))
def test_pages_beside_each_other_give_nothing_away(found: list[tuple[str, int, int]]) -> None:
    """The town, each neighbourhood, months, quarters and the year are attacked together."""
    kinds = (MELDING, BEANTWOORD, NIET_VOOR_ONS)
    rows = [
        count(wijk, dates.add_months(date(2026, 6, 1), place), kinds[place % 3], number, number // 3)
        for wijk, place, number in found
    ]
    check(publication(rows, WIJKEN, QUARTERS[-4:], until=date(2026, 11, 1)))


class TestDates:
    """Months, quarters and ages."""

    def test_quarters_and_months_end_with_today(self) -> None:
        assert QUARTERS[0] == date(2025, 1, 1)
        assert QUARTERS[-1] == date(2026, 10, 1)
        assert dates.months_until(TODAY, 12)[0] == date(2025, 12, 1)

    def test_whole_months(self) -> None:
        assert dates.months_between(date(2026, 1, 15), date(2026, 6, 14)) == 4
        assert dates.months_between(date(2026, 1, 15), date(2026, 6, 15)) == 5

    def test_a_cohort_is_ripe_when_the_window_of_its_last_day_has_passed(self) -> None:
        first = date(2026, 1, 1)
        assert not dates.is_ripe(first, venster=6, peildatum=date(2026, 9, 30))
        assert dates.is_ripe(first, venster=6, peildatum=date(2026, 10, 1))
        assert dates.is_ripe(first, venster=3, peildatum=date(2026, 7, 1))

    def test_age_bands(self) -> None:
        born = date(2003, 11, 1)
        assert dates.age_band(born, date(2026, 10, 1)) == "18-22"
        assert dates.age_band(born, date(2026, 11, 1)) == "23-44"
        assert dates.age_band(None, TODAY) == "onbekend"
        assert dates.age_band(date(1800, 1, 1), TODAY) == "80+"
        assert dates.JEUGD == ("0-11", "12-17", "18-22")

    def test_inhabitants_of_a_band_that_is_cut_count_for_their_share(self) -> None:
        assert dates.inhabitants_below(23, {"0-14": 150, "15-24": 100, "65+": 500}) == 230
        assert (
            dates.inhabitants_below(23, {"0-3": 40, "4-11": 80, "12-17": 60, "18-22": 50, "23-44": 9}) == 230
        )
