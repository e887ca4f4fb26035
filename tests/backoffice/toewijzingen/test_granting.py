"""From allocation to 301: what is stored, what is sent, what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.queries import read_in
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.events import ToewijzingVerstuurd
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Grond,
    Grondsoort,
    NewToewijzing,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.models import Toewijzing, Verplichting
from keukentafel.backoffice.toewijzingen.operations import change_end, grant_toewijzing, send_again
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.core.errors import NotFound
from keukentafel.people.domain import Adres, GeslotenInwoner, NewPersoon
from keukentafel.people.operations import load_persons
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, Relatie
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.contracts.market import AGB, Market, contracted
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, found, resident

pytestmark = pytest.mark.db

BESLUIT = Grond(Grondsoort.BESLUIT, "B-2026-0001", date(2026, 11, 19))


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Any:
    with working_date(TODAY):
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[ToewijzingVerstuurd]:
    """What was announced; no other room reacts."""
    kept: list[ToewijzingVerstuurd] = []
    monkeypatch.setitem(events._reactions, ToewijzingVerstuurd, [kept.append])
    return kept


def request(persoon: NewPersoon, market: Market, **change: Any) -> NewToewijzing:
    """Two day parts a week from 1 December for a year."""
    new = NewToewijzing(
        persoon_id=persoon.id,
        aanbieder_id=market.aanbieder,
        product_id=market.dagbesteding,
        wet=Wet.WMO,
        volume=2,
        eenheid="16",
        frequentie="2",
        ingangsdatum=date(2026, 12, 1),
        einddatum=date(2027, 11, 30),
        grond=BESLUIT,
    )
    return replace(new, **change)


def sent(row: ToewijzingRow) -> Bericht301:
    """The last 301 that held this allocation."""
    bericht_id = Toewijzing.objects.values_list("bericht_id", flat=True).get(pk=row.id)
    assert bericht_id is not None
    bericht = read_in(gemeente=LINDEWAARD, bericht_id=bericht_id)
    assert isinstance(bericht, Bericht301)
    return bericht


class TestGranting:
    """The whole act in one transaction."""

    def test_stores_commits_sends_and_announces(self, heard: list[ToewijzingVerstuurd]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        assert (row.toewijzingnummer, row.status, row.toewijzingsdatum) == (
            100001,
            Toewijzingstatus.VERSTUURD,
            TODAY,
        )
        assert (row.productnaam, row.productcategorie, row.productcode) == ("Dagbesteding", "07", "07A03")
        assert (row.hoeveel, row.einddatum, row.grond) == (
            "2 dagdelen per week",
            date(2027, 11, 30),
            BESLUIT,
        )
        assert dict(Verplichting.objects.values_list("jaar", "bedrag")) == {2026: 46057, 2027: 515314}
        (event,) = heard
        assert (event.gemeente, event.account_id) == (LINDEWAARD, town.backoffice.account_id)
        assert (event.toewijzing_id, event.persoon_id, event.grond_nummer) == (
            row.id,
            person.id,
            "B-2026-0001",
        )
        assert (event.aanbiedernaam, event.boven_plafond, event.verstuurd_op) == (
            "Stichting De Brug",
            (),
            TODAY,
        )

    def test_the_301_is_valid_and_says_what_was_granted(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        bericht = sent(
            grant_toewijzing(actor=town.teamleider, new=request(person, market), relatie=Relatie.TEAM)
        )
        assert read(write(bericht)).faults == ()
        assert (bericht.header.afzender, bericht.header.ontvanger) == (LINDEWAARD, AGB)
        client = bericht.client
        assert (client.bsn, client.naam.geslachtsnaam.achternaam, client.naam.naamgebruik) == (
            person.bsn,
            "Dijkstra",
            "1",
        )
        (contact,) = client.contactgegevens
        assert contact.adres is not None
        assert (contact.adres.postcode, contact.adres.landcode) == (
            person.adres.postcode.replace(" ", ""),
            "NL",
        )
        (product,) = client.toegewezenproducten
        assert product.omvang is not None
        assert (product.ingangsdatum, product.einddatum) == (date(2026, 12, 1), date(2027, 11, 30))
        assert (product.omvang.volume, product.omvang.eenheid, product.omvang.frequentie) == (2, "16", "2")
        assert (product.redenwijziging, product.toewijzingsdatum) == (None, TODAY)

    def test_holds_all_current_allocations_of_the_client_there(self) -> None:
        town = found()
        market, person, other = contracted(town), resident(town), resident(town, "Jan Vos", number=1)
        first = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        grant_toewijzing(actor=town.backoffice, new=request(other, market))
        ended = grant_toewijzing(
            actor=town.backoffice,
            new=request(person, market, ingangsdatum=date(2026, 11, 1), einddatum=date(2026, 11, 15)),
        )
        before = sent(first).client.toegewezenproducten[0]
        second = grant_toewijzing(
            actor=town.backoffice,
            new=request(
                person, market, product_id=market.begeleiding, eenheid="04", frequentie="4", volume=8
            ),
        )
        elsewhere = grant_toewijzing(
            actor=town.backoffice,
            new=request(
                person,
                market,
                aanbieder_id=market.other,
                product_id=market.begeleiding,
                eenheid="04",
                frequentie="4",
            ),
        )
        products = sent(second).client.toegewezenproducten
        assert [p.toewijzingnummer for p in products] == [first.toewijzingnummer, second.toewijzingnummer]
        assert ended.toewijzingnummer not in {p.toewijzingnummer for p in products}
        assert products[0] == before
        assert [p.toewijzingnummer for p in sent(elsewhere).client.toegewezenproducten] == [
            elsewhere.toewijzingnummer
        ]

    def test_an_extent_in_minutes_is_priced_by_the_hour(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        new = request(
            person,
            market,
            product_id=market.begeleiding,
            eenheid="01",
            frequentie="4",
            volume=90,
            einddatum=date(2026, 12, 31),
        )
        grant_toewijzing(actor=town.backoffice, new=new)
        assert dict(Verplichting.objects.values_list("jaar", "bedrag")) == {2026: 9900}

    def test_a_ceiling_that_is_passed_is_told(self, heard: list[ToewijzingVerstuurd]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(
            actor=town.backoffice,
            new=request(
                person,
                market,
                product_id=market.begeleiding,
                eenheid="04",
                frequentie="6",
                volume=400,
                einddatum=date(2026, 12, 31),
            ),
        )
        assert row.status is Toewijzingstatus.VERSTUURD
        assert heard[0].boven_plafond == (2026,)


class TestRefusing:
    """Nothing is stored, nothing is sent, no number is lost."""

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"frequentie": "1"}, granting.OmvangNotValid),
            ({"einddatum": None}, granting.OmvangNotValid),
            ({"einddatum": date(2026, 11, 1)}, granting.OmvangNotValid),
            ({"eenheid": "82"}, granting.NotContracted),
            ({"ingangsdatum": date(2028, 1, 1), "einddatum": date(2028, 2, 1)}, granting.NotContracted),
        ],
    )
    def test_extent_and_contract(self, change: dict[str, Any], error: type[Exception]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with pytest.raises(error):
            grant_toewijzing(actor=town.backoffice, new=request(person, market, **change))
        assert not Toewijzing.objects.exists()

    def test_a_provider_without_this_product(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with pytest.raises(granting.NotContracted, match="geen contract"):
            grant_toewijzing(actor=town.backoffice, new=request(person, market, aanbieder_id=market.other))

    def test_the_same_product_twice(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        grant_toewijzing(actor=town.backoffice, new=request(person, market))
        with pytest.raises(granting.AlreadyAllocated):
            grant_toewijzing(
                actor=town.backoffice,
                new=request(person, market, ingangsdatum=date(2027, 11, 30), einddatum=date(2027, 12, 31)),
            )
        later = request(person, market, ingangsdatum=date(2027, 12, 1), einddatum=date(2027, 12, 31))
        assert grant_toewijzing(actor=town.backoffice, new=later).toewijzingnummer == 100002

    def test_the_database_refuses_it_too_but_not_aids(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        aid = request(person, market, product_id=market.rolstoel, eenheid="82", frequentie="6", volume=1)
        grant_toewijzing(actor=town.backoffice, new=aid)
        grant_toewijzing(actor=town.backoffice, new=replace(aid, id=UUID(int=aid.id.int + 1)))
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            twin = Toewijzing.objects.get(pk=row.id)
            twin.pk, twin.toewijzingnummer = UUID(int=row.id.int + 1), 999
            with pytest.raises(IntegrityError), transaction.atomic():
                twin.save(force_insert=True)
            twin.reden_wijziging = "13"
            twin.save(force_insert=True)

    def test_in_june_2013_no_messages_exist(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with working_date(date(2013, 6, 14)), pytest.raises(granting.NoMessageRelease, match="14 juni 2013"):
            grant_toewijzing(actor=town.backoffice, new=request(person, market))
        assert not Toewijzing.objects.exists()

    def test_a_product_of_the_other_law(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        new = request(person, market, product_id=market.ambulant, eenheid="04", frequentie="4")
        with pytest.raises(granting.NotContracted):
            grant_toewijzing(actor=town.backoffice, new=new)

    @pytest.mark.parametrize(
        "missing", [{"bsn": None}, {"geboortedatum": None}, {"adres": Adres()}, {"geheim_adres": True}]
    )
    def test_a_client_of_whom_facts_are_missing(self, missing: dict[str, Any]) -> None:
        town = found()
        market, whole = contracted(town), resident(town)
        person = replace(whole, id=UUID(int=whole.id.int + 1), **{"bsn": "999900110", **missing})
        load_persons(actor=town.system, persons=[person])
        with pytest.raises(granting.PersonNotComplete):
            grant_toewijzing(actor=town.backoffice, new=request(person, market))
        assert not Toewijzing.objects.exists()

    def test_who_may_not_send(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        for actor in (town.consulent, town.contact, town.controller, town.contractmanager, town.beheerder):
            with pytest.raises(ActNotPermitted):
                grant_toewijzing(actor=actor, new=request(person, market))

    def test_only_with_the_rights_to_the_client(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        hidden = resident(town, "Inwoner Nummer1", number=1, afgeschermd=True)
        with pytest.raises(ActNotPermitted):
            grant_toewijzing(actor=town.teamleider, new=request(person, market))
        for actor, client in (
            (town.backoffice, hidden),
            (town.system, hidden),
            (replace(town.backoffice, persoon_id=person.id), person),
        ):
            with pytest.raises(GeslotenInwoner):
                grant_toewijzing(actor=actor, new=request(client, market))
        with pytest.raises(GeslotenInwoner):
            grant_toewijzing(actor=town.teamleider, new=request(hidden, market), relatie=Relatie.TEAM)
        assert not Toewijzing.objects.exists()

    def test_a_resident_or_product_of_another_municipality(self) -> None:
        town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
        market, person = contracted(town), resident(town)
        there, neighbour = contracted(elsbeek), resident(elsbeek)
        with pytest.raises(NotFound):
            grant_toewijzing(actor=town.backoffice, new=request(neighbour, market))
        with pytest.raises(granting.NotContracted):
            grant_toewijzing(actor=town.backoffice, new=request(person, there))


class TestSendingAgain:
    """What a provider refused counts as never sent."""

    def test_only_what_was_refused(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        with pytest.raises(granting.WrongStatus, match="verstuurd"):
            send_again(actor=town.backoffice, toewijzing_id=row.id)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Toewijzing.objects.filter(pk=row.id).update(status="afgewezen")
        first = sent(row).header.berichtidentificatie.identificatie
        assert send_again(actor=town.backoffice, toewijzing_id=row.id).status is Toewijzingstatus.VERSTUURD
        assert sent(row).header.berichtidentificatie.identificatie != first

    def test_not_anothers(self) -> None:
        town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        with pytest.raises(NotFound):
            send_again(actor=elsbeek.backoffice, toewijzing_id=row.id)
        with pytest.raises(ActNotPermitted):
            send_again(actor=town.consulent, toewijzing_id=row.id)


class TestChangingTheEnd:
    """The number stays, the cost and the message follow."""

    def test_longer_or_shorter(self, heard: list[ToewijzingVerstuurd]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        beside = grant_toewijzing(actor=town.backoffice, new=aid(person, market, 1))
        with working_date(date(2027, 2, 1)):
            changed = change_end(
                actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2026, 12, 31), reden="05"
            )
        assert (changed.toewijzingnummer, changed.einddatum) == (row.toewijzingnummer, date(2026, 12, 31))
        assert (changed.reden_wijziging, changed.toewijzingsdatum) == ("05", date(2027, 2, 1))
        cost = Verplichting.objects.filter(toewijzing_id=row.id).values_list("jaar", "bedrag")
        assert dict(cost) == {2026: 46057}
        first, second = sent(row).client.toegewezenproducten
        assert (first.redenwijziging, first.einddatum, second.redenwijziging) == (
            "05",
            date(2026, 12, 31),
            None,
        )
        assert second.toewijzingnummer == beside.toewijzingnummer
        assert [event.reden_wijziging for event in heard] == ["", "", "05"]

    def test_an_ended_one_leaves_the_next_301(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        with working_date(date(2027, 2, 1)):
            change_end(actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2026, 12, 31), reden="05")
            other = grant_toewijzing(actor=town.backoffice, new=aid(person, market, 3))
        numbers = [product.toewijzingnummer for product in sent(other).client.toegewezenproducten]
        assert numbers == [other.toewijzingnummer]

    @pytest.mark.parametrize(
        ("day", "reden", "error", "word"),
        [
            (date(2027, 11, 30), "04", granting.ChangeNotValid, "al de einddatum"),
            (date(2027, 6, 30), "01", granting.ChangeNotValid, "waarom"),
            (date(2027, 6, 30), "13", granting.ChangeNotValid, "waarom"),
            (date(2026, 11, 30), "05", granting.OmvangNotValid, "einddatum"),
            (None, "04", granting.OmvangNotValid, "per week"),
        ],
    )
    def test_refused(self, day: date | None, reden: str, error: type[Exception], word: str) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        with pytest.raises(error, match=word):
            change_end(actor=town.backoffice, toewijzing_id=row.id, einddatum=day, reden=reden)

    def test_refused_when_over_or_refused_or_beside_another_or_not_theirs(self) -> None:
        town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        after = request(person, market, ingangsdatum=date(2027, 12, 1), einddatum=date(2027, 12, 31))
        grant_toewijzing(actor=town.backoffice, new=after)
        longer: dict[str, Any] = {"toewijzing_id": row.id, "einddatum": date(2027, 12, 1), "reden": "04"}
        with pytest.raises(granting.AlreadyAllocated):
            change_end(actor=town.backoffice, **longer)
        with (
            working_date(date(2027, 12, 1)),
            pytest.raises(granting.ChangeNotValid, match="nieuwe toewijzing"),
        ):
            change_end(actor=town.backoffice, **longer)
        with pytest.raises(NotFound):
            change_end(actor=elsbeek.backoffice, **longer)
        with pytest.raises(ActNotPermitted):
            change_end(actor=town.consulent, **longer)


def test_granting_takes_as_many_queries_for_a_client_with_much_as_with_little(
    django_assert_max_num_queries: Counted,
) -> None:
    town = found()
    market, person = contracted(town), resident(town)
    for month in range(1, 11):
        grant_toewijzing(actor=town.backoffice, new=aid(person, market, month))
    with django_assert_max_num_queries(60):
        grant_toewijzing(actor=town.backoffice, new=aid(person, market, 12))


def aid(person: NewPersoon, market: Market, month: int) -> NewToewijzing:
    """A wheelchair from the first of a month of 2027."""
    start = date(2027, month, 1)
    return request(
        person,
        market,
        product_id=market.rolstoel,
        eenheid="82",
        frequentie="6",
        volume=1,
        ingangsdatum=start,
        einddatum=None,
    )
