"""For the functional manager: the jobs of the municipality, who works here, and what each role may do."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.core import dutch
from keukentafel.platform.accounts import queries
from keukentafel.platform.accounts.domain import PERMISSIONS, Act, Relatie, Rol
from keukentafel.platform.audit.queries import acts_today
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.queries import recent
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Tab
from keukentafel.web.platform.taak import Taak, shown

_BEREIK = {
    frozenset({Relatie.EIGEN, Relatie.TEAM}): "eigen en team",
    frozenset({Relatie.EIGEN}): "alleen eigen",
    frozenset({Relatie.GEEN}): "ja",
    frozenset(Relatie): "alles",
}
_PARTS = (
    ("taken", "Taken", "beheer"),
    ("accounts", "Accounts", "beheer-accounts"),
    ("rechten", "Rechten", "beheer-rechten"),
    ("controleren", "Bericht controleren", "bericht-controleren"),
)


@dataclass(frozen=True, slots=True)
class Recht:
    """What one role may do: act with its reach in words."""

    rol: str
    mag: list[tuple[str, str]]


@page(Act.BEHEER_INZIEN)
def beheer(request: ActorRequest) -> HttpResponse:
    """The latest jobs with their progress, and how much was done today."""
    counted, more = acts_today(actor=request.actor)
    jobs = _jobs(request)
    context = {
        "titel": _title(jobs),
        "handelingen": f"{'meer dan ' if more else ''}{dutch.plural(counted, 'handeling', 'handelingen')}",
        "tabs": _tabs("taken"),
        **_state(jobs),
    }
    return render(request, "platform/beheer.html", context)


@page(Act.BEHEER_INZIEN)
def taken(request: ActorRequest) -> HttpResponse:
    """The latest jobs: a piece of the page; opened by itself, the page."""
    if not request.htmx:
        return redirect("beheer")
    return render(request, "platform/_taken.html", _state(_jobs(request)))


@page(Act.BEHEER_INZIEN)
def accounts(request: ActorRequest) -> HttpResponse:
    """Who works here, with roles and teams."""
    rows = [row for row in queries.accounts(request.actor) if Rol.SYSTEEM not in row.rollen]
    context = {
        "accounts": rows,
        "titel": f"{dutch.plural(len(rows), 'account', 'accounts')} in {request.actor.gemeentenaam}",
        "tabs": _tabs("accounts"),
    }
    return render(request, "platform/accounts.html", context)


@page(Act.BEHEER_INZIEN)
def rechten(request: ActorRequest) -> HttpResponse:
    """The permission table, per role in words."""
    context = {
        "rechten": [_rights(rol) for rol in Rol if rol is not Rol.SYSTEEM],
        "tabs": _tabs("rechten"),
    }
    return render(request, "platform/rechten.html", context)


def _jobs(request: ActorRequest) -> list[Taak]:
    return [shown(row) for row in recent(actor=request.actor)]


def _state(jobs: list[Taak]) -> dict[str, object]:
    return {"taken": jobs, "bezig": any(job.bezig for job in jobs)}


def _title(jobs: list[Taak]) -> str:
    failed = sum(job.rij.status is VoortgangStatus.MISLUKT for job in jobs)
    busy = sum(job.bezig for job in jobs)
    if failed:
        return f"{dutch.plural(failed, 'taak is', 'taken zijn')} niet gelukt"
    return f"{dutch.plural(busy, 'taak loopt', 'taken lopen')} nu" if busy else "Alle taken zijn klaar"


def _rights(rol: Rol) -> Recht:
    found = [
        (act.value.capitalize(), _BEREIK[cells[rol]]) for act, cells in PERMISSIONS.items() if rol in cells
    ]
    return Recht(rol.value.capitalize(), found)


def _tabs(current: str) -> list[Tab]:
    return [Tab(label, reverse(route), key == current) for key, label, route in _PARTS]
