"""Periods: the inclusive end date goes in and comes out once, and the algebra of days holds."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.core.period import Period

pytestmark = pytest.mark.pure

_days = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw a period of up to about three years, open in some cases."""
    start = draw(_days)
    length = draw(st.none() | st.integers(min_value=1, max_value=1_100))
    return Period(start, None if length is None else start + timedelta(days=length))


def test_both_days_of_an_inclusive_period_count() -> None:
    period = Period.inclusive(date(2026, 1, 1), date(2026, 1, 31))
    assert period == Period(date(2026, 1, 1), date(2026, 2, 1))
    assert period.last_day == date(2026, 1, 31)
    assert period.days == 31


def test_an_open_period_has_no_last_day() -> None:
    period = Period.inclusive(date(2026, 1, 1), None)
    assert period.last_day is None
    assert period.days is None
    assert period.contains(date(9000, 1, 1))


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_without_days_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="einddatum ligt voor"):
        Period(date(2026, 1, 1), end)


def test_the_last_day_of_the_calendar_is_refused_as_an_end() -> None:
    with pytest.raises(ValueError, match="31-12-9999"):
        Period.inclusive(date(2026, 1, 1), date.max)


def test_neighbouring_periods_do_not_overlap() -> None:
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    february = Period(date(2026, 2, 1), date(2026, 3, 1))
    assert not january.overlaps(february)
    assert january.intersect(february) is None


def test_months_cut_at_the_first_of_each_month() -> None:
    parts = list(Period.inclusive(date(2025, 11, 20), date(2026, 2, 3)).months())
    assert [(part.start, part.last_day) for part in parts] == [
        (date(2025, 11, 20), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 3)),
    ]


def test_months_of_an_open_period_are_refused() -> None:
    with pytest.raises(ValueError, match="zonder einddatum"):
        Period(date(2026, 1, 1)).months()


def test_months_reach_the_end_of_the_calendar() -> None:
    assert list(Period(date(9999, 12, 1), date.max).months()) == [Period(date(9999, 12, 1), date.max)]


@given(periods(), periods(), _days)
def test_a_day_is_in_the_intersection_exactly_when_it_is_in_both(
    one: Period, other: Period, day: date
) -> None:
    both = one.intersect(other)
    assert (both is not None and both.contains(day)) == (one.contains(day) and other.contains(day))


@given(periods(), periods())
def test_overlap_does_not_depend_on_the_order(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.intersect(other) == other.intersect(one)
    assert one.intersect(one) == one


@given(periods().filter(lambda period: period.end is not None))
def test_months_lose_no_day_and_join_up(period: Period) -> None:
    parts = list(period.months())
    assert parts[0].start == period.start
    assert parts[-1].end == period.end
    assert all(left.end == right.start for left, right in itertools.pairwise(parts))
    assert sum(part.days or 0 for part in parts) == period.days
    assert all(part.start.month == (part.last_day or date.min).month for part in parts)


@given(_days, st.none() | _days)
def test_an_inclusive_period_gives_its_last_day_back(first: date, last: date | None) -> None:
    if last is not None and last < first:
        first, last = last, first
    assert Period.inclusive(first, last).last_day == last
