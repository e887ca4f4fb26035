"""Files made to harm: each gets a clear verdict, in work that is bounded by the size of the file. Bounds are counts, never seconds."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.frame import HEAD
from keukentafel.backoffice.berichten.codec.parsing import PullParser
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.registry import REGISTRY, find_soort
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.verdict import Fault
from keukentafel.backoffice.berichten.codec.writer import write

pytestmark = pytest.mark.pure

KINDS = [(law, nummer) for law, nummer, _ in REGISTRY]
LONGEST_TEXT = 400
XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
BILLION = b'<!DOCTYPE b [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(10)
)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file makes the reader call anybody."""

    def refuse(*_args: object, **_given: object) -> Any:
        raise AssertionError("een bestand liet iets ophalen")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each parser was given, in pieces."""
    pieces: list[int] = []
    feed = PullParser.feed

    def counted(self: PullParser, piece: bytes) -> None:
        pieces.append(len(piece))
        feed(self, piece)

    monkeypatch.setattr(PullParser, "feed", counted)
    return pieces


def _faults(data: bytes) -> tuple[Fault, ...]:
    """The faults of a refused file: few, each short, plain, and without a return code."""
    result = read(data)
    assert result.level == 1
    assert result.bericht is None
    assert 0 < len(result.faults) <= 51
    for fault in result.faults:
        assert fault.retourcode is None
        assert len(fault.reason) <= LONGEST_TEXT
        assert len(fault.path) <= LONGEST_TEXT
    return result.faults


def _with(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def _hostile(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What may come instead of a valid message, by name."""
    head, _, body = data.partition(b"\r\n")
    code = data[data.index(b"<BerichtCode>") :][: len(b"<BerichtCode>999</BerichtCode>")]
    yield "doctype", head + b"<!DOCTYPE Bericht>" + body
    yield "billion laughs", head + BILLION + b"]>" + body.replace(code, b"<BerichtCode>&a9;</BerichtCode>")
    yield "file read", head + b'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body
    yield "address fetched", head + b'<!DOCTYPE b SYSTEM "http://localhost/b.dtd">' + body
    yield "parameter entity", head + b'<!DOCTYPE b [<!ENTITY % x SYSTEM "http://localhost/">%x;]>' + body
    yield "doctype inside", _with(data, b"<Header>", b"<!DOCTYPE b><Header>")
    yield "unknown entity", _with(data, code, b"<BerichtCode>&x;</BerichtCode>")
    yield "byte order mark", b"\xef\xbb\xbf" + data
    yield "utf-16", data.decode().encode("utf-16")
    yield "utf-32", data.decode().encode("utf-32")
    yield "ebcdic", data.decode().encode("cp500", errors="replace")
    yield "latin-1 by name", _with(data, b"UTF-8", b"ISO-8859-1")
    yield "latin-1 by stealth", _with(data, code, b"<BerichtCode>\xe9</BerichtCode>")
    yield "surrogate", _with(data, code, b"<BerichtCode>\xed\xa0\x80</BerichtCode>")
    yield "nul inside", _with(data, code, b"<BerichtCode>\x00</BerichtCode>")
    yield "nul as reference", _with(data, code, b"<BerichtCode>&#0;</BerichtCode>")
    yield "nul behind", data + b"\x00"
    yield "text behind", data + b"meer"
    yield "twice", data + data
    yield "cut", data[: len(data) // 2]
    yield "other code", _with(data, code, b"<BerichtCode>999</BerichtCode>")
    yield "earlier release", data.replace(b"/3_2/", b"/3_1/")
    yield "later release", data.replace(b"/3_2/", b"/4_0/")
    yield "release in the header only", _with(data, b"<BerichtSubversie>2<", b"<BerichtSubversie>3<")
    yield "no namespace", data.replace(b' xmlns="', b' data="')
    yield "sides swapped", _swapped(data)
    yield "deep", _with(data, b"<Header>", b"<Header>" + b"<a>" * 50_000)
    yield "long name", _with(data, b"<Header>", b"<Header><" + b"a" * 49_000 + b"/>")
    yield "longer name", _with(data, b"<Header>", b"<Header><" + b"a" * 500_000 + b"/>")
    yield "long root", b"<" + b"a" * 49_000 + b"/>"
    yield "long release", data.replace(b"/3_2/", b"/3_" + b"2" * 20_000 + b"/")
    yield "long attribute", _with(data, b"<Header>", b'<Header a="' + b"x" * 5_000_000 + b'">')
    yield "many attributes", _with(data, b"<Header>", b"<Header" + _numbered(b' a%d="1"', 5_000) + b">")
    yield (
        "many namespaces",
        _with(data, b"<Header>", b"<Header" + _numbered(b' xmlns:n%d="u"', 5_000) + b"><a/>"),
    )
    yield "many children", _with(data, b"<Header>", b"<Header>" + b"<a/>" * 100_000)
    yield "many comments", _with(data, b"<Header>", b"<a/><Header>" + b"<!-- a -->" * 100_000)
    yield "hint of another schema", _with(data, b"<Header>", b"<Header " + XSI + b' xsi:type="x:y">')
    yield "nil", _with(data, b"<Header>", b"<Header " + XSI + b' xsi:nil="true">')
    yield (
        "included",
        _with(
            data,
            b"<Header>",
            b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><Header>',
        ),
    )


def _numbered(text: bytes, count: int) -> bytes:
    return b"".join(text % number for number in range(count))


def _swapped(data: bytes) -> bytes:
    """Sender in the place of receiver: a gemeente has four digits and a provider eight."""
    sender, receiver = (
        data.partition(b"<%s>" % name)[2].partition(b"<")[0] for name in (b"Afzender", b"Ontvanger")
    )
    swapped = data.replace(b"Afzender>%s<" % sender, b"Afzender>%s<" % receiver)
    return swapped.replace(b"Ontvanger>%s<" % receiver, b"Ontvanger>%s<" % sender)


CASES = [name for name, _ in _hostile(write(sample(305)))]


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused(name: str, fed: list[int]) -> None:
    data = dict(_hostile(write(sample(305))))[name]
    _faults(data)
    # The head once for its kind, the whole at most once for the schema and once for the explanation.
    assert sum(fed) <= HEAD + 2 * len(data)


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_every_kind_refuses_every_hostile_file(law: Law, nummer: int) -> None:
    for name, data in _hostile(write(sample(nummer, law))):
        if len(data) < 100_000:
            assert _faults(data), name


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_a_message_of_the_other_law(law: Law, nummer: int) -> None:
    other = find_soort(Law.JW if law is Law.WMO else Law.WMO, nummer)
    soort = find_soort(law, nummer)
    data = write(sample(nummer, law))
    claimed = data.replace(soort.namespace.encode(), other.namespace.encode())
    claimed = claimed.replace(soort.base_namespace.encode(), other.base_namespace.encode())
    faults = _faults(claimed)
    assert "/Bericht/Header/BerichtCode" in {fault.path for fault in faults}
    half = data.replace(soort.base_namespace.encode(), other.base_namespace.encode())
    assert _faults(half)[0].rule == "XSD"


def test_work_stops_soon_after_the_first_fault(fed: list[int]) -> None:
    line = b"<a>" + b"x" * 60 + b"</a>\r\n"
    data = _with(write(sample(305)), b"<Header>", b"<Header>" + line * 200_000)
    assert len(data) > 13_000_000
    assert _faults(data)
    assert sum(fed) < HEAD * 2 + 4_000_000 + HEAD


def test_a_valid_file_is_read_once(fed: list[int]) -> None:
    data = write(sample(301, lines=2000))
    assert read(data).valid
    assert sum(fed) == HEAD + len(data)


def test_of_a_long_list_the_parser_gets_the_frame_only(fed: list[int]) -> None:
    data = write(sample(323, lines=2000))
    assert read(data).valid
    assert sum(fed) < 2 * HEAD < len(data)


@pytest.mark.parametrize(
    "text", ["a" * 9_000_000, "a " * 2_000_000, " " * 2_000_000 + "a", "\n" * 2_000_000 + "a"]
)
def test_a_comment_that_would_hang_a_backtracking_pattern(text: str) -> None:
    data = write(sample(301))
    long = data.replace(
        b"<Contactgegevens>", b"<Commentaar>" + text.encode() + b"</Commentaar><Contactgegevens>", 1
    )
    long = (
        long
        if b"<Relaties>" not in long
        else data.replace(b"<Relaties>", b"<Commentaar>" + text.encode() + b"</Commentaar><Relaties>", 1)
    )
    assert read(long).valid


def test_a_hint_where_a_schema_lies_is_not_followed() -> None:
    data = _with(
        write(sample(305)),
        b"<Bericht ",
        b"<Bericht " + XSI + b' xsi:schemaLocation="urn:x http://localhost/x.xsd" ',
    )
    assert read(data).valid


def test_white_space_behind_a_message_is_no_fault() -> None:
    assert read(write(sample(305)) + b"\r\n \t<!-- eind -->\r\n").valid
