"""The list of residents of the own team, and the search within it."""

from typing import Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.casework.domain.contact import DossierStatus
from keukentafel.casework.queries.lists import list_dossiers, search
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Tab

STATUS_TOON = {
    DossierStatus.NIEUW: "let-op",
    DossierStatus.IN_GESPREK: "rust",
    DossierStatus.HULP_LOOPT: "goed",
    DossierStatus.EVEN_NIETS_DOEN: "rust",
    DossierStatus.AFGESLOTEN: "rust",
}


@page(Act.DOSSIER_ZOEKEN)
def inwoners(request: ActorRequest) -> HttpResponse:
    """Own residents, or those of the team, newest dossier first."""
    chosen: Literal["eigen", "team"] = "team" if request.GET.get("van") == "team" else "eigen"
    rows = list_dossiers(actor=request.actor, filter=chosen, after=request.GET.get("na") or None)
    url = reverse("inwoners")
    context = {
        "lijst": rows,
        "van": chosen,
        "tabs": [
            Tab("Van mij", url, chosen == "eigen"),
            Tab("Van mijn team", f"{url}?van=team", chosen == "team"),
        ],
        "toon": STATUS_TOON,
        "mag_toelaten": accounts.may(request.actor, Act.TOELATING_GEVEN),
    }
    return render(request, "casework/inwoners.html", context)


@page(Act.DOSSIER_ZOEKEN, methods=("GET", "POST"))
def zoeken(request: ActorRequest) -> HttpResponse:
    """Search by name, address or number among what is open to the actor; what was typed is in no address."""
    text = request.POST.get("q", "").strip()
    found = search(actor=request.actor, text=text) if len(text) >= 2 else ()
    return render(
        request, "casework/zoeken.html", {"search_text": text, "gevonden": found, "toon": STATUS_TOON}
    )
