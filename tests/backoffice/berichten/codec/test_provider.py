"""Files as a provider sends them, whole and with faults."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.provider import (
    Bestandsfout,
    Briefhoofd,
    Client,
    Levering,
    Regelfout,
    aangevraagdproduct,
    declaratie_323,
    month_around,
    retour_302,
    retour_320,
    start_305,
    startproduct,
    stop_307,
    stopproduct,
    verzoek_315,
    wijziging_317,
)
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht320
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht302
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317, TeWijzigenProduct, Verzoek
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.known import (
    facts_301,
    facts_305,
    facts_323,
    known_prestatie,
    known_toewijzing,
)
from tests.backoffice.berichten.codec.messages import BSN, DAY, OTHER_BSN, change, start, toewijzing

pytestmark = pytest.mark.pure

HOOFD = Briefhoofd(aanbieder="99999901", gemeente="9901", identificatie="P1", dagtekening=DAY)


def _levering(number: int, bsn: str = BSN, **changes: Any) -> Levering:
    values: dict[str, Any] = {
        "bsn": bsn,
        "toewijzingnummer": number,
        "categorie": "02",
        "code": "02A04",
        "begindatum": date(2026, 9, 1),
        "einddatum": date(2026, 9, 30),
        "volume": 300,
        "eenheid": "01",
        "tarief": 105,
        "referentienummer": f"R{number}",
    }
    return Levering(**values | changes)


def _file(*lines: Levering, **faults: Any) -> bytes:
    chosen = lines or (_levering(1), _levering(3, OTHER_BSN), _levering(2))
    return declaratie_323(HOOFD, declaratienummer="D1", maand=date(2026, 9, 12), leveringen=chosen, **faults)


def test_answer_to_a_301() -> None:
    answer = read(retour_302(write(toewijzing()), identificatie="P2", dagtekening=DAY)).bericht
    assert isinstance(answer, Bericht302)
    assert answer.header.retourcodes == ()
    wrong = change(toewijzing(), "client.toegewezenproducten.0.omvang", None)
    refused = read(retour_302(write(wrong), identificatie="P2", dagtekening=DAY)).bericht
    assert isinstance(refused, Bericht302)
    assert refused.header.retourcodes == ("0001",)
    known = facts_301()
    fine = read(retour_302(write(toewijzing()), identificatie="P2", dagtekening=DAY, facts=known)).bericht
    assert fine == answer
    strange = replace(known, producten=frozenset())
    judged = read(retour_302(write(toewijzing()), identificatie="P2", dagtekening=DAY, facts=strange)).bericht
    assert isinstance(judged, Bericht302)
    assert judged.client is not None
    assert {line.retourcodes for line in judged.client.toegewezenproducten} == {("S329",)}
    for data in (b"", write(start())):
        with pytest.raises(ValueError, match="301"):
            retour_302(data, identificatie="P2", dagtekening=DAY)


def test_start() -> None:
    bericht = read(start_305(HOOFD, CLIENT, [STARTED])).bericht
    assert isinstance(bericht, Bericht305)
    assert judge_305(bericht, facts_305()).akkoord


STARTED = startproduct(1, "02", "02A04", ingangsdatum=date(2026, 1, 1), begindatum=date(2026, 1, 5))
CLIENT = Client(bsn=BSN, achternaam="Boer", voorvoegsel="de", geboortedatum=date(1950, 1, 2))
EXTENT = Omvang(volume=120, eenheid="01", frequentie="2")


def test_answer_to_a_319() -> None:
    answer = read(retour_320(write(sample(319)), identificatie="P2", dagtekening=DAY)).bericht
    assert isinstance(answer, Bericht320)
    assert answer.header.retourcodes == ()
    wrong = change(sample(319), "antwoord.verzoekantwoord", "2")
    wrong = change(wrong, "antwoord.redenafwijzingverzoek", "3")
    refused = read(retour_320(write(wrong), identificatie="P2", dagtekening=DAY)).bericht
    assert isinstance(refused, Bericht320)
    assert refused.header.retourcodes == ("0001",)
    with pytest.raises(ValueError, match="319"):
        retour_320(write(toewijzing()), identificatie="P2", dagtekening=DAY)


@pytest.mark.parametrize(("law", "reden"), [(Law.WMO, "19"), (Law.JW, "31"), (Law.WMO, "20")])
def test_stop(law: Law, reden: str) -> None:
    hoofd = replace(HOOFD, law=law)
    started = replace(STARTED, product=Product(categorie="45", code="45A04")) if law is Law.JW else STARTED
    stops = [stopproduct(started, reden, date(2026, 9, 30)), stopproduct(started, reden, DAY, status="3")]
    result = read(stop_307(hoofd, CLIENT, stops))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht307)
    assert result.bericht.client.stopproducten == tuple(stops)


@pytest.mark.parametrize("verwijzer", ["06", "02", "05"])
def test_request(verwijzer: str) -> None:
    asked = aangevraagdproduct(
        "V1",
        Product(categorie="02", code="02A04"),
        EXTENT,
        begin=DAY,
        einde=date(2027, 1, 1),
        verwijzer=verwijzer,
    )
    result = read(verzoek_315(HOOFD, CLIENT, [asked]))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht315)
    assert result.bericht.client.aangevraagdeproducten == (asked,)


def test_request_for_a_youth() -> None:
    asked = aangevraagdproduct("V1", Product(categorie="45", code="45A04"), EXTENT, begin=DAY, einde=DAY)
    data = verzoek_315(replace(HOOFD, law=Law.JW), CLIENT, [asked], gezagsdragerbekend="1")
    result = read(data)
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht315)
    assert result.bericht.client.gezagsdragerbekend == "1"


def test_request_to_change() -> None:
    changed = TeWijzigenProduct(
        toewijzingnummer=1,
        gewensteingangsdatum=date(2026, 11, 1),
        einddatum=date(2027, 1, 1),
        omvang=EXTENT,
    )
    verzoek = Verzoek(referentieaanbieder="V1", redenverzoek="1", tewijzigenproducten=(changed,))
    result = read(wijziging_317(HOOFD, BSN, verzoek))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht317)
    assert result.bericht.client.verzoek == verzoek


def test_declaration_is_granted_whole() -> None:
    bericht = read(_file()).bericht
    assert isinstance(bericht, Bericht323)
    assert [client.bsn for client in bericht.declaratie.clienten] == [BSN, OTHER_BSN]
    assert [len(client.prestaties) for client in bericht.declaratie.clienten] == [2, 1]
    assert {line.uitkomst for line in judge_323(bericht, facts_323()).prestaties} == {Uitkomst.TOEGEKEND}


@pytest.mark.parametrize(
    ("fout", "code"),
    [
        (Regelfout.ONBEKENDE_TOEWIJZING, "9338"),
        (Regelfout.VERKEERD_TARIEF, "0611"),
        (Regelfout.DUBBEL, "9389"),
        (Regelfout.PERIODE_BUITEN, "9307"),
        (Regelfout.VOLUME_TE_HOOG, "9321"),
    ],
)
def test_a_fault_in_a_line_refuses_that_line_only(fout: Regelfout, code: str) -> None:
    result = read(_file(regelfouten={0: fout}))
    assert result.valid
    assert isinstance(result.bericht, Bericht323)
    august = Period(date(2026, 8, 1), date(2026, 9, 1))
    omvang = Omvang(volume=120, eenheid="01", frequentie="2")
    toewijzingen = {
        number: known_toewijzing(number, bsn, omvang=omvang)
        for number, bsn in ((1, BSN), (2, BSN), (3, OTHER_BSN))
    }
    facts = facts_323(prestaties={"V1": known_prestatie("V1", periode=august)}, toewijzingen=toewijzingen)
    lines = judge_323(result.bericht, facts).prestaties
    wrong = [line for line in lines if line.prestatie.productreferentie.referentienummer == "R1"]
    assert code in [found.retourcode for found in wrong[0].bevindingen]
    assert [line.uitkomst for line in lines].count(Uitkomst.TOEGEKEND) == 2


@pytest.mark.parametrize(
    ("fout", "level", "rule"),
    [
        (Bestandsfout.TOTAAL_FOUT, 2, "TR358"),
        (Bestandsfout.BSN_FOUT, 2, "CS002"),
        (Bestandsfout.AFGEKAPT, 1, "XML"),
        (Bestandsfout.DOCTYPE, 1, "DOCTYPE"),
    ],
)
def test_a_fault_in_the_file_refuses_it_whole(fout: Bestandsfout, level: int, rule: str) -> None:
    result = read(_file(bestandsfout=fout))
    assert (result.level, result.faults[0].rule) == (level, rule)


def test_credit_and_euros() -> None:
    credit = _levering(1, vorigreferentienummer="V1")
    euros = _levering(2, eenheid="83", tarief=None, volume=5000)
    exact = _levering(3, bsn=OTHER_BSN, bedrag=31499)
    bericht = read(_file(credit, euros, exact)).bericht
    assert isinstance(bericht, Bericht323)
    amounts = [line.ingediendbedrag for client in bericht.declaratie.clienten for line in client.prestaties]
    assert [(amount.bedrag, amount.debetcredit) for amount in amounts] == [
        (31500, "C"),
        (5000, "D"),
        (31499, "D"),
    ]


def test_months() -> None:
    for day, last in ((date(2024, 2, 29), 29), (date(2026, 12, 31), 31), (date(2026, 1, 1), 31)):
        month = month_around(day)
        assert (month.begindatum.day, month.einddatum.day, month.einddatum.month) == (1, last, day.month)
