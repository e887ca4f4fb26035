"""Opening a closed dossier in an emergency: why it is closed, what opening means, and the reason."""

from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from keukentafel.casework.domain.contact import GeslotenReden
from keukentafel.casework.operations.dossier import open_in_emergency
from keukentafel.casework.queries.dossier import closed_dossier
from keukentafel.platform.accounts.domain import Act
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.errors import done

_WAAROM: Final = {
    GeslotenReden.EIGEN: "Het is je eigen dossier of dat van een huisgenoot. Dat blijft dicht, ook in een noodgeval.",
    GeslotenReden.AFGESCHERMD: "Deze inwoner is afgeschermd, bijvoorbeeld door een dreiging. Alleen wie op de lijst staat mag erin.",
    GeslotenReden.ANDER_TEAM: "Het hoort bij team {team}. Bel eerst dat team: zij kennen de inwoner.",
}


class NoodtoegangForm(forms.Form):
    """Why this dossier must be seen now."""

    reden = forms.CharField(
        label="Waarom moet je dit dossier nu zien?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf op waarom je dit dossier nu moet zien. De inwoner kan je reden lezen."
        },
    )


@page(Act.NOODTOEGANG_OPENEN, methods=("GET", "POST"))
def noodtoegang(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Ask the reason and open the dossier for a few hours; a dossier that is open already is shown at once."""
    closed = closed_dossier(actor=request.actor, dossier_id=dossier_id)
    if closed is None:
        return redirect("dossier", dossier_id=dossier_id)
    form = NoodtoegangForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: open_in_emergency(
            actor=request.actor, dossier_id=dossier_id, reden=form.cleaned_data["reden"]
        ),
    ):
        messages.warning(
            request, "Je hebt dit dossier in een noodgeval geopend. Kijk alleen wat je nu nodig hebt."
        )
        return redirect("dossier", dossier_id=dossier_id)
    context = {
        "waarom": _WAAROM[closed.om].format(team=closed.teamnaam),
        "kan": closed.om is not GeslotenReden.EIGEN,
        "form": form,
    }
    return render(request, "casework/noodtoegang.html", context, status=422 if form.errors else 200)
