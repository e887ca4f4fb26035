"""The verslag of an onderzoek: what was said, sent to the resident, with their reaction; and how the onderzoek ends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.casework.domain.gesprek import (
    GesprekPage,
    NewAfronding,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    VerslagRow,
    VerslagStatus,
)
from keukentafel.casework.operations import onderzoek as acts
from keukentafel.casework.queries.gesprek import get_gesprek, get_verslag
from keukentafel.platform.accounts.domain import Act
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.dossier import crumbs
from keukentafel.web.casework.fields import DutchDateField
from keukentafel.web.errors import done, told

_SENT = "Verslag verstuurd. Het verandert nu niet meer."


class VerslagForm(forms.Form):
    """The words of the consulent above what was noted in the gesprek."""

    tekst = forms.CharField(
        label="Wat wil je de inwoner schrijven?", required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class ReactieForm(forms.Form):
    """What the resident says of the verslag."""

    reactie = forms.ChoiceField(
        label="Wat vindt de inwoner?",
        choices=[(value.value, value.value.capitalize()) for value in Reactie if value is not Reactie.GEEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat de inwoner vindt."},
    )
    opmerking = forms.CharField(
        label="In eigen woorden", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    ondertekend = forms.BooleanField(label="De inwoner heeft het verslag ondertekend", required=False)


class AfrondenForm(forms.Form):
    """How the onderzoek ends; doing nothing is an outcome with a reason and a date to look back."""

    uitkomst = forms.ChoiceField(
        label="Waar leidt het onderzoek toe?",
        choices=[
            (OnderzoekUitkomst.NIETS_DOEN.value, "Verantwoord niets doen"),
            (OnderzoekUitkomst.ZONDER_INDIVIDUEEL.value, "Verder zonder individuele voorziening"),
            (OnderzoekUitkomst.MET_INDIVIDUEEL.value, "Verder met een individuele voorziening"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar het onderzoek toe leidt."},
    )
    motivering = forms.CharField(
        label="Waarom?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    terugkijken_op = DutchDateField(label="Wanneer kijken we terug?", required=False)


@page(Act.GESPREK_VOEREN)
def verslag(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """The verslag as the resident will read it."""
    return _page(request, onderzoek_id)


@page(Act.GESPREK_VOEREN, methods=("POST",))
def bewaren(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Save the words of the consulent, and send the verslag when that is asked; without script the question comes first."""
    form = VerslagForm(request.POST)
    form.is_valid()
    step = request.POST.get("actie", "")

    def act() -> None:
        acts.draft_verslag(actor=request.actor, onderzoek_id=onderzoek_id, tekst=form.cleaned_data["tekst"])
        if step == "versturen":
            acts.send_verslag(actor=request.actor, onderzoek_id=onderzoek_id)

    words = _SENT if step == "versturen" else "Verslag bewaard."
    onward = "verslag-versturen" if step == "vragen" else "verslag"
    return _act(request, onderzoek_id, act, words, onward, verslag_form=form)


@page(Act.GESPREK_VOEREN, methods=("GET", "POST"))
def versturen(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """The question before a verslag goes to the resident, and the act."""
    if request.method == "POST":
        told(request, lambda: acts.send_verslag(actor=request.actor, onderzoek_id=onderzoek_id), _SENT)
        return redirect("verslag", onderzoek_id=onderzoek_id)
    shown = get_gesprek(actor=request.actor, onderzoek_id=onderzoek_id)
    context = {
        "g": shown,
        "vraag": _question(shown),
        "terug": reverse("verslag", args=[onderzoek_id]),
        "crumbs": crumbs(shown.dossiernummer, shown.dossier_id, "Verslag versturen"),
    }
    return render(request, "casework/verslag_versturen.html", context)


@page(Act.GESPREK_VOEREN, methods=("POST",))
def reactie(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Record what the resident says of the verslag."""
    form = ReactieForm(request.POST)
    if not form.is_valid():
        return _page(request, onderzoek_id, status=422, reactie_form=form)
    data = form.cleaned_data
    return _act(
        request,
        onderzoek_id,
        lambda: acts.record_reaction(
            actor=request.actor,
            onderzoek_id=onderzoek_id,
            reactie=Reactie(data["reactie"]),
            opmerking=data["opmerking"],
            ondertekend=data["ondertekend"],
        ),
        "Reactie opgeschreven.",
        reactie_form=form,
    )


@page(Act.ONDERZOEK_AFRONDEN, methods=("POST",))
def afronden(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Finish the onderzoek."""
    form = AfrondenForm(request.POST)
    if not form.is_valid():
        return _page(request, onderzoek_id, status=422, afronden_form=form)
    data = form.cleaned_data
    afronding = NewAfronding(
        uitkomst=OnderzoekUitkomst(data["uitkomst"]),
        motivering=data["motivering"],
        terugkijken_op=data["terugkijken_op"],
    )
    return _act(
        request,
        onderzoek_id,
        lambda: acts.finish_onderzoek(actor=request.actor, onderzoek_id=onderzoek_id, afronding=afronding),
        "Het onderzoek is afgerond. Een aanvraag blijft mogelijk.",
        afronden_form=form,
    )


def _act(
    request: ActorRequest,
    onderzoek_id: UUID,
    act: Callable[[], object],
    words: str,
    onward: str = "verslag",
    **form: forms.Form,
) -> HttpResponse:
    if not all(done(typed, act) for typed in form.values()):
        return _page(request, onderzoek_id, status=422, **form)
    messages.success(request, words)
    return redirect(onward, onderzoek_id=onderzoek_id)


def _page(request: ActorRequest, onderzoek_id: UUID, status: int = 200, **typed: forms.Form) -> HttpResponse:
    shown = get_gesprek(actor=request.actor, onderzoek_id=onderzoek_id)
    report = get_verslag(actor=request.actor, onderzoek_id=onderzoek_id)
    context: dict[str, Any] = {
        "g": shown,
        "v": report,
        "titel": _title(shown, report),
        "vraag": _question(shown),
        "concept": VerslagStatus.CONCEPT,
        "lopend": OnderzoekStatus.LOPEND,
        "verslag_form": VerslagForm(initial={"tekst": report.tekst}),
        "reactie_form": ReactieForm(),
        "afronden_form": AfrondenForm(),
        "crumbs": crumbs(shown.dossiernummer, shown.dossier_id, "Verslag"),
        **typed,
    }
    return render(request, "casework/verslag.html", context, status=status)


def _question(shown: GesprekPage) -> str:
    return f"Het verslag naar {shown.persoonnaam} sturen?"


def _title(shown: GesprekPage, report: VerslagRow) -> str:
    if shown.onderzoek.status is OnderzoekStatus.AFGEROND:
        return "Het onderzoek is afgerond"
    if report.status is VerslagStatus.CONCEPT:
        return f"Het verslag kan naar {shown.persoonnaam}"
    if report.status is VerslagStatus.VERZONDEN:
        return f"Het verslag is bij {shown.persoonnaam}"
    return f"{shown.persoonnaam} heeft gereageerd"
