"""A 323 comes in: every line is judged, booked once, and answered when nothing waits for a person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keukentafel.backoffice.berichten import queries as messages
from keukentafel.backoffice.berichten.codec.provider import Bestandsfout, Regelfout
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
    Verdict,
)
from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import (
    Declaratiestatus,
    DeclaratieVerwerkt,
    NewOordeelregel,
    Oorzaak,
    VerwerktePersoon,
)
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Regeloordeel,
)
from keukentafel.backoffice.declaraties.operations import load_oordeelregels, receive_323
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.declaraties.world import (
    FIRST_NUMBER,
    HOURS,
    OTHER_AGB,
    PRICE,
    World,
    settled,
)
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, found

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Files in a folder of their own, and this room's reaction to the mailbox only."""
    settings.DATA = tmp_path
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [receive_323])
    with working_date(TODAY):
        yield


@pytest.fixture
def world() -> World:
    """Three residents of Lindewaard with an allocation each."""
    return settled(found())


AMOUNT = HOURS * PRICE


def received(world: World, content: bytes, naam: str = "declaratie.xml") -> BerichtRow:
    return take_in(actor=world.town.system, naam=naam, inhoud=content)


def answer_to(row: BerichtRow) -> Bericht325:
    content = Bericht.objects.values_list("inhoud", flat=True).get(antwoord_op_id=row.id)
    result = read(bytes(content))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht325)
    return result.bericht


def outcomes() -> list[tuple[str, tuple[str, ...]]]:
    """What became of each line by itself, in the order of the message."""
    rows = Declaratieregel.objects.order_by("id").values_list("uitkomst", "oordelen__retourcodes")
    return [(uitkomst, tuple(codes or ())) for uitkomst, codes in rows]


