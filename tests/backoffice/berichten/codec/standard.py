"""The facts of the standard as tables of the tests, transcribed apart from the declared records.

So neither can hide a slip in the other. A retour (302, 306, 308, 316, 318, 320) is the body of the heen message with the root body
optional and RetourCodes last in every real class; the headers are written out here.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.types import Law

FACTS = Path(__file__).parent / "facts"
# COD002-VEKT: the code in iWmo and in iJw.
CODES = {
    301: ("414", "436"), 302: ("415", "437"), 305: ("418", "438"), 306: ("419", "439"), 307: ("420", "440"),
    308: ("421", "441"), 315: ("444", "446"), 316: ("445", "447"), 317: ("480", "486"), 318: ("481", "487"),
    319: ("482", "488"), 320: ("483", "489"), 323: ("484", "490"), 325: ("485", "491"),
}  # fmt: skip
HEEN = {302: 301, 306: 305, 308: 307, 316: 315, 318: 317, 320: 319}
FROM_GEMEENTE = {301, 302, 319, 320, 325}
BODIES = {319: "Antwoord", 320: "Antwoord", 323: "Declaratie", 325: "DeclaratieAntwoord"}


class Row(NamedTuple):
    """One element of a class: its type, how often, in the key or not, and a pattern of its own."""

    klasse: str
    element: str
    type: str
    card: str
    key: bool = False
    pattern: str = ""


class Facets(NamedTuple):
    """What a simple type asks: base, lengths and bounds (lowest, highest; empty: none), patterns from the outside in, codes."""

    base: str
    bounds: tuple[str, ...]
    patterns: tuple[str, ...]
    codes: frozenset[str]


class Place(NamedTuple):
    """One element in a whole message, by its path; classes and composite types have no facets."""

    path: str
    type: str
    card: str
    key: bool
    facets: Facets | None


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    with (FACTS / name).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter=";"))


@cache
def rows(law: Law, nummer: int) -> tuple[Row, ...]:
    """Every element of a message, in order per class."""
    found = [
        Row(r["klasse"], r["element"], r["type"], r["kardinaliteit"], bool(r["sleutel"]), r["patroon"])
        for r in read_csv("structure.csv")
        if int(r["bericht"]) == HEEN.get(nummer, nummer) and r["wet"] in ("", law.value)
    ]
    if nummer in HEEN:
        wrappers = {row.klasse for row in found if row.card == "1..n"}
        classes = dict.fromkeys(row.klasse for row in found if row.klasse not in wrappers)
        found += [Row(name, "RetourCodes", "class RetourCodes", "1..1") for name in classes]
        found.append(Row("RetourCodes", "RetourCode", "LDT_RetourCode", "1..n"))
    body = BODIES.get(nummer, "Client")
    return (
        Row("Bericht", "Header", "class Header", "1..1"),
        Row("Bericht", body, f"class {body}", "0..1" if nummer in HEEN or nummer == 325 else "1..1"),
        *_header(law, nummer),
        *found,
    )


def _header(law: Law, nummer: int) -> Iterator[Row]:
    sides = ("LDT_Gemeente", "LDT_AgbCode") if nummer in FROM_GEMEENTE else ("LDT_AgbCode", "LDT_Gemeente")
    code = CODES[nummer][law is Law.JW]
    yield Row("Header", "BerichtCode", "LDT_BerichtCode", "1..1", pattern=code)
    yield Row("Header", "BerichtVersie", "LDT_BerichtVersie", "1..1", pattern="3")
    yield Row("Header", "BerichtSubversie", "LDT_BerichtSubversie", "1..1", pattern="2")
    yield Row("Header", "Afzender", sides[0], "1..1")
    yield Row("Header", "Ontvanger", sides[1], "1..1")
    yield Row("Header", "BerichtIdentificatie", "CDT_BerichtIdentificatie", "1..1")
    yield Row("Header", "XsdVersie", "CDT_XsdVersie", "1..1")
    if nummer in HEEN:
        yield Row("Header", "IdentificatieRetour", "LDT_IdentificatieBericht", "1..1")
        yield Row("Header", "DagtekeningRetour", "LDT_Datum", "1..1")
        yield Row("Header", "XsltVersie", "LDT_Versie", "0..1")
        yield Row("Header", "XsdVersieRetour", "CDT_XsdVersie", "1..1")
        yield Row("Header", "RetourCodes", "class RetourCodes", "0..1")
    if nummer == 325:
        yield Row("Header", "DeclaratieIdentificatie", "CDT_BerichtIdentificatie", "1..1")
        yield Row("Header", "XsltVersie", "LDT_Versie", "0..1")
        yield Row("Header", "XsdVersieDeclaratie", "CDT_XsdVersie", "1..1")
        yield Row("Header", "RetourCodes", "class RetourCodes", "1..1")


def places(law: Law, nummer: int) -> list[Place]:
    """Every element of a message by its path, in the order of the standard."""
    by_class: dict[str, list[Row]] = {}
    for row in (*rows(law, nummer), *_composites()):
        by_class.setdefault(row.klasse, []).append(row)

    def below(klasse: str, path: str) -> Iterator[Place]:
        for row in by_class[klasse]:
            place, name = f"{path}/{row.element}", row.type.removeprefix("class ")
            is_simple = name.startswith("LDT_")
            yield Place(place, name, row.card, row.key, facets(law, name, row.pattern) if is_simple else None)
            if not is_simple:
                yield from below(name, place)

    return list(below("Bericht", "/Bericht"))


@cache
def _composites() -> tuple[Row, ...]:
    return tuple(
        Row(r["type"], r["element"], r["houdt"], r["kardinaliteit"]) for r in read_csv("composite_types.csv")
    )


@cache
def facets(law: Law, name: str, pattern: str = "") -> Facets:
    """What a simple type asks under a law, with the pattern of one element on top."""
    row = next(row for row in read_csv("simple_types.csv") if row["naam"] == name)
    patterns = tuple(text for text in (pattern, row["patroon"]) if text)
    bounds = (row["minLength"], row["maxLength"], row["minInclusive"], row["maxInclusive"])
    return Facets(row["basis"], bounds, patterns, codes(law, name))


@cache
def codes(law: Law, name: str) -> frozenset[str]:
    """The enumeration of a simple type under a law; empty when it has none."""
    apart = {"LDT_LandCode": "landcodes.csv", "LDT_RetourCode": "retourcodes.csv"}
    if name in apart:
        return frozenset(row["code"] for row in read_csv(apart[name]))
    return frozenset(
        row["code"]
        for row in read_csv("codes.csv")
        if row["type"] == name and law.value in row["wetten"].split()
    )
