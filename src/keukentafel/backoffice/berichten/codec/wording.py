"""Dutch sentences for the complaints of the schema validator. None repeats a value from the message: it may be about a person."""

import re

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Fixed, spec_under
from keukentafel.backoffice.berichten.codec.types import Base, Law, SimpleType

_EXPECTED = re.compile(r"\}([A-Za-z0-9]+)")
_POSITION = re.compile(r"\[[0-9]+\]")
_FEW_CODES = 12
_PATTERNS = {
    "[0-9]{8}": "precies 8 cijfers",
    "[0-9]{9}": "precies 9 cijfers",
    "[0-9]{4}": "precies 4 cijfers",
    "[0-9]*": "alleen cijfers",
    "([a-zA-Z0-9])+": "alleen letters en cijfers",
    "([a-zA-ZÀ-ỳ])+": "alleen letters, zonder punten en spaties",
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)": "een versie zoals 1.0.0",
}


def explain_complaint(kind: str, message: str, path: str, soort: BerichtSoort) -> str:
    """One sentence for a complaint of kind `kind` (libxml2's name) on the element at `path`."""
    names = [_POSITION.sub("", part) for part in path.split("/") if part]
    name = names[-1] if names else "Bericht"
    if kind == "SCHEMAV_ELEMENT_CONTENT":
        return _content_reason(name, message)
    if kind.startswith("SCHEMAV_CVC_COMPLEX_TYPE_3"):
        return f"{name} heeft een kenmerk dat de standaard niet kent."
    if kind == "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
        return f"In {name} staat tekst tussen de onderdelen. Dat mag niet."
    element = _find_element(soort, names[1:])
    if element is None or element.simple is None:
        return f"{name} past niet bij het schema van de standaard."
    return f"{name} klopt niet. Het moet zijn: {_describe_element(element, element.simple, soort)}."


def _content_reason(name: str, message: str) -> str:
    expected = " of ".join(_EXPECTED.findall(message.partition("Expected is")[2]))
    if "Missing child element" in message:
        return f"In {name} ontbreekt: {expected}."
    if expected:
        return f"{name} staat hier niet goed. Hier hoort: {expected}."
    return f"{name} hoort hier niet."


def _find_element(soort: BerichtSoort, names: list[str]) -> ElementSpec | None:
    record: type | None = soort.root
    found: ElementSpec | None = None
    for name in names:
        if found is not None and name == found.item:
            continue
        specs = spec_under(record, soort.law).elements if record else ()
        found = next((element for element in specs if element.name == name), None)
        if found is None:
            return None
        record = found.record
    return found


def _describe_element(element: ElementSpec, simple: SimpleType, soort: BerichtSoort) -> str:
    if element.fixed is not None:
        fixed = {
            Fixed.CODE: soort.berichtcode,
            Fixed.VERSION: soort.release.versie,
            Fixed.SUBVERSION: soort.release.subversie,
        }
        return f"{fixed[element.fixed]} (de waarde voor een {soort.label})"
    if element.pattern is not None:
        return f"{_PATTERNS[element.pattern]}, {_length(simple)}"
    return describe(simple, soort.law)


def describe(simple: SimpleType, law: Law) -> str:
    """What a simple type asks, in words."""
    if simple.codelists is not None:
        return _describe_list(simple.codelists[law])
    if simple.base is Base.INTEGER:
        return f"een heel getal van {simple.min_inclusive} tot en met {simple.max_inclusive}"
    if simple.base is Base.DATE:
        return "een datum zoals 2026-11-22, zonder tijdzone"
    if simple.base is Base.TIME:
        return "een tijd zoals 13:45:00, zonder tijdzone"
    if simple.pattern in _PATTERNS:
        shape = _PATTERNS[simple.pattern]
        return shape if shape.startswith(("precies", "een")) else f"{shape}, {_length(simple)}"
    return (
        f"een tekst die niet leeg is, {_length(simple)}"
        if simple.max_length
        else "een tekst die niet leeg is"
    )


def _length(simple: SimpleType) -> str:
    return f"hoogstens {simple.max_length} tekens"


def _describe_list(name: str) -> str:
    codes = [item.code for item in CODELISTS[name].codes]
    if len(codes) > _FEW_CODES:
        return f"een code uit lijst {name}"
    return f"een code uit lijst {name} ({', '.join(codes)})"