class TestAllGranted:
    """The ordinary month."""

    def test_is_booked_and_answered_at_once(self, world: World) -> None:
        row = received(world, world.file())
        assert (row.verdict, row.status) == (Verdict.AANGENOMEN, Berichtstatus.BEANTWOORD)
        (declaration,) = queries.declaraties(actor=world.town.backoffice).rows
        assert (declaration.status, declaration.regels, declaration.wacht) == (
            Declaratiestatus.BEANTWOORD,
            3,
            0,
        )
        assert (declaration.ingediend, declaration.toegekend) == (3 * AMOUNT, 3 * AMOUNT)
        assert (declaration.aanbiedernaam, declaration.maand) == ("Stichting De Brug", date(2026, 10, 1))
        assert (declaration.antwoord_uiterlijk, declaration.beantwoord_op) == (date(2026, 12, 4), TODAY)
        assert outcomes() == [("toegekend", ())] * 3

    def test_the_325_says_wholly_granted(self, world: World) -> None:
        antwoord = answer_to(received(world, world.file())).declaratieantwoord
        assert antwoord is not None
        assert (antwoord.retourcodes, antwoord.clienten) == (("8001",), ())
        assert antwoord.totaaltoegekendbedrag.totaalbedrag == 3 * AMOUNT

    def test_needs_no_reported_start(self, world: World) -> None:
        """A declaration without a 305 is payable (OP364): nothing was started in this world."""
        received(world, world.file())
        assert queries.sums(gemeente=world.town.code, jaar=2026) == {
            (Wet.WMO, "02"): (3 * AMOUNT, 3 * AMOUNT)
        }

    def test_tells_which_allocations_it_is_about(self, world: World) -> None:
        row = received(world, world.file())
        numbers = queries.allocation_numbers(gemeente=LINDEWAARD, bericht_ids=[row.id])
        assert numbers == (FIRST_NUMBER, FIRST_NUMBER + 1, FIRST_NUMBER + 2)
        assert queries.allocation_numbers(gemeente=ELSBEEK, bericht_ids=[row.id]) == ()

    def test_lines_keep_what_was_declared(self, world: World) -> None:
        received(world, world.file())
        line = Declaratieregel.objects.get(volgnummer=1)
        assert (line.persoon_id, line.toewijzingnummer) == (world.persons[0].id, FIRST_NUMBER)
        assert line.toewijzing_id is not None
        assert (line.van, line.tot, line.volume, line.tarief) == (
            date(2026, 10, 1),
            date(2026, 11, 1),
            HOURS,
            PRICE,
        )
        approved = queries.approved_by_toewijzing(
            gemeente=world.town.code, toewijzing_ids=[line.toewijzing_id]
        )
        assert approved == {line.toewijzing_id: AMOUNT}

    def test_one_handeling_of_this_room_and_one_event(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard: list[DeclaratieVerwerkt] = []
        monkeypatch.setitem(events._reactions, DeclaratieVerwerkt, [heard.append])
        received(world, world.file())
        assert Handeling.objects.filter(object_type="declaratie").count() == 1
        (event,) = heard
        assert (event.gemeente, event.aanbiedernaam, event.maand) == (
            world.town.code,
            "Stichting De Brug",
            date(2026, 10, 1),
        )
        assert set(event.personen) == {
            VerwerktePersoon(person.id, toegekend=AMOUNT) for person in world.persons
        }

    def test_what_is_a_ledger_cannot_be_changed(self, world: World) -> None:
        received(world, world.file())
        for model, column in ((Bericht, "afzender"), (Declaratieregel, "eenheid"), (Regeloordeel, "reden")):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.update(**{column: "x"})
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.all().delete()

    @pytest.mark.parametrize("column", ["toewijzing_id", "declaratie_id"])
    def test_a_line_points_to_what_is_there(self, world: World, column: str) -> None:
        received(world, world.file())
        line = Declaratieregel.objects.first()
        assert line is not None
        line.pk, line.volgnummer = None, 99
        setattr(line, column, new_id())
        with pytest.raises(IntegrityError, match=column), transaction.atomic():
            line.save(force_insert=True)
        assert Declaratieregel.objects.count() == 3


class TestSomeRefused:
    """A faulty line is refused with its code; the others are granted."""

    @pytest.mark.parametrize(
        ("fout", "code", "reason"),
        [
            (Regelfout.ONBEKENDE_TOEWIJZING, "9338", "Er is geen toewijzing met dit nummer"),
            (
                Regelfout.VERKEERD_TARIEF,
                "0611",
                "Het tarief is €\u00a069,80 per uur. In het contract staat €\u00a066,00.",
            ),
            (
                Regelfout.PERIODE_BUITEN,
                "9307",
                "De regel begint op 1 oktober 2022. De hulp is toegewezen vanaf 1 januari 2026.",
            ),
        ],
    )
    def test_with_the_code_and_a_reason_with_figures(
        self, world: World, fout: Regelfout, code: str, reason: str
    ) -> None:
        row = received(world, world.file(regelfouten={1: fout}))
        assert row.status is Berichtstatus.BEANTWOORD
        antwoord = answer_to(row).declaratieantwoord
        assert antwoord is not None
        (client,) = antwoord.clienten
        assert code in client.prestaties[0].retourcodes
        assert antwoord.totaaltoegekendbedrag.totaalbedrag == 2 * AMOUNT
        refused = queries.lines(
            actor=world.town.backoffice, declaratie_id=Declaratie.objects.values_list("pk", flat=True).get()
        ).rows[1]
        assert code in refused.retourcodes
        assert reason in refused.reden

    def test_a_second_debet_for_a_month_that_was_granted(self, world: World) -> None:
        received(world, world.file(nummer="D1", maand=date(2026, 9, 1)))
        antwoord = answer_to(received(world, world.file(nummer="D2", regelfouten={0: Regelfout.DUBBEL})))
        assert antwoord.declaratieantwoord is not None
        (client,) = antwoord.declaratieantwoord.clienten
        assert client.prestaties[0].retourcodes == ("9389",)
        assert Regeloordeel.objects.get(uitkomst="afgewezen").oorzaak == Oorzaak.DUBBEL.value

    def test_an_unknown_client_takes_all_its_lines_along(self, world: World) -> None:
        stranger = world.line(0, bsn="999990019", referentienummer="X1")
        row = received(world, world.file([stranger, world.line(1)]))
        antwoord = answer_to(row).declaratieantwoord
        assert antwoord is not None
        (client,) = antwoord.clienten
        assert (client.retourcodes, client.prestaties[0].retourcodes) == (("8187",), ("0233",))
        line = Declaratieregel.objects.get(volgnummer=1)
        assert (line.persoon_id, line.toewijzing_id) == (None, None)

    def test_the_allocation_of_another_client_is_not_known(self, world: World) -> None:
        received(world, world.file([world.line(0, toewijzingnummer=FIRST_NUMBER + 1)]))
        line = Declaratieregel.objects.get()
        assert (line.persoon_id, line.toewijzing_id) == (world.persons[0].id, None)
        assert outcomes() == [("afgewezen", ("9338",))]

    def test_the_allocation_of_another_provider_is_not_known(self, world: World) -> None:
        received(world, world.file([world.line()], agb=OTHER_AGB))
        assert outcomes()[0][1][-1] == "9338"

    def test_a_provider_without_contract_is_answered_too(self, world: World) -> None:
        row = received(world, world.file([world.line()], agb="99109999"))
        assert row.status is Berichtstatus.BEANTWOORD
        assert Declaratie.objects.get().aanbiedernaam == "AGB 99109999"

    def test_refused_lines_do_not_count_as_declared(self, world: World) -> None:
        received(world, world.file(regelfouten={1: Regelfout.VERKEERD_TARIEF}))
        assert queries.sums(gemeente=world.town.code, jaar=2026) == {
            (Wet.WMO, "02"): (2 * AMOUNT, 2 * AMOUNT)
        }


class TestCredit:
    """A credit takes a granted line back; after that it may be declared anew."""

    def test_takes_back_and_makes_room(self, world: World) -> None:
        received(world, world.file([world.line()], nummer="D1"))
        credit = world.line(referentienummer="C1", vorigreferentienummer="R10000000")
        again = world.line(referentienummer="R2", volume=4)
        row = received(world, world.file([credit, again], nummer="D2", maand=date(2026, 10, 1)))
        antwoord = answer_to(row).declaratieantwoord
        assert antwoord is not None
        assert antwoord.retourcodes == ("8001",)
        assert sorted(Declaratieregel.objects.values_list("bedrag", flat=True)) == [
            -AMOUNT,
            4 * PRICE,
            AMOUNT,
        ]
        assert queries.sums(gemeente=world.town.code, jaar=2026) == {(Wet.WMO, "02"): (4 * PRICE, 4 * PRICE)}

    def test_of_a_line_that_waits_is_refused(self, world: World) -> None:
        received(world, world.file([world.line(volume=HOURS + 1)], nummer="D1"))
        credit = world.line(volume=HOURS + 1, referentienummer="C1", vorigreferentienummer="R10000000")
        received(world, world.file([credit], nummer="D2"))
        assert Regeloordeel.objects.get(uitkomst="afgewezen").retourcodes == ["8017"]

    def test_a_reference_is_used_once(self, world: World) -> None:
        received(world, world.file([world.line()], nummer="D1"))
        received(world, world.file([replace(world.line(1), referentienummer="R10000000")], nummer="D2"))
        assert Regeloordeel.objects.get(uitkomst="afgewezen").retourcodes == ["8021"]


class TestTotals:
    """What was granted in earlier months counts, without looking at each of its lines."""

    @pytest.fixture
    def world(self) -> World:
        """Each resident has 20 hours in all."""
        return settled(found(), hours_in_all=20)

    def month(self, world: World, month: int, *, volume: int, **change: Any) -> None:
        line = world.line(maand=date(2026, month, 1), volume=volume, **change)
        received(
            world,
            world.file(
                [line],
                nummer=f"T{month}{volume}{change.get('referentienummer', '')}",
                maand=date(2026, month, 1),
            ),
        )

    def test_more_than_all_that_was_allocated_waits(self, world: World) -> None:
        self.month(world, 3, volume=12)
        self.month(world, 4, volume=8)
        assert outcomes() == [("toegekend", ())] * 2
        self.month(world, 5, volume=1)
        assert outcomes()[-1] == ("voorgelegd", ("9322",))
        assert Regeloordeel.objects.get().reden == (
            "Samen met deze regel is 21 uur gedeclareerd. Toegewezen is 20 uur."
        )

    def test_what_was_refused_or_taken_back_does_not_count(self, world: World) -> None:
        self.month(world, 3, volume=12)
        self.month(world, 4, volume=9)
        self.month(world, 6, volume=8, eenheid="14")
        assert [outcome for outcome, _ in outcomes()] == ["toegekend", "voorgelegd", "afgewezen"]
        self.month(world, 3, volume=12, referentienummer="C1", vorigreferentienummer="R03000000")
        self.month(world, 7, volume=11)
        assert [outcome for outcome, _ in outcomes()][3:] == ["toegekend", "toegekend"]


class TestWaiting:
    """A line for a person to judge keeps the whole answer waiting."""

    def test_keeps_the_325_back(self, world: World) -> None:
        row = received(world, world.file([world.line(0, volume=HOURS + 1), world.line(1)]))
        assert row.status is Berichtstatus.WACHT_OP_MENS
        assert not Bericht.objects.filter(antwoord_op_id=row.id).exists()
        (waits,) = messages.waiting(actor=world.town.backoffice)
        assert (waits.label, waits.antwoord_label, waits.uiterlijk) == (
            "WMO323",
            "WMO325",
            date(2026, 12, 4),
        )

    def test_says_why_with_figures(self, world: World) -> None:
        received(world, world.file([world.line(0, volume=HOURS + 1), world.line(1)]))
        (line,) = queries.waiting(actor=world.town.backoffice).rows
        assert line.reden == "Er is 9 uur gedeclareerd. In deze periode is 8 uur toegestaan."
        assert (line.oorzaak, line.regel, line.retourcodes) == (Oorzaak.HOEVEELHEID, "TR321", ("9321",))

    def test_which_rules_wait_is_dated_data(self, world: World) -> None:
        rows = [
            NewOordeelregel("TR418", date(2026, 11, 1), None, "Werkafspraak backoffice"),
            NewOordeelregel("TR321", date(2025, 1, 1), date(2026, 11, 1), "Werkafspraak backoffice"),
        ]
        load_oordeelregels(actor=world.town.system, regels=rows)
        received(world, world.file([world.line(0, tarief=PRICE + 1), world.line(1, volume=HOURS + 1)]))
        assert outcomes() == [("voorgelegd", ("0611",)), ("afgewezen", ("9321",))]

    def test_a_product_without_price_waits(self, world: World) -> None:
        received(world, world.file([world.line(0, code="02A99", tarief=5000)]))
        assert outcomes()[0][0] == "afgewezen"

    def test_the_same_care_is_not_granted_meanwhile(self, world: World) -> None:
        received(world, world.file([world.line(0, volume=HOURS + 1)], nummer="D1"))
        received(world, world.file([world.line(0, referentienummer="R2")], nummer="D2"))
        assert Regeloordeel.objects.get(uitkomst="afgewezen").retourcodes == ["9389"]

    def test_the_same_care_is_not_granted_in_a_later_declaration_of_that_month(self, world: World) -> None:
        september, october = date(2026, 9, 1), date(2026, 10, 1)
        received(world, world.file([world.line(0, maand=september)], nummer="D1", maand=september))
        again = world.line(0, maand=september, referentienummer="R2")
        received(world, world.file([again, world.line(1)], nummer="D2", maand=october))
        assert outcomes() == [("toegekend", ()), ("afgewezen", ("9389",)), ("toegekend", ())]

    def test_a_person_may_let_a_line_after_its_month_pass_and_then_it_counts(self, world: World) -> None:
        """No line lies after the month of its declaration (TR319), so that later months are not looked into; here one does."""
        september = date(2026, 9, 1)
        rows = [NewOordeelregel("TR319", date(2025, 1, 1), date(2026, 11, 1), "Werkafspraak backoffice")]
        with working_date(date(2026, 10, 31)):
            load_oordeelregels(actor=world.town.system, regels=rows)
            early = world.file([world.line(0)], nummer="D1", maand=september, dagtekening=date(2026, 10, 31))
            received(world, early)
        assert outcomes() == [("voorgelegd", ("9319",))]
        received(world, world.file([world.line(0, referentienummer="R2")], nummer="D2"))
        assert outcomes()[1] == ("afgewezen", ("9389",))

    def test_months_in_which_nothing_was_declared_are_not_looked_into(self, world: World) -> None:
        september = date(2026, 9, 1)
        received(world, world.file(nummer="D1", maand=september))
        with CaptureQueriesContext(connection) as asked:
            received(world, world.file(nummer="D2"))
        assert [each for each in asked if '"van" >=' in each["sql"]] == []
        with CaptureQueriesContext(connection) as asked:
            received(world, world.file([world.line(0, referentienummer="R2")], nummer="D3"))
        assert len([each for each in asked if '"van" >=' in each["sql"]]) == 1


class TestRefusedWhole:
    """A fault that concerns the whole message: nothing is booked."""

    @pytest.mark.parametrize("fout", [Bestandsfout.TOTAAL_FOUT, Bestandsfout.BSN_FOUT])
    def test_inside_the_message_is_0001(self, world: World, fout: Bestandsfout) -> None:
        row = received(world, world.file(bestandsfout=fout))
        assert (row.verdict, row.status) == (Verdict.GEWEIGERD, Berichtstatus.GEWEIGERD)
        antwoord = answer_to(row)
        assert (antwoord.header.retourcodes, antwoord.declaratieantwoord) == (("0001",), None)
        assert not Declaratie.objects.exists()

    @pytest.mark.parametrize("fout", [Bestandsfout.AFGEKAPT, Bestandsfout.DOCTYPE])
    def test_unreadable_gets_no_answer(self, world: World, fout: Bestandsfout) -> None:
        content = world.file(bestandsfout=fout)
        row = received(world, content)
        assert (row.verdict, row.status) == (Verdict.NIET_GEACCEPTEERD, Berichtstatus.NIET_GEACCEPTEERD)
        assert row.bevonden
        assert bytes(Bericht.objects.get().inhoud) == content
        assert not Declaratie.objects.exists()

    def test_a_declaration_number_used_before(self, world: World) -> None:
        received(world, world.file([world.line()], nummer="D1"))
        second = world.file([world.line(1)], nummer="D2").replace(
            b"<DeclaratieNummer>D2<", b"<DeclaratieNummer>D1<"
        )
        row = received(world, second)
        antwoord = answer_to(row).declaratieantwoord
        assert antwoord is not None
        assert (antwoord.retourcodes, antwoord.totaaltoegekendbedrag.totaalbedrag) == (("9333",), 0)
        refused = Declaratie.objects.get(status="geweigerd")
        assert refused.reden == "Dit declaratienummer is al eerder gebruikt."
        assert Declaratieregel.objects.count() == 1

    def test_is_found_at_its_allocations_all_the_same(self, world: World) -> None:
        received(world, world.file([world.line()], nummer="D1"))
        second = world.file([world.line(1), world.line(2)], nummer="D2").replace(
            b"<DeclaratieNummer>D2<", b"<DeclaratieNummer>D1<"
        )
        row = received(world, second)
        for number in (FIRST_NUMBER + 1, FIRST_NUMBER + 2):
            chain = messages.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=number)
            assert [(link.label, link.antwoord_op) for link in chain] == [
                ("WMO323", None),
                ("WMO325", row.id),
            ]
        detail = messages.get_bericht(actor=world.town.backoffice, bericht_id=row.id)
        assert detail.toewijzingnummers == (FIRST_NUMBER + 1, FIRST_NUMBER + 2)

    def test_a_date_in_the_future(self, world: World) -> None:
        antwoord = answer_to(received(world, world.file(dagtekening=date(2026, 11, 21))))
        assert (antwoord.header.retourcodes, antwoord.declaratieantwoord) == (("8848",), None)


