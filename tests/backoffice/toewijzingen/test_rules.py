"""What may be allocated, and what it will cost."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Beslag,
    Grond,
    Grondsoort,
    NewToewijzing,
    Omvang,
    ToewijzingRow,
    Toewijzingstatus,
    Wijziging,
    hours_and_minutes,
    minutes_of,
)
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.backoffice.toewijzingen.rules.commitment import Prijs, bounded, commitment
from keukentafel.core.ids import new_id
from keukentafel.core.period import Period

pytestmark = pytest.mark.pure

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
CONTRACT = Period(date(2024, 1, 1), date(2028, 1, 1))
NEW = NewToewijzing(
    persoon_id=new_id(),
    aanbieder_id=new_id(),
    product_id=new_id(),
    wet=Wet.WMO,
    volume=2,
    eenheid="16",
    frequentie="2",
    ingangsdatum=date(2026, 12, 1),
    einddatum=date(2027, 11, 30),
    grond=Grond(Grondsoort.BESLUIT, "B-2026-0001", date(2026, 11, 20)),
)
_ALLOWED = {
    *((unit, often) for unit in ("01", "04", "82") for often in "1246"),
    *((unit, often) for unit in ("14", "16", "83", "84") for often in "246"),
}


class TestExtent:
    """The variants of a specific allocation."""

    @pytest.mark.parametrize("eenheid", ["01", "04", "14", "16", "82", "83", "84"])
    @pytest.mark.parametrize("frequentie", ["1", "2", "4", "6", "3"])
    def test_units_and_frequencies(self, eenheid: str, frequentie: str) -> None:
        omvang = Omvang(4, eenheid, frequentie)
        if (eenheid, frequentie) in _ALLOWED:
            granting.check_omvang(omvang, date(2027, 1, 1))
        else:
            with pytest.raises(granting.OmvangNotValid) as refused:
                granting.check_omvang(omvang, date(2027, 1, 1))
            assert refused.value.field == "frequentie"

    def test_an_unknown_unit(self) -> None:
        with pytest.raises(granting.OmvangNotValid, match="eenheid"):
            granting.check_omvang(Omvang(1, "05", "4"), None)

    def test_per_week_needs_an_end(self) -> None:
        granting.check_omvang(Omvang(1, "16", "4"), None)
        with pytest.raises(granting.OmvangNotValid, match="einddatum"):
            granting.check_omvang(Omvang(1, "16", "2"), None)

    @pytest.mark.parametrize("volume", [0, -1, 100_000_000])
    def test_volume(self, volume: int) -> None:
        granting.check_omvang(Omvang(99_999_999, "01", "6"), None)
        with pytest.raises(granting.OmvangNotValid, match="1 of meer"):
            granting.check_omvang(Omvang(volume, "01", "6"), None)

    def test_the_end_lies_not_before_the_start(self) -> None:
        day = date(2026, 12, 1)
        assert granting.period_of(day, day) == Period(day, date(2026, 12, 2))
        assert granting.period_of(day, None) == Period(day)
        with pytest.raises(granting.OmvangNotValid, match="einddatum"):
            granting.period_of(day, date(2026, 11, 30))


class TestContract:
    """A price on the first day, in a unit that fits."""

    def test_no_price(self) -> None:
        with pytest.raises(granting.NotContracted, match="1 december 2026"):
            granting.check_contracted([], NEW)

    def test_the_unit_of_the_price(self) -> None:
        assert granting.check_contracted(["04", "16"], NEW) == "16"
        assert granting.check_contracted(["04"], replace(NEW, eenheid="01")) == "04"
        assert granting.check_contracted(["82"], replace(NEW, eenheid="83")) == "82"
        with pytest.raises(granting.NotContracted, match="eenheid"):
            granting.check_contracted(["82"], NEW)

    def test_a_passed_ceiling_is_told_and_no_reason_to_refuse(self) -> None:
        contract, other = new_id(), new_id()
        ceilings = {(contract, 2026): 100, (contract, 2027): 100, (other, 2026): 1, (contract, 2028): 5}
        committed = {(contract, 2026): 101, (contract, 2027): 100, (other, 2026): 9}
        assert granting.passed_ceilings(committed, ceilings, contract) == (2026,)


class TestOverlap:
    """TR302: the same product not twice at the same time."""

    @pytest.mark.parametrize(
        ("wet", "one", "other", "clash"),
        [
            (Wet.WMO, ("07", "07A03"), ("07", "07A03"), True),
            (Wet.WMO, ("07", "07A03"), ("07", "07A04"), False),
            (Wet.WMO, ("07", ""), ("07", "07A03"), True),
            (Wet.WMO, ("07", ""), ("02", "02A16"), False),
            (Wet.WMO, ("", ""), ("02", "02A16"), True),
            (Wet.WMO, ("", ""), ("11", "11A01"), False),
            (Wet.WMO, ("11", "11A01"), ("11", "11A01"), False),
            (Wet.WMO, ("14", ""), ("14", "14A01"), False),
            (Wet.JEUGDWET, ("11", "11A01"), ("11", "11A01"), True),
            (Wet.JEUGDWET, ("45", "45A49"), ("", ""), True),
        ],
    )
    def test_what_clashes(
        self, wet: Wet, one: tuple[str, str], other: tuple[str, str], *, clash: bool
    ) -> None:
        late = Period(date(2026, 12, 31), None)
        for first, second in ((one, other), (other, one)):
            if clash:
                with pytest.raises(granting.AlreadyAllocated, match="al in"):
                    granting.check_overlap(Beslag(*first, YEAR), [Beslag(*second, late)], wet=wet)
            else:
                granting.check_overlap(Beslag(*first, YEAR), [Beslag(*second, late)], wet=wet)

    def test_the_day_after_is_free(self) -> None:
        after = Beslag("07", "07A03", Period(date(2027, 1, 1)))
        granting.check_overlap(Beslag("07", "07A03", YEAR), [after], wet=Wet.WMO)


class TestVariants:
    """A product with its extent, a category, or a budget (Toewijzingsvarianten)."""

    NONE = replace(NEW, product_id=None, volume=0, eenheid="", frequentie="")

    @pytest.mark.parametrize(
        "new",
        [
            NEW,
            replace(NONE, productcategorie="02"),
            replace(NONE, productcategorie="02", einddatum=None),
            replace(NONE, productcategorie="02", budget=1),
            replace(NONE, budget=granting.MAX_VOLUME),
        ],
    )
    def test_allowed(self, new: NewToewijzing) -> None:
        granting.check_variant(new)

    @pytest.mark.parametrize(
        ("new", "field"),
        [
            (replace(NEW, budget=5), "budget"),
            (replace(NEW, eenheid=""), "volume"),
            (replace(NEW, product_id=None), "product"),
            (NONE, "product"),
            (replace(NONE, budget=0), "budget"),
            (replace(NONE, budget=granting.MAX_VOLUME + 1), "budget"),
            (replace(NONE, budget=5, einddatum=None), "einddatum"),
        ],
    )
    def test_refused(self, new: NewToewijzing, field: str) -> None:
        with pytest.raises(granting.OmvangNotValid) as refused:
            granting.check_variant(new)
        assert refused.value.field == field


def running(**change: Any) -> ToewijzingRow:
    """An allocation of two day parts a week that was confirmed."""
    row = ToewijzingRow(
        id=NEW.id, wet=Wet.WMO, toewijzingnummer=1, persoon_id=NEW.persoon_id, aanbieder_id=NEW.aanbieder_id,
        aanbiedernaam="De Brug", agb="99100001", contract_id=new_id(), contractnummer="C", product_id=NEW.product_id,
        productnaam="Dagbesteding", trede="individueel", productcategorie="07", productcode="07A03",
        omvang=Omvang(2, "16", "2"), ingangsdatum=NEW.ingangsdatum, einddatum=NEW.einddatum, grond=NEW.grond,
        status=Toewijzingstatus.BEVESTIGD, reden_wijziging="", toewijzingsdatum=date(2026, 11, 20), begindatum=None,
    )  # fmt: skip
    return replace(row, **change)


class TestRequestedChange:
    """What a provider may ask of an allocation that runs (OP257, IV066)."""

    ASKED = Wijziging(NEW.id, NEW.ingangsdatum, NEW.einddatum, Omvang(3, "16", "2"))
    BUDGET = Wijziging(NEW.id, NEW.ingangsdatum, NEW.einddatum, None, 700)

    def test_allowed(self) -> None:
        granting.check_requested(running(), self.ASKED)
        granting.check_requested(running(omvang=None, budget=500), self.BUDGET)
        granting.check_requested(running(omvang=None), replace(self.ASKED, omvang=None))

    @pytest.mark.parametrize(
        ("row", "asked", "error"),
        [
            ({"status": Toewijzingstatus.CONCEPT, "reden_wijziging": "13"}, ASKED, granting.ChangeNotValid),
            ({}, BUDGET, granting.ChangeNotValid),
            ({}, replace(ASKED, budget=5), granting.ChangeNotValid),
            ({}, replace(ASKED, einddatum=None), granting.OmvangNotValid),
            ({"omvang": Omvang(1, "16", "6")}, ASKED, granting.ChangeNotValid),
            ({"omvang": None, "budget": 5}, replace(BUDGET, einddatum=None), granting.OmvangNotValid),
        ],
    )
    def test_refused(self, row: dict[str, Any], asked: Wijziging, error: type[Exception]) -> None:
        with pytest.raises(error):
            granting.check_requested(running(**row), asked)

    def test_another_extent_is_another_allocation_but_a_total_is_not(self) -> None:
        assert granting.needs_new_number(running(), self.ASKED)
        assert not granting.needs_new_number(running(), replace(self.ASKED, omvang=Omvang(2, "16", "2")))
        total = replace(self.ASKED, omvang=Omvang(9, "16", "6"))
        assert not granting.needs_new_number(running(omvang=Omvang(1, "16", "6")), total)

    def test_a_budget_keeps_its_end_date(self) -> None:
        row = running(omvang=None, budget=500)
        today = date(2026, 12, 2)
        with pytest.raises(granting.OmvangNotValid, match="einddatum"):
            granting.check_change(row, None, "04", today)
        assert granting.check_change(row, date(2028, 1, 1), "04", today).last_day == date(2028, 1, 1)
        assert row.hoeveel.startswith("tot")


class TestStates:
    """The state table, and the release of the messages."""

    def test_transitions(self) -> None:
        granting.check_transition(Toewijzingstatus.CONCEPT, Toewijzingstatus.VERSTUURD)
        with pytest.raises(granting.WrongStatus, match="bevestigd"):
            granting.check_transition(Toewijzingstatus.BEVESTIGD, Toewijzingstatus.AFGEWEZEN)

    def test_no_release(self) -> None:
        granting.check_release(True, Wet.WMO, date(2026, 11, 20))
        with pytest.raises(
            granting.NoMessageRelease, match="Op 14 juni 2013 is er voor de Wmo geen berichtenversie"
        ):
            granting.check_release(False, Wet.WMO, date(2013, 6, 14))


class TestCommitment:
    """The arithmetic of expected cost."""

    def test_per_week_over_a_broken_year_with_a_new_price(self) -> None:
        prijzen = [Prijs("16", 5200, YEAR), Prijs("16", 5400, Period(date(2027, 1, 1)))]
        period = Period.inclusive(date(2026, 12, 1), date(2027, 11, 30))
        # 31 days: 2 x 52,00 x 31/7 = 460,571...; 334 days: 2 x 54,00 x 334/7 = 5153,142...; together 5613,714...
        assert commitment(Omvang(2, "16", "2"), period, prijzen, CONTRACT) == {2026: 46057, 2027: 515314}

    def test_per_month_counts_a_broken_month_by_its_days(self) -> None:
        period = Period.inclusive(date(2026, 1, 17), date(2026, 3, 31))
        # 15 of 31 days of January, February, March
        assert commitment(Omvang(10, "04", "4"), period, [Prijs("04", 3100, YEAR)], CONTRACT) == {
            2026: 15000 + 62000
        }

    def test_per_day_with_minutes_at_an_hourly_price(self) -> None:
        period = Period.inclusive(date(2026, 2, 1), date(2026, 2, 28))
        assert commitment(Omvang(90, "01", "1"), period, [Prijs("04", 6000, YEAR)], CONTRACT) == {
            2026: 28 * 9000
        }

    def test_day_parts_at_an_hourly_price_and_hours_at_a_price_per_minute(self) -> None:
        period = Period.inclusive(date(2026, 2, 1), date(2026, 2, 28))
        assert commitment(Omvang(1, "16", "4"), period, [Prijs("04", 6000, YEAR)], CONTRACT) == {2026: 24000}
        assert commitment(Omvang(1, "04", "4"), period, [Prijs("01", 186, YEAR)], CONTRACT) == {2026: 11160}

    def test_a_total_is_spread_over_its_days(self) -> None:
        period = Period(date(2026, 7, 1), date(2027, 7, 1))
        assert commitment(Omvang(365, "82", "6"), period, [Prijs("82", 100, CONTRACT)], CONTRACT) == {
            2026: 18400,
            2027: 18100,
        }

    def test_a_total_without_an_end_falls_in_the_first_year(self) -> None:
        assert commitment(
            Omvang(1, "82", "6"), Period(date(2026, 7, 1)), [Prijs("82", 999, CONTRACT)], CONTRACT
        ) == {
            2026: 999,
            2027: 0,
        }

    def test_euros_need_no_price(self) -> None:
        period = Period(date(2026, 1, 1), date(2026, 7, 1))
        assert commitment(Omvang(12_345, "83", "6"), period, [], CONTRACT) == {2026: 12_345}

    def test_a_year_without_a_price_takes_the_last_one_before_it_or_the_first_after(self) -> None:
        period = Period(date(2025, 1, 1), date(2028, 1, 1))
        prijzen = [Prijs("82", 200, YEAR), Prijs("82", 300, Period(date(2027, 6, 1), date(2027, 7, 1)))]
        result = commitment(Omvang(1, "82", "4"), period, prijzen, CONTRACT)
        assert result == {2025: 2400, 2026: 2400, 2027: 5 * 200 + 7 * 300}

    def test_without_any_price_that_fits(self) -> None:
        with pytest.raises(ValueError, match="tarief"):
            commitment(Omvang(1, "14", "4"), YEAR, [Prijs("04", 100, YEAR)], CONTRACT)

    def test_an_open_allocation_is_counted_to_the_end_of_the_contract(self) -> None:
        start = date(2026, 7, 1)
        assert bounded(YEAR, CONTRACT) == YEAR
        assert bounded(Period(start), CONTRACT) == Period(start, date(2028, 1, 1))
        assert bounded(Period(start), Period(date(2024, 1, 1))) == Period(start, date(2028, 1, 1))
        assert bounded(Period(start), Period(date(2024, 1, 1), start)) == Period(start, date(2028, 1, 1))

    @given(
        st.dates(date(2024, 1, 1), date(2027, 6, 1)),
        st.integers(1, 1200),
        st.integers(1, 5000),
        st.sampled_from(["1", "2", "4", "6"]),
        st.integers(1, 20_000),
    )
    def test_the_years_add_up_to_the_whole(
        self, start: date, days: int, volume: int, often: str, price: int
    ) -> None:
        period = Period(start, date.fromordinal(start.toordinal() + days))
        one = [Prijs("01", price, Period(date(2020, 1, 1)))]
        cut = [
            Prijs("01", price, Period(date(2020, 1, 1), date(2025, 5, 5))),
            Prijs("01", price, Period(date(2025, 5, 5))),
        ]
        result = commitment(Omvang(volume, "01", often), period, one, CONTRACT)
        assert result == commitment(Omvang(volume, "01", often), period, cut, CONTRACT)
        assert list(result) == list(range(start.year, (period.last_day or start).year + 1))
        if often == "6":
            assert sum(result.values()) == volume * price


class TestWords:
    """Extent and duration as people read them."""

    @pytest.mark.parametrize(
        ("omvang", "text"),
        [
            (Omvang(4, "04", "2"), "4 uur per week"),
            (Omvang(1, "16", "2"), "1 dagdeel per week"),
            (Omvang(2, "16", "4"), "2 dagdelen per maand"),
            (Omvang(1500, "01", "6"), "1.500 minuten in totaal"),
            (Omvang(50_000, "83", "1"), "€\u00a0500,00 per dag"),
        ],
    )
    def test_extent(self, omvang: Omvang, text: str) -> None:
        assert omvang.tekst == text

    def test_hours_and_minutes(self) -> None:
        assert (minutes_of(" 4:30 "), minutes_of("12")) == (270, 720)
        assert hours_and_minutes(270) == "4:30"
        for wrong in ("", "4:5", "4:60", "4:", "-1", "vier", "4:3x", "123456"):
            with pytest.raises(ValueError, match="4:30"):
                minutes_of(wrong)

    @given(st.integers(0, 99_999 * 60))
    def test_there_and_back(self, minutes: int) -> None:
        assert minutes_of(hours_and_minutes(minutes)) == minutes
