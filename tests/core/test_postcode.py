"""Postcodes come out in one form."""

import pytest

from keukentafel.core.postcode import clean_postcode

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("text", ["1234ab", "1234 AB", " 1234-Ab "])
def test_a_postcode_is_written_in_one_form(text: str) -> None:
    assert clean_postcode(text) == "1234 AB"


@pytest.mark.parametrize("text", ["", "0123 AB", "1234 SS", "1234", "AB 1234", "12345 AB"])
def test_what_is_no_postcode_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="zoals 1234 AB"):
        clean_postcode(text)
