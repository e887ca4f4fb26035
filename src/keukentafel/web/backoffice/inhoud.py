"""What a message says, in figures and without a word about a person."""

from datetime import date

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.codec.facts import UNDER_INVESTIGATION
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.domain.berichten import BerichtDetail, BerichtNotFound, Verdict
from keukentafel.backoffice.berichten.domain.termijnen import Wat
from keukentafel.core import dutch
from keukentafel.core.money import euros
from keukentafel.web.backoffice import words

READ_AT_MOST = 1_000_000


def summary(*, gemeente: str, detail: BerichtDetail) -> list[tuple[str, object]]:
    """Terms with their values; empty for a message that cannot be read, or is too large to read for one page."""
    if detail.rij.verdict is Verdict.NIET_GEACCEPTEERD or not 0 < detail.grootte <= READ_AT_MOST:
        return []
    try:
        return _summary(queries.read_in(gemeente=gemeente, bericht_id=detail.rij.id))
    except BerichtNotFound:
        return []


def _summary(bericht: Bericht) -> list[tuple[str, object]]:
    if isinstance(bericht, Bericht323):
        return _declaration(bericht)
    if isinstance(bericht, Bericht325):
        return _answer(bericht)
    if type(bericht) is Bericht301:
        return [("Toewijzingen", len(bericht.client.toegewezenproducten))]
    if type(bericht) is Bericht305:
        first = min(line.begindatum for line in bericht.client.startproducten)
        when = [("Starts", len(bericht.client.startproducten)), ("Hulp begon op", dutch.day_year(first))]
        return [*when, ("Gemeld", _reported(bericht, Wat.START, first))]
    if type(bericht) is Bericht307:
        last = min(line.einddatum for line in bericht.client.stopproducten)
        when = [("Stops", len(bericht.client.stopproducten)), ("Laatste dag", dutch.day_year(last))]
        return [*when, ("Gemeld", _reported(bericht, Wat.STOP, last))]
    return _request(bericht)


def _request(bericht: Bericht) -> list[tuple[str, object]]:
    if type(bericht) is Bericht315:
        return [("Gevraagd", dutch.plural(len(bericht.client.aangevraagdeproducten), "product", "producten"))]
    if type(bericht) is Bericht317:
        verzoek = bericht.client.verzoek
        return [
            ("Blijft", len(verzoek.ongewijzigdeproducten)),
            ("Verandert", len(verzoek.tewijzigenproducten)),
            ("Nieuw", len(verzoek.nieuweproducten)),
        ]
    if type(bericht) is Bericht319:
        busy = bericht.antwoord.verzoekantwoord == UNDER_INVESTIGATION
        return [("Antwoord", "In onderzoek" if busy else "Afgewezen")]
    refused = getattr(bericht, "client", None) or getattr(bericht, "antwoord", None)
    return [("Uitkomst", "Akkoord" if refused is None else "Afgekeurd, met retourcodes")]


def _reported(bericht: Bericht305 | Bericht307, wat: Wat, day: date) -> str:
    """Whether a start or stop was reported in time (OP271, OP272), by the date on the message."""
    until = queries.term_ends(wat=wat, day=day)
    if until is None or bericht.header.berichtidentificatie.dagtekening <= until:
        return "op tijd"
    return f"te laat, dat moest uiterlijk {dutch.day_year(until)}"


def _declaration(bericht: Bericht323) -> list[tuple[str, object]]:
    content = bericht.declaratie
    total = content.totaalingediendbedrag
    sign = 1 if total.debetcredit == "D" else -1
    return [
        ("Declaratienummer", content.declaratienummer),
        ("Over", words.month(content.declaratieperiode.begindatum)),
        ("Inwoners", len(content.clienten)),
        ("Regels", sum(len(client.prestaties) for client in content.clienten)),
        ("Gevraagd", euros(sign * total.totaalbedrag)),
    ]


def _answer(bericht: Bericht325) -> list[tuple[str, object]]:
    answer = bericht.declaratieantwoord
    if answer is None:
        return [("Uitkomst", "De declaratie is geweigerd")]
    return [
        ("Declaratienummer", answer.declaratienummer),
        ("Gevraagd", euros(answer.totaalingediendbedrag.totaalbedrag)),
        ("Toegekend", euros(answer.totaaltoegekendbedrag.totaalbedrag)),
        ("Afgekeurde regels", sum(len(client.prestaties) for client in answer.clienten)),
    ]
