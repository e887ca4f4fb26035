"""Level 3 for answers to declarations: each rule with an answer that keeps it and one that breaks it."""

from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts325
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from keukentafel.backoffice.berichten.codec.rules.declaratie_antwoord import ANTWOORD, judge_325
from tests.backoffice.berichten.codec.known import broken, facts_323, facts_325, judged
from tests.backoffice.berichten.codec.messages import DAY, OTHER_BSN, THIRD_BSN, changed, declaratie

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
CLIENT: Pad = (*ANTWOORD, "clienten", 0)
LINES: tuple[Pad, Pad] = ((*CLIENT, "prestaties", 0), (*CLIENT, "prestaties", 1))
HEADER: Pad = ("header",)
BODY = "declaratieantwoord__"
LINE = BODY + "clienten__0__prestaties__0__"


def _answer(**changes: Any) -> Bericht325:
    """An answer that refuses both lines of the first client."""
    oordeel = judge_323(declaratie(), facts_323(toewijzingen={3: facts_323().toewijzingen[3]}))
    answer = build_325(declaratie(), oordeel, identificatie="ANT1", dagtekening=DAY)
    found: Bericht325 = changed(answer, **changes)
    return found


def _declared(**changes: Any) -> Bericht323:
    found: Bericht323 = changed(declaratie(), **changes)
    return found


# Rule, class, what changes in the answer, and what the facts then are; without changes every rule is kept.
CASES: list[tuple[str, Pad, Changes, Facts325]] = [
    ("TR337", HEADER, {}, facts_325(declaratie=None)),
    ("TR337", HEADER, {"header__declaratieidentificatie__identificatie": "ID2"}, facts_325()),
    ("TR371", HEADER, {"header__xsdversiedeclaratie__berichtxsdversie": "1.1.1"}, facts_325()),
    ("TR376", ANTWOORD, {BODY + "declaratienummer": "D2"}, facts_325()),
    ("TR304", CLIENT, {BODY + "clienten__0__bsn": THIRD_BSN}, facts_325()),
    ("TR366", LINES[0], {LINE + "productreferentie__referentienummer": "R9"}, facts_325()),
    ("TR367", LINES[0], {LINE + "geleverdvolume": 301}, facts_325()),
    ("TR367", LINES[0], {}, facts_325(declaratie=_declared(declaratie__clienten__0__prestaties__0__eenheid="84"))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "changes", "facts"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule: str, path: Pad, changes: Changes, facts: Facts325) -> None:
    assert broken(judge_325(_answer(), facts_325())) == {}
    assert broken(judge_325(_answer(**changes), facts)) == {path: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(325)


def test_an_answer_without_a_body_only_has_a_header() -> None:
    refused = _answer(declaratieantwoord=None)
    assert broken(judge_325(refused, facts_325())) == {}
    assert broken(judge_325(refused, facts_325(declaratie=None))) == {HEADER: ["TR337"]}


def test_a_line_of_another_client_is_unknown() -> None:
    moved = _answer(**{BODY + "clienten__0__bsn": OTHER_BSN})
    assert broken(judge_325(moved, facts_325())) == {path: ["TR366"] for path in LINES}


def test_classes_below_a_fault_are_not_looked_at() -> None:
    other = judge_325(_answer(**{BODY + "declaratienummer": "D2"}), facts_325())
    assert other.niet_beoordeeld == {CLIENT, *LINES}
    unknown = judge_325(_answer(**{BODY + "clienten__0__bsn": THIRD_BSN}), facts_325())
    assert unknown.niet_beoordeeld == set(LINES)


def test_findings_say_what_differs() -> None:
    changes = {LINE + "geleverdvolume": 301, LINE + "ingediendbedrag__bedrag": 1}
    found = (judge_325(_answer(**changes), facts_325()).klassen or {})[LINES[0]][0]
    assert found.waarden == (("onderdelen", "GeleverdVolume, IngediendBedrag"),)
    stamp = {"header__xsdversiedeclaratie__berichtxsdversie": "1.1.1"}
    version = judge_325(_answer(**stamp), facts_325()).header[0]
    assert (version.retourcode, version.waarden) == ("", (("ingediend", "1.0.0 / 1.0.0"),))
    assert version.reason == "Het antwoord noemt een andere versie van het schema dan de declaratie."
