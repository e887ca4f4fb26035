"""Who may open a shielded dossier, decided by the team leader, over real requests."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.casework.operations.admission import admit
from keukentafel.casework.operations.dossier import NotInTeam
from keukentafel.people.models import Toegang
from keukentafel.people.operations import open_in_emergency, shield_person
from keukentafel.people.rules import OwnAdmission
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.clock import queries as clock
from tests.casework import story
from tests.cast import Town
from tests.web.backoffice.office import client_of

pytestmark = pytest.mark.db
REDEN = "Zij kent het gezin."


def shielded(place: Town) -> UUID:
    """A dossier of team Noord whose resident was shielded after the melding."""
    row = story.melding(place)
    shield_person(actor=place.system, persoon_id=story.present(row.persoon_id))
    return story.present(row.dossier_id)


def page_of(dossier_id: UUID) -> str:
    return reverse("toelating", args=[dossier_id])


def read(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_a_leader_lets_a_colleague_in_and_out_without_seeing_of_whom_it_is() -> None:
    place = story.town()
    dossier_id = shielded(place)
    here, leader, worker = page_of(dossier_id), client_of(place.teamleider), client_of(place.consulent)
    there = reverse("dossier", args=[dossier_id])
    assert worker.get(there).status_code == 403
    assert "Niemand mag erin" in read(leader, reverse("afgeschermd"))
    assert "Afgeschermde dossiers" in read(leader, reverse("inwoners"))
    today = clock.now().date()
    typed = {
        "collega": str(place.consulent.account_id),
        "tot_en_met": f"{today:%d-%m-%Y}",
        "reden": REDEN,
    }
    assert leader.post(here, typed).status_code == 302
    shown = read(leader, here)
    assert "1 collega mag dit dossier openen" in shown
    assert f"toegelaten door {place.teamleider.naam}" in shown
    assert "Karin" not in shown + read(leader, reverse("afgeschermd"))
    assert leader.get(there).status_code == 403
    assert worker.get(there).status_code == 200
    act = Handeling.objects.filter(object_type="toelating").latest("op")
    assert (act.account_id, act.grond) == (place.teamleider.account_id, REDEN)
    leader.post(here, {**typed, "tot_en_met": f"{today + timedelta(days=30):%d-%m-%Y}"})
    (row,) = Toegang.objects.filter(tot__gt=clock.now())
    leader.post(reverse("toelating-beeindigen", args=[dossier_id, row.pk]))
    assert worker.get(there).status_code == 403
    assert "Niemand mag dit dossier openen" in read(leader, here)


def test_says_what_is_missing_and_refuses_a_day_that_has_passed() -> None:
    place = story.town()
    here, leader = page_of(shielded(place)), client_of(place.teamleider)
    answer = leader.post(here, {})
    assert answer.status_code == 422
    for words in ("Kies wie erin mag.", "Vul in tot wanneer", "Schrijf op waarom"):
        assert words in answer.content.decode()
    past = {"collega": str(place.consulent.account_id), "tot_en_met": "01-01-2020", "reden": REDEN}
    assert "Deze dag is al voorbij." in leader.post(here, past).content.decode()
    assert not Toegang.objects.exists()


def test_nobody_lets_in_themselves_or_somebody_of_another_team() -> None:
    place = story.town()
    dossier_id = shielded(place)
    day = clock.now().date()
    with pytest.raises(OwnAdmission):
        admit(
            actor=place.teamleider,
            dossier_id=dossier_id,
            account_id=place.teamleider.account_id,
            reden=REDEN,
            tot_en_met=day,
        )
    with pytest.raises(NotInTeam):
        admit(
            actor=place.teamleider,
            dossier_id=dossier_id,
            account_id=place.outsider.account_id,
            reden=REDEN,
            tot_en_met=day,
        )


def test_an_emergency_entry_stands_on_the_list_and_is_not_ended_here() -> None:
    place = story.town()
    row = story.melding(place)
    persoon_id, dossier_id = story.present(row.persoon_id), story.present(row.dossier_id)
    leader = client_of(place.teamleider)
    assert "Dit dossier is niet afgeschermd" in read(leader, page_of(dossier_id))
    assert "Geen afgeschermde dossiers" in read(leader, reverse("afgeschermd"))
    shield_person(actor=place.system, persoon_id=persoon_id)
    open_in_emergency(actor=place.outsider, persoon_id=persoon_id, reden="Politie belt")
    shown = read(leader, page_of(dossier_id))
    assert "Noodtoegang, alleen lezen" in shown
    assert "Van de lijst halen" not in shown
    entry = Toegang.objects.get()
    assert leader.post(reverse("toelating-beeindigen", args=[dossier_id, entry.pk])).status_code == 404
    assert Toegang.objects.get().tot == entry.tot
