"""How far a job of one's own is."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.queries import progress_of
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.platform.taak import shown

_TITEL: Final = {
    VoortgangStatus.WACHT: "Je taak staat in de rij",
    VoortgangStatus.LOOPT: "We zijn ermee bezig",
    VoortgangStatus.KLAAR: "Je taak is klaar",
    VoortgangStatus.MISLUKT: "Dit is niet gelukt",
}
# Where one goes when the work is done (`?verder=`): route with the words of its link.
_VERDER: Final = {"berichten": "Naar de berichten", "monitor": "Naar de monitor"}


@page(Act.VANDAAG_BEKIJKEN)
def voortgang(request: ActorRequest, voortgang_id: UUID) -> HttpResponse:
    """One job that the actor started; looks again by itself while it runs. Another's is not found."""
    taak = shown(progress_of(actor=request.actor, voortgang_id=voortgang_id))
    route = request.GET.get("verder", "")
    known = route in _VERDER
    address = reverse("voortgang", args=[voortgang_id])
    context = {
        "taak": taak,
        "titel": _TITEL[taak.rij.status],
        "adres": f"{address}?verder={route}" if known else address,
        "verder": _VERDER.get(route, ""),
        "verder_url": reverse(route) if known else "",
    }
    template = "platform/_voortgang.html" if request.htmx else "platform/voortgang.html"
    return render(request, template, context)
