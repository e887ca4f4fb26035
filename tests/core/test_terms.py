"""Legal terms end where the Algemene termijnenwet lets them end."""

from datetime import date, timedelta
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.core.terms import deadline
from keukentafel.core.working_days import is_working_day

pytestmark = pytest.mark.pure


class _Length(TypedDict, total=False):
    days: int
    weeks: int
    months: int


_days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 3, 2), date(2026, 4, 13)),
        (date(2026, 3, 1), date(2026, 4, 13)),
        (date(2026, 2, 20), date(2026, 4, 7)),
        (date(2025, 11, 13), date(2025, 12, 29)),
        (date(2024, 3, 1), date(2024, 4, 12)),
    ],
)
def test_six_weeks_of_onderzoek_end_on_a_working_day(start: date, last: date) -> None:
    """Wmo 2.3.2: from Friday 20 February the six weeks end on Good Friday, so on Tuesday after Easter."""
    assert deadline(start, weeks=6) == last
    assert deadline(start, days=42) == last


def test_two_weeks_end_on_the_same_weekday() -> None:
    assert deadline(date(2026, 11, 23), weeks=2) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 2)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 4)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int, last: date) -> None:
    assert deadline(start, months=months) == last


def test_three_days_hold_two_working_days() -> None:
    """Art. 2: Thursday and three days would end on Sunday with one working day in it; so Monday it is."""
    assert deadline(date(2026, 6, 4), days=3) == date(2026, 6, 8)


def test_a_term_of_two_days_only_needs_to_end_on_a_working_day() -> None:
    assert deadline(date(2026, 6, 5), days=2) == date(2026, 6, 8)


def test_four_days_over_christmas_are_made_longer() -> None:
    """24 December 2026 is a Thursday: Christmas and a weekend leave no working day in the four days."""
    assert deadline(date(2026, 12, 24), days=4) == date(2026, 12, 29)


def test_a_designated_day_is_treated_as_a_holiday() -> None:
    assert deadline(date(2026, 5, 1), weeks=2, designated=[date(2026, 5, 15)]) == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("length", "last"),
    [
        ({"days": 91}, date(2026, 9, 5)),
        ({"weeks": 13}, date(2026, 9, 5)),
        ({"months": 4}, date(2026, 10, 6)),
        ({"months": 60}, date(2031, 6, 6)),
    ],
)
def test_long_terms_are_not_extended(length: _Length, last: date) -> None:
    """Art. 4, under a: 5 September 2026 is a Saturday and stays the end."""
    assert deadline(date(2026, 6, 6), **length) == last


@pytest.mark.parametrize("length", [{}, {"days": -1}, {"days": 1, "weeks": 1}])
def test_a_term_has_one_unit(length: _Length) -> None:
    with pytest.raises(ValueError, match="one unit"):
        deadline(date(2026, 1, 1), **length)


@given(_days, st.integers(min_value=1, max_value=90))
def test_a_term_is_never_shorter_and_always_ends_on_a_working_day(start: date, days: int) -> None:
    last = deadline(start, days=days)
    assert last >= start + timedelta(days=days)
    assert is_working_day(last)
    inside = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert days < 3 or sum(map(is_working_day, inside)) >= 2


@given(_days, st.integers(min_value=1, max_value=90))
def test_a_term_is_extended_no_further_than_needed(start: date, days: int) -> None:
    last = deadline(start, days=days)
    for earlier in range(days, (last - start).days):
        end = start + timedelta(days=earlier)
        inside = [start + timedelta(days=n) for n in range(1, earlier + 1)]
        assert not is_working_day(end) or (days >= 3 and sum(map(is_working_day, inside)) < 2)
