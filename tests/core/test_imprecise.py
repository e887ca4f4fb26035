"""Dates that are only roughly known stay ranges."""

from datetime import date

import pytest

from keukentafel.core.imprecise import ImpreciseDate

pytestmark = pytest.mark.pure

_BEFORE_SUMMER = ImpreciseDate(date(2014, 1, 1), date(2014, 6, 20), "voor de zomer van 2014")


def test_a_range_answers_what_is_sure_and_what_is_possible() -> None:
    assert not _BEFORE_SUMMER.is_exact
    assert _BEFORE_SUMMER.surely_before(date(2014, 6, 21))
    assert not _BEFORE_SUMMER.surely_before(date(2014, 6, 20))
    assert _BEFORE_SUMMER.possibly_on(date(2014, 6, 20))
    assert not _BEFORE_SUMMER.possibly_on(date(2014, 6, 21))


def test_a_known_day_is_a_range_of_one() -> None:
    day = ImpreciseDate.exact(date(2014, 6, 1))
    assert day.is_exact
    assert day.text == "1 juni 2014"


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="vroegste datum"):
        ImpreciseDate(date(2014, 6, 2), date(2014, 6, 1), "juni")


def test_a_range_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="Schrijf op"):
        ImpreciseDate(date(2014, 6, 1), date(2014, 6, 2), " ")
