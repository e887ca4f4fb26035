"""A provider with a task under the Jeugdwet starts and stops without an allocation (IV096): what is accepted is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from keukentafel.backoffice.berichten.codec import provider
from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Client
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, BerichtRow
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.contracts.models import Aanbieder, Contract
from keukentafel.backoffice.contracts.queries import has_task
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.events import HulpGestart, HulpGestopt
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Hulp
from keukentafel.backoffice.toewijzingen.models import StartMelding, StopMelding
from keukentafel.backoffice.toewijzingen.operations import receive_305, receive_307
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.operations import reactions
from keukentafel.core.period import Period
from keukentafel.people.models import Huishouden, Persoon
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.contracts.market import AGB, OTHER_AGB, Market, contracted
from tests.backoffice.verzoeken.asking import LATER, reply
from tests.casework import story
from tests.cast import ELSBEEK, LINDEWAARD, Town, found, resident

pytestmark = pytest.mark.db

AMBULANT = Product(categorie="45", code="45A49")
BEGUN, ENDED = date(2026, 12, 1), date(2026, 12, 3)


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The news of this room, after the timeline heard it."""
    kept: list[Any] = []
    for kind, functions in {
        BerichtOntvangen: [receive_305, receive_307],
        HulpGestart: [reactions.note_hulp_gestart, kept.append],
        HulpGestopt: [reactions.note_hulp_gestopt, kept.append],
    }.items():
        monkeypatch.setitem(events._reactions, kind, functions)
    return kept


def tasked(town: Town) -> Market:
    """The first provider has a task under the Jeugdwet."""
    market = contracted(town)
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Contract.objects.filter(pk=market.jeugd_contract).update(taakgericht=True)
    return market


def head(number: str, *, agb: str = AGB, law: Law = Law.JW) -> Briefhoofd:
    return Briefhoofd(aanbieder=agb, gemeente=LINDEWAARD, identificatie=number, dagtekening=LATER, law=law)


def started(*days: date, status: str = "1", product: Product = AMBULANT) -> list[StartProduct]:
    return [StartProduct(product=product, begindatum=day, statusaanlevering=status) for day in days]


def stopped(status: str = "1", reden: str = "31") -> list[StopProduct]:
    return [
        StopProduct(
            product=AMBULANT,
            begindatum=BEGUN,
            redenbeeindiging=reden,
            einddatum=ENDED,
            statusaanlevering=status,
        )
    ]


class Sender:
    """The provider that reports on one client."""

    def __init__(self, town: Town, client: Client) -> None:
        self.town, self.client, self.number = town, client, 0

    def start(self, lines: list[StartProduct], **where: Any) -> BerichtRow:
        self.number += 1
        return self._deliver(provider.start_305(head(f"S{self.number}", **where), self.client, lines))

    def stop(self, lines: list[StopProduct]) -> BerichtRow:
        self.number += 1
        return self._deliver(provider.stop_307(head(f"E{self.number}"), self.client, lines))

    def _deliver(self, content: bytes) -> BerichtRow:
        return take_in(actor=self.town.backoffice, naam="bericht.xml", inhoud=content)


def sender(town: Town, bsn: str | None) -> Sender:
    return Sender(town, Client(bsn=bsn or "", achternaam="Bos", geboortedatum=date(2012, 5, 1), geslacht="1"))


def codes(arrived: BerichtRow) -> list[tuple[str, ...]]:
    """The codes at the lines of the retour; empty when all is well."""
    client = reply(arrived).client
    if client is None:
        return []
    return [line.retourcodes for line in getattr(client, "startproducten", None) or client.stopproducten]


def test_a_start_and_a_stop_are_kept_and_told(heard: list[Any]) -> None:
    town = story.town()
    market = tasked(town)
    row = story.melding(town)
    person = Persoon.objects.get(pk=story.present(row.persoon_id))
    there = sender(town, person.bsn)
    assert codes(there.start(started(BEGUN))) == []
    begun = StartMelding.objects.get()
    assert (begun.toewijzing_id, begun.persoon_id, begun.aanbieder_id) == (None, person.pk, market.aanbieder)
    assert (begun.productcategorie, begun.productcode, begun.begindatum) == ("45", "45A49", BEGUN)
    (start,) = heard[-1].starts
    assert (start.toewijzing_id, start.persoon_id, start.productnaam) == (
        None,
        person.pk,
        "Ambulante begeleiding jeugd",
    )
    assert (start.hulp, start.te_laat, heard[-1].aanbiedernaam) == (Hulp(BEGUN), False, "Stichting De Brug")
    assert codes(there.start(started(BEGUN))) == [("9074",)]
    assert codes(there.start(started(date(2026, 12, 2)))) == [("9326",)]
    assert codes(there.stop(stopped())) == []
    ended = StopMelding.objects.get()
    assert (ended.toewijzing_id, ended.persoon_id, ended.einddatum) == (None, person.pk, ENDED)
    assert heard[-1].stops[0].hulp == Hulp(BEGUN, ENDED, "31")
    assert codes(there.start(started(LATER))) == []
    titles = list(Gebeurtenis.objects.filter(soort="hulp").order_by("id").values_list("titel", flat=True))
    assert titles == [
        "Stichting De Brug is begonnen: Ambulante begeleiding jeugd, vanaf 1 december",
        "Stichting De Brug is gestopt met Ambulante begeleiding jeugd, laatste dag 3 december",
        "Stichting De Brug is begonnen: Ambulante begeleiding jeugd, vanaf 4 december",
    ]


