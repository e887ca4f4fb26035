"""Allocations: the list, and one with its term, its money and its messages."""

from uuid import UUID

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.berichten import queries as messages
from keukentafel.backoffice.contracts.domain import LAW_OF_WET
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Grondsoort,
    Hulpstand,
    Mist,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.operations import send_again
from keukentafel.core import dutch
from keukentafel.core.errors import NotAllowed, NotFound, Refusal
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import bakken, keten, words
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import id_after, mark_of, row_after

_GROND = {
    Grondsoort.BESLUIT: "Besluit",
    Grondsoort.VERWIJZING: "Verwijzing",
    Grondsoort.RECHTER: "Uitspraak van de rechter",
}
_RUNNING = {"gestopt": False, "alle": None}


@page(Act.BERICHTEN_INZIEN)
def toewijzingen(request: ActorRequest) -> HttpResponse:
    """Allocations, the latest first day on top; no person stands in the list."""
    stand = request.GET.get("stand", "")
    status = {one.name.lower(): one for one in Toewijzingstatus}.get(stand)
    mist = {f"zonder-{one.value}": one for one in Mist}.get(stand)
    after = id_after(request)
    found = queries.page(actor=request.actor, status=status, mist=mist, after=after)
    late = None if after else bakken.too_late(request.actor)
    context = {
        "regels": [
            (row, _state(row), words.span(row.ingangsdatum, row.einddatum), words.HULPSTAND[row.hulp.stand])
            for row in found.rows
        ],
        "filters": _filters(status, mist),
        "bladeren": Page(found.rows, next=mark_of(found.next)),
        "tabs": bakken.tabs(bakken.TOEWIJZINGEN, te_laat=late),
    }
    return render(request, "backoffice/toewijzingen.html", context)


@page(Act.BERICHTEN_INZIEN)
def taakhulp(request: ActorRequest) -> HttpResponse:
    """Help that began without an allocation, the latest first day on top; no person stands in the list."""
    loopt = _RUNNING.get(request.GET.get("stand", ""), True)
    found = queries.without_allocation(actor=request.actor, loopt=loopt, after=row_after(request))
    url = reverse("taakhulp")
    context = {
        "kruimels": [("Toewijzingen", reverse("toewijzingen")), ("Hulp zonder toewijzing", "")],
        "regels": [(row, words.HULPSTAND[row.hulp.stand]) for row in found.rows],
        "filters": [
            Tab("Loopt nu", url, loopt is True),
            Tab("Gestopt", f"{url}?stand=gestopt", loopt is False),
            Tab("Alle", f"{url}?stand=alle", loopt is None),
        ],
        "bladeren": Page(found.rows, next=mark_of(found.next)),
    }
    return render(request, "backoffice/taakhulp.html", context)


@page(Act.BERICHTEN_INZIEN)
def toewijzing(request: ActorRequest, toewijzing_id: UUID) -> HttpResponse:
    """One allocation; the look at its person is logged by the fetch."""
    row = queries.get_toewijzing(actor=request.actor, toewijzing_id=toewijzing_id)
    gemeente = request.actor.gemeente
    committed = queries.committed_by_toewijzing(gemeente=gemeente, toewijzing_ids=[row.id]).get(row.id, 0)
    approved = declaraties.approved_by_toewijzing(gemeente=gemeente, toewijzing_ids=[row.id]).get(row.id, 0)
    lines = declaraties.lines_by_bericht(gemeente=gemeente, toewijzing_ids=[row.id]).get(row.id, {})
    chain = messages.chain(
        gemeente=gemeente,
        wet=LAW_OF_WET[row.wet],
        toewijzingnummer=row.toewijzingnummer,
        declaraties=lines,
    )
    context = {
        "t": row,
        "kruimels": [("Toewijzingen", reverse("toewijzingen")), (f"T-{row.toewijzingnummer}", "")],
        "titel": _title(row),
        "stand": _state(row),
        "feiten": _facts(row),
        "verplicht": committed,
        "goedgekeurd": approved,
        "momenten": keten.timeline(chain, today=clock.today(), regels=lines),
        "opnieuw": row.status is Toewijzingstatus.AFGEWEZEN and not row.verwijderd,
    }
    return render(request, "backoffice/toewijzing.html", context)


