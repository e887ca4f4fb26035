"""Levels 3 and 4 for start messages: each rule with a message that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts305, KnownStart
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.known import facts_305, judged, known_toewijzing
from tests.backoffice.berichten.codec.messages import BSN, OTHER_BSN, changed, named, start, under_jw

pytestmark = pytest.mark.pure

SEEN: set[str] = set()
FIRST = "client__startproducten__0__"
PRODUCT = Product(categorie="02", code="02A04")
KNOWN = KnownStart(BSN, 1, PRODUCT, date(2026, 1, 12))
EARLIER = KnownStart(BSN, 1, PRODUCT, date(2025, 6, 1))


def _codes(bericht: Bericht305, facts: Facts305) -> list[list[str]]:
    oordeel = judge_305(bericht, facts)
    found = oordeel.klassen or {}
    assert oordeel.akkoord is not bool(found)
    SEEN.update(finding.rule for findings in found.values() for finding in findings)
    return [[b.retourcode for b in found.get(("client", "startproducten", index), ())] for index in range(2)]


def _changed(**changes: Any) -> Bericht305:
    found: Bericht305 = changed(start(), **changes)
    return found


FINE: list[list[str]] = [[], []]


@pytest.mark.parametrize(
    ("changes", "facts", "codes"),
    [
        pytest.param({}, facts_305(), FINE, id="all known"),
        pytest.param(
            {}, facts_305(toewijzingen={1: known_toewijzing(1)}), [[], ["9019"]], id="TR019 unknown"
        ),
        pytest.param(
            {},
            facts_305(toewijzingen={1: known_toewijzing(1), 2: known_toewijzing(2, OTHER_BSN)}),
            [[], ["9019"]],
            id="TR019 other client",
        ),
        pytest.param(
            {},
            facts_305(toewijzingen={1: known_toewijzing(1), 2: known_toewijzing(2, verwijderd=True)}),
            [[], ["9019"]],
            id="TR019 removed",
        ),
        pytest.param({FIRST + "toewijzingnummer": None}, facts_305(), [["9019"], []], id="TR019 no number"),
        pytest.param({FIRST + "statusaanlevering": "3"}, facts_305(starts=(KNOWN,)), FINE, id="TR063 known"),
        pytest.param(
            {FIRST + "statusaanlevering": "3"}, facts_305(), [["9063"], []], id="TR063 nothing to take back"
        ),
        pytest.param(
            {FIRST + "statusaanlevering": "3"},
            facts_305(starts=(replace(KNOWN, bsn=OTHER_BSN),)),
            [["9063"], []],
            id="TR063 other client",
        ),
        pytest.param(
            {FIRST + "statusaanlevering": "3"},
            facts_305(starts=(replace(KNOWN, ingetrokken=True),)),
            [["9063"], []],
            id="TR063 taken back",
        ),
        pytest.param(
            {FIRST + "statusaanlevering": "3"},
            facts_305(starts=(replace(KNOWN, gestopt=True),)),
            [["9071"], []],
            id="TR071 stopped",
        ),
        pytest.param(
            {FIRST + "statusaanlevering": "3"}, facts_305(starts=(KNOWN,)), FINE, id="TR071 not stopped"
        ),
        pytest.param({}, facts_305(starts=(KNOWN,)), [["9074"], []], id="TR074 sent before"),
        pytest.param(
            {}, facts_305(starts=(replace(KNOWN, ingetrokken=True),)), FINE, id="TR074 taken back before"
        ),
        pytest.param({}, facts_305(starts=(EARLIER,)), [["9326"], []], id="TR326 still running"),
        pytest.param({}, facts_305(starts=(replace(EARLIER, gestopt=True),)), FINE, id="TR326 stopped"),
        pytest.param({}, facts_305(producten=frozenset()), [["S329"], []], id="TR381 code not in category"),
        pytest.param({}, facts_305(producten=None), FINE, id="TR381 not checked"),
        pytest.param(
            {FIRST + "product__code": None}, facts_305(producten=frozenset()), FINE, id="TR381 no code"
        ),
    ],
)
@pytest.mark.parametrize("law", Law)
def test_rule(changes: dict[str, Any], facts: Facts305, codes: list[list[str]], law: Law) -> None:
    assert _codes(named(_changed(**changes), law), facts) == codes


def test_taking_back_and_starting_anew_may_share_a_message() -> None:
    anew = replace(start().client.startproducten[0], begindatum=date(2026, 1, 13))
    back = replace(start().client.startproducten[0], statusaanlevering="3")
    for order in ((anew, back), (back, anew)):
        assert _codes(_changed(client__startproducten=order), facts_305(starts=(KNOWN,))) == FINE


def test_two_starts_on_one_allocation_in_a_message() -> None:
    first = start().client.startproducten[0]
    twice = (first, replace(first, begindatum=date(2026, 2, 1)))
    assert _codes(_changed(client__startproducten=twice), facts_305()) == [[], ["9326"]]


def test_care_that_was_stopped_may_start_anew() -> None:
    rest = replace(EARLIER, begindatum=date(2026, 1, 5), gestopt=True)
    assert _codes(start(), facts_305(starts=(rest,))) == FINE
    assert _codes(start(), facts_305(starts=(rest, replace(EARLIER, begindatum=date(2026, 1, 6))))) == [
        ["9326"],
        [],
    ]
    back = _changed(**{FIRST + "statusaanlevering": "3"})
    assert _codes(back, facts_305(starts=(replace(KNOWN, gestopt=True), rest))) == [["9071"], []]
    assert _codes(back, facts_305(starts=(KNOWN, rest))) == FINE


def test_only_the_jeugdwet_has_starts_without_an_allocation() -> None:
    bericht = under_jw(_changed(**{FIRST + "toewijzingnummer": None}))
    running = replace(EARLIER, toewijzingnummer=None, product=bericht.client.startproducten[0].product)
    facts = facts_305(producten=None, taakgericht=True)
    assert _codes(bericht, facts) == FINE
    assert _codes(bericht, replace(facts, taakgericht=False)) == [["9019"], []]
    assert _codes(_changed(**{FIRST + "toewijzingnummer": None}), facts) == [["9019"], []]
    assert _codes(bericht, replace(facts, starts=(running,))) == [["9326"], []]
    for other in (replace(running, product=Product(categorie="55")), EARLIER):
        assert _codes(bericht, replace(facts, starts=(other,))) == FINE
    assert _codes(start(), replace(facts, starts=(running,))) == FINE


def test_findings_carry_the_day() -> None:
    found = (judge_305(start(), facts_305(starts=(EARLIER,))).klassen or {})["client", "startproducten", 0]
    assert found[0].waarden == (("begindatum", "2025-06-01"),)


def test_every_rule_was_broken_once() -> None:
    assert judged(305) == SEEN
