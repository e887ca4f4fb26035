"""Many values, a bounded number at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in their order, in lists of `size`; the last one may be shorter, and none is empty."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
