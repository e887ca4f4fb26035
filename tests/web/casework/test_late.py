"""Terms that have passed are marked where they stand in a list."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from keukentafel.casework.domain.besluit import NewAanvraag
from keukentafel.casework.operations import besluit
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.clock.operations import working_date
from tests.casework import story
from tests.casework.test_besluit import DAY
from tests.cast import Town
from tests.web.casework.test_pages import client_of

pytestmark = pytest.mark.db


def applied() -> tuple[Town, UUID]:
    """An aanvraag of which the besluit is due two weeks later; answers its dossier."""
    place = story.town()
    row, _, solution = story.walked(place)
    with working_date(DAY):
        besluit.register_aanvraag(
            actor=place.consulent,
            melding_id=story.present(row.melding_id),
            aanvraag=NewAanvraag(oplossing_id=solution),
        )
    return place, story.present(row.dossier_id)


def later(place: Town, days: int) -> None:
    set_working_date(actor=place.system, werkdatum=DAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "said"), [(5, "Besluit voor 16 november"), (13, "nog 1 dag"), (16, "2 dagen te laat")]
)
def test_a_besluit_that_is_late_is_marked(days: int, said: str) -> None:
    place, dossier = applied()
    later(place, days)
    page = client_of(place.consulent).get(reverse("besluiten", args=[dossier])).content.decode()
    assert said in page
    assert ("dagen te laat" in page) == (days > 14)


def test_a_passed_term_in_the_list_of_residents_is_marked() -> None:
    place, _ = applied()
    client = client_of(place.consulent)
    later(place, 5)
    assert "dagen te laat" not in client.get(reverse("inwoners")).content.decode()
    later(place, 16)
    assert "2 dagen te laat" in client.get(reverse("inwoners")).content.decode()
    assert "2 dagen te laat" in client.post(reverse("inwoners-zoeken"), {"q": "dijkstra"}).content.decode()
