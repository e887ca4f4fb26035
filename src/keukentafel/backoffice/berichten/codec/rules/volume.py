"""Volume arithmetic for TR321 and TR322 (IV076, IV077, IV078): how much an allocated extent allows in a period.

Effort (inspanning) counts ISO calendar weeks, also partial ones; output counts Sundays. The standard has no worked rule for a
frequency per day: here a day's volume counts for every day in the period. An output allocation that holds no Sunday at all counts as
one week. Both are choices, to be corrected here.
"""

from datetime import date, timedelta
from functools import lru_cache

from keukentafel.backoffice.berichten.codec.records.basis import Omvang
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.eenheden import EURO, MINUUT, OUTPUT, PER_DAG, PER_MAAND, TOTAAL, UUR
from keukentafel.core.period import Period

_OUTPUT_UNITS = frozenset({OUTPUT, EURO})
_HOUSEHOLD_HELP = "01"
_HOUSEHOLD_WEEKS = 6
_MINUTES_PER_HOUR = 60
_ONE_DAY = timedelta(days=1)


def minutes_factor(allocated: str, declared: str) -> int:
    """What the allocated volume is multiplied by to compare it with a declared volume: 60 for hours declared in minutes, else 1."""
    return _MINUTES_PER_HOUR if allocated == UUR and declared == MINUUT else 1


def weeks_touched(period: Period) -> int:
    """The ISO calendar weeks of which at least one day lies in a closed period."""
    return _weeks_from(period.start, _last_day(period))


@lru_cache(maxsize=1024)
def _weeks_from(first: date, last: date) -> int:
    return (_monday(last) - _monday(first)).days // 7 + 1


def sundays(period: Period) -> int:
    """The Sundays in a closed period."""
    first, last = _next_sunday(period.start), _previous_sunday(_last_day(period))
    return max((last - first).days // 7 + 1, 0)


def maximum_in(part: Period, toewijzing: Period, omvang: Omvang, categorie: str, law: Law) -> int | None:
    """The most that may be declared for a product period, in the unit of the allocation; None when only the total counts."""
    if omvang.frequentie == TOTAAL:
        return None
    if omvang.frequentie == PER_MAAND:
        return omvang.volume
    if omvang.frequentie == PER_DAG:
        return omvang.volume * (_last_day(part) - part.start + _ONE_DAY).days
    if law is Law.WMO and categorie == _HOUSEHOLD_HELP:
        return omvang.volume * _HOUSEHOLD_WEEKS
    if omvang.eenheid in _OUTPUT_UNITS:
        return omvang.volume * _output_weeks(part, toewijzing)
    return omvang.volume * weeks_touched(part)


def maximum_in_all(toewijzing: Period, omvang: Omvang) -> int | None:
    """The most that may be declared over the whole allocation; None when it has no end and the volume is not a total."""
    if omvang.frequentie == TOTAAL:
        return omvang.volume
    if toewijzing.end is None:
        return None
    if omvang.frequentie == PER_MAAND:
        return omvang.volume * sum(1 for _ in toewijzing.months())
    if omvang.frequentie == PER_DAG:
        return omvang.volume * (toewijzing.end - toewijzing.start).days
    if omvang.eenheid in _OUTPUT_UNITS:
        return omvang.volume * _output_weeks(toewijzing, toewijzing)
    return omvang.volume * weeks_touched(toewijzing)


def _output_weeks(part: Period, toewijzing: Period) -> int:
    counted = sundays(part)
    end = toewijzing.last_day
    if end is None:
        return counted
    last_sunday = _previous_sunday(end)
    if last_sunday < toewijzing.start:
        return 1 if part.contains(end) else 0
    return counted + (1 if end != last_sunday and part.contains(last_sunday) else 0)


def _last_day(period: Period) -> date:
    last = period.last_day
    if last is None:
        raise ValueError("Een periode zonder einddatum heeft geen vast aantal weken.")
    return last


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _next_sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _previous_sunday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)
