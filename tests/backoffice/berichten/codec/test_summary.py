"""A message in lines of plain Dutch, without the person it is about."""

import re
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.summary import MOST_ITEMS, masked, summarise
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.messages import (
    BSN,
    change,
    credit,
    declaratie,
    prestatie,
    start,
    toewijzing,
)

pytestmark = pytest.mark.pure

KINDS = [(law, nummer) for law, nummer, _ in REGISTRY]


def test_an_allocation() -> None:
    assert summarise(toewijzing()) == (
        "WMO301 Toewijzing, release 3.2",
        "Van gemeente 9901 aan aanbieder 99999901",
        "Bericht ID1 van 5 oktober 2026",
        "Toegewezen aan cliënt ******006:",
        "- Toewijzing 1; 02 begeleiding, code 02A04; 1 januari 2026 t/m 31 december 2026; 120 minuten per week",
        "- Toewijzing 2; 02 begeleiding, code 02A05; 1 januari 2026 t/m 31 december 2026; 120 minuten per week",
    )


def test_a_declaration() -> None:
    lines = (
        prestatie(1),
        credit(2, "V2"),
        prestatie(3, eenheid="83", producttarief=None, geleverdvolume=31500),
    )
    told = summarise(declaratie((BSN, lines)))
    assert told[3:] == (
        "Declaratie D1, 1 september 2026 t/m 30 september 2026",
        "Ingediend: €\u00a0315,00, 3 regels voor 1 cliënt",
        _line("R1", 1, "300 minuten; €\u00a0315,00"),
        _line("C2", 2, "300 minuten; €\u00a0-315,00; neemt regel V2 terug"),
        _line("R3", 3, "€\u00a0315,00; €\u00a0315,00"),
    )


def _line(reference: str, toewijzing: int, amounts: str) -> str:
    product, month = "02 begeleiding, code 02A04", "1 september 2026 t/m 30 september 2026"
    return f"- Regel {reference} voor cliënt {masked(BSN)}; toewijzing {toewijzing}; {product}; {month}; {amounts}"


def _one(nummer: int, words: str, law: Law = Law.WMO) -> str:
    """All lines of the first sample in which these words are told."""
    found = ("\n".join(summarise(sample(nummer, law, lines=4, seed=seed))) for seed in range(200))
    return next(text for text in found if words in text)


@pytest.mark.parametrize(
    ("nummer", "law", "words"),
    [
        (301, Law.WMO, "; vanaf "),
        (301, Law.WMO, "; zonder product; "),
        (301, Law.WMO, "; budget €"),
        (301, Law.JW, "; 45 ambulant"),
        (301, Law.WMO, "reden van wijziging: verwijderd"),
        (302, Law.WMO, "Alles is akkoord"),
        (302, Law.WMO, "Retourcode 9332: "),
        (305, Law.WMO, "Zonder toewijzingnummer; "),
        (305, Law.WMO, "; dit wordt ingetrokken"),
        (306, Law.WMO, "Retourcode 9019: "),
        (307, Law.WMO, "reden: verhuizing naar andere gemeente"),
        (307, Law.JW, "reden: volgens plan"),
        (315, Law.WMO, "verwijzer: huisarts"),
        (317, Law.WMO, "Blijft zoals het is:\n- Toewijzing 2000000"),
        (317, Law.WMO, "Moet anders:\n- Toewijzing 1000000; "),
        (317, Law.WMO, "Komt erbij:\n- "),
        (318, Law.WMO, "Retourcode 9350: "),
        (319, Law.WMO, " is in onderzoek"),
        (319, Law.JW, "; reden: woonplaatsbeginsel; verantwoordelijk is gemeente 0363"),
        (320, Law.WMO, "Retourcode 9360: "),
        (325, Law.WMO, "Afgewezen: "),
        (325, Law.WMO, "Retourcode 8001: "),
        (325, Law.WMO, "Antwoord op bericht T"),
    ],
)
def test_what_is_told(nummer: int, law: Law, words: str) -> None:
    assert words in _one(nummer, words, law)


@pytest.mark.parametrize(
    ("nummer", "sender"),
    [(301, "gemeente"), (302, "aanbieder"), (305, "aanbieder"), (306, "gemeente"), (325, "gemeente")],
)
def test_who_writes_to_whom(nummer: int, sender: str) -> None:
    """A retour keeps the sender of the message it answers; the reader is told who really writes."""
    assert summarise(sample(nummer))[1].startswith(f"Van {sender} ")


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_no_person_is_told(law: Law, nummer: int) -> None:
    for seed in range(20):
        bericht: Any = sample(nummer, law, lines=3, seed=seed)
        told = summarise(bericht)
        text = "\n".join(told)
        for bsn in re.findall(rb"<Bsn>(\d{9})<", write(bericht)):
            assert bsn.decode() not in text
        assert not re.search(r"Zandstra|Aalbers|Lindelaan|Eerste regel", text)
        assert told[0].startswith(f"{law.value.upper()}{nummer} ")


def test_a_long_list_is_cut() -> None:
    told = summarise(sample(323, lines=1234, seed=2))
    assert len(told) == 5 + MOST_ITEMS + 1
    assert told[-1] == "- en nog 1.214 meer"


def test_a_day_that_python_cannot_hold_is_told_as_it_came() -> None:
    data = write(start()).replace(b"2026-01-12", b"12026-01-12")
    bericht = read(data).bericht
    assert bericht is not None
    assert "begonnen op 12026-01-12" in summarise(bericht)[4]


def test_a_short_number_stays_hidden() -> None:
    assert masked("123456789") == "******789"


def test_every_unit_can_be_told() -> None:
    for unit in CODELISTS["WJ756"].codes:
        told = summarise(change(toewijzing(), "client.toegewezenproducten.0.omvang.eenheid", unit.code))
        assert told[4].endswith(" per week")
