"""Requests of providers: the list with what waits longest on top, one request, and the answers to it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.verzoeken import operations, queries
from keukentafel.backoffice.verzoeken.domain import (
    AntwoordRow,
    Antwoordstatus,
    Regelsoort,
    VerzoekDetail,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import bakken, words
from keukentafel.web.backoffice.verzoekvraag import (
    AFWIJZEN,
    ONDERZOEKEN,
    TOEWIJZEN,
    AfwijzenForm,
    question,
    questions,
)
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.errors import done, told
from keukentafel.web.marks import id_after, mark_of
from keukentafel.web.wachttijd import due

_STAND = {
    Verzoekstatus.ONTVANGEN: ("let-op", "Nieuw"),
    Verzoekstatus.IN_ONDERZOEK: ("rust", "In onderzoek"),
    Verzoekstatus.TOEGEWEZEN: ("goed", "Toegewezen"),
    Verzoekstatus.AFGEWEZEN: ("fout", "Afgewezen"),
}
_ANTWOORDSTAND = {
    Antwoordstatus.VERSTUURD: ("rust", "Verstuurd"),
    Antwoordstatus.BEVESTIGD: ("goed", "Bevestigd"),
    Antwoordstatus.AFGEWEZEN: ("fout", "Niet verwerkt"),
}
_SOORT = {Verzoeksoort.TOEWIJZING: "Verzoek om toewijzing", Verzoeksoort.WIJZIGING: "Verzoek om wijziging"}
_REGEL = {
    Regelsoort.AANGEVRAAGD: "Gevraagd",
    Regelsoort.ONGEWIJZIGD: "Blijft zoals het is",
    Regelsoort.TE_WIJZIGEN: "Verandert",
    Regelsoort.NIEUW: "Komt erbij",
}


@page(Act.BERICHTEN_INZIEN)
def verzoeken(request: ActorRequest) -> HttpResponse:
    """Requests that wait, the nearest last day on top; or those in one state. No person stands in the list."""
    status = {one.name.lower(): one for one in Verzoekstatus}.get(request.GET.get("stand", ""))
    found = queries.page(actor=request.actor, status=status, after=id_after(request))
    today = clock.today()
    context = {
        "regels": [
            (row, _SOORT[row.soort], _STAND[row.status], due(row.uiterlijk, today)) for row in found.rows
        ],
        "filters": _filters(status),
        "bladeren": Page(found.rows, next=mark_of(found.next)),
        "tabs": bakken.tabs(
            bakken.VERZOEKEN,
            te_laat=bakken.too_late(request.actor),
            verzoeken=queries.open_count(actor=request.actor),
        ),
    }
    return render(request, "backoffice/verzoeken.html", context)


@page(Act.BERICHTEN_INZIEN)
def verzoek(request: ActorRequest, verzoek_id: UUID) -> HttpResponse:
    """One request; the look at its person is logged by the fetch."""
    detail = queries.get_verzoek(actor=request.actor, verzoek_id=verzoek_id)
    row = detail.row
    context = {
        "v": row,
        "kruimels": [("Verzoeken", reverse("verzoeken")), (row.referentieaanbieder, "")],
        "titel": f"{row.aanbiedernaam} vraagt {row.hulp}",
        "stand": _STAND[row.status],
        "wacht": due(row.uiterlijk, clock.today()),
        "uiterlijk": dutch.day_year(row.uiterlijk) if row.uiterlijk else "",
        "feiten": _facts(detail),
        "regels": [
            (line, _REGEL[line.soort], words.span(line.ingangsdatum, line.einddatum))
            for line in detail.regels
        ],
        "antwoorden": [
            (answer, _told(answer), _ANTWOORDSTAND[answer.status]) for answer in detail.antwoorden
        ],
        "uit_bericht": detail.uit_bericht,
        "vragen": questions(detail),
    }
    return render(request, "backoffice/verzoek.html", context)


@page(Act.TOEWIJZING_VERSTUREN, methods=("GET", "POST"))
def toewijzen(request: ActorRequest, verzoek_id: UUID) -> HttpResponse:
    """Grant a request as it was asked; asks first, because it leaves the house."""
    return _answer(request, verzoek_id, TOEWIJZEN, operations.honour, "De toewijzing (301) staat klaar")


@page(Act.TOEWIJZING_VERSTUREN, methods=("GET", "POST"))
def onderzoeken(request: ActorRequest, verzoek_id: UUID) -> HttpResponse:
    """Tell the provider that it is looked into; asks first, because it leaves the house."""
    return _answer(request, verzoek_id, ONDERZOEKEN, operations.investigate, "Het bericht (319) staat klaar")


def _answer(
    request: ActorRequest, verzoek_id: UUID, which: str, act: Callable[..., object], words_: str
) -> HttpResponse:
    detail = queries.get_verzoek(actor=request.actor, verzoek_id=verzoek_id)
    if request.method != "POST":
        return _ask(request, detail, which)
    told(
        request,
        lambda: act(actor=request.actor, verzoek_id=verzoek_id),
        f"{words_} voor {detail.row.aanbiedernaam}.",
    )
    return redirect("verzoek", verzoek_id=verzoek_id)


@page(Act.TOEWIJZING_VERSTUREN, methods=("GET", "POST"))
def afwijzen(request: ActorRequest, verzoek_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    detail = queries.get_verzoek(actor=request.actor, verzoek_id=verzoek_id)
    if request.method != "POST":
        return _ask(request, detail, AFWIJZEN)
    form = AfwijzenForm(request.POST, detail=detail)
    if not form.is_valid() or not done(
        form,
        lambda: operations.refuse(
            actor=request.actor,
            verzoek_id=verzoek_id,
            reden=form.cleaned_data["reden"],
            woonplaats=form.cleaned_data.get("woonplaats", "").strip(),
        ),
    ):
        return _ask(request, detail, AFWIJZEN, form)
    told(request, lambda: None, f"Het bericht (319) staat klaar voor {detail.row.aanbiedernaam}.")
    return redirect("verzoek", verzoek_id=verzoek_id)


def _ask(
    request: ActorRequest, detail: VerzoekDetail, which: str, form: AfwijzenForm | None = None
) -> HttpResponse:
    if form is None and which not in {one.id for one in questions(detail)}:
        return redirect("verzoek", verzoek_id=detail.row.id)
    context = {
        "v": detail.row,
        "vraag": question(detail, which, form),
        "terug": reverse("verzoek", args=[detail.row.id]),
    }
    return render(request, "backoffice/verzoek_vraag.html", context, status=422 if form else 200)


def _facts(detail: VerzoekDetail) -> list[tuple[str, object]]:
    row = detail.row
    custody = {True: "Bekend bij de aanbieder", False: "Niet bekend bij de aanbieder"}
    rows: list[tuple[str, object]] = [
        ("Soort", _SOORT[row.soort]),
        ("Wet", words.WET[row.wet]),
        ("Kenmerk", row.referentieaanbieder),
        ("Gedateerd op", dutch.day_year(row.dagtekening)),
        ("Ontvangen op", dutch.day_year(row.ontvangen_op)),
        ("Verwezen door", _referred(detail)),
        (
            "Reden",
            CODELISTS["WJ758"].meaning(detail.reden_verzoek).capitalize() if detail.reden_verzoek else "",
        ),
        ("Gezagsdrager", "" if detail.gezagsdrager_bekend is None else custody[detail.gezagsdrager_bekend]),
        ("Opmerking", detail.commentaar),
    ]
    return [(term, value) for term, value in rows if value]


def _referred(detail: VerzoekDetail) -> str:
    by = detail.verwijzing
    if by is None:
        return ""
    who = CODELISTS["COD327"].meaning(by.type).capitalize()
    named = by.naam or (f"AGB {by.agb}" if by.agb else "")
    decision = f"besluit {by.beschikkingnummer}" if by.beschikkingnummer else ""
    return ", ".join(part for part in (who, named, decision) if part)


def _told(answer: AntwoordRow) -> str:
    if not answer.reden:
        return "In onderzoek"
    text = f"Afgewezen: {CODELISTS['WJ759'].meaning(answer.reden)}"
    return f"{text}, gemeente {answer.woonplaats}" if answer.woonplaats else text


def _filters(status: Verzoekstatus | None) -> list[Tab]:
    url = reverse("verzoeken")
    choices: list[Verzoekstatus | None] = [None, *Verzoekstatus]
    return [
        Tab(
            "Wacht op ons" if one is None else _STAND[one][1],
            url if one is None else f"{url}?stand={one.name.lower()}",
            one is status,
        )
        for one in choices
    ]
