"""The messages with providers about the help of one resident, as a timeline per allocation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.contracts.domain import LAW_OF_WET
from keukentafel.backoffice.declaraties.queries import lines_by_bericht
from keukentafel.backoffice.toewijzingen.queries import of_persons
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import keten, words
from keukentafel.web.casework.dossier import crumbs


@page(Act.DOSSIER_INZIEN)
def berichten(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """What went to providers, what came back and what is waited for; the messages themselves stay with the back office."""
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id)
    gemeente, today = request.actor.gemeente, clock.today()
    allocations = of_persons(gemeente=gemeente, persoon_ids=[shown.persoon.id])
    keys = {row.id: (LAW_OF_WET[row.wet], row.toewijzingnummer) for row in allocations}
    lines = lines_by_bericht(gemeente=gemeente, toewijzing_ids=keys)
    declared = {key: lines.get(identity, {}) for identity, key in keys.items()}
    found = queries.chains(gemeente=gemeente, sleutels=keys.values(), declaraties=declared)
    context = {
        "kruimels": crumbs(shown.dossier.nummer, dossier_id, "Berichten"),
        "over": shown.persoon.naam,
        "toewijzingen": [
            (
                row,
                words.span(row.ingangsdatum, row.einddatum),
                keten.timeline(found[keys[row.id]], today=today, regels=lines.get(row.id, {}), links=False),
            )
            for row in allocations
        ],
    }
    return render(request, "casework/berichten.html", context)
