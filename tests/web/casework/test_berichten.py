"""The messages with providers in a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import Settings

from keukentafel.casework.domain.contact import ContactUitkomst, Kanaal, NewContact
from keukentafel.casework.operations.contact import register_contact
from keukentafel.casework.operations.dossier import take_up
from keukentafel.platform.clock.operations import working_date
from tests.casework.story import town
from tests.cast import TODAY, resident
from tests.web.backoffice.office import Office, client_of, opened, queries_of

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    with working_date(TODAY):
        yield


def picked_up(office: Office, persoon_id: UUID) -> str:
    """The address of the messages in the dossier of somebody who reported, picked up by the consulent."""
    row = register_contact(
        actor=office.town.contact,
        contact=NewContact(
            vraag="Kan de hulp langer?",
            kanaal=Kanaal.TELEFOON,
            uitkomst=ContactUitkomst.MELDING,
            persoon_id=persoon_id,
        ),
    )
    assert row.dossier_id is not None
    take_up(actor=office.town.consulent, dossier_id=row.dossier_id)
    return reverse("dossier-berichten", args=[row.dossier_id])


def text_at(office: Office, address: str) -> str:
    """What the consulent reads there."""
    return str(client_of(office.town.consulent).get(address).content.decode())


def test_tells_what_went_what_came_and_what_is_waited_for() -> None:
    office = opened(town(), residents=3, waiting=1)
    text = text_at(office, picked_up(office, office.world.persons[0].id))
    assert "Stichting De Brug, T-500001" in text
    assert "323 · declaratie" in text
    assert "1 regel, " in text
    assert "325 · ons antwoord" in text
    assert "Wacht op iemand die beslist." in text
    assert "/backoffice/" not in text


def test_queries_do_not_grow_with_the_messages() -> None:
    office = opened(town(), residents=3, waiting=1)
    address, client = picked_up(office, office.world.persons[1].id), client_of(office.town.consulent)
    before = queries_of(client, address)
    for month in (8, 9):
        office.declare([office.world.line(1, referentienummer=f"M{month}")], nummer=f"M{month}", month=month)
    assert queries_of(client, address) == before


def test_without_an_allocation_it_says_so() -> None:
    office = opened(town(), residents=3, waiting=1)
    address = picked_up(office, resident(office.town, "Piet Jansen", number=9).id)
    text = text_at(office, address)
    assert "Er is nog geen hulp van een aanbieder toegewezen." in text
