"""AGB codes are eight digits and nothing more is known of them here."""

import pytest

from keukentafel.core.agb import clean_agb, is_valid_agb

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("text", ["00000000", "1234567", "123456789", "1234567a", "1234 5678", ""])
def test_anything_but_eight_digits_is_no_agb_code(text: str) -> None:
    assert is_valid_agb("73730001")
    assert not is_valid_agb(text)


@pytest.mark.parametrize("text", ["73730001", " 73 730001", "73-730001", "73.73.0001"])
def test_a_code_is_cleaned_however_it_was_typed(text: str) -> None:
    assert clean_agb(text) == "73730001"


def test_a_wrong_code_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="acht cijfers"):
        clean_agb("7373")
