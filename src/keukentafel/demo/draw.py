"""Drawing lots: the same seed and the same name give the same numbers, in every version of Python."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import log
from random import Random
from typing import TypeVar

T = TypeVar("T")

WORKING_HOURS = tuple((hour, minute) for hour in range(8, 17) for minute in (0, 10, 15, 20, 30, 40, 45, 50))


def stream(seed: int, *names: object) -> Random:
    """A source of lots of its own for each subject, so that a change in one subject leaves the others as they were."""
    return Random(":".join([str(seed), *map(str, names)]))


def pick(rng: Random, weighted: Sequence[tuple[T, float]]) -> T:
    """One of the values, by weight. Raises IndexError for an empty list."""
    left = rng.random() * sum(weight for _, weight in weighted)
    place = 0
    while place < len(weighted) - 1 and left >= weighted[place][1]:
        left -= weighted[place][1]
        place += 1
    return weighted[place][0]


def one(rng: Random, values: Sequence[T]) -> T:
    """One of the values, each as likely."""
    return values[int(rng.random() * len(values))]


def few(rng: Random, values: Sequence[T], number: int) -> tuple[T, ...]:
    """``number`` different values, or all of them when there are fewer, in the order in which they were drawn."""
    left = list(values)
    return tuple(left.pop(int(rng.random() * len(left))) for _ in range(min(number, len(values))))


def whole(rng: Random, low: int, high: int) -> int:
    """A whole number from ``low`` up to and including ``high``."""
    return low + int(rng.random() * (high - low + 1))


def chance(rng: Random, share: float) -> bool:
    """True in ``share`` of the draws."""
    return rng.random() < share


def waiting(rng: Random, mean_days: float) -> int:
    """A number of days with a long tail (exponential) and the given mean."""
    return int(-mean_days * log(1 - rng.random()))


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from ``first`` up to and including ``last``."""
    return first + timedelta(days=whole(rng, 0, max(0, (last - first).days)))
