"""Messages: received, sent, and one message with its verdict, its sendings, its chain and its file; and sending one again."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtDetail,
    BerichtenRow,
    Berichtstatus,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.operations import resend
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import WET_OF_LAW
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.addresses import address
from keukentafel.web.backoffice import bakken, keten, words
from keukentafel.web.backoffice.inhoud import summary
from keukentafel.web.design.elements import badge
from keukentafel.web.design.listing import LinkRow, Page, Tab
from keukentafel.web.marks import mark_of, row_after
from keukentafel.web.wachttijd import due

SHOWN_AT_MOST = 200_000
_S = Berichtstatus
_IN = (None, _S.WACHT_OP_MENS, _S.BEANTWOORD, _S.GEWEIGERD, _S.NIET_GEACCEPTEERD)
# The messages whose allocations stand in the lines that were kept.
_DECLARATION = ("323", "325")
_UIT = (None, _S.KLAAR, _S.VERSTUURD, _S.NIET_AFGELEVERD, _S.BEANTWOORD)


@page(Act.BERICHTEN_INZIEN)
def ontvangen(request: ActorRequest) -> HttpResponse:
    """The messages that came in, newest first."""
    return _list(request, Richting.IN)


@page(Act.BERICHTEN_INZIEN)
def verstuurd(request: ActorRequest) -> HttpResponse:
    """The messages that went out, newest first."""
    return _list(request, Richting.UIT)


@page(Act.BERICHTEN_INZIEN)
def bericht(request: ActorRequest, bericht_id: int) -> HttpResponse:
    """One message: what it says, what we found, and the messages around it."""
    detail = queries.get_bericht(actor=request.actor, bericht_id=bericht_id)
    known = names(request.actor.gemeente) | {request.actor.gemeente: f"Gemeente {request.actor.gemeentenaam}"}
    row = detail.rij
    partij = known.get(row.partij, unknown(row.partij))
    context = {
        "b": detail,
        "kruimels": [("Berichten", reverse("berichten")), (words.kind(row.label), "")],
        "titel": _title(detail, partij),
        "soort": words.kind(row.label),
        "stand": words.STAND[row.status],
        "feiten": _facts(detail, known),
        "inhoud": summary(gemeente=request.actor.gemeente, detail=detail),
        "toewijzingen": _allocations(request.actor.gemeente, detail),
        "momenten": keten.timeline(detail.keten, today=clock.today(), current=row.id),
        "tonen": 0 < detail.grootte <= SHOWN_AT_MOST,
        "niet_geaccepteerd": row.verdict is Verdict.NIET_GEACCEPTEERD,
        "zendingen": [(one, *words.ZENDING[one.stand]) for one in detail.zendingen],
        "raad": _advice(detail),
        "wachten": [
            (words.WAT[one.wat], words.WIE[one.wie], due(one.uiterlijk, clock.today()))
            for one in detail.wachten
        ],
        "opnieuw": queries.may_resend(detail, day=clock.today()),
        "aanbieder": partij,
    }
    return render(request, "backoffice/bericht.html", context)


@page(Act.BERICHTEN_INLEZEN, methods=("GET", "POST"))
def opnieuw(request: ActorRequest, bericht_id: int) -> HttpResponse:
    """Send a message of ours once more; asks first, because it leaves the house."""
    detail = queries.get_bericht(actor=request.actor, bericht_id=bericht_id)
    partij = names(request.actor.gemeente).get(detail.rij.partij, unknown(detail.rij.partij))
    if not queries.may_resend(detail, day=clock.today()):
        messages.info(request, "Dit bericht hoef je nu niet opnieuw te versturen.")
        return redirect("bericht", bericht_id=bericht_id)
    if request.method != "POST":
        context = {"b": detail, "soort": words.kind(detail.rij.label), "aanbieder": partij}
        return render(request, "backoffice/bericht_opnieuw.html", context)
    resend(actor=request.actor, bericht_id=bericht_id)
    messages.success(request, f"Het bericht staat opnieuw klaar voor {partij}.")
    return redirect("bericht", bericht_id=bericht_id)


@page(Act.BERICHTEN_INZIEN)
def inhoud(request: ActorRequest, bericht_id: int) -> HttpResponse:
    """The message itself; the look is logged. A piece of the page for htmx, else a page of its own."""
    file = queries.get_file(actor=request.actor, bericht_id=bericht_id)
    shown = file.inhoud[:SHOWN_AT_MOST].decode("utf-8", errors="replace")
    template = "backoffice/_inhoud.html" if request.htmx else "backoffice/inhoud.html"
    context = {
        "kruimels": [
            ("Berichten", reverse("berichten")),
            ("Bericht", reverse("bericht", args=[bericht_id])),
            ("Inhoud", ""),
        ],
        "naam": file.naam,
        "inhoud": shown,
        "ingekort": len(file.inhoud) > SHOWN_AT_MOST,
        "bericht_id": bericht_id,
    }
    return render(request, template, context)


@page(Act.BERICHTEN_INZIEN)
def bestand(request: ActorRequest, bericht_id: int) -> HttpResponse:
    """The file byte for byte, to save; the look is logged."""
    file = queries.get_file(actor=request.actor, bericht_id=bericht_id)
    stem = slugify(file.naam.rpartition(".")[0] or file.naam) or f"bericht-{bericht_id}"
    return HttpResponse(
        file.inhoud,
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{stem}.xml"'},
    )


def _list(request: ActorRequest, richting: Richting) -> HttpResponse:
    incoming = richting is Richting.IN
    status, route = _status(request), "berichten" if incoming else "berichten-verstuurd"
    found = queries.berichten(actor=request.actor, richting=richting, status=status, after=row_after(request))
    late = bakken.too_late(request.actor)
    context = {
        "titel": "Berichten van aanbieders" if incoming else "Berichten aan aanbieders",
        "binnen": incoming,
        "kop": [
            "Bericht",
            "Aanbieder",
            *(("Binnen", "Stand", "Ons antwoord") if incoming else ("Gemaakt", "Stand", "Hun antwoord")),
        ],
        "regels": _rows(request.actor.gemeente, found.rows),
        "richtingen": [
            Tab("Ontvangen", reverse("berichten"), incoming),
            Tab("Verstuurd", reverse("berichten-verstuurd"), not incoming),
        ],
        "filters": _filters(route, status, _IN if incoming else _UIT),
        "bladeren": Page(found.rows, next=mark_of(found.next)),
        "tabs": bakken.tabs(bakken.BERICHTEN, te_laat=late),
    }
    return render(request, "backoffice/berichten.html", context)


def _rows(gemeente: str, rows: tuple[BerichtenRow, ...]) -> list[LinkRow]:
    known, today = names(gemeente), clock.today()
    return [
        (
            address("bericht", row.id),
            words.kind(row.label),
            f"{row.label} · {row.identificatie}" if row.identificatie else row.bestandsnaam,
            known.get(row.partij) or unknown(row.partij),
            _moment(timezone.localtime(row.op)),
            _state(row),
            due(row.antwoord_uiterlijk, today).getoond,
        )
        for row in rows
    ]


def _state(row: BerichtenRow) -> str:
    state = badge(*words.STAND[row.status])
    return format_html('<div>{}<p class="kt-meta">{}</p></div>', state, row.reden) if row.reden else state


def _moment(value: datetime) -> str:
    return f"{dutch.day_short(value)}, {value.hour}.{value.minute:02}"


def names(gemeente: str) -> dict[str, str]:
    """The providers of a municipality, by AGB code."""
    return {row.agb: row.naam for row in contracts.providers(gemeente=gemeente).values()}


def unknown(agb: str) -> str:
    """What a sender is called that we have no contract with."""
    return f"AGB {agb}" if agb else "Onbekende afzender"


def _status(request: ActorRequest) -> Berichtstatus | None:
    return {status.name.lower(): status for status in Berichtstatus}.get(request.GET.get("stand", ""))


def _filters(
    route: str, status: Berichtstatus | None, choices: tuple[Berichtstatus | None, ...]
) -> list[Tab]:
    url = reverse(route)
    return [
        Tab(
            "Alle" if one is None else words.STAND[one][1],
            url if one is None else f"{url}?stand={one.name.lower()}",
            one is status,
        )
        for one in choices
    ]


def _advice(detail: BerichtDetail) -> str:
    """What to do about a sending that failed; empty when the message arrived or is under way."""
    if detail.rij.status is not _S.NIET_AFGELEVERD:
        return ""
    last = detail.zendingen[0]
    return (
        queries.what_to_do(last.code)
        if last.code
        else "Verstuur het bericht opnieuw als dit niet vanzelf goed komt."
    )


def _title(detail: BerichtDetail, partij: str) -> str:
    row = detail.rij
    if row.verdict is Verdict.NIET_GEACCEPTEERD:
        return "Dit bestand is niet geaccepteerd"
    preposition = "van" if detail.richting is Richting.IN else "aan"
    name = f"{words.kind(row.label)} {preposition} {partij}"
    ending = {
        _S.WACHT_OP_MENS: " wacht op jou",
        _S.GEWEIGERD: " is geweigerd",
        _S.NIET_AFGELEVERD: " kwam niet aan",
    }
    return name + ending.get(row.status, "")


def _facts(detail: BerichtDetail, names: dict[str, str]) -> list[tuple[str, object]]:
    row = detail.rij
    again = [dutch.day_short(moment.date()) for moment in detail.dubbel_ontvangen]
    return [
        ("Soort", f"{row.label} {words.kind(row.label).lower()}" if row.label != "onbekend" else ""),
        ("Van", names.get(detail.afzender, detail.afzender)),
        ("Aan", names.get(detail.ontvanger, detail.ontvanger)),
        ("Kenmerk", row.identificatie),
        ("Gemaakt op", dutch.day_year(row.dagtekening) if row.dagtekening else ""),
        ("Ook ontvangen op", ", ".join(again)),
        ("Bestand", row.bestandsnaam),
        ("Grootte", words.size(detail.grootte)),
        ("Versie", f"i{row.label[:-3].capitalize()} {detail.release}" if detail.release else ""),
    ]


def _allocations(gemeente: str, detail: BerichtDetail) -> list[tuple[int, str]]:
    """The numbers of the allocations with the address of each that we know."""
    wet = WET_OF_LAW.get(detail.rij.label[:-3].lower())
    numbers = detail.toewijzingnummers
    if not numbers and detail.rij.label.endswith(_DECLARATION):
        numbers = declaraties.allocation_numbers(
            gemeente=gemeente, bericht_ids=[row.id for row in detail.keten]
        )
    known = toewijzingen.by_numbers(gemeente=gemeente, wet=wet, nummers=numbers) if wet and numbers else {}
    return [
        (number, reverse("toewijzing", args=[known[number].id]) if number in known else "")
        for number in numbers
    ]
