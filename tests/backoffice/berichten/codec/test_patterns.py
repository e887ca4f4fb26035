"""A long list read by pattern gives what the parser gives, and what a pattern cannot tell goes to the parser."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from keukentafel.backoffice.berichten.codec import patterns, reader
from keukentafel.backoffice.berichten.codec.patterns import _MOST_KEPT, _Names, _Once, long_list
from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Levering, declaratie_323
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Client323, Declaratie
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.rules import base
from keukentafel.backoffice.berichten.codec.spec import spec_of
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.verdict import ReadResult
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.core import bsn as numbers
from tests.backoffice.berichten.codec.messages import start

pytestmark = pytest.mark.pure

WMO323 = find_soort(Law.WMO, 323)
MUTATIONS = 3000


def delivery(index: int, bsn: str) -> Levering:
    return Levering(
        bsn=bsn,
        toewijzingnummer=100_000 + index,
        categorie="02",
        code="02A16",
        begindatum=date(2026, 10, 1),
        einddatum=date(2026, 10, 31),
        volume=8,
        eenheid="83" if index == 3 else "04",
        tarief=None if index == 3 else 6600,
        referentienummer=f"R {index}",
        vorigreferentienummer="R-oud" if index == 2 else None,
    )


HEAD = Briefhoofd(aanbieder="99100001", gemeente="9901", identificatie="B1", dagtekening=date(2026, 11, 5))
BSNS = [bsn for bsn, _ in zip(numbers.test_bsns(), range(3), strict=False)]
FILE = declaratie_323(
    HEAD,
    declaratienummer="B1",
    maand=date(2026, 10, 1),
    leveringen=[delivery(index, BSNS[index // 2]) for index in range(6)],
)


def by_parser(data: bytes, monkeypatch: pytest.MonkeyPatch) -> ReadResult:
    with monkeypatch.context() as patch:
        patch.setattr(reader, "long_list", lambda *_: None)
        return read(data)


def test_gives_what_the_parser_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    found = long_list(FILE, WMO323)
    assert found is not None
    assert [len(client.prestaties) for client in found.items] == [2, 2, 2]
    assert found.frame.count(b"<Prestatie>") == 1
    assert read(FILE) == by_parser(FILE, monkeypatch)
    assert read(FILE).bericht is not None


def test_values_that_come_back_are_made_once() -> None:
    found = long_list(FILE, WMO323)
    assert found is not None
    first, second = found.items[0].prestaties
    assert first.productperiode is second.productperiode
    assert first.productcode is second.productcode


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Bericht xmlns=", b"<m:Bericht xmlns:m="),
        (b"xmlns:b=", b"xmlns:basis="),
        (b"\r\n", b""),
        (b"\r\n", b"\n\t "),
    ],
)
def test_other_prefixes_and_white_space_are_read_as_well(
    old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = FILE.replace(old, new)
    if new.startswith(b"<m:"):
        data = re.sub(rb"<(/?)([A-Z])", rb"<\1m:\2", data)
        data = data.replace(b"<m:m:", b"<m:")
    if new.startswith(b"xmlns:basis"):
        data = data.replace(b"<b:", b"<basis:").replace(b"</b:", b"</basis:")
    assert long_list(data, WMO323) is not None
    assert read(data) == by_parser(data, monkeypatch)
    assert read(data).bericht == read(FILE).bericht


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"R 4", b"R&amp;4"),
        (b"R 4", "R\u00e94".encode()),
        (b"<Clienten>", b"<!-- <Clienten> --><Clienten>"),
        (b"<Clienten>", b"<!-- --><Clienten>"),
        (b"2026-10-31", b"2026-10-32"),
        (b"<Eenheid>83", b"<Eenheid>99"),
        (b"</Clienten>", b"</Clienten><Clienten/>"),
        (b"<Client>", b"<Client >"),
        (b"</Prestaties>", b"</Prestaties><!-- -->"),
        (b"<GeleverdVolume>8", b"<GeleverdVolume>+8"),
        (b"<Declaratie>", b"<Declaratie><Onbekend/>"),
        (b"<DeclaratieDagtekening>2026", b"<DeclaratieDagtekening>12026"),
        (b"</Bericht>", b""),
    ],
)
def test_what_is_not_written_plainly_goes_to_the_parser(
    old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = FILE.replace(old, new)
    assert data != FILE
    assert read(data) == by_parser(data, monkeypatch)


def test_a_list_without_items_is_none() -> None:
    empty = re.sub(rb"<Client>.*</Client>", b"", FILE, flags=re.DOTALL)
    assert long_list(empty, WMO323) is None
    assert long_list(re.sub(rb"<Prestatie>.*?</Prestatie>", b"", FILE, flags=re.DOTALL), WMO323) is None
    assert long_list(write(start()), find_soort(Law.WMO, 305)) is None


def test_only_plain_elements_have_a_pattern() -> None:
    names = _Names(Law.WMO, "", "b:")
    with pytest.raises(TypeError, match="Prestaties"):
        names.content(spec_of(Client323).elements, "")
    with pytest.raises(TypeError, match="DeclaratieNummer"):
        names.content(spec_of(Declaratie).elements, "")
    with pytest.raises(TypeError, match="Client323"):
        names.maker(Client323, spec_of(Client323).elements[:1])


def test_what_is_kept_stays_bounded() -> None:
    once = _Once(int)
    for number in range(_MOST_KEPT + 1):
        assert once[str(number)] == number
    assert len(once) == 1


def test_what_is_not_worth_keeping_is_not() -> None:
    once = _Once(lambda text: None if text == "?" else text.strip())
    assert (once["?"], once["a" + 2000 * " "], once["b"]) == (None, "a", "b")
    assert dict(once) == {"b": "b"}


def test_a_changed_file_is_judged_the_same_on_both_roads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pattern accepts, the schema accepts, with the same content: tried on files with a few bytes changed."""
    chance = random.Random(20261129)
    symbols = [*b"0123456789 <>/&-RDC\r\n", 0, 0xC3]
    by_pattern = 0
    for _ in range(MUTATIONS):
        data = bytearray(FILE)
        for _ in range(chance.randint(1, 2)):
            place, length = chance.randrange(len(data)), chance.choice((0, 1, 1, 1, 9))
            data[place : place + length] = bytes(chance.choices(symbols, k=chance.randint(0, 2)))
        changed = bytes(data)
        if long_list(changed, WMO323) is None:
            continue
        by_pattern += 1
        assert read(changed) == by_parser(changed, monkeypatch)
    assert by_pattern > MUTATIONS // 20


