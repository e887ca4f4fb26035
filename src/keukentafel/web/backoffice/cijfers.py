"""Declared lines of shielded residents, judged on their figures alone: nothing on these pages leads to the resident."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import Beoordeling, RegelDetail
from keukentafel.backoffice.declaraties.operations import judge_on_figures
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import words
from keukentafel.web.backoffice.beoordelen import told_of
from keukentafel.web.backoffice.beoordeling import BeoordelingForm, question
from keukentafel.web.backoffice.regel import facts_of, headline, note_of
from keukentafel.web.design.listing import Page
from keukentafel.web.errors import done
from keukentafel.web.marks import mark_of, row_after
from keukentafel.web.wachttijd import due


@page(Act.REGEL_OP_CIJFERS_BEOORDELEN)
def lijst(request: ActorRequest) -> HttpResponse:
    """The lines that wait, what is due first on top."""
    rows = queries.waiting_on_figures(actor=request.actor, after=row_after(request))
    today = clock.today()
    context = {
        "titel": _title(len(rows.rows), rows.next is not None),
        "regels": [
            (row, words.stretch(row.periode, today.year), due(row.antwoord_uiterlijk, today))
            for row in rows.rows
        ],
        "bladeren": Page(rows.rows, next=mark_of(rows.next)),
    }
    return render(request, "backoffice/cijfers.html", context)


@page(Act.REGEL_OP_CIJFERS_BEOORDELEN)
def regel(request: ActorRequest, regel_id: int) -> HttpResponse:
    """One line: what is wrong with its figures, and what one can decide."""
    detail = queries.figures_of_line(actor=request.actor, regel_id=regel_id)
    asked = [question(detail, toekennen=grant, op_cijfers=True) for grant in (False, True)]
    context = {
        **_shown(detail),
        "titel": headline(detail),
        "vragen": asked if detail.wacht else [],
        "laatste": None if detail.wacht else detail.oordelen[-1],
    }
    return render(request, "backoffice/cijfers_regel.html", context)


@page(Act.REGEL_OP_CIJFERS_BEOORDELEN, methods=("GET", "POST"))
def beoordelen(request: ActorRequest, regel_id: int, toekennen: bool) -> HttpResponse:
    """Decide one line: the full page behind the dialog, and the act itself."""
    form = BeoordelingForm(request.POST if request.method == "POST" else None, toekennen=toekennen)
    decided: list[Beoordeling] = []
    if form.is_valid() and done(
        form,
        lambda: decided.append(
            judge_on_figures(
                actor=request.actor, regel_id=regel_id, toekennen=toekennen, reden=form.cleaned_data["reden"]
            )
        ),
    ):
        messages.success(request, told_of(decided[0], toekennen))
        return redirect("cijfers")
    detail = queries.figures_of_line(actor=request.actor, regel_id=regel_id)
    if not detail.wacht:
        for problem in form.non_field_errors():
            messages.warning(request, str(problem))
        return redirect("cijfers-regel", regel_id=regel_id)
    context = {
        **_shown(detail),
        "vraag": question(detail, toekennen=toekennen, op_cijfers=True, form=form),
        "terug": reverse("cijfers-regel", args=[regel_id]),
    }
    return render(request, "backoffice/beoordelen.html", context, status=422 if form.errors else 200)


def _shown(detail: RegelDetail) -> dict[str, object]:
    return {
        "regel": detail,
        "oordeel": note_of(detail),
        "feiten": facts_of(detail),
        "maand": words.stretch(detail.periode),
        "kruimels": [("Declaraties op cijfers", reverse("cijfers")), (detail.declaratienummer, "")],
    }


def _title(count: int, more: bool) -> str:
    if not count:
        return "Er wacht geen regel op jou"
    lines = dutch.plural(count, "regel wacht", "regels wachten")
    return f"{'Meer dan ' if more else ''}{lines} op jou"
