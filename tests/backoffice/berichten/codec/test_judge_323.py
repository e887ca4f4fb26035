"""Levels 3 and 4 for declarations: each rule with a line that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownBericht
from keukentafel.backoffice.berichten.codec.oordeel import DeclaratieOordeel, Uitkomst
from keukentafel.backoffice.berichten.codec.records.basis import BedragMetDC, GeslotenPeriode, Omvang, Product
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules import prestatie as rules
from keukentafel.backoffice.berichten.codec.rules.declaratie import DEFAULT_JUDGED, decide, judge_323
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.known import (
    HEADER_RULES,
    SEPTEMBER,
    YEAR,
    facts_323,
    judged,
    known_prestatie,
    known_tarief,
    with_prestaties,
    with_toewijzing,
)
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    THIRD_BSN,
    credit,
    declaratie,
    prestatie,
)

pytestmark = pytest.mark.pure

SEEN: set[str] = set()
EURO = {"eenheid": "83", "producttarief": None, "geleverdvolume": 31500}
AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1))
JULY = Period(date(2026, 7, 1), date(2026, 8, 1))


def _judge(
    *lines: Prestatie, facts: Facts323 | None = None, judged: frozenset[str] = frozenset()
) -> DeclaratieOordeel:
    return judge_323(declaratie((BSN, lines or (prestatie(1),))), facts or facts_323(), judged_rules=judged)


def _rules(oordeel: DeclaratieOordeel) -> list[list[str]]:
    for line in oordeel.prestaties:
        SEEN.update(found.rule for found in line.bevindingen)
    return [[found.rule for found in line.bevindingen] for line in oordeel.prestaties]


def _tarief(**changes: Any) -> Facts323:
    return facts_323(tarieven={1: (known_tarief(**changes),)})


def _period(first: date, last: date) -> dict[str, Any]:
    return {"productperiode": GeslotenPeriode(begindatum=first, einddatum=last)}


@pytest.mark.parametrize(
    ("line", "facts", "rules"),
    [
        pytest.param(prestatie(1), facts_323(), [], id="fine"),
        pytest.param(
            prestatie(1),
            with_prestaties(known_prestatie("R1", toegekend=False)),
            ["TR314"],
            id="TR314 refused reference",
        ),
        pytest.param(
            prestatie(1),
            with_prestaties(known_prestatie("R2", toegekend=False)),
            [],
            id="TR314 another reference",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 10, 1), date(2026, 10, 31))),
            facts_323(),
            ["TR319"],
            id="TR319 later month",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 8, 1), date(2026, 8, 31))),
            facts_323(),
            [],
            id="TR319 earlier month",
        ),
        pytest.param(prestatie(9), facts_323(), ["TR338"], id="TR338 unknown"),
        pytest.param(prestatie(3), facts_323(), ["TR338"], id="TR338 other client"),
        pytest.param(prestatie(2), facts_323(), [], id="TR338 known"),
        pytest.param(prestatie(1), with_toewijzing(verwijderd=False), [], id="TR384 stands"),
        pytest.param(prestatie(1), with_toewijzing(verwijderd=True), ["TR384"], id="TR384 removed"),
        pytest.param(
            prestatie(1), with_toewijzing(product=Product(categorie="03")), ["TR339"], id="TR339 category"
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(product=Product(categorie="02", code="X")),
            ["TR340"],
            id="TR340 code",
        ),
        pytest.param(
            prestatie(1), with_toewijzing(product=Product(categorie="02")), [], id="TR340 aspecific"
        ),
        pytest.param(prestatie(1), with_toewijzing(product=None), [], id="TR339 generic"),
        pytest.param(
            prestatie(1),
            with_toewijzing(omvang=Omvang(volume=900, eenheid="84", frequentie="2")),
            ["TR341"],
            id="TR341 unit",
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(omvang=Omvang(volume=2, eenheid="04", frequentie="2")),
            [],
            id="TR341 hours in minutes",
        ),
        pytest.param(prestatie(1), with_toewijzing(omvang=None), [], id="TR341 no extent"),
        pytest.param(
            prestatie(1),
            with_toewijzing(periode=Period(date(2026, 9, 2))),
            ["TR307"],
            id="TR307 before start",
        ),
        pytest.param(
            prestatie(1), with_toewijzing(periode=Period(date(2026, 9, 1))), [], id="TR307 from the first day"
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(periode=Period(date(2026, 1, 1), date(2026, 9, 30))),
            ["TR308"],
            id="TR308 after end",
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(periode=Period(date(2026, 1, 1), date(2026, 10, 1))),
            [],
            id="TR308 to the last day",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 9, 2), date(2026, 9, 30))),
            facts_323(),
            ["TR387"],
            id="TR387 begin",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 9, 2), date(2026, 9, 30))),
            with_toewijzing(periode=Period(date(2026, 9, 2))),
            [],
            id="TR387 cut by the allocation",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 9, 1), date(2026, 9, 29))),
            facts_323(),
            ["TR388"],
            id="TR388 end",
        ),
        pytest.param(
            prestatie(1, **_period(date(2026, 9, 1), date(2026, 9, 29))),
            with_toewijzing(periode=Period(date(2026, 9, 1), date(2026, 9, 30))),
            [],
            id="TR388 cut by the allocation",
        ),
        pytest.param(
            prestatie(1, geleverdvolume=601, ingediendbedrag__bedrag=63105),
            facts_323(),
            ["TR321"],
            id="TR321 above five weeks",
        ),
        pytest.param(
            prestatie(1, geleverdvolume=600, ingediendbedrag__bedrag=63000),
            facts_323(),
            [],
            id="TR321 five weeks",
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(omvang=Omvang(volume=299, eenheid="01", frequentie="6")),
            ["TR322"],
            id="TR322 above the total",
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(omvang=Omvang(volume=300, eenheid="01", frequentie="6")),
            [],
            id="TR322 the total",
        ),
        pytest.param(
            prestatie(1),
            with_toewijzing(
                omvang=Omvang(volume=9, eenheid="01", frequentie="2"), periode=Period(date(2026, 1, 1))
            ),
            ["TR321"],
            id="TR322 open allocation",
        ),
        pytest.param(
            prestatie(1), with_toewijzing(omvang=None, budget=31499), ["TR369"], id="TR369 above budget"
        ),
        pytest.param(prestatie(1), with_toewijzing(omvang=None, budget=31500), [], id="TR369 within budget"),
        pytest.param(prestatie(1, ingediendbedrag__bedrag=31501), facts_323(), ["TR346"], id="TR346 amount"),
        pytest.param(
            prestatie(1, **EURO),
            with_toewijzing(omvang=Omvang(volume=31500, eenheid="83", frequentie="6")),
            [],
            id="TR346 not for euros",
        ),
        pytest.param(
            prestatie(1, producttarief=106, ingediendbedrag__bedrag=31800),
            facts_323(),
            ["TR418"],
            id="TR418 tariff",
        ),
        pytest.param(
            prestatie(1), _tarief(eenheid="04", tarief=6300), [], id="TR418 hourly price in minutes"
        ),
        pytest.param(
            prestatie(1, ingediendbedrag__bedrag=31575),
            _tarief(eenheid="04", tarief=6315),
            [],
            id="TR346 from the hourly price",
        ),
        pytest.param(
            prestatie(1, ingediendbedrag__bedrag=31574),
            _tarief(eenheid="04", tarief=6315),
            ["TR346"],
            id="TR346 hourly price, wrong",
        ),
        pytest.param(
            prestatie(1, productcode="02A09"),
            replace(
                with_toewijzing(product=Product(categorie="02")),
                tarieven={1: (known_tarief(productcode="02A09"),)},
            ),
            ["TR381"],
            id="TR381 code not in category",
        ),
        pytest.param(
            prestatie(1), with_prestaties(known_prestatie("V1")), ["TR389"], id="TR389 debet stands"
        ),
        pytest.param(
            prestatie(1), with_prestaties(known_prestatie("V1", toegekend=False)), [], id="TR389 was refused"
        ),
        pytest.param(
            prestatie(1), with_prestaties(known_prestatie("V1", periode=AUGUST)), [], id="TR389 other month"
        ),
        pytest.param(
            prestatie(1),
            with_prestaties(
                known_prestatie("V1"), known_prestatie("V2", debetcredit="C", vorigreferentienummer="V1")
            ),
            [],
            id="TR389 was credited",
        ),
        pytest.param(credit(1, "V1"), with_prestaties(known_prestatie("V1")), [], id="TR323 known debet"),
        pytest.param(credit(1, "V1"), facts_323(), ["TR323"], id="TR323 unknown debet"),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(known_prestatie("V1", toegekend=False)),
            ["TR323"],
            id="TR323 refused debet",
        ),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(known_prestatie("V1", volume=299)),
            ["TR323"],
            id="TR323 not the same line",
        ),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(known_prestatie("V1", debetcredit="C")),
            ["TR323"],
            id="TR323 a credit",
        ),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(
                known_prestatie("V1"), known_prestatie("V2", debetcredit="C", vorigreferentienummer="V1")
            ),
            ["TR390"],
            id="TR390 credited before",
        ),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(
                known_prestatie("V1"),
                known_prestatie("V2", debetcredit="C", vorigreferentienummer="V1", toegekend=False),
            ),
            [],
            id="TR390 the credit was refused",
        ),
        pytest.param(
            credit(1, "V1"),
            with_prestaties(known_prestatie("V1"), known_prestatie("C1", 2)),
            ["TR314"],
            id="TR314 on a credit",
        ),
    ],
)
def test_rule_of_a_line(line: Prestatie, facts: Facts323, rules: list[str]) -> None:
    oordeel = _judge(line, facts=facts)
    assert _rules(oordeel) == [rules]
    assert oordeel.prestaties[0].uitkomst is (Uitkomst.AFGEWEZEN if rules else Uitkomst.TOEGEKEND)
    assert oordeel.toegekend_bedrag == (0 if rules else _signed(line.ingediendbedrag))


def _signed(amount: BedragMetDC) -> int:
    return amount.bedrag if amount.debetcredit == "D" else -amount.bedrag


def test_one_reference_twice_in_a_message() -> None:
    again = prestatie(2, productreferentie__referentienummer="R1")
    assert _rules(_judge(prestatie(1), again)) == [[], ["TR314"]]


def test_credit_and_new_debet_may_share_a_message_in_any_order() -> None:
    facts = with_prestaties(known_prestatie("V1"))
    for lines in ((credit(1, "V1"), prestatie(1)), (prestatie(1), credit(1, "V1"))):
        assert _rules(_judge(*lines, facts=facts)) == [[], []]


def test_crediting_twice_in_one_message_counts_once() -> None:
    facts = with_prestaties(known_prestatie("V1"))
    again = credit(1, "V1", productperiode=prestatie(1).productperiode)
    second = replace(again, productreferentie=replace(again.productreferentie, referentienummer="C9"))
    assert _rules(_judge(again, second, facts=facts)) == [[], ["TR390"]]


def test_sums_run_over_the_lines_of_a_message() -> None:
    facts = with_toewijzing(omvang=Omvang(volume=500, eenheid="01", frequentie="6"))
    later = prestatie(
        1, productreferentie__referentienummer="R9", **_period(date(2026, 8, 1), date(2026, 8, 31))
    )
    assert _rules(_judge(prestatie(1), later, facts=facts)) == [[], ["TR322"]]


def test_earlier_declarations_count_and_credits_give_room_again() -> None:
    toewijzingen = with_toewijzing(omvang=Omvang(volume=10, eenheid="04", frequentie="6")).toewijzingen
    known = (
        known_prestatie("V1", periode=AUGUST),
        known_prestatie("V2", periode=Period(date(2026, 7, 1), date(2026, 8, 1))),
    )
    assert _rules(_judge(facts=with_prestaties(*known, toewijzingen=toewijzingen))) == [["TR322"]]
    back = known_prestatie("V3", periode=AUGUST, debetcredit="C", vorigreferentienummer="V1")
    assert _rules(_judge(facts=with_prestaties(*known, back, toewijzingen=toewijzingen))) == [[]]


def test_findings_carry_the_figures() -> None:
    line = _judge(prestatie(1, producttarief=106, ingediendbedrag__bedrag=31801)).prestaties[0]
    assert [dict(found.waarden) for found in line.bevindingen] == [
        {"ingediend": 106, "contract": 105, "eenheid": "01"},
        {"ingediend": 31801, "berekend": 31800, "volume": 300},
    ]
    hours = with_toewijzing(omvang=Omvang(volume=1, eenheid="04", frequentie="4"))
    (found,) = _judge(facts=hours).prestaties[0].bevindingen
    assert dict(found.waarden) == {"volume": 300, "maximum": 60, "eenheid": "01"}


def test_a_line_without_a_price_in_the_contract_waits() -> None:
    for facts in (facts_323(tarieven={}), _tarief(periode=AUGUST), _tarief(productcode="X")):
        oordeel = _judge(facts=facts)
        assert oordeel.waiting
        assert oordeel.prestaties[0].bevindingen[0].reason.startswith("In het contract staat geen tarief")
    assert _rules(_judge(prestatie(9), facts=facts_323(tarieven={}))) == [["TR338"]]


def test_judged_rules_wait_for_a_person() -> None:
    much = prestatie(1, geleverdvolume=601, ingediendbedrag__bedrag=63105)
    oordeel = _judge(much, prestatie(2), judged=DEFAULT_JUDGED)
    assert [line.uitkomst for line in oordeel.prestaties] == [Uitkomst.VOORGELEGD, Uitkomst.TOEGEKEND]
    granted, refused = decide(oordeel, 0, toekennen=True), decide(oordeel, 0, toekennen=False)
    assert (granted.waiting, granted.toegekend_bedrag) == (False, 63105 + 31500)
    assert (refused.waiting, refused.toegekend_bedrag) == (False, 31500)
    assert [found.retourcode for found in refused.prestaties[0].bevindingen] == ["9321"]
    with pytest.raises(ValueError, match="niemand"):
        decide(oordeel, 1, toekennen=True)


def test_one_other_finding_refuses_and_only_that_is_told() -> None:
    both = prestatie(1, geleverdvolume=601, ingediendbedrag__bedrag=1)
    oordeel = _judge(both, judged=DEFAULT_JUDGED)
    assert _rules(oordeel) == [["TR346"]]
    assert oordeel.prestaties[0].uitkomst is Uitkomst.AFGEWEZEN


def test_a_missing_start_is_no_reason() -> None:
    assert not any("start" in name for name in Facts323.__slots__)


def test_unknown_client() -> None:
    bericht = declaratie((BSN, (prestatie(1),)), (THIRD_BSN, (prestatie(2), credit(3, "V3"))))
    oordeel = judge_323(bericht, facts_323())
    assert [found.retourcode for found in oordeel.clienten[THIRD_BSN]] == ["8187"]
    waiting = Uitkomst.NIET_BEOORDEELD
    assert [line.uitkomst for line in oordeel.prestaties] == [Uitkomst.TOEGEKEND, waiting, waiting]
    assert judge_323(declaratie(), facts_323()).clienten == {}
    SEEN.add("TR304")


HEADER = KnownBericht(vandaag=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("facts", "header", "body"),
    [
        pytest.param(facts_323(bericht=HEADER), ["TR135"], [], id="TR135"),
        pytest.param(
            facts_323(bericht=KnownBericht(vandaag=DAY, identificaties=frozenset({"ID1"}))),
            ["TR056"],
            [],
            id="TR056",
        ),
        pytest.param(
            facts_323(bericht=KnownBericht(vandaag=DAY, gemeentecodes=frozenset())),
            ["TR378"],
            [],
            id="TR378",
        ),
        pytest.param(facts_323(declaratienummers=frozenset({"D1"})), [], ["TR333"], id="TR333 used before"),
        pytest.param(facts_323(declaratienummers=frozenset({"D2"})), [], [], id="TR333 another number"),
        pytest.param(
            facts_323(laatste_declaratieperiode=JULY, doorlopende_zorg=True), [], ["TR318"], id="TR318 a gap"
        ),
        pytest.param(facts_323(laatste_declaratieperiode=JULY), [], [], id="TR318 no continuous care"),
        pytest.param(
            facts_323(laatste_declaratieperiode=AUGUST, doorlopende_zorg=True),
            [],
            [],
            id="TR318 the next month",
        ),
        pytest.param(
            facts_323(laatste_declaratieperiode=SEPTEMBER, doorlopende_zorg=True),
            [],
            [],
            id="TR318 the same month",
        ),
        pytest.param(
            facts_323(laatste_declaratieperiode=Period(date(2026, 1, 1)), doorlopende_zorg=True),
            [],
            [],
            id="TR318 open",
        ),
    ],
)
def test_header_and_declaration_come_first(facts: Facts323, header: list[str], body: list[str]) -> None:
    oordeel = judge_323(declaratie(), facts)
    assert [found.rule for found in oordeel.header] == header
    assert [found.rule for found in oordeel.declaratie] == body
    SEEN.update(header + body)
    judged = {line.uitkomst for line in oordeel.prestaties}
    assert judged == {Uitkomst.NIET_BEOORDEELD if header or body else Uitkomst.TOEGEKEND}


def test_a_gap_tells_the_month_that_is_missed() -> None:
    last = Period(date(2026, 7, 1), date(2026, 8, 1))
    oordeel = judge_323(declaratie(), facts_323(laatste_declaratieperiode=last, doorlopende_zorg=True))
    assert oordeel.declaratie[0].waarden == (("ingediend", "2026-09-01"), ("verwacht", "2026-08-01"))


def test_what_is_kept_of_lines_alike_changes_no_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        prestatie(number, ingediendbedrag=BedragMetDC(bedrag=31500 + extra, debetcredit="D"))
        for number in (1, 2, 3)
        for extra in (0, 5, 0)
    ]
    bericht, facts = declaratie((BSN, tuple(lines))), facts_323()
    expected = judge_323(bericht, facts)
    monkeypatch.setattr(rules, "_MOST_KEPT", 1)
    assert judge_323(bericht, facts) == expected
    assert {line.uitkomst for line in expected.prestaties} == {Uitkomst.TOEGEKEND, Uitkomst.AFGEWEZEN}


def test_every_rule_was_broken_once() -> None:
    assert judged(323) | HEADER_RULES == SEEN


def test_clients_of_the_cast() -> None:
    assert len({BSN, OTHER_BSN, THIRD_BSN}) == 3
    assert YEAR.days == 365