class TestOnce:
    """Whatever is sent twice is booked once."""

    def test_the_same_file_twice(self, world: World) -> None:
        first = received(world, world.file())
        second = received(world, world.file(), naam="nog eens.xml")
        assert (first.id, first.dubbel, second.id, second.dubbel) == (second.id, False, first.id, True)
        assert (Declaratie.objects.count(), Declaratieregel.objects.count()) == (1, 3)
        assert Bericht.objects.filter(antwoord_op_id=first.id).count() == 1

    def test_the_same_message_in_other_bytes(self, world: World) -> None:
        first = received(world, world.file())
        second = received(world, world.file().replace(b"\r\n", b"\n"))
        assert (second.id, second.dubbel) == (first.id, True)
        assert Declaratie.objects.count() == 1

    def test_another_message_with_the_same_identification(self, world: World) -> None:
        received(world, world.file())
        row = received(world, world.file([world.line(0, maand=date(2026, 9, 1))], maand=date(2026, 9, 1)))
        assert (row.verdict, row.bevonden[0].retourcode) == (Verdict.GEWEIGERD, "9056")
        assert answer_to(row).header.retourcodes == ("9056",)
        assert Declaratie.objects.count() == 1


class TestQueries:
    """How much work it is does not depend on how much comes in."""

    def test_receiving_is_constant(self, world: World) -> None:
        def count(lines: list[Any], nummer: str) -> int:
            content = world.file(lines, nummer=nummer)
            with CaptureQueriesContext(connection) as captured:
                received(world, content)
            return len(captured)

        count([world.line(2)], "D0")  # The first message of a municipality also makes its counter.
        few = count([world.line(0)], "D1")
        months = [date(2026, month, 1) for month in range(1, 10)]
        many = count([world.line(i, maand=month) for i in range(3) for month in months], "D2")
        assert Declaratieregel.objects.count() == 29
        assert many == few
        assert Declaratietotaal.objects.count() == 3


