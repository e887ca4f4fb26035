"""For the privacy officer: who looked at whom, and whether the log is whole."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit import queries
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Page
from keukentafel.web.marks import row_after

PAGE = 50


@page(Act.KIJKLOG_INZIEN)
def kijklog(request: ActorRequest) -> HttpResponse:
    """The looks of the municipality, newest first; no name of a resident stands in the list."""
    rows = queries.looks(actor=request.actor, before=row_after(request), limit=PAGE + 1)
    shown = rows[:PAGE]
    more = str(shown[-1].id) if len(rows) > PAGE else None
    context = {"regels": shown, "bladeren": Page(shown, next=more), "eerste": row_after(request) is None}
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
