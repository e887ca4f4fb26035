"""The Dutch postcode: four digits and two letters."""

from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as _stdnum_postcode


def clean_postcode(text: str) -> str:
    """Give the postcode as "1234 AB", however it was typed. Raises `ValueError` with a text for the user.

    The first digit is not zero and the letters SA, SD and SS are not issued.
    """
    try:
        return _stdnum_postcode.validate(text)
    except ValidationError as error:
        raise ValueError("Een postcode heeft vier cijfers en twee letters, zoals 1234 AB.") from error
