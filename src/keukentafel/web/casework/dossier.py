"""The dossier: who it is about, what counts for them, the help that runs, and what happened."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.declaraties.queries import approved_by_toewijzing
from keukentafel.casework.domain.arrangement import OplossingStatus
from keukentafel.casework.domain.contact import MeldingStatus, Rechten
from keukentafel.casework.domain.overview import DossierPage, GebeurtenisSoort, Traject, Zichtbaar
from keukentafel.casework.operations import contact as meldingen
from keukentafel.casework.operations import dossier as acts
from keukentafel.casework.operations.onderzoek import start_onderzoek
from keukentafel.casework.queries.dossier import get_dossier, get_timeline
from keukentafel.people.queries import is_minor
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.queries import looks_at_person
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.timeline import moments
from keukentafel.web.design.listing import Tab
from keukentafel.web.errors import done, told

FILTERS = {
    "": (),
    "gesprekken": (GebeurtenisSoort.CONTACT, GebeurtenisSoort.GESPREK, GebeurtenisSoort.VERSLAG),
    "aanbieder": (GebeurtenisSoort.TOEWIJZING, GebeurtenisSoort.HULP, GebeurtenisSoort.DECLARATIE),
}
STAND_TOON = {
    OplossingStatus.VOORGESTELD: ("rust", "Voorgesteld"),
    OplossingStatus.LOOPT: ("goed", "Loopt"),
    OplossingStatus.KLAAR: ("rust", "Klaar"),
    OplossingStatus.GESTOPT: ("rust", "Gestopt"),
}


class SluitenForm(forms.Form):
    """Why a dossier can be closed."""

    reden = forms.CharField(
        label="Waarom kan het dicht?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op waarom het dossier dicht kan."},
    )


@page(Act.DOSSIER_INZIEN)
def dossier(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The overview of a dossier."""
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id)
    chosen = request.GET.get("toon", "")
    timeline = (
        get_timeline(
            actor=request.actor,
            dossier_id=dossier_id,
            after=request.GET.get("na") or None,
            soorten=FILTERS.get(chosen, ()),
        )
        if chosen or request.GET.get("na")
        else shown.tijdlijn
    )
    context = {
        **_cover(shown, "overzicht"),
        "mag_werken": may_work(request.actor, shown),
        "minderjarig": shown.persoon.geboortedatum is not None
        and is_minor(shown.persoon.geboortedatum, clock.today()),
        "tijdlijn": moments(timeline.gebeurtenissen),
        "volgende": timeline.volgende,
        "toon": chosen,
        "filters": [("", "Alles"), ("gesprekken", "Gesprekken"), ("aanbieder", "Aanbieder")],
        "stand_toon": STAND_TOON,
        "traject": _current(shown),
        "kosten": approved_by_toewijzing(
            gemeente=request.actor.gemeente,
            toewijzing_ids=[row.toewijzing_id for row in shown.hulp if row.toewijzing_id],
        ),
        "melding_open": MeldingStatus.ONTVANGEN,
    }
    return render(request, "casework/dossier.html", context)


@page(Act.DOSSIER_INZIEN)
def wie_keek(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Who looked at this resident."""
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id)
    before = request.GET.get("voor", "")
    rows = looks_at_person(
        actor=request.actor,
        persoon_id=shown.persoon.id,
        before=int(before) if before.isdigit() else None,
        limit=51,
    )
    context = {
        **_cover(shown, "wie-keek"),
        "regels": rows[:50],
        "volgende": rows[49].id if len(rows) > 50 else None,
    }
    return render(request, "casework/wie_keek.html", context)


@page(Act.ONDERZOEK_AFRONDEN, methods=("GET", "POST"))
def sluiten(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The question before a dossier is closed, and the act; refused with the help or the tasks that are left."""
    form = SluitenForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: acts.close_dossier(
            actor=request.actor, dossier_id=dossier_id, reden=form.cleaned_data["reden"]
        ),
    ):
        messages.success(request, "Het dossier is gesloten.")
        return redirect("dossier", dossier_id=dossier_id)
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id)
    context = {
        "d": shown,
        "sluiten_form": form,
        "terug": reverse("dossier", args=[dossier_id]),
        "crumbs": crumbs(shown.dossier.nummer, dossier_id, "Sluiten"),
    }
    return render(request, "casework/dossier_sluiten.html", context, status=422 if form.errors else 200)


