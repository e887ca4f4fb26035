"""Reads a message: any bytes in, a record or a clear verdict out.

The schema runs while the file streams by; the long lists of a message (Client, Prestatie) are turned into records one by one, so memory
holds the records and never the whole document. The codec has no limit on size. Nothing of the file is executed or fetched.
"""

from io import BytesIO
from pathlib import Path
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
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort
from keukentafel.backoffice.berichten.codec.rules.levels import check_level2, check_literals
from keukentafel.backoffice.berichten.codec.verdict import Fault, ReadResult
from keukentafel.backoffice.berichten.codec.xsd import class_specs, compiled_schema

CHUNK = 65536


class _Invalid(Exception):
    """The schema has found a fault; there is no use in reading on."""


def read(source: bytes | Path) -> ReadResult:
    """Read one message and check levels 1 (frame and schema) and 2 (rules inside the message).

    Never raises on the content of `source`; only reading a path may raise OSError.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return _read(stream)
    return _read(BytesIO(source))


def _read(stream: BinaryIO) -> ReadResult:
    soort = identify(stream.read(HEAD))
    if isinstance(soort, Fault):
        return ReadResult(None, None, (soort,))
    stream.seek(0)
    held: Held = {}
    try:
        bericht = _parse(stream, soort, held)
    except (_Invalid, SyntaxFault, *BUILD_ERRORS):
        stream.seek(0)
        return ReadResult(soort, None, explain(stream, soort))
    faults = check_literals(bericht) if held.get(LITERALS) else check_level2(bericht)
    if faults:
        stream.seek(0)
        faults = find_lines(stream, soort, faults)
    return ReadResult(soort, bericht, faults)


def _parse(stream: BinaryIO, soort: BerichtSoort, held: Held) -> Bericht:
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
    bericht: Bericht = record_builder(root, soort)(parser.close(), held)
    return bericht


def _forget(item: Any) -> None:
    """Drop what has been read. The element itself stays: the parser may still be adding text behind it."""
    item.clear(keep_tail=True)
    parent = item.getparent()
    del parent[: parent.index(item)]
