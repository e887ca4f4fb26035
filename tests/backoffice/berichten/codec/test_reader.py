"""Any bytes in: a record, or a verdict that says in Dutch what is wrong and where."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec import explain as explaining
from keukentafel.backoffice.berichten.codec.frame import HEAD
from keukentafel.backoffice.berichten.codec.parsing import error_code
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_retour
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law
from keukentafel.backoffice.berichten.codec.verdict import Fault, Letterlijk
from keukentafel.backoffice.berichten.codec.wording import describe, explain_complaint
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.messages import change, declaratie, start, toewijzing

pytestmark = pytest.mark.pure

START = write(start())
TOEWIJZING = write(toewijzing())
DECLARATIE = write(declaratie())
NAMESPACE = b"http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"


def _refused(data: bytes) -> Fault:
    result = read(data)
    assert not result.valid
    assert result.level == 1
    assert result.bericht is None
    assert all(fault.level == 1 and fault.retourcode is None for fault in result.faults)
    return result.faults[0]


def _swap(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def test_a_valid_message() -> None:
    result = read(START)
    assert (result.valid, result.level, result.faults) == (True, 0, ())
    assert result.soort is find_soort(Law.WMO, 305)
    assert result.bericht == start()


def test_a_path_reads_as_bytes_do(tmp_path: Path) -> None:
    path = tmp_path / "323.xml"
    path.write_bytes(DECLARATIE)
    assert read(path) == read(DECLARATIE)
    with pytest.raises(OSError, match="No such file"):
        read(tmp_path / "niet.xml")


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "XML", "leeg"),
        (b" \r\n\t" * 9, "XML", "leeg"),
        (b" " * (HEAD + 9) + START, "XML", "leeg"),
        (b"hallo", "XML", "geen XML"),
        (b"PK\x03\x04....", "XML", "ZIP"),
        (b"%PDF-1.7", "XML", "geen XML"),
        (b"<", "XML", "geen geldige XML"),
        (b"<?xml", "XML", "niet af"),
        (b"<!--", "XML", "niet af"),
        (b"<!-- " + b"x" * HEAD + b" -->" + START, "XML", "niet af"),
        (b'<?xml version="1.0"?>', "XML", "geen bericht"),
        (b"\xef\xbb\xbf" + START, "OP192", "BOM"),
        (START.decode().encode("utf-16"), "OP192", "UTF-16"),
        (START.decode().encode("utf-16-le"), "OP192", "UTF-16"),
        (START.decode().encode("utf-16-be"), "OP192", "UTF-16"),
        (START.decode().encode("utf-32-be"), "OP192", "UTF-32"),
        (START.decode().encode("cp500"), "OP192", "EBCDIC"),
        (_swap(START, b"UTF-8", b"ISO-8859-1"), "OP192", "tekencodering"),
        (_swap(START, b'"UTF-8"', b"'utf-7'"), "OP192", "tekencodering"),
        (b"<a/>", "soort", "geen bericht van de standaard"),
        (_swap(START, b"<Bericht xmlns", b"<bericht xmlns"), "soort", "niet met het element Bericht"),
        (_swap(START, b"3_2/wmo305", b"3_1/wmo305"), "soort", "WMO305 van release 3.1"),
        (_swap(START, b"wmo305", b"wmo303"), "soort", "WMO303"),
        (_swap(START, b"iwmo/3_2/wmo305", b"ijw/3_2/jw321"), "soort", "JW321"),
        (_swap(START, b"iwmo/3_2/wmo305", b"iwlz/2_5/aw33300"), "soort", "geen bericht van de standaard"),
        (_swap(START, b"iwmo/3_2/wmo305", b"iwlz/2_5/zk305"), "soort", "andere standaard"),
        (_swap(START, b"iwmo/3_2/wmo305", b"iwmo/3_2/jw305"), "soort", "andere standaard"),
        (START + b"x", "XML", "Na het einde"),
        (START + b"\x00", "XML", "Na het einde"),
        (START + START, "XML", "Na het einde"),
        (_swap(START, b"</Client>", b"</client>"), "XML", "afgesloten"),
        (_swap(START, b"Zandstra", b"Zand\x00stra"), "XML", "teken"),
        (_swap(START, b"Zandstra", b"Zand\xe9stra"), "XML", "UTF-8"),
        (_swap(START, b"Zandstra", b"&naam;"), "XML", "verwijzing"),
        (_swap(START, b"Zandstra", b"a" * 11_000_000), "XML", "te lang"),
        (_swap(START, b"<Client>", b"<Client>" + b"<a>" * 3000), "XML", "geen geldige XML"),
        (b"<a>" * 9000, "soort", "geen bericht"),
    ],
)
def test_what_is_no_message(data: bytes, rule: str, words: str) -> None:
    fault = _refused(data)
    assert fault.rule == rule
    assert words in fault.reason


@pytest.mark.parametrize("prolog", [b"", b"<!-- a -->", b"<?a b?>\r\n<!-- <!DOCTYPE --> "])
def test_a_doctype_is_refused_before_parsing(prolog: bytes) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "aa"><!ENTITY c "&a;&a;">]>'
    head, _, body = START.partition(b"\r\n")
    assert read(head + prolog + body).valid
    fault = _refused(head + prolog + bomb + body)
    assert fault.rule == "DOCTYPE"
    assert _refused(bomb + body).rule == "DOCTYPE"
    assert _refused(b'<!DOCTYPE b SYSTEM "file:///etc/passwd">' + body).rule == "DOCTYPE"


@pytest.mark.parametrize("data", [START, TOEWIJZING, DECLARATIE], ids=["305", "301", "323"])
def test_a_file_that_stops_anywhere_is_refused(data: bytes) -> None:
    end = data.rstrip()
    for cut in [*range(1, len(end), 37), *range(len(end) - 60, len(end))]:
        faults = read(data[:cut]).faults
        assert faults
        assert all(fault.level == 1 for fault in faults)


def test_a_cut_off_file_says_so() -> None:
    cut = DECLARATIE[: DECLARATIE.index(b"<Eenheid>") + 4]
    assert "afgekapt" in _refused(cut).reason
    assert "afgekapt" in _refused(DECLARATIE[: DECLARATIE.index(b"<Eenheid>")]).reason


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (b"<Bsn>9", b"<Bsn>", "Client/Bsn", "precies 9 cijfers"),
        (b"<BerichtCode>418", b"<BerichtCode>419", "Header/BerichtCode", "418 (de waarde voor een WMO305)"),
        (b"<BerichtVersie>3", b"<BerichtVersie>4", "Header/BerichtVersie", "3 (de waarde"),
        (b"<BerichtSubversie>2", b"<BerichtSubversie>x", "Header/BerichtSubversie", "2 (de waarde"),
        (b"<Geslacht>2", b"<Geslacht>3", "Client/Geslacht", "lijst COD046 (0, 1, 2)"),
        (b"<Geslacht>2</Geslacht>", b"", "Client/Naam", "Hier hoort: Geslacht"),
        (b"<Naam>", b"<Extra/><Naam>", "Client/Extra", "Hier hoort: Naam"),
        (b"<Client>", b"tekst<Client>", "", "tekst tussen de onderdelen"),
        (b"<Client>", b'<Client soort="x">', "Client", "kenmerk"),
        (b"2026-01-12", b"2026-02-30", "Client/StartProducten/StartProduct[1]/Begindatum", "een datum zoals"),
        (
            b"2026-01-12",
            b"2026-01-12Z",
            "Client/StartProducten/StartProduct[1]/Begindatum",
            "zonder tijdzone",
        ),
        (
            b"<ToewijzingNummer>2<",
            b"<ToewijzingNummer>x<",
            "Client/StartProducten/StartProduct[2]/ToewijzingNummer",
            "heel getal",
        ),
        (
            b"<b:Achternaam>Zandstra",
            b"<b:Achternaam>   ",
            "Client/Naam/Geslachtsnaam/Achternaam",
            "niet leeg is, hoogstens 200",
        ),
        (
            b"<b:Categorie>02",
            b"<b:Categorie>45",
            "Client/StartProducten/StartProduct[1]/Product/Categorie",
            "een code uit lijst WMO020",
        ),
        (b"</Client>\r\n", b"</Client>\r\n<Meer/>", "Meer", "hoort hier niet"),
        (b"<b:Achternaam>Zandstra</b:Achternaam>", b"", "Client/Naam/Geslachtsnaam", "ontbreekt: Achternaam"),
        (b"<Bsn>", b"<Bsn><b/>", "Client/Bsn", "klopt niet"),
    ],
)
def test_what_breaks_the_schema(old: bytes, new: bytes, path: str, words: str) -> None:
    data = _swap(START, old, new)
    fault = _refused(data)
    assert fault.rule == "XSD"
    assert fault.path == f"/Bericht/{path}".rstrip("/")
    assert words in fault.reason
    assert fault.line is not None
    changed = START.index(old)
    assert fault.line in range(START[:changed].count(b"\n"), START[:changed].count(b"\n") + 5)


def test_no_reason_repeats_the_value() -> None:
    data = _swap(_swap(START, b"<Bsn>9", b"<Bsn>X"), b"1950-05-06", b"1950-05-99")
    assert not any("X9" in fault.reason or "1950" in fault.reason for fault in read(data).faults)


def test_the_number_of_faults_is_bounded() -> None:
    line = DECLARATIE[DECLARATIE.index(b"<Prestatie>") : DECLARATIE.index(b"</Prestatie>") + 12]
    many = DECLARATIE.replace(line, line.replace(b"<Eenheid>01", b"<Eenheid>99") * 500, 1)
    assert len(read(many).faults) == explaining.MOST_FAULTS


def test_the_search_for_more_faults_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write(sample(323, lines=300, seed=4)).replace(b"<Eenheid>04", b"<Eenheid>99")
    assert len(read(data).faults) > 10
    monkeypatch.setattr(explaining, "_LONGEST_SEARCH", 500)
    assert len(read(data).faults) == 1


def test_a_long_file_on_one_line() -> None:
    data = write(sample(323, lines=300, seed=4)).replace(b"\r\n", b"")
    assert read(data).valid
    fault = _refused(data.replace(b"<Eenheid>04", b"<Eenheid>99"))
    assert "lijst WJ756" in fault.reason
    assert fault.line == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Geslacht>2", b"<!-- x --><Geslacht><![CDATA[2]]>"),
        (b"Zandstra", b"Zand<!-- x -->stra"),
        (b"Zandstra", b"Zand<?x?>s<![CDATA[tra]]>"),
        (b"Zandstra", b"&#90;andstra"),
        (b"<ToewijzingNummer>2<", b"<ToewijzingNummer> +0002 <"),
        (b"<ToewijzingNummer>2<", b"<ToewijzingNummer>" + b"0" * 6000 + b"2<"),
        (b"2026-01-12", b"\r\n 2026-01-12 "),
        (b'encoding="UTF-8"', b"encoding='utf-8'"),
        (b' encoding="UTF-8"', b""),
    ],
)
def test_other_ways_to_write_the_same(old: bytes, new: bytes) -> None:
    result = read(_swap(START, old, new))
    assert result.faults == ()
    assert result.bericht == start()
    assert write(start()) == START


def test_prefixes_and_line_ends_are_free() -> None:
    data = START.replace(b"\r\n", b"\n").replace(b"b:", b"basis:").replace(b":b=", b":basis=")
    assert read(data).bericht == start()


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (
            _swap(START, b"2026-01-12", b"12026-01-12"),
            "/Bericht/Client/StartProducten/StartProduct[1]/Begindatum",
        ),
        (_swap(START, b"2026-10-05", b"-0044-03-15"), "/Bericht/Header/BerichtIdentificatie/Dagtekening"),
        (
            _swap(TOEWIJZING, b"09:30:00", b"24:00:00"),
            "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingstijd",
        ),
        (
            _swap(TOEWIJZING, b"09:30:00", b"09:30:00.1234567"),
            "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingstijd",
        ),
    ],
)
def test_values_that_python_cannot_hold(data: bytes, path: str) -> None:
    result = read(data)
    assert (result.level, [fault.path for fault in result.faults]) == (2, [path])
    assert (result.faults[0].rule, result.faults[0].retourcode) == ("waarde", "0001")
    assert result.faults[0].line is not None
    assert result.bericht is not None
    assert write(result.bericht) == data


def test_a_message_with_such_a_value_can_still_be_answered() -> None:
    late = read(_swap(START, b"2026-10-05", b"12026-10-05")).bericht
    assert isinstance(late, Bericht305)
    retour = build_retour(late, LEVEL2, identificatie="R1", dagtekening=date(2026, 10, 6))
    assert b"<b:Dagtekening>12026-10-05<" in write(retour)


def test_a_literal_is_a_text() -> None:
    assert Letterlijk("24:00:00") == "24:00:00"


def test_fractions_of_seconds() -> None:
    for text, back in ((b"09:30:00.5", b"09:30:00.5"), (b"09:30:00.250000", b"09:30:00.25")):
        bericht = read(_swap(TOEWIJZING, b"09:30:00", text)).bericht
        assert bericht is not None
        assert back in write(bericht)


def test_line_ends_in_a_text_come_back() -> None:
    bericht = change(toewijzing(), "client.commentaar", "een & <twee>\n\ndrie\rvier")
    data = write(bericht)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert read(data).bericht == bericht


def test_a_comment_of_many_words_does_not_hang() -> None:
    for text, fine in ((". " * 300_000, True), (" " * 300_000, False), (" " * 300_000 + ".", True)):
        assert read(write(change(toewijzing(), "client.commentaar", text))).valid is fine


def test_what_xml_cannot_hold_is_not_written() -> None:
    with pytest.raises(ValueError, match="teken"):
        write(change(toewijzing(), "client.commentaar", "a\x00b"))


def test_memory_stays_small_on_a_long_declaration() -> None:
    bericht = sample(323, lines=3000, seed=2)
    assert read(write(bericht)).bericht == bericht


def test_explaining_a_valid_file_still_gives_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "305.xml"
    path.write_bytes(START)
    with path.open("rb") as stream:
        (fault,) = explaining.explain(stream, find_soort(Law.WMO, 305))
    assert fault.reason == "Het bericht past niet bij het schema van de standaard."


def _nameless(kind: str, message: str, path: str) -> str:
    return explain_complaint(kind, message, path, find_soort(Law.WMO, 323))


def test_wording_of_rare_complaints() -> None:
    assert (
        _nameless("SCHEMAV_CVC_PATTERN_VALID", "", "") == "Bericht past niet bij het schema van de standaard."
    )
    assert "alleen letters en cijfers, hoogstens 12" in _nameless(
        "SCHEMAV_CVC_PATTERN_VALID", "", "/Bericht/Declaratie/DeclaratieNummer"
    )
    assert (
        _nameless("SCHEMAV_X", "", "/Bericht/Onbekend/Bsn")
        == "Bsn past niet bij het schema van de standaard."
    )
    assert (
        _nameless("SCHEMAV_X", "", "/Bericht/Header/Bsn/X") == "X past niet bij het schema van de standaard."
    )
    retour = find_soort(Law.WMO, 306)
    path = "/Bericht/Client/RetourCodes/RetourCode[1]"
    assert "lijst WJ001" in explain_complaint("SCHEMAV_CVC_ENUMERATION_VALID", "", path, retour)


@pytest.mark.parametrize("name", sorted(SIMPLE_TYPES))
def test_every_type_can_be_described(name: str) -> None:
    assert describe(SIMPLE_TYPES[name], Law.WMO)


def test_descriptions() -> None:
    words = {
        name: describe(SIMPLE_TYPES[f"LDT_{name}"], Law.WMO)
        for name in ("Tijd", "Voorletters", "Versie", "Commentaar")
    }
    assert words == {
        "Tijd": "een tijd zoals 13:45:00, zonder tijdzone",
        "Voorletters": "alleen letters, zonder punten en spaties, hoogstens 6 tekens",
        "Versie": "een versie zoals 1.0.0",
        "Commentaar": "een tekst die niet leeg is",
    }


def test_an_error_without_a_code() -> None:
    class Nameless(Exception):
        code: Any = None

    assert error_code(Nameless()) == 0
