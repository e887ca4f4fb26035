"""Levels 3 and 4 for requests for allocations: each rule with a message that keeps it and one that breaks it."""

from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts315
from keukentafel.backoffice.berichten.codec.oordeel import Pad
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.known import broken, facts_315, judged, known_verzoek
from tests.backoffice.berichten.codec.messages import OTHER_BSN, changed, named, verzoek

pytestmark = pytest.mark.pure

Changes = dict[str, Any]
FIRST = "client__aangevraagdeproducten__0__"
CLIENT: Pad = ("client",)
PRODUCTS: tuple[Pad, Pad] = (("client", "aangevraagdeproducten", 0), ("client", "aangevraagdeproducten", 1))


def _earlier(**changes: Any) -> Facts315:
    """Facts with an earlier request, open when nothing else is said."""
    return facts_315(verzoeken=(known_verzoek(**changes),))


OTHER_CODES = frozenset({("02", "02A05"), ("03", "02A04")})
# Rule, class, a message and facts that keep it, and a message and facts that break it.
CASES: list[tuple[str, Pad, Changes, Facts315, Changes, Facts315]] = [
    ("TR347", PRODUCTS[0], {}, facts_315(), {}, facts_315(referenties=frozenset({"VOT-1"}))),
    ("TR347", PRODUCTS[1], {}, facts_315(referenties=frozenset({"EERDER"})), {}, facts_315(referenties=frozenset({"VOT-2"}))),
    ("TR374", CLIENT, {}, _earlier(antwoorden=("2", "1")), {}, _earlier(antwoorden=("2",))),
    ("TR374", CLIENT, {}, _earlier(toegewezen=True), {}, _earlier()),
    ("TR374", CLIENT, {}, _earlier(bsn=OTHER_BSN), {}, _earlier()),
    ("TR381", PRODUCTS[0], {}, facts_315(), {}, facts_315(producten=OTHER_CODES)),
    ("TR381", PRODUCTS[0], {FIRST + "product__code": None}, facts_315(producten=OTHER_CODES), {}, facts_315(producten=OTHER_CODES)),
    ("TR381", PRODUCTS[0], {FIRST + "product": None}, facts_315(producten=OTHER_CODES), {}, facts_315(producten=OTHER_CODES)),
]  # fmt: skip


def _judge(changes: Changes, facts: Facts315, law: Law = Law.WMO) -> dict[Pad, list[str]]:
    bericht: Bericht315 = named(changed(verzoek(), **changes), law)
    return broken(judge_315(bericht, facts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(
    ("rule", "path", "keeps", "fine", "breaks", "facts"), CASES, ids=[case[0] for case in CASES]
)
def test_rule(
    rule: str, path: Pad, keeps: Changes, fine: Facts315, breaks: Changes, facts: Facts315, law: Law
) -> None:
    assert _judge(keeps, fine, law) == {}
    assert _judge(breaks, facts, law) == {path: [rule]}


def test_every_rule_has_its_cases() -> None:
    assert {case[0] for case in CASES} == judged(315)


def test_products_under_an_open_request_are_not_looked_at() -> None:
    oordeel = judge_315(verzoek(), _earlier())
    assert oordeel.niet_beoordeeld == frozenset(PRODUCTS)
    assert judge_315(verzoek(), facts_315(producten=frozenset())).niet_beoordeeld == frozenset()
