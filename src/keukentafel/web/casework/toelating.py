"""For the team leader: which dossiers of the team are shielded, and who may open them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.casework.domain.overview import ToelatingPage
from keukentafel.casework.operations import admission as acts
from keukentafel.casework.queries import admission as queries
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import AccountRow, Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.fields import DutchDateField
from keukentafel.web.errors import done, told


class ToelatingForm(forms.Form):
    """Who is let in, until when and why."""

    collega = forms.ChoiceField(
        label="Wie?",
        error_messages={"required": "Kies wie erin mag.", "invalid_choice": "Kies een collega uit je team."},
    )
    tot_en_met = DutchDateField(
        label="Tot en met", error_messages={"required": "Vul in tot wanneer deze collega erin mag."}
    )
    reden = forms.CharField(
        label="Waarom?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op waarom deze collega het dossier nodig heeft."},
    )

    def __init__(self, *args: Any, collegas: tuple[AccountRow, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["collega"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Kies"), *((str(row.id), row.naam) for row in collegas)]


@page(Act.TOELATING_GEVEN)
def afgeschermd(request: ActorRequest) -> HttpResponse:
    """The shielded dossiers of the team; no name of a resident stands in the list."""
    rows = queries.shielded_dossiers(actor=request.actor)
    context = {"rijen": rows, "crumbs": [("Inwoners", reverse("inwoners")), ("Afgeschermd", "")]}
    return render(request, "casework/afgeschermd.html", context)


@page(Act.TOELATING_GEVEN, methods=("GET", "POST"))
def toelating(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Who may open one shielded dossier, since and until when and by whom; and letting in one more."""
    shown = queries.get_admissions(actor=request.actor, dossier_id=dossier_id)
    form = ToelatingForm(request.POST if request.method == "POST" else None, collegas=shown.collegas)
    if form.is_valid() and done(
        form,
        lambda: acts.admit(
            actor=request.actor,
            dossier_id=dossier_id,
            account_id=UUID(form.cleaned_data["collega"]),
            reden=form.cleaned_data["reden"],
            tot_en_met=form.cleaned_data["tot_en_met"],
        ),
    ):
        messages.success(request, "Deze collega mag het dossier nu openen.")
        return redirect("toelating", dossier_id=dossier_id)
    context = {
        "p": shown,
        "titel": _title(shown),
        "rijen": [(row, _day(row.vanaf), _last_day(row.tot)) for row in shown.rijen],
        "form": form,
        "crumbs": [
            ("Inwoners", reverse("inwoners")),
            ("Afgeschermd", reverse("afgeschermd")),
            (shown.dossier.nummer, ""),
        ],
    }
    return render(request, "casework/toelating.html", context, status=422 if form.errors else 200)


@page(Act.TOELATING_GEVEN, methods=("POST",))
def beeindigen(request: ActorRequest, dossier_id: UUID, toelating_id: UUID) -> HttpResponse:
    """Take a colleague off the list."""
    told(
        request,
        lambda: acts.end_admission(actor=request.actor, dossier_id=dossier_id, toelating_id=toelating_id),
        "Deze collega kan het dossier niet meer openen.",
    )
    return redirect("toelating", dossier_id=dossier_id)


def _title(shown: ToelatingPage) -> str:
    if not shown.afgeschermd:
        return "Dit dossier is niet afgeschermd"
    if not shown.rijen:
        return "Niemand mag dit dossier openen"
    who = dutch.plural(len(shown.rijen), "collega mag", "collega's mogen")
    return f"{who} dit dossier openen"


def _day(moment: datetime) -> str:
    return dutch.day_year(moment.astimezone(clock.AMSTERDAM).date())


def _last_day(tot: datetime) -> str:
    """The last day on which somebody is let in: an end at midnight is the day before."""
    return _day(tot - timedelta(seconds=1))
