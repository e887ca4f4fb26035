"""The page where a consulent keeps who has custody, over real requests."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.casework.operations.custody import record_custody
from keukentafel.core.errors import NotFound
from keukentafel.core.ids import new_id
from keukentafel.people.domain import Gezagsoort, NewGezag, NewPersoon
from keukentafel.people.models import Gezag, Huishouden, Persoon
from keukentafel.people.operations import load_persons, shield_person
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from tests.casework import story
from tests.cast import Town, resident
from tests.web.backoffice.office import client_of

pytestmark = pytest.mark.db
BORN = date(2012, 5, 1)
TYPED = {"soort": "ouder", "vanaf": "01-05-2012", "bron": "gezagsregister"}


def child_of(place: Town) -> tuple[UUID, UUID, NewPersoon]:
    """A dossier of team Noord of a child that lives with its mother: dossier, child and mother."""
    row = story.melding(place)
    child, home = story.present(row.persoon_id), new_id()
    mother = NewPersoon("Dijkstra", "Inge", telefoon="0612345678", huishouden_id=home)
    load_persons(actor=place.system, persons=[mother])
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        assert Huishouden.objects.filter(pk=home).exists()
        Persoon.objects.filter(pk=child).update(geboortedatum=BORN, huishouden_id=home)
    return story.present(row.dossier_id), child, mother


def read(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_somebody_of_the_household_is_recorded_and_ended() -> None:
    place = story.town()
    dossier_id, child, mother = child_of(place)
    here, worker = reverse("gezag", args=[dossier_id]), client_of(place.consulent)
    assert here in read(worker, reverse("dossier", args=[dossier_id]))
    assert "Wie het gezag heeft, is niet vastgelegd" in read(worker, here)
    assert worker.post(here, {**TYPED, "houder": str(mother.id)}).status_code == 302
    shown = read(worker, here)
    assert "Gezag: Inge Dijkstra" in shown
    assert "gezagsregister" in shown
    row = Gezag.objects.get()
    assert (row.persoon_id, row.houder_id, row.nummer) == (child, mother.id, 1)
    timeline = read(worker, reverse("dossier", args=[dossier_id]))
    assert "Gezag vastgelegd: ouder" in timeline
    end = reverse("gezag-beeindigen", args=[dossier_id, row.pk])
    assert "Inge Dijkstra" in read(worker, end)
    assert worker.post(end, {}).status_code == 422
    assert worker.post(end, {"laatste_dag": "31-12-2025"}).status_code == 302
    assert "Geldt nu niet" in read(worker, here)
    assert "is niet vastgelegd" in read(worker, here)


def test_a_name_needs_a_way_to_reach_somebody_and_keeps_what_was_typed() -> None:
    place = story.town()
    dossier_id, _, _ = child_of(place)
    here, worker = reverse("gezag", args=[dossier_id]), client_of(place.consulent)
    answer = worker.post(here, {**TYPED, "naam": "Peter van der Bos"})
    assert answer.status_code == 422
    assert "Vul een telefoonnummer in, of een postcode met huisnummer." in answer.content.decode()
    assert "Peter van der Bos" in answer.content.decode()
    assert worker.post(here, {}).status_code == 422
    assert (
        worker.post(here, {**TYPED, "naam": "Peter van der Bos", "telefoon": "0611111111"}).status_code == 302
    )
    row = Gezag.objects.get()
    assert (row.voornamen, row.voorvoegsel, row.geslachtsnaam) == ("Peter", "van der", "Bos")
    typed = {
        "soort": "voogd",
        "vanaf": "01-01-2026",
        "bron": "rechter",
        "organisatie": "on",
        "naam": "Stichting Jeugd",
    }
    answer = worker.post(here, {**typed, "postcode": "1290 AA", "huisnummer": "3"})
    assert "Een voogd heeft het gezag in plaats van een ouder." in answer.content.decode()


def test_only_who_lives_there_can_be_chosen_and_a_shielded_member_never() -> None:
    place = story.town()
    dossier_id, child, mother = child_of(place)
    here, worker = reverse("gezag", args=[dossier_id]), client_of(place.consulent)
    stranger = resident(place, "Noor Vos", number=9)
    answer = worker.post(here, {**TYPED, "houder": str(stranger.id)})
    assert "Kies iemand uit het huishouden." in answer.content.decode()
    new = NewGezag(child, Gezagsoort.OUDER, BORN, "bron", houder_id=stranger.id)
    with pytest.raises(NotFound):
        record_custody(actor=place.consulent, dossier_id=dossier_id, gezag=new)
    worker.post(here, {**TYPED, "houder": str(mother.id)})
    shield_person(actor=place.system, persoon_id=mother.id)
    shown = read(worker, here)
    assert "Inge" not in shown
    assert "afgeschermd" in shown


def test_a_holder_elsewhere_is_logged_as_seen_and_an_adult_has_no_form() -> None:
    place = story.town()
    dossier_id, child, _ = child_of(place)
    here, worker = reverse("gezag", args=[dossier_id]), client_of(place.consulent)
    father = resident(place, "Peter Bos", number=9)
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Gezag.objects.create(
            gemeente_id=place.code, persoon_id=child, nummer=1, soort="ouder", houder_id=father.id,
            vanaf=BORN, bron="gezagsregister",
        )  # fmt: skip
    assert "Peter Bos" in read(worker, here)
    assert Kijkregel.objects.filter(persoon_id=father.id, reden="Gezag bekeken").count() == 1
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Persoon.objects.filter(pk=child).update(geboortedatum=date(1988, 3, 14))
    assert "Over een volwassene heeft niemand gezag." in read(worker, here)
    assert here not in read(worker, reverse("dossier", args=[dossier_id]))


def test_a_team_leader_and_another_team_do_not_get_in() -> None:
    place = story.town()
    dossier_id, _, _ = child_of(place)
    here = reverse("gezag", args=[dossier_id])
    for actor in (place.teamleider, place.outsider, place.backoffice):
        client = client_of(actor)
        assert client.get(here).status_code == 403
        assert client.post(here, TYPED).status_code == 403
    assert not Gezag.objects.exists()
