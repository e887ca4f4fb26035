"""The declarations: right but for the faults that were put in on purpose."""

from collections import Counter

import pytest

from keukentafel.core.working_days import add_working_days
from keukentafel.demo.calibration import share
from keukentafel.demo.declarations import expected_cost, months, most_in_month, period_in
from keukentafel.demo.market import DE_BRUG, market
from keukentafel.demo.options import LINDEWAARD
from tests.demo.conftest import Made


def test_the_months_end_before_the_month_of_the_working_date() -> None:
    assert [str(months(LINDEWAARD)[0]), str(months(LINDEWAARD)[-1]), len(months(LINDEWAARD))] == [
        "2025-08-01",
        "2026-10-01",
        15,
    ]


def test_references_are_unique_per_provider_and_fit(lindewaard: Made) -> None:
    provider = {row.sleutel: row.aanbieder for row in lindewaard.declaraties}
    keys = [(provider[row.declaratie], row.referentienummer) for row in lindewaard.prestaties]
    assert len(set(keys)) == len(keys)
    assert all(len(number) <= 20 for _, number in keys)
    numbers = [row.declaratienummer for row in lindewaard.declaraties]
    assert len(set(numbers)) == len(numbers)
    assert all(number.isalnum() and len(number) <= 12 for number in numbers)


def test_granted_lines_match_allocation_contract_and_period(lindewaard: Made) -> None:
    allocations = {row.sleutel: row for row in lindewaard.records["toewijzingen"]}
    prices = market(LINDEWAARD).prices
    once = set()
    for line in lindewaard.prestaties:
        allocation = allocations[line.toewijzing]
        assert line.bedrag == line.volume * line.tarief > 0
        if line.oordeel != "toegekend":
            continue
        assert line.tarief == prices[allocation.contract, line.product, line.begindatum.year]
        assert allocation.gestart_op <= line.begindatum <= line.einddatum <= allocation.einddatum
        assert (line.toewijzing, line.begindatum.year, line.begindatum.month) not in once
        once.add((line.toewijzing, line.begindatum.year, line.begindatum.month))
        if allocation.frequentie == "4":
            assert line.volume <= allocation.volume


def test_totals_of_a_message_are_the_sum_of_its_lines(lindewaard: Made) -> None:
    asked: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for line in lindewaard.prestaties:
        asked[line.declaratie] += line.bedrag
        granted[line.declaratie] += line.bedrag if line.oordeel == "toegekend" else 0
    for message in lindewaard.declaraties:
        assert message.bedrag == asked[message.sleutel]
        assert message.toegekend == (granted[message.sleutel] if message.stand == "beantwoord" else 0)
        assert message.begindatum.day == 1
        assert message.beantwoorden_uiterlijk == add_working_days(message.dagtekening, 10)
        assert (message.beantwoord_op is None) == (message.stand == "wacht op beoordeling")


def test_faults_are_refused_whole_with_code_and_reason(lindewaard: Made) -> None:
    verdicts = Counter(line.oordeel for line in lindewaard.prestaties)
    assert set(verdicts) == {"toegekend", "afgewezen", "te beoordelen"}
    assert {line.retourcode for line in lindewaard.prestaties} == {
        "",
        "0611",
        "9321",
        "9387",
        "9389",
    }
    assert all(
        bool(line.retourcode) == bool(line.regel) == bool(line.reden) == (line.oordeel != "toegekend")
        for line in lindewaard.prestaties
    )
    part = (verdicts["afgewezen"] + verdicts["te beoordelen"]) / verdicts.total()
    assert part == pytest.approx(share("declaraties.afgewezen"), abs=0.006)


def test_some_lines_come_late(lindewaard: Made) -> None:
    late = sum(line.te_laat for line in lindewaard.prestaties) / len(lindewaard.prestaties)
    assert 0.05 <= late <= 0.12


def test_a_line_that_waits_keeps_its_message_waiting(lindewaard: Made) -> None:
    waiting = {
        message.sleutel for message in lindewaard.declaraties if message.stand == "wacht op beoordeling"
    }
    assert waiting == {line.declaratie for line in lindewaard.prestaties if line.oordeel == "te beoordelen"}


def test_de_brug_used_the_tariff_of_next_year_six_times(lindewaard: Made) -> None:
    last = next(
        row
        for row in lindewaard.declaraties
        if row.aanbieder == DE_BRUG and row.begindatum == months(LINDEWAARD)[-1]
    )
    wrong = [
        line
        for line in lindewaard.prestaties
        if line.declaratie == last.sleutel and line.retourcode == "0611" and line.tarief == 6240
    ]
    assert len(wrong) == 6
    assert "62,40" in wrong[0].reden
    assert "58,60" in wrong[0].reden


def test_a_fifth_of_the_providers_does_most_of_the_work(lindewaard: Made) -> None:
    cost: Counter[str] = Counter()
    for allocation in lindewaard.records["toewijzingen"]:
        cost[allocation.aanbieder] += expected_cost(market(LINDEWAARD), allocation, 2026)
    top = sum(amount for _, amount in cost.most_common(len(lindewaard.town.aanbieders) // 5))
    assert top / cost.total() == pytest.approx(0.8, abs=0.1)


def test_wmo_spending_is_near_that_of_municipalities_of_this_size(lindewaard: Made) -> None:
    cost = sum(
        expected_cost(market(LINDEWAARD), row, 2026)
        for row in lindewaard.records["toewijzingen"]
        if row.wet == "wmo" and not row.product.startswith(("11", "12", "13", "14", "15"))
    )
    assert cost / 100 / 40_000 == pytest.approx(209, rel=0.15)
    household = {
        row.persoon
        for row in lindewaard.records["toewijzingen"]
        if row.product == "01A01" and row.stand == "geleverd"
    }
    spent = sum(
        expected_cost(market(LINDEWAARD), row, 2026)
        for row in lindewaard.records["toewijzingen"]
        if row.product == "01A01"
    )
    assert spent / 100 / len(household) == pytest.approx(2900, rel=0.15)


def test_what_is_refused_as_double_was_granted_before(lindewaard: Made) -> None:
    month = {row.sleutel: row.begindatum for row in lindewaard.declaraties}
    granted = {
        (line.toewijzing, line.begindatum): month[line.declaratie]
        for line in lindewaard.prestaties
        if line.oordeel == "toegekend"
    }
    double = [line for line in lindewaard.prestaties if line.retourcode == "9389"]
    assert double
    assert all(granted[line.toewijzing, line.begindatum] < month[line.declaratie] for line in double)


def test_lines_for_too_much_are_over_the_most_of_a_month(lindewaard: Made) -> None:
    allocations = {row.sleutel: row for row in lindewaard.records["toewijzingen"]}
    for line in lindewaard.prestaties:
        allocation = allocations[line.toewijzing]
        assert (line.volume > most_in_month(allocation)) == (line.retourcode == "9321")


def test_care_that_has_not_started_costs_nothing(lindewaard: Made) -> None:
    waiting = [row for row in lindewaard.records["toewijzingen"] if row.gestart_op is None]
    assert waiting
    assert all(expected_cost(market(LINDEWAARD), row, 2026) == 0 for row in waiting)
    assert all(period_in(row, months(LINDEWAARD)[-1]) is None for row in waiting)
