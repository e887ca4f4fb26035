"""Retour messages and declaration answers, per situation of the standard."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, DeclaratieOordeel
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import XsdVersie
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_325, build_retour, total_of
from keukentafel.backoffice.berichten.codec.rules.declaratie import decide, judge_323
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.known import facts_305, facts_323, known_toewijzing
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    THIRD_BSN,
    credit,
    declaratie,
    prestatie,
    start,
    toewijzing,
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


def test_a_header_fault_is_a_header_with_its_code() -> None:
    oordeel = judge_305(start(), facts_305(bericht=KnownBericht(vandaag=date(2026, 10, 1))))
    retour = _valid(build_retour(start(), oordeel, **SENT))
    assert (retour.header.retourcodes, retour.client) == (("8848",), None)


def test_a_fault_below_returns_the_whole_client() -> None:
    oordeel = judge_305(start(), facts_305(toewijzingen={1: known_toewijzing(1)}))
    retour = _valid(build_retour(start(), oordeel, **SENT))
    assert retour.header.retourcodes == ("0200",)
    assert retour.client.retourcodes == ("0200",)
    assert [product.retourcodes for product in retour.client.startproducten] == [("0200",), ("9019",)]
    assert retour.client.naam == start().client.naam


def test_a_returned_301_has_codes_in_every_class() -> None:
    product, contact = ("client", "toegewezenproducten", 1), ("client", "relaties", 0, "contact")
    oordeel = BerichtOordeel(
        klassen={product: (bevinding("TR381"), bevinding("TR381"))}, niet_beoordeeld=frozenset({contact})
    )
    retour = _valid(build_retour(toewijzing(), oordeel, **SENT))
    client = retour.client
    assert [found.retourcodes for found in client.toegewezenproducten] == [("0200",), ("S329",)]
    assert client.relaties[0].contact.retourcodes == ("0233",)
    assert {found.retourcodes for found in (client, client.relaties[0], *client.contactgegevens)} == {
        ("0200",)
    }
    assert retour.header.berichtcode == "415"


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
    credited = replace(
        oordeel.prestaties[1],
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
