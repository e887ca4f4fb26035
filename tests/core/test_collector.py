"""The cycle collector waits while many records are made, and goes on afterwards whatever happens."""

import gc

import pytest

from keukentafel.core.collector import paused_collector

pytestmark = pytest.mark.pure


def test_it_waits_inside_and_goes_on_outside() -> None:
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="mis"), paused_collector():
        raise ValueError("mis")
    assert gc.isenabled()
