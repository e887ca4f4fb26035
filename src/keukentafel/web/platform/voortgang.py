"""How far a job of one's own is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.queries import progress_of
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.platform.taak import Taak, shown


@page(Act.VANDAAG_BEKIJKEN)
def voortgang(request: ActorRequest, voortgang_id: UUID) -> HttpResponse:
    """One job that the actor started; looks again by itself while it runs. Another's is not found."""
    taak = shown(progress_of(actor=request.actor, voortgang_id=voortgang_id))
    template = "platform/_voortgang.html" if request.htmx else "platform/voortgang.html"
    return render(request, template, {"taak": taak, "titel": _title(taak)})


def _title(taak: Taak) -> str:
    return {
        VoortgangStatus.WACHT: "Je taak staat in de rij",
        VoortgangStatus.LOOPT: "We zijn ermee bezig",
        VoortgangStatus.KLAAR: "Je taak is klaar",
        VoortgangStatus.MISLUKT: "Dit is niet gelukt",
    }[taak.rij.status]
