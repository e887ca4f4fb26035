"""Declarations: the lines that wait for a person, one line beside them, and all declarations."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.backoffice.berichten.codec import eenheden
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import (
    Declaratiestatus,
    Kopcijfers,
    Oorzaak,
    RegelDetail,
    RegelPage,
    RegelRow,
    WachtendeRegel,
    WachtPage,
)
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core import dutch
from keukentafel.core.money import euros
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import bakken, keten, words
from keukentafel.web.backoffice.beoordeling import questions
from keukentafel.web.backoffice.regel import facts_of, headline, note_of
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import id_after, mark_of, row_after
from keukentafel.web.wachttijd import Wachttijd, due

_UITKOMST = {
    Uitkomst.TOEGEKEND: ("goed", "Goedgekeurd"),
    Uitkomst.AFGEWEZEN: ("fout", "Afgekeurd"),
    Uitkomst.VOORGELEGD: ("let-op", "Wacht op jou"),
    Uitkomst.NIET_BEOORDEELD: ("rust", "Niet beoordeeld"),
}


@dataclass(frozen=True, slots=True)
class Regel:
    """A waiting line in the table; `open` is the one that stands beside it."""

    rij: WachtendeRegel
    wanneer: str
    antwoord: Wachttijd
    url: str
    open: bool


@page(Act.DECLARATIE_BEOORDELEN)
def declaraties(request: ActorRequest) -> HttpResponse:
    """The lines that wait for a person, what is due first on top."""
    chosen, after = _cause(request), row_after(request)
    figures = queries.figures(actor=request.actor)
    rows = queries.waiting(actor=request.actor, oorzaak=chosen, after=after)
    late = None if after else bakken.too_late(request.actor)
    counts = dict(figures.per_oorzaak)
    context = {
        "titel": _title(figures),
        "cijfers": figures,
        "vanzelf": _by_itself(figures),
        "telling": counts.get(chosen) if chosen else figures.wacht,
        "filters": _filters(chosen, figures),
        "regels": _lines(rows, chosen, None),
        "eerste": rows.rows[0] if rows.rows and not after else None,
        "niet_gemeld": [] if after else _missing(request),
        "bladeren": Page(rows.rows, next=mark_of(rows.next)),
        "tabs": bakken.tabs(bakken.DECLARATIES, wacht=figures.wacht.aantal, te_laat=late),
    }
    return render(request, "backoffice/declaraties.html", context)


def _missing(request: ActorRequest) -> list[tuple[str, str]]:
    """What was not reported in time, each with the address of its list."""
    url = reverse("berichten-zonder-antwoord")
    counted = toewijzingen.count_missing(actor=request.actor)
    return [
        (
            f"{dutch.plural(count, mist.value, f'{mist.value}s')} niet op tijd gemeld",
            f"{url}?mist={mist.value}",
        )
        for mist, count in counted.items()
        if count
    ]


@page(Act.DECLARATIE_BEOORDELEN)
def regel(request: ActorRequest, regel_id: int) -> HttpResponse:
    """One line beside the list: what is wrong, the figures, the messages, and what one can decide."""
    chosen = _cause(request)
    detail = queries.line_detail(actor=request.actor, regel_id=regel_id)
    rows = queries.waiting(actor=request.actor, oorzaak=chosen, after=row_after(request))
    context = {
        "titel": headline(detail),
        "regel": detail,
        "regels": _lines(rows, chosen, regel_id),
        "filters": _filters(chosen, None),
        "bladeren": Page(rows.rows, next=mark_of(rows.next)),
        "tabs": bakken.tabs(bakken.DECLARATIES),
        **panel(detail, chosen),
    }
    return render(request, "backoffice/declaraties.html", context)


@page(Act.DECLARATIE_BEOORDELEN)
def alle(request: ActorRequest) -> HttpResponse:
    """All declarations, newest first, with what was asked and granted."""
    status = _status(request)
    rows = queries.declaraties(actor=request.actor, status=status, after=id_after(request))
    url = reverse("declaraties-alle")
    choices: list[Declaratiestatus | None] = [None, *Declaratiestatus]
    context = {
        "rijen": [(row, words.month(row.maand), *words.DECLARATIESTAND[row.status]) for row in rows.rows],
        "filters": [
            Tab(
                "Alle" if one is None else words.DECLARATIESTAND[one][1],
                url if one is None else f"{url}?stand={one.name.lower()}",
                one is status,
            )
            for one in choices
            if one is not Declaratiestatus.ONTVANGEN
        ],
        "bladeren": Page(rows.rows, next=mark_of(rows.next)),
        "tabs": bakken.tabs(bakken.DECLARATIES),
    }
    return render(request, "backoffice/declaraties_alle.html", context)


@page(Act.DECLARATIE_BEOORDELEN)
def declaratie(request: ActorRequest, declaratie_id: UUID) -> HttpResponse:
    """One declaration with its lines in the order of the message."""
    row = queries.get_declaratie(actor=request.actor, declaratie_id=declaratie_id)
    refused = request.GET.get("toon") == "afgekeurd"
    lines = queries.lines(
        actor=request.actor,
        declaratie_id=declaratie_id,
        uitkomst=Uitkomst.AFGEWEZEN if refused else None,
        after=row_after(request),
    )
    context = {
        "d": row,
        "buiten_zicht": queries.out_of_sight(actor=request.actor, declaratie_id=declaratie_id)
        if row.wacht
        else 0,
        "kruimels": [
            ("Backoffice", reverse("declaraties")),
            ("Alle declaraties", reverse("declaraties-alle")),
            (row.declaratienummer, ""),
        ],
        "maand": words.month(row.maand),
        "stand": words.DECLARATIESTAND[row.status],
        "antwoord": due(None if row.beantwoord_op else row.antwoord_uiterlijk, clock.today()),
        "regels": _table(lines),
        "afgekeurd": refused,
        "bladeren": Page(lines.rows, next=mark_of(lines.next)),
    }
    return render(request, "backoffice/declaratie.html", context)


def _table(page: RegelPage) -> list[tuple[RegelRow, str, str, str, str]]:
    """Lines with their period and amount in words, and the tone and word of their outcome."""
    return [
        (row, words.stretch(row.periode), eenheden.amount(row.volume, row.eenheid), *_UITKOMST[row.uitkomst])
        for row in page.rows
    ]


def panel(detail: RegelDetail, chosen: Oorzaak | None) -> dict[str, object]:
    """The context of the side panel and the questions of one line."""
    return {
        "oordeel": note_of(detail),
        "feiten": facts_of(detail),
        "momenten": keten.timeline(detail.keten, today=clock.today()),
        "vragen": questions(detail, chosen) if detail.wacht else {},
        "laatste": detail.oordelen[-1] if detail.oordelen and not detail.wacht else None,
        "maand": words.stretch(detail.periode),
    }


def _cause(request: ActorRequest) -> Oorzaak | None:
    asked = request.GET.get("oorzaak", "")
    return Oorzaak(asked) if asked in set(Oorzaak) else None


def _status(request: ActorRequest) -> Declaratiestatus | None:
    names = {status.name.lower(): status for status in Declaratiestatus}
    return names.get(request.GET.get("stand", ""))


def _title(figures: Kopcijfers) -> str:
    count = figures.wacht.aantal
    if count == 0:
        return "Er wacht geen declaratie op jou"
    return f"{dutch.plural(count, 'declaratie wacht', 'declaraties wachten')} op jou"


def _by_itself(figures: Kopcijfers) -> str:
    done = figures.vanzelf_goedgekeurd
    if not done.aantal:
        return ""
    lines = dutch.plural(done.aantal, "regel is", "regels zijn")
    return f"{lines} vandaag vanzelf goedgekeurd · {euros(done.bedrag)}"


def _filters(chosen: Oorzaak | None, figures: Kopcijfers | None) -> list[Tab]:
    url = reverse("declaraties")
    counts = dict(figures.per_oorzaak) if figures else {}
    causes = [one for one in Oorzaak if figures is None or one in counts or one is chosen]
    total = f" {figures.wacht.aantal}" if figures else ""
    tabs = [Tab(f"Alle{total}", url, chosen is None)]
    for one in causes:
        count = f" {counts[one].aantal}" if one in counts else ""
        tabs.append(Tab(f"{one.value.capitalize()}{count}", f"{url}?oorzaak={one.value}", one is chosen))
    return tabs


def _lines(rows: WachtPage, chosen: Oorzaak | None, opened: int | None) -> list[Regel]:
    query = f"?oorzaak={chosen.value}" if chosen else ""
    today = clock.today()
    return [
        Regel(
            row,
            words.stretch(row.periode, today.year),
            due(row.antwoord_uiterlijk, today),
            f"{reverse('declaratie-regel', args=[row.id])}{query}",
            row.id == opened,
        )
        for row in rows.rows
    ]
