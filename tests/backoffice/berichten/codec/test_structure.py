"""The declared records and the generated schema against the tables of the standard."""

from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from lxml import etree

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.records.basis import COMPOSITES
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort, find_soort
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, spec_of, spec_under
from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law, SimpleType
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.codec.xsd import (
    base_schema,
    class_specs,
    header_pattern,
    message_schema,
)
from tests.backoffice.berichten.codec.standard import (
    CODES,
    Facets,
    Place,
    Row,
    codes,
    facets,
    places,
    read_csv,
    rows,
)

pytestmark = pytest.mark.pure

XS = "{http://www.w3.org/2001/XMLSchema}"
KINDS = [(law, nummer) for law in Law for nummer in CODES]
NAMES = sorted(row["naam"] for row in read_csv("simple_types.csv"))
# The same languages as the standard's patterns, written so that no engine can hang on them.
SAFE = {r"[ \t]*[^\s].*": r".*[^\s].*", r"\s*\S[\s\S]*": r"([.\s]*\S+[.\s]*)+"}


def _declared(law: Law, nummer: int) -> set[Row]:
    soort = find_soort(law, nummer)
    found: set[Row] = set()
    for spec in class_specs(soort):
        for element in spec.elements:
            pattern = header_pattern(element.fixed, soort) if element.fixed else element.pattern or ""
            found.add(Row(spec.name, element.name, _type(element), _card(element), element.key, pattern))
            if element.item:
                held = f"class {spec_of(element.record).name}" if element.record else _simple_name(element)
                found.add(Row(element.name, element.item, held, "1..n"))
    return found


def _card(element: ElementSpec) -> str:
    return "0..1" if element.optional else "1..1"


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


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_records_have_the_elements_of_the_standard(law: Law, nummer: int) -> None:
    assert _declared(law, nummer) == set(rows(law, nummer))


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_records_keep_the_order_of_the_standard(law: Law, nummer: int) -> None:
    wanted: dict[str, list[str]] = {}
    for row in rows(law, nummer):
        wanted.setdefault(row.klasse, []).append(row.element)
    for spec in class_specs(find_soort(law, nummer)):
        assert [element.name for element in spec.elements] == wanted[spec.name]


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_a_whole_message_has_the_places_of_the_standard(law: Law, nummer: int) -> None:
    soort = find_soort(law, nummer)
    assert list(_declared_places(soort, soort.root, "/Bericht")) == places(law, nummer)


def _declared_places(soort: BerichtSoort, record: type, path: str) -> Iterator[Place]:
    for element in spec_under(record, soort.law).elements:
        place = f"{path}/{element.name}"
        name = _type(element).removeprefix("class ")
        yield Place(place, name, _card(element), element.key, _declared_facets(element, soort))
        if element.item:
            place = f"{place}/{element.item}"
            held = spec_of(element.record).name if element.record else _simple_name(element)
            leaf = replace(element, item="")
            yield Place(place, held, "1..n", False, _declared_facets(leaf, soort))
        if element.record is not None:
            yield from _declared_places(soort, element.record, place)


def _declared_facets(element: ElementSpec, soort: BerichtSoort) -> Facets | None:
    if element.simple is None or element.item:
        return None
    own = header_pattern(element.fixed, soort) if element.fixed else element.pattern
    return _facets(element.simple, soort.law, own or "")


def _facets(simple: SimpleType, law: Law, own: str = "") -> Facets:
    bounds = (simple.min_length, simple.max_length, simple.min_inclusive, simple.max_inclusive)
    return Facets(
        simple.base.value,
        tuple("" if bound is None else str(bound) for bound in bounds),
        tuple(text for text in (own, simple.pattern) if text),
        frozenset(item.code for item in CODELISTS[simple.codelists[law]].codes)
        if simple.codelists
        else frozenset(),
    )


def test_how_the_two_laws_differ() -> None:
    """The whole difference in structure between iWmo and iJw."""
    for nummer in CODES:
        wmo, jw = ({place.path for place in places(law, nummer)} for law in Law)
        assert wmo <= jw
        own = {path.removeprefix("/Bericht/") for path in jw - wmo}
        assert own == {
            315: {"Client/GezagsdragerBekend"},
            316: {"Client/GezagsdragerBekend"},
            319: {"Antwoord/Woonplaatsbeginsel", "Antwoord/Woonplaatsbeginsel/Gemeente"},
            320: {
                "Antwoord/Woonplaatsbeginsel",
                "Antwoord/Woonplaatsbeginsel/Gemeente",
                "Antwoord/Woonplaatsbeginsel/RetourCodes",
                "Antwoord/Woonplaatsbeginsel/RetourCodes/RetourCode",
            },
        }.get(nummer, set())


def test_attributes_are_the_element_names_in_lower_case() -> None:
    for law, nummer in KINDS:
        for spec in (*class_specs(find_soort(law, nummer)), *map(spec_of, COMPOSITES)):
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


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("name", NAMES)
def test_simple_type_has_the_facets_of_the_standard(name: str, law: Law) -> None:
    assert _facets(SIMPLE_TYPES[name], law) == facets(law, name)


