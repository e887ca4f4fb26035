"""Volume arithmetic: weeks, Sundays, months, totals."""

from datetime import date

import pytest

from keukentafel.backoffice.berichten.codec.records.basis import Omvang
from keukentafel.backoffice.berichten.codec.rules.volume import (
    maximum_in,
    maximum_in_all,
    minutes_factor,
    sundays,
    weeks_touched,
)
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.period import Period

pytestmark = pytest.mark.pure


def _period(first: str, last: str | None) -> Period:
    return Period.inclusive(date.fromisoformat(first), date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("first", "last", "weeks", "sunday_count"),
    [
        ("2025-10-01", "2025-10-31", 5, 4),
        ("2025-09-01", "2025-09-30", 5, 4),
        ("2025-06-01", "2025-06-30", 6, 5),
        ("2021-02-01", "2021-02-28", 4, 4),
        ("2025-10-06", "2025-10-06", 1, 0),
        ("2025-10-05", "2025-10-06", 2, 1),
        ("2025-12-29", "2026-01-04", 1, 1),
    ],
)
def test_weeks_and_sundays(first: str, last: str, weeks: int, sunday_count: int) -> None:
    assert weeks_touched(_period(first, last)) == weeks
    assert sundays(_period(first, last)) == sunday_count


def test_an_open_period_has_no_weeks() -> None:
    with pytest.raises(ValueError, match="zonder einddatum"):
        weeks_touched(_period("2025-01-01", None))


YEAR = ("2025-01-01", "2025-12-31")
OCTOBER = ("2025-10-01", "2025-10-31")


@pytest.mark.parametrize(
    ("part", "toewijzing", "volume", "unit", "frequency", "category", "law", "maximum"),
    [
        pytest.param(
            OCTOBER, YEAR, 120, "01", "2", "02", Law.WMO, 600, id="effort per week: ISO weeks touched"
        ),
        pytest.param(OCTOBER, YEAR, 3, "84", "2", "02", Law.WMO, 15, id="effort in pieces per week"),
        pytest.param(OCTOBER, YEAR, 2, "04", "2", "01", Law.WMO, 12, id="Wmo household help: six weeks flat"),
        pytest.param(OCTOBER, YEAR, 2, "04", "2", "01", Law.JW, 10, id="no flat six outside the Wmo"),
        pytest.param(OCTOBER, YEAR, 1, "82", "2", "02", Law.WMO, 4, id="output per week: Sundays"),
        pytest.param(
            OCTOBER, ("2025-01-01", "2025-10-31"), 1, "82", "2", "02", Law.WMO, 5, id="output, ends on Friday"
        ),
        pytest.param(
            OCTOBER, ("2025-01-01", "2025-10-26"), 1, "82", "2", "02", Law.WMO, 4, id="output, ends on Sunday"
        ),
        pytest.param(
            OCTOBER, ("2025-01-01", "2025-11-05"), 1, "82", "2", "02", Law.WMO, 4, id="last Sunday is later"
        ),
        pytest.param(
            OCTOBER,
            ("2025-10-06", "2025-10-08"),
            1,
            "82",
            "2",
            "02",
            Law.WMO,
            1,
            id="output without a Sunday",
        ),
        pytest.param(
            ("2025-09-29", "2025-09-30"),
            ("2025-09-29", "2025-10-02"),
            1,
            "82",
            "2",
            "02",
            Law.WMO,
            0,
            id="its other month",
        ),
        pytest.param(
            OCTOBER, ("2025-01-01", None), 1, "82", "2", "02", Law.WMO, 4, id="output without an end"
        ),
        pytest.param(
            ("2025-10-20", "2025-10-31"), YEAR, 40, "01", "4", "02", Law.WMO, 40, id="broken month, per month"
        ),
        pytest.param(OCTOBER, YEAR, 2, "16", "1", "07", Law.WMO, 62, id="per day"),
        pytest.param(OCTOBER, YEAR, 500, "01", "6", "02", Law.WMO, None, id="total: no limit per period"),
    ],
)
def test_maximum_in_a_period(
    part: tuple[str, str],
    toewijzing: tuple[str, str | None],
    volume: int,
    unit: str,
    frequency: str,
    category: str,
    law: Law,
    maximum: int | None,
) -> None:
    omvang = Omvang(volume=volume, eenheid=unit, frequentie=frequency)
    assert maximum_in(_period(*part), _period(*toewijzing), omvang, category, law) == maximum


@pytest.mark.parametrize(
    ("toewijzing", "volume", "unit", "frequency", "maximum"),
    [
        (YEAR, 500, "01", "6", 500),
        (("2025-01-01", None), 500, "01", "6", 500),
        (("2025-01-01", None), 10, "01", "4", None),
        (YEAR, 120, "01", "2", 120 * 53),
        (YEAR, 10, "01", "4", 120),
        (("2025-01-15", "2025-03-02"), 10, "01", "4", 30),
        (OCTOBER, 2, "16", "1", 62),
        (OCTOBER, 1, "82", "2", 5),
    ],
)
def test_maximum_over_the_whole_allocation(
    toewijzing: tuple[str, str | None], volume: int, unit: str, frequency: str, maximum: int | None
) -> None:
    omvang = Omvang(volume=volume, eenheid=unit, frequentie=frequency)
    assert maximum_in_all(_period(*toewijzing), omvang) == maximum


def test_hours_may_be_declared_in_minutes() -> None:
    assert [minutes_factor("04", "01"), minutes_factor("04", "04"), minutes_factor("01", "04")] == [60, 1, 1]
