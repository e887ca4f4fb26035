"""A file at the door: accepted, refused or not accepted, and booked once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keukentafel.backoffice.berichten import queries, rules
from keukentafel.backoffice.berichten.codec.provider import retour_302
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Bericht306
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.codec.sample import AANBIEDER, sample
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtClosed,
    BerichtNotFound,
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.domain.termijnen import Bestandsgrens, Wie
from keukentafel.backoffice.berichten.models import Bericht, BerichtToewijzing, Ontvangst
from keukentafel.backoffice.berichten.operations import mark_waiting, post, take_in
from keukentafel.backoffice.berichten.rules import WrongState
from keukentafel.people.domain import NewPersoon
from keukentafel.people.operations import load_persons
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.models import Handeling, Kijkregel
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found

pytestmark = pytest.mark.db

BSN = b"<Bsn>"


@pytest.fixture(autouse=True)
def _on_the_working_date(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    with working_date(TODAY):
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[BerichtOntvangen]:
    """What the mailbox announced; nobody else reacts."""
    kept: list[BerichtOntvangen] = []
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [kept.append])
    return kept


@pytest.fixture
def town() -> Town:
    """Lindewaard."""
    return found()


def start(
    identificatie: str = "S1", *, gemeente: str = LINDEWAARD, seed: int = 0, day: date = date(2026, 10, 5)
) -> Bericht305:
    bericht = sample(305, lines=2, seed=seed)
    assert isinstance(bericht, Bericht305)
    identity = BerichtIdentificatie(identificatie=identificatie, dagtekening=day)
    return replace(bericht, header=replace(bericht.header, ontvanger=gemeente, berichtidentificatie=identity))


def received(town: Town, content: CodecBericht | bytes, naam: str = "bestand.xml") -> BerichtRow:
    inhoud = content if isinstance(content, bytes) else write(content)
    return take_in(actor=town.system, naam=naam, inhoud=inhoud)


class TestAccepted:
    """A message that stands."""

    def test_is_kept_byte_for_byte_and_announced_once(
        self, town: Town, heard: list[BerichtOntvangen]
    ) -> None:
        bericht = start()
        row = received(town, bericht)
        assert (row.verdict, row.status, row.label) == (Verdict.AANGENOMEN, Berichtstatus.ONTVANGEN, "WMO305")
        kept = Bericht.objects.get()
        assert bytes(kept.inhoud) == write(bericht)
        assert (kept.afzender, kept.ontvanger, kept.identificatie) == (AANBIEDER, LINDEWAARD, "S1")
        assert (kept.release, kept.berichtcode, kept.dagtekening) == ("3.2", "418", date(2026, 10, 5))
        (event,) = heard
        assert (event.bericht_id, event.nummer, event.wet, event.inhoud) == (row.id, 305, "wmo", bericht)
        assert (event.account_id, event.antwoord_op) == (town.system.account_id, None)
        assert queries.read_in(gemeente=LINDEWAARD, bericht_id=row.id) == bericht

    def test_knows_until_when_to_answer(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        received(town, start())
        (waits,) = queries.waiting(actor=town.backoffice, wie=Wie.GEMEENTE)
        assert (waits.label, waits.antwoord_label, waits.uiterlijk) == (
            "WMO305",
            "WMO306",
            date(2026, 11, 25),
        )

    def test_is_found_by_its_allocations(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, start())
        numbers = BerichtToewijzing.objects.values_list("toewijzingnummer", flat=True)
        assert list(numbers.order_by("toewijzingnummer")) == [1_000_000, 1_000_001]
        chain = queries.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=1_000_001)
        assert [link.id for link in chain] == [row.id]
        assert queries.chain(gemeente=LINDEWAARD, wet="jw", toewijzingnummer=1_000_001) == ()

    def test_an_error_above_undoes_everything(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(event: BerichtOntvangen) -> None:
            raise ZeroDivisionError

        monkeypatch.setitem(events._reactions, BerichtOntvangen, [fails])
        with pytest.raises(ZeroDivisionError):
            received(town, start())
        assert not Bericht.objects.exists()
        assert not Handeling.objects.filter(act=Act.BERICHTEN_INLEZEN.value).exists()


class TestNotAccepted:
    """Kept with its verdict; nobody reacts and nothing answers it."""

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x00\x01",
            b"geen XML",
            b"<Bericht/>",
            write(start())[:900],
            b"\xef\xbb\xbf" + write(start())[:100],
        ],
        ids=["empty", "binary", "text", "unknown root", "cut off", "mark and cut off"],
    )
    def test_not_readable(self, town: Town, heard: list[BerichtOntvangen], content: bytes) -> None:
        row = received(town, content)
        assert (row.verdict, row.status) == (Verdict.NIET_GEACCEPTEERD, Berichtstatus.NIET_GEACCEPTEERD)
        assert row.bevonden[0].reason
        assert bytes(Bericht.objects.get().inhoud) == content
        assert (heard, Bericht.objects.count()) == ([], 1)

    def test_a_doctype(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        head, _, body = write(start()).partition(b"\r\n")
        bomb = head + b'<!DOCTYPE Bericht [<!ENTITY a "aaaa">]>' + body
        row = received(town, bomb)
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "DOCTYPE")

    def test_of_another_release(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        other = write(start()).replace(b"iwmo/3_2", b"iwmo/3_1")
        assert received(town, other).verdict is Verdict.NIET_GEACCEPTEERD

    def test_for_another_municipality(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, start(gemeente=ELSBEEK))
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "ontvanger")
        assert row.bevonden[0].reason == "Dit bericht is voor gemeente 9902, niet voor gemeente 9901."
        assert not Bericht.objects.filter(richting="uit").exists()

    @pytest.mark.parametrize("nummer", [301, 306, 325])
    def test_that_only_a_municipality_sends(
        self, town: Town, heard: list[BerichtOntvangen], nummer: int
    ) -> None:
        row = received(town, sample(nummer))
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "soort")

    def test_on_a_day_without_this_release(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        with working_date(date(2013, 6, 3)):
            row = received(town, start())
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "release")

    def test_too_large_to_read(
        self, town: Town, heard: list[BerichtOntvangen], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "BESTANDSGRENZEN", (Bestandsgrens(1024, date(2017, 6, 12), "test"),))
        row = received(town, b"<" * 1025)
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "OP179")
        assert Bericht.objects.get().grootte == 1025
        assert bytes(Bericht.objects.get().inhoud) == b""

    def test_an_answer_to_nothing(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        data = retour_302(write(sample(301)), identificatie="R1", dagtekening=TODAY)
        row = received(town, data)
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "heen")


class TestRefused:
    """A fault inside the message: refused as a whole with 0001."""

    def test_is_answered_with_0001(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        bericht = start()
        wrong = replace(bericht, client=replace(bericht.client, bsn="123456789"))
        row = received(town, wrong)
        assert (row.verdict, row.status, heard) == (Verdict.GEWEIGERD, Berichtstatus.GEWEIGERD, [])
        answer = Bericht.objects.get(antwoord_op_id=row.id)
        assert (answer.nummer, answer.afzender, answer.ontvanger) == (306, LINDEWAARD, AANBIEDER)
        retour = read(bytes(answer.inhoud)).bericht
        assert isinstance(retour, Bericht306)
        assert retour.header.retourcodes == ("0001",)

    def test_the_verdict_holds_no_personal_data(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        bericht = start()
        received(town, replace(bericht, client=replace(bericht.client, bsn="123456789")))
        kept = Bericht.objects.get(richting="in")
        assert "123456789" not in str(kept.bevonden)
        assert bericht.client.naam.geslachtsnaam.achternaam not in str(kept.bevonden)

    def test_a_date_that_python_cannot_hold(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        content = write(start()).replace(b"<b:Dagtekening>2026-10-05<", b"<b:Dagtekening>12026-10-05<")
        row = received(town, content)
        assert row.verdict is Verdict.GEWEIGERD
        assert Bericht.objects.get(pk=row.id).dagtekening is None
        assert Bericht.objects.filter(antwoord_op_id=row.id).count() == 1

    def test_may_be_sent_again_when_mended(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        bericht = start()
        received(town, replace(bericht, client=replace(bericht.client, bsn="123456789")))
        assert received(town, bericht).verdict is Verdict.AANGENOMEN


class TestOnce:
    """A file or message that was booked is not booked again."""

    def test_the_same_file(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        first, second = received(town, start()), received(town, start(), naam="kopie.xml")
        assert (first.dubbel, second.dubbel, second.id) == (False, True, first.id)
        assert (len(heard), Bericht.objects.count()) == (1, 1)
        assert list(Ontvangst.objects.order_by("id").values_list("bestandsnaam", "dubbel")) == [
            ("bestand.xml", False),
            ("kopie.xml", True),
        ]
        assert len(queries.get_bericht(actor=town.backoffice, bericht_id=first.id).dubbel_ontvangen) == 1

    def test_the_same_file_that_was_not_accepted(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        first, second = received(town, b"geen XML"), received(town, b"geen XML")
        assert (second.id, second.dubbel) == (first.id, True)

    def test_the_same_message_in_other_bytes(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        received(town, start())
        again = received(town, write(start()).replace(b"\r\n", b"\n"))
        assert (again.dubbel, len(heard)) == (True, 1)

    def test_another_message_with_the_same_identification(
        self, town: Town, heard: list[BerichtOntvangen]
    ) -> None:
        received(town, start())
        row = received(town, start(seed=1))
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.GEWEIGERD, "TR056")
        retour = read(bytes(Bericht.objects.get(antwoord_op_id=row.id).inhoud)).bericht
        assert isinstance(retour, Bericht306)
        assert retour.header.retourcodes == ("9056",)

    def test_each_municipality_has_its_own_books(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        there = found(ELSBEEK, "Elsbeek")
        received(town, start())
        assert received(there, start(gemeente=ELSBEEK)).verdict is Verdict.AANGENOMEN


class TestCorrelation:
    """An answer finds the message it answers."""

    def sent(self, town: Town) -> tuple[BerichtRow, bytes]:
        bericht = sample(301)
        assert isinstance(bericht, Bericht301)
        row = post(actor=town.backoffice, bericht=bericht)
        return row, retour_302(write(bericht), identificatie="R1", dagtekening=TODAY)

    def test_a_302_closes_the_301(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        heen, data = self.sent(town)
        row = received(town, data)
        assert (row.verdict, row.status, row.antwoord_op) == (
            Verdict.AANGENOMEN,
            Berichtstatus.VERWERKT,
            heen.id,
        )
        assert queries.get_row(gemeente=LINDEWAARD, bericht_id=heen.id).status is Berichtstatus.BEANTWOORD
        assert [event.antwoord_op for event in heard] == [heen.id]
        assert queries.waiting(actor=town.backoffice) == ()
        detail = queries.get_bericht(actor=town.backoffice, bericht_id=row.id)
        assert [link.label for link in detail.keten] == ["WMO301", "WMO302"]
        assert detail.toewijzingnummers == (1_000_000,)

    def test_a_second_302_is_not_accepted(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        _, data = self.sent(town)
        received(town, data)
        row = received(town, data.replace(b"<IdentificatieRetour>R1<", b"<IdentificatieRetour>R2<"))
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "heen")
        again = received(
            town, data.replace(b"<b:BasisschemaXsdVersie>1.0.0<", b"<b:BasisschemaXsdVersie>1.0.1<", 1)
        )
        assert (again.verdict, again.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "TR056")

    def test_the_302_of_another_provider_is_not_accepted(
        self, town: Town, heard: list[BerichtOntvangen]
    ) -> None:
        _, data = self.sent(town)
        other = data.replace(f"<Ontvanger>{AANBIEDER}<".encode(), b"<Ontvanger>99100018<")
        assert received(town, other).verdict is Verdict.NIET_GEACCEPTEERD


class TestStates:
    """Where a message stands."""

    def test_waits_for_a_person_once(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, sample(323))
        mark_waiting(actor=town.system, bericht_id=row.id)
        with pytest.raises(WrongState):
            mark_waiting(actor=town.system, bericht_id=row.id)

    def test_of_a_message_that_is_not_there(self, town: Town) -> None:
        with pytest.raises(BerichtNotFound):
            mark_waiting(actor=town.system, bericht_id=999)
        with pytest.raises(BerichtNotFound):
            queries.get_bericht(actor=town.backoffice, bericht_id=999)
        with pytest.raises(BerichtNotFound):
            queries.get_row(gemeente=LINDEWAARD, bericht_id=999)
        with pytest.raises(BerichtNotFound):
            queries.read_in(gemeente=LINDEWAARD, bericht_id=999)

    def test_overdue(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        received(town, start())
        assert queries.overdue(actor=town.backoffice, day=date(2026, 11, 25)) == 0
        assert queries.overdue(actor=town.backoffice, day=date(2026, 11, 26)) == 1

    def test_history_belongs_to_the_act(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, sample(323))
        mark_waiting(actor=town.system, bericht_id=row.id)
        history = apps.get_model("berichten", "BerichtStatusEvent")._default_manager.order_by("pgh_id")
        assert list(history.values_list("status", flat=True)) == ["ontvangen", "wacht op mens"]


class TestLists:
    """Keyset, a fixed number of queries, own municipality."""

    def test_pages(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        for number in range(5):
            received(town, start(f"S{number}", seed=number))
        first = queries.berichten(actor=town.backoffice, richting=Richting.IN, limit=3)
        rest = queries.berichten(actor=town.backoffice, richting=Richting.IN, after=first.next, limit=3)
        assert [row.identificatie for row in (*first.rows, *rest.rows)] == ["S4", "S3", "S2", "S1", "S0"]
        assert rest.next is None
        due = queries.waiting(actor=town.backoffice, limit=2)
        more = queries.waiting(actor=town.backoffice, after=(due[-1].uiterlijk, due[-1].id))
        assert [row.identificatie for row in (*due, *more)] == ["S0", "S1", "S2", "S3", "S4"]

    def test_filters(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        received(town, start())
        received(town, b"geen XML")
        actor, way = town.backoffice, Richting.IN
        refused = queries.berichten(actor=actor, richting=way, status=Berichtstatus.NIET_GEACCEPTEERD).rows
        assert [(row.label, bool(row.reden)) for row in refused] == [("onbekend", True)]
        assert [row.label for row in queries.berichten(actor=actor, richting=way, nummer=305).rows] == [
            "WMO305"
        ]
        assert queries.berichten(actor=actor, richting=Richting.UIT).rows == ()

    def test_queries_do_not_grow(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        def count() -> list[int]:
            found_counts = []
            first = Bericht.objects.order_by("id").values_list("pk", flat=True)[0]
            for read_page in (
                lambda: queries.berichten(actor=town.backoffice, richting=Richting.IN),
                lambda: queries.waiting(actor=town.backoffice),
                lambda: queries.get_bericht(actor=town.backoffice, bericht_id=first),
            ):
                with CaptureQueriesContext(connection) as captured:
                    read_page()
                found_counts.append(len(captured))
            return found_counts

        received(town, start())
        count()  # The first time the database is told the queries that are prepared.
        before = count()
        for number in range(1, 8):
            received(town, start(f"S{number}", seed=number))
        assert count() == before
        assert max(before) <= 9

    def test_another_municipality_sees_nothing(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, start())
        there = found(ELSBEEK, "Elsbeek").backoffice
        assert queries.berichten(actor=there, richting=Richting.IN).rows == ()
        assert queries.waiting(actor=there) == ()
        assert queries.overdue(actor=there, day=date(2027, 1, 1)) == 0
        assert queries.chain(gemeente=ELSBEEK, wet="wmo", toewijzingnummer=1_000_000) == ()
        with pytest.raises(BerichtNotFound):
            queries.get_bericht(actor=there, bericht_id=row.id)
        with pytest.raises(BerichtNotFound):
            queries.read_in(gemeente=ELSBEEK, bericht_id=row.id)

    def test_is_for_the_back_office(self, town: Town) -> None:
        for actor in (town.consulent, town.teamleider, town.controller, town.system):
            with pytest.raises(ActNotPermitted):
                queries.berichten(actor=actor, richting=Richting.IN)
            with pytest.raises(ActNotPermitted):
                queries.waiting(actor=actor)
        for actor in (town.consulent, town.controller):
            with pytest.raises(ActNotPermitted):
                received(replace(town, system=actor), b"geen XML")


def test_a_323_is_read_back_as_it_came(town: Town, heard: list[BerichtOntvangen]) -> None:
    bericht = sample(323, lines=40)
    assert isinstance(bericht, Bericht323)
    row = received(town, bericht)
    assert queries.read_in(gemeente=LINDEWAARD, bericht_id=row.id) == bericht
    assert not BerichtToewijzing.objects.exists()


class TestTheFileItself:
    """The bytes hold personal data: each look is logged, and closed files stay closed."""

    def known(self, town: Town, *, afgeschermd: bool = False) -> NewPersoon:
        bericht = start()
        person = NewPersoon(geslachtsnaam="Dijkstra", bsn=bericht.client.bsn, afgeschermd=afgeschermd)
        load_persons(actor=town.system, persons=[person])
        return person

    def test_is_shown_with_a_logged_look(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        person = self.known(town)
        row = received(town, start())
        file = queries.get_file(actor=town.backoffice, bericht_id=row.id)
        assert (file.naam, file.inhoud) == ("bestand.xml", write(start()))
        assert list(Kijkregel.objects.values_list("persoon_id", flat=True)) == [person.id]

    def test_of_a_shielded_person_stays_closed(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        self.known(town, afgeschermd=True)
        row = received(town, start())
        with pytest.raises(BerichtClosed):
            queries.get_file(actor=town.backoffice, bericht_id=row.id)
        assert not Kijkregel.objects.exists()

    def test_of_another_municipality_is_not_there(self, town: Town, heard: list[BerichtOntvangen]) -> None:
        row = received(town, start())
        with pytest.raises(BerichtNotFound):
            queries.get_file(actor=found(ELSBEEK, "Elsbeek").backoffice, bericht_id=row.id)
