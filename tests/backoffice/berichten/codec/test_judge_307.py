"""Levels 3 and 4 for stop messages: each rule with a message that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts307, KnownStart
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, StopProduct
from keukentafel.backoffice.berichten.codec.rules.stop import care_ran_on, judge_307
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.known import (
    STARTED,
    broken,
    facts_307,
    judged,
    known_stop,
    known_toewijzing,
)
from tests.backoffice.berichten.codec.messages import BSN, OTHER_BSN, changed, named, stop, under_jw

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
Case = tuple[str, Changes, Facts307, Changes, Facts307]
FIRST = "client__stopproducten__0__"
FIRST_PATH: Pad = ("client", "stopproducten", 0)
BACK = {FIRST + "statusaanlevering": "3"}
FOR_A_TIME = {FIRST + "redenbeeindiging": "20"}
NO_NUMBER = {FIRST + "toewijzingnummer": None}
STOPPED = facts_307(stops=(known_stop(),))
RESTED = facts_307(stops=(known_stop(redenbeeindiging="20", einddatum=date(2026, 5, 31)),))
ANEW = KnownStart(BSN, 1, STARTED[0].product, date(2026, 6, 15))


def _first_toewijzing(**changes: Any) -> Facts307:
    return facts_307(toewijzingen={1: known_toewijzing(1, **changes), 2: known_toewijzing(2)})


def _first_start(**changes: Any) -> Facts307:
    return facts_307(starts=(replace(STARTED[0], **changes), STARTED[1]))


# Rule, a message and facts that keep it, and a message and facts that break it in the first stop.
CASES: list[Case] = [
    ("TR019", {}, facts_307(), {}, facts_307(toewijzingen={2: known_toewijzing(2)})),
    ("TR019", {}, facts_307(), {}, _first_toewijzing(bsn=OTHER_BSN)),
    ("TR019", {}, facts_307(), {}, _first_toewijzing(verwijderd=True)),
    ("TR019", {}, facts_307(), NO_NUMBER, facts_307()),
    ("TR063", BACK, STOPPED, BACK, facts_307()),
    ("TR063", BACK, STOPPED, BACK, facts_307(stops=(known_stop(einddatum=date(2026, 9, 29)),))),
    ("TR063", BACK, STOPPED, BACK, facts_307(stops=(known_stop(redenbeeindiging="31"),))),
    ("TR063", BACK, STOPPED, BACK, facts_307(stops=(known_stop(bsn=OTHER_BSN),))),
    ("TR063", BACK, STOPPED, BACK, facts_307(stops=(known_stop(ingetrokken=True),))),
    ("TR074", {}, facts_307(stops=(known_stop(ingetrokken=True),)), {}, STOPPED),
    ("TR381", {FIRST + "product__code": None}, _first_start(product=Product(categorie="02")), {}, facts_307(producten=frozenset())),
    ("TR381", {}, facts_307(producten=None), {}, facts_307(producten=frozenset({("03", "02A04")}))),
    ("TR382", {}, facts_307(), {}, facts_307(starts=STARTED[1:])),
    ("TR382", {}, facts_307(), {}, _first_start(begindatum=date(2026, 1, 13))),
    ("TR382", {}, facts_307(), {}, _first_start(product=Product(categorie="02"))),
    ("TR382", {}, facts_307(), {}, _first_start(bsn=OTHER_BSN)),
    ("TR382", {}, facts_307(), {}, _first_start(ingetrokken=True)),
    ("TR382", {}, RESTED, {}, replace(RESTED, starts=(*STARTED, ANEW))),
    ("TR413", {}, RESTED, FOR_A_TIME, RESTED),
    ("TR413", FOR_A_TIME, facts_307(stops=(known_stop(1, einddatum=date(2026, 5, 31), bsn=OTHER_BSN),)), FOR_A_TIME, RESTED),
    (
        "TR414",
        {},
        facts_307(stops=(known_stop(redenbeeindiging="20"),)),
        {FIRST + "einddatum": date(2026, 9, 29)},
        facts_307(stops=(known_stop(redenbeeindiging="20"),)),
    ),
    ("TR415", {}, RESTED, {}, facts_307(stops=(known_stop(einddatum=date(2026, 5, 31)),))),
    ("TR415", FOR_A_TIME, facts_307(), FOR_A_TIME, STOPPED),
]  # fmt: skip


def _judge(changes: Changes, facts: Facts307, law: Law = Law.WMO) -> dict[Pad, list[str]]:
    bericht: Bericht307 = named(changed(stop(), **changes), law)
    return broken(judge_307(bericht, facts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(("rule", "keeps", "fine", "breaks", "facts"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule: str, keeps: Changes, fine: Facts307, breaks: Changes, facts: Facts307, law: Law) -> None:
    assert _judge(keeps, fine, law) == {}
    assert _judge(breaks, facts, law) == {FIRST_PATH: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(307)


def _stops(*stops: StopProduct, facts: Facts307 | None = None) -> dict[Pad, list[str]]:
    return _judge({"client__stopproducten": stops}, facts or facts_307())


def test_a_key_element_is_corrected_in_one_message() -> None:
    line = stop().client.stopproducten[0]
    anew, back = replace(line, einddatum=date(2026, 9, 29)), replace(line, statusaanlevering="3")
    for order in ((anew, back), (back, anew)):
        assert _stops(*order, facts=STOPPED) == {}
    assert _stops(anew, facts=STOPPED) == {FIRST_PATH: ["TR415", "TR414"]}


def test_a_rest_before_an_accepted_new_start_may_be_corrected() -> None:
    line = replace(stop().client.stopproducten[0], redenbeeindiging="20", einddatum=date(2026, 5, 31))
    again = replace(RESTED, starts=(*STARTED, ANEW))
    corrected = replace(line, einddatum=date(2026, 6, 1))
    assert _stops(replace(line, statusaanlevering="3"), corrected, facts=again) == {}
    assert _stops(replace(line, begindatum=ANEW.begindatum, einddatum=date(2026, 8, 1)), facts=again) == {}


def test_the_order_in_a_message_has_no_meaning() -> None:
    line = stop().client.stopproducten[0]
    rest, end = replace(line, redenbeeindiging="20"), line
    earlier = replace(rest, einddatum=date(2026, 5, 31))
    for order in ((end, earlier), (earlier, end), (end, rest)):
        assert _stops(*order) == {}
    assert _stops(rest, earlier) == {FIRST_PATH: ["TR413"]}


def test_a_refused_product_code_is_told_beside_the_rest() -> None:
    facts = facts_307(stops=(known_stop(redenbeeindiging="20"),), producten=frozenset())
    changes = {**FOR_A_TIME, FIRST + "einddatum": date(2026, 9, 29)}
    assert _judge(changes, facts) == {FIRST_PATH: ["TR413", "TR414", "TR381"]}


def test_only_the_jeugdwet_has_stops_without_an_allocation() -> None:
    bericht = under_jw(changed(stop(), **NO_NUMBER))
    product = bericht.client.stopproducten[0].product
    first = replace(STARTED[0], toewijzingnummer=None, product=product)
    facts = facts_307(starts=(first, STARTED[1]), producten=None, taakgericht=True)
    assert broken(judge_307(bericht, facts)) == {}
    assert broken(judge_307(bericht, replace(facts, taakgericht=False))) == {FIRST_PATH: ["TR019"]}
    assert _judge(NO_NUMBER, facts) == {FIRST_PATH: ["TR019"]}
    elsewhere = replace(facts, starts=(replace(first, product=Product(categorie="55")), STARTED[1]))
    assert broken(judge_307(bericht, elsewhere)) == {FIRST_PATH: ["TR382"]}


def test_findings_carry_the_days() -> None:
    bericht: Bericht307 = changed(stop(), **{FIRST + "einddatum": date(2026, 9, 29)}, **FOR_A_TIME)
    facts = facts_307(
        stops=(
            known_stop(redenbeeindiging="20"),
            known_stop(redenbeeindiging="20", einddatum=date(2026, 5, 31)),
        )
    )
    second, earlier = (judge_307(bericht, facts).klassen or {})[FIRST_PATH]
    assert second.waarden == (("einddatum", "2026-09-30"),)
    assert earlier.waarden == (("ingediend", "2026-09-29"), ("eerder", "2026-09-30"))
    assert (second.retourcode, earlier.retourcode) == ("9413", "9414")


@pytest.mark.parametrize(
    ("starts", "stops", "ran"),
    [
        (STARTED, (), True),
        ((), (), False),
        ((replace(STARTED[0], ingetrokken=True),), (), False),
        (STARTED[:1], (known_stop(einddatum=date(2026, 8, 1)),), True),
        (STARTED[:1], (known_stop(einddatum=date(2026, 7, 31)),), False),
        (STARTED[:1], (known_stop(einddatum=date(2026, 7, 31), ingetrokken=True),), True),
        (STARTED[:1], (known_stop(einddatum=date(2026, 7, 31), bsn=OTHER_BSN),), True),
        ((replace(STARTED[0], begindatum=date(2026, 8, 1)),), (), False),
        ((replace(STARTED[0], begindatum=date(2026, 7, 31)),), (), True),
    ],
)
def test_continuous_care(starts: tuple[KnownStart, ...], stops: Any, *, ran: bool) -> None:
    assert care_ran_on(starts, stops, Period(date(2026, 7, 1), date(2026, 9, 1))) is ran