@pytest.mark.parametrize("law", Law)
def test_enumerations_are_transcribed_whole(law: Law) -> None:
    """The table of types counts the codes of iJw; iWmo has fewer categories."""
    own = {("LDT_ProductCategorie", Law.WMO): 18}
    for row in read_csv("simple_types.csv"):
        name = row["naam"]
        assert len(codes(law, name)) == own.get((name, law), int(row["aantal"] or 0))


def test_no_other_simple_types_exist() -> None:
    assert set(SIMPLE_TYPES) == set(NAMES)


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_schema_has_the_places_of_the_standard(law: Law, nummer: int) -> None:
    soort = find_soort(law, nummer)
    tree, base = etree.fromstring(message_schema(soort)), etree.fromstring(base_schema(soort))
    home = f"http://www.istandaarden.nl/i{law.value}/3_2"
    assert tree.get("targetNamespace") == f"{home}/{law.value}{nummer}/schema"
    assert base.get("targetNamespace") == f"{home}/basisschema/schema"
    assert {schema.get("elementFormDefault") for schema in (tree, base)} == {"qualified"}
    kinds = {
        f"{prefix}:{kind.get('name')}": kind
        for prefix, schema in (("m", tree), ("b", base))
        for kind in schema
        if kind.get("name") and kind.tag != f"{XS}element"
    }
    assert list(_schema_places(kinds, "m:Bericht", "/Bericht")) == [
        place._replace(key=False) for place in places(law, nummer)
    ]


def _schema_places(kinds: dict[str, Any], name: str, path: str) -> Iterator[Place]:
    for element in kinds[name].iter(f"{XS}element"):
        place, held, own = f"{path}/{element.get('name')}", element.get("type"), ()
        if held is None:
            (restriction,) = element.iter(f"{XS}restriction")
            held, own = restriction.get("base"), tuple(facet.get("value") for facet in restriction)
        prefix, _, bare = held.partition(":")
        assert prefix == ("b" if bare.startswith(("LDT_", "CDT_")) else "m")
        is_simple = kinds[held].tag == f"{XS}simpleType"
        found = _schema_facets(kinds[held], own) if is_simple else None
        yield Place(place, bare, _schema_card(element), False, found)
        if not is_simple:
            yield from _schema_places(kinds, held, place)


def _schema_card(element: Any) -> str:
    return "1..n" if element.get("maxOccurs") else f"{element.get('minOccurs', '1')}..1"


def _schema_facets(kind: Any, own: tuple[str, ...]) -> Facets:
    (restriction,) = kind
    found: dict[str, list[str]] = {}
    for facet in restriction:
        found.setdefault(facet.tag.removeprefix(XS), []).append(facet.get("value"))
    bounds = tuple(
        found.get(name, [""])[0] for name in ("minLength", "maxLength", "minInclusive", "maxInclusive")
    )
    patterns = tuple(SAFE.get(text, text) for text in found.get("pattern", []))
    listed = found.get("enumeration", [])
    assert len(listed) == len(set(listed))
    return Facets(restriction.get("base").removeprefix("xs:"), bounds, (*own, *patterns), frozenset(listed))


@pytest.mark.parametrize("law", Law)
def test_base_schema_differs_by_law_in_two_lists_only(law: Law) -> None:
    base = etree.fromstring(base_schema(find_soort(law, 301)))
    other = etree.fromstring(base_schema(find_soort(Law.JW if law is Law.WMO else Law.WMO, 301)))
    own = {kind.get("name"): etree.tostring(kind, method="c14n") for kind in base if kind.get("name")}
    theirs = {kind.get("name"): etree.tostring(kind, method="c14n") for kind in other if kind.get("name")}
    assert own.keys() == theirs.keys()
    home = find_soort(law, 301).base_namespace.encode()
    neighbour = find_soort(Law.JW if law is Law.WMO else Law.WMO, 301).base_namespace.encode()
    differing = {name for name, text in own.items() if text.replace(home, neighbour) != theirs[name]}
    assert differing == {"LDT_ProductCategorie", "LDT_RedenBeeindiging"}


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_schema_files_work_from_disk_in_two_processors(law: Law, nummer: int, tmp_path: Path) -> None:
    """As somebody else uses them: any processor finds the base schema beside the other, and says of a message what we say."""
    soort = find_soort(law, nummer)
    schema_file, good, bad = (tmp_path / name for name in ("bericht.xsd", "goed.xml", "fout.xml"))
    (tmp_path / "basisschema.xsd").write_bytes(base_schema(soort))
    schema_file.write_bytes(message_schema(soort))
    data = write(sample(nummer, law, lines=4, seed=1))
    good.write_bytes(data)
    bad.write_bytes(data.replace(b"<BerichtVersie>3", b"<BerichtVersie>4"))
    libxml2, other = etree.XMLSchema(etree.parse(str(schema_file))), xmlschema.XMLSchema(str(schema_file))
    assert [libxml2.validate(etree.parse(str(path))) for path in (good, bad)] == [True, False]
    assert [other.is_valid(str(path)) for path in (good, bad)] == [True, False]
