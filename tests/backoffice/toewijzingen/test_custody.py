"""Who has custody goes along with a 301 of the Jeugdwet: OP001, OP002, OP002x1 and OP002x2, IV045 and OP071."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.facts import KnownVerzoek
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, Relatie
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.message import relation_of
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.backoffice.toewijzingen.operations import change_end, grant_toewijzing
from keukentafel.backoffice.toewijzingen.rules.granting import CustodyUnknown
from keukentafel.core.ids import new_id
from keukentafel.people.domain import Adres, Gezagsoort, NewGezag, NewPersoon
from keukentafel.people.models import Persoon
from keukentafel.people.operations import load_custody, record_custody, shield_person
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import Market, contracted
from tests.backoffice.toewijzingen.test_granting import request, sent
from tests.cast import TODAY, Town, found, resident
from tests.people.test_custody import stands

BORN = date(2012, 5, 1)


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(TODAY):
        yield


def youth(town: Town, born: date = BORN) -> tuple[NewPersoon, NewPersoon]:
    """A youth of this age, and the mother."""
    mother = resident(town, number=1)
    child = resident(town, "Daan Dijkstra", number=2)
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Persoon.objects.filter(pk=child.id).update(geboortedatum=born)
    return child, mother


def asked(child: NewPersoon, market: Market, **change: Any) -> Any:
    extent = {"volume": 10, "eenheid": "04", "frequentie": "4"}
    return request(child, market, product_id=market.ambulant, wet=Wet.JEUGDWET, **extent | change)


def relations(bericht: Bericht301) -> tuple[Relatie, ...]:
    """The relations of a 301 that the schema accepts."""
    result = read(write(bericht))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht301)
    return result.bericht.client.relaties


def custody(child: NewPersoon, soort: Gezagsoort = Gezagsoort.OUDER, **change: Any) -> NewGezag:
    return replace(NewGezag(child.id, soort, BORN, "gezagsregister"), id=new_id(), **change)


@pytest.mark.db
class TestSending:
    """Through the act, with the 301 read back by the schema."""

    def test_a_minor_waits_until_it_is_recorded(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town)
        with pytest.raises(CustodyUnknown, match="Laat de consulent het vastleggen"):
            grant_toewijzing(actor=town.backoffice, new=asked(child, market))
        assert not Toewijzing.objects.exists()
        record_custody(actor=town.consulent, gezag=custody(child, houder_id=mother.id))
        row = grant_toewijzing(actor=town.backoffice, new=asked(child, market))
        (relation,) = relations(sent(row))
        assert (relation.nummer, relation.soort) == ("1", "10")
        assert (relation.naam.geslachtsnaam.achternaam, relation.naam.voornamen) == ("Dijkstra", "Karin")
        assert relation.naam.naamgebruik == "1"
        assert relation.contact.adres is not None
        assert (relation.contact.soort, relation.contact.adres.postcode) == ("01", "1290AA")

    def test_both_parents_and_a_guardian_that_is_an_organisation(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town)
        father = custody(child, geslachtsnaam="Bos", voornamen="Peter", telefoon="+31 6 1234 5678")
        load_custody(actor=town.system, gezagen=[custody(child, houder_id=mother.id), father])
        row = grant_toewijzing(actor=town.backoffice, new=asked(child, market))
        one, two = relations(sent(row))
        assert [one.soort, two.soort] == ["10", "10"]
        assert two.contact.telefoon is not None
        number = two.contact.telefoon.telefoon01
        assert (number.landnummer, number.telefoonnummer, two.contact.soort) == ("+31", "0612345678", "02")

        ward = resident(town, "Noor Vos", number=5)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Persoon.objects.filter(pk=ward.id).update(geboortedatum=BORN)
        guardian = custody(
            ward,
            Gezagsoort.VOOGD,
            geslachtsnaam="Stichting Jeugd Noord",
            organisatie=True,
            adres=Adres(postcode="1290 AA", huisnummer=3),
        )
        load_custody(actor=town.system, gezagen=[guardian])
        (relation,) = relations(sent(grant_toewijzing(actor=town.backoffice, new=asked(ward, market))))
        assert (relation.soort, relation.naam.naamgebruik) == ("11", "6")
        assert (relation.naam.geslachtsnaam.achternaam, relation.naam.voornamen) == (
            "Stichting Jeugd Noord",
            None,
        )

    def test_not_when_the_provider_said_to_know(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town)
        knows = KnownVerzoek("VOT-1", child.bsn or "", gezagsdragerbekend=True)
        row = grant_toewijzing(actor=town.backoffice, new=asked(child, market), verzoek=knows)
        assert relations(sent(row)) == ()
        load_custody(actor=town.system, gezagen=[custody(child, houder_id=mother.id)])
        changed = change_end(
            actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2027, 6, 30), reden="05"
        )
        assert len(relations(sent(changed))) == 1

    def test_not_when_the_youth_decides_or_it_cannot_be_told(self) -> None:
        town = found()
        market, (child, _) = contracted(town), youth(town, date(2010, 1, 1))
        load_custody(actor=town.system, gezagen=[custody(child, Gezagsoort.JEUGDIGE, vanaf=date(2026, 1, 1))])
        assert relations(sent(grant_toewijzing(actor=town.backoffice, new=asked(child, market)))) == ()

    def test_who_came_of_age_has_nobody(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town, date(2008, 11, 20))
        load_custody(actor=town.system, gezagen=[custody(child, houder_id=mother.id)])
        assert relations(sent(grant_toewijzing(actor=town.backoffice, new=asked(child, market)))) == ()

    def test_nothing_of_a_shielded_holder_leaves(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town)
        load_custody(actor=town.system, gezagen=[custody(child, houder_id=mother.id)])
        shield_person(actor=town.system, persoon_id=mother.id)
        assert relations(sent(grant_toewijzing(actor=town.backoffice, new=asked(child, market)))) == ()

    def test_care_under_the_wmo_never_asks(self) -> None:
        town = found()
        market, (child, mother) = contracted(town), youth(town)
        load_custody(actor=town.system, gezagen=[custody(child, houder_id=mother.id)])
        assert relations(sent(grant_toewijzing(actor=town.backoffice, new=request(child, market)))) == ()

    def test_a_running_allocation_is_changed_without_it(self) -> None:
        town = found()
        market, (child, _) = contracted(town), youth(town, date(2000, 1, 1))
        row = grant_toewijzing(actor=town.backoffice, new=asked(child, market))
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Persoon.objects.filter(pk=child.id).update(geboortedatum=BORN)
        changed = change_end(
            actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2027, 6, 30), reden="05"
        )
        assert relations(sent(changed)) == ()


@pytest.mark.pure
@pytest.mark.parametrize(
    ("telefoon", "written"),
    [
        ("06-12 34 56 78", "0612345678"),
        ("+31612345678", "0612345678"),
        ("0031 20 1234567", "0201234567"),
        ("+49 30 123456", None),
        ("", None),
        ("1" * 16, None),
    ],
)
def test_how_a_number_is_written(telefoon: str, written: str | None) -> None:
    new = NewGezag(new_id(), Gezagsoort.ANDER, BORN, "bron", geslachtsnaam="Bos", telefoon=telefoon)
    relation = relation_of(stands(new))
    if written is None:
        assert relation is None
    else:
        assert relation is not None
        assert relation.contact.telefoon is not None
        assert relation.contact.telefoon.telefoon01.telefoonnummer == written
        assert relation.soort == "09"
