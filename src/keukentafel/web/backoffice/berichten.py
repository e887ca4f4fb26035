"""Messages: received, sent, without an answer, and one message with its verdict, its chain and its file."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.domain import (
    TERMIJNEN,
    BerichtDetail,
    BerichtenRow,
    Berichtstatus,
    Richting,
    Verdict,
    WachtRow,
)
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.declaraties.domain import WET_OF_LAW
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import bakken, keten, words
from keukentafel.web.backoffice.inhoud import summary
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import mark_of, row_after

SHOWN_AT_MOST = 200_000
_S = Berichtstatus
_IN = (None, _S.WACHT_OP_MENS, _S.BEANTWOORD, _S.GEWEIGERD, _S.NIET_GEACCEPTEERD)
_UIT = (None, _S.KLAAR, _S.VERSTUURD, _S.BEANTWOORD)
_MARK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,17})")


@dataclass(frozen=True, slots=True)
class Regel:
    """A message as a line of the table."""

    rij: BerichtenRow
    soort: str
    partij: str
    stand: tuple[str, str]
    antwoord: words.Wachttijd


@dataclass(frozen=True, slots=True)
class Wachter:
    """A message without its answer, as a line of the table; `ons` when we owe the answer."""

    rij: WachtRow
    soort: str
    partij: str
    ons: bool
    antwoord: words.Wachttijd


@page(Act.BERICHTEN_INZIEN)
def ontvangen(request: ActorRequest) -> HttpResponse:
    """The messages that came in, newest first."""
    return _list(request, Richting.IN)


@page(Act.BERICHTEN_INZIEN)
def verstuurd(request: ActorRequest) -> HttpResponse:
    """The messages that went out, newest first."""
    return _list(request, Richting.UIT)


@page(Act.BERICHTEN_INZIEN)
def zonder_antwoord(request: ActorRequest) -> HttpResponse:
    """The messages that wait for their answer, what is due first on top."""
    sides = {"wij": Richting.IN, "zij": Richting.UIT}
    side = sides.get(request.GET.get("wie", ""))
    rows = queries.waiting(actor=request.actor, richting=side, after=_mark(request), limit=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    late = queries.overdue(actor=request.actor, day=clock.today())
    more = len(rows) > queries.PAGE
    context = {
        "titel": _late_title(late),
        "regels": _waiters(request.actor.gemeente, shown),
        "filters": _sides(side),
        "termijnen": [term for term in TERMIJNEN if term.vanaf <= clock.today()],
        "bladeren": Page(shown, next=f"{shown[-1].antwoord_uiterlijk}.{shown[-1].id}" if more else None),
        "tabs": bakken.tabs(bakken.ZONDER, te_laat=late),
    }
    return render(request, "backoffice/zonder_antwoord.html", context)


@page(Act.BERICHTEN_INZIEN)
def bericht(request: ActorRequest, bericht_id: int) -> HttpResponse:
    """One message: what it says, what we found, and the messages around it."""
    detail = queries.get_bericht(actor=request.actor, bericht_id=bericht_id)
    names = _names(request.actor.gemeente) | {
        request.actor.gemeente: f"Gemeente {request.actor.gemeentenaam}"
    }
    row = detail.rij
    partij = names.get(row.partij, _unknown(row.partij))
    context = {
        "b": detail,
        "kruimels": [("Berichten", reverse("berichten")), (words.kind(row.label), "")],
        "titel": _title(detail, partij),
        "soort": words.kind(row.label),
        "stand": words.STAND[row.status],
        "feiten": _facts(detail, names),
        "inhoud": summary(gemeente=request.actor.gemeente, detail=detail),
        "toewijzingen": _allocations(request.actor.gemeente, detail),
        "momenten": keten.timeline(detail.keten, today=clock.today(), current=row.id),
        "tonen": 0 < detail.grootte <= SHOWN_AT_MOST,
        "niet_geaccepteerd": row.verdict is Verdict.NIET_GEACCEPTEERD,
    }
    return render(request, "backoffice/bericht.html", context)


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
    late = queries.overdue(actor=request.actor, day=clock.today())
    context = {
        "titel": "Berichten van aanbieders" if incoming else "Berichten aan aanbieders",
        "binnen": incoming,
        "regels": _rows(request.actor.gemeente, found.rows),
        "richtingen": [
            Tab("Ontvangen", reverse("berichten"), incoming),
            Tab("Verstuurd", reverse("berichten-verstuurd"), not incoming),
        ],
        "filters": _filters(route, status, _IN if incoming else _UIT),
        "bladeren": Page(found.rows, next=mark_of(found.next)),
        "tabs": bakken.tabs(bakken.BERICHTEN, te_laat=late),
        "te_laat": late,
    }
    return render(request, "backoffice/berichten.html", context)


def _rows(gemeente: str, rows: tuple[BerichtenRow, ...]) -> list[Regel]:
    names, today = _names(gemeente), clock.today()
    return [
        Regel(
            row,
            words.kind(row.label),
            names.get(row.partij, _unknown(row.partij)),
            words.STAND[row.status],
            words.due(row.antwoord_uiterlijk if row.status in _OPEN else None, today),
        )
        for row in rows
    ]


def _waiters(gemeente: str, rows: tuple[WachtRow, ...]) -> list[Wachter]:
    names, today = _names(gemeente), clock.today()
    ours = {_S.ONTVANGEN, _S.WACHT_OP_MENS}
    return [
        Wachter(
            row,
            words.kind(row.label),
            names.get(row.partij, _unknown(row.partij)),
            row.status in ours,
            words.due(row.antwoord_uiterlijk, today),
        )
        for row in rows
    ]


_OPEN = frozenset({_S.KLAAR, _S.VERSTUURD, _S.ONTVANGEN, _S.WACHT_OP_MENS})


def _names(gemeente: str) -> dict[str, str]:
    return {row.agb: row.naam for row in contracts.providers(gemeente=gemeente).values()}


def _unknown(agb: str) -> str:
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


def _sides(side: Richting | None) -> list[Tab]:
    url = reverse("berichten-zonder-antwoord")
    return [
        Tab("Alle", url, side is None),
        Tab("Wij moeten antwoorden", f"{url}?wie=wij", side is Richting.IN),
        Tab("De aanbieder moet antwoorden", f"{url}?wie=zij", side is Richting.UIT),
    ]


def _mark(request: ActorRequest) -> tuple[date, int] | None:
    found = _MARK.fullmatch(request.GET.get("na", ""))
    try:
        return (date.fromisoformat(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _late_title(late: int) -> str:
    if late == 0:
        return "Geen antwoord is te laat"
    return f"{dutch.plural(late, 'antwoord is', 'antwoorden zijn')} te laat"


def _title(detail: BerichtDetail, partij: str) -> str:
    row = detail.rij
    if row.verdict is Verdict.NIET_GEACCEPTEERD:
        return "Dit bestand is niet geaccepteerd"
    preposition = "van" if detail.richting is Richting.IN else "aan"
    name = f"{words.kind(row.label)} {preposition} {partij}"
    ending = {_S.WACHT_OP_MENS: " wacht op jou", _S.GEWEIGERD: " is geweigerd"}
    return name + ending.get(row.status, "")


def _facts(detail: BerichtDetail, names: dict[str, str]) -> list[tuple[str, object]]:
    row = detail.rij
    due = row.antwoord_uiterlijk
    again = [dutch.day_short(moment.date()) for moment in detail.dubbel_ontvangen]
    return [
        ("Soort", f"{row.label} {words.kind(row.label).lower()}" if row.label != "onbekend" else ""),
        ("Van", names.get(detail.afzender, detail.afzender)),
        ("Aan", names.get(detail.ontvanger, detail.ontvanger)),
        ("Kenmerk", row.identificatie),
        ("Gemaakt op", dutch.day_year(row.dagtekening) if row.dagtekening else ""),
        ("Antwoord uiterlijk", dutch.day_year(due) if due else ""),
        ("Ook ontvangen op", ", ".join(again)),
        ("Bestand", row.bestandsnaam),
        ("Grootte", words.size(detail.grootte)),
        ("Versie", f"i{row.label[:-3].capitalize()} {detail.release}" if detail.release else ""),
    ]


def _allocations(gemeente: str, detail: BerichtDetail) -> list[tuple[int, str]]:
    """The numbers of the allocations with the address of each that we know."""
    wet = WET_OF_LAW.get(detail.rij.label[:-3].lower())
    numbers = detail.toewijzingnummers
    known = toewijzingen.by_numbers(gemeente=gemeente, wet=wet, nummers=numbers) if wet and numbers else {}
    return [
        (number, reverse("toewijzing", args=[known[number].id]) if number in known else "")
        for number in numbers
    ]
