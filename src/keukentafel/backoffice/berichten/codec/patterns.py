"""Reads the long list of a declaration by pattern, when the file is written as programs write it.

The pattern of an item is made from the same declarations as the schema and matches only what the schema accepts: plain tags without
attribute, comment or entity, around values in ASCII. What stands around the list, with the first item in it, always goes through the
parser and the schema. One item that does not match, and the parser reads the whole file: it alone says what is wrong.

The file comes by in parts. Up to `MOST_HELD` items become records that are held; of a longer list none are, and each look at it reads the
file again: the bytes stay the truth.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import islice
from operator import attrgetter, eq
from typing import Any, BinaryIO

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.source import Source, opened
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, RecordSpec, Shape, spec_under
from keukentafel.backoffice.berichten.codec.types import NOT_BLANK, Base, Law, SimpleType
from keukentafel.backoffice.berichten.codec.xsd import class_specs

Convert = Callable[[bytes], Any]
Make = Callable[[Iterable[Any]], Any]
_HEAD = 4096
# Read at a time, and what must be at hand for a match: a client up to its first line, or a line, far longer than either can be when
# it is written plainly.
_AT_ONCE, _AHEAD = 262_144, 16_384
# The largest file that may be exchanged holds fewer lines, unless they are written without any white space.
MOST_HELD = 50_000
_MOST_KEPT = 20_000
_WHITE = b" \t\r\n"
_SPACE = rb"[ \t\r\n]*"
# Printable ASCII that stands for itself in XML; the second one without the space.
_PLAIN, _SOLID = rb"[ -%'-;=?-~]", rb"[!-%'-;=?-~]"
_DATE = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PREFIX = rb'xmlns(?::([A-Za-z_][A-Za-z0-9_.-]*))?=["\']%s["\']'


@dataclass(frozen=True, slots=True)
class LongList:
    """The items of the long list of a message, the tag of such an item, and the message itself with only the first one left."""

    tag: str
    items: Sequence[Any]
    frame: bytes


class Reread(Sequence[Any]):
    """The items of a list too long to hold: read from the source again each time they are asked for, from the first one on."""

    def __init__(self, source: Source, plan: "_Plan", length: int) -> None:
        self._source = source
        self._plan = plan
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        with opened(self._source) as stream:
            yield from _Pass(self._plan, stream).owners()

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(islice(self, *index.indices(self._length)))
        return next(islice(self, range(self._length)[index], None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((self._plan, self._length))


def long_list(source: Source, soort: BerichtSoort) -> LongList | None:
    """The long list of a message; None when its kind has none, or when the file must be left to the parser."""
    with opened(source) as stream:
        head = stream.read(_HEAD)
    plan = _plan(soort, _prefix(head, soort.namespace), _prefix(head, soort.base_namespace))
    if plan is None:
        return None
    held: list[Any] = []
    length = lines = 0
    try:
        with opened(source) as stream:
            reading = _Pass(plan, stream)
            for owner in reading.owners():
                length += 1
                lines += len(plan.items_of(owner))
                if lines <= MOST_HELD:
                    held.append(owner)
                else:
                    held.clear()
    except ValueError:
        # A day that does not exist.
        return None
    if not reading.frame:
        return None
    items = tuple(held) if lines <= MOST_HELD else Reread(source, plan, length)
    return LongList(plan.tag, items, reading.frame)


def _prefix(head: bytes, namespace: str) -> bytes:
    """The prefix that a file declares for a namespace, with its colon; empty for the default one."""
    found = re.search(_PREFIX % re.escape(namespace.encode()), head)
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
        self.opening, self.closing = _open(own, outer.name), _close(own, outer.name)
        head = (_open(own, outer.item), names.content(plain, own), _open(own, inner.name), b"")
        item_parts = (_open(own, inner.item), names.content(item.elements, own), _close(own, inner.item), b"")
        foot = (_close(own, inner.name), _close(own, outer.item), b"")
        self.head, self.item, self.foot = (
            re.compile(_SPACE.join(parts)) for parts in (head, item_parts, foot)
        )
        self.make_owner, self.make_item = names.maker(owner, plain), names.maker(item, item.elements)
        self.set_items: Callable[[Any, Any], None] = getattr(owner.record, inner.attribute).__set__
        self.items_of: Callable[[Any], tuple[Any, ...]] = attrgetter(inner.attribute)


class _Pass:
    """One time through a list, with a part of the file in memory.

    `frame` is what stands around the list with its first item in it: empty until the last one came by, and when the list turns out not
    to be written plainly.
    """

    def __init__(self, plan: _Plan, stream: BinaryIO) -> None:
        self.frame = b""
        self._plan = plan
        self._stream = stream

    def owners(self) -> Iterator[Any]:
        """The records that hold the items, with their items; ValueError for a day that does not exist."""
        plan, frame = self._plan, b""
        front, opening, data = self._stream.read(_AT_ONCE).partition(plan.opening)
        # A comment could hold a list that is none.
        if not opening or b"<!" in front:
            return
        match, make = plan.item.match, plan.make_item
        data, at = self._ahead(data, 0)
        while head := plan.head.match(data, at):
            items: list[Any] = []
            first, at = b"", head.end()
            while found := match(data, at):
                items.append(make(found.groups()))
                first = first or found[0]
                at = found.end()
                if len(data) - at < _AHEAD:
                    data, at = self._ahead(data, at)
            foot = plan.foot.match(data, at)
            if foot is None or not items:
                return
            frame = frame or b"".join((front, opening, head[0], first, foot[0]))
            owner = plan.make_owner(head.groups())
            plan.set_items(owner, tuple(items))
            yield owner
            at = foot.end()
            if len(data) - at < _AHEAD:
                data, at = self._ahead(data, at)
        behind = data[at:] + self._stream.read(_AHEAD)
        if frame and behind.startswith(plan.closing) and not self._stream.read(1):
            self.frame = frame + behind

    def _ahead(self, data: bytes, at: int) -> tuple[bytes, int]:
        """The same place, behind any white space, with more of the file after it: enough to hold what can be matched at once."""
        return (data[at:] + self._stream.read(_AT_ONCE)).lstrip(_WHITE), 0


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

    def maker(self, spec: RecordSpec, elements: Iterable[ElementSpec], *, unlike: bool = False) -> Make:
        """The function that makes a record of the texts in the groups of `content`, None for an element that is absent.

        `unlike`: no two of these records are the same, so nothing of them is kept to be used again.
        """
        record, new = spec.record, object.__new__
        steps = [
            (getattr(record, element.attribute).__set__, self._converter(element, unlike or element.key))
            for element in elements
        ]

        def make(texts: Iterable[Any]) -> Any:
            made: Any = new(record)
            for (set_value, convert), text in zip(steps, texts, strict=True):
                set_value(made, convert(text))
            return made

        return make

    def _converter(self, element: ElementSpec, unlike: bool) -> Convert:
        if element.record is not None:
            spec = self._composite(element)
            pattern = re.compile(_SPACE + self.content(spec.elements, self.base))
            convert: Convert = partial(_nested, pattern, self.maker(spec, spec.elements, unlike=unlike))
            convert = convert if unlike else _Once(convert).__getitem__
        else:
            convert = _CONVERTERS[element.simple.base if element.simple else Base.STRING]
            if element.simple is not None and element.simple.base is Base.STRING and not unlike:
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
