"""The end of a legal term, by the Algemene termijnenwet.

A term starts on the day after the event; its length is data of the caller (which law, which municipality).
"""

from collections.abc import Collection
from datetime import date, timedelta

from keukentafel.core.working_days import is_working_day

_ONE_DAY = timedelta(days=1)
_MONTHS_PER_YEAR = 12
_SHORTEST_TERM_WITH_WORKING_DAYS = 3
_WORKING_DAYS_IN_A_TERM = 2
_LONGEST_EXTENDED = {"days": 90, "weeks": 12, "months": 3}


def deadline(
    start: date, *, days: int = 0, weeks: int = 0, months: int = 0, designated: Collection[date] = ()
) -> date:
    """Give the last day of a term that runs from the event on `start`.

    The term is given in one unit, of at least one; anything else raises `ValueError`.

    * Art. 1, first paragraph: an end on a Saturday, Sunday or holiday moves to the next working day.
    * Art. 2: a term of three days or more is made long enough to hold two working days.
    * Art. 3: the holidays; `designated` are the days equated for one year (third paragraph).
    * Art. 4, under a: terms of more than 90 days, twelve weeks or three months are not extended.

    Terms counted back from an event (art. 1, second paragraph) and the 42 days of the dwangsom
    (Awb 4:17) are not extended either: those are plain date arithmetic, not this function.
    """
    given = {unit: n for unit, n in (("days", days), ("weeks", weeks), ("months", months)) if n}
    if len(given) != 1 or min(given.values()) < 1:
        raise ValueError("A term has one unit and a length of at least one.")
    ((unit, length),) = given.items()
    end = _add_months(start, months) if months else start + timedelta(days=days, weeks=weeks)
    if length > _LONGEST_EXTENDED[unit]:
        return end
    return _extend(start, end, designated)


def _extend(start: date, end: date, designated: Collection[date]) -> date:
    """Move `end` on until the term holds its working days (art. 2) and ends on one (art. 1)."""
    length = (end - start).days
    missing = _WORKING_DAYS_IN_A_TERM if length >= _SHORTEST_TERM_WITH_WORKING_DAYS else 0
    if missing:
        days_in_term = (start + timedelta(days=n) for n in range(1, length + 1))
        missing -= sum(is_working_day(day, designated=designated) for day in days_in_term)
    while missing > 0 or not is_working_day(end, designated=designated):
        end += _ONE_DAY
        missing -= is_working_day(end, designated=designated)
    return end


def _add_months(day: date, months: int) -> date:
    """Give the same day `months` later, or the last day of that month when it has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS_PER_YEAR)
    first = date(day.year + years, month + 1, 1)
    next_first = date(first.year + month // 11, (month + 1) % _MONTHS_PER_YEAR + 1, 1)
    return min(first + timedelta(days=day.day - 1), next_first - _ONE_DAY)
