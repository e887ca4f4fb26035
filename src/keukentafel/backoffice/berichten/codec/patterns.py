"""Reads the long list of a declaration by pattern, when the file is written as programs write it.

The pattern of an item is made from the same declarations as the schema and matches only what the schema accepts: plain tags without
attribute, comment or entity, around values in ASCII. What stands around the list, with the first item in it, always goes through the
parser and the schema. One item that does not match, and the parser reads the whole file: it alone says what is wrong.

The file comes by in parts. Up to `MOST_HELD` items become records that are held; of a longer list none are, and each look at it reads the
file again: the bytes stay the truth.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, make_dataclass
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

Convert = Callable[[Any], Any]
Make = Callable[..., Any]
_HEAD = 4096
# Read at a time, and what must be at hand for a match: a client up to its first line, or a line, far longer than either can be when
# it is written plainly.
_AT_ONCE, _AHEAD = 262_144, 16_384
# Many more than the largest file that may be exchanged can hold.
MOST_HELD = 250_000
_MOST_KEPT, _LONGEST_KEPT = 20_000, 2000
_WHITE = " \t\r\n"
_SPACE = r"[ \t\r\n]*"
# Printable ASCII that stands for itself in XML; the second one without the space.
_PLAIN, _SOLID = r"[ -%'-;=?-~]", r"[!-%'-;=?-~]"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PREFIX = r'xmlns(?::([A-Za-z_][A-Za-z0-9_.-]*))?=["\']%s["\']'


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
        head = _characters(stream.read(_HEAD))
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


def _characters(content: bytes) -> str:
    """The bytes, one character each, whatever they stand for: what a pattern matches is ASCII, and any other byte makes it fail."""
    return content.decode("latin-1")


def _prefix(head: str, namespace: str) -> str:
    """The prefix that a file declares for a namespace, with its colon; empty for the default one."""
    found = re.search(_PREFIX % re.escape(namespace), head)
    return f"{found[1]}:" if found and found[1] else ""


@cache
def _plan(soort: BerichtSoort, own: str, base: str) -> "_Plan | None":
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
        apart, alike = _split(item)
        head = ("", _open(own, outer.item), names.content(plain, own), _open(own, inner.name), "")
        item_start = ("", _open(own, inner.item), names.content(apart, own))
        foot = ("", _close(own, inner.name), _close(own, outer.item), "")
        self.head, self.item, self.foot = (
            re.compile(_SPACE.join(parts)) for parts in (head, item_start, foot)
        )
        self.item_end = _close(own, inner.item)
        self.make_owner = names.maker(owner.record, plain, [inner])
        self.make_item = names.maker(item.record, apart, alike)
        # What the end of an item holds, by its text: the same ones come back again and again.
        self.alike = _Once(names.reader(alike, own))
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
        plan, frame = self._plan, ""
        front, opening, data = self._more().partition(plan.opening)
        # A comment could hold a list that is none.
        if not opening or "<!" in front:
            return
        match, make, alike, end_tag = plan.item.match, plan.make_item, plan.alike, plan.item_end
        past_tag = len(end_tag)
        data, at = self._ahead(data, 0)
        while head := plan.head.match(data, at):
            items: list[Any] = []
            first, at = "", head.end()
            while found := match(data, at):
                start = found.end()
                end = data.find(end_tag, start)
                values = alike[data[start:end]] if end > 0 else None
                if values is None:
                    return
                items.append(make(found.groups(), values))
                first = first or data[at : end + past_tag]
                at = end + past_tag
                if len(data) - at < _AHEAD:
                    data, at = self._ahead(data, at)
            foot = plan.foot.match(data, at)
            if foot is None or not items:
                return
            frame = frame or "".join((front, opening, head[0], first, foot[0]))
            yield plan.make_owner(head.groups(), (tuple(items),))
            at = foot.end()
            if len(data) - at < _AHEAD:
                data, at = self._ahead(data, at)
        behind = data[at:].lstrip(_WHITE) + self._more()
        if frame and behind.startswith(plan.closing) and not self._stream.read(1):
            self.frame = (frame + behind).encode("latin-1")

    def _more(self) -> str:
        return _characters(self._stream.read(_AT_ONCE))

    def _ahead(self, data: str, at: int) -> tuple[str, int]:
        """The same place, behind any white space, with more of the file after it: enough to hold what can be matched at once."""
        return (data[at:] + self._more()).lstrip(_WHITE), 0


@dataclass(frozen=True, slots=True)
class _Names:
    """Tells patterns and makers under one law, with the prefixes that a file uses."""

    law: Law
    own: str
    base: str

    def content(self, elements: Iterable[ElementSpec], prefix: str) -> str:
        """The pattern of elements in a row, each with a group around its content; a record has one for each of its elements."""
        return "".join(self._element(element, prefix) for element in elements)

    def _element(self, element: ElementSpec, prefix: str) -> str:
        if element.record is None:
            inner = f"({self._leaf(element)})"
        else:
            inner = _SPACE + self.content(self._composite(element).elements, self.base)
        whole = _open(prefix, element.name) + inner + _close(prefix, element.name) + _SPACE
        return f"(?:{whole})?" if element.optional else whole

    def _leaf(self, element: ElementSpec) -> str:
        if element.simple is None or element.shape is not Shape.LEAF or element.pattern is not None:
            raise TypeError(f"{element.name} cannot be read by pattern.")
        return _value(element.simple, self.law)

    def _composite(self, element: ElementSpec) -> RecordSpec:
        spec = spec_under(element.record or object, self.law)
        if spec.kind is not Kind.COMPOSITE or element.optional:
            raise TypeError(f"{element.name} cannot be read by pattern.")
        return spec

    def maker(
        self, record: type, elements: Sequence[ElementSpec], others: Sequence[ElementSpec] = ()
    ) -> Make:
        """The function that makes a record of the texts in the groups of `content`, None for an element that is absent.

        What the `others`, which come after them, hold it gets besides.
        """
        draft = _draft(record, *(element.attribute for element in (*elements, *others)))
        steps = self._steps(elements)

        def make(texts: Sequence[Any], values: Iterable[Any] = ()) -> Any:
            made: Any = draft(*[convert(texts[place]) for convert, place in steps], *values)
            made.__class__ = record
            return made

        def make_of_texts(texts: Sequence[Any], values: Iterable[Any] = ()) -> Any:
            made: Any = draft(*texts, *values)
            made.__class__ = record
            return made

        return make_of_texts if all(convert is _same for convert, _ in steps) else make

    def reader(self, elements: Sequence[ElementSpec], prefix: str) -> Convert:
        """The function that tells what elements in a row hold from the text that all of them are; None when they are not."""
        pattern, steps = re.compile(self.content(elements, prefix)), self._steps(elements)

        def values(text: str) -> tuple[Any, ...] | None:
            found = pattern.fullmatch(text)
            if found is None:
                return None
            texts = found.groups()
            return tuple(convert(texts[place]) for convert, place in steps)

        return values

    def _steps(self, elements: Iterable[ElementSpec]) -> list[tuple[Convert, Any]]:
        """Per element what makes its value, and of which group or groups."""
        steps: list[tuple[Convert, Any]] = []
        start = 0
        for element in elements:
            if element.record is None:
                steps.append((_converter(element), start))
                start += 1
            else:
                spec = self._composite(element)
                make = self.maker(spec.record, spec.elements)
                end = start + len(spec.elements)
                steps.append((make if element.key else _Once(make).__getitem__, slice(start, end)))
                start = end
        return steps


def _split(spec: RecordSpec) -> tuple[tuple[ElementSpec, ...], tuple[ElementSpec, ...]]:
    """The elements up to the last one that tells an item from others, and those after it, in which most items are alike."""
    apart = max((n for n, one in enumerate(spec.elements, 1) if one.key or one.varies), default=0)
    return spec.elements[:apart], spec.elements[apart:]


class _Once(dict[Any, Any]):
    """What was made of a text or of some, made once for each: in a long list most come back again and again."""

    def __init__(self, make: Convert) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: Any) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
        made = self._make(text)
        # What cannot be read ends the reading; a very long text is white space, of which no two lines need have as much.
        if made is not None and len(text) <= _LONGEST_KEPT:
            self[text] = made
        return made


@cache
def _draft(record: type, *names: str) -> type[Any]:
    """A class that can still be filled, and then become the record: it has the same slots. TypeError when these are not all of them."""
    if {field.name for field in fields(record)} != set(names):
        raise TypeError(f"{record.__name__} cannot be read by pattern.")
    return make_dataclass(f"{record.__name__}Draft", names, slots=True)


def _converter(element: ElementSpec) -> Convert:
    base = element.simple.base if element.simple else Base.STRING
    if base is Base.STRING and element.default is None:
        return _same
    convert = _CONVERTERS[base]
    return partial(_optional, convert, element.default) if element.optional else convert


def _same(text: str | None) -> str | None:
    return text


def _optional(convert: Convert, default: Any, text: str | None) -> Any:
    return default if text is None else convert(text)


def _open(prefix: str, name: str) -> str:
    return f"<{prefix}{name}>"


def _close(prefix: str, name: str) -> str:
    return f"</{prefix}{name}>"


def _value(simple: SimpleType, law: Law) -> str:
    """A pattern for values that the type allows; values written in another way are left to the parser."""
    if simple.base is Base.DATE:
        return _DATE
    if simple.base is Base.INTEGER:
        # The largest number of every type is all nines.
        return f"[0-9]{{1,{len(str(simple.max_inclusive))}}}"
    if simple.codelists is not None:
        codes = CODELISTS[simple.codelists[law]].codes
        return f"(?:{'|'.join(re.escape(item.code) for item in codes)})"
    if simple.pattern not in (None, NOT_BLANK):
        return simple.pattern
    symbols = _PLAIN if simple.pattern is None else _SOLID
    return f"{symbols}{{{simple.min_length or 0},{simple.max_length or 0}}}"


_CONVERTERS: dict[Base, Convert] = {Base.STRING: str, Base.INTEGER: int, Base.DATE: date.fromisoformat}
