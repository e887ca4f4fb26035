"""Levels 3 and 4 for allocations: each rule with a message that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts301
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.known import (
    broken,
    facts_301,
    judged,
    known_toewijzing,
    known_verzoek,
)
from tests.backoffice.berichten.codec.messages import OTHER_BSN, changed, named, toewijzing

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
FIRST = "client__toegewezenproducten__0__"
FIRST_PATH: Pad = ("client", "toegewezenproducten", 0)
REFERENCE = {FIRST + "referentieaanbieder": "VOT-1"}
REMOVAL = {FIRST + "redenwijziging": "13", FIRST + "einddatum": date(2026, 1, 1)}
DECLARED = facts_301(gedeclareerd=frozenset({1}))


def _sent(**changes: Any) -> Facts301:
    """Facts in which allocation 1 was sent before."""
    return facts_301(toewijzingen={1: known_toewijzing(1, **changes)})


def _asked(**changes: Any) -> Facts301:
    return facts_301(verzoeken={"VOT-1": known_verzoek(**changes)})


def _minutes(volume: int, frequentie: str) -> Omvang:
    return Omvang(volume=volume, eenheid="01", frequentie=frequentie)


TOTAL = {FIRST + "omvang": _minutes(500, "6")}
BUDGET = {FIRST + "omvang": None, FIRST + "budget": 900}
# Rule, a message and facts that keep it, and a message and facts that break it in the first allocation.
CASES: list[tuple[str, Changes, Facts301, Changes, Facts301]] = [
    ("TR332", {}, _sent(), {}, _sent(bsn=OTHER_BSN)),
    ("TR332", {}, facts_301(), {}, _sent(product=Product(categorie="02"))),
    ("TR332", {FIRST + "einddatum": date(2026, 6, 30)}, _sent(), {FIRST + "ingangsdatum": date(2026, 1, 2)}, _sent()),
    ("TR332", REMOVAL, _sent(), {FIRST + "omvang": _minutes(121, "2")}, _sent()),
    ("TR332", TOTAL, _sent(omvang=_minutes(400, "6")), TOTAL, _sent(omvang=_minutes(500, "4"))),
    ("TR332", BUDGET, _sent(omvang=None, budget=800), BUDGET, _sent()),
    ("TR379", REFERENCE, _asked(), REFERENCE, facts_301()),
    ("TR379", REFERENCE, _asked(antwoorden=("2",)), REFERENCE, _asked(antwoorden=("2", "1"))),
    ("TR379", {}, _asked(toegewezen=True), REFERENCE, _asked(toegewezen=True)),
    ("TR379", REFERENCE, _asked(), REFERENCE, _asked(bsn=OTHER_BSN)),
    ("TR381", {}, facts_301(producten=None), {}, facts_301(producten=frozenset({("02", "02A05")}))),
    ("TR385", {FIRST + "redenwijziging": "02"}, DECLARED, REMOVAL, DECLARED),
    ("TR385", REMOVAL, facts_301(gedeclareerd=frozenset({2})), REMOVAL, DECLARED),
]  # fmt: skip


def _judge(changes: Changes, facts: Facts301, law: Law = Law.WMO) -> dict[Pad, list[str]]:
    bericht: Bericht301 = named(changed(toewijzing(), **changes), law)
    return broken(judge_301(bericht, facts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(("rule", "keeps", "fine", "breaks", "facts"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule: str, keeps: Changes, fine: Facts301, breaks: Changes, facts: Facts301, law: Law) -> None:
    assert _judge(keeps, fine, law) == {}
    assert _judge(breaks, facts, law) == {FIRST_PATH: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(301)


def test_a_removed_number_is_not_free_for_others() -> None:
    assert _judge({}, _sent(verwijderd=True, periode=Period(date(2026, 1, 1), date(2026, 1, 2)))) == {}
    assert _judge({}, _sent(verwijderd=True, bsn=OTHER_BSN)) == {FIRST_PATH: ["TR332"]}


def test_one_allocation_can_break_several_rules() -> None:
    facts = replace(_sent(bsn=OTHER_BSN), gedeclareerd=frozenset({1}), producten=frozenset({("02", "02A05")}))
    assert _judge(REMOVAL | REFERENCE, facts) == {FIRST_PATH: ["TR332", "TR379", "TR385", "TR381"]}
