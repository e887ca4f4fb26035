"""The page of today: what cannot wait, what this week brings, and what is worth knowing."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render

from keukentafel.casework.domain.overview import Home, SignaalRow, SignaalSoort, TaakRow, TaakSoort, Urgentie
from keukentafel.casework.queries.home import get_home
from keukentafel.core import dutch
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.addresses import address
from keukentafel.web.context import first_page

SIGNALEN = 4
_TELWOORDEN = ("Niets", "Eén ding", "Twee dingen", "Drie dingen", "Vier dingen", "Vijf dingen", "Zes dingen")
_WEEKDAGEN = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag")
_KNOPPEN = {
    TaakSoort.BEVESTIGEN: "Bevestigen",
    TaakSoort.SPOED: "Bellen",
    TaakSoort.TOESTEMMING: "Vragen",
    TaakSoort.ONDERZOEK: "Verder",
    TaakSoort.BESLUIT: "Besluit afmaken",
    TaakSoort.ONDERTEKENEN: "Ondertekenen",
    TaakSoort.VERZENDEN: "Versturen",
    TaakSoort.EVALUATIE: "Evalueren",
    TaakSoort.TERUGKIJKEN: "Bellen",
    TaakSoort.AFSPRAAK: "Lezen",
}
_ICONEN = {
    SignaalSoort.WORDT_ACHTTIEN: "dag",
    SignaalSoort.BETALINGSACHTERSTAND: "euro",
    SignaalSoort.NIET_GESTART: "klok",
    SignaalSoort.MANTELZORG: "hart",
    SignaalSoort.ZORG_VAN_BUURT: "huis",
}


@dataclass(frozen=True, slots=True)
class Werk:
    """A task as a line of the page."""

    taak: TaakRow
    termijn: str
    toon: str
    knop: str
    url: str


@dataclass(frozen=True, slots=True)
class Signaal:
    """A signal as a line of the page."""

    signaal: SignaalRow
    icoon: str
    url: str
    tekst: str


@page(Act.VANDAAG_BEKIJKEN)
def vandaag(request: ActorRequest) -> HttpResponse:
    """Today for who works with residents; everybody else starts in their own room."""
    if not accounts.may(request.actor, Act.DOSSIER_INZIEN):
        return redirect(first_page(request.actor))
    home = get_home(actor=request.actor)
    context = {
        "home": home,
        "titel": _title(request.actor.naam.split()[0], home),
        "datum": _date(home),
        "kan_niet_wachten": [_work(row) for row in home.kan_niet_wachten],
        "deze_week": [_work(row) for row in home.deze_week],
        "te_tekenen": [_work(row) for row in home.te_tekenen],
        "signalen": [_signal(row) for row in home.signalen[:SIGNALEN]],
        "meer_signalen": [_signal(row) for row in home.signalen[SIGNALEN:]],
    }
    return render(request, "casework/vandaag.html", context)


def _title(voornaam: str, home: Home) -> str:
    hour = clock.now().hour
    greeting = "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"
    count = len(home.kan_niet_wachten)
    if count == 0:
        return f"{greeting} {voornaam}. Alles kan even wachten."
    what = _TELWOORDEN[count] if count < len(_TELWOORDEN) else f"{count} dingen"
    return f"{greeting} {voornaam}. {what} {'kan' if count == 1 else 'kunnen'} niet wachten."


def _date(home: Home) -> str:
    return f"{_WEEKDAGEN[home.vandaag.weekday()]} {dutch.day(home.vandaag)}"


def _work(row: TaakRow) -> Werk:
    return Werk(row, _term(row), _tone(row), _KNOPPEN[row.soort], _target(row))


def _term(row: TaakRow) -> str:
    if row.dagen < 0:
        return f"{dutch.plural(-row.dagen, 'dag', 'dagen')} te laat"
    if row.dagen == 0:
        return "Vandaag"
    if row.dagen <= 2:
        return f"Nog {dutch.plural(row.dagen, 'dag', 'dagen')}"
    return _WEEKDAGEN[row.uiterlijk.weekday()] if row.dagen < 7 else dutch.day(row.uiterlijk).capitalize()


def _tone(row: TaakRow) -> str:
    if row.urgentie in (Urgentie.TE_LAAT, Urgentie.VANDAAG):
        return "laat"
    return "bijna" if row.urgentie is Urgentie.BIJNA or row.soort is TaakSoort.SPOED else ""


def _target(row: TaakRow) -> str:
    by_object = {
        TaakSoort.ONDERTEKENEN: "besluit",
        TaakSoort.VERZENDEN: "besluit",
    }
    route = by_object.get(row.soort)
    if route and row.object_id:
        return address(route, row.object_id)
    return address("dossier", row.dossier_id)


def _signal(row: SignaalRow) -> Signaal:
    url = address("dossier", row.dossier_id) if row.dossier_id else address("contact")
    return Signaal(row, _ICONEN[row.soort], url, _told(row))


def _told(row: SignaalRow) -> str:
    """What a signal says: its own words when somebody wrote it down, else what the house found itself."""
    if row.id is not None or row.soort not in (SignaalSoort.WORDT_ACHTTIEN, SignaalSoort.NIET_GESTART):
        return row.tekst
    if row.soort is SignaalSoort.WORDT_ACHTTIEN:
        return f"Wordt op {dutch.day_year(row.datum)} 18. Is er al een plan voor daarna?"
    return f"{row.van} is nog niet gestart met: {row.tekst.lower()}. Toegewezen op {dutch.day(row.datum)}."
