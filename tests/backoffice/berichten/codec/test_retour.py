"""Retour messages and declaration answers, per situation of the standard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import (
    Facts301,
    Facts305,
    Facts307,
    Facts315,
    Facts317,
    Facts319,
    KnownBericht,
)
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, DeclaratieOordeel
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import XsdVersie
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_325, build_retour, total_of
from keukentafel.backoffice.berichten.codec.rules.antwoord import judge_319
from keukentafel.backoffice.berichten.codec.rules.declaratie import decide, judge_323
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.rules.stop import judge_307
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from keukentafel.backoffice.berichten.codec.rules.wijziging import judge_317
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.spec import Kind, spec_of
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.known import (
    HEENBERICHTEN,
    facts_305,
    facts_307,
    facts_315,
    facts_317,
    facts_319,
    facts_323,
    known_toewijzing,
    known_verzoek,
)
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    THIRD_BSN,
    antwoord,
    credit,
    declaratie,
    elsewhere,
    prestatie,
    start,
    stop,
    toewijzing,
    under_jw,
    verzoek,
    wijziging,
)

pytestmark = pytest.mark.pure

SENT: Any = {"identificatie": "RET1", "dagtekening": date(2026, 10, 7)}


def _valid(bericht: Any) -> Any:
    result = read(write(bericht))
    assert result.faults == ()
    assert result.bericht == bericht
    return bericht


def test_all_well_is_a_header_without_codes() -> None:
    retour = _valid(build_retour(start(), judge_305(start(), facts_305()), **SENT))
    assert retour.client is None
    assert retour.header.retourcodes == ()
    assert (retour.header.identificatieretour, retour.header.dagtekeningretour) == ("RET1", date(2026, 10, 7))


def test_header_is_copied_unchanged_but_for_the_code() -> None:
    heen = start().header
    header = _valid(build_retour(start(), BerichtOordeel(), **SENT)).header
    assert header.berichtcode == "419"
    for name in (
        "berichtversie",
        "berichtsubversie",
        "afzender",
        "ontvanger",
        "berichtidentificatie",
        "xsdversie",
    ):
        assert getattr(header, name) == getattr(heen, name)
    assert header.xsltversie is None
    own = XsdVersie(basisschemaxsdversie="1.0.1", berichtxsdversie="1.1.1")
    assert (
        _valid(build_retour(start(), BerichtOordeel(), **SENT, xsdversie=own)).header.xsdversieretour == own
    )


def test_level2_is_a_header_with_0001() -> None:
    retour = _valid(build_retour(start(), LEVEL2, **SENT, xsltversie="1.0.0"))
    assert (retour.header.retourcodes, retour.client, retour.header.xsltversie) == (("0001",), None, "1.0.0")


UNKNOWN = KnownBericht(vandaag=DAY, gemeentecodes=frozenset())
LATER = KnownBericht(vandaag=date(2026, 10, 1))
CODES = {301: "415", 305: "419", 307: "421", 315: "445", 317: "481", 319: "483"}
JW_CODES = {301: "437", 305: "439", 307: "441", 315: "447", 317: "487", 319: "489"}


@pytest.mark.parametrize(("heen", "judge", "facts"), HEENBERICHTEN)
@pytest.mark.parametrize("law", Law)
def test_every_message_gets_its_retour(heen: Any, judge: Any, facts: Any, law: Law) -> None:
    bericht, codes = (heen, CODES) if law is Law.WMO else (under_jw(heen), JW_CODES)
    expected = codes[soort_of(bericht).nummer]
    well = _valid(build_retour(bericht, judge(heen, facts), **SENT))
    late = _valid(build_retour(bericht, judge(heen, replace(facts, bericht=LATER)), **SENT))
    wrong = _valid(build_retour(bericht, judge(heen, replace(facts, bericht=UNKNOWN)), **SENT))
    fell = _valid(build_retour(bericht, LEVEL2, **SENT))
    found = [(retour.header.berichtcode, retour.header.retourcodes) for retour in (well, late, wrong, fell)]
    assert found == [(expected, ()), (expected, ("8848",)), (expected, ("S300",)), (expected, ("0001",))]
    assert all(_body(retour) is None for retour in (well, late, wrong, fell))
    assert (well.header.afzender, well.header.ontvanger) == (
        bericht.header.afzender,
        bericht.header.ontvanger,
    )


NOTHING: dict[int, tuple[Callable[[Any, Any], BerichtOordeel], Any]] = {
    301: (judge_301, Facts301(KnownBericht(DAY), {}, {}, producten=frozenset())),
    305: (judge_305, Facts305(KnownBericht(DAY), {})),
    307: (judge_307, Facts307(KnownBericht(DAY), {})),
    315: (judge_315, Facts315(KnownBericht(DAY), producten=frozenset())),
    317: (judge_317, Facts317(KnownBericht(DAY), frozenset(), {})),
    319: (judge_319, Facts319(KnownBericht(DAY), {})),
}


@pytest.mark.parametrize("nummer", NOTHING)
@pytest.mark.parametrize("law", Law)
def test_any_message_gets_a_valid_retour_when_nothing_is_known(nummer: int, law: Law) -> None:
    judge, facts = NOTHING[nummer]
    for seed in range(10):
        bericht: Any = sample(nummer, law, lines=3, seed=seed)
        oordeel = judge(bericht, facts)
        retour = _valid(build_retour(bericht, oordeel, **SENT))
        assert (_body(retour) is None) is oordeel.akkoord


def _body(retour: Any) -> Any:
    return retour.antwoord if hasattr(retour, "antwoord") else retour.client


def _told(retour: Any) -> Any:
    """The codes of the body of a retour, as a tree of the classes that have any."""
    assert retour.header.retourcodes == ("0200",)
    return _codes_in(_body(_valid(retour)))


def _codes_in(record: Any) -> Any:
    below = [
        _codes_in(item)
        for element in spec_of(type(record)).elements
        if element.record is not None and spec_of(element.record).kind is Kind.CLASS
        for item in _items(getattr(record, element.attribute))
    ]
    return (*record.retourcodes, below) if below else record.retourcodes


def _items(held: Any) -> tuple[Any, ...]:
    return held if isinstance(held, tuple) else () if held is None else (held,)


def test_a_fault_below_returns_the_whole_client() -> None:
    oordeel = judge_305(start(), facts_305(toewijzingen={1: known_toewijzing(1)}))
    retour = build_retour(start(), oordeel, **SENT)
    assert _told(retour) == ("0200", [("0200",), ("9019",)])
    assert _body(retour).naam == start().client.naam


def test_a_returned_stop() -> None:
    oordeel = judge_307(stop(), facts_307(starts=(), producten=frozenset()))
    assert _told(build_retour(stop(), oordeel, **SENT)) == ("0200", [("9069", "S329"), ("9069",)])


def test_a_returned_request() -> None:
    known = judge_315(verzoek(), facts_315(referenties=frozenset({"VOT-1"})))
    assert _told(build_retour(verzoek(), known, **SENT)) == ("0200", [("9347",), ("0200",)])
    pending = judge_315(verzoek(), facts_315(verzoeken=(known_verzoek(),)))
    assert _told(build_retour(verzoek(), pending, **SENT)) == ("9374", [("0233",), ("0233",)])


def test_a_returned_change() -> None:
    none = judge_317(wijziging(), facts_317(bsns=frozenset()))
    unseen = [("0233",)] * 4
    assert _told(build_retour(wijziging(), none, **SENT)) == ("8187", [("0233", unseen)])
    again = judge_317(wijziging(), facts_317(referenties=frozenset({"VOW-1"})))
    assert _told(build_retour(wijziging(), again, **SENT)) == ("0200", [("9347", unseen)])
    gone = judge_317(wijziging(), facts_317(toewijzingen={1: known_toewijzing(1)}))
    one = [("9350",), ("0200",), ("0200",), ("0200",)]
    assert _told(build_retour(wijziging(), gone, **SENT)) == ("0200", [("0200", one)])


def test_a_returned_answer() -> None:
    refused = judge_319(antwoord(), facts_319(antwoorden=("1",)))
    assert _told(build_retour(antwoord(), refused, **SENT)) == ("9365",)
    codes = KnownBericht(vandaag=DAY, gemeentecodes=frozenset({"9901"}))
    nobody = judge_319(elsewhere(), replace(facts_319(), bericht=codes))
    assert _told(build_retour(elsewhere(), nobody, **SENT)) == ("0200", [("S300",)])
    unknown = judge_319(elsewhere(), replace(facts_319(), verzoeken={}))
    assert _told(build_retour(elsewhere(), unknown, **SENT)) == ("9355", [("0233",)])


def test_only_the_jeugdwet_writes_who_is_responsible() -> None:
    wmo = replace(antwoord(), antwoord=elsewhere().antwoord)
    with pytest.raises(ValueError, match="bestaat niet in de berichten van deze wet"):
        write(build_retour(wmo, judge_319(wmo, facts_319(antwoorden=("1",))), **SENT))


def test_a_returned_301_has_codes_in_every_class() -> None:
    product, contact = ("client", "toegewezenproducten", 1), ("client", "relaties", 0, "contact")
    oordeel = BerichtOordeel(
        klassen={product: (bevinding("TR381"), bevinding("TR381"))}, niet_beoordeeld=frozenset({contact})
    )
    assert _told(build_retour(toewijzing(), oordeel, **SENT)) == (
        "0200",
        [("0200", [("0233",)]), ("0200",), ("0200",), ("0200",), ("S329",)],
    )


def _answer(heen: Bericht323, oordeel: DeclaratieOordeel | None = None) -> Bericht325:
    answer: Bericht325 = _valid(build_325(heen, oordeel or judge_323(heen, facts_323()), **SENT))
    return answer


def test_fully_granted() -> None:
    answer = _answer(declaratie())
    header, body = answer.header, answer.declaratieantwoord
    assert body is not None
    assert (header.retourcodes, body.retourcodes, body.clienten) == (("0200",), ("8001",), ())
    assert (
        body.totaaltoegekendbedrag
        == body.totaalingediendbedrag
        == declaratie().declaratie.totaalingediendbedrag
    )
    assert (header.berichtcode, header.afzender, header.ontvanger) == ("485", "9901", "99999901")
    assert header.declaratieidentificatie == declaratie().header.berichtidentificatie
    assert header.xsdversiedeclaratie == declaratie().header.xsdversie
    assert header.berichtidentificatie.identificatie == "RET1"
    assert body.declaratienummer == "D1"


def test_partly_granted_lists_only_refused_lines() -> None:
    heen = declaratie((BSN, (prestatie(1), prestatie(9))), (OTHER_BSN, (prestatie(3),)))
    body = _answer(heen).declaratieantwoord
    assert body is not None
    assert body.retourcodes == ("0200",)
    assert body.totaaltoegekendbedrag == total_of(63000)
    (client,) = body.clienten
    assert (client.bsn, client.retourcodes) == (BSN, ("0200",))
    (line,) = client.prestaties
    assert line.retourcodes == ("9338",)
    assert line.productreferentie.referentienummer == "R9"


def test_unknown_client_with_its_lines_unjudged() -> None:
    heen = declaratie((BSN, (prestatie(1),)), (THIRD_BSN, (prestatie(2), prestatie(3))))
    body = _answer(heen).declaratieantwoord
    assert body is not None
    assert body.totaaltoegekendbedrag == total_of(31500)
    (client,) = body.clienten
    assert (client.bsn, client.retourcodes) == (THIRD_BSN, ("8187",))
    assert [line.retourcodes for line in client.prestaties] == [("0233",), ("0233",)]


def test_refused_declaration_grants_nothing() -> None:
    heen = declaratie()
    body = _answer(heen, judge_323(heen, facts_323(declaratienummers=frozenset({"D1"})))).declaratieantwoord
    assert body is not None
    assert (body.retourcodes, body.totaaltoegekendbedrag, body.clienten) == (("9333",), total_of(0), ())


def test_refused_header_and_level2_have_no_body() -> None:
    heen = declaratie()
    refused = judge_323(heen, facts_323(bericht=KnownBericht(vandaag=DAY, identificaties=frozenset({"ID1"}))))
    answer = _answer(heen, refused)
    assert (answer.header.retourcodes, answer.declaratieantwoord) == (("9056",), None)
    technical = _valid(build_325(heen, LEVEL2, **SENT))
    assert (technical.header.retourcodes, technical.declaratieantwoord) == (("0001",), None)


def test_everything_refused() -> None:
    body = _answer(declaratie((BSN, (prestatie(9),)))).declaratieantwoord
    assert body is not None
    assert (body.retourcodes, body.totaaltoegekendbedrag) == (("0200",), total_of(0))


def test_more_refused_than_asked_is_a_credit_total() -> None:
    heen = declaratie((BSN, (prestatie(9), credit(1, "V1"))))
    oordeel = judge_323(heen, facts_323())
    credited = oordeel.prestaties[1]._replace(
        uitkomst=judge_323(declaratie(), facts_323()).prestaties[0].uitkomst,
        bevindingen=(),
    )
    body = _answer(heen, replace(oordeel, prestaties=(oordeel.prestaties[0], credited))).declaratieantwoord
    assert body is not None
    assert (body.totaaltoegekendbedrag.totaalbedrag, body.totaaltoegekendbedrag.debetcredit) == (31500, "C")


def test_one_waiting_line_keeps_the_answer() -> None:
    heen = declaratie()
    oordeel = judge_323(heen, facts_323(tarieven={}))
    with pytest.raises(ValueError, match="wacht"):
        build_325(heen, oordeel, **SENT)
    for index in range(3):
        oordeel = decide(oordeel, index, toekennen=index != 1)
    body = _answer(heen, oordeel).declaratieantwoord
    assert body is not None
    assert [line.retourcodes for client in body.clienten for line in client.prestaties] == [("0611",)]
