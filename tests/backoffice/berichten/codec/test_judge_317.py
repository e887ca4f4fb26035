"""Levels 3 and 4 for requests for a change: each rule with a message that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts317
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.rules.wijziging import judge_317
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.known import (
    broken,
    facts_317,
    judged,
    known_toewijzing,
    known_verzoek,
    unchanged_toewijzing,
)
from tests.backoffice.berichten.codec.messages import DAY, OTHER_BSN, changed, named, wijziging

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
CLIENT: Pad = ("client",)
VERZOEK: Pad = (*CLIENT, "verzoek")
SAME: Pad = (*VERZOEK, "ongewijzigdeproducten", 0)
CHANGED: Pad = (*VERZOEK, "tewijzigenproducten", 0)
NEW: Pad = (*VERZOEK, "nieuweproducten", 0)
NEXT: Pad = (*VERZOEK, "nieuweproducten", 1)
WANTED = "client__verzoek__"
STAYS = WANTED + "ongewijzigdeproducten__0__"
CHANGES = WANTED + "tewijzigenproducten__0__"
ADDED = WANTED + "nieuweproducten__0__"

BEGIN = date(2026, 1, 1)
FROM_THE_START = {CHANGES + "gewensteingangsdatum": BEGIN}
ALONE: Changes = {WANTED + "ongewijzigdeproducten": (), WANTED + "nieuweproducten": ()}
NO_OMVANG: Changes = {CHANGES + "omvang": None}
BUDGET: Changes = {**ALONE, **NO_OMVANG, CHANGES + "budget": 900}


def _one_more(**changes: Any) -> Facts317:
    """Facts with an allocation that the request does not name."""
    facts = facts_317()
    return replace(facts, toewijzingen={**facts.toewijzingen, 2: known_toewijzing(2, **changes)})


def _earlier(**changes: Any) -> Facts317:
    """Facts with an earlier request, open when nothing else is said."""
    return facts_317(verzoeken=(known_verzoek(**changes),))


def _changing(**changes: Any) -> Facts317:
    """Facts in which the allocation that changes differs."""
    return facts_317(toewijzingen={1: known_toewijzing(1, **changes), 3: unchanged_toewijzing()})


def _staying(**changes: Any) -> Facts317:
    """Facts in which the allocation that stays as it is differs."""
    return facts_317(toewijzingen={1: known_toewijzing(1), 3: unchanged_toewijzing(**changes)})


def _new(product: Product | None, **changes: Any) -> Changes:
    return {ADDED + "product": product, **{ADDED + name: value for name, value in changes.items()}}


def _minutes(volume: int, frequentie: str) -> Omvang:
    return Omvang(volume=volume, eenheid="01", frequentie=frequentie)


def _alone(**changes: Any) -> Facts317:
    """Facts in which the allocation that changes is the only one, and differs."""
    return facts_317(toewijzingen={1: known_toewijzing(1, **changes)})


TOMORROW = DAY + timedelta(days=1)
ENDS_TODAY, ENDED = Period(BEGIN, TOMORROW), Period(BEGIN, DAY)
NEXT_YEAR = Period(date(2027, 1, 1))
FROM_2027 = {"einddatum": None, "gewensteingangsdatum": date(2027, 1, 1)}
UNTIL_2027 = {"einddatum": None, "gewensteingangsdatum": date(2026, 12, 31)}
LONGER = {CHANGES + "einddatum": date(2027, 3, 31)}
STAYS_PRODUCT, CHANGES_PRODUCT = Product(categorie="02", code="02A07"), Product(categorie="02", code="02A04")
FREE = facts_317(producten=None)
TOTAL = {CHANGES + "omvang": _minutes(900, "6")}
TOTALS = _changing(omvang=_minutes(800, "6"))
ASPECIFIC = _alone(product=Product(categorie="02"), omvang=None, budget=800)
GENERIC = _alone(product=None, omvang=None, budget=800)
# Rule, class, a message and facts that keep it, and a message and facts that break it.
CASES: list[tuple[str, Pad, Changes, Facts317, Changes, Facts317]] = [
    ("TR304", CLIENT, {}, facts_317(), {}, facts_317(bsns=frozenset({OTHER_BSN}))),
    ("TR347", VERZOEK, {}, facts_317(referenties=frozenset({"EERDER"})), {}, facts_317(referenties=frozenset({"VOW-1"}))),
    ("TR349", VERZOEK, {}, facts_317(), {}, _one_more()),
    ("TR349", VERZOEK, {}, _one_more(periode=ENDED), {}, _one_more(periode=ENDS_TODAY)),
    ("TR349", VERZOEK, {}, _one_more(verwijderd=True), {}, _one_more(periode=Period(date(2027, 1, 1)))),
    ("TR349", VERZOEK, {}, _one_more(bsn=OTHER_BSN), {}, _one_more()),
    ("TR350", SAME, {}, _staying(periode=ENDS_TODAY), {}, _staying(periode=ENDED)),
    ("TR350", SAME, {}, facts_317(), {}, _staying(verwijderd=True)),
    ("TR350", SAME, {}, facts_317(), {}, _staying(bsn=OTHER_BSN)),
    ("TR351", CHANGED, {}, _changing(periode=ENDS_TODAY), {}, _changing(periode=ENDED)),
    ("TR351", CHANGED, {}, facts_317(), {}, _changing(bsn=OTHER_BSN)),
    ("TR357", CHANGED, {CHANGES + "gewensteingangsdatum": TOMORROW}, facts_317(), {CHANGES + "gewensteingangsdatum": DAY}, facts_317()),
    ("TR357", CHANGED, FROM_THE_START, facts_317(), {CHANGES + "gewensteingangsdatum": date(2026, 1, 2)}, facts_317()),
    ("TR361", NEW, _new(Product(categorie="02", code="02A08")), FREE, _new(STAYS_PRODUCT), FREE),
    ("TR361", NEW, _new(STAYS_PRODUCT, **FROM_2027), FREE, _new(STAYS_PRODUCT, **UNTIL_2027), FREE),
    ("TR361", NEW, _new(Product(categorie="07")), facts_317(), _new(Product(categorie="02")), facts_317()),
    ("TR361", NEW, _new(Product(categorie="07")), facts_317(), _new(None), facts_317()),
    ("TR361", CHANGED, LONGER, _staying(periode=NEXT_YEAR), LONGER, _staying(periode=NEXT_YEAR, product=CHANGES_PRODUCT)),
    ("TR373", CHANGED, {**BUDGET, CHANGES + "budget": 800}, ASPECIFIC, BUDGET, ASPECIFIC),
    ("TR373", CHANGED, {**TOTAL, **FROM_THE_START}, TOTALS, TOTAL, TOTALS),
    ("TR373", CHANGED, {CHANGES + "omvang": _minutes(900, "4")}, TOTALS, TOTAL, TOTALS),
    ("TR373", CHANGED, {CHANGES + "omvang": _minutes(800, "6")}, TOTALS, TOTAL, TOTALS),
    ("TR374", VERZOEK, {}, _earlier(antwoorden=("1",)), {}, _earlier(antwoorden=("2",))),
    ("TR374", VERZOEK, {}, _earlier(bsn=OTHER_BSN), {}, _earlier()),
    ("TR375", CHANGED, {**ALONE, **NO_OMVANG}, GENERIC, ALONE, GENERIC),
    ("TR381", NEW, {}, facts_317(), {}, facts_317(producten=frozenset({("02", "02A06")}))),
    ("TR381", NEW, {}, facts_317(), _new(Product(categorie="07", code="02A04")), facts_317()),
    ("TR411", CHANGED, {}, facts_317(), NO_OMVANG, facts_317()),
    ("TR412", CHANGED, {**ALONE, **NO_OMVANG}, ASPECIFIC, ALONE, ASPECIFIC),
]  # fmt: skip


def _judge(changes: Changes, facts: Facts317, law: Law = Law.WMO) -> dict[Pad, list[str]]:
    bericht: Bericht317 = named(changed(wijziging(), **changes), law)
    return broken(judge_317(bericht, facts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(
    ("rule", "path", "keeps", "fine", "breaks", "facts"), CASES, ids=[case[0] for case in CASES]
)
def test_rule(
    rule: str, path: Pad, keeps: Changes, fine: Facts317, breaks: Changes, facts: Facts317, law: Law
) -> None:
    assert _judge(keeps, fine, law) == {}
    assert _judge(breaks, facts, law) == {path: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(317)


AID = Product(categorie="11", code="11A01")


@pytest.mark.parametrize(
    ("law", "stays", "new", "clash"),
    [
        (Law.WMO, AID, AID, False),
        (Law.JW, AID, AID, True),
        (Law.WMO, None, Product(categorie="14"), False),
        (Law.JW, None, Product(categorie="14"), True),
        (Law.WMO, None, Product(categorie="10"), True),
    ],
)
def test_only_in_the_wmo_may_aids_overlap(
    law: Law, stays: Product | None, new: Product, *, clash: bool
) -> None:
    """The allocation that stays covers the whole year, and only the new product lies beside it."""
    changes = {
        STAYS + "toewijzingnummer": 1,
        WANTED + "tewijzigenproducten": (),
        WANTED + "nieuweproducten": wijziging().client.verzoek.nieuweproducten[:1],
        **_new(new),
    }
    facts = replace(_alone(product=stays), producten=None)
    assert _judge(changes, facts, law) == ({NEW: ["TR361"]} if clash else {})


def test_one_allocation_cannot_both_stay_and_change() -> None:
    only = facts_317(toewijzingen={1: known_toewijzing(1)})
    assert _judge({STAYS + "toewijzingnummer": 1}, only) == {CHANGED: ["TR361"]}


def test_classes_below_a_fault_are_not_looked_at() -> None:
    unknown = judge_317(wijziging(), facts_317(bsns=frozenset()))
    assert unknown.niet_beoordeeld == {VERZOEK, SAME, CHANGED, NEW, NEXT}
    pending = judge_317(wijziging(), _earlier())
    assert pending.niet_beoordeeld == {SAME, CHANGED, NEW, NEXT}


def test_one_class_can_break_several_rules() -> None:
    facts = replace(_one_more(), referenties=frozenset({"VOW-1"}), verzoeken=_earlier().verzoeken)
    assert _judge({}, facts) == {VERZOEK: ["TR347", "TR374", "TR349"]}
    past = {**TOTAL, CHANGES + "gewensteingangsdatum": date(2026, 9, 1)}
    assert _judge(past, TOTALS) == {CHANGED: ["TR357", "TR373"]}


def test_findings_carry_the_figures() -> None:
    missing = judge_317(wijziging(), _one_more()).klassen or {}
    assert missing[VERZOEK][0].waarden == (("ontbreekt", "2"),)
    past = changed(wijziging(), **{CHANGES + "gewensteingangsdatum": date(2026, 9, 1)})
    dates = (judge_317(past, facts_317()).klassen or {})[CHANGED][0]
    assert dates.waarden == (("ingediend", "2026-09-01"), ("ingangsdatum", "2026-01-01"))
    overlap = changed(wijziging(), **_new(STAYS_PRODUCT))
    assert (judge_317(overlap, FREE).klassen or {})[NEW][0].waarden == (("toewijzingnummer", 3),)


def test_no_date_is_too_late_to_compare() -> None:
    assert _judge({CHANGES + "einddatum": date.max, ADDED + "einddatum": date.max}, facts_317()) == {}
