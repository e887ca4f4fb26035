"""Stops by a provider (307), their answer (308), and where the care of an allocation stands after them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Geboortedatum,
    Product,
    VerkorteNaam,
)
from keukentafel.backoffice.berichten.codec.records.stop import (
    Bericht307,
    Bericht308,
    Client307,
    StopProduct,
)
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, BerichtRow, Berichtstatus
from keukentafel.backoffice.berichten.models import Bericht as BerichtModel
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.events import HulpGestart, HulpGestopt
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Hulp, Hulpstand, ToewijzingRow
from keukentafel.backoffice.toewijzingen.models import StopMelding
from keukentafel.backoffice.toewijzingen.operations import (
    grant_toewijzing,
    load_toewijzingen,
    receive_305,
    receive_307,
)
from keukentafel.backoffice.toewijzingen.rules.delivery import hulp_of, is_late
from keukentafel.people.domain import NewPersoon
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.contracts.market import AGB, Market, contracted
from tests.backoffice.toewijzingen.test_answers import LATER, deliver, granted, line, start
from tests.backoffice.toewijzingen.test_granting import aid
from tests.backoffice.toewijzingen.test_queries import loaded
from tests.cast import LINDEWAARD, TODAY, Town, found, resident

BEGUN, ENDED = date(2026, 12, 1), date(2026, 12, 3)
_STATES = Hulpstand


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[HulpGestopt]:
    """The stops that were announced; no other room reacts."""
    kept: list[HulpGestopt] = []
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [receive_305, receive_307])
    monkeypatch.setitem(events._reactions, HulpGestart, [])
    monkeypatch.setitem(events._reactions, HulpGestopt, [kept.append])
    return kept


def ending(
    row: ToewijzingRow, reden: str = "19", day: date = ENDED, *, begun: date = BEGUN, status: str = "1"
) -> StopProduct:
    return StopProduct(
        toewijzingnummer=row.toewijzingnummer,
        product=Product(categorie=row.productcategorie, code=row.productcode),
        toewijzingingangsdatum=row.ingangsdatum,
        begindatum=begun,
        redenbeeindiging=reden,
        einddatum=day,
        statusaanlevering=status,
    )


def stop(
    person: NewPersoon, *lines: StopProduct, identificatie: str = "STOP1", law: Law = Law.WMO
) -> Bericht307:
    assert person.geboortedatum is not None
    header = header_aanbieder(
        find_soort(law, 307),
        afzender=AGB,
        ontvanger=LINDEWAARD,
        identificatie=identificatie,
        dagtekening=LATER,
    )
    client = Client307(
        bsn=person.bsn or "",
        geboortedatum=Geboortedatum(datum=person.geboortedatum),
        geslacht="2",
        naam=VerkorteNaam(geslachtsnaam=Achternaam(achternaam=person.geslachtsnaam)),
        stopproducten=lines,
    )
    return Bericht307(header=header, client=client)


def answered(arrived: BerichtRow) -> Bericht308:
    content = BerichtModel.objects.values_list("inhoud", flat=True).get(antwoord_op_id=arrived.id)
    bericht = read(bytes(content)).bericht
    assert isinstance(bericht, Bericht308)
    return bericht


def codes(arrived: BerichtRow) -> list[tuple[str, ...]]:
    """The codes at the lines of the 308; empty when it accepts."""
    client = answered(arrived).client
    return [] if client is None else [one.retourcodes for one in client.stopproducten]


def now(row: ToewijzingRow) -> Hulp:
    (found_row,) = queries.of_persons(gemeente=LINDEWAARD, persoon_ids=[row.persoon_id])
    return found_row.hulp


def begun(town: Town) -> tuple[Market, NewPersoon, ToewijzingRow]:
    """An allocation of which the care began on 1 December."""
    market, person = contracted(town), resident(town)
    row = granted(town, person, market)
    deliver(town, start(person, line(row)))
    return market, person, row


@pytest.mark.db
class TestStop:
    """The 307 and its 308."""

    def test_is_stored_answered_and_told_once(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        arrived = deliver(town, stop(person, ending(row)))
        assert arrived.status is Berichtstatus.BEANTWOORD
        assert (answered(arrived).header.retourcodes, codes(arrived)) == ((), [])
        assert now(row) == Hulp(BEGUN, ENDED, "19")
        assert now(row).stand is Hulpstand.GESTOPT
        (event,) = heard
        (ended,) = event.stops
        assert (event.aanbiedernaam, event.gemeld_op, event.ingetrokken) == ("Stichting De Brug", LATER, ())
        assert (ended.toewijzing_id, ended.persoon_id, ended.einddatum) == (row.id, person.id, ENDED)
        assert (ended.reden, ended.tijdelijk, ended.te_laat) == ("volgens plan", False, False)
        assert ended.hulp == Hulp(BEGUN, ENDED, "19")

    def test_the_same_file_twice_stops_once(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        deliver(town, stop(person, ending(row)))
        assert deliver(town, stop(person, ending(row))).dubbel
        assert (len(heard), StopMelding.objects.count()) == (1, 1)

    def test_without_a_start_or_with_another_first_day_it_is_refused(self, heard: list[HulpGestopt]) -> None:
        town = found()
        person = resident(town)
        row = granted(town, person, contracted(town))
        assert codes(deliver(town, stop(person, ending(row)))) == [("9069",)]
        deliver(town, start(person, line(row)))
        other = ending(row, begun=date(2026, 12, 2))
        assert codes(deliver(town, stop(person, other, identificatie="STOP2"))) == [("9069",)]
        assert (heard, StopMelding.objects.count()) == ([], 0)
        assert now(row) == Hulp(BEGUN)

    def test_a_pause_and_a_new_start(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        pause = ending(row, "20", date(2026, 12, 2))
        assert codes(deliver(town, stop(person, pause))) == []
        assert now(row).stand is Hulpstand.TIJDELIJK_GESTOPT
        assert heard[0].stops[0].tijdelijk
        assert codes(deliver(town, stop(person, ending(row, "20"), identificatie="STOP2"))) == [("9413",)]
        again = deliver(town, start(person, line(row, date(2026, 12, 4)), identificatie="START2"))
        assert again.status is Berichtstatus.BEANTWOORD
        assert now(row) == Hulp(date(2026, 12, 4))
        late = ending(row, "20", date(2026, 12, 4), begun=date(2026, 12, 4))
        assert codes(deliver(town, stop(person, late, identificatie="STOP3"))) == []
        assert now(row) == Hulp(date(2026, 12, 4), date(2026, 12, 4), "20")

    def test_a_pause_that_becomes_an_end(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        deliver(town, stop(person, ending(row, "20", date(2026, 12, 2))))
        assert codes(deliver(town, stop(person, ending(row), identificatie="STOP2"))) == []
        assert now(row) == Hulp(BEGUN, ENDED, "19")
        once_more = ending(row, "22", LATER)
        assert codes(deliver(town, stop(person, once_more, identificatie="STOP3"))) == [("9415",)]

    def test_a_stop_is_corrected_by_taking_it_back(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        deliver(town, stop(person, ending(row)))
        right = ending(row, day=date(2026, 12, 2))
        deliver(town, stop(person, right, ending(row, status="3"), identificatie="STOP2"))
        assert now(row) == Hulp(BEGUN, date(2026, 12, 2), "19")
        assert [one.einddatum for one in heard[1].ingetrokken] == [ENDED]
        back = ending(row, day=date(2026, 12, 2), status="3")
        deliver(town, stop(person, back, identificatie="STOP3"))
        assert now(row) == Hulp(BEGUN)
        assert (heard[2].stops, heard[2].ingetrokken[0].hulp) == ((), Hulp(BEGUN))
        assert codes(deliver(town, stop(person, back, identificatie="STOP4"))) == [("9063",)]
        assert StopMelding.objects.count() == 4

    def test_a_start_with_a_stop_cannot_be_taken_back_and_a_second_start_after_a_pause_can(
        self, heard: list[HulpGestopt]
    ) -> None:
        town = found()
        _, person, row = begun(town)
        deliver(town, stop(person, ending(row, "20", date(2026, 12, 2))))
        refused = deliver(town, start(person, line(row, status="3"), identificatie="START2"))
        content = BerichtModel.objects.values_list("inhoud", flat=True).get(antwoord_op_id=refused.id)
        assert b"9071" in bytes(content)
        again = line(row, date(2026, 12, 4))
        deliver(town, start(person, again, identificatie="START3"))
        back = line(row, date(2026, 12, 4), "3")
        deliver(town, start(person, back, identificatie="START4"))
        assert now(row) == Hulp(BEGUN, date(2026, 12, 2), "20")

    def test_a_late_report_is_told(self, heard: list[HulpGestopt]) -> None:
        town = found()
        _, person, row = begun(town)
        with working_date(date(2026, 12, 11)):
            deliver(town, stop(person, ending(row)))
        assert heard[0].stops[0].te_laat

    @pytest.mark.parametrize(
        ("law", "wet", "woorden"),
        [(Law.WMO, Wet.WMO, "verhuizing naar andere gemeente"), (Law.JW, Wet.JEUGDWET, "volgens plan")],
    )
    def test_code_31_means_what_its_own_law_says(
        self, law: Law, wet: Wet, woorden: str, heard: list[HulpGestopt]
    ) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        change: dict[str, Any] = {"wet": wet, "eenheid": "04", "frequentie": "4"}
        if wet is Wet.JEUGDWET:
            change |= {"product_id": market.ambulant}
        else:
            change |= {"product_id": market.begeleiding}
        row = granted(town, person, market, **change)
        begun_here = start(person, line(row))
        deliver(town, begun_here if wet is Wet.WMO else start(person, line(row), law=law))
        arrived = deliver(town, stop(person, ending(row, "31"), law=law))
        assert codes(arrived) == []
        assert heard[0].stops[0].reden == woorden

    @pytest.mark.parametrize("many", [1, 10])
    def test_as_many_queries_for_ten_stops_as_for_one(
        self, heard: list[HulpGestopt], many: int, django_assert_max_num_queries: Counted
    ) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with working_date(TODAY):
            rows = [
                grant_toewijzing(actor=town.backoffice, new=aid(person, market, month))
                for month in range(1, many + 1)
            ]
        deliver(town, start(person, *(line(row) for row in rows)))
        message = stop(person, *(ending(row) for row in rows))
        with django_assert_max_num_queries(60):
            deliver(town, message)
        assert len(heard[0].stops) == many

    def test_a_loaded_stop_counts_in_judging(self, heard: list[HulpGestopt]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = loaded(
            person,
            market,
            700,
            begindatum=date(2026, 9, 3),
            gestopt_op=date(2026, 10, 1),
            reden_beeindiging="20",
        )
        load_toewijzingen(actor=town.system, toewijzingen=[row])
        (known,) = queries.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
        assert known.hulp.stand is Hulpstand.TIJDELIJK_GESTOPT
        arrived = deliver(town, start(person, line(known, date(2026, 12, 1))))
        assert arrived.status is Berichtstatus.BEANTWOORD
        assert now(known) == Hulp(BEGUN)


@pytest.mark.pure
class TestDelivery:
    """What starts and stops come to."""

    FIRST = KnownStart("1", 1, None, date(2026, 1, 1))
    SECOND = KnownStart("1", 1, None, date(2026, 3, 1))
    PAUSE = KnownStop("1", 1, None, date(2026, 1, 1), "20", date(2026, 2, 1))
    END = KnownStop("1", 1, None, date(2026, 1, 1), "19", date(2026, 2, 20))

    @pytest.mark.parametrize(
        ("starts", "stops", "hulp", "stand"),
        [
            ((), (), Hulp(), _STATES.NIET_GESTART),
            ((FIRST,), (), Hulp(date(2026, 1, 1)), _STATES.GESTART),
            ((FIRST,), (PAUSE,), Hulp(date(2026, 1, 1), date(2026, 2, 1), "20"), _STATES.TIJDELIJK_GESTOPT),
            ((FIRST,), (END, PAUSE), Hulp(date(2026, 1, 1), date(2026, 2, 20), "19"), _STATES.GESTOPT),
            ((FIRST, SECOND), (PAUSE,), Hulp(date(2026, 3, 1)), _STATES.GESTART),
        ],
    )
    def test_the_last_start_with_its_stop(
        self, starts: Any, stops: Any, hulp: Hulp, stand: Hulpstand
    ) -> None:
        assert hulp_of(starts, stops) == hulp
        assert hulp.stand is stand

    def test_what_was_taken_back_is_as_if_it_never_was(self) -> None:
        gone = KnownStart("1", 1, None, date(2026, 3, 1), ingetrokken=True)
        undone = KnownStop("1", 1, None, date(2026, 1, 1), "19", date(2026, 2, 1), ingetrokken=True)
        assert hulp_of((self.FIRST, gone), (undone,)) == Hulp(date(2026, 1, 1))

    def test_five_working_days(self) -> None:
        friday = date(2026, 11, 27)
        assert not is_late(date(2026, 12, 4), friday, 5)
        assert is_late(date(2026, 12, 5), friday, 5)