def test_what_was_reported_can_be_taken_back(heard: list[Any]) -> None:
    town = found()
    tasked(town)
    there = sender(town, resident(town).bsn)
    there.start(started(BEGUN))
    there.stop(stopped())
    assert codes(there.start(started(BEGUN, status="3"))) == [("9071",)]
    assert codes(there.stop(stopped(status="3"))) == []
    assert codes(there.start(started(BEGUN, status="3"))) == []
    assert heard[-1].ingetrokken[0].begindatum == BEGUN
    assert codes(there.stop(stopped())) == [("9069",)]
    assert (StartMelding.objects.count(), StopMelding.objects.count()) == (2, 2)


def test_who_is_not_known_is_registered_and_only_when_it_is_accepted(heard: list[Any]) -> None:
    town = found()
    tasked(town)
    there = sender(town, "999990019")
    assert codes(there.stop(stopped())) == [("9069",)]
    assert not Persoon.objects.filter(bsn="999990019").exists()
    assert codes(there.start(started(BEGUN))) == []
    person = Persoon.objects.get(bsn="999990019")
    assert (person.geslachtsnaam, StartMelding.objects.get().persoon_id) == ("Bos", person.pk)


def test_without_a_task_it_belongs_to_nothing(heard: list[Any]) -> None:
    town = found()
    tasked(town)
    there = sender(town, resident(town).bsn)
    assert codes(there.start(started(BEGUN), agb=OTHER_AGB)) == [("9019",)]
    assert codes(there.start(started(BEGUN, product=Product(categorie="02", code="02A16")), law=Law.WMO)) == [
        ("9019",)
    ]
    with working_date(date(2028, 1, 1)):
        assert not has_task(gemeente=LINDEWAARD, wet=Wet.JEUGDWET, agb=AGB, day=date(2028, 1, 1))
    assert has_task(gemeente=LINDEWAARD, wet=Wet.JEUGDWET, agb=AGB, day=LATER)
    assert (StartMelding.objects.count(), heard) == (0, [])


def test_it_says_nothing_of_a_declaration(heard: list[Any]) -> None:
    town = found()
    tasked(town)
    sender(town, resident(town).bsn).start(started(BEGUN))
    period = Period(date(2026, 12, 1), date(2027, 1, 1))
    assert not queries.care_ran_on(gemeente=LINDEWAARD, wet=Wet.JEUGDWET, agb=AGB, periode=period)


def test_as_many_queries_for_four_lines_as_for_one(heard: list[Any]) -> None:
    town = found()
    tasked(town)
    counts = []
    for number, many in enumerate((1, 1, 4)):
        there = Sender(town, sender(town, resident(town, "Daan Bos", number=20 + number).bsn).client)
        there.number = 10 * number
        lines = [
            StartProduct(product=Product(categorie=f"{40 + place}"), begindatum=BEGUN, statusaanlevering="1")
            for place in range(many)
        ]
        with CaptureQueriesContext(connection) as caught:
            assert codes(there.start(lines)) == []
        counts.append(len(caught))
        assert len(heard[-1].starts) == many
        assert heard[-1].starts[0].productnaam.endswith("hele categorie")
    assert counts[1] == counts[2]


