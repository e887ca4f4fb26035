"""Help and activities in the neighbourhood: searching, leafing through, and one entry."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.core import dutch
from keukentafel.core.money import euros
from keukentafel.people import queries as people
from keukentafel.people.domain import WijkRow
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.socialmap import queries
from keukentafel.socialmap.domain import VermeldingRow
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import id_after, mark_of

FOUND_AT_MOST = 30
LONG_AGO = timedelta(days=183)
_TREDE = {"eigen kracht": "1", "netwerk": "2", "algemeen": "3", "individueel": "4"}


@dataclass(frozen=True, slots=True)
class Plek:
    """An entry as the list shows it: whether there is room, the price, and whether it was checked lately."""

    rij: VermeldingRow
    plek: tuple[str, str]
    prijs: str
    waar: str
    nagekeken: str
    oud: bool
    trede: str


class ZoekForm(forms.Form):
    """What somebody looks for, and where."""

    q = forms.CharField(
        label="Waar zoek je hulp bij?",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    wijk = forms.ChoiceField(label="Dicht bij welke wijk?", required=False)

    def __init__(self, *args: Any, wijken: tuple[WijkRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wijk"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Hele gemeente"), *((str(wijk.id), wijk.naam) for wijk in wijken)]

    @property
    def wijk_id(self) -> UUID | None:
        """The neighbourhood that was chosen, None for the whole town."""
        chosen = self.cleaned_data.get("wijk")
        return UUID(chosen) if chosen else None


@page(Act.SOCIALE_KAART_INZIEN, methods=("GET", "POST"))
def kaart(request: ActorRequest) -> HttpResponse:
    """Search in one's own words (POST, so that the words stand in no address), or leaf through a theme."""
    wijken = people.wijken(gemeente=request.actor.gemeente)
    if request.method == "POST":
        form = ZoekForm(request.POST, wijken=wijken)
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        if text:
            return _found(request, form, text)
        return redirect(_address(wijk=form.wijk_id))
    form = ZoekForm(wijken=wijken, initial={"wijk": request.GET.get("wijk", "")})
    return _leaf(request, form, wijken)


@page(Act.SOCIALE_KAART_INZIEN)
def vermelding(request: ActorRequest, vermelding_id: UUID) -> HttpResponse:
    """One entry with everything that somebody needs to go there."""
    row = queries.get_vermelding(actor=request.actor, vermelding_id=vermelding_id)
    place = _place(row, clock.today())
    context = {
        "kruimels": [("Sociale kaart", reverse("sociale-kaart")), (row.naam, "")],
        "p": place,
        "feiten": _facts(place),
        "wachttijd": row.wachttijd_weken,
    }
    return render(request, "socialmap/vermelding.html", context)


def _found(request: ActorRequest, form: ZoekForm, text: str) -> HttpResponse:
    rows = queries.search(actor=request.actor, text=text, wijk_id=form.wijk_id, limit=FOUND_AT_MOST)
    context = {
        "form": form,
        "gezocht": text,
        "titel": _found_title(len(rows), text),
        "plekken": [_place(row, clock.today()) for row in rows],
        "bladeren": Page(rows),
    }
    return render(request, "socialmap/kaart.html", context)


def _leaf(request: ActorRequest, form: ZoekForm, wijken: tuple[WijkRow, ...]) -> HttpResponse:
    themas = queries.themas(actor=request.actor)
    asked = request.GET.get("thema", "")
    thema = asked if asked in themas else None
    wijk = next((one for one in wijken if str(one.id) == request.GET.get("wijk")), None)
    found = queries.entries(
        actor=request.actor, thema=thema, wijk_id=wijk.id if wijk else None, after=id_after(request)
    )
    context = {
        "form": form,
        "titel": "Hulp en activiteiten in de buurt",
        "ondertitel": _subtitle(thema, wijk),
        "themas": _themas(themas, thema, wijk.id if wijk else None),
        "plekken": [_place(row, clock.today()) for row in found.rows],
        "bladeren": Page(found.rows, next=mark_of(found.next)),
    }
    return render(request, "socialmap/kaart.html", context)


def _themas(themas: tuple[str, ...], chosen: str | None, wijk: UUID | None) -> list[Tab]:
    tabs = [Tab("Alles", _address(wijk=wijk), chosen is None)]
    return tabs + [Tab(one.capitalize(), _address(thema=one, wijk=wijk), one == chosen) for one in themas]


def _address(*, thema: str | None = None, wijk: UUID | None = None) -> str:
    """The address of the list with these filters."""
    given = {"thema": thema, "wijk": str(wijk) if wijk else None}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('sociale-kaart')}?{query}" if query else reverse("sociale-kaart")


def _subtitle(thema: str | None, wijk: WijkRow | None) -> str:
    what = thema.capitalize() if thema else "Alles op de kaart"
    return f"{what}, {wijk.naam} en hele gemeente" if wijk else what


def _found_title(count: int, text: str) -> str:
    if count == 0:
        return f"Niets gevonden voor ‘{text}’"
    return f"{dutch.plural(count, 'plek', 'plekken')} voor ‘{text}’"


def _place(row: VermeldingRow, today: date) -> Plek:
    return Plek(
        rij=row,
        plek=_room(row),
        prijs=_price(row),
        waar=row.wijknaam or "Hele gemeente",
        nagekeken=dutch.day_year(row.nagekeken_op),
        oud=today - row.nagekeken_op > LONG_AGO,
        trede=_TREDE.get(row.trede, "3"),
    )


def _room(row: VermeldingRow) -> tuple[str, str]:
    if row.plekken_vrij is None:
        return "goed", "Altijd plek"
    if row.plekken_vrij:
        return "goed", f"{dutch.plural(row.plekken_vrij, 'plek', 'plekken')} vrij"
    wait = f", {dutch.plural(row.wachttijd_weken, 'week', 'weken')} wachten" if row.wachttijd_weken else ""
    return "let-op", f"Nu vol{wait}"


def _price(row: VermeldingRow) -> str:
    if row.prijs is None:
        return row.prijs_tekst
    if row.prijs == 0:
        return "Gratis"
    return f"{euros(row.prijs)} {row.prijs_tekst}".strip()


def _facts(place: Plek) -> list[tuple[str, object]]:
    row = place.rij
    return [
        ("Van", row.organisatie),
        ("Waar", place.waar),
        ("Wanneer", row.wanneer),
        ("Kosten", place.prijs or "Niet bekend, vraag het even"),
        ("Bellen", row.telefoon),
        ("Rolstoel", "Ja, je komt er met een rolstoel in" if row.rolstoel else "Niet bekend"),
        ("In de avond", "Ja" if row.avond else ""),
        ("Onderwerp", row.thema.capitalize()),
    ]
