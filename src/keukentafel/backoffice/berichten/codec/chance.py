"""Seeded choices that stay the same on every machine and version of Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A row of choices that follows from its seed alone."""

    def __init__(self, *seed: int | str) -> None:
        self._seed = "/".join(map(str, seed)).encode()
        self._turn = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        self._turn += 1
        digest = blake2b(self._seed + self._turn.to_bytes(8, "big"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % limit

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from `lowest` up to and including `highest`."""
        return lowest + self.below(highest - lowest + 1)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def happens(self, percent: int) -> bool:
        """True in about `percent` of a hundred times."""
        return self.below(100) < percent