class TestRights:
    """Who may, and where."""

    def test_taking_in_is_for_the_back_office(self, world: World) -> None:
        for actor in (world.town.consulent, world.town.teamleider, world.town.controller):
            with pytest.raises(ActNotPermitted):
                take_in(actor=actor, naam="d.xml", inhoud=world.file())
        assert not Bericht.objects.exists()

    def test_lists_are_for_the_back_office(self, world: World) -> None:
        for actor in (world.town.consulent, world.town.controller, world.town.system):
            for query in (queries.declaraties, queries.waiting, queries.figures):
                with pytest.raises(ActNotPermitted):
                    query(actor=actor)

    def test_another_municipality_sees_nothing(self, world: World) -> None:
        there = settled(found(ELSBEEK, "Elsbeek"))
        received(world, world.file([world.line(0, volume=HOURS + 1)]))
        received(there, there.file())
        seen = queries.declaraties(actor=there.town.backoffice).rows
        assert [row.aanbieder_agb for row in seen] == ["99100902"]
        assert queries.waiting(actor=there.town.backoffice).rows == ()
        (fact, *_) = queries.facts(gemeente=ELSBEEK)
        assert (fact.wet, fact.uitkomst, fact.bedrag) == ("wmo", "toegekend", AMOUNT)
        assert len(list(queries.facts(gemeente=world.town.code))) == 1

    def test_its_residents_and_allocations_are_not_known_here(self, world: World) -> None:
        there = settled(found(ELSBEEK, "Elsbeek"))
        received(world, world.file([there.line(0)]))
        assert outcomes() == [("afgewezen", ("8187",))]


def test_no_release_was_in_force_in_2013(world: World) -> None:
    with working_date(date(2013, 6, 3)):
        row = received(world, world.file())
    assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "release")
