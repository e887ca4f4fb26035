"""Granting and refusing lines: the full page behind each dialog, and the act itself."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import AlreadyJudged, Beoordeling, Oorzaak
from keukentafel.backoffice.declaraties.operations import judge_line, judge_same_cause
from keukentafel.core import dutch
from keukentafel.core.errors import Conflict, NotAllowed, NotFound, Refusal
from keukentafel.core.money import euros
from keukentafel.platform.accounts.domain import Act
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice.beoordeling import BeoordelingForm, question
from keukentafel.web.backoffice.regel import facts_of, note_of
from keukentafel.web.errors import add_refusal

Judge = Callable[..., Beoordeling]


@page(Act.DECLARATIE_BEOORDELEN, methods=("GET", "POST"))
def een(request: ActorRequest, regel_id: int, toekennen: bool) -> HttpResponse:
    """Decide one line."""
    return _decide(request, regel_id, toekennen, judge_line, alle=False)


@page(Act.DECLARATIE_BEOORDELEN, methods=("GET", "POST"))
def oorzaak(request: ActorRequest, regel_id: int, toekennen: bool) -> HttpResponse:
    """Decide all lines of this provider with the same cause, as one act."""
    return _decide(request, regel_id, toekennen, judge_same_cause, alle=True)


def _decide(
    request: ActorRequest, regel_id: int, toekennen: bool, judge: Judge, *, alle: bool
) -> HttpResponse:
    form = BeoordelingForm(request.POST if request.method == "POST" else None, toekennen=toekennen)
    if form.is_valid():
        try:
            done = judge(
                actor=request.actor, regel_id=regel_id, toekennen=toekennen, reden=form.cleaned_data["reden"]
            )
        except AlreadyJudged as conflict:
            return _already(request, regel_id, toekennen, conflict)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, told_of(done, toekennen))
            return _next(request)
    return _ask(request, regel_id, toekennen, form, alle=alle)


def _ask(
    request: ActorRequest, regel_id: int, toekennen: bool, form: BeoordelingForm, *, alle: bool
) -> HttpResponse:
    detail = queries.line_detail(actor=request.actor, regel_id=regel_id)
    if not detail.wacht:
        return redirect("declaratie-regel", regel_id=regel_id)
    context = {
        "regel": detail,
        "vraag": question(detail, toekennen=toekennen, alle=alle, form=form, query=_query(request)),
        "oordeel": note_of(detail),
        "feiten": facts_of(detail),
        "terug": reverse("declaratie-regel", args=[regel_id]) + _query(request),
    }
    return render(request, "backoffice/beoordelen.html", context, status=422 if form.errors else 200)


def _already(request: ActorRequest, regel_id: int, toekennen: bool, conflict: Conflict) -> HttpResponse:
    """Somebody was first: a colleague, or the same person with a second click."""
    last = queries.line_detail(actor=request.actor, regel_id=regel_id).oordelen[-1]
    outcome = Uitkomst.TOEGEKEND if toekennen else Uitkomst.AFGEWEZEN
    if last.door == request.actor.naam and last.uitkomst is outcome:
        messages.info(request, "Dit was al gedaan. Een dubbele klik telt één keer.")
        return _next(request)
    messages.warning(request, f"{conflict} Jouw keuze is niet bewaard.")
    return redirect("declaratie-regel", regel_id=regel_id)


def _next(request: ActorRequest) -> HttpResponse:
    """To the next line that waits, within the cause one was working through; else to the list."""
    chosen = request.GET.get("oorzaak", "")
    cause = Oorzaak(chosen) if chosen in set(Oorzaak) else None
    waiting = queries.waiting(actor=request.actor, oorzaak=cause, limit=1).rows
    if not waiting:
        return redirect("declaraties")
    return redirect(reverse("declaratie-regel", args=[waiting[0].id]) + _query(request))


def _query(request: ActorRequest) -> str:
    chosen = request.GET.get("oorzaak", "")
    return f"?oorzaak={chosen}" if chosen in set(Oorzaak) else ""


def told_of(done: Beoordeling, toekennen: bool) -> str:
    """What was decided in words, and which answers are ready because of it."""
    lines = dutch.plural(done.aantal, "regel", "regels")
    verb = "goedgekeurd" if toekennen else "afgekeurd"
    text = f"{lines} {verb}, samen {euros(done.bedrag)}."
    if not done.beantwoord:
        return text
    answers = dutch.plural(len(done.beantwoord), "antwoord (325) staat", "antwoorden (325) staan")
    return f"{text} {answers} klaar voor de aanbieder."
