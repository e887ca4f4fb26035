"""Aanvraag and besluit: prepared by the consulent, signed and sent by somebody else, printed as a letter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow, Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang
from keukentafel.casework.domain.besluit import (
    AanvraagRow,
    AanvraagStatus,
    BesluitPage,
    BesluitStatus,
    NewAanvraag,
)
from keukentafel.casework.domain.overview import DossierPage
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.operations import besluit as acts
from keukentafel.casework.queries import besluit as queries
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.casework.queries.reference import verordening
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.besluit_form import AanvraagForm, BesluitForm
from keukentafel.web.casework.dossier import crumbs, dossier_tabs
from keukentafel.web.casework.fields import version_of
from keukentafel.web.errors import done, told
from keukentafel.web.wachttijd import Wachttijd, due


@page(Act.DOSSIER_INZIEN, methods=("GET", "POST"))
def besluiten(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The aanvragen and besluiten of a dossier, and a new aanvraag."""
    shown = get_dossier(actor=request.actor, dossier_id=dossier_id)
    products = _products(request, shown.trajecten[0].melding.wet.value) if shown.trajecten else ()
    form = AanvraagForm(
        request.POST or None,
        oplossingen=_individual(shown),
        producten=products,
        initial={"ontvangen_op": clock.today()},
    )
    if (
        form.is_valid()
        and shown.trajecten
        and done(
            form,
            lambda: acts.register_aanvraag(
                actor=request.actor, melding_id=shown.trajecten[0].melding.id, aanvraag=_aanvraag(form)
            ),
        )
    ):
        messages.success(request, "Aanvraag opgeschreven. De termijn van het besluit loopt.")
        return redirect("besluiten", dossier_id=dossier_id)
    termijnen = _terms(shown)
    context = {
        "d": shown,
        "tabs": dossier_tabs(shown, "besluiten"),
        "crumbs": crumbs(shown.dossier.nummer, dossier_id, "Besluit"),
        "form": form,
        "mag_aanvragen": not shown.alleen_lezen and accounts.may(request.actor, Act.AANVRAAG_REGISTREREN),
        "mag_voorbereiden": not shown.alleen_lezen and accounts.may(request.actor, Act.BESLUIT_VOORBEREIDEN),
        "ontvangen": AanvraagStatus.ONTVANGEN,
        "besluit_van": {row.aanvraag_id for row in shown.besluiten},
        "aanvragen": [(row, termijnen[row.id]) for row in shown.aanvragen],
        "besluiten": [(row, termijnen[row.aanvraag_id]) for row in shown.besluiten],
    }
    return render(request, "casework/besluiten.html", context, status=422 if form.errors else 200)


@page(Act.BESLUIT_VOORBEREIDEN, methods=("GET", "POST"))
def voorbereiden(request: ActorRequest, aanvraag_id: UUID) -> HttpResponse:
    """Write the concept of a besluit."""
    application = queries.get_aanvraag(actor=request.actor, aanvraag_id=aanvraag_id)
    product = _product(request, application)
    offers = (
        contracts.offers(gemeente=request.actor.gemeente, product_id=product.id, day=clock.today())
        if product
        else ()
    )
    rules = verordening(gemeente=request.actor.gemeente, wet=application.wet, day=clock.today())
    initial = {"eenheid": product.eenheid, "frequentie": product.frequentie} if product else {}
    form = BesluitForm(
        request.POST or None, product=product, aanbod=offers, verordening=rules, initial=initial
    )
    made: list[UUID] = []
    if form.is_valid() and done(form, lambda: made.append(_prepare(request, aanvraag_id, form))):
        messages.success(request, "Concept bewaard. Iemand anders moet het ondertekenen.")
        return redirect("besluit", besluit_id=made[0])
    context = {
        "aanvraag": application,
        "product": product,
        "aanbod": offers,
        "verordening": rules,
        "form": form,
        "crumbs": [("Inwoners", "/inwoners/"), ("Besluit voorbereiden", "")],
    }
    return render(request, "casework/besluit_maken.html", context, status=422 if form.errors else 200)


@page(Act.DOSSIER_INZIEN)
def besluit(request: ActorRequest, besluit_id: UUID) -> HttpResponse:
    """One besluit: what it says, and the step that comes next."""
    shown = queries.get_besluit(actor=request.actor, besluit_id=besluit_id)
    row = shown.besluit
    context = {
        "p": shown,
        "b": row,
        "omvang": _extent(row.volume, row.eenheid, row.frequentie),
        "concept": BesluitStatus.CONCEPT,
        "ondertekend": BesluitStatus.ONDERTEKEND,
        "titel": _title(shown),
        "vraag": _question(shown),
        "mag_tekenen": accounts.may(request.actor, Act.BESLUIT_ONDERTEKENEN)
        and row.opsteller_id != request.actor.account_id,
        "crumbs": crumbs(shown.dossiernummer, row.dossier_id, row.nummer or "Besluit"),
    }
    return render(request, "casework/besluit.html", context)


