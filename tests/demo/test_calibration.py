"""The calibrated figures themselves."""

import pytest

from keukentafel.demo.calibration import Soort, distribution, parameters, share, value


def test_every_figure_has_year_unit_and_source() -> None:
    assert parameters()
    for parameter in parameters():
        assert 2015 <= parameter.jaar <= 2026, parameter
        assert parameter.eenheid, parameter
        assert parameter.bron, parameter


def test_guesses_are_marked_and_have_no_invented_source() -> None:
    for parameter in parameters():
        if "schatting" in parameter.bron:
            assert parameter.soort is Soort.SCHATTING, parameter


def test_no_figure_stands_twice() -> None:
    keys = [(parameter.sleutel, parameter.klasse) for parameter in parameters()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "sleutel",
    sorted(
        {
            p.sleutel
            for p in parameters()
            if p.klasse
            and p.eenheid.startswith("%")
            and "individueel" not in p.sleutel
            and "index" not in p.sleutel
        }
    ),
)
def test_distributions_add_up(sleutel: str) -> None:
    assert sum(weight for _, weight in distribution(sleutel)) == pytest.approx(100, abs=2)


def test_access() -> None:
    assert value("wmo.huishoudelijke_hulp") == 31
    assert share("jeugd.verwijzer", "huisarts") == pytest.approx(0.355)
    with pytest.raises(KeyError):
        value("bestaat niet")
    with pytest.raises(KeyError):
        distribution("wmo.clienten")
