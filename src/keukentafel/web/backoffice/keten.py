"""The chain of messages as a timeline, newest first, with what is still waited for on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from keukentafel.backoffice.berichten.codec.registry import REGISTRY, Partij
from keukentafel.backoffice.berichten.domain.berichten import Berichtstatus, KetenRow
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.declaraties.domain import Berichtregels
from keukentafel.core import dutch
from keukentafel.core.money import euros

_TEKST = {
    Berichtstatus.KLAAR: "Staat klaar om te versturen",
    Berichtstatus.VERSTUURD: "Verstuurd",
    Berichtstatus.AFGELEVERD: "Verstuurd en afgeleverd",
    Berichtstatus.NIET_AFGELEVERD: "Niet afgeleverd, nog eens te versturen",
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
    Berichtstatus.NIET_AFGELEVERD: ("let-op", "fout"),
    Berichtstatus.KLAAR: ("blad-uit", ""),
    Berichtstatus.VERSTUURD: ("blad-uit", ""),
    Berichtstatus.ONTVANGEN: ("blad-in", ""),
}
_OURS, _THEIRS = "ons antwoord", "hun antwoord"
_TITEL = {
    301: "toewijzing",
    305: "hulp gestart",
    307: "hulp gestopt",
    315: "aanbieder vraagt een toewijzing",
    317: "aanbieder vraagt een wijziging",
    319: "ons antwoord op het verzoek",
    323: "declaratie",
}
_SOORT = {soort.label: soort for soort in REGISTRY.values()}
_WAT = {
    Wat.BESLUIT: ("301 of 319", "ons antwoord op het verzoek"),
    Wat.NA_ONDERZOEK: ("301 of 319", "ons besluit na onderzoek"),
}
_WIE = {
    Wie.AANBIEDER: "De aanbieder moet nog antwoorden.",
    Wie.GEMEENTE: "Wij moeten nog antwoorden.",
    Wie.MENS: "Wacht op iemand die beslist.",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the timeline; `url` is empty for what is still to come."""

    icoon: str
    titel: str
    wanneer: str
    toon: str
    tekst: str
    url: str = ""


def timeline(
    chain: Sequence[KetenRow],
    *,
    today: date,
    current: int | None = None,
    regels: Mapping[int, Berichtregels] | None = None,
    links: bool = True,
) -> list[Moment]:
    """The messages newest first; what is still waited for stands on top of them.

    `current` is no link: it is this page. `regels` are the lines that declarations hold about the allocation. `links` is False for
    somebody who may not open messages.
    """
    lines = regels or {}
    awaited = [_awaited(row, today) for row in chain if row.wacht and row.antwoord_uiterlijk]
    return [
        *reversed(awaited),
        *(_moment(row, current, lines.get(row.id), links=links) for row in reversed(chain)),
    ]


def _awaited(row: KetenRow, today: date) -> Moment:
    wat, wie = row.wacht or (Wat.RETOUR, Wie.GEMEENTE)
    last = row.antwoord_uiterlijk or today
    late = last < today
    when = f"was {dutch.day(last)}" if late else f"voor {dutch.day(last)}"
    if wat is Wat.AFLEVERING:
        title, text = f"{_number(row)} · nog eens versturen", "Het bericht kwam niet aan."
    else:
        number, name = _WAT.get(wat) or (
            str(_SOORT[row.label].antwoord),
            _THEIRS if wie is Wie.AANBIEDER else _OURS,
        )
        title, text = f"{number} · {name}", _WIE[wie]
    return Moment("klok", title, when, "fout" if late else "straks", text)


def _moment(row: KetenRow, current: int | None, lines: Berichtregels | None, *, links: bool) -> Moment:
    icon, tone = _BEELD.get(row.status, ("vink", ""))
    return Moment(
        icon,
        _title(row),
        dutch.day_short(row.werkdatum),
        tone or ("doen" if row.id == current else ""),
        ". ".join([_TEKST[row.status], *_more(row, lines)]),
        "" if row.id == current or not links else reverse("bericht", args=[row.id]),
    )


def _title(row: KetenRow) -> str:
    soort = _SOORT.get(row.label)
    if soort is None:
        return "Onbekend bestand"
    answer = _OURS if soort.afzender is Partij.GEMEENTE else _THEIRS
    return f"{soort.nummer} · {_TITEL.get(soort.nummer, answer)}"


def _number(row: KetenRow) -> str:
    return str(_SOORT[row.label].nummer)


def _more(row: KetenRow, lines: Berichtregels | None) -> list[str]:
    """What a message does to an earlier one, and what a declaration asks."""
    said = []
    if row.neemt_terug is not None:
        said.append("Neemt een eerdere melding terug")
    if row.vervangt is not None:
        said.append("Komt in plaats van een melding die is teruggenomen")
    if row.teruggenomen:
        said.append("Later teruggenomen")
    if lines is not None:
        said.append(
            f"{dutch.plural(lines.aantal, 'regel', 'regels')}, {euros(lines.gevraagd)} gevraagd, {euros(lines.toegekend)} toegekend"
        )
    return said
