"""Completing what is known of a resident: number, birth date, address and telephone."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.people.domain import Aanvulling, Adres, PersoonRow
from keukentafel.people.operations import complete_person
from keukentafel.platform.accounts.domain import Act
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.dossier import crumbs
from keukentafel.web.casework.fields import BsnField, DutchDateField, PostcodeField
from keukentafel.web.errors import done


class GegevensForm(forms.Form):
    """What became known later; leaving a field empty leaves what is there."""

    bsn = BsnField(label="BSN", required=False, max_length=20)
    geboortedatum = DutchDateField(label="Geboortedatum", required=False)
    straat = forms.CharField(label="Straat", required=False, max_length=80)
    huisnummer = forms.IntegerField(
        label="Huisnummer",
        required=False,
        min_value=1,
        max_value=99999,
        error_messages={"invalid": "Vul een heel getal in. Een letter hoort bij toevoeging."},
    )
    toevoeging = forms.CharField(label="Toevoeging", required=False, max_length=4)
    postcode = PostcodeField(label="Postcode", required=False, max_length=8)
    woonplaats = forms.CharField(label="Woonplaats", required=False, max_length=80)
    telefoon = forms.CharField(label="Telefoon", required=False, max_length=20)

    def to_aanvulling(self) -> Aanvulling:
        """What was typed; an address counts when a postcode or a street is there."""
        data = self.cleaned_data
        adres = Adres(
            straat=data["straat"],
            huisnummer=data["huisnummer"],
            toevoeging=data["toevoeging"],
            postcode=data["postcode"],
            woonplaats=data["woonplaats"],
        )
        return Aanvulling(
            bsn=data["bsn"] or None,
            geboortedatum=data["geboortedatum"],
            adres=adres if adres.postcode or adres.straat else None,
            telefoon=data["telefoon"],
        )


@page(Act.GESPREK_VOEREN, methods=("GET", "POST"))
def gegevens(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Complete what is known of the resident of this dossier."""
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id, reason="Gegevens aanvullen")
    form = GegevensForm(request.POST or None, initial=_initial(shown.persoon))
    if form.is_valid() and done(
        form,
        lambda: complete_person(
            actor=request.actor, persoon_id=shown.persoon.id, aanvulling=form.to_aanvulling()
        ),
    ):
        messages.success(request, "Gegevens aangevuld.")
        return redirect("dossier", dossier_id=dossier_id)
    context = {
        "d": shown,
        "form": form,
        "crumbs": crumbs(shown.dossier.nummer, dossier_id, "Gegevens aanvullen"),
    }
    return render(request, "casework/gegevens.html", context, status=422 if form.errors else 200)


def _initial(person: PersoonRow) -> dict[str, object]:
    return {
        "geboortedatum": person.geboortedatum,
        "postcode": person.postcode,
        "woonplaats": person.woonplaats,
        "telefoon": person.telefoon,
    }
