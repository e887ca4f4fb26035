"""For the privacy officer: who opened a closed dossier in an emergency, what was looked at, and whether it was needed."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.core import dutch
from keukentafel.people import queries
from keukentafel.people.domain import Noodoordeel, Noodstand, NoodtoegangRow
from keukentafel.people.operations import judge_emergency
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.errors import done
from keukentafel.web.marks import id_after, mark_of
from keukentafel.web.platform.kijklog import tabs

_STAND = {
    Noodstand.LOOPT: ("let-op", "Loopt nog"),
    Noodstand.AFGELOPEN: ("rust", "Afgelopen"),
}
_OORDEEL = {
    Noodoordeel.GERECHTVAARDIGD: ("goed", "Gerechtvaardigd"),
    Noodoordeel.NIET_GERECHTVAARDIGD: ("fout", "Niet gerechtvaardigd"),
}


class OordeelForm(forms.Form):
    """Whether it was needed, and why one thinks so."""

    oordeel = forms.ChoiceField(
        label="Was het nodig?",
        choices=[(oordeel.value, oordeel.value.capitalize()) for oordeel in Noodoordeel],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of deze toegang gerechtvaardigd was."},
    )
    toelichting = forms.CharField(
        label="Toelichting", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@dataclass(frozen=True, slots=True)
class Noodtoegang:
    """An entry with its times and state in words."""

    rij: NoodtoegangRow
    wanneer: str
    rollen: str
    toon: str
    woord: str
    bekeken: list[str]


@page(Act.NOODTOEGANG_BEOORDELEN)
def lijst(request: ActorRequest) -> HttpResponse:
    """What waits to be judged, or what was; no name of a resident stands in the list."""
    judged = request.GET.get("toon") == "beoordeeld"
    waiting = queries.count_emergencies(actor=request.actor)
    rows = queries.emergencies(actor=request.actor, beoordeeld=judged, after=id_after(request))
    url = reverse("noodtoegangen")
    context = {
        "titel": _title(waiting),
        "tabs": tabs("noodtoegang", waiting),
        "filters": [
            Tab(f"Te beoordelen {waiting}" if waiting else "Te beoordelen", url, not judged),
            Tab("Beoordeeld", f"{url}?toon=beoordeeld", judged),
        ],
        "rijen": [_shown(row) for row in rows.rows],
        "beoordeeld": judged,
        "bladeren": Page(rows.rows, next=mark_of(rows.next)),
    }
    return render(request, "people/noodtoegangen.html", context)


@page(Act.NOODTOEGANG_BEOORDELEN, methods=("GET", "POST"))
def beoordelen(request: ActorRequest, toegang_id: UUID) -> HttpResponse:
    """One entry with what was looked at, and the judgement."""
    row = queries.get_emergency(actor=request.actor, toegang_id=toegang_id)
    form = OordeelForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: judge_emergency(
            actor=request.actor,
            toegang_id=toegang_id,
            oordeel=Noodoordeel(form.cleaned_data["oordeel"]),
            toelichting=form.cleaned_data["toelichting"],
        ),
    ):
        messages.success(request, "Je oordeel is bewaard.")
        return redirect("noodtoegangen")
    context = {
        "n": _shown(row),
        "titel": "Was deze noodtoegang nodig?" if row.oordeel is None else "Deze noodtoegang is beoordeeld",
        "open": row.stand is not Noodstand.BEOORDEELD,
        "eigen": row.account_id == request.actor.account_id,
        "form": form,
        "kruimels": [
            ("Wie keek mee", reverse("kijklog")),
            ("Noodtoegang", reverse("noodtoegangen")),
            ("Beoordelen", ""),
        ],
    }
    return render(request, "people/noodtoegang.html", context, status=422 if form.errors else 200)


def _title(waiting: int) -> str:
    if not waiting:
        return "Geen noodtoegang te beoordelen"
    return f"{dutch.plural(waiting, 'noodtoegang wacht', 'noodtoegangen wachten')} op je oordeel"


def _shown(row: NoodtoegangRow) -> Noodtoegang:
    start, end = (moment.astimezone(clock.AMSTERDAM) for moment in (row.vanaf, row.tot))
    toon, woord = _OORDEEL[row.oordeel] if row.oordeel else _STAND[row.stand]
    last = f"{end.hour}.{end:%M} uur"
    until = last if end.date() == start.date() else f"{dutch.day(end.date())}, {last}"
    return Noodtoegang(
        rij=row,
        wanneer=f"{dutch.day_year(start.date())}, {start.hour}.{start:%M} tot {until}",
        rollen=", ".join(rol.value for rol in row.rollen),
        toon=toon,
        woord=woord,
        bekeken=[f"{look.wat} ({look.keer} keer)" if look.keer > 1 else look.wat for look in row.blikken],
    )
