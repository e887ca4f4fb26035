"""Money: cents inside, euros as a Dutch reader writes them, and back without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.core.money import euros, euros_large, euros_round, parse_euros

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "€\u00a00,00"),
        (5, "€\u00a00,05"),
        (112320, "€\u00a01.123,20"),
        (-5, "€\u00a0-0,05"),
        (123456789012, "€\u00a01.234.567.890,12"),
    ],
)
def test_cents_are_written_as_euros(cents: int, text: str) -> None:
    assert euros(cents) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [(112320, "€\u00a01.123"), (112350, "€\u00a01.124"), (-112350, "€\u00a0-1.124"), (-49, "€\u00a00")],
)
def test_whole_euros_round_half_away_from_zero(cents: int, text: str) -> None:
    assert euros_round(cents) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (9_999_999, "€\u00a0100.000"),
        (10_000_000, "€\u00a00,1 miljoen"),
        (-1_730_000_000, "€\u00a0-17,3 miljoen"),
        (1_580_800, "€\u00a015.808"),
    ],
)
def test_a_large_amount_as_one_says_it(cents: int, text: str) -> None:
    assert euros_large(cents) == text


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.123,20", 112320),
        ("€ 1.123,20", 112320),
        ("1123", 112300),
        ("12,-", 1200),
        (" 0,05 ", 5),
        ("-12,50", -1250),
        ("\u221212,50", -1250),
        ("€\u00a01.234.567", 123456700),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, cents: int) -> None:
    assert parse_euros(text) == cents


@pytest.mark.parametrize("text", ["", "12.50", "1,5", "1.12,00", "€€1", "twaalf", "1,2,3", "١٢", "9" * 40])
def test_what_could_be_read_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Schrijf het zo: 1\.123,20"):
        parse_euros(text)


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_an_amount_survives_writing_and_reading(cents: int) -> None:
    assert parse_euros(euros(cents)) == cents
