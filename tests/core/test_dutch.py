"""Dates, numbers and counts as a Dutch reader expects them."""

from datetime import date

import pytest

from keukentafel.core import dutch

pytestmark = pytest.mark.pure


def test_dates_are_written_out() -> None:
    assert dutch.day(date(2026, 11, 22)) == "22 november"
    assert dutch.day_short(date(2026, 3, 1)) == "1 mrt"
    assert dutch.day_year(date(2026, 11, 22)) == "22 november 2026"


def test_every_month_has_its_own_name() -> None:
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert len({dutch.day(day) for day in months}) == 12
    assert len({dutch.day_short(day) for day in months}) == 12


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1234, "1.234"), (-1234567, "-1.234.567")])
def test_numbers_have_points_between_the_thousands(value: int, text: str) -> None:
    assert dutch.number(value) == text


@pytest.mark.parametrize(("n", "text"), [(0, "0 regels"), (1, "1 regel"), (1234, "1.234 regels")])
def test_a_count_takes_the_right_noun(n: int, text: str) -> None:
    assert dutch.plural(n, "regel", "regels") == text
