"""How amounts per category add up to budget lines (BBV, Iv3: every euro on one line, none on two)."""

from collections.abc import Iterable, Mapping

from keukentafel.backoffice.budgets.domain import Besteding, BudgetRow, NewBegrotingspost
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.core.errors import Refusal

PER_CATEGORIE = Mapping[tuple[Wet, str], int]


class CategorieTwice(Refusal):
    """A product category stands on two budget lines of one year, so its cost would be counted twice."""


def check_posten(posten: Iterable[NewBegrotingspost]) -> None:
    """Refuse lines that share a category in the same year and law."""
    taken: dict[tuple[int, Wet, str], str] = {}
    for post in posten:
        for categorie in post.categorieen:
            other = taken.setdefault((post.jaar, post.wet, categorie), post.naam)
            if other != post.naam:
                raise CategorieTwice(
                    f"Productcategorie {categorie} staat in {post.jaar} op twee begrotingsposten: {other} en {post.naam}. "
                    "Kies één van de twee."
                )


def spending(
    committed: PER_CATEGORIE, declared: Mapping[tuple[Wet, str], tuple[int, int]]
) -> dict[tuple[Wet, str], Besteding]:
    """Committed, declared and approved by law and category; `declared` holds pairs of declared and approved cents."""
    keys = {*committed, *declared}
    return {key: Besteding(committed.get(key, 0), *declared.get(key, (0, 0))) for key in sorted(keys)}


def add_up(lines: Iterable[BudgetRow], spent: Mapping[tuple[Wet, str], Besteding]) -> tuple[BudgetRow, ...]:
    """Each line with what is spent in its categories on top of what it has, and per law what has no line at all."""
    left = dict(spent)
    rows = []
    for line in lines:
        total = line.besteding
        for categorie in line.categorieen:
            if line.wet is not None:
                total += left.pop((line.wet, categorie), Besteding())
        rows.append(_with(line, total))
    return (*rows, *_without_line(left))


def total_of(rows: Iterable[BudgetRow]) -> BudgetRow:
    """The sum of all rows."""
    found = tuple(rows)
    return BudgetRow(
        None,
        None,
        "Totaal",
        "",
        (),
        sum(row.begroot for row in found),
        sum((row.besteding for row in found), Besteding()),
    )


def _without_line(left: Mapping[tuple[Wet, str], Besteding]) -> Iterable[BudgetRow]:
    for wet in Wet:
        found = {categorie: spent for (law, categorie), spent in left.items() if law is wet}
        if found:
            total = sum(found.values(), Besteding())
            yield BudgetRow(None, wet, "Zonder begrotingspost", "", tuple(found), 0, total)


def _with(line: BudgetRow, besteding: Besteding) -> BudgetRow:
    return BudgetRow(
        line.id, line.wet, line.naam, line.taakveld, line.categorieen, line.begroot, besteding, line.bron
    )
