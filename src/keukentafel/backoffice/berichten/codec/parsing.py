"""The one way this codec parses: libxml2 with everything switched off that a message does not need.

`resolve_entities=False` is left out on purpose: together with a schema lxml then takes a file that is cut off for well formed. There is
nothing to resolve: entities need a DOCTYPE, and `frame.check_bytes` refuses one before anything is parsed.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from lxml import etree

SyntaxFault = etree.XMLSyntaxError
TAG_NOT_FINISHED: int = etree.ErrorTypes.ERR_TAG_NOT_FINISHED
_OPTIONS: dict[str, Any] = {
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_SCHEMA_CODES = {code for name, code in vars(etree.ErrorTypes).items() if name.startswith("SCHEMAV_")}


class PullParser:
    """Takes a file in pieces and hands out the elements that were started or ended, checking a schema on the way."""

    def __init__(
        self,
        events: tuple[Literal["start", "end"], ...],
        *,
        schema: Any = None,
        tags: list[str] | None = None,
    ) -> None:
        self._parser: Any = etree.XMLPullParser(events=events, schema=schema, tag=tags, **_OPTIONS)

    def feed(self, piece: bytes) -> None:
        """Parse one more piece; raises `SyntaxFault` when it is not well formed."""
        self._parser.feed(piece)

    def events(self) -> Iterator[tuple[str, Any]]:
        """Give the events since the last time."""
        return iter(self._parser.read_events())

    def close(self) -> Any:
        """End the file and give its root element; raises `SyntaxFault` when it is not well formed or breaks the schema."""
        return self._parser.close()

    @property
    def complaints(self) -> list[Any]:
        """What the schema complained of so far."""
        return list(self._parser.feed_error_log)


def iterate(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """Every start and end event of a well-formed file."""
    return iter(etree.iterparse(stream, events=("start", "end"), **_OPTIONS))


def follows_schema(stream: BinaryIO, schema: Any, tags: list[str]) -> bool:
    """Whether a file is well formed and follows a schema; memory does not grow with the lists of which `tags` are the items."""
    try:
        for _, item in etree.iterparse(stream, events=("end",), tag=tags or ["-"], schema=schema, **_OPTIONS):
            item.clear(keep_tail=True)
            parent: Any = item.getparent()
            del parent[: parent.index(item)]
    except SyntaxFault:
        return False
    return True


def error_code(error: Any) -> int:
    """libxml2's code for what a `SyntaxFault` stopped on; 0 when it has none."""
    return error.code or 0


def is_schema_code(code: int) -> bool:
    """Whether a code is a complaint of the schema, and not of the XML itself."""
    return code in _SCHEMA_CODES


def codes_by_name(texts: dict[str, str]) -> dict[int, str]:
    """The same texts by libxml2's code instead of by its name for the code."""
    return {getattr(etree.ErrorTypes, name): text for name, text in texts.items()}
