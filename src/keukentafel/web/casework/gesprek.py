"""The page of a gesprek: the question in their words, the question behind it, and the leefgebieden; saved as it goes."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from keukentafel.casework.domain.gesprek import (
    GebiedRow,
    GebiedStatus,
    GesprekDeel,
    GesprekPage,
    SavedInBetween,
    SavedPart,
    ZittingStatus,
)
from keukentafel.casework.operations import gesprek as acts
from keukentafel.casework.queries.gesprek import get_gesprek
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock.queries import AMSTERDAM
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.dossier import crumbs
from keukentafel.web.casework.fields import version_of
from keukentafel.web.casework.gesprek_form import LeefgebiedForm, ZittingForm
from keukentafel.web.errors import told

_ICONEN = ("huis", "euro", "mensen", "hoofd", "zon", "mens", "sleutel", "dag")
_BADGES = {
    GebiedStatus.OPEN: ("rust", "Nog open"),
    GebiedStatus.BESPROKEN: ("goed", "Besproken"),
    GebiedStatus.NIET_NODIG: ("rust", "Niet nodig"),
}


@dataclass(frozen=True, slots=True)
class Gebied:
    """One leefgebied as the page draws it."""

    rij: GebiedRow
    form: LeefgebiedForm
    icoon: str
    toon: str
    stand: str
    meta: str
    sleutel: str


@page(Act.GESPREK_VOEREN)
def gesprek(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """The gesprek of an onderzoek, in the sitting that is asked for or the latest."""
    chosen = request.GET.get("zitting", "")
    shown = get_gesprek(actor=request.actor, onderzoek_id=onderzoek_id, zitting_id=_uuid(chosen))
    return _page(request, shown, ZittingForm())


@page(Act.GESPREK_VOEREN, methods=("POST",))
def zitting(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Plan a sitting."""
    form = ZittingForm(request.POST)
    if not form.is_valid():
        return _page(request, get_gesprek(actor=request.actor, onderzoek_id=onderzoek_id), form, status=422)
    row = acts.plan_zitting(actor=request.actor, onderzoek_id=onderzoek_id, zitting=form.to_zitting())
    messages.success(request, f"Gesprek staat op {dutch.day(row.moment.astimezone(AMSTERDAM).date())}.")
    return redirect("gesprek", onderzoek_id=onderzoek_id)


@page(Act.GESPREK_VOEREN, methods=("POST",))
def zitting_status(request: ActorRequest, onderzoek_id: UUID, zitting_id: UUID) -> HttpResponse:
    """Tell whether a sitting was held."""
    held = request.POST.get("status") == ZittingStatus.GEHOUDEN.value
    status = ZittingStatus.GEHOUDEN if held else ZittingStatus.NIET_DOORGEGAAN
    told(
        request,
        lambda: acts.set_zitting_status(actor=request.actor, zitting_id=zitting_id, status=status),
        f"Gesprek: {status.value}.",
    )
    return redirect("gesprek", onderzoek_id=onderzoek_id)


@page(Act.GESPREK_VOEREN, methods=("POST",))
def tekst(request: ActorRequest, onderzoek_id: UUID, deel: str) -> HttpResponse:
    """Save one of the two texts; somebody else's words are never overwritten."""
    part = GesprekDeel.VERHELDERING if deel == "verheldering" else GesprekDeel.EIGEN_WOORDEN
    try:
        saved = acts.save_tekst(
            actor=request.actor,
            onderzoek_id=onderzoek_id,
            deel=part,
            versie=_version(request),
            tekst=request.POST.get("tekst", ""),
        )
    except SavedInBetween as clash:
        return _clash(request, deel, clash, onderzoek_id)
    return _saved(request, deel, saved, onderzoek_id)


@page(Act.GESPREK_VOEREN, methods=("POST",))
def leefgebied(request: ActorRequest, onderzoek_id: UUID, zitting_id: UUID, code: str) -> HttpResponse:
    """Save what was said about one leefgebied."""
    form = LeefgebiedForm(request.POST, auto_id=f"{slugify(code)}_%s")
    if not form.is_valid():
        return render(request, "casework/_fouten.html", {"form": form}, status=422)
    try:
        saved = acts.save_leefgebied(
            actor=request.actor,
            zitting_id=zitting_id,
            leefgebied=code,
            versie=_version(request),
            invoer=form.to_invoer(),
        )
    except SavedInBetween as clash:
        return _clash(request, slugify(code), clash, onderzoek_id)
    return _saved(request, slugify(code), saved, onderzoek_id)


def _page(request: ActorRequest, shown: GesprekPage, form: ZittingForm, status: int = 200) -> HttpResponse:
    areas = [_area(place, row) for place, row in enumerate(shown.gebieden)]
    context = {
        "g": shown,
        "gebieden": areas,
        "vindt": f"{shown.persoonnaam.split()[0]} vindt",
        "zitting_form": form,
        "crumbs": crumbs(shown.dossiernummer, shown.dossier_id, "Gesprek"),
        "besproken": sum(area.rij.invoer.status is GebiedStatus.BESPROKEN for area in areas),
        "niet_nodig": sum(area.rij.invoer.status is GebiedStatus.NIET_NODIG for area in areas),
        "gepland": ZittingStatus.GEPLAND,
    }
    return render(request, "casework/gesprek.html", context, status=status)


def _area(place: int, row: GebiedRow) -> Gebied:
    tone, words = _BADGES[row.invoer.status]
    scores = [
        f"{who} een {score}"
        for who, score in (
            ("Inwoner geeft", row.invoer.score_inwoner),
            ("jij", row.invoer.score_professional),
        )
        if score is not None
    ]
    return Gebied(
        row,
        LeefgebiedForm.of(row),
        _ICONEN[place % len(_ICONEN)],
        tone,
        words,
        ", ".join(scores),
        slugify(row.leefgebied),
    )


def _version(request: ActorRequest) -> int:
    return version_of(request.POST.get("overschrijf") or request.POST.get("versie", ""))


def _saved(request: ActorRequest, part: str, saved: SavedPart, onderzoek_id: UUID) -> HttpResponse:
    if not request.htmx:
        messages.success(request, "Bewaard.")
        return redirect("gesprek", onderzoek_id=onderzoek_id)
    return render(request, "casework/_bewaard.html", {"deel": part, "versie": saved.versie})


def _clash(request: ActorRequest, part: str, clash: SavedInBetween, onderzoek_id: UUID) -> HttpResponse:
    context = {
        "deel": part,
        "door": clash.door,
        "tijd": f"{clash.op.astimezone(AMSTERDAM):%H.%M}",
        "versie": clash.versie,
        "opgeslagen": [(name.replace("_", " "), value) for name, value in clash.opgeslagen.items() if value],
        "eigen": [(name, value) for name, value in clash.eigen.items() if value not in (None, "")],
        "onderzoek_id": onderzoek_id,
        "bestemming": request.path,
    }
    template = "casework/_botsing.html" if request.htmx else "casework/botsing.html"
    return render(request, template, context, status=409)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
