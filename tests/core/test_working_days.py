"""Working days and holidays, against the calendars as they were printed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.core.working_days import add_working_days, holidays, is_working_day

pytestmark = pytest.mark.pure

_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))

_EASTER_MONDAYS = {
    2013: (4, 1),
    2024: (4, 1),
    2025: (4, 21),
    2026: (4, 6),
    2027: (3, 29),
    2028: (4, 17),
    2029: (4, 2),
    2030: (4, 22),
    2038: (4, 26),
    2049: (4, 19),
}


@pytest.mark.parametrize("year", _EASTER_MONDAYS)
def test_the_holidays_that_hang_on_easter(year: int) -> None:
    monday = date(year, *_EASTER_MONDAYS[year])
    good_friday, ascension, whit_monday = (monday + timedelta(days=n) for n in (-3, 38, 49))
    assert {monday, good_friday, ascension, whit_monday} <= holidays(year)


def test_a_whole_year_as_it_was_printed() -> None:
    assert holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


@pytest.mark.parametrize(
    ("celebrated", "not_celebrated"),
    [
        (date(2013, 4, 30), date(2013, 4, 27)),
        (date(2006, 4, 29), date(2006, 4, 30)),
        (date(2014, 4, 26), date(2014, 4, 27)),
        (date(2015, 4, 27), date(2015, 4, 30)),
        (date(2025, 4, 26), date(2025, 4, 27)),
    ],
)
def test_the_monarchs_birthday_is_never_kept_on_a_sunday(celebrated: date, not_celebrated: date) -> None:
    assert celebrated in holidays(celebrated.year)
    assert not_celebrated not in holidays(not_celebrated.year)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 5), False),
        (date(2026, 4, 7), True),
    ],
)
def test_weekends_and_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_day_designated_for_one_year_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 5, 15), designated=[date(2026, 5, 15)])


def test_ten_working_days_pass_over_easter() -> None:
    assert add_working_days(date(2026, 3, 30), 10) == date(2026, 4, 15)


def test_a_designated_day_does_not_count() -> None:
    assert add_working_days(date(2026, 5, 13), 1, designated=[date(2026, 5, 15)]) == date(2026, 5, 18)


def test_zero_working_days_leave_the_day_as_it_is() -> None:
    assert add_working_days(date(2026, 4, 5), 0) == date(2026, 4, 5)


@given(_days, st.integers(min_value=1, max_value=60))
def test_going_on_and_back_ends_on_the_same_working_day(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert is_working_day(there)
    between = [day + timedelta(days=k) for k in range(1, (there - day).days + 1)]
    assert sum(map(is_working_day, between)) == n
    assert add_working_days(there, -n) <= day
