"""The monitor page, its file, and refreshing its figures."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.core import dutch
from keukentafel.monitor import operations
from keukentafel.monitor.domain import VENSTERS, MonitorFilter, MonitorPage
from keukentafel.monitor.queries import NoMartYet, get_monitor
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.jobs import queries as jobs
from keukentafel.platform.jobs.domain import VoortgangRow, VoortgangStatus
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.monitor import bestand, blad, words

_OPEN = frozenset({VoortgangStatus.WACHT, VoortgangStatus.LOOPT})


@page(Act.MONITOR_INZIEN)
def monitor(request: ActorRequest) -> HttpResponse:
    """All figures for one neighbourhood or all, and one follow-up window; before the first refresh, how to begin."""
    context = _refreshing(request.actor)
    try:
        found = get_monitor(actor=request.actor, filter=_filter(request))
    except NoMartYet as refusal:
        return render(request, "monitor/leeg.html", {**context, "melding": str(refusal)})
    return render(request, "monitor/monitor.html", {**context, **_sheet(found, request.actor)})


@page(Act.MONITOR_INZIEN)
def monitor_bestand(request: ActorRequest) -> HttpResponse:
    """The figures of the page as a file for a spreadsheet."""
    found = get_monitor(actor=request.actor, filter=_filter(request))
    name = f"monitor-{request.actor.gemeente}-{found.stand.peildatum.isoformat()}.csv"
    answer = HttpResponse("\ufeff" + bestand.as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page(Act.MONITOR_VERVERSEN, methods=("POST",))
def monitor_verversen(request: ActorRequest) -> HttpResponse:
    """Queue a refresh; while one is under way a second would change nothing."""
    if _running(jobs.latest_of_task(actor=request.actor, task=operations.TASK)):
        messages.info(request, "De cijfers worden al ververst. Je ziet hieronder hoe ver dat is.")
    else:
        operations.ask_refresh(actor=request.actor)
    return redirect("monitor")


@page(Act.MONITOR_INZIEN)
def monitor_stand(request: ActorRequest) -> HttpResponse:
    """How far the refresh is: a piece of the page, which is loaded again when it ends; opened by itself, the page."""
    if not request.htmx:
        return redirect("monitor")
    context = _refreshing(request.actor)
    answer = render(request, "monitor/_stand.html", context)
    if not context["bezig"]:
        answer["HX-Refresh"] = "true"
    return answer


def _filter(request: HttpRequest) -> MonitorFilter:
    window = request.GET.get("venster", "")
    return MonitorFilter(request.GET.get("wijk", ""), int(window) if window.isdecimal() else None)


def _running(row: VoortgangRow | None) -> bool:
    return row is not None and row.status in _OPEN


def _refreshing(actor: Actor) -> dict[str, object]:
    row = jobs.latest_of_task(actor=actor, task=operations.TASK)
    failed = row is not None and row.status is VoortgangStatus.MISLUKT
    return {
        "taak": row,
        "bezig": _running(row),
        "mislukt": failed,
        "mag_verversen": accounts.may(actor, Act.MONITOR_VERVERSEN),
    }


def _file_url(found: MonitorPage) -> str:
    return f"{reverse('monitor-bestand')}?{urlencode({'wijk': found.wijk, 'venster': found.venster})}"


def _sheet(found: MonitorPage, actor: Actor) -> dict[str, object]:
    made = datetime.fromisoformat(found.stand.gemaakt_op).astimezone(clock.AMSTERDAM)
    since = dutch.day_year(found.sinds)
    return {
        "p": found,
        "titel": blad.title(found),
        "over": f"{actor.gemeentenaam}, {found.wijk or 'alle wijken'} · stand {dutch.day_year(found.stand.peildatum)}",
        "vensters": VENSTERS,
        "gemaakt": f"{dutch.day_year(made.date())} om {made:%-H.%M}",
        "feiten": dutch.number(found.stand.feiten),
        "sinds": since,
        "koppen": blad.heads(found),
        "norm_titel": blad.cohorts_title(found),
        "norm_grafiek": blad.cohorts_chart(found),
        "vragen_grafiek": blad.questions_chart(found),
        "wijken": [
            (one.van, *(words.count(n) for n in (one.beantwoord, one.melding, one.niet_voor_ons, one.totaal)))
            for one in found.per_wijk
        ],
        "treden_grafiek": blad.rungs_chart(found),
        "treden": blad.rung_counts(found),
        "kolommen": blad.RUNGS,
        "budget_grafiek": blad.budget_chart(found),
        "budget_titel": blad.budget_title(found) if found.budget else "",
        "naast": blad.beside(found, actor.gemeentenaam),
        "uitkomsten": blad.shares(found.uitkomsten),
        "besluiten": blad.shares(found.besluiten),
        "afgeschermd": words.HIDDEN,
        "bestand_url": _file_url(found),
    }
