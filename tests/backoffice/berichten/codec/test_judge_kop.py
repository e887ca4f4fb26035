"""The header of every message: each rule with a header that keeps it and one that breaks it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.codelists import RETOURCODES
from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from keukentafel.backoffice.berichten.codec.rules.declaratie_antwoord import judge_325
from keukentafel.backoffice.berichten.codec.rules.kop import JUDGED_RULES, judge_header
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.known import (
    HEENBERICHTEN,
    broken,
    facts_323,
    facts_325,
)
from tests.backoffice.berichten.codec.messages import (
    DAY,
    changed,
    declaratie,
    named,
    start,
    toewijzing,
)

pytestmark = pytest.mark.pure


def _granted() -> Bericht325:
    """The answer to a declaration that is granted whole."""
    oordeel = judge_323(declaratie(), facts_323())
    return build_325(declaratie(), oordeel, identificatie="ID1", dagtekening=DAY)


Judge = Callable[[Any, Any], Any]
KINDS: list[tuple[Any, Judge, Any]] = [
    *HEENBERICHTEN,
    (_granted(), judge_325, facts_325()),
]
KNOWN = KnownBericht(vandaag=DAY, identificaties=frozenset({"ID0"}), gemeentecodes=frozenset({"9901"}))


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [
        ("TR056", {"identificaties": frozenset({"ID1"})}),
        ("TR135", {"vandaag": DAY - timedelta(days=1)}),
        ("TR378", {"gemeentecodes": frozenset({"9902"})}),
    ],
)
@pytest.mark.parametrize(("bericht", "judge", "facts"), KINDS)
@pytest.mark.parametrize("law", Law)
def test_rule(bericht: Any, judge: Judge, facts: Any, law: Law, rule: str, breaks: dict[str, Any]) -> None:
    bericht = named(bericht, law)
    assert broken(judge(bericht, replace(facts, bericht=KNOWN))) == {}
    wrong = judge(bericht, replace(facts, bericht=replace(KNOWN, **breaks)))
    assert broken(wrong) == {("header",): [rule]}
    assert wrong.klassen is None


def test_codes_that_are_not_known_are_not_checked() -> None:
    assert judge_header(start(), KnownBericht(vandaag=DAY)) == ()


def test_header_of_our_own_message() -> None:
    assert judge_header(toewijzing(), KNOWN) == ()
    assert [b.rule for b in judge_header(changed(toewijzing(), header__afzender="0000"), KNOWN)] == ["TR378"]


def test_a_finding_holds_level_and_reason() -> None:
    found = judge_header(start(), KnownBericht(vandaag=date(2026, 10, 1)))[0]
    assert (found.rule, found.level, found.retourcode) == ("TR135", 4, "8848")
    assert found.reason == "De dagtekening ligt in de toekomst."


def test_the_rules_and_the_return_codes_are_the_same_table() -> None:
    from_list = {item.rule: code for code, item in RETOURCODES.items() if item.rule.startswith("TR")}
    assert {
        rule: judged.retourcode for rule, judged in JUDGED_RULES.items() if judged.retourcode
    } == from_list
    assert {rule for rule, judged in JUDGED_RULES.items() if not judged.retourcode} == {
        "TR337",
        "TR371",
        "TR376",
    }
