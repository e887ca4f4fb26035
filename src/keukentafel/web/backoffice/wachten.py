"""The alarm: what must still be done about messages and which reports did not come, what is late first, and who must do it."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.domain.berichten import Wachtcijfer, WachtRow
from keukentafel.backoffice.berichten.domain.termijnen import TERMIJNEN, Termijn, Wie
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Mist
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import bakken, words
from keukentafel.web.backoffice.berichten import names, unknown
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.wachttijd import Wachttijd, due

_MARK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9a-f-]{36})")


@dataclass(frozen=True, slots=True)
class Wachter:
    """Something to be done, as a line of the table."""

    rij: WachtRow
    soort: str
    partij: str
    wat: str
    wie: str
    wanneer: Wachttijd


@page(Act.BERICHTEN_INZIEN)
def wachten(request: ActorRequest) -> HttpResponse:
    """What waits, what is due first on top: messages, or the help of which a start or an end was not reported."""
    missing = toewijzingen.count_missing(actor=request.actor)
    mist = {one.value: one for one in Mist}.get(request.GET.get("mist", ""))
    return _reports(request, mist, missing) if mist else _messages(request, missing)


def _messages(request: ActorRequest, missing: dict[Mist, int]) -> HttpResponse:
    wie = {one.value: one for one in Wie}.get(request.GET.get("wie", ""))
    today = clock.today()
    rows = queries.waiting(actor=request.actor, wie=wie, after=_mark(request), limit=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    figures = queries.waiting_figures(actor=request.actor, day=today)
    late = figures.te_laat
    known = names(request.actor.gemeente)
    owing = figures.te_laat_per_aanbieder
    more = len(rows) > queries.PAGE
    context = {
        "titel": _title(late, sum(missing.values())),
        "regels": [_waiter(row, known, today) for row in shown],
        "filters": _filters(wie, None, figures.per_partij, missing),
        "per_aanbieder": [(known.get(agb, unknown(agb)), count) for agb, count in owing.items()],
        "termijnen": [_term(term) for term in TERMIJNEN if term.vanaf <= today],
        "bladeren": Page(shown, next=f"{shown[-1].uiterlijk}.{shown[-1].id}" if more else None),
        "tabs": bakken.tabs(bakken.ZONDER, te_laat=late),
    }
    return render(request, "backoffice/wachten.html", context)


def _reports(request: ActorRequest, mist: Mist, missing: dict[Mist, int]) -> HttpResponse:
    today = clock.today()
    rows = toewijzingen.missing(actor=request.actor, mist=mist, after=_mark(request), limit=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    figures = queries.waiting_figures(actor=request.actor, day=today)
    late = figures.te_laat
    more = len(rows) > queries.PAGE
    term = toewijzingen.term_of(gemeente=request.actor.gemeente, mist=mist, day=today)
    context = {
        "titel": _title(late, sum(missing.values())),
        "mist": mist,
        "term": term,
        "regels": [(row, due(row.uiterlijk, today)) for row in shown],
        "filters": _filters(None, mist, figures.per_partij, missing),
        "bladeren": Page(shown, next=f"{shown[-1].sinds}.{shown[-1].toewijzing_id}" if more else None),
        "tabs": bakken.tabs(bakken.ZONDER, te_laat=late),
    }
    return render(request, "backoffice/niet_gemeld.html", context)


def _waiter(row: WachtRow, known: dict[str, str], today: date) -> Wachter:
    return Wachter(
        row,
        words.kind(row.label),
        known.get(row.partij, unknown(row.partij)),
        words.WAT[row.wat],
        words.WIE[row.wie],
        due(row.uiterlijk, today),
    )


def _filters(
    wie: Wie | None, mist: Mist | None, figures: tuple[Wachtcijfer, ...], missing: dict[Mist, int]
) -> list[Tab]:
    url = reverse("berichten-zonder-antwoord")
    total = sum(figure.open for figure in figures)
    return [
        Tab(f"Alle {total}", url, wie is None and mist is None),
        *(
            Tab(f"{words.WIE[figure.wie]} {figure.open}", f"{url}?wie={figure.wie.value}", wie is figure.wie)
            for figure in figures
        ),
        *(
            Tab(f"Geen {one.value} gemeld {count}", f"{url}?mist={one.value}", mist is one)
            for one, count in missing.items()
        ),
    ]


def _mark(request: ActorRequest) -> tuple[date, UUID] | None:
    found = _MARK.fullmatch(request.GET.get("na", ""))
    try:
        return (date.fromisoformat(found[1]), UUID(found[2])) if found else None
    except ValueError:
        return None


def _title(late: int, unreported: int) -> str:
    """What is late, messages apart from what no message was sent about: the list shows either."""
    messages = f"{dutch.plural(late, 'bericht is', 'berichten zijn')} te laat"
    if not unreported:
        return messages if late else "Niets is te laat"
    reports = dutch.plural(unreported, "start of stop", "starts en stops")
    if late:
        return f"{messages}, {reports} niet gemeld"
    return f"{reports} {'is' if unreported == 1 else 'zijn'} niet gemeld"


def _term(term: Termijn) -> tuple[str, str, str]:
    return (
        words.WAT[term.wat],
        f"binnen {term.aantal} {term.telling.value} na {term.telt}",
        f"{'alleen Jeugdwet, ' if term.wet else ''}{term.bron}",
    )
