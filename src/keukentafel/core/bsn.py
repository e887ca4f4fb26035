"""The burgerservicenummer: the 11-test and the numbers set apart for testing.

Source: Wet algemene bepalingen burgerservicenummer; the 11-test weighs the digits 9 to 2 and the last -1,
and the sum must divide by 11. iWmo and iJw 3.2 carry exactly nine digits and reserve 999900006 up to
999999990 for testing.
"""

import re
from collections.abc import Iterator
from itertools import islice
from operator import mul

_NINE_DIGITS = re.compile(r"[0-9]{9}")
_EIGHT_OR_NINE_DIGITS = re.compile(r"[0-9]{8,9}")
_SEPARATORS = re.compile(r"[\s.\-]+")

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_OFFSET = ord("0") * sum(_WEIGHTS)
_ELEVEN = 11
_NO_NUMBER = "000000000"
_FIRST_TEST_BSN = 999900006
_LAST_TEST_BSN = 999999990
_SERIES_WITHOUT_LAST_DIGIT = (
    range(9999_0000, 1_0000_0000),
    range(9990_0000, 9999_0000),
    range(9900_0000, 9990_0000),
)
_NO_SUCH_DIGIT = 10


def is_valid_bsn(text: str) -> bool:
    """Tell whether `text` is nine digits, nothing else, and passes the 11-test (123456782 does)."""
    if _NINE_DIGITS.fullmatch(text) is None or text == _NO_NUMBER:
        return False
    digits = text.encode()
    # The code of a digit is the digit plus that of zero, which adds zero times the sum of the weights.
    return not (sum(map(mul, _WEIGHTS, digits)) - _OFFSET) % _ELEVEN


def clean_bsn(text: str) -> str:
    """Give the nine digits of a number as people type it: with points, spaces, or without its leading zero.

    Raises `ValueError` with a text for the user; the text never repeats the number.
    """
    digits = _SEPARATORS.sub("", text)
    if _EIGHT_OR_NINE_DIGITS.fullmatch(digits) is None:
        raise ValueError("Een BSN heeft negen cijfers. Kijk het nummer na.")
    digits = digits.zfill(9)
    if not is_valid_bsn(digits):
        raise ValueError("Dit BSN klopt niet. Kijk na of er cijfers zijn verwisseld.")
    return digits


def is_test_bsn(text: str) -> bool:
    """Tell whether a valid BSN lies in the range reserved for testing, which no resident holds."""
    return is_valid_bsn(text) and _FIRST_TEST_BSN <= int(text) <= _LAST_TEST_BSN


def test_bsns(start: int = 0) -> Iterator[str]:
    """Yield BSNs that pass the 11-test for invented people, from number `start` of one fixed series.

    First 9999…, the reserved range (9 091 numbers), then 999…, then 99…: about 909 000 in all, no two equal.
    """
    return islice(_series(), start, None)


def _series() -> Iterator[str]:
    """Yield the whole series: each first eight digits that have a ninth which passes the 11-test."""
    for eight_digits in (number for numbers in _SERIES_WITHOUT_LAST_DIGIT for number in numbers):
        text = str(eight_digits)
        last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), text, strict=True)) % 11
        if last != _NO_SUCH_DIGIT:
            yield f"{text}{last}"
