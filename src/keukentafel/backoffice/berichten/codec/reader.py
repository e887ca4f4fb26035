"""Reads a message: any bytes in, a record or a clear verdict out.

The schema runs while the file streams by; the long lists of a message (Client, Prestatie) are turned into records one by one, so memory
holds the records and never the whole document, and of a very long declaration not even those. Only one that is not written plainly
enough to be read by pattern is held in records whatever its length. The codec has no limit on size. Nothing of the file is executed or
fetched.
"""

from io import BytesIO
from typing import Any, BinaryIO

from keukentafel.backoffice.berichten.codec.builder import (
    BUILD_ERRORS,
    LITERALS,
    Held,
    item_tag,
    record_builder,
)
from keukentafel.backoffice.berichten.codec.explain import explain, find_lines
from keukentafel.backoffice.berichten.codec.frame import HEAD, identify
from keukentafel.backoffice.berichten.codec.parsing import PullParser, SyntaxFault
from keukentafel.backoffice.berichten.codec.patterns import long_list
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort
from keukentafel.backoffice.berichten.codec.rules.levels import check_level2, check_literals
from keukentafel.backoffice.berichten.codec.source import Source, opened
from keukentafel.backoffice.berichten.codec.verdict import Fault, ReadResult
from keukentafel.backoffice.berichten.codec.xsd import class_specs, compiled_schema

CHUNK = 65536


class _Invalid(Exception):
    """The schema has found a fault; there is no use in reading on."""


def read(source: Source) -> ReadResult:
    """Read one message and check levels 1 (frame and schema) and 2 (rules inside the message).

    A very long declaration holds no records: it keeps the source and reads it again (`patterns.Reread`), so that must stay the same.
    Never raises on the content of `source`; only reading a path may raise OSError.
    """
    with opened(source) as stream:
        soort = identify(stream.read(HEAD))
    if isinstance(soort, Fault):
        return ReadResult(None, None, (soort,))
    held: Held = {}
    try:
        bericht = _by_pattern(source, soort)
        if bericht is None:
            with opened(source) as stream:
                bericht = _parse(stream, soort, held)
    except (_Invalid, SyntaxFault, *BUILD_ERRORS):
        with opened(source) as stream:
            return ReadResult(soort, None, explain(stream, soort))
    faults = check_literals(bericht) if held.get(LITERALS) else check_level2(bericht)
    if faults:
        with opened(source) as stream:
            faults = find_lines(stream, soort, faults)
    return ReadResult(soort, bericht, faults)


def _by_pattern(source: Source, soort: BerichtSoort) -> Bericht | None:
    """The message, when its long list could be read by pattern and what stands around it is valid."""
    found = long_list(source, soort)
    if found is None:
        return None
    held: Held = {}
    try:
        bericht = _parse(BytesIO(found.frame), soort, held, {found.tag: found.items})
    except (_Invalid, SyntaxFault, *BUILD_ERRORS):
        return None
    return None if held.get(LITERALS) else bericht


def _parse(stream: BinaryIO, soort: BerichtSoort, held: Held, lists: Held | None = None) -> Bericht:
    """Parse and build; `lists` replaces what the file holds of lists, by the tag of their items."""
    builders = {
        item_tag(element, soort): record_builder(element.record, soort)
        for spec in class_specs(soort)
        for element in spec.elements
        if element.streamed and element.record is not None
    }
    parser = PullParser(("end",), schema=compiled_schema(soort), tags=list(builders) or ["-"])
    while chunk := stream.read(CHUNK):
        parser.feed(chunk)
        last: dict[str, Any] = {}
        for _, item in parser.events():
            tag = item.tag
            held.setdefault(tag, []).append(builders[tag](item, held))
            last[tag] = item
        if parser.complaints:
            raise _Invalid
        for item in last.values():
            _forget(item)
    root: Any = soort.root
    document = parser.close()
    held.update(lists or {})
    bericht: Bericht = record_builder(root, soort)(document, held)
    return bericht


def _forget(item: Any) -> None:
    """Drop what has been read. The element itself stays: the parser may still be adding text behind it."""
    item.clear(keep_tail=True)
    parent = item.getparent()
    del parent[: parent.index(item)]
