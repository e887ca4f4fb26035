"""Money is an integer number of cents; euros exist only as text for people.

The message standards exchange cents as well (iWmo 3.2, rule IV024).
"""

import re

_NO_BREAK_SPACE = "\u00a0"
_MINUS_SIGN = "\u2212"
_CENTS_PER_EURO = 100
_CENTS_PER_MILLION = 100_000_000

_AMOUNT = re.compile(r"(?P<minus>-?)(?P<euros>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{2}|-))?")
_LONGEST_TEXT = 24


def euros(cents: int) -> str:
    """Write cents as euros with two decimals: 112320 becomes "€ 1.123,20", with a space that does not break."""
    whole, rest = divmod(abs(cents), _CENTS_PER_EURO)
    return f"€{_NO_BREAK_SPACE}{_minus(cents)}{_grouped(whole)},{rest:02d}"


def euros_round(cents: int) -> str:
    """Write cents as whole euros, half a euro away from zero: 112350 becomes "€ 1.124"."""
    whole = (abs(cents) + _CENTS_PER_EURO // 2) // _CENTS_PER_EURO
    return f"€{_NO_BREAK_SPACE}{_minus(cents) if whole else ''}{_grouped(whole)}"


def euros_large(cents: int, *, million: str = "miljoen") -> str:
    """Write cents as one says a large amount: "€ 1,3 miljoen", or whole euros below a hundred thousand."""
    if abs(cents) < _CENTS_PER_MILLION // 10:
        return euros_round(cents)
    said = f"{abs(cents) / _CENTS_PER_MILLION:.1f}".replace(".", ",")
    return f"€{_NO_BREAK_SPACE}{_minus(cents)}{said} {million}"


def parse_euros(text: str) -> int:
    """Read an amount as a Dutch user types it ("€ 1.123,20", "1123", "12,-") and give cents.

    A point stands only between thousands: "12.50" is refused and not guessed at.
    Raises `ValueError` with a text for the user.
    """
    plain = text.replace(_MINUS_SIGN, "-").replace("€", "", 1)
    plain = "".join(plain.split())
    found = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST_TEXT else None
    if found is None:
        raise ValueError("Dit bedrag kunnen we niet lezen. Schrijf het zo: 1.123,20.")
    whole = int(found["euros"].replace(".", ""))
    rest = int(found["cents"]) if found["cents"] not in (None, "-") else 0
    amount = whole * _CENTS_PER_EURO + rest
    return -amount if found["minus"] else amount


def _minus(cents: int) -> str:
    """Give the sign that stands before the digits."""
    return "-" if cents < 0 else ""


def _grouped(whole: int) -> str:
    """Write a whole number with points between the thousands."""
    return f"{whole:,}".replace(",", ".")
