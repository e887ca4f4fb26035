"""The facts of the standard as tables of the tests, transcribed apart from the declared records.

So neither can hide a slip in the other.

Messages 302 and 306 are the body of 301 and 305 with the root body optional and RetourCodes last in every real class; their headers,
and those of the heen messages, are written out here.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FACTS = Path(__file__).parent / "facts"
WRAPPERS = {
    "Relaties", "Contactgegevens", "ToegewezenProducten", "StartProducten", "Clienten", "Prestaties", "RetourCodes",
}  # fmt: skip
CODES = {301: "414", 302: "415", 305: "418", 306: "419", 323: "484", 325: "485"}
FROM_GEMEENTE = {301, 302, 325}


class Row(NamedTuple):
    """One element: in which class of which message, of which type, how often, in the key or not, and an extra pattern."""

    nummer: int
    klasse: str
    element: str
    type: str
    card: str
    key: bool
    pattern: str


def read_csv(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def rows(nummer: int) -> list[Row]:
    """Every element of a message, in order per class."""
    heen = {302: 301, 306: 305}.get(nummer, nummer)
    found = [
        Row(
            nummer, r["klasse"], r["element"], r["type"], r["kardinaliteit"], bool(r["sleutel"]), r["patroon"]
        )
        for r in read_csv("structure.csv")
        if int(r["bericht"]) == heen and r["klasse"] != "Header"
    ]
    if nummer != heen:
        classes = dict.fromkeys(r.klasse for r in found if r.klasse not in WRAPPERS)
        found += [
            Row(nummer, name, "RetourCodes", "class RetourCodes", "1..1", False, "") for name in classes
        ]
        found.append(Row(nummer, "RetourCodes", "RetourCode", "LDT_RetourCode", "1..n", False, ""))
    body = {323: "Declaratie", 325: "DeclaratieAntwoord"}.get(nummer, "Client")
    card = "0..1" if nummer in (302, 306, 325) else "1..1"
    root = [
        _row(nummer, "Bericht", "Header", "class Header"),
        _row(nummer, "Bericht", body, f"class {body}", card),
    ]
    return root + _header(nummer) + found


def _row(nummer: int, klasse: str, element: str, kind: str, card: str = "1..1", pattern: str = "") -> Row:
    return Row(nummer, klasse, element, kind, card, False, pattern)


def _header(nummer: int) -> list[Row]:
    sides = ("LDT_Gemeente", "LDT_AgbCode") if nummer in FROM_GEMEENTE else ("LDT_AgbCode", "LDT_Gemeente")
    found = [
        _row(nummer, "Header", "BerichtCode", "LDT_BerichtCode", pattern=CODES[nummer]),
        _row(nummer, "Header", "BerichtVersie", "LDT_BerichtVersie", pattern="3"),
        _row(nummer, "Header", "BerichtSubversie", "LDT_BerichtSubversie", pattern="2"),
        _row(nummer, "Header", "Afzender", sides[0]),
        _row(nummer, "Header", "Ontvanger", sides[1]),
        _row(nummer, "Header", "BerichtIdentificatie", "CDT_BerichtIdentificatie"),
        _row(nummer, "Header", "XsdVersie", "CDT_XsdVersie"),
    ]
    if nummer in (302, 306):
        found += [
            _row(nummer, "Header", "IdentificatieRetour", "LDT_IdentificatieBericht"),
            _row(nummer, "Header", "DagtekeningRetour", "LDT_Datum"),
            _row(nummer, "Header", "XsltVersie", "LDT_Versie", "0..1"),
            _row(nummer, "Header", "XsdVersieRetour", "CDT_XsdVersie"),
            _row(nummer, "Header", "RetourCodes", "class RetourCodes", "0..1"),
        ]
    if nummer == 325:
        found += [
            _row(nummer, "Header", "DeclaratieIdentificatie", "CDT_BerichtIdentificatie"),
            _row(nummer, "Header", "XsltVersie", "LDT_Versie", "0..1"),
            _row(nummer, "Header", "XsdVersieDeclaratie", "CDT_XsdVersie"),
            _row(nummer, "Header", "RetourCodes", "class RetourCodes"),
        ]
    return found
