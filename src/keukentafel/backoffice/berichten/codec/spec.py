"""How a message class is declared: a frozen, slotted dataclass whose fields carry their element, type, cardinality and key mark.

    @record(Kind.CLASS, "StartProduct")
    class StartProduct305:
        toewijzingnummer: int | None = element("ToewijzingNummer", "LDT_Nummer", key=True, default=None)

A field with a default is optional in the standard (0..1); one without is mandatory (1..1). Reader, writer and schema are all made
from these declarations, so they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, dataclass_transform

from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law, SimpleType

T = TypeVar("T")
_KEY = "element"
_SPECS: dict[type, "RecordSpec"] = {}


class Kind(StrEnum):
    """Where a class is defined: a composite type of the base schema (CDT) or a class of the message schema."""

    COMPOSITE = "cdt"
    CLASS = "class"


class Shape(StrEnum):
    """What an element holds: one simple value, one record, a wrapped list of records, or a wrapped list of simple values."""

    LEAF = "leaf"
    RECORD = "record"
    RECORDS = "records"
    LEAVES = "leaves"


class Fixed(StrEnum):
    """A header value whose only legal content follows from the kind of message."""

    CODE = "berichtcode"
    VERSION = "berichtversie"
    SUBVERSION = "berichtsubversie"


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """One element of a class.

    `name` is the element in the XML and `attribute` the attribute of the record. For lists `name` is the wrapper and `item` the
    repeated element (1..n). `simple` is set for leaves, `record` for records. `pattern` narrows the simple type for this element only.
    A `streamed` list can be very long: its items are read one by one, and their tag occurs nowhere else in the message.
    A `key` tells an item of a list from the others; what `varies` differs from item to item without being part of that.
    An element with `only` stands in the messages of that law alone. `default` is what the attribute holds when an optional element is
    absent.
    """

    name: str
    shape: Shape
    attribute: str = ""
    optional: bool = False
    key: bool = False
    varies: bool = False
    item: str = ""
    simple: SimpleType | None = None
    record: type | None = None
    pattern: str | None = None
    fixed: Fixed | None = None
    streamed: bool = False
    only: Law | None = None
    default: Any = None


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """One declared class: its record, its name in the standard, where it is defined, and its elements in order.

    The values of a `recurring` class come back again and again in one message; all its elements are mandatory leaves.
    """

    record: type
    name: str
    kind: Kind
    elements: tuple[ElementSpec, ...]
    recurring: bool = False


def _field(spec: ElementSpec, default: Any) -> Any:
    return (
        field(default=default, metadata={_KEY: spec})
        if default is not MISSING
        else field(metadata={_KEY: spec})
    )


def element(
    name: str,
    ldt: str,
    *,
    key: bool = False,
    varies: bool = False,
    pattern: str | None = None,
    fixed: Fixed | None = None,
    only: Law | None = None,
    default: Any = MISSING,
) -> Any:
    """Declare an element with a simple type; `ldt` is the name in the standard (KeyError at import when there is no such type)."""
    return _field(
        ElementSpec(
            name,
            Shape.LEAF,
            key=key,
            varies=varies,
            simple=SIMPLE_TYPES[ldt],
            pattern=pattern,
            fixed=fixed,
            only=only,
        ),
        default,
    )


def part(
    name: str,
    record_class: type,
    *,
    key: bool = False,
    only: Law | None = None,
    default: Any = MISSING,
) -> Any:
    """Declare an element that holds one other record."""
    return _field(ElementSpec(name, Shape.RECORD, key=key, record=record_class, only=only), default)


def parts(name: str, item: str, record_class: type, *, streamed: bool = False, default: Any = MISSING) -> Any:
    """Declare a wrapper element that holds one or more records; the attribute is a tuple, empty when the wrapper is absent."""
    return _field(
        ElementSpec(name, Shape.RECORDS, item=item, record=record_class, streamed=streamed), default
    )


def elements(name: str, item: str, ldt: str, *, default: Any = MISSING) -> Any:
    """Declare a wrapper element that holds one or more simple values; the attribute is a tuple."""
    return _field(ElementSpec(name, Shape.LEAVES, item=item, simple=SIMPLE_TYPES[ldt]), default)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(element, part, parts, elements)
)
def record(kind: Kind, name: str, *, recurring: bool = False) -> Callable[[type[T]], type[T]]:
    """Turn a class of declared elements into a frozen, slotted dataclass with keyword-only arguments, and register its spec."""

    def declare(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        specs = tuple(_declared(item) for item in fields(cast(Any, made)))
        _SPECS[made] = RecordSpec(made, name, kind, specs, recurring)
        return made

    return declare


def _declared(item: Field[Any]) -> ElementSpec:
    spec: ElementSpec = item.metadata[_KEY]
    if item.default is MISSING:
        return replace(spec, attribute=item.name)
    return replace(spec, attribute=item.name, optional=True, default=item.default)


def spec_of(record_class: type) -> RecordSpec:
    """The declaration of a record class, for both laws; KeyError for a class that is not one."""
    return _SPECS[record_class]


@cache
def spec_under(record_class: type, law: Law) -> RecordSpec:
    """The declaration of a record class as it stands in the messages of one law; KeyError for a class that is not one."""
    spec = _SPECS[record_class]
    return replace(spec, elements=tuple(element for element in spec.elements if element.only in (None, law)))
