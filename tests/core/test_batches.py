"""Cutting many values into lists of a bounded length."""

import pytest

from keukentafel.core.batches import batches

pytestmark = pytest.mark.pure


def test_keeps_the_order_and_has_no_empty_list() -> None:
    assert list(batches(iter(range(5)), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches(range(4), 2)) == [[0, 1], [2, 3]]
    assert list(batches((), 2)) == []
