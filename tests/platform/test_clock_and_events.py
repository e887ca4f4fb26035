"""The two times, and news that travels up."""

from dataclasses import dataclass
from datetime import date

import pytest

from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events.operations import announce, subscribe

pytestmark = pytest.mark.pure


@dataclass(frozen=True)
class Rang:
    """A bell rang."""

    times: int


def test_the_working_date_can_be_set_and_comes_back() -> None:
    with working_date(date(2013, 6, 12)):
        assert clock.today() == date(2013, 6, 12)
        with working_date(None):
            assert clock.today() == clock.real_today()
        assert clock.today() == date(2013, 6, 12)
    assert clock.today() == clock.real_today()


def test_the_real_time_cannot_be_set() -> None:
    with working_date(date(2013, 6, 12)):
        assert clock.now().year > 2013
        assert clock.now().tzinfo is clock.AMSTERDAM


def test_reactions_run_once_each_in_order_and_an_error_stops_the_act() -> None:
    heard: list[tuple[str, int]] = []

    def first(event: Rang) -> None:
        heard.append(("first", event.times))

    def second(event: Rang) -> None:
        heard.append(("second", event.times))
        if event.times > 1:
            raise RuntimeError("te vaak")

    subscribe(Rang, first)
    subscribe(Rang, second)
    subscribe(Rang, first)
    announce(Rang(1))
    assert heard == [("first", 1), ("second", 1)]
    with pytest.raises(RuntimeError, match="te vaak"):
        announce(Rang(2))
    announce(object())
