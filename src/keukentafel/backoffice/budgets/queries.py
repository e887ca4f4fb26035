"""Reads of budgets: a fixed number of queries, sums made by the database."""

from collections.abc import Iterator
from typing import Any

from keukentafel.backoffice.budgets import rules
from keukentafel.backoffice.budgets.domain import Besteding, BudgetOverview, BudgetRow
from keukentafel.backoffice.budgets.models import Begrotingspost
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor

_LINE = ("id", "wet", "naam", "taakveld", "categorieen", "bedrag", "eerder_geboekt", "bron")


def overview(*, actor: Actor, jaar: int) -> BudgetOverview:
    """Per budget line of the year: budget, committed, declared, approved and left, by law and name.

    Care in a category without a line stands in a row of its own, so that the total is the whole. Raises `ActNotPermitted`.
    Four queries, whatever the number of allocations or declared lines.
    """
    accounts.check(actor, Act.BUDGET_INZIEN)
    rows = _rows(actor.gemeente, jaar)
    return BudgetOverview(jaar, rows, rules.total_of(rows), years(gemeente=actor.gemeente))


def years(*, gemeente: str) -> tuple[int, ...]:
    """The years with a budget, latest first."""
    found = (
        Begrotingspost.objects.filter(gemeente_id=gemeente).order_by("-jaar").values_list("jaar", flat=True)
    )
    return tuple(found.distinct())


def facts(*, gemeente: str) -> Iterator[tuple[int, BudgetRow]]:
    """Every budget line with its year, for the monitor; no personal data."""
    for jaar in years(gemeente=gemeente):
        for row in _rows(gemeente, jaar):
            yield jaar, row


def _rows(gemeente: str, jaar: int) -> tuple[BudgetRow, ...]:
    found = Begrotingspost.objects.filter(gemeente_id=gemeente, jaar=jaar).order_by(
        "-wet", "taakveld", "naam"
    )
    lines = [_line(row) for row in found.values_list(*_LINE)]
    spent = rules.spending(
        toewijzingen.committed(gemeente=gemeente, jaar=jaar),
        declaraties.sums(gemeente=gemeente, jaar=jaar),
    )
    return rules.add_up(lines, spent)


def _line(row: tuple[Any, ...]) -> BudgetRow:
    identity, wet, naam, taakveld, categorieen, bedrag, earlier, bron = row
    booked = Besteding(gedeclareerd=earlier, goedgekeurd=earlier)
    return BudgetRow(identity, Wet(wet), naam, taakveld, tuple(categorieen), bedrag, booked, bron)