class TestTheList:
    """What providers with a task began, as it stands now."""

    def shown(self, town: Town, **asked: Any) -> list[tuple[str, date | None, date | None, str]]:
        return [
            (row.productnaam, row.hulp.begindatum, row.hulp.gestopt_op, row.hulp.stand.value)
            for row in queries.without_allocation(actor=town.backoffice, **asked).rows
        ]

    def test_tells_what_runs_and_what_stopped(self, heard: list[Any]) -> None:
        town = found()
        tasked(town)
        assert self.shown(town) == []
        first, second = (sender(town, resident(town, naam, number=n).bsn) for n, naam in ((1, "A"), (2, "B")))
        second.number = 50
        first.start(started(BEGUN))
        arrived = second.start(started(LATER, product=Product(categorie="45")))
        first.stop(stopped())
        running = ("Ambulant, hele categorie", LATER, None, "gestart")
        ended = ("Ambulante begeleiding jeugd", BEGUN, ENDED, "gestopt")
        assert self.shown(town) == [running, ended]
        assert self.shown(town, loopt=True) == [running]
        assert self.shown(town, loopt=False) == [ended]
        (row,) = queries.without_allocation(actor=town.backoffice, loopt=True).rows
        assert (row.aanbiedernaam, row.gemeld_op, row.bericht_id) == ("Stichting De Brug", LATER, arrived.id)

    def test_what_was_taken_back_is_gone_and_comes_again(self, heard: list[Any]) -> None:
        town = found()
        tasked(town)
        there = sender(town, resident(town).bsn)
        there.start(started(BEGUN))
        there.stop(stopped(reden="20"))
        assert [row[3] for row in self.shown(town)] == ["tijdelijk gestopt"]
        there.stop(stopped(status="3", reden="20"))
        assert [row[3] for row in self.shown(town)] == ["gestart"]
        there.start(started(BEGUN, status="3"))
        assert self.shown(town) == []
        there.start(started(BEGUN))
        assert len(self.shown(town)) == 1

    def test_a_stop_ends_only_help_of_its_own_product_and_provider(self, heard: list[Any]) -> None:
        town = found()
        market = tasked(town)
        person = resident(town)
        there = sender(town, person.bsn)
        there.start([*started(BEGUN), *started(BEGUN, product=Product(categorie="45"))])
        report: dict[str, Any] = {
            "gemeente_id": LINDEWAARD, "persoon_id": person.id, "productcategorie": "45", "productcode": "45A49",
            "begindatum": BEGUN, "gemeld_op": LATER, "statusaanlevering": "1",
        }  # fmt: skip
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test") as done:
            other = Aanbieder.objects.get(agb=OTHER_AGB)
            StartMelding.objects.create(**report, handeling_id=done.id, aanbieder=other)
        there.stop(stopped())
        rows = queries.without_allocation(actor=town.backoffice).rows
        assert sorted((row.aanbiedernaam, row.productnaam, row.hulp.stand.value) for row in rows) == [
            ("Stichting De Brug", "Ambulant, hele categorie", "gestart"),
            ("Stichting De Brug", "Ambulante begeleiding jeugd", "gestopt"),
            (other.naam, "Ambulante begeleiding jeugd", "gestart"),
        ]
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test") as done:
            back = report | {"statusaanlevering": "3", "aanbieder_id": market.aanbieder, "productcode": ""}
            StartMelding.objects.create(**back, handeling_id=done.id)
        rows = queries.without_allocation(actor=town.backoffice).rows
        assert sorted((row.aanbiedernaam, row.hulp.stand.value) for row in rows) == [
            ("Stichting De Brug", "gestopt"),
            (other.naam, "gestart"),
        ]

    def test_of_two_stops_the_definitive_one_holds(self, heard: list[Any]) -> None:
        town = found()
        market = tasked(town)
        there = sender(town, resident(town).bsn)
        there.start(started(BEGUN))
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test") as done:
            for reden, day in (("31", BEGUN), ("31", ENDED), ("20", date(2026, 12, 4))):
                StopMelding.objects.create(
                    gemeente_id=LINDEWAARD, handeling_id=done.id, persoon=StartMelding.objects.get().persoon,
                    aanbieder_id=market.aanbieder, productcategorie="45", productcode="45A49", begindatum=BEGUN, einddatum=day,
                    reden_beeindiging=reden, statusaanlevering="1", gemeld_op=LATER,
                )  # fmt: skip
        assert [row[2:] for row in self.shown(town)] == [(ENDED, "gestopt")]

    def test_pages_follow_each_other_in_three_queries(self, heard: list[Any]) -> None:
        town = found()
        tasked(town)
        for number in range(3):
            there = sender(town, resident(town, f"Kind{number}", number=number).bsn)
            there.number = 10 * number
            there.start(started(date(2026, 12, 1 + number // 2)))
        whole = [row.id for row in queries.without_allocation(actor=town.backoffice).rows]
        seen, after = [], None
        for _ in range(4):
            with CaptureQueriesContext(connection) as asked:
                page = queries.without_allocation(actor=town.backoffice, after=after, limit=1)
            assert len(asked) <= 3
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == whole
        assert len(whole) == 3

    def test_shows_no_shielded_client_and_none_of_ones_own_household_or_of_the_gemeente_next_door(
        self, heard: list[Any]
    ) -> None:
        town = found()
        tasked(town)
        person = resident(town)
        sender(town, person.bsn).start(started(BEGUN))
        assert len(self.shown(town)) == 1
        assert self.shown(found(ELSBEEK, "Elsbeek")) == []
        with pytest.raises(ActNotPermitted):
            queries.without_allocation(actor=town.consulent)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            household = Huishouden.objects.create(gemeente_id=LINDEWAARD).pk
            Persoon.objects.filter(pk=person.id).update(huishouden_id=household)
        bas = town.backoffice
        for actor in (replace(bas, persoon_id=person.id), replace(bas, huishouden_id=household)):
            assert queries.without_allocation(actor=actor).rows == ()
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Persoon.objects.filter(pk=person.id).update(afgeschermd=True)
        assert self.shown(town) == []


def test_the_database_refuses_a_report_of_nobody() -> None:
    town = found()
    market = tasked(town)
    with (
        pytest.raises(IntegrityError),
        handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test") as done,
    ):
        StartMelding.objects.create(
            gemeente_id=LINDEWAARD,
            handeling_id=done.id,
            aanbieder_id=market.aanbieder,
            begindatum=BEGUN,
            statusaanlevering="1",
            gemeld_op=LATER,
        )
