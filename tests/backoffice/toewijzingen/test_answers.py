"""What comes back from the provider: 302 and 305, through the mailbox as in real use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.berichten.codec.headers import header_aanbieder
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Geboortedatum,
    Product,
    VerkorteNaam,
)
from keukentafel.backoffice.berichten.codec.records.start import (
    Bericht305,
    Bericht306,
    Client305,
    StartProduct,
)
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import Bericht, find_soort
from keukentafel.backoffice.berichten.codec.retour import build_retour
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
    Verdict,
)
from keukentafel.backoffice.berichten.models import Bericht as BerichtModel
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.toewijzingen import queries
from keukentafel.backoffice.toewijzingen.domain.events import HulpGestart, ToewijzingAfgewezen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import ToewijzingRow, Toewijzingstatus
from keukentafel.backoffice.toewijzingen.models import StartMelding, Toewijzing
from keukentafel.backoffice.toewijzingen.operations import (
    grant_toewijzing,
    receive_302,
    receive_305,
    send_again,
)
from keukentafel.people.domain import NewPersoon
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.contracts.market import AGB, OTHER_AGB, Market, contracted
from tests.backoffice.toewijzingen.test_granting import aid, request
from tests.cast import LINDEWAARD, TODAY, Town, found, resident

pytestmark = pytest.mark.db

LATER = date(2026, 12, 4)
_FAULT = Bevinding("TR332", 3, "9332", "Het toewijzingnummer is al gebruikt.")


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The events of this room, with its own reactions to the mailbox and no others."""
    kept: list[Any] = []
    reactions = {
        BerichtOntvangen: [receive_302, receive_305],
        ToewijzingAfgewezen: [kept.append],
        HulpGestart: [kept.append],
    }
    for kind, functions in reactions.items():
        monkeypatch.setitem(events._reactions, kind, functions)
    return kept


def granted(town: Town, person: NewPersoon, market: Market, **change: Any) -> ToewijzingRow:
    with working_date(TODAY):
        return grant_toewijzing(actor=town.backoffice, new=request(person, market, **change))


def last_301(row: ToewijzingRow) -> Bericht301:
    content = BerichtModel.objects.values_list("inhoud", flat=True).get(pk=_bericht_id(row))
    bericht = read(bytes(content)).bericht
    assert isinstance(bericht, Bericht301)
    return bericht


def _bericht_id(row: ToewijzingRow) -> int:
    found = Toewijzing.objects.values_list("bericht_id", flat=True).get(pk=row.id)
    assert found is not None
    return found


def deliver(town: Town, bericht: Bericht) -> BerichtRow:
    return take_in(actor=town.backoffice, naam="bericht.xml", inhoud=write(bericht))


def answer(heen: Bericht301, identificatie: str, *, refused: bool = False) -> Bericht:
    path = ("client", "toegewezenproducten", 0)
    oordeel = BerichtOordeel(klassen={path: (_FAULT,)}) if refused else BerichtOordeel()
    return build_retour(heen, oordeel, identificatie=identificatie, dagtekening=LATER)


def start(
    person: NewPersoon,
    *lines: StartProduct,
    identificatie: str = "START1",
    agb: str = AGB,
    bsn: str | None = None,
    law: Law = Law.WMO,
) -> Bericht305:
    assert person.geboortedatum is not None
    header = header_aanbieder(
        find_soort(law, 305),
        afzender=agb,
        ontvanger=LINDEWAARD,
        identificatie=identificatie,
        dagtekening=LATER,
    )
    client = Client305(
        bsn=bsn or person.bsn or "",
        geboortedatum=Geboortedatum(datum=person.geboortedatum),
        geslacht="2",
        naam=VerkorteNaam(geslachtsnaam=Achternaam(achternaam=person.geslachtsnaam)),
        startproducten=lines,
    )
    return Bericht305(header=header, client=client)


def line(
    row: ToewijzingRow, day: date = date(2026, 12, 1), status: str = "1", number: int | None = None
) -> StartProduct:
    return StartProduct(
        toewijzingnummer=number or row.toewijzingnummer,
        product=Product(categorie=row.productcategorie, code=row.productcode),
        toewijzingingangsdatum=row.ingangsdatum,
        begindatum=day,
        statusaanlevering=status,
    )


