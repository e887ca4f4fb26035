"""What one declared line says: the message above it, the explanation, and its figures."""

from collections.abc import Mapping
from typing import Final

from keukentafel.backoffice.berichten.codec import eenheden
from keukentafel.backoffice.berichten.codec.codelists import RETOURCODES
from keukentafel.backoffice.declaraties.domain import Oorzaak, RegelDetail
from keukentafel.core import dutch
from keukentafel.core.money import euros
from keukentafel.web.backoffice import words

_KOP: Final[Mapping[Oorzaak, str]] = {
    Oorzaak.PRIJS: "Het bedrag klopt niet met het contract",
    Oorzaak.PERIODE: "De regel valt buiten de toewijzing",
    Oorzaak.HOEVEELHEID: "Er is meer gedeclareerd dan toegewezen",
    Oorzaak.DUBBEL: "Deze hulp is al eerder gedeclareerd",
    Oorzaak.OVERIG: "Deze regel klopt niet",
}
_ICOON: Final[Mapping[Oorzaak, str]] = {
    Oorzaak.PRIJS: "euro",
    Oorzaak.PERIODE: "dag",
    Oorzaak.HOEVEELHEID: "grafiek",
    Oorzaak.DUBBEL: "bladen",
    Oorzaak.OVERIG: "let-op",
}


def headline(detail: RegelDetail) -> str:
    """The title of the page of one line: what is wrong, or what was decided."""
    if not detail.wacht:
        return f"Regel van {detail.aanbiedernaam} is {_decided(detail)}"
    if detail.tarief and detail.contracttarief and detail.oorzaak is Oorzaak.PRIJS:
        difference = detail.tarief - detail.contracttarief
        if difference:
            side = "hoog" if difference > 0 else "laag"
            return f"De prijs is {euros(abs(difference))} per {eenheden.per_unit(detail.eenheid)} te {side}"
    return _KOP[detail.oorzaak]


def note_of(detail: RegelDetail) -> dict[str, object]:
    """What is wrong in one or two sentences with the sum behind it."""
    sentences = [detail.oordelen[0].reden] if detail.oordelen else []
    if detail.oorzaak is Oorzaak.PRIJS and detail.contracttarief and detail.tarief:
        right = detail.volume * detail.contracttarief
        sentences = [
            f"{eenheden.amount(detail.volume, detail.eenheid)} × {euros(detail.contracttarief)} = {euros(right)}.",
            f"Er is {euros(detail.bedrag)} gevraagd.",
        ]
    return {
        "titel": headline(detail) if detail.wacht else _KOP[detail.oorzaak],
        "icoon": _ICOON[detail.oorzaak],
        "tekst": " ".join(sentences),
    }


def facts_of(detail: RegelDetail) -> list[tuple[str, object]]:
    """The figures of a line, as terms with their values."""
    allocation = detail.toewijzing
    price = (
        f"{euros(detail.tarief)} per {eenheden.per_unit(detail.eenheid)}" if detail.tarief is not None else ""
    )
    agreed = detail.contracttarief
    rows: list[tuple[str, object]] = [
        (
            "Toegewezen",
            f"{allocation.omvang}, {_until(detail)}" if allocation else "Deze toewijzing kennen we niet",
        ),
        ("Geleverd", f"{eenheden.amount(detail.volume, detail.eenheid)}, {words.stretch(detail.periode)}"),
        ("Gevraagd", euros(detail.bedrag)),
        ("Tarief", price),
        (
            "In het contract",
            f"{euros(agreed)} per {eenheden.per_unit(detail.eenheid)}"
            if agreed is not None
            else "Geen tarief gevonden",
        ),
        ("Contract", allocation.contractnummer if allocation else ""),
        ("Eerder goedgekeurd", euros(allocation.goedgekeurd) if allocation else ""),
        ("Kenmerk", detail.referentienummer),
        ("Retourcode", _codes(detail)),
        ("Herstellen", _remedy(detail)),
    ]
    return rows


def _until(detail: RegelDetail) -> str:
    allocation = detail.toewijzing
    if allocation is None or allocation.einddatum is None:
        return "zonder einddatum"
    return f"t/m {dutch.day_year(allocation.einddatum)}"


def _codes(detail: RegelDetail) -> str:
    codes = detail.oordelen[0].retourcodes if detail.oordelen else ()
    known = [f"{code}, {_reason(code)}" for code in codes]
    rules = f" ({', '.join(detail.regels)})" if detail.regels else ""
    return "; ".join(known) + rules if known else ", ".join(detail.regels)


def _reason(code: str) -> str:
    text = RETOURCODES[code].reason if code in RETOURCODES else "onbekende code"
    return text[:1].lower() + text[1:].rstrip(".")


def _remedy(detail: RegelDetail) -> str:
    """What the provider can do about each code of a line that was not granted in the end."""
    if not detail.oordelen or _decided(detail) == "goedgekeurd":
        return ""
    codes = detail.oordelen[0].retourcodes
    return " ".join(dict.fromkeys(RETOURCODES[code].remedy for code in codes if code in RETOURCODES))


def _decided(detail: RegelDetail) -> str:
    return "goedgekeurd" if detail.oordelen[-1].uitkomst.value == "toegekend" else "afgekeurd"
