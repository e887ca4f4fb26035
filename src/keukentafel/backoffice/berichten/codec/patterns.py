"""Reads the long list of a declaration by pattern, when the file is written as programs write it.

The pattern of an item is made from the same declarations as the schema and matches only what the schema accepts: plain tags without
attribute, comment or entity, around values in ASCII. What stands around the list, with the first item in it, always goes through the
parser and the schema. One item that does not match, and the parser reads the whole file: it alone says what is wrong.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, RecordSpec, Shape, spec_under
from keukentafel.backoffice.berichten.codec.types import NOT_BLANK, Base, Law, SimpleType
from keukentafel.backoffice.berichten.codec.xsd import class_specs

Convert = Callable[[bytes], Any]
Make = Callable[[Iterable[Any]], Any]
_HEAD = 4096
_MOST_KEPT = 20_000
_SPACE = rb"[ \t\r\n]*"
# Printable ASCII that stands for itself in XML; the second one without the space.
_PLAIN, _SOLID = rb"[ -%'-;=?-~]", rb"[!-%'-;=?-~]"
_DATE = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PREFIX = rb'xmlns(?::([A-Za-z_][A-Za-z0-9_.-]*))?=["\']%s["\']'


@dataclass(frozen=True, slots=True)
class LongList:
    """The items of the long list of a message, the tag of such an item, and the message itself with only the first one left."""

    tag: str
    items: list[Any]
    frame: bytes


def long_list(data: bytes, soort: BerichtSoort) -> LongList | None:
    """The long list of a message; None when its kind has none, or when the file must be left to the parser."""
    plan = _plan(soort, _prefix(data, soort.namespace), _prefix(data, soort.base_namespace))
    start = -1 if plan is None else data.find(plan.opening)
    # A comment could hold a list that is none.
    if plan is None or start < 0 or data.find(b"<!", 0, start) >= 0:
        return None
    try:
        return plan.read(data, start + len(plan.opening))
    except ValueError:
        # A day that does not exist.
        return None


def _prefix(data: bytes, namespace: str) -> bytes:
    """The prefix that a file declares for a namespace, with its colon; empty for the default one."""
    found = re.search(_PREFIX % re.escape(namespace.encode()), data[:_HEAD])
    return found[1] + b":" if found and found[1] else b""


@cache
def _plan(soort: BerichtSoort, own: bytes, base: bytes) -> "_Plan | None":
    for spec in class_specs(soort):
        for outer in spec.elements:
            if outer.streamed and spec_under(outer.record or object, soort.law).elements[-1].streamed:
                return _Plan(soort, outer, _Names(soort.law, own, base))
    return None


class _Plan:
    """How to read a list of records that each hold plain elements and, at their end, the list of items."""

    def __init__(self, soort: BerichtSoort, outer: ElementSpec, names: "_Names") -> None:
        owner = spec_under(outer.record or object, soort.law)
        *plain, inner = owner.elements
        item = spec_under(inner.record or object, soort.law)
        own = names.own
        self.tag = f"{{{soort.namespace}}}{outer.item}"
        self.opening = _open(own, outer.name)
        self._closing = _close(own, outer.name)
        head = (_open(own, outer.item), names.content(plain, own), _open(own, inner.name), b"")
        item_parts = (_open(own, inner.item), names.content(item.elements, own), _close(own, inner.item), b"")
        foot = (_close(own, inner.name), _close(own, outer.item), b"")
        self._head, self._item, self._foot = (
            re.compile(_SPACE.join(parts)) for parts in (head, item_parts, foot)
        )
        self._make_owner, self._make_item = names.maker(owner, plain), names.maker(item, item.elements)
        self._set_items: Callable[[Any, Any], None] = getattr(owner.record, inner.attribute).__set__

    def read(self, data: bytes, start: int) -> LongList | None:
        """The list behind `start`; None when it is not written plainly, ValueError for a day that does not exist."""
        match, make = self._item.match, self._make_item
        owners: list[Any] = []
        first = b""
        at = start + len(data[start : start + _HEAD]) - len(data[start : start + _HEAD].lstrip())
        while opened := self._head.match(data, at):
            at, items = opened.end(), []
            while found := match(data, at):
                items.append(make(found.groups()))
                at = found.end()
                first = first or data[:at]
            foot = self._foot.match(data, at)
            if foot is None or not items:
                return None
            at = foot.end()
            first = first if owners else first + foot[0]
            owner = self._make_owner(opened.groups())
            self._set_items(owner, tuple(items))
            owners.append(owner)
        plain = bool(owners) and data.startswith(self._closing, at)
        return LongList(self.tag, owners, first + data[at:]) if plain else None


@dataclass(frozen=True, slots=True)
class _Names:
    """Tells patterns and makers under one law, with the prefixes that a file uses."""

    law: Law
    own: bytes
    base: bytes

    def content(self, elements: Iterable[ElementSpec], prefix: bytes, *, groups: bool = True) -> bytes:
        """The pattern of elements in a row, each with a group around its content."""
        return b"".join(self._element(element, prefix, groups) for element in elements)

    def _element(self, element: ElementSpec, prefix: bytes, groups: bool) -> bytes:
        if element.simple is not None and element.shape is Shape.LEAF and element.pattern is None:
            inner = _value(element.simple, self.law)
        else:
            nested = self._composite(element)
            inner = _SPACE + self.content(nested.elements, self.base, groups=False)
        held = b"(" + inner + b")" if groups else inner
        whole = _open(prefix, element.name) + held + _close(prefix, element.name) + _SPACE
        return b"(?:" + whole + b")?" if element.optional else whole

    def _composite(self, element: ElementSpec) -> RecordSpec:
        spec = spec_under(element.record or object, self.law)
        if spec.kind is not Kind.COMPOSITE:
            raise TypeError(f"{element.name} cannot be read by pattern.")
        return spec

    def maker(self, spec: RecordSpec, elements: Iterable[ElementSpec]) -> Make:
        """The function that makes a record of the texts in the groups of `content`, None for an element that is absent."""
        record, new = spec.record, object.__new__
        steps = [
            (getattr(record, element.attribute).__set__, self._converter(element)) for element in elements
        ]

        def make(texts: Iterable[Any]) -> Any:
            made: Any = new(record)
            for (set_value, convert), text in zip(steps, texts, strict=True):
                set_value(made, convert(text))
            return made

        return make

    def _converter(self, element: ElementSpec) -> Convert:
        if element.record is not None:
            spec = self._composite(element)
            pattern = re.compile(_SPACE + self.content(spec.elements, self.base))
            convert: Convert = partial(_nested, pattern, self.maker(spec, spec.elements))
            convert = convert if element.key else _Once(convert).__getitem__
        else:
            convert = _CONVERTERS[element.simple.base if element.simple else Base.STRING]
            if element.simple is not None and element.simple.base is Base.STRING and not element.key:
                convert = _Once(convert).__getitem__
        return partial(_optional, convert, element.default) if element.optional else convert


class _Once(dict[bytes, Any]):
    """What was made of a text, made once for each text: in a long list most values come back again and again."""

    def __init__(self, make: Convert) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: bytes) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
        made = self[text] = self._make(text)
        return made


def _nested(pattern: re.Pattern[bytes], make: Make, text: bytes) -> Any:
    found = pattern.match(text)
    return make(found.groups() if found else ())


def _optional(convert: Convert, default: Any, text: bytes | None) -> Any:
    return default if text is None else convert(text)


def _open(prefix: bytes, name: str) -> bytes:
    return b"<" + prefix + name.encode() + b">"


def _close(prefix: bytes, name: str) -> bytes:
    return b"</" + prefix + name.encode() + b">"


def _value(simple: SimpleType, law: Law) -> bytes:
    """A pattern for values that the type allows; values written in another way are left to the parser."""
    if simple.base is Base.DATE:
        return _DATE
    if simple.base is Base.INTEGER:
        # The largest number of every type is all nines.
        return b"[0-9]{1,%d}" % len(str(simple.max_inclusive))
    if simple.codelists is not None:
        codes = CODELISTS[simple.codelists[law]].codes
        return b"(?:" + b"|".join(re.escape(item.code.encode()) for item in codes) + b")"
    if simple.pattern not in (None, NOT_BLANK):
        return simple.pattern.encode()
    symbols = _PLAIN if simple.pattern is None else _SOLID
    return symbols + b"{%d,%d}" % (simple.min_length or 0, simple.max_length or 0)


def _text(text: bytes) -> str:
    return text.decode("ascii")


def _day(text: bytes) -> date:
    return date.fromisoformat(text.decode("ascii"))


_CONVERTERS: dict[Base, Convert] = {Base.STRING: _text, Base.INTEGER: int, Base.DATE: _day}
