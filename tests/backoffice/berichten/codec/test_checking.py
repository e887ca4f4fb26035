"""A file checked on its own: level 1, level 2, and what of level 4 needs no memory."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from keukentafel.backoffice.berichten.codec.checking import Checked, as_data, check
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.messages import DAY, change, declaratie, prestatie, start

pytestmark = pytest.mark.pure

CODES = frozenset({"0363", "0014"})


def _check(bericht: Any, **given: Any) -> Checked:
    values: dict[str, Any] = {"file": "a.xml", "today": DAY, "gemeentecodes": CODES} | given
    return check(bericht if isinstance(bericht, bytes | Path) else write(bericht), **values)


def _found(checked: Checked) -> list[tuple[int, str, str | None, str]]:
    return [(error.level, error.rule, error.retourcode, error.path) for error in checked.errors]


@pytest.mark.parametrize(("law", "nummer"), [(law, nummer) for law, nummer, _ in REGISTRY])
def test_samples_are_valid(law: Law, nummer: int) -> None:
    for seed in range(5):
        checked = _check(sample(nummer, law, lines=3, seed=seed))
        assert (checked.verdict, checked.errors) == ("valid", ())
        assert checked.soort is not None
        assert (checked.soort.law, checked.soort.nummer) == (law, nummer)


def test_a_fault_of_level_1_or_2_comes_as_the_reader_gives_it() -> None:
    broken = _check(b"hallo")
    assert (broken.verdict, broken.soort, broken.bericht) == ("invalid", None, None)
    assert _found(broken) == [(1, "XML", None, "")]
    wrong = _check(change(start(), "client.bsn", "999999999"))
    assert _found(wrong) == [(2, "CS002", "0001", "/Bericht/Client/Bsn")]
    assert wrong.bericht is not None
    assert wrong.file == "a.xml"


def test_level_4_waits_until_level_2_is_fine() -> None:
    wrong = change(start(), "client.bsn", "999999999")
    assert [level for level, *_ in _found(_check(wrong, today=DAY - timedelta(days=1)))] == [2]


def test_structure_only_looks_at_level_1() -> None:
    wrong = change(start(), "client.bsn", "999999999")
    assert _check(wrong, structure_only=True).verdict == "valid"
    assert _check(start(), structure_only=True, today=date(2020, 1, 1)).verdict == "valid"
    assert _check(b"", structure_only=True).verdict == "invalid"
    cut = write(start())[:-30]
    assert _check(cut, structure_only=True).errors == _check(cut).errors
    wide = change(start(), "client.bsn", "9")
    assert _check(wide, structure_only=True).errors == _check(wide).errors


@pytest.mark.parametrize(("law", "nummer"), [(law, nummer) for law, nummer, _ in REGISTRY])
def test_structure_only_takes_every_sample(law: Law, nummer: int) -> None:
    data = write(sample(nummer, law, lines=9, seed=2))
    assert _check(data, structure_only=True).errors == ()
    assert _check(data.replace(b"Subversie>2<", b"Subversie>1<"), structure_only=True).verdict == "invalid"


def test_structure_only_keeps_nothing_of_a_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in elements: those that the parser still holds while it goes through a file of more than 25 MB."""
    held: list[int] = []

    def counted(*given: Any, **options: Any) -> Iterator[Any]:
        for turn, (event, item) in enumerate(iterparse(*given, **options)):
            yield event, item
            if turn % 5_000 == 0:
                held.append(sum(1 for _ in item.getroottree().iter()))

    iterparse: Any = etree.iterparse
    monkeypatch.setattr(etree, "iterparse", counted)
    data = write(sample(323, lines=50))
    first, last = data.index(b"<Client>"), data.index(b"</Clienten>")
    large = data[:first] + data[first:last] * 1_000 + data[last:]
    assert len(large) > 25_000_000
    assert _check(large, structure_only=True).errors == ()
    assert len(held) > 10
    # The header, and the few lines that a piece of the file holds.
    assert max(held) < 2_000


