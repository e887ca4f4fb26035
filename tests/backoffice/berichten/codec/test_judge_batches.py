"""A declaration judged in batches has the outcome of one judged at once, wherever a batch ends."""

import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownPrestatie
from keukentafel.backoffice.berichten.codec.oordeel import DeclaratieOordeel, Uitkomst
from keukentafel.backoffice.berichten.codec.records.basis import BedragMetDC, Omvang, Referentie
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Prestatie
from keukentafel.backoffice.berichten.codec.rules.declaratie import (
    DEFAULT_JUDGED,
    Judge,
    Line,
    credits_of,
    judge_323,
    lines_of,
)
from keukentafel.core import bsn as numbers
from keukentafel.core.batches import batches
from tests.backoffice.berichten.codec.known import facts_323, known_prestatie, known_toewijzing
from tests.backoffice.berichten.codec.messages import declaratie, prestatie

pytestmark = pytest.mark.pure

CASES = 5_000 if os.environ.get("KEUKENTAFEL_LONG") else 200
BSNS = list(islice(numbers.test_bsns(), 2))
ALLOCATIONS = range(1, 6)


def message(chance: Chance) -> Bericht323:
    """Few clients, some twice, few allocations and references, and credits of what may have been declared before."""
    return declaratie(
        *(
            (chance.pick(BSNS), tuple(line(chance) for _ in range(chance.between(1, 4))))
            for _ in range(chance.between(1, 6))
        )
    )


def line(chance: Chance) -> Prestatie:
    number, reference = chance.pick(ALLOCATIONS), f"R{chance.below(12)}"
    volume, is_credit = chance.pick((100, 300, 300)), chance.happens(40)
    return prestatie(
        number,
        geleverdvolume=volume,
        productreferentie=Referentie(
            referentienummer=reference,
            vorigreferentienummer=f"K{chance.below(8)}" if is_credit else None,
        ),
        ingediendbedrag=BedragMetDC(bedrag=volume * 105, debetcredit="C" if is_credit else "D"),
    )


def facts(chance: Chance) -> Facts323:
    """Facts in which anything may be missing, with totals and budgets that are soon reached."""
    toewijzingen = {
        number: known_toewijzing(
            number,
            chance.pick(BSNS),
            omvang=Omvang(volume=chance.pick((300, 700)), eenheid="01", frequentie=chance.pick("26")),
            budget=chance.pick((None, 60_000)),
            verwijderd=chance.happens(5),
        )
        for number in ALLOCATIONS
        if chance.happens(90)
    }
    return facts_323(
        bsns=frozenset(bsn for bsn in BSNS if chance.happens(90)),
        toewijzingen=toewijzingen,
        tarieven=dict.fromkeys(toewijzingen, facts_323().tarieven[1]),
        prestaties={known.referentienummer: known for known in before(chance)},
    )


def before(chance: Chance) -> list[KnownPrestatie]:
    """What was declared before: debets, some waiting or refused, and credits of some."""
    debets = [
        known_prestatie(
            f"K{index}",
            chance.pick(ALLOCATIONS),
            volume=300,
            toegekend=chance.happens(80),
            wachtend=chance.happens(10),
        )
        for index in range(8)
        if chance.happens(60)
    ]
    credits = [
        replace(
            debet,
            referentienummer=f"C{debet.referentienummer}",
            debetcredit="C",
            vorigreferentienummer=debet.referentienummer,
            wachtend=False,
        )
        for debet in debets
        if chance.happens(20)
    ]
    used = [known_prestatie(f"R{index}", 9, toegekend=False) for index in range(12) if chance.happens(5)]
    return debets + credits + used


def about(lines: Sequence[Line], whole: Facts323) -> Facts323:
    """Only the facts about these lines."""
    bsns = {client.bsn for _, client, _ in lines}
    numbers = {found.toewijzingnummer for _, _, found in lines}
    references = {found.productreferentie.referentienummer for _, _, found in lines}
    references |= {found.productreferentie.vorigreferentienummer or "" for _, _, found in lines}
    return replace(
        whole,
        bsns=whole.bsns & bsns,
        toewijzingen={number: found for number, found in whole.toewijzingen.items() if number in numbers},
        prestaties={
            reference: found
            for reference, found in whole.prestaties.items()
            if reference in references or found.toewijzingnummer in numbers
        },
    )


def in_batches(bericht: Bericht323, whole: Facts323, size: int) -> DeclaratieOordeel:
    judge = Judge(bericht, about([], whole), judged_rules=DEFAULT_JUDGED)
    for lines in batches(credits_of(bericht), size):
        judge.judge_credits(lines, about(lines, whole))
    judged = [
        oordeel
        for lines in batches(lines_of(bericht), size)
        for oordeel in judge.judge(lines, about(lines, whole))
    ]
    return DeclaratieOordeel(judge.header, judge.declaratie, judge.clienten, tuple(judged))


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 10**9))
def test_the_outcome_is_that_of_judging_at_once(seed: int) -> None:
    chance = Chance("batches", seed)
    bericht, whole = message(chance), facts(chance)
    at_once = judge_323(bericht, whole, judged_rules=DEFAULT_JUDGED)
    for size in (1, 3, 7):
        assert in_batches(bericht, whole, size) == at_once


def test_the_messages_tried_break_what_counts_across_batches() -> None:
    seen: set[str] = set()
    outcomes: set[Uitkomst] = set()
    for seed in range(100):
        chance = Chance("batches", seed)
        oordeel = judge_323(message(chance), facts(chance), judged_rules=DEFAULT_JUDGED)
        outcomes |= {judged.uitkomst for judged in oordeel.prestaties}
        seen |= {found.rule for judged in oordeel.prestaties for found in judged.bevindingen}
    assert outcomes == set(Uitkomst)
    assert {"TR314", "TR322", "TR323", "TR369", "TR389", "TR390"} <= seen


def test_lines_left_out_are_counted_as_granted() -> None:
    bericht = declaratie()
    whole = judge_323(bericht, facts_323())
    assert whole.toegekend_bedrag == 3 * 31500
    rest = DeclaratieOordeel((), (), {}, whole.prestaties[1:], overig_toegekend=31500)
    assert rest.toegekend_bedrag == whole.toegekend_bedrag
