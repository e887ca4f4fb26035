"""Generated messages and mutated bytes: codec and schema agree, nothing crashes."""

import os
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.checking import check
from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownBericht, KnownTarief, KnownToewijzing
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.registry import REGISTRY, find_soort
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.declaratie import decide, judge_323
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.codec.xsd import compiled_schema
from tests.backoffice.berichten.codec.known import YEAR, known_prestatie
from tests.backoffice.berichten.codec.messages import BSN, change, toewijzing

pytestmark = pytest.mark.pure

KINDS = [(law, nummer) for law, nummer, _ in REGISTRY]
LONG = bool(os.environ.get("KEUKENTAFEL_LONG"))
CASES = 100_000 if LONG else 2_000
FRAME_RULES = {"OP192", "DOCTYPE", "soort"}
kinds = st.sampled_from(KINDS)


@settings(max_examples=CASES // 4, deadline=None)
@given(kinds, st.integers(1, 25), st.integers(0, 10**9))
def test_generated_messages_are_valid_and_come_back(kind: tuple[Law, int], lines: int, seed: int) -> None:
    law, nummer = kind
    bericht = sample(nummer, law, lines=lines, seed=seed)
    data = write(bericht)
    assert _schema_accepts(kind, data)
    result = read(data)
    assert result.faults == ()
    assert result.bericht == bericht
    assert write(bericht) == data


def _schema_accepts(kind: tuple[Law, int], data: bytes) -> bool:
    """What an ordinary tree parse and the schema say, apart from the codec."""
    try:
        tree = etree.parse(BytesIO(data), etree.XMLParser(no_network=True))
    except etree.XMLSyntaxError:
        return False
    return bool(compiled_schema(find_soort(*kind)).validate(tree))


def _facts(bericht: Bericht323, chance: Chance) -> Facts323:
    """Facts in which anything may be missing or different."""
    toewijzingen, tarieven, prestaties = {}, {}, {}
    for client in bericht.declaratie.clienten:
        for line in client.prestaties:
            number, product = (
                line.toewijzingnummer,
                Product(categorie=line.productcategorie, code=line.productcode),
            )
            reference = line.productreferentie.vorigreferentienummer or f"X{number}"
            if chance.happens(80):
                omvang = Omvang(
                    volume=chance.between(1, 600), eenheid=line.eenheid, frequentie=chance.pick("246")
                )
                bsn = client.bsn if chance.happens(90) else BSN
                budget = chance.pick((None, 10**6))
                toewijzingen[number] = KnownToewijzing(
                    number, bsn, product, YEAR, omvang, budget, chance.happens(10)
                )
            if chance.happens(80):
                price = (line.producttarief or 0) + chance.pick((0, 0, 0, 1))
                tarieven[number] = (
                    KnownTarief(product.categorie, line.productcode, line.eenheid, price, YEAR),
                )
            if chance.happens(50):
                amount = line.ingediendbedrag.bedrag
                known = known_prestatie(
                    reference, number, toegekend=chance.happens(80), bedrag=amount, volume=line.geleverdvolume
                )
                prestaties[reference] = replace(
                    known,
                    productcategorie=product.categorie,
                    productcode=line.productcode,
                    eenheid=line.eenheid,
                )
    bsns = frozenset(client.bsn for client in bericht.declaratie.clienten if chance.happens(90))
    return Facts323(KnownBericht(date(2026, 10, 5)), bsns, toewijzingen, tarieven, prestaties)


@settings(max_examples=CASES // 10, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10**9))
def test_every_answer_is_valid_and_explains_its_totals(lines: int, seed: int) -> None:
    chance = Chance("facts", seed)
    bericht = sample(323, lines=lines, seed=seed)
    assert isinstance(bericht, Bericht323)
    judged = frozenset({"TR321", "TR418"}) if chance.happens(50) else frozenset[str]()
    oordeel = judge_323(bericht, _facts(bericht, chance), judged_rules=judged)
    for index, line in enumerate(oordeel.prestaties):
        if line.uitkomst is Uitkomst.VOORGELEGD:
            oordeel = decide(oordeel, index, toekennen=chance.happens(50))
    answer = build_325(bericht, oordeel, identificatie="A1", dagtekening=date(2026, 10, 6))
    assert read(write(answer)).faults == ()
    body = answer.declaratieantwoord
    assert body is not None
    listed = {p.productreferentie.referentienummer for client in body.clienten for p in client.prestaties}
    refused = {
        o.prestatie.productreferentie.referentienummer
        for o in oordeel.prestaties
        if o.uitkomst is not Uitkomst.TOEGEKEND
    }
    assert listed == refused
    assert body.retourcodes == (("0200",) if refused else ("8001",))


# Texts outside a list, outside a range, of another type, or no XML at all.
TEXTS = (
    b"", b" ", b"0", b"-1", b"+5", b"-0", b"1.0", b"99999999999999", b"x", b"\xc3\xa9", b"\xff", b"\x00", b"&amp;", b"&x;", b"&#13;",
    b"2026-02-30", b"12026-01-01", b"0000-01-01", b"2026-01-01Z", b"24:00:00", b"23:59:60", b"<", b"<a/>", b"]]>", b"\n", b"\r\n\t",
)  # fmt: skip


def _mutate(data: bytes, chance: Chance) -> bytes:
    if not data:
        return data
    lines = data.split(b"\r\n")
    at = chance.below(len(lines))
    kind = chance.below(9)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        other = chance.below(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        return data[: chance.below(len(data))]
    elif kind == 4:
        cut = chance.below(len(data))
        return data[:cut] + bytes([chance.below(256)]) + data[cut + chance.below(3) :]
    elif kind == 5:
        cut = chance.below(len(data))
        return data[:cut] + chance.pick(TEXTS) + data[cut:]
    else:
        start, middle, end = lines[at].partition(b">")
        tail = end.partition(b"<")[2]
        lines[at] = start + middle + chance.pick(TEXTS) + (b"<" + tail if tail else b"")
    return b"\r\n".join(lines)


@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kinds, st.integers(0, 200), st.integers(0, 10**9))
def test_codec_and_schema_agree_on_mutations(kind: tuple[Law, int], seed: int, mutation: int) -> None:
    chance = Chance(mutation)
    law, nummer = kind
    data = write(sample(nummer, law, lines=1 + seed % 4, seed=seed))
    for _ in range(chance.between(1, 2)):
        data = _mutate(data, chance)
    result = read(data)
    structure = check(data, file="", today=date.max, structure_only=True)
    assert structure.errors == (result.faults if result.level == 1 else ())
    if {fault.rule for fault in result.faults} & FRAME_RULES:
        return
    assert (result.level != 1) is _schema_accepts(kind, data), result.faults
    if result.bericht is not None:
        again = read(write(result.bericht))
        assert again.bericht == result.bericht


@settings(max_examples=CASES // 4, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash(data: bytes) -> None:
    assert read(data).level == 1


@settings(max_examples=CASES // 10, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.times(), st.dates(date(1901, 1, 1), date(2026, 1, 1)))
def test_any_text_time_and_date_come_back(text: str, clock: time, day: date) -> None:
    bericht: Any = change(toewijzing(), "client.commentaar", text)
    bericht = change(bericht, "client.toegewezenproducten.0.toewijzingstijd", clock.replace(fold=0))
    bericht = change(bericht, "client.relaties.0.contact.periode", None)
    bericht = change(bericht, "client.toegewezenproducten.0.toewijzingsdatum", day)
    try:
        data = write(bericht)
    except ValueError:
        return
    result = read(data)
    if text.strip(" \t\r\n"):
        assert result.bericht == bericht
    else:
        assert result.level == 1