def test_a_message_of_tomorrow() -> None:
    checked = _check(start(), today=DAY - timedelta(days=1))
    assert _found(checked) == [(4, "TR135", "8848", "/Bericht/Header/BerichtIdentificatie/Dagtekening")]
    assert write(start()).split(b"\r\n")[(checked.errors[0].line or 0) - 1].startswith(b"<b:Dagtekening>")
    # The dates in a retour are those of the message it answers, which were judged then.
    assert _check(sample(306), today=date(2026, 1, 1)).errors == ()


@pytest.mark.parametrize(
    ("nummer", "path"), [(301, "Afzender"), (305, "Ontvanger"), (319, "Afzender"), (325, "Afzender")]
)
def test_a_gemeente_that_never_was(nummer: int, path: str) -> None:
    attribute = path.lower()
    for code, wrong in (("0001", True), ("0363", False), ("9901", False)):
        checked = _check(change(sample(nummer), f"header.{attribute}", code))
        assert _found(checked) == ([(4, "TR378", "S300", f"/Bericht/Header/{path}")] if wrong else [])
    assert _check(change(sample(nummer), f"header.{attribute}", "0001"), gemeentecodes=None).errors == ()


def test_the_gemeente_of_the_woonplaatsbeginsel() -> None:
    found: Iterator[Any] = (sample(319, Law.JW, seed=seed) for seed in range(99))
    bericht = next(one for one in found if one.antwoord.woonplaatsbeginsel is not None)
    wrong = change(bericht, "antwoord.woonplaatsbeginsel.gemeente", "0001")
    assert _found(_check(wrong)) == [(4, "TR378", "S300", "/Bericht/Antwoord/Woonplaatsbeginsel/Gemeente")]
    assert _check(bericht).errors == ()
    assert _check(wrong, gemeentecodes=None).errors == ()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, False),
        ({"ingediendbedrag__bedrag": 31501}, False),
        # 300 minutes of at most half a cent apart.
        ({"ingediendbedrag__bedrag": 31650}, False),
        ({"ingediendbedrag__bedrag": 31651}, True),
        ({"ingediendbedrag__bedrag": 31501, "eenheid": "04"}, True),
        ({"ingediendbedrag__bedrag": 300, "eenheid": "83", "producttarief": None}, False),
    ],
)
def test_an_amount_that_no_price_explains(changes: dict[str, Any], wrong: bool) -> None:
    checked = _check(declaratie(("999900006", (prestatie(1, **changes),))))
    path = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/IngediendBedrag/Bedrag"
    assert _found(checked) == ([(4, "TR346", "9346", path)] if wrong else [])


def test_the_number_of_errors_of_a_rule_is_bounded() -> None:
    lines = tuple(prestatie(number, ingediendbedrag__bedrag=1) for number in range(80))
    assert len(_check(declaratie(("999900006", lines))).errors) == 50


def test_a_path_is_read_as_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "305.xml"
    path.write_bytes(write(start()))
    early = DAY - timedelta(days=1)
    assert _check(path, today=early) == _check(write(start()), today=early)
    with pytest.raises(OSError, match="No such file"):
        _check(tmp_path / "niet.xml")


def test_as_data_for_other_programs() -> None:
    assert as_data(_check(start())) == {
        "file": "a.xml",
        "law": "wmo",
        "message": 305,
        "verdict": "valid",
        "errors": [],
    }
    wrong = as_data(_check(change(start(), "client.bsn", "999999999")))
    assert wrong["errors"] == [
        {
            "level": 2,
            "rule": "CS002",
            "retourcode": "0001",
            "path": "/Bericht/Client/Bsn",
            "line": write(start()).partition(b"<Bsn>")[0].count(b"\n") + 1,
            "reason": "Het BSN klopt niet: het voldoet niet aan de elfproef.",
        }
    ]
    unknown = as_data(_check(b""))
    assert (unknown["law"], unknown["message"], unknown["verdict"]) == (None, None, "invalid")
