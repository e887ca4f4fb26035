"""Words of the back office: months, units and states as people read them."""

from datetime import date
from typing import Final

from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.domain.berichten import Afleverstand, Berichtstatus
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import Declaratiestatus
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Hulpstand, Toewijzingstatus
from keukentafel.core import dutch
from keukentafel.core.period import Period
from keukentafel.web.design.elements import Tone

WET: Final = {Wet.WMO: "Wmo", Wet.JEUGDWET: "Jeugdwet"}
NAAM: Final = {soort.label: soort.naam for soort in REGISTRY.values()}
STAND: Final[dict[Berichtstatus, tuple[Tone, str]]] = {
    Berichtstatus.KLAAR: ("rust", "Staat klaar"),
    Berichtstatus.VERSTUURD: ("rust", "Verstuurd"),
    Berichtstatus.AFGELEVERD: ("rust", "Afgeleverd"),
    Berichtstatus.NIET_AFGELEVERD: ("fout", "Niet afgeleverd"),
    Berichtstatus.BEANTWOORD: ("goed", "Beantwoord"),
    Berichtstatus.ONTVANGEN: ("rust", "Ontvangen"),
    Berichtstatus.WACHT_OP_MENS: ("let-op", "Wacht op jou"),
    Berichtstatus.VERWERKT: ("goed", "Verwerkt"),
    Berichtstatus.GEWEIGERD: ("fout", "Geweigerd"),
    Berichtstatus.NIET_GEACCEPTEERD: ("fout", "Niet geaccepteerd"),
}
ZENDING: Final = {
    Afleverstand.KLAAR: ("rust", "Staat klaar"),
    Afleverstand.VERSTUURD: ("rust", "Verstuurd"),
    Afleverstand.AFGELEVERD: ("goed", "Afgeleverd"),
    Afleverstand.GEWEIGERD: ("fout", "Geweigerd door het vervoer"),
    Afleverstand.NIET_BEREIKBAAR: ("fout", "Vervoer niet bereikbaar"),
}
WAT: Final = {
    Wat.RETOUR: "Retour sturen",
    Wat.DECLARATIE_ANTWOORD: "Declaratie beantwoorden",
    Wat.BESLUIT: "Verzoek beantwoorden",
    Wat.NA_ONDERZOEK: "Beslissen na onderzoek",
    Wat.WOONPLAATSBEGINSEL: "Andere gemeente aanwijzen",
    Wat.START: "Start melden",
    Wat.STOP: "Stop melden",
    Wat.AFLEVERING: "Opnieuw versturen",
}
WIE: Final = {Wie.AANBIEDER: "De aanbieder", Wie.GEMEENTE: "Wij", Wie.MENS: "Iemand moet beslissen"}
TOEWIJZINGSTAND: Final = {
    Toewijzingstatus.CONCEPT: ("let-op", "Nog niet verstuurd"),
    Toewijzingstatus.VERSTUURD: ("rust", "Verstuurd"),
    Toewijzingstatus.BEVESTIGD: ("goed", "Bevestigd"),
    Toewijzingstatus.AFGEWEZEN: ("fout", "Afgewezen"),
}
HULPSTAND: Final = {
    Hulpstand.NIET_GESTART: ("let-op", "Nog niet gestart"),
    Hulpstand.GESTART: ("goed", "Gestart"),
    Hulpstand.TIJDELIJK_GESTOPT: ("let-op", "Tijdelijk gestopt"),
    Hulpstand.GESTOPT: ("rust", "Gestopt"),
}
DECLARATIESTAND: Final = {
    Declaratiestatus.ONTVANGEN: ("rust", "Ontvangen"),
    Declaratiestatus.WACHT_OP_MENS: ("let-op", "Wacht op jou"),
    Declaratiestatus.BEANTWOORD: ("goed", "Beantwoord"),
    Declaratiestatus.GEWEIGERD: ("fout", "Geweigerd"),
}


def month(day: date) -> str:
    """The month of a day: "oktober 2026"."""
    return dutch.day_year(day).partition(" ")[2]


def stretch(period: Period, this_year: int | None = None) -> str:
    """A period as people say it: "oktober 2026" for a whole month, else "1 t/m 14 oktober 2026".

    The year is left out when it is `this_year`.
    """
    text = _stretch(period)
    return text.removesuffix(f" {this_year}") if this_year else text


def span(first: date, last: date | None) -> str:
    """From a first to a last day, both in it: "1 januari t/m 31 december 2026", "vanaf 1 januari 2026"."""
    if last is None:
        return f"vanaf {dutch.day_year(first)}"
    start = dutch.day(first) if first.year == last.year else dutch.day_year(first)
    return f"{start} t/m {dutch.day_year(last)}"


def _stretch(period: Period) -> str:
    first, last = period.start, period.last_day
    if last is None:
        return f"vanaf {dutch.day_year(first)}"
    whole = first.day == 1 and period.end is not None and period.end.day == 1
    if (first.year, first.month) != (last.year, last.month):
        return f"{dutch.day_year(first)} t/m {dutch.day_year(last)}"
    if first == last:
        return dutch.day_year(first)
    return month(first) if whole else f"{first.day} t/m {dutch.day_year(last)}"


def kind(label: str) -> str:
    """What a message is called: "Declaratie" for WMO323, "Onbekend bestand" when that could not be told."""
    return NAAM.get(label, "Bericht") if label != "onbekend" else "Onbekend bestand"


def size(count: int) -> str:
    """The size of a file: "38 kB"."""
    return f"{dutch.number(max(1, round(count / 1000)))} kB"