@page(Act.TOEWIJZING_VERSTUREN, methods=("GET", "POST"))
def opnieuw(request: ActorRequest, toewijzing_id: UUID) -> HttpResponse:
    """Send an allocation again that the provider refused; asks first, because it leaves the house."""
    row = queries.get_toewijzing(actor=request.actor, toewijzing_id=toewijzing_id)
    if request.method != "POST":
        return render(request, "backoffice/opnieuw.html", {"t": row})
    try:
        send_again(actor=request.actor, toewijzing_id=toewijzing_id)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        told.warning(request, str(refusal))
    else:
        told.success(request, f"Toewijzing T-{row.toewijzingnummer} staat klaar voor {row.aanbiedernaam}.")
    return redirect("toewijzing", toewijzing_id=toewijzing_id)


def _state(row: ToewijzingRow) -> tuple[str, str]:
    return ("rust", "Ingetrokken") if row.verwijderd else words.TOEWIJZINGSTAND[row.status]


def _title(row: ToewijzingRow) -> str:
    subject = f"{row.productnaam} door {row.aanbiedernaam}"
    if row.verwijderd:
        return f"{subject} is ingetrokken"
    if row.status is Toewijzingstatus.AFGEWEZEN:
        return f"{row.aanbiedernaam} wees deze toewijzing af"
    if row.begindatum is None and row.ingangsdatum <= clock.today():
        return f"{subject} is nog niet gestart"
    if row.hulp.stand in (Hulpstand.GESTOPT, Hulpstand.TIJDELIJK_GESTOPT):
        return f"{subject} is {row.hulp.stand.value}"
    return subject


def _facts(row: ToewijzingRow) -> list[tuple[str, object]]:
    ground = f"{_GROND[row.grond.soort]} {row.grond.nummer}"
    when = f" van {dutch.day_year(row.grond.datum)}" if row.grond.datum else ""
    return [
        ("Toewijzing", f"T-{row.toewijzingnummer}"),
        ("Hulp", row.productnaam),
        ("Omvang", row.hoeveel),
        ("Periode", words.span(row.ingangsdatum, row.einddatum)),
        ("Wet", words.WET[row.wet]),
        ("Product", _product(row)),
        ("Op grond van", ground + when),
        (
            "Verstuurd op",
            dutch.day_year(row.toewijzingsdatum) if row.toewijzingsdatum else "Nog niet verstuurd",
        ),
        ("Hulp gestart op", dutch.day_year(row.begindatum) if row.begindatum else "Nog niet gemeld"),
        *_ended(row),
    ]


def _product(row: ToewijzingRow) -> str:
    if not row.productcategorie:
        return "geen, het budget telt"
    code = f"code {row.productcode}" if row.productcode else "alle producten"
    return f"categorie {row.productcategorie}, {code}"


def _ended(row: ToewijzingRow) -> list[tuple[str, object]]:
    if row.gestopt_op is None:
        return []
    stop = "Tijdelijk gestopt op" if row.hulp.stand is Hulpstand.TIJDELIJK_GESTOPT else "Hulp gestopt op"
    return [
        (stop, dutch.day_year(row.gestopt_op)),
        ("Reden", queries.reason_of_end(row.wet, row.reden_beeindiging).capitalize()),
    ]


def _filters(status: Toewijzingstatus | None, mist: Mist | None) -> list[Tab]:
    url = reverse("toewijzingen")
    return [
        Tab("Alle", url, status is None and mist is None),
        *(
            Tab(words.TOEWIJZINGSTAND[one][1], f"{url}?stand={one.name.lower()}", one is status)
            for one in Toewijzingstatus
        ),
        *(Tab(f"Zonder {one.value}", f"{url}?stand=zonder-{one.value}", one is mist) for one in Mist),
    ]
