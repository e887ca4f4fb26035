"""BSN: the 11-test, what people type, and a long series of test numbers without a double."""

from itertools import islice, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.core import bsn

pytestmark = pytest.mark.pure


def _passes_the_elf_test(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_bsn_is_valid_exactly_when_the_weighed_sum_divides_by_eleven(number: int) -> None:
    digits = f"{number:09d}"
    assert bsn.is_valid_bsn(digits) == _passes_the_elf_test(digits)


@pytest.mark.parametrize(
    "text", ["123456789", "000000000", "12345678", "1234.56.782", "", "１２３４５６７８２", "123456782\n"]
)
def test_anything_but_nine_matching_digits_is_no_bsn(text: str) -> None:
    assert bsn.is_valid_bsn("123456782")
    assert not bsn.is_valid_bsn(text)


@given(st.sampled_from(list(islice(bsn.test_bsns(), 500))), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert not bsn.is_valid_bsn(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("text", ["123456782", "1234.56.782", " 1234 56 782 ", "1234-56-782"])
def test_a_bsn_is_cleaned_however_it_was_typed(text: str) -> None:
    assert bsn.clean_bsn(text) == "123456782"


def test_a_leading_zero_may_be_left_out() -> None:
    assert bsn.clean_bsn("10000008") == "010000008"


@pytest.mark.parametrize("text", ["", "1234567", "1234567890", "12345678a"])
def test_a_wrong_length_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="negen cijfers"):
        bsn.clean_bsn(text)


def test_a_swapped_digit_is_refused_without_repeating_the_number() -> None:
    with pytest.raises(ValueError, match="verwisseld") as refused:
        bsn.clean_bsn("123456789")
    assert "123456789" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("999900006", True),
        ("999999990", True),
        ("999900007", False),
        ("123456782", False),
        ("999000018", False),
    ],
)
def test_the_reserved_range_is_recognised(text: str, expected: bool) -> None:
    assert bsn.is_test_bsn(text) is expected


def test_the_whole_series_holds_no_number_twice_and_only_valid_ones() -> None:
    series = list(bsn.test_bsns())
    assert len(series) == len(set(series)) == 909_091
    assert all(number.startswith("99") for number in series)
    assert all(bsn.is_valid_bsn(number) for number in series[::97])


def test_the_series_starts_with_the_reserved_range_and_then_widens() -> None:
    reserved = list(takewhile(bsn.is_test_bsn, bsn.test_bsns()))
    assert reserved[0] == "999900006"
    assert len(reserved) == 9_091
    assert all(number.startswith("999") for number in islice(bsn.test_bsns(), 9_091, 90_909))
    assert sum(1 for _ in takewhile(lambda number: number.startswith("999"), bsn.test_bsns())) == 90_909


@pytest.mark.parametrize("start", [0, 1, 9_090, 9_091, 9_092])
def test_a_start_continues_the_same_series(start: int) -> None:
    assert next(bsn.test_bsns(start)) == next(islice(bsn.test_bsns(), start, None))
