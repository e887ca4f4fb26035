"""What may be shown of small numbers (disclosure control with complementary suppression).

A count below the threshold is hidden. A shown total gives a hidden cell away when it is the only unknown of a sum, or
when several sums together leave one value for it. Both are refused: of every sum at least two figures are hidden or
none, what is hidden in one sum together counts to the threshold or more, and no hidden figure follows from the linear
equations that all shown figures make together. Pages that differ only by a filter are one publication, so that one
page taken from another tells nothing either.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

DREMPEL = 10
# A prime far above every number that can occur in these systems of ones and minus ones.
_PRIME = 2**61 - 1

Cel: TypeAlias = Hashable
_Row: TypeAlias = dict[Cel, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """One total and the parts that together make it."""

    total: Cel
    parts: tuple[Cel, ...]

    @property
    def members(self) -> tuple[Cel, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


@dataclass(slots=True)
class Publication:
    """Figures that appear together, on one page or on pages beside each other, and how they add up.

    `nobody` are the figures of a place and time in which there was nobody at all: a zero that describes no person.
    """

    counts: dict[Cel, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    nobody: set[Cel] = field(default_factory=set)

    def add_up(self, total: Cel, parts: Iterable[Cel]) -> None:
        """Make `total` the sum of parts that are in already; adding it up twice states both equations."""
        found = tuple(parts)
        self.counts[total] = sum(self.counts[part] for part in found)
        self.sums.append(Sum(total, found))


def cube(leaves: Mapping[tuple[Hashable, ...], int], axes: Sequence[Sequence[Hashable]]) -> Publication:
    """All counts over the axes with every total there is; None stands for "all" on an axis, a missing leaf for 0.

    The last axis is what happened to people; where its total is 0 there was nobody.
    """
    made = Publication(dict.fromkeys(product(*((*axis, None) for axis in axes)), 0))
    for leaf, count in leaves.items():
        for cell in product(*((one, None) for one in leaf)):
            made.counts[cell] += count
    for cell in product(*((*axis, None) for axis in axes)):
        for place, axis in enumerate(axes):
            if cell[place] is None:
                parts = tuple((*cell[:place], one, *cell[place + 1 :]) for one in axis)
                made.sums.append(Sum(cell, parts))
        if made.counts[(*cell[:-1], None)] == 0:
            made.nobody.add(cell)
    return made


def hidden_in(publication: Publication, *, drempel: int = DREMPEL) -> frozenset[Cel]:
    """Which figures of a publication must be hidden."""
    hidden = {
        cell
        for cell, count in publication.counts.items()
        if count < drempel and cell not in publication.nobody
    }
    counts = {cell: count for cell, count in publication.counts.items() if cell not in publication.nobody}
    around: defaultdict[Cel, list[Sum]] = defaultdict(list)
    for one in publication.sums:
        for cell in one.members:
            around[cell].append(one)
    while True:
        _close(publication.sums, counts, hidden, around, drempel)
        exposed = determined(publication.sums, hidden)
        near = (cell for known in exposed for one in around[known] for cell in one.members)
        anywhere = (cell for one in publication.sums for cell in one.members)
        fresh = _cheapest(near, counts, hidden)
        if exposed and fresh is None:
            fresh = _cheapest(anywhere, counts, hidden)
        if fresh is None:
            return frozenset(hidden)
        hidden.add(fresh)


def determined(sums: Iterable[Sum], hidden: set[Cel] | frozenset[Cel]) -> frozenset[Cel]:
    """Which hidden figures have one possible value, given all that is not hidden: Gauss-Jordan elimination."""
    pivots: dict[Cel, _Row] = {}
    users: defaultdict[Cel, set[Cel]] = defaultdict(set)
    for one in sums:
        row: _Row = {cell: 1 for cell in one.parts if cell in hidden}
        if one.total in hidden:
            row[one.total] = _PRIME - 1
        for known in [cell for cell in row if cell in pivots]:
            _subtract(row, pivots[known], row[known])
        if row:
            _adopt(row, pivots, users)
    return frozenset(cell for cell, row in pivots.items() if len(row) == 1)


def masked(count: int, hide: bool) -> int | None:
    """The count, or None when it is hidden."""
    return None if hide else count


def share(part: int | None, whole: int | None) -> float | None:
    """Part of the whole in percent, 0 to 100; None when either is hidden or the whole is nothing."""
    if part is None or not whole:
        return None
    return part * 100 / whole


def _close(
    sums: Sequence[Sum],
    counts: Mapping[Cel, int],
    hidden: set[Cel],
    around: Mapping[Cel, list[Sum]],
    drempel: int,
) -> None:
    """Hide more until no single sum gives a figure, or a group smaller than the threshold, away."""
    waiting = list(reversed(sums))
    while waiting:
        one = waiting.pop()
        found = _needed(one, counts, hidden, drempel)
        if found is not None:
            hidden.add(found)
            waiting += around[found]


def _needed(one: Sum, counts: Mapping[Cel, int], hidden: set[Cel], drempel: int) -> Cel | None:
    """The figure that this sum asks to hide as well, if any."""
    unknown = [cell for cell in one.members if cell in hidden]
    if len(unknown) == 1:
        return _cheapest(one.members, counts, hidden)
    if unknown and one.total not in hidden and sum(counts[cell] for cell in unknown) < drempel:
        return _cheapest(one.parts, counts, hidden)
    return None


def _cheapest(cells: Iterable[Cel], counts: Mapping[Cel, int], hidden: set[Cel]) -> Cel | None:
    """The shown figure that costs least to hide; None when all are hidden, or of nobody (those are not in `counts`)."""
    return min(
        (cell for cell in cells if cell in counts and cell not in hidden),
        key=lambda cell: (counts[cell], repr(cell)),
        default=None,
    )


def _subtract(row: _Row, other: _Row, times: int) -> None:
    """Take `other`, `times` over, from a row; what becomes zero goes."""
    for cell, value in other.items():
        rest = (row.get(cell, 0) - times * value) % _PRIME
        if rest:
            row[cell] = rest
        else:
            row.pop(cell, None)


def _adopt(row: _Row, pivots: dict[Cel, _Row], users: defaultdict[Cel, set[Cel]]) -> None:
    """Make a row the one of a new pivot and clear that pivot from the others; `users` knows which rows name a cell."""
    pivot = min(row, key=lambda cell: len(users[cell]))
    inverse = pow(row[pivot], -1, _PRIME)
    own = {cell: value * inverse % _PRIME for cell, value in row.items()}
    for known in [known for known in users[pivot] if pivot in pivots[known]]:
        _subtract(pivots[known], own, pivots[known][pivot])
        for cell in own:
            users[cell].add(known)
    pivots[pivot] = own
    for cell in own:
        users[cell].add(pivot)
