"""The expected errors carry a text for the user and the field it belongs to."""

import pytest

from keukentafel.core.errors import Conflict, NotAllowed, NotFound, Refusal

pytestmark = pytest.mark.pure


def test_a_refusal_reads_as_its_text() -> None:
    refusal = Refusal("Kies eerst een wijk.", field="wijk")
    assert str(refusal) == "Kies eerst een wijk."
    assert refusal.field == "wijk"


@pytest.mark.parametrize("kind", [NotFound, NotAllowed, Conflict])
def test_each_kind_is_a_refusal_without_a_field_of_its_own(kind: type[Refusal]) -> None:
    assert kind("Dit kan niet.").field is None
    assert issubclass(kind, Refusal)