def state(row: ToewijzingRow) -> tuple[str, date | None]:
    return Toewijzing.objects.values_list("status", "begindatum").get(pk=row.id)


def answered(arrived: BerichtRow) -> Bericht306:
    content = BerichtModel.objects.values_list("inhoud", flat=True).get(antwoord_op_id=arrived.id)
    bericht = read(bytes(content)).bericht
    assert isinstance(bericht, Bericht306)
    return bericht


class TestAnswer:
    """The 302."""

    def test_confirms(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        arrived = deliver(town, answer(last_301(row), "R1"))
        assert (arrived.verdict, arrived.status) == (Verdict.AANGENOMEN, Berichtstatus.VERWERKT)
        assert state(row) == ("bevestigd", None)
        assert heard == []

    def test_the_same_file_twice_confirms_once(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        retour = answer(last_301(row), "R1")
        deliver(town, retour)
        assert deliver(town, retour).dubbel
        assert state(row) == ("bevestigd", None)

    def test_refuses_the_whole_message_with_its_codes(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        confirmed = granted(town, person, market, product_id=market.rolstoel, eenheid="82", frequentie="6")
        deliver(town, answer(last_301(confirmed), "R1"))
        row = granted(town, person, market)
        deliver(town, answer(last_301(row), "R2", refused=True))
        assert state(row) == ("afgewezen", None)
        assert state(confirmed) == ("bevestigd", None)
        (event,) = heard
        (refusal,) = event.toewijzingen
        assert (event.aanbiedernaam, refusal.toewijzing_id, refusal.persoon_id) == (
            "Stichting De Brug",
            row.id,
            person.id,
        )
        assert (refusal.grond_nummer, refusal.retourcodes) == ("B-2026-0001", ())

    def test_the_code_at_the_allocation_itself(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        deliver(town, answer(last_301(row), "R1", refused=True))
        assert heard[0].toewijzingen[0].retourcodes == ("9332",)

    def test_a_technical_refusal_of_the_header(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        refused = BerichtOordeel(header=(replace(_FAULT, retourcode="9056"),))
        deliver(town, build_retour(last_301(row), refused, identificatie="R1", dagtekening=LATER))
        assert state(row) == ("afgewezen", None)
        assert heard[0].toewijzingen[0].retourcodes == ("9056",)

    def test_what_was_sent_again_since_waits_for_its_own_answer(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        first = granted(town, person, market)
        earlier = last_301(first)
        second = granted(town, person, market, product_id=market.rolstoel, eenheid="82", frequentie="6")
        deliver(town, answer(earlier, "R1", refused=True))
        assert (state(first)[0], state(second)[0]) == ("verstuurd", "verstuurd")
        deliver(town, answer(last_301(second), "R2"))
        assert (state(first)[0], state(second)[0]) == ("bevestigd", "bevestigd")

    def test_refused_then_sent_again_then_confirmed(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        deliver(town, answer(last_301(row), "R1", refused=True))
        send_again(actor=town.backoffice, toewijzing_id=row.id)
        deliver(town, answer(last_301(row), "R2"))
        assert state(row) == ("bevestigd", None)


class TestStart:
    """The 305 and its 306."""

    def test_is_stored_answered_and_told_once(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = granted(town, person, market)
        other = granted(town, person, market, product_id=market.rolstoel, eenheid="82", frequentie="6")
        arrived = deliver(town, start(person, line(row), line(other, date(2026, 12, 2))))
        assert arrived.status is Berichtstatus.BEANTWOORD
        retour = answered(arrived)
        assert (retour.header.retourcodes, retour.client) == ((), None)
        assert (state(row)[1], state(other)[1]) == (date(2026, 12, 1), date(2026, 12, 2))
        (event,) = heard
        assert [(one.toewijzing_id, one.begindatum, one.productnaam) for one in event.starts] == [
            (row.id, date(2026, 12, 1), "Dagbesteding"),
            (other.id, date(2026, 12, 2), "Rolstoel"),
        ]
        assert (event.gemeld_op, event.ingetrokken, event.starts[0].grond_nummer) == (
            LATER,
            (),
            "B-2026-0001",
        )

    def test_the_same_file_twice_starts_once(self, heard: list[Any]) -> None:
        town = found()
        person = resident(town)
        row = granted(town, person, contracted(town))
        deliver(town, start(person, line(row)))
        assert deliver(town, start(person, line(row))).dubbel
        assert (len(heard), StartMelding.objects.count()) == (1, 1)

    def test_any_fault_refuses_the_whole_message(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = granted(town, person, market)
        arrived = deliver(town, start(person, line(row), line(row, number=777)))
        retour = answered(arrived)
        assert retour.header.retourcodes == ("0200",)
        assert retour.client is not None
        assert [one.retourcodes for one in retour.client.startproducten] == [("0200",), ("9019",)]
        assert (heard, state(row)[1], StartMelding.objects.count()) == ([], None, 0)

    def test_by_a_provider_without_this_allocation_or_for_another_client(self, heard: list[Any]) -> None:
        town = found()
        market, person, other = contracted(town), resident(town), resident(town, "Jan Vos", number=1)
        row = granted(town, person, market)
        for number, message in enumerate(
            (
                start(person, line(row), agb=OTHER_AGB),
                start(person, line(row), bsn=other.bsn, identificatie="START2"),
            )
        ):
            retour = answered(deliver(town, message))
            assert retour.client is not None, number
            assert retour.client.startproducten[0].retourcodes == ("9019",)
        assert state(row)[1] is None

    def test_a_second_start_while_one_runs(self, heard: list[Any]) -> None:
        town = found()
        person = resident(town)
        row = granted(town, person, contracted(town))
        deliver(town, start(person, line(row)))
        retour = answered(deliver(town, start(person, line(row, date(2026, 12, 3)), identificatie="START2")))
        assert retour.client is not None
        assert retour.client.startproducten[0].retourcodes == ("9326",)
        retour = answered(deliver(town, start(person, line(row), identificatie="START3")))
        assert retour.client is not None
        assert retour.client.startproducten[0].retourcodes == ("9074",)

    def test_a_start_is_corrected_by_taking_it_back(self, heard: list[Any]) -> None:
        town = found()
        person = resident(town)
        row = granted(town, person, contracted(town))
        deliver(town, start(person, line(row)))
        right = line(row, date(2026, 12, 3))
        deliver(town, start(person, right, line(row, status="3"), identificatie="START2"))
        assert state(row)[1] == date(2026, 12, 3)
        assert [one.begindatum for one in heard[1].ingetrokken] == [date(2026, 12, 1)]
        deliver(town, start(person, line(row, date(2026, 12, 3), "3"), identificatie="START3"))
        assert state(row)[1] is None
        assert heard[2].starts == ()
        retour = answered(deliver(town, start(person, line(row, status="3"), identificatie="START4")))
        assert retour.client is not None
        assert retour.client.startproducten[0].retourcodes == ("9063",)

    def test_other_messages_are_left_alone(self, heard: list[Any]) -> None:
        town = found()
        row = granted(town, resident(town), contracted(town))
        heen = last_301(row)
        event = BerichtOntvangen(
            gemeente=LINDEWAARD, account_id=town.backoffice.account_id, bericht_id=1, wet="wmo", nummer=301,
            afzender=AGB, identificatie="X", antwoord_op=None, inhoud=heen,
        )  # fmt: skip
        receive_302(event)
        receive_305(event)
        assert state(row) == (Toewijzingstatus.VERSTUURD.value, None)

    @pytest.mark.parametrize("many", [1, 10])
    def test_as_many_queries_for_ten_starts_as_for_one(
        self, heard: list[Any], many: int, django_assert_max_num_queries: Counted
    ) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        with working_date(TODAY):
            rows = [
                grant_toewijzing(actor=town.backoffice, new=aid(person, market, month))
                for month in range(1, many + 1)
            ]
        message = start(person, *(line(row) for row in rows))
        with django_assert_max_num_queries(60):
            deliver(town, message)
        assert len(heard[0].starts) == many
        assert len(queries.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])) == many
