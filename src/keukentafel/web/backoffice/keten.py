"""The chain of messages as a timeline, newest first, with our own term on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from keukentafel.backoffice.berichten.domain import Berichtstatus, KetenRow, Richting
from keukentafel.core import dutch
from keukentafel.web.backoffice import words

_TEKST = {
    Berichtstatus.KLAAR: "Staat klaar om te versturen",
    Berichtstatus.VERSTUURD: "Verstuurd",
    Berichtstatus.BEANTWOORD: "Beantwoord",
    Berichtstatus.ONTVANGEN: "Ontvangen, wordt verwerkt",
    Berichtstatus.WACHT_OP_MENS: "Wacht op een beoordeling",
    Berichtstatus.VERWERKT: "Verwerkt",
    Berichtstatus.GEWEIGERD: "Geweigerd",
    Berichtstatus.NIET_GEACCEPTEERD: "Niet geaccepteerd",
}
_BEELD = {
    Berichtstatus.WACHT_OP_MENS: ("let-op", "let-op"),
    Berichtstatus.GEWEIGERD: ("let-op", "fout"),
    Berichtstatus.NIET_GEACCEPTEERD: ("let-op", "fout"),
    Berichtstatus.KLAAR: ("blad-uit", ""),
    Berichtstatus.VERSTUURD: ("blad-uit", ""),
    Berichtstatus.ONTVANGEN: ("blad-in", ""),
}
_ANTWOORD = {"WMO301": "WMO302", "WMO305": "WMO306", "WMO323": "WMO325"}
_TITEL = {"WMO302": "hun antwoord", "WMO306": "ons antwoord", "WMO325": "ons antwoord"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the timeline; `url` is empty for what is still to come."""

    icoon: str
    titel: str
    wanneer: str
    toon: str
    tekst: str
    url: str = ""


def timeline(chain: Sequence[KetenRow], *, today: date, current: int | None = None) -> list[Moment]:
    """The messages newest first; an answer that is still due stands on top of them. `current` is not a link: it is this page."""
    answered = {row.antwoord_op for row in chain}
    awaited = [
        _awaited(row, today)
        for row in chain
        if row.antwoord_uiterlijk and row.id not in answered and row.label in _ANTWOORD and _open(row)
    ]
    return [*reversed(awaited), *(_moment(row, current) for row in reversed(chain))]


def _open(row: KetenRow) -> bool:
    ended = {
        Berichtstatus.BEANTWOORD,
        Berichtstatus.GEWEIGERD,
        Berichtstatus.NIET_GEACCEPTEERD,
        Berichtstatus.VERWERKT,
    }
    return row.status not in ended


def _awaited(row: KetenRow, today: date) -> Moment:
    label, last = _ANTWOORD[row.label], row.antwoord_uiterlijk or today
    late = last < today
    ours = row.richting is Richting.IN
    when = f"was {dutch.day(last)}" if late else f"voor {dutch.day(last)}"
    reason = "Wacht op een regel die jij beoordeelt." if row.status is Berichtstatus.WACHT_OP_MENS else ""
    text = reason or ("Wij moeten nog antwoorden." if ours else "De aanbieder moet nog antwoorden.")
    return Moment(
        "klok", f"{label[3:]} · {_TITEL.get(label, 'antwoord')}", when, "fout" if late else "straks", text
    )


def _moment(row: KetenRow, current: int | None) -> Moment:
    icon, tone = _BEELD.get(row.status, ("vink", ""))
    title = (
        f"{row.label[3:]} · {words.kind(row.label).lower()}"
        if row.label != "onbekend"
        else "Onbekend bestand"
    )
    url = "" if row.id == current else reverse("bericht", args=[row.id])
    return Moment(
        icon,
        title,
        dutch.day_short(row.werkdatum),
        tone or ("doen" if row.id == current else ""),
        _TEKST[row.status],
        url,
    )
