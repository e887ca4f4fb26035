"""Writes a record as canonical XML: UTF-8 without BOM, CRLF line ends (OP192), one element a line, the same bytes every time.

The message namespace is the default one, the base schema has prefix b. `write` trusts the values of the record; what the schema or a
rule forbids is found by reading the bytes back.
"""

import re
from collections.abc import Callable
from datetime import date, time
from functools import cache
from typing import Any

from keukentafel.backoffice.berichten.codec.registry import Bericht, soort_of
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, RecordSpec, Shape, spec_of
from keukentafel.backoffice.berichten.codec.types import Base, Law

Append = Callable[[str], None]
Write = Callable[[Any, Append], None]
_SPECIAL = re.compile("[&<>\r\n]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\n": "\r\n"})


def write(bericht: Bericht) -> bytes:
    """The bytes of a message.

    ValueError when a text holds a character that XML cannot hold, or when an element is filled that this law does not have.
    """
    soort = soort_of(bericht)
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\r\n',
        f'<Bericht xmlns="{soort.namespace}" xmlns:b="{soort.base_namespace}">\r\n',
    ]
    root: Any = soort.root
    _record_writer(root, soort.law)(bericht, out.append)
    out.append("</Bericht>\r\n")
    text = "".join(out)
    if _NOT_XML.search(text):
        raise ValueError("Een tekst in het bericht bevat een teken dat niet in XML kan staan. Haal het weg.")
    return text.encode()


@cache
def _record_writer(record: type, law: Law) -> Write:
    spec = spec_of(record)
    writers = tuple((element.attribute, _element_writer(spec, element, law)) for element in spec.elements)

    def write_record(value: Any, append: Append) -> None:
        for attribute, write_element in writers:
            held = getattr(value, attribute)
            if held is not None and held != ():
                write_element(held, append)

    return write_record


def _refuse(element: ElementSpec) -> Write:
    def refuse(_value: Any, _append: Append) -> None:
        raise ValueError(f"{element.name} bestaat niet in de berichten van deze wet. Laat het leeg.")

    return refuse


def _element_writer(spec: RecordSpec, element: ElementSpec, law: Law) -> Write:
    if element.only not in (None, law):
        return _refuse(element)
    prefix = "b:" if spec.kind is Kind.COMPOSITE else ""
    start, end = f"<{prefix}{element.name}>", f"</{prefix}{element.name}>\r\n"
    if element.shape is Shape.LEAF:
        return _leaf_writer(start, end, _text_of(element))
    inner = _record_writer(element.record, law) if element.record else _leaf_writer("", "", _text_of(element))
    if element.shape is Shape.RECORD:
        return _nested_writer(f"{start}\r\n", end, inner)
    item_end = f"</{element.item}>\r\n"
    item_start = f"<{element.item}>\r\n" if element.record else f"<{element.item}>"
    return _list_writer(f"{start}\r\n", end, _nested_writer(item_start, item_end, inner))


def _leaf_writer(start: str, end: str, text_of: Callable[[Any], str]) -> Write:
    def write_leaf(value: Any, append: Append) -> None:
        append(f"{start}{text_of(value)}{end}")

    return write_leaf


def _nested_writer(start: str, end: str, inner: Write) -> Write:
    def write_nested(value: Any, append: Append) -> None:
        append(start)
        inner(value, append)
        append(end)

    return write_nested


def _list_writer(start: str, end: str, write_item: Write) -> Write:
    def write_list(value: Any, append: Append) -> None:
        append(start)
        for item in value:
            write_item(item, append)
        append(end)

    return write_list


def _text_of(element: ElementSpec) -> Callable[[Any], str]:
    base = element.simple.base if element.simple else Base.STRING
    texts: dict[Base, Callable[[Any], str]] = {
        Base.STRING: escaped,
        Base.INTEGER: str,
        Base.DATE: _date_text,
        Base.TIME: _time_text,
    }
    return texts[base]


def escaped(text: str) -> str:
    """A text as it stands between two tags; a line end in it becomes CRLF, which every reader turns back."""
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def _date_text(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else escaped(value)


def _time_text(value: time | str) -> str:
    if not isinstance(value, time):
        return escaped(value)
    return value.isoformat().rstrip("0") if value.microsecond else value.isoformat()
