"""The plan on the ladder: results as rows, rungs as columns, lighter before heavier."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow, Wet
from keukentafel.casework.domain.arrangement import (
    ArrangementPage,
    ArrangementStatus,
    OplossingRow,
    OplossingStatus,
    OverslagRow,
    ResultaatRow,
)
from keukentafel.casework.domain.reference import KOLOMMEN, Kolom, TredeRow
from keukentafel.casework.operations import arrangement as acts
from keukentafel.casework.queries import arrangement as queries
from keukentafel.casework.queries.reference import treden
from keukentafel.core import dutch
from keukentafel.core.errors import NotFound, Refusal
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.socialmap import queries as socialmap
from keukentafel.socialmap.domain import VermeldingRow
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.dossier import crumbs
from keukentafel.web.casework.fields import version_of
from keukentafel.web.casework.plan_form import (
    AkkoordForm,
    HulpcontactForm,
    OplossingForm,
    RedenForm,
    ResultaatForm,
)
from keukentafel.web.design.listing import Rung
from keukentafel.web.errors import done, told

LICHTE_HULP = "lichte hulp"
TREDEN = [
    Rung("Eigen kracht", "wat ik zelf doe"),
    Rung("Netwerk", "wie om mij heen staan"),
    Rung("Algemeen", "wat er voor iedereen is, en lichte hulp van het team"),
    Rung("Individueel", "hulp op maat, met een verwijzing of besluit"),
]


@dataclass(frozen=True, slots=True)
class Cel:
    """One result on one column: its solutions, or why it is empty."""

    nummer: int
    kolom: Kolom
    naam: str
    oplossingen: tuple[OplossingRow, ...]
    overslag: OverslagRow | None
    reden_nodig: bool
    form: RedenForm


@dataclass(frozen=True, slots=True)
class Rij:
    """One result with its four cells."""

    resultaat: ResultaatRow
    cellen: tuple[Cel, ...]
    akkoord: AkkoordForm
    glyph: list[int]


@page(Act.ARRANGEMENT_MAKEN)
def plan(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """The whole arrangement."""
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    return _page(request, shown, ResultaatForm())


@page(Act.ARRANGEMENT_MAKEN, methods=("POST",))
def resultaat(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Add a result in the resident's words."""
    form = ResultaatForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: acts.add_resultaat(
            actor=request.actor,
            onderzoek_id=onderzoek_id,
            tekst=form.cleaned_data["tekst"],
            reden_spoed=form.cleaned_data["reden_spoed"],
        ),
    ):
        return redirect("plan", onderzoek_id=onderzoek_id)
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    return _page(request, shown, form, status=422)


@page(Act.ARRANGEMENT_MAKEN, methods=("GET", "POST"))
def oplossing(request: ActorRequest, onderzoek_id: UUID, resultaat_id: UUID) -> HttpResponse:
    """Add a solution under a result; what the town offers stands beside it."""
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    result = _result(shown, resultaat_id)
    rungs, entries, products = _offers(request, result.tekst)
    initial = {"trede": request.GET.get("trede", ""), "kaart": request.GET.get("kaart", "")}
    form = OplossingForm(
        request.POST or None, treden=rungs, kaart=entries, producten=products, initial=initial
    )
    if form.is_valid() and done(
        form,
        lambda: acts.add_oplossing(
            actor=request.actor, resultaat_id=resultaat_id, oplossing=form.to_oplossing()
        ),
    ):
        messages.success(request, "Oplossing staat in het plan.")
        return redirect("plan", onderzoek_id=onderzoek_id)
    return _solution_page(request, shown, result, form, entries, "Oplossing toevoegen")


@page(Act.ARRANGEMENT_MAKEN, methods=("GET", "POST"))
def oplossing_wijzigen(request: ActorRequest, onderzoek_id: UUID, oplossing_id: UUID) -> HttpResponse:
    """Change a solution."""
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    result, row = _solution(shown, oplossing_id)
    rungs, entries, products = _offers(request, result.tekst)
    form = OplossingForm(
        request.POST or None,
        treden=rungs,
        kaart=entries,
        producten=products,
        initial=OplossingForm.initial_of(row),
    )
    version = version_of(request.POST.get("versie", ""), shown.versie)
    if form.is_valid() and done(
        form,
        lambda: acts.change_oplossing(
            actor=request.actor, oplossing_id=oplossing_id, versie=version, oplossing=form.to_oplossing()
        ),
    ):
        messages.success(request, "Oplossing bewaard.")
        return redirect("plan", onderzoek_id=onderzoek_id)
    return _solution_page(request, shown, result, form, entries, "Oplossing aanpassen")


