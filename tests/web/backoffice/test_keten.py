"""The timeline of messages in words."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from keukentafel.backoffice.berichten.domain.berichten import Berichtstatus, KetenRow, Richting, Verdict
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.declaraties.domain import Berichtregels
from keukentafel.platform.clock.queries import AMSTERDAM
from keukentafel.web.backoffice.keten import Moment, timeline

pytestmark = pytest.mark.pure

DAY = date(2026, 11, 20)
START = KetenRow(
    1,
    datetime(2026, 11, 20, 9, tzinfo=AMSTERDAM),
    DAY,
    "JW305",
    Richting.IN,
    Verdict.AANGENOMEN,
    Berichtstatus.BEANTWOORD,
    None,
    None,
)


def only(row: KetenRow, regels: dict[int, Berichtregels] | None = None) -> Moment:
    """The one moment of a chain of one message."""
    (moment,) = timeline([row], today=DAY, links=False, regels=regels)
    return moment


def test_a_correction_is_told_at_each_of_its_messages() -> None:
    assert only(START).titel == "305 · hulp gestart"
    assert only(replace(START, teruggenomen=True)).tekst == "Beantwoord. Later teruggenomen"
    assert only(replace(START, neemt_terug=1)).tekst == "Beantwoord. Neemt een eerdere melding terug"
    assert (
        only(replace(START, vervangt=1)).tekst
        == "Beantwoord. Komt in plaats van een melding die is teruggenomen"
    )


def test_a_declaration_tells_its_lines() -> None:
    row = replace(START, label="WMO323")
    text = only(row, regels={1: Berichtregels(2, 120_000, 60_000)}).tekst
    assert text.replace("\xa0", " ") == "Beantwoord. 2 regels, € 1.200,00 gevraagd, € 600,00 toegekend"


@pytest.mark.parametrize(
    ("wat", "wie", "titel", "tekst"),
    [
        (Wat.RETOUR, Wie.GEMEENTE, "306 · ons antwoord", "Wij moeten nog antwoorden."),
        (Wat.BESLUIT, Wie.MENS, "301 of 319 · ons antwoord op het verzoek", "Wacht op iemand die beslist."),
        (Wat.AFLEVERING, Wie.GEMEENTE, "305 · nog eens versturen", "Het bericht kwam niet aan."),
    ],
)
def test_what_is_waited_for_stands_on_top(wat: Wat, wie: Wie, titel: str, tekst: str) -> None:
    row = replace(START, wacht=(wat, wie), antwoord_uiterlijk=date(2026, 11, 19))
    awaited, told = timeline([row], today=DAY, links=False)
    assert (awaited.titel, awaited.tekst, awaited.wanneer, awaited.toon) == (
        titel,
        tekst,
        "was 19 november",
        "fout",
    )
    assert told.url == ""


def test_a_file_of_no_kind() -> None:
    assert only(replace(START, label="onbekend")).titel == "Onbekend bestand"
