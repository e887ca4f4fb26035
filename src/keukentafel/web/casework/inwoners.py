"""The list of residents of the own team, and the search within it."""

from collections.abc import Iterable
from typing import Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from keukentafel.casework.domain.overview import DossierListRow
from keukentafel.casework.queries.lists import list_dossiers, search
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.addresses import address
from keukentafel.web.design.listing import LinkRow, Tab
from keukentafel.web.wachttijd import due

_HEADINGS = ("Inwoner", "Dossier", "Stand", "Wie", "Eerste termijn")


@page(Act.DOSSIER_ZOEKEN)
def inwoners(request: ActorRequest) -> HttpResponse:
    """Own residents, or those of the team, newest dossier first."""
    chosen: Literal["eigen", "team"] = "team" if request.GET.get("van") == "team" else "eigen"
    rows = list_dossiers(actor=request.actor, filter=chosen, after=request.GET.get("na") or None)
    url = reverse("inwoners")
    context = {
        "regels": _lines(rows.rijen),
        "kop": _HEADINGS,
        "volgende": rows.volgende,
        "van": chosen,
        "tabs": [
            Tab("Van mij", url, chosen == "eigen"),
            Tab("Van mijn team", f"{url}?van=team", chosen == "team"),
        ],
        "mag_toelaten": accounts.may(request.actor, Act.TOELATING_GEVEN),
    }
    return render(request, "casework/inwoners.html", context)


@page(Act.DOSSIER_ZOEKEN, methods=("GET", "POST"))
def zoeken(request: ActorRequest) -> HttpResponse:
    """Search by name, address or number among what is open to the actor; what was typed is in no address."""
    text = request.POST.get("q", "").strip()
    found = search(actor=request.actor, text=text) if len(text) >= 2 else ()
    return render(
        request, "casework/zoeken.html", {"search_text": text, "regels": _lines(found), "kop": _HEADINGS}
    )


def _lines(rows: Iterable[DossierListRow]) -> list[LinkRow]:
    today = clock.today()
    return [
        (
            address("dossier", row.id),
            row.persoonnaam,
            " · ".join(str(part) for part in (row.geboortejaar, row.wijknaam) if part),
            row.nummer,
            row.status.value.capitalize(),
            format_html(
                '{}<br><span class="kt-meta">{}</span>', row.behandelaarnaam or "Nog niemand", row.teamnaam
            ),
            due(row.eerste_termijn, today).getoond or "geen",
        )
        for row in rows
    ]