@page(Act.ARRANGEMENT_MAKEN, methods=("POST",))
def reden(request: ActorRequest, onderzoek_id: UUID, resultaat_id: UUID, kolom: str) -> HttpResponse:
    """Say why a lighter rung stays empty."""
    form = RedenForm(request.POST)
    result = _result(queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id), resultaat_id)

    def act() -> None:
        if not form.is_valid() or kolom not in {value.value for value in KOLOMMEN}:
            raise Refusal("Kies een reden. Eén is genoeg.")
        acts.explain_skip(
            actor=request.actor,
            resultaat_id=result.id,
            kolom=Kolom(kolom),
            reden=form.chosen(),
            toelichting=form.cleaned_data["toelichting"],
        )

    return _told(request, onderzoek_id, act, "Reden bewaard.")


@page(Act.ARRANGEMENT_MAKEN, methods=("POST",))
def akkoord(request: ActorRequest, onderzoek_id: UUID, resultaat_id: UUID) -> HttpResponse:
    """Record whether the resident agrees."""
    form = AkkoordForm(request.POST)
    result = _result(queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id), resultaat_id)

    def act() -> None:
        if not form.is_valid():
            raise Refusal("Kies eens of niet eens.")
        acts.set_akkoord(
            actor=request.actor,
            resultaat_id=result.id,
            akkoord=form.chosen(),
            opmerking=form.cleaned_data["opmerking"],
        )

    return _told(request, onderzoek_id, act, "Bewaard.")


@page(Act.ARRANGEMENT_MAKEN, methods=("POST",))
def oplossing_status(request: ActorRequest, onderzoek_id: UUID, oplossing_id: UUID) -> HttpResponse:
    """Begin, finish or stop a solution."""
    wanted = request.POST.get("status", "")
    _, row = _solution(queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id), oplossing_id)

    def act() -> None:
        if wanted not in {status.value for status in OplossingStatus}:
            raise Refusal("Kies eerst wat er met deze oplossing gebeurt.")
        acts.set_oplossing_status(actor=request.actor, oplossing_id=row.id, status=OplossingStatus(wanted))

    return _told(request, onderzoek_id, act, f"Staat nu op: {wanted}.")


