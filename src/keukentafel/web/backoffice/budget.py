"""The budget of a year: per line what is budgeted, committed, declared, approved and left."""

from django.http import HttpResponse
from django.shortcuts import render

from keukentafel.backoffice.budgets.domain import BudgetOverview, BudgetRow
from keukentafel.backoffice.budgets.queries import overview
from keukentafel.core import dutch
from keukentafel.core.money import euros_large, euros_round
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import words
from keukentafel.web.backoffice.contracten import chosen_year
from keukentafel.web.design.charts.bars import BudgetLine, budget_bars
from keukentafel.web.design.charts.svg import Chart
from keukentafel.web.design.listing import Tab

_WORDS = ("Goedgekeurd", "Verplicht, nog niet goedgekeurd", "Nog vrij", "Te veel", "Begroot")


@page(Act.BUDGET_INZIEN)
def budget(request: ActorRequest) -> HttpResponse:
    """The budget lines of one year with their chart and their table."""
    year = chosen_year(request)
    found = overview(actor=request.actor, jaar=year)
    title = _title(found)
    context = {
        "titel": title,
        "jaar": year,
        "jaren": [Tab(str(one), f"?jaar={one}", one == year) for one in sorted({*found.jaren, year})],
        "o": found,
        "rest": abs(found.totaal.over),
        "regels": [(row, words.WET[row.wet] if row.wet else "", _state(row)) for row in found.rows],
        "grafiek": _chart(title, found) if found.rows else None,
        "vandaag": dutch.day_year(clock.today()),
    }
    return render(request, "backoffice/budget.html", context)


def _title(found: BudgetOverview) -> str:
    over = [row for row in found.rows if row.over < 0 and row.id is not None]
    if not found.rows:
        return f"Voor {found.jaar} staat er nog geen budget"
    if len(over) == 1:
        return f"{over[0].naam} gaat {euros_large(-over[0].over)} over het budget van {found.jaar}"
    if over:
        return f"{len(over)} budgetten van {found.jaar} gaan over de begroting"
    if found.totaal.over < 0:
        return f"Samen gaan de budgetten van {found.jaar} {euros_large(-found.totaal.over)} over de begroting"
    return f"Van de begroting van {found.jaar} is nog {euros_large(found.totaal.over)} vrij"


def _state(row: BudgetRow) -> tuple[str, str]:
    if row.id is None:
        return "let-op", "Zonder begroting"
    if row.over < 0:
        return "fout", "Over budget"
    if row.begroot and row.over * 20 < row.begroot:
        return "let-op", "Bijna op"
    return "goed", "Binnen budget"


def _chart(title: str, found: BudgetOverview) -> Chart:
    lines = [
        BudgetLine(row.naam, row.begroot, row.goedgekeurd, max(0, row.verplicht - row.goedgekeurd))
        for row in found.rows
    ]
    return budget_bars(
        title,
        lines,
        label=lambda cents: euros_round(round(cents)),
        heading="Budget",
        caption=f"Stand op {dutch.day_year(clock.today())}. Bedragen in euro's.",
        words=_WORDS,
    )
