"""The declared records and the generated schema against the tables of the standard."""

from operator import itemgetter
from typing import Any

import pytest
from lxml import etree

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.records.basis import COMPOSITES
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, RecordSpec, spec_of
from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.codec.xsd import (
    base_schema,
    class_specs,
    header_pattern,
    message_schema,
)
from tests.backoffice.berichten.codec.messages import toewijzing
from tests.backoffice.berichten.codec.standard import CODES, Row, read_csv, rows

pytestmark = pytest.mark.pure

XS = "{http://www.w3.org/2001/XMLSchema}"
NUMMERS = sorted(CODES)


def _declared(nummer: int) -> set[Row]:
    soort = find_soort(Law.WMO, nummer)
    found: set[Row] = set()
    for spec in class_specs(soort):
        for element in spec.elements:
            card = "0..1" if element.optional else "1..1"
            pattern = header_pattern(element.fixed, soort) if element.fixed else element.pattern or ""
            found.add(Row(nummer, spec.name, element.name, _type(element), card, element.key, pattern))
            if element.item:
                held = f"class {spec_of(element.record).name}" if element.record else _simple_name(element)
                found.add(Row(nummer, element.name, element.item, held, "1..n", False, ""))
    return found


def _simple_name(element: ElementSpec) -> str:
    assert element.simple is not None
    return element.simple.name


def _type(element: ElementSpec) -> str:
    if element.item:
        return f"class {element.name}"
    if element.simple:
        return element.simple.name
    assert element.record is not None
    name = spec_of(element.record).name
    return name if name.startswith("CDT_") else f"class {name}"


@pytest.mark.parametrize("nummer", NUMMERS)
def test_records_have_the_elements_of_the_standard(nummer: int) -> None:
    assert _declared(nummer) == set(rows(nummer))


@pytest.mark.parametrize("nummer", NUMMERS)
def test_records_keep_the_order_of_the_standard(nummer: int) -> None:
    specs: dict[str, RecordSpec] = {spec.name: spec for spec in class_specs(find_soort(Law.WMO, nummer))}
    wanted: dict[str, list[str]] = {}
    for row in rows(nummer):
        wanted.setdefault(row.klasse, []).append(row.element)
    for name, spec in specs.items():
        assert [element.name for element in spec.elements] == wanted[name]


def test_attributes_are_the_element_names_in_lower_case() -> None:
    for nummer in NUMMERS:
        for spec in (*class_specs(find_soort(Law.WMO, nummer)), *map(spec_of, COMPOSITES)):
            assert [element.attribute for element in spec.elements] == [
                element.name.lower() for element in spec.elements
            ]


def test_composite_types_are_those_of_the_standard() -> None:
    declared = [
        {
            "type": spec.name,
            "element": e.name,
            "houdt": _type(e),
            "kardinaliteit": "0..1" if e.optional else "1..1",
        }
        for spec in map(spec_of, COMPOSITES)
        for e in spec.elements
    ]
    assert sorted(declared, key=itemgetter("type")) == sorted(
        read_csv("composite_types.csv"), key=itemgetter("type")
    )


@pytest.mark.parametrize("row", read_csv("simple_types.csv"), ids=lambda row: row["naam"])
def test_simple_type_has_the_facets_of_the_standard(row: dict[str, str]) -> None:
    simple = SIMPLE_TYPES[row["naam"]]
    facets = (
        simple.min_length,
        simple.max_length,
        simple.min_inclusive,
        simple.max_inclusive,
        simple.pattern,
    )
    names = ("minLength", "maxLength", "minInclusive", "maxInclusive", "patroon")
    assert simple.base.value == row["basis"]
    assert [str(facet) if facet is not None else "" for facet in facets] == [row[name] for name in names]
    if row["aantal"]:
        assert simple.codelists is not None
        assert len(CODELISTS[simple.codelists[Law.JW]].codes) == int(row["aantal"])
    else:
        assert simple.codelists is None


def test_no_other_simple_types_exist() -> None:
    assert set(SIMPLE_TYPES) == {row["naam"] for row in read_csv("simple_types.csv")}


def _schema(data: bytes) -> Any:
    return etree.fromstring(data)


@pytest.mark.parametrize("nummer", NUMMERS)
def test_schema_has_the_elements_of_the_standard(nummer: int) -> None:
    soort = find_soort(Law.WMO, nummer)
    tree = _schema(message_schema(soort))
    assert tree.get("targetNamespace") == f"http://www.istandaarden.nl/iwmo/3_2/wmo{nummer}/schema"
    assert tree.get("elementFormDefault") == "qualified"
    found = set()
    for kind in tree.iter(f"{XS}complexType"):
        for element in kind.iter(f"{XS}element"):
            found.add((kind.get("name"), element.get("name"), *_schema_type(element), _schema_card(element)))
    wanted = {(r.klasse, r.element, r.type.removeprefix("class "), r.pattern, r.card) for r in rows(nummer)}
    assert found == wanted


def _schema_type(element: Any) -> tuple[str, str]:
    if element.get("type"):
        prefix, _, name = element.get("type").partition(":")
        assert prefix == ("b" if name.startswith(("LDT_", "CDT_")) else "m")
        return name, ""
    restriction = next(element.iter(f"{XS}restriction"))
    return restriction.get("base").removeprefix("b:"), next(element.iter(f"{XS}pattern")).get("value")


def _schema_card(element: Any) -> str:
    return "1..n" if element.get("maxOccurs") else f"{element.get('minOccurs', '1')}..1"


@pytest.mark.parametrize("row", read_csv("simple_types.csv"), ids=lambda row: row["naam"])
def test_base_schema_has_the_facets_of_the_standard(row: dict[str, str]) -> None:
    tree = _schema(base_schema(find_soort(Law.WMO, 301)))
    simple = next(kind for kind in tree.iter(f"{XS}simpleType") if kind.get("name") == row["naam"])
    facets = {
        facet.tag.removeprefix(XS): facet.get("value")
        for facet in simple[0]
        if facet.tag != f"{XS}enumeration"
    }
    safe = {r".*[^\s].*": r"[ \t]*[^\s].*", r"([.\s]*\S+[.\s]*)+": r"\s*\S[\s\S]*"}
    wanted = {
        name: row[name] for name in ("minLength", "maxLength", "minInclusive", "maxInclusive") if row[name]
    }
    if row["patroon"]:
        wanted["pattern"] = safe.get(row["patroon"], row["patroon"])
    assert facets == wanted
    own = {"LDT_ProductCategorie": 18}
    codes = len(list(simple.iter(f"{XS}enumeration")))
    assert codes == own.get(row["naam"], int(row["aantal"] or 0))


def test_schema_files_work_from_disk(tmp_path: Any) -> None:
    soort = find_soort(Law.WMO, 301)
    (tmp_path / "basisschema.xsd").write_bytes(base_schema(soort))
    (tmp_path / "wmo301.xsd").write_bytes(message_schema(soort))
    schema = etree.XMLSchema(etree.parse(str(tmp_path / "wmo301.xsd")))
    assert schema.validate(etree.fromstring(write(toewijzing())))
