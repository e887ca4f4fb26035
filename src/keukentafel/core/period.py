"""One type for a stretch of days, half-open inside.

The standards exchange an inclusive `einddatum` (iWmo and iJw: the last day counts); that is
converted once, at the edge, by `Period.inclusive` and back by `Period.last_day`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_ONE_DAY = timedelta(days=1)
_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """The days from `start` up to, not including, `end`; without `end` it has no last day yet.

    A period holds at least one day: an `end` on or before `start` raises `ValueError`.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period without days."""
        if self.end is not None and self.end <= self.start:
            raise ValueError("De einddatum ligt voor de begindatum. Controleer de twee datums.")

    @classmethod
    def inclusive(cls, first: date, last: date | None) -> Self:
        """Make the period in which both `first` and `last` count, as in the messages of the standards."""
        if last is None:
            return cls(first)
        if last == date.max:
            raise ValueError("De einddatum 31-12-9999 kan niet. Laat de einddatum leeg als er nog geen is.")
        return cls(first, last + _ONE_DAY)

    @property
    def last_day(self) -> date | None:
        """The last day that counts: the `einddatum` of the standards. None when it is open."""
        return None if self.end is None else self.end - _ONE_DAY

    @property
    def days(self) -> int | None:
        """The number of days in it; None when it is open."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether `day` falls in it."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two share at least one day."""
        return self.intersect(other) is not None

    def intersect(self, other: "Period") -> "Period | None":
        """Give the days that are in both, or None when they share none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return None if end is not None and end <= start else Period(start, end)

    def months(self) -> Iterator["Period"]:
        """Cut it at the calendar months; the first and last part may be shorter than their month.

        An open period has no end to count to and raises `ValueError`: intersect it first.
        """
        if self.end is None:
            raise ValueError("Een periode zonder einddatum heeft geen vast aantal maanden.")
        return _cut_at_months(self.start, self.end)


def _cut_at_months(start: date, end: date) -> Iterator[Period]:
    """Yield the parts of `start` up to `end`, one per calendar month."""
    while start < end:
        part_end = min(end, _first_of_next_month(start)) if _has_next_month(start) else end
        yield Period(start, part_end)
        start = part_end


def _has_next_month(day: date) -> bool:
    """Tell whether a month after that of `day` can be written as a date at all (up to the year 9999)."""
    return (day.year, day.month) < (date.max.year, date.max.month)


def _first_of_next_month(day: date) -> date:
    """Give the first day of the month after that of `day`."""
    return date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1)