def test_credits_and_lines_in_euros_are_read_by_pattern() -> None:
    found = long_list(FILE, WMO323)
    assert found is not None
    lines = [line for client in found.items for line in client.prestaties]
    assert [line.productreferentie.vorigreferentienummer for line in lines[1:4]] == [None, "R-oud", None]
    assert lines[3].producttarief is None
    assert replace(lines[2].ingediendbedrag, debetcredit="D") == lines[1].ingediendbedrag


class TestPieces:
    """The file comes by in parts, and of a very long list no record is held."""

    @pytest.fixture(autouse=True)
    def _small_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So small that a client and its lines lie over several."""
        monkeypatch.setattr(patterns, "_AHEAD", 900)
        monkeypatch.setattr(patterns, "_AT_ONCE", 2000)

    @pytest.mark.parametrize("size", [1900, 2000, 2001, 2050, 2100, 2500])
    def test_it_makes_no_difference_where_a_part_ends(
        self, size: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(patterns, "_AT_ONCE", size)
        found = long_list(FILE, WMO323)
        assert found is not None
        assert read(FILE) == by_parser(FILE, monkeypatch)

    def test_what_a_list_too_long_to_hold_gives_is_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = read(FILE).bericht
        monkeypatch.setattr(patterns, "MOST_HELD", 5)
        again = read(FILE).bericht
        assert isinstance(whole, Bericht323)
        assert isinstance(again, Bericht323)
        items = again.declaratie.clienten
        assert isinstance(items, patterns.Reread)
        assert (again == whole, whole == again, len(items)) == (True, True, 3)
        assert len({hash(items), hash(items)}) == 1
        assert (items[0], items[-1], items[1:]) == (items[:1][0], items[2], whole.declaratie.clienten[1:])
        assert items != items[:2]
        assert write(again) == FILE

    def test_faults_in_it_are_found_with_their_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = FILE.replace(b"100005", b"100004").replace(BSNS[1].encode(), BSNS[0].encode())
        data = data.replace(b"R 5", b"R 4").replace(b"R-oud", b"R 0").replace(b"2640", b"2641")
        whole = read(data)
        assert {fault.rule for fault in whole.faults} >= {"TR101", "TR316", "TR416"}
        monkeypatch.setattr(patterns, "MOST_HELD", 5)
        monkeypatch.setattr(base, "CLIENTS_AT_ONCE", 1)
        assert read(data) == whole

    def test_white_space_without_end_goes_to_the_parser(self) -> None:
        assert long_list(FILE.replace(b"<Client>", b"<Client>" + b" " * 5000, 1), WMO323) is None
        assert long_list(FILE + b" " * 5000, WMO323) is None
        assert read(FILE + b" " * 5000) == read(FILE)
