"""Working days: every day that is no Saturday, no Sunday and no generally recognised holiday.

Source: Algemene termijnenwet art. 3 (first paragraph: the holidays; second: Good Friday counts as one).
Days that the government equates for one year (third paragraph) are data: hand them in as `designated`.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_SUNDAY = 6
_FIRST_YEAR_OF_KONINGSDAG = 2014


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """Give the recognised holidays of a year since 1980 (Algemene termijnenwet art. 3, first and second paragraph)."""
    easter = _easter_sunday(year)
    return frozenset(
        {
            date(year, 1, 1),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _birthday_of_the_monarch(year),
            date(year, 5, 5),
            easter + timedelta(days=39),
            easter + timedelta(days=50),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def is_working_day(day: date, *, designated: Collection[date] = ()) -> bool:
    """Tell whether `day` is a working day; `designated` are the days equated with holidays for one year."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year) and day not in designated


def add_working_days(day: date, n: int, *, designated: Collection[date] = ()) -> date:
    """Give the n-th working day after `day`, or before it when `n` is negative; `n` of zero gives `day` itself."""
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, designated=designated)
    return day


def _birthday_of_the_monarch(year: int) -> date:
    """Give the day it is celebrated: 27 April since 2014, 30 April before; the day before when that is a Sunday."""
    day = date(year, 4, 27) if year >= _FIRST_YEAR_OF_KONINGSDAG else date(year, 4, 30)
    return day - _ONE_DAY if day.weekday() == _SUNDAY else day


def _easter_sunday(year: int) -> date:
    """Compute Easter Sunday in the Gregorian calendar (the anonymous method, as printed by Meeus)."""
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year_of_century // 4) - epact - year_of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
