"""Levels 3 and 4 for answers to requests: each rule with a message that keeps it and one that breaks it."""

from dataclasses import replace
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts319, KnownBericht
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.rules.antwoord import ANTWOORD, WOONPLAATSBEGINSEL, judge_319
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.known import broken, facts_319, judged
from tests.backoffice.berichten.codec.messages import DAY, antwoord, changed, elsewhere, named

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
WAIT = {"antwoord__verzoekantwoord": "2", "antwoord__redenafwijzingverzoek": None}
NOBODY = replace(facts_319(), verzoeken={})
# Rule, a message and facts that keep it, and a message and facts that break it.
CASES: list[tuple[str, Changes, Facts319, Changes, Facts319]] = [
    ("TR355", {}, facts_319(), {}, NOBODY),
    ("TR359", {}, facts_319(), {}, facts_319(toegewezen=True)),
    ("TR360", WAIT, facts_319(), WAIT, facts_319(antwoorden=("2",))),
    ("TR360", {}, facts_319(antwoorden=("2",)), WAIT, facts_319(antwoorden=("2",))),
    ("TR365", {}, facts_319(antwoorden=("2",)), {}, facts_319(antwoorden=("2", "1"))),
    ("TR365", WAIT, facts_319(), WAIT, facts_319(antwoorden=("1",))),
]


def _judge(changes: Changes, facts: Facts319, law: Law = Law.WMO) -> dict[Pad, list[str]]:
    return broken(judge_319(named(changed(antwoord(), **changes), law), facts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(("rule", "keeps", "fine", "breaks", "facts"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule: str, keeps: Changes, fine: Facts319, breaks: Changes, facts: Facts319, law: Law) -> None:
    assert _judge(keeps, fine, law) == {}
    assert _judge(breaks, facts, law) == {ANTWOORD: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(319)


def _with_codes(*codes: str) -> Facts319:
    return replace(facts_319(), bericht=KnownBericht(vandaag=DAY, gemeentecodes=frozenset(codes)))


def test_the_responsible_municipality_exists() -> None:
    assert broken(judge_319(elsewhere(), _with_codes("9901", "9902"))) == {}
    assert broken(judge_319(elsewhere(), _with_codes("9901"))) == {WOONPLAATSBEGINSEL: ["TR378"]}
    assert broken(judge_319(elsewhere(), facts_319())) == {}


def test_below_a_refused_answer_nothing_is_looked_at() -> None:
    unknown = replace(_with_codes("9901"), verzoeken={})
    oordeel = judge_319(elsewhere(), unknown)
    assert broken(oordeel) == {ANTWOORD: ["TR355"]}
    assert oordeel.niet_beoordeeld == {WOONPLAATSBEGINSEL}
    assert judge_319(antwoord(), NOBODY).niet_beoordeeld == frozenset()


def test_an_allocation_after_a_refusal_breaks_two_rules() -> None:
    assert _judge({}, facts_319(toegewezen=True, antwoorden=("1",))) == {ANTWOORD: ["TR359", "TR365"]}
