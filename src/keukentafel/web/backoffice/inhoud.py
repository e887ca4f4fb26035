"""What a message says, in figures and without a word about a person."""

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.domain import BerichtDetail, BerichtNotFound, Verdict
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
        starts = bericht.client.startproducten
        first = min(start.begindatum for start in starts)
        return [("Starts", len(starts)), ("Hulp begon op", dutch.day_year(first))]
    client = getattr(bericht, "client", None)
    return [("Uitkomst", "Akkoord" if client is None else "Afgekeurd, met retourcodes")]


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