@page(Act.BESLUIT_ONDERTEKENEN, methods=("POST",))
def ondertekenen(request: ActorRequest, besluit_id: UUID) -> HttpResponse:
    """Sign a besluit."""
    read = version_of(request.POST.get("versie", ""))
    told(
        request,
        lambda: acts.sign_besluit(actor=request.actor, besluit_id=besluit_id, versie=read),
        "Ondertekend. Het besluit kan nu naar de inwoner.",
    )
    return redirect("besluit", besluit_id=besluit_id)


@page(Act.BESLUIT_ONDERTEKENEN, methods=("GET", "POST"))
def versturen(request: ActorRequest, besluit_id: UUID) -> HttpResponse:
    """The question before a besluit goes to the resident, and the act."""
    if request.method == "POST":
        told(
            request,
            lambda: acts.send_besluit(actor=request.actor, besluit_id=besluit_id),
            "Het besluit is verstuurd aan de inwoner. Bij een toekenning kreeg de aanbieder zijn opdracht.",
        )
        return redirect("besluit", besluit_id=besluit_id)
    shown = queries.get_besluit(actor=request.actor, besluit_id=besluit_id)
    context = {
        "p": shown,
        "b": shown.besluit,
        "vraag": _question(shown),
        "terug": reverse("besluit", args=[besluit_id]),
        "crumbs": crumbs(shown.dossiernummer, shown.besluit.dossier_id, "Besluit versturen"),
    }
    return render(request, "casework/besluit_versturen.html", context)


@page(Act.DOSSIER_INZIEN)
def brief(request: ActorRequest, besluit_id: UUID) -> HttpResponse:
    """The besluit as a letter to print."""
    shown = queries.get_besluit(actor=request.actor, besluit_id=besluit_id)
    row = shown.besluit
    context = {
        "p": shown,
        "b": row,
        "omvang": _extent(row.volume, row.eenheid, row.frequentie),
        "back_url": request.build_absolute_uri("..")[len(request.build_absolute_uri("/")) - 1 :],
        "vandaag": clock.today(),
    }
    return render(request, "casework/brief.html", context)


def _terms(shown: DossierPage) -> dict[UUID, Wachttijd]:
    """How long there is still time for the besluit on each aanvraag; empty when it was sent or is not needed any more."""
    today = clock.today()
    return {
        row.id: due(row.beslis_uiterlijk if row.status is AanvraagStatus.ONTVANGEN else None, today)
        for row in shown.aanvragen
    }


def _title(shown: BesluitPage) -> str:
    if shown.besluit.status is BesluitStatus.CONCEPT:
        return "Dit besluit wacht op een handtekening"
    if shown.besluit.status is BesluitStatus.ONDERTEKEND:
        return f"Dit besluit kan naar {shown.persoonnaam}"
    return f"Dit besluit is bij {shown.persoonnaam}"


def _question(shown: BesluitPage) -> str:
    return f"Dit besluit naar {shown.persoonnaam} sturen?"


def _extent(volume: int | None, eenheid: str, frequentie: str) -> str:
    return "" if volume is None else Omvang(volume, eenheid, frequentie).tekst


def _prepare(request: ActorRequest, aanvraag_id: UUID, form: BesluitForm) -> UUID:
    return acts.prepare_besluit(actor=request.actor, aanvraag_id=aanvraag_id, besluit=form.to_besluit()).id


def _individual(shown: DossierPage) -> tuple[tuple[UUID, str], ...]:
    return tuple(
        (row.id, row.omschrijving)
        for result in shown.resultaten
        for row in result.oplossingen
        if row.kolom is Kolom.INDIVIDUEEL
    )


def _products(request: ActorRequest, wet: str) -> tuple[ProductRow, ...]:
    """Products are contracted for the Wmo and the Jeugdwet only."""
    if wet not in {contracted.value for contracted in Wet}:
        return ()
    return contracts.products(gemeente=request.actor.gemeente, wet=Wet(wet), day=clock.today())


def _aanvraag(form: AanvraagForm) -> NewAanvraag:
    data = form.cleaned_data
    product = form.products.get(data["product"])
    return NewAanvraag(
        oplossing_id=UUID(data["oplossing"]) if data["oplossing"] else None,
        product_id=product.id if product else None,
        productnaam=product.naam if product else "",
        ontvangen_op=data["ontvangen_op"],
    )


def _product(request: ActorRequest, application: AanvraagRow) -> ProductRow | None:
    rows = _products(request, application.wet)
    return next((row for row in rows if row.id == application.product_id), None)
