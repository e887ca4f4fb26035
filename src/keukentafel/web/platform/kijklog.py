"""For the privacy officer: who looked at whom, and whether the log is whole."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.people.queries import count_emergencies
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit import queries
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import row_after

PAGE = 50


@page(Act.KIJKLOG_INZIEN)
def kijklog(request: ActorRequest) -> HttpResponse:
    """The looks of the municipality, newest first; no name of a resident stands in the list."""
    rows = queries.looks(actor=request.actor, before=row_after(request), limit=PAGE + 1)
    shown = rows[:PAGE]
    more = str(shown[-1].id) if len(rows) > PAGE else None
    context = {
        "regels": shown,
        "bladeren": Page(shown, next=more),
        "tabs": tabs("kijklog", count_emergencies(actor=request.actor)),
    }
    return render(request, "platform/kijklog.html", context)


@page(Act.KIJKLOG_INZIEN)
def controle(request: ActorRequest) -> HttpResponse:
    """Compare every seal with the rows beneath it: the log is whole, or these stretches are not."""
    broken = queries.broken_seals()
    titel = "Het logboek klopt niet meer" if broken else "Het logboek klopt"
    return render(
        request,
        "platform/kijklog_controle.html",
        {
            "kruimels": [("Wie keek mee", reverse("kijklog")), ("Controle", "")],
            "breuken": broken,
            "titel": titel,
        },
    )


def tabs(current: str, waiting: int) -> list[Tab]:
    """The parts of what the privacy officer watches; `waiting` counts emergency entries to be judged."""
    return [
        Tab("Blikken", reverse("kijklog"), current == "kijklog"),
        Tab("Noodtoegang", reverse("noodtoegangen"), current == "noodtoegang", waiting or None),
    ]
