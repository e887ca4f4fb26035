"""What a dossier hears of requests by providers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from keukentafel.backoffice.verzoeken.models import Verzoek
from keukentafel.backoffice.verzoeken.operations import honour, investigate, refuse
from keukentafel.casework.models.besluit import Verwijzing
from keukentafel.casework.models.contact import Dossier
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.core import bsn as numbers
from keukentafel.people.domain import NewPersoon
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.verzoeken.asking import LATER, asked, deliver, reply, sent, vot, vow
from tests.backoffice.verzoeken.test_requests import changed, retour, running
from tests.casework import story
from tests.cast import found, resident

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


def lines() -> list[str]:
    return list(Gebeurtenis.objects.order_by("id").values_list("titel", flat=True))


def test_a_referral_opens_a_dossier_at_the_team_of_the_neighbourhood() -> None:
    town = found()
    contracted(town)
    person = resident(town, zuid=True)
    deliver(town, vot(person))
    dossier = Dossier.objects.get(persoon_id=person.id)
    assert dossier.team_id == town.zuid.team_id
    verwijzing = Verwijzing.objects.get()
    assert (verwijzing.dossier_id, verwijzing.type, verwijzing.naam) == (
        dossier.pk,
        "02",
        "Huisartsenpraktijk De Linde",
    )
    assert (verwijzing.status, verwijzing.productnaam) == ("ontvangen", "Ambulante begeleiding jeugd")
    assert lines() == [
        "Dossier geopend door een verwijzing",
        "Stichting De Brug vraagt Ambulante begeleiding jeugd",
    ]


def test_of_a_child_nobody_knew_the_address_is_asked_for() -> None:
    town = found()
    contracted(town)
    deliver(
        town, vot(NewPersoon("Vermeer", "Lotte", "", next(numbers.test_bsns(start=70)), date(2012, 5, 6)))
    )
    opened = Gebeurtenis.objects.order_by("id")[0]
    assert opened.tekst == "Het adres is nog niet bekend. Ga na waar de inwoner woont."
    assert Dossier.objects.get().wijk_id is None


def test_the_referral_follows_what_is_answered() -> None:
    town = found()
    contracted(town)
    deliver(
        town,
        vot(
            resident(town),
            asked(),
            asked("VOT-2", toewijzingingangsdatum=date(2027, 12, 1), toewijzingeinddatum=None),
        ),
    )
    first, second = Verzoek.objects.order_by("referentieaanbieder").values_list("pk", flat=True)
    investigate(actor=town.backoffice, verzoek_id=first)
    assert Verwijzing.objects.get(pk=first).status == "in onderzoek"
    assert (
        lines()[-1] == "De gemeente onderzoekt het verzoek van Stichting De Brug: Ambulante begeleiding jeugd"
    )
    deliver(town, retour(sent(319)[0], "R1", refused=True))
    assert Verwijzing.objects.get(pk=first).status == "ontvangen"
    assert "wacht weer op een besluit" in lines()[-1]
    honour(actor=town.backoffice, verzoek_id=first)
    assert Verwijzing.objects.get(pk=first).status == "toegewezen"
    assert lines()[-2:] == [
        "Opdracht naar Stichting De Brug: Ambulante begeleiding jeugd, 10 uur per maand",
        "De gemeente wijst het verzoek van Stichting De Brug toe: Ambulante begeleiding jeugd",
    ]
    refuse(actor=town.backoffice, verzoek_id=second, reden="8", woonplaats="0363")
    assert Verwijzing.objects.get(pk=second).status == "afgewezen"
    assert Gebeurtenis.objects.order_by("-id")[0].tekst == "Reden: woonplaatsbeginsel."


def test_a_request_for_a_change_is_told_where_there_is_a_dossier_and_opens_none() -> None:
    town = story.town()
    market = contracted(town)
    person, row = resident(town, "Jan Vos", number=1), None
    row, chair = running(town, market, person)
    asks = vow(
        person.bsn or "",
        ongewijzigdeproducten=(),
        tewijzigenproducten=(
            changed(row, einddatum=date(2028, 3, 31)),
            replace(changed(chair), einddatum=date(2028, 3, 31)),
        ),
    )
    assert reply(deliver(town, asks)).client is None
    refuse(actor=town.backoffice, verzoek_id=Verzoek.objects.get().pk, reden="2")
    assert (Dossier.objects.exists(), Verwijzing.objects.exists()) == (False, False)