@page(Act.ARRANGEMENT_MAKEN, methods=("POST",))
def delen(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """Share the plan with the resident; refused while a reason or a date is missing."""
    return _told(
        request,
        onderzoek_id,
        lambda: acts.share_arrangement(actor=request.actor, onderzoek_id=onderzoek_id),
        "Het plan is gedeeld. De inwoner kan het lezen en reageren.",
    )


@page(Act.ARRANGEMENT_MAKEN, methods=("GET", "POST"))
def afsluiten(request: ActorRequest, onderzoek_id: UUID) -> HttpResponse:
    """The question before the plan is closed, and the act; refused while nobody asked whether the resident agrees."""
    if request.method == "POST":
        return _told(
            request,
            onderzoek_id,
            lambda: acts.close_arrangement(actor=request.actor, onderzoek_id=onderzoek_id),
            "Het plan is afgesloten. Hulp die loopt, gaat door.",
        )
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    context = {"a": shown, "terug": _url(shown), "crumbs": _crumbs(shown, "Afsluiten")}
    return render(request, "casework/plan_afsluiten.html", context)


@page(Act.LICHTE_HULP_GEVEN, methods=("GET", "POST"))
def hulp(request: ActorRequest, onderzoek_id: UUID, oplossing_id: UUID) -> HttpResponse:
    """Light help by the team: what was done, and one contact more."""
    shown = queries.get_arrangement(actor=request.actor, onderzoek_id=onderzoek_id)
    result, row = _solution(shown, oplossing_id)
    form = HulpcontactForm(request.POST or None, initial={"datum": clock.today()})
    if form.is_valid() and done(
        form,
        lambda: acts.record_hulpcontact(
            actor=request.actor,
            oplossing_id=oplossing_id,
            datum=form.day(),
            minuten=form.cleaned_data["minuten"],
            soort=form.soort_of(),
            notitie=form.cleaned_data["notitie"],
        ),
    ):
        messages.success(request, "Contact opgeschreven. Dit telt mee als lichte hulp.")
        return redirect("hulp", onderzoek_id=onderzoek_id, oplossing_id=oplossing_id)
    context = {
        "a": shown,
        "r": result,
        "o": row,
        "form": form,
        "contacten": queries.hulpcontacten(actor=request.actor, oplossing_id=oplossing_id),
        "crumbs": _crumbs(shown, "Lichte hulp"),
    }
    return render(request, "casework/hulp.html", context, status=422 if form.errors else 200)


def _page(
    request: ActorRequest, shown: ArrangementPage, form: ResultaatForm, status: int = 200
) -> HttpResponse:
    context = {
        "a": shown,
        "titel": _title(shown),
        "rijen": [_row(result) for result in shown.resultaten],
        "treden": TREDEN,
        "form": form,
        "lichte_hulp": LICHTE_HULP,
        "gedeeld": ArrangementStatus.GEDEELD,
        "afgesloten": ArrangementStatus.AFGESLOTEN,
        "voorgesteld": OplossingStatus.VOORGESTELD,
        "loopt": OplossingStatus.LOOPT,
        "crumbs": crumbs(shown.dossiernummer, shown.dossier_id, "Plan"),
    }
    return render(request, "casework/plan.html", context, status=status)


def _title(shown: ArrangementPage) -> str:
    if shown.status is ArrangementStatus.AFGESLOTEN:
        return f"Het plan van {shown.persoonnaam} is afgesloten"
    if not shown.verheldering_klaar and not shown.spoed:
        return "Eerst de vraag achter de vraag"
    if not shown.resultaten:
        return f"Wat wil {shown.persoonnaam} bereiken?"
    reasons = sum(len(result.reden_nodig) for result in shown.resultaten)
    if reasons:
        words = "één reden" if reasons == 1 else f"{reasons} redenen"
        return f"Nog {words}, dan kan het plan naar {shown.persoonnaam}"
    if shown.ontbreekt:
        count = len(shown.ontbreekt)
        return f"Nog {dutch.plural(count, 'ding', 'dingen')}, dan kan het plan naar {shown.persoonnaam}"
    if shown.status is ArrangementStatus.GEDEELD:
        return f"Het plan van {shown.persoonnaam}"
    return f"Het plan kan naar {shown.persoonnaam}"


def _row(result: ResultaatRow) -> Rij:
    skipped = {row.kolom: row for row in result.overgeslagen}
    cells = tuple(
        Cel(
            nummer=place + 1,
            kolom=kolom,
            naam=TREDEN[place].name,
            oplossingen=tuple(row for row in result.oplossingen if row.kolom is kolom),
            overslag=skipped.get(kolom),
            reden_nodig=kolom in result.reden_nodig,
            form=RedenForm(auto_id=f"{result.id}_{place}_%s"),
        )
        for place, kolom in enumerate(KOLOMMEN)
    )
    agreed = AkkoordForm(
        initial={"akkoord": result.akkoord.value, "opmerking": result.opmerking}, auto_id=f"{result.id}_%s"
    )
    return Rij(result, cells, agreed, [cell.nummer for cell in cells if cell.oplossingen])


def _offers(
    request: ActorRequest, text: str
) -> tuple[tuple[TredeRow, ...], tuple[VermeldingRow, ...], tuple[ProductRow, ...]]:
    day, gemeente = clock.today(), request.actor.gemeente
    entries = socialmap.search(actor=request.actor, text=text, limit=6)
    return (
        treden(gemeente=gemeente, day=day),
        entries,
        contracts.products(gemeente=gemeente, wet=Wet.WMO, day=day),
    )


def _solution_page(
    request: ActorRequest,
    shown: ArrangementPage,
    result: ResultaatRow,
    form: OplossingForm,
    entries: tuple[VermeldingRow, ...],
    title: str,
) -> HttpResponse:
    context = {
        "a": shown,
        "r": result,
        "form": form,
        "kaart": entries,
        "titel": title,
        "crumbs": _crumbs(shown, title),
    }
    return render(request, "casework/oplossing.html", context, status=422 if form.errors else 200)


def _result(shown: ArrangementPage, resultaat_id: UUID) -> ResultaatRow:
    for result in shown.resultaten:
        if result.id == resultaat_id:
            return result
    raise NotFound("Dit resultaat staat niet (meer) in het plan. Ga terug naar het plan.")


def _solution(shown: ArrangementPage, oplossing_id: UUID) -> tuple[ResultaatRow, OplossingRow]:
    for result in shown.resultaten:
        for row in result.oplossingen:
            if row.id == oplossing_id:
                return result, row
    raise NotFound("Deze oplossing staat niet (meer) in het plan. Ga terug naar het plan.")


def _told(request: ActorRequest, onderzoek_id: UUID, act: Callable[[], object], words: str) -> HttpResponse:
    """Do the act and say on the plan how it went."""
    told(request, act, words)
    return redirect("plan", onderzoek_id=onderzoek_id)


def _crumbs(shown: ArrangementPage, here: str) -> list[tuple[str, str]]:
    return [*crumbs(shown.dossiernummer, shown.dossier_id, "Plan")[:-1], ("Plan", _url(shown)), (here, "")]


def _url(shown: ArrangementPage) -> str:
    return reverse("plan", args=[shown.onderzoek_id])
