"""The page of a first contact, with what helps while typing: who we know, and what the neighbourhood offers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from keukentafel.casework.domain.contact import ContactRow, ContactUitkomst
from keukentafel.casework.operations.contact import register_contact
from keukentafel.core.dutch import day
from keukentafel.people import queries as people
from keukentafel.people.domain import Bekend
from keukentafel.platform.accounts.domain import Act
from keukentafel.socialmap import queries as socialmap
from keukentafel.socialmap.domain import VermeldingRow
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.contact_form import NIEUW, ContactForm
from keukentafel.web.errors import done


@page(Act.CONTACT_REGISTREREN, methods=("GET", "POST"))
def contact(request: ActorRequest) -> HttpResponse:
    """Register what somebody asked, in under a minute."""
    form = ContactForm(request.POST or None, wijken=people.wijken(gemeente=request.actor.gemeente))
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    known = _recognise(request, form)
    if known and not request.POST.get("persoon"):
        form.add_error(None, "We kennen deze inwoner misschien al. Kies hieronder of het dezelfde is.")
        return _page(request, form, known, status=422)
    if not done(form, lambda: messages.success(request, _told(_register(request, form)))):
        return _page(request, form, known, status=422)
    return redirect("vandaag")


@page(Act.PERSOON_HERKENNEN, methods=("POST",))
def recognise(request: ActorRequest) -> HttpResponse:
    """Who we know by what was typed so far: a piece of the page, never an address with a name in it."""
    form = ContactForm(request.POST, wijken=people.wijken(gemeente=request.actor.gemeente))
    form.is_valid()
    return render(request, "casework/_bekend.html", {"bekend": _recognise(request, form), "gekozen": ""})


@page(Act.SOCIALE_KAART_INZIEN, methods=("POST",))
def suggest(request: ActorRequest) -> HttpResponse:
    """What the sociale kaart has for the question typed so far: a piece of the page."""
    return render(request, "casework/_kaart.html", {"kaart": _suggestions(request)})


def _page(
    request: ActorRequest, form: ContactForm, known: tuple[Bekend, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "bekend": known,
        "gekozen": request.POST.get("persoon", ""),
        "kaart": _suggestions(request) if request.method == "POST" else (),
        "kaart_gekozen": request.POST.get("kaart", ""),
        "nieuw": NIEUW,
    }
    return render(request, "casework/contact.html", context, status=status)


def _recognise(request: ActorRequest, form: ContactForm) -> tuple[Bekend, ...]:
    typed = form.matching()
    if not any(typed.values()):
        return ()
    return people.recognise(actor=request.actor, **typed)


def _suggestions(request: ActorRequest) -> tuple[VermeldingRow, ...]:
    text = request.POST.get("vraag", "").strip()
    if len(text) < 4:
        return ()
    return socialmap.search(actor=request.actor, text=text)


def _register(request: ActorRequest, form: ContactForm) -> ContactRow:
    entry = _entry(request, form)
    return register_contact(actor=request.actor, contact=form.to_contact(entry.naam if entry else ""))


def _entry(request: ActorRequest, form: ContactForm) -> VermeldingRow | None:
    chosen = form.cleaned_data.get("kaart")
    return socialmap.get_vermelding(actor=request.actor, vermelding_id=chosen) if chosen else None


def _told(row: ContactRow) -> str:
    if row.uitkomst is ContactUitkomst.MELDING and row.onderzoek_uiterlijk is not None:
        return f"Melding {row.dossiernummer} staat bij team {row.teamnaam}. Onderzoek klaar voor {day(row.onderzoek_uiterlijk)}."
    if row.uitkomst is ContactUitkomst.METEEN_BEANTWOORD:
        return "Bewaard en klaar. Deze vraag telt mee als meteen beantwoord."
    return "Bewaard. Deze vraag is niet voor ons."
