"""No small number can be worked out from what is shown: attacked with linear algebra over the rationals."""

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keukentafel.monitor.rules import disclosure
from keukentafel.monitor.rules.disclosure import Cel, Publication, Sum, cube, hidden_in

pytestmark = pytest.mark.pure


def solved(publication: Publication, hidden: frozenset[Cel]) -> set[Cel]:
    """What an attacker learns: the hidden figures that the shown ones determine, by plain elimination on fractions."""
    unknown = sorted(hidden, key=repr)
    place = {cell: at for at, cell in enumerate(unknown)}
    matrix = []
    for one in publication.sums:
        row = [Fraction(0)] * (len(unknown) + 1)
        for cell, sign in [(one.total, -1), *((part, 1) for part in one.parts)]:
            if cell in place:
                row[place[cell]] += sign
            else:
                row[-1] -= sign * publication.counts[cell]
        matrix.append(row)
    pivots: list[int] = []
    for column in range(len(unknown)):
        found = next((r for r in range(len(pivots), len(matrix)) if matrix[r][column]), None)
        if found is None:
            continue
        top = len(pivots)
        matrix[top], matrix[found] = matrix[found], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for r, row in enumerate(matrix):
            if r != top and row[column]:
                matrix[r] = [a - row[column] * b for a, b in zip(row, matrix[top], strict=True)]
        pivots.append(column)
    known = set()
    for r, column in enumerate(pivots):
        if sum(1 for value in matrix[r][:-1] if value) == 1:
            assert matrix[r][-1] == publication.counts[unknown[column]]
            known.add(unknown[column])
    return known


def groups_given_away(publication: Publication, hidden: frozenset[Cel]) -> list[Sum]:
    """Shown totals whose hidden parts together are fewer than ten."""
    return [
        one
        for one in publication.sums
        if one.total not in hidden
        and any(part in hidden for part in one.parts)
        and sum(publication.counts[part] for part in one.parts if part in hidden) < disclosure.DREMPEL
    ]


def check(publication: Publication) -> frozenset[Cel]:
    hidden = hidden_in(publication)
    small = {cell for cell, count in publication.counts.items() if count < disclosure.DREMPEL}
    assert small - publication.nobody <= hidden
    assert not hidden & publication.nobody
    assert solved(publication, hidden) == set()
    assert groups_given_away(publication, hidden) == []
    return hidden


def table(sizes: tuple[int, ...], counts: list[int]) -> Publication:
    axes = [tuple(range(size)) for size in sizes]
    return cube(dict(zip(product(*axes), counts, strict=True)), axes)


@st.composite
def tables(draw: st.DrawFn) -> Publication:
    sizes = draw(st.sampled_from([(1,), (2,), (5,), (2, 2), (3, 3), (1, 4), (4, 3), (2, 3, 2), (3, 3, 2)]))
    cells = 1
    for size in sizes:
        cells *= size
    count = st.one_of(st.integers(0, 12), st.integers(0, 60))
    return table(sizes, draw(st.lists(count, min_size=cells, max_size=cells)))


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_hidden_can_be_worked_out(publication: Publication) -> None:
    check(publication)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_hidden_can_be_worked_out_in_larger_tables(seed: int) -> None:
    chance = random.Random(seed)
    sizes = chance.choice([(6, 4), (8, 3), (4, 4, 3), (3, 5, 2), (2, 2, 2, 2)])
    cells = 1
    for size in sizes:
        cells *= size
    check(table(sizes, [chance.choice([0, 3, 9, 10, 11, 14, 40, 200]) for _ in range(cells)]))


def test_a_second_cell_goes_where_a_total_would_give_one_away() -> None:
    hidden = check(table((3,), [120, 40, 4]))
    assert hidden == {(2,), (1,)}


def test_of_a_cross_table_one_small_cell_takes_a_rectangle_with_it() -> None:
    hidden = check(table((3, 3), [100, 200, 300, 150, 4, 90, 80, 70, 60]))
    assert len(hidden) == 4
    assert (1, 1) in hidden


def test_small_counts_together_below_ten_take_a_large_one_with_them() -> None:
    hidden = check(table((3,), [150, 2, 3]))
    assert hidden == {(0,), (1,), (2,)}


def test_without_a_small_number_all_is_shown() -> None:
    assert check(table((3, 3), [10, 20, 30, 10, 11, 12, 13, 14, 15])) == frozenset()


def test_where_nobody_was_a_zero_is_no_secret() -> None:
    hidden = check(table((3, 2), [0, 0, 40, 60, 50, 70]))
    assert hidden == frozenset()
    assert check(table((2,), [0, 0])) == frozenset()
    assert (1,) in check(table((2,), [40, 0]))


def test_a_town_with_one_neighbourhood_hides_the_same_on_both() -> None:
    assert check(table((1, 2), [4, 50])) == {(0, 0), (None, 0), (0, 1), (None, 1)}


def test_a_hidden_figure_between_shown_sums_takes_a_figure_from_elsewhere() -> None:
    """The closed ring of three sums: two unknowns in each, and together one answer."""
    counts: dict[Cel, int] = {"a": 5, "b": 20, "c": 30, "ab": 25, "bc": 50, "ac": 35}
    ring = Publication(counts, [Sum("ab", ("a", "b")), Sum("bc", ("b", "c")), Sum("ac", ("a", "c"))])
    assert disclosure.determined(ring.sums, {"a", "b", "c"}) == {"a", "b", "c"}
    check(ring)


def test_what_follows_from_nothing_shown_cannot_be_helped() -> None:
    """A sum of one part, said twice over: nothing is left to hide, and nothing is shown."""
    odd = Publication({"a": 1, "b": 1, "c": 0}, [Sum("a", ("b",)), Sum("a", ("b", "c"))])
    assert hidden_in(odd) == {"a", "b", "c"}


def test_where_all_around_is_hidden_a_figure_further_off_goes() -> None:
    counts: dict[Cel, int] = {"x": 12, "y": 12, "p": 3, "q": 9, "far": 40, "sum": 80, "rest": 40}
    sums = [Sum("x", ("p", "q")), Sum("y", ("p", "q")), Sum("sum", ("far", "rest"))]
    check(Publication(counts, sums))


def test_a_leaf_outside_the_axes_is_a_fault() -> None:
    with pytest.raises(KeyError):
        cube({("elders",): 3}, [("hier",)])


def test_shares_need_both_numbers() -> None:
    assert disclosure.share(200, 1000) == 20
    assert disclosure.share(None, 10) is None
    assert disclosure.share(3, None) is None
    assert disclosure.share(0, 0) is None
    assert disclosure.masked(4, True) is None
    assert disclosure.masked(40, False) == 40
