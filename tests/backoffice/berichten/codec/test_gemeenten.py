"""The gemeente codes that may be used, before and after a redivision."""

from datetime import date, timedelta

import pytest

from keukentafel.backoffice.berichten.codec.gemeenten import (
    FIRST_YEAR,
    GEMEENTECODES,
    LAST_YEAR,
    gemeentecodes,
)

pytestmark = pytest.mark.pure

DAY = date(2026, 11, 22)
# Boxmeer and Cuijk went into Land van Cuijk on 1 January 2022; Sneek into Súdwest-Fryslân on 1 January 2011.
BOXMEER, LAND_VAN_CUIJK, SNEEK, GRONINGEN = "0756", "1982", "0064", "0014"


def test_a_new_municipality_is_not_there_before_its_first_day() -> None:
    assert LAND_VAN_CUIJK in gemeentecodes(date(2022, 1, 1))
    assert LAND_VAN_CUIJK not in gemeentecodes(date(2021, 12, 31))


def test_the_older_list_stays_allowed_after_a_redivision() -> None:
    assert {BOXMEER, LAND_VAN_CUIJK} <= gemeentecodes(DAY)
    assert BOXMEER not in gemeentecodes(DAY, oldest=date(2022, 1, 1))
    assert BOXMEER in gemeentecodes(DAY, oldest=date(2021, 12, 31))


def test_no_list_is_older_than_the_laws_by_default() -> None:
    assert SNEEK not in gemeentecodes(DAY)
    assert SNEEK in gemeentecodes(DAY, oldest=date(2010, 12, 31))


def test_the_number_of_municipalities_of_a_year() -> None:
    counts = {2015: 393, 2019: 355, 2021: 352, 2022: 345, 2023: 342, 2026: 342}
    for year, count in counts.items():
        day = date(year, 1, 1)
        assert len(gemeentecodes(day, oldest=day)) == count


def test_days_outside_the_list_get_its_nearest_year() -> None:
    for day, near in ((date(1999, 1, 1), date(FIRST_YEAR, 1, 1)), (date(2040, 1, 1), date(LAST_YEAR, 1, 1))):
        assert gemeentecodes(day, oldest=day) == gemeentecodes(near, oldest=near)
    assert GRONINGEN in gemeentecodes(DAY + timedelta(days=4000))


def test_the_list_holds_codes_of_four_digits_and_years_in_order() -> None:
    for code, years in GEMEENTECODES.items():
        assert len(code) == 4
        assert code.isdigit()
        assert FIRST_YEAR <= years.first <= years.last <= LAST_YEAR
    assert "9901" not in GEMEENTECODES
