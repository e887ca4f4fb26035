"""The AGB code that identifies a care provider: eight digits, of which the first two are the type of care.

Source: AGB register of Vektis; iWmo and iJw 3.2 carry it as exactly eight digits. It has no check digit.
"""

import re

_EIGHT_DIGITS = re.compile(r"[0-9]{8}")
_SEPARATORS = re.compile(r"[\s.\-]+")
_NO_CODE = "00000000"


def is_valid_agb(text: str) -> bool:
    """Tell whether `text` is eight digits, not all zero. Whether the code was ever issued only the register knows."""
    return _EIGHT_DIGITS.fullmatch(text) is not None and text != _NO_CODE


def clean_agb(text: str) -> str:
    """Give the eight digits without spaces, points or dashes. Raises `ValueError` with a text for the user."""
    digits = _SEPARATORS.sub("", text)
    if not is_valid_agb(digits):
        raise ValueError("Een AGB-code heeft acht cijfers. Kijk de code na.")
    return digits