@page(Act.DOSSIER_TOEWIJZEN, methods=("POST",))
def oppakken(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Become the one who handles this dossier."""
    return _told(
        request,
        dossier_id,
        lambda: acts.take_up(actor=request.actor, dossier_id=dossier_id),
        "Dit dossier is nu van jou.",
    )


@page(Act.GESPREK_VOEREN, methods=("POST",))
def melding(request: ActorRequest, dossier_id: UUID, melding_id: UUID) -> HttpResponse:
    """Confirm a melding, tell the resident their rights, or begin the onderzoek."""
    step = request.POST.get("actie", "")
    if step == "beginnen":
        return _begin(request, dossier_id, melding_id)
    if step == "rechten":
        rights = Rechten(
            clientondersteuning="clientondersteuning" in request.POST,
            clientondersteuner=request.POST.get("clientondersteuner", "")[:120],
            persoonlijk_plan="persoonlijk_plan" in request.POST,
            plan_ontvangen="plan_ontvangen" in request.POST,
        )
        return _told(
            request,
            dossier_id,
            lambda: meldingen.note_rights(actor=request.actor, melding_id=melding_id, rechten=rights),
            "Opgeschreven, met de datum van vandaag.",
        )
    return _told(
        request,
        dossier_id,
        lambda: meldingen.confirm_melding(actor=request.actor, melding_id=melding_id),
        "De ontvangst is bevestigd.",
    )


@page(Act.GESPREK_VOEREN, methods=("POST",))
def notitie(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Add a note to the timeline."""
    text = request.POST.get("tekst", "").strip()[:4000]
    visible = Zichtbaar.GEZIN if request.POST.get("zichtbaar") == Zichtbaar.GEZIN.value else Zichtbaar.TEAM
    return _told(
        request,
        dossier_id,
        lambda: acts.add_note(actor=request.actor, dossier_id=dossier_id, tekst=text, zichtbaar=visible),
        "Notitie bewaard.",
    )


@page(Act.GESPREK_VOEREN, methods=("POST",))
def taak_gedaan(request: ActorRequest, dossier_id: UUID, taak_id: UUID) -> HttpResponse:
    """Tick off a task."""
    return _told(
        request,
        dossier_id,
        lambda: acts.complete_task(actor=request.actor, taak_id=taak_id),
        "Taak afgevinkt.",
    )


def _begin(request: ActorRequest, dossier_id: UUID, melding_id: UUID) -> HttpResponse:
    """Begin the onderzoek and go to the gesprek, or stay with the reason why not."""
    reason = request.POST.get("reden_vroeg", "")[:500]
    begun: list[UUID] = []

    def act() -> None:
        row = start_onderzoek(actor=request.actor, melding_id=melding_id, reden_vroeg=reason)
        begun.append(row.id)

    told(request, act, "")
    return redirect("gesprek", onderzoek_id=begun[0]) if begun else redirect("dossier", dossier_id=dossier_id)


def may_work(actor: Actor, shown: DossierPage) -> bool:
    """Whether the actor handles this dossier, and does not read it only: as a leader, or in an emergency."""
    return accounts.may(actor, Act.GESPREK_VOEREN) and not shown.alleen_lezen


def dossier_tabs(shown: DossierPage, current: str) -> list[Tab]:
    """The parts of a dossier as tabs; parts that are not there yet are left out."""
    traject = _current(shown)
    here = reverse("dossier", args=[shown.dossier.id])
    tabs = [Tab("Overzicht", here, current == "overzicht")]
    if traject and traject.onderzoek and not shown.alleen_lezen:
        identity = traject.onderzoek.id
        tabs += [
            Tab("Gesprek", reverse("gesprek", args=[identity]), False, traject.zittingen or None),
            Tab("Plan", reverse("plan", args=[identity]), False),
            Tab("Verslag", reverse("verslag", args=[identity]), False),
        ]
    if traject:
        count = len(shown.besluiten) or None
        tabs.append(
            Tab("Besluit", reverse("besluiten", args=[shown.dossier.id]), current == "besluiten", count)
        )
    tabs.append(Tab("Wie keek mee", reverse("wie-keek", args=[shown.dossier.id]), current == "wie-keek"))
    return tabs


def crumbs(nummer: str, dossier_id: UUID | None, here: str = "") -> list[tuple[str, str]]:
    """The way back to the list, and to the dossier when the page is inside it."""
    trail = [("Inwoners", reverse("inwoners"))]
    trail.append((nummer, reverse("dossier", args=[dossier_id]) if here and dossier_id else ""))
    return [*trail, (here, "")] if here else trail


def _cover(shown: DossierPage, current: str) -> dict[str, object]:
    return {
        "d": shown,
        "tabs": dossier_tabs(shown, current),
        "crumbs": crumbs(shown.dossier.nummer, None),
        "vandaag": clock.today(),
    }


def _current(shown: DossierPage) -> Traject | None:
    return shown.trajecten[0] if shown.trajecten else None


def _told(request: ActorRequest, dossier_id: UUID, act: Callable[[], object], words: str) -> HttpResponse:
    """Do the act and say on the dossier how it went."""
    told(request, act, words)
    return redirect("dossier", dossier_id=dossier_id)
