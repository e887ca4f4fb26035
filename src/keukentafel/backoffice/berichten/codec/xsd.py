"""XML Schema files made from the declared records, and the compiled schema that level 1 runs on.

Anyone can validate with the files of `message_schema` and `base_schema` (save the second as basisschema.xsd). They describe the same
language as the standard's own schema. Patterns are written so that no engine can hang on them (see `types.SimpleType.safe_pattern`).
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.records.basis import COMPOSITES
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.spec import (
    ElementSpec,
    Fixed,
    Kind,
    RecordSpec,
    Shape,
    spec_of,
    spec_under,
)
from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law, SimpleType

BASE_FILE = "basisschema.xsd"
XSD_VERSIE = "1.0.0"

_XS = "http://www.w3.org/2001/XMLSchema"
# Two threads that have libxml2 compile a schema at once break each other.
_ONE_AT_A_TIME = Lock()


def base_schema(soort: BerichtSoort) -> bytes:
    """The base schema of the law and release of `soort`, UTF-8."""
    body = [_simple(simple, soort.law) for simple in SIMPLE_TYPES.values()]
    body += [_complex(spec_of(composite), "b:", "b:") for composite in COMPOSITES]
    versions = f"<b:BasisschemaXsdVersie>{XSD_VERSIE}</b:BasisschemaXsdVersie>"
    return _document(soort.base_namespace, f'xmlns:b="{soort.base_namespace}"', [_appinfo(versions), *body])


def message_schema(soort: BerichtSoort) -> bytes:
    """The schema of one kind of message, UTF-8; it imports `basisschema.xsd`."""
    names = f'xmlns:m="{soort.namespace}" xmlns:b="{soort.base_namespace}"'
    stamps = ("Basisschema", "Bericht")
    versions = "".join(
        f"<m:{stamp}XsdVersie{edge}>{XSD_VERSIE}</m:{stamp}XsdVersie{edge}>"
        for stamp in stamps
        for edge in ("", "Min", "Max")
    )
    body = [
        f'<xs:import namespace="{soort.base_namespace}" schemaLocation="{BASE_FILE}"/>',
        _appinfo(versions),
        '<xs:element name="Bericht" type="m:Bericht"/>',
    ]
    for spec in class_specs(soort):
        body.append(_complex(spec, "m:", "b:", soort))
        body.extend(_wrapper(element) for element in spec.elements if element.item)
    return _document(soort.namespace, names, list(dict.fromkeys(body)))


@cache
def compiled_schema(soort: BerichtSoort) -> Any:
    """The schema of a kind of message, compiled once: an `lxml.etree.XMLSchema`."""
    with _ONE_AT_A_TIME:
        return _compiled(soort)


def _compiled(soort: BerichtSoort) -> Any:
    """The base schema is a file for a moment: what lxml puts in its place is taken away when another thread has parsed meanwhile."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with TemporaryDirectory() as folder:
        Path(folder, BASE_FILE).write_bytes(base_schema(soort))
        where = str(Path(folder, "bericht.xsd"))
        return etree.XMLSchema(etree.parse(BytesIO(message_schema(soort)), parser, base_url=where))


def class_specs(soort: BerichtSoort) -> list[RecordSpec]:
    """The classes of a message as they stand in its law, root first, each once."""
    found: dict[type, RecordSpec] = {}
    waiting: list[type] = [soort.root]
    while waiting:
        record = waiting.pop(0)
        spec = spec_under(record, soort.law)
        if record not in found and spec.kind is Kind.CLASS:
            found[record] = spec
            waiting.extend(element.record for element in spec.elements if element.record is not None)
    return list(found.values())


def header_pattern(fixed: Fixed, soort: BerichtSoort) -> str:
    """The only value that a fixed header element may have in this kind of message."""
    values = {
        Fixed.CODE: soort.berichtcode,
        Fixed.VERSION: str(soort.release.versie),
        Fixed.SUBVERSION: str(soort.release.subversie),
    }
    return values[fixed]


def _document(namespace: str, names: str, body: list[str]) -> bytes:
    head = (
        f'<xs:schema xmlns:xs="{_XS}" {names} targetNamespace="{namespace}" elementFormDefault="qualified">'
    )
    return "\r\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *body, "</xs:schema>", ""]).encode()


def _appinfo(content: str) -> str:
    return f"<xs:annotation><xs:appinfo>{content}</xs:appinfo></xs:annotation>"


def _simple(simple: SimpleType, law: Law) -> str:
    return f'<xs:simpleType name="{simple.name}">{_restriction(simple, law)}</xs:simpleType>'


def _restriction(simple: SimpleType, law: Law) -> str:
    facets = "".join(f"<xs:{name} value={quoteattr(value)}/>" for name, value in _facets(simple, law))
    return f'<xs:restriction base="xs:{simple.base.value}">{facets}</xs:restriction>'


def _facets(simple: SimpleType, law: Law) -> Iterator[tuple[str, str]]:
    bounds = {
        "minLength": simple.min_length,
        "maxLength": simple.max_length,
        "minInclusive": simple.min_inclusive,
        "maxInclusive": simple.max_inclusive,
    }
    yield from ((name, str(bound)) for name, bound in bounds.items() if bound is not None)
    if simple.safe_pattern is not None:
        yield "pattern", simple.safe_pattern
    if simple.codelists is not None:
        yield from (("enumeration", item.code) for item in CODELISTS[simple.codelists[law]].codes)


def _complex(spec: RecordSpec, own: str, base: str, soort: BerichtSoort | None = None) -> str:
    content = "".join(_element(element, own, base, soort) for element in spec.elements)
    return f'<xs:complexType name="{spec.name}"><xs:sequence>{content}</xs:sequence></xs:complexType>'


def _element(element: ElementSpec, own: str, base: str, soort: BerichtSoort | None) -> str:
    card = ' minOccurs="0"' if element.optional else ""
    pattern = header_pattern(element.fixed, soort) if element.fixed and soort else element.pattern
    if pattern is not None and element.simple is not None:
        inner = f'<xs:restriction base="{base}{element.simple.name}"><xs:pattern value={quoteattr(pattern)}/></xs:restriction>'
        return f'<xs:element name="{element.name}"{card}><xs:simpleType>{inner}</xs:simpleType></xs:element>'
    return f'<xs:element name="{element.name}" type="{_type(element, own, base)}"{card}/>'


def _type(element: ElementSpec, own: str, base: str) -> str:
    if element.shape in (Shape.RECORDS, Shape.LEAVES):
        return own + element.name
    if element.simple is not None:
        return base + element.simple.name
    spec = spec_of(element.record or object)
    return (base if spec.kind is Kind.COMPOSITE else own) + spec.name


def _wrapper(element: ElementSpec) -> str:
    held = (
        f"m:{spec_of(element.record).name}"
        if element.record
        else f"b:{element.simple.name if element.simple else ''}"
    )
    return (
        f'<xs:complexType name="{element.name}"><xs:sequence>'
        f'<xs:element name="{element.item}" type="{held}" maxOccurs="unbounded"/></xs:sequence></xs:complexType>'
    )
