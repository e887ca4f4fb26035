"""The way out: what the transport says, what a colleague does then, and sending again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from keukentafel.backoffice.berichten import delivery, folders, queries, rules
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import (
    TRANSITIONS,
    Aflevering,
    Afleverstand,
    BerichtNotFound,
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
)
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.berichten.models import Verzending
from keukentafel.backoffice.berichten.operations import deliver, resend, scan_inbox
from keukentafel.backoffice.berichten.rules import NotToResend
from keukentafel.backoffice.berichten.transport import Arrival, FolderTransport, Report
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from keukentafel.platform.jobs.operations import drain
from tests.backoffice.berichten.mailbox.exchange import made, received, retour, sent
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found

pytestmark = pytest.mark.db

NEXT_WEEK = date(2026, 11, 30)
NOT_CONNECTED = Aflevering(Afleverstand.GEWEIGERD, "IB010", "De ontvanger is niet aangesloten")


@dataclass
class Line:
    """A transport that says what it is told to say, and remembers what it was handed."""

    says: list[Aflevering | OSError]
    handed: list[tuple[str, bytes, str, UUID]] = field(default_factory=list)
    told: list[Report] = field(default_factory=list)

    def deliver(self, name: str, content: bytes, *, identificatie: str, kenmerk: UUID) -> Aflevering:
        """What it was told, the last one for ever."""
        self.handed.append((name, content, identificatie, kenmerk))
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, OSError):
            raise said
        return said

    def arrivals(self) -> Iterator[Arrival]:
        """Nothing."""
        return iter(())

    def reports(self) -> Iterator[Report]:
        """What it tells later."""
        return iter(self.told)


@dataclass
class Word:
    """What a transport says later of one sending."""

    name: str
    kenmerk: UUID | None
    outcome: Aflevering | FileNotFoundError
    away: list[bool] = field(default_factory=list)

    def read(self) -> Aflevering:
        """What it says."""
        if isinstance(self.outcome, FileNotFoundError):
            raise self.outcome
        return self.outcome

    def put_away(self, *, accepted: bool) -> None:
        """Remember that it was."""
        self.away.append(accepted)


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folders of this test; nobody reacts to a message."""
    settings.DATA = tmp_path
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [])
    with working_date(TODAY):
        yield tmp_path / "berichten" / LINDEWAARD


@pytest.fixture
def town() -> Town:
    """Lindewaard."""
    return found()


def line(monkeypatch: pytest.MonkeyPatch, *says: Aflevering | OSError) -> Line:
    """The transport of the house from now on."""
    made_line = Line(list(says))
    monkeypatch.setattr(delivery, "transport_of", lambda gemeente: made_line)
    return made_line


def status(row: BerichtRow) -> Berichtstatus:
    return queries.get_row(gemeente=LINDEWAARD, bericht_id=row.id).status


def waits(town: Town) -> list[tuple[Wat, Wie, date]]:
    return [(row.wat, row.wie, row.uiterlijk) for row in queries.waiting(actor=town.backoffice)]


class TestOutcome:
    """What the transport says at once."""

    def test_delivered(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        carried = line(monkeypatch, Aflevering(Afleverstand.AFGELEVERD))
        bericht = made(301)
        row = sent(town, bericht)
        drain()
        sending = Verzending.objects.get()
        name = f"WMO301_{LINDEWAARD}_{bericht.header.berichtidentificatie.identificatie}.xml"
        assert carried.handed == [
            (name, write(bericht), bericht.header.berichtidentificatie.identificatie, sending.kenmerk)
        ]
        assert (status(row), sending.stand) == (Berichtstatus.AFGELEVERD, "afgeleverd")
        assert waits(town) == [(Wat.RETOUR, Wie.AANBIEDER, date(2026, 11, 25))]

    def test_refused_is_seen_with_what_to_do(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        carried = line(monkeypatch, NOT_CONNECTED)
        row = sent(town, made(301))
        drain()
        assert status(row) is Berichtstatus.NIET_AFGELEVERD
        assert waits(town)[0] == (Wat.AFLEVERING, Wie.GEMEENTE, TODAY)
        detail = queries.get_bericht(actor=town.backoffice, bericht_id=row.id)
        (shown,) = detail.zendingen
        assert (shown.code, shown.tekst) == ("IB010", "De ontvanger is niet aangesloten")
        assert queries.what_to_do("IB010").startswith("De aanbieder is niet aangesloten.")
        assert (
            queries.what_to_do("XX")
            == "Verstuur het bericht opnieuw. Gaat het weer mis, meld het dan de functioneel beheerder."
        )
        deliver(actor=town.backoffice, verzending_id=Verzending.objects.get().pk)
        assert len(carried.handed) == 1

    def test_out_of_reach_is_seen_and_tried_again(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        carried = line(monkeypatch, ConnectionError(), Aflevering(Afleverstand.VERSTUURD))
        row = sent(town, made(301))
        sending = Verzending.objects.get().pk
        with pytest.raises(ConnectionError):
            deliver(actor=town.backoffice, verzending_id=sending)
        assert status(row) is Berichtstatus.NIET_AFGELEVERD
        deliver(actor=town.backoffice, verzending_id=sending)
        assert status(row) is Berichtstatus.VERSTUURD
        assert [wat for wat, _, _ in waits(town)] == [Wat.RETOUR]
        assert len({handed[3] for handed in carried.handed}) == 1

    def test_an_answer_comes_before_the_word_of_the_transport(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        line(monkeypatch, Aflevering(Afleverstand.AFGELEVERD))
        heen = made(301)
        row = sent(town, heen)
        received(town, retour(town, heen))
        drain()
        assert (status(row), waits(town)) == (Berichtstatus.BEANTWOORD, [])


class TestLater:
    """What the transport says afterwards."""

    def report(self, data: Path, name: str, content: str = "") -> None:
        folders.folder(LINDEWAARD, folders.Vak.TERUG)
        (data / "terug" / name).write_text(content, encoding="utf-8")

    def test_a_file_beside_ours_refuses_it(self, town: Town, data: Path) -> None:
        row = sent(town, made(301))
        drain()
        name = next(iter(folders.files(LINDEWAARD, folders.Vak.UIT))).name
        self.report(data, f"{name}.fout", "IB013\nVirus gevonden\r\nin het bericht")
        scan_inbox(actor=town.system)
        (shown,) = queries.get_bericht(actor=town.backoffice, bericht_id=row.id).zendingen
        assert (shown.stand, shown.code, shown.tekst) == (
            Afleverstand.GEWEIGERD,
            "IB013",
            "Virus gevonden in het bericht",
        )
        assert status(row) is Berichtstatus.NIET_AFGELEVERD
        self.report(data, f"{name}.afgeleverd")
        scan_inbox(actor=town.system)
        assert status(row) is Berichtstatus.AFGELEVERD
        assert [wat for wat, _, _ in waits(town)] == [Wat.RETOUR]

    def test_about_nothing_of_ours_is_put_away(self, town: Town, data: Path) -> None:
        self.report(data, "WMO301_9999_1.xml.fout", "IB001")
        self.report(data, "lees mij.txt", "niets")
        scan_inbox(actor=town.system)
        assert [path.name for path in (data / "niet_geaccepteerd").iterdir()] == ["WMO301_9999_1.xml.fout"]
        assert (data / "terug" / "lees mij.txt").exists()

    def test_by_the_reference_of_the_envelope(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        carried = line(monkeypatch, Aflevering(Afleverstand.VERSTUURD))
        row = sent(town, made(301))
        drain()
        first = Verzending.objects.get()
        with working_date(NEXT_WEEK):
            resend(actor=town.backoffice, bericht_id=row.id)
            drain()
            gone, about_first, unknown = (
                Word("x", None, FileNotFoundError()),
                Word("x", first.kenmerk, NOT_CONNECTED),
                Word("x", uuid4(), NOT_CONNECTED),
            )
            carried.told = [gone, about_first, unknown]
            scan_inbox(actor=town.system)
        assert (gone.away, about_first.away, unknown.away) == ([], [True], [False])
        first.refresh_from_db()
        assert (first.stand, status(row)) == ("geweigerd", Berichtstatus.VERSTUURD)


class TestAgain:
    """The same message once more."""

    def test_the_same_bytes_under_the_same_name_and_a_new_envelope(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        carried = line(monkeypatch, NOT_CONNECTED, Aflevering(Afleverstand.VERSTUURD))
        row = sent(town, made(301))
        drain()
        assert resend(actor=town.backoffice, bericht_id=row.id).status is Berichtstatus.KLAAR
        drain()
        one, two = carried.handed
        assert (one[:3], one[3] != two[3]) == (two[:3], True)
        assert status(row) is Berichtstatus.VERSTUURD
        assert [wat for wat, _, _ in waits(town)] == [Wat.RETOUR]

    def test_when_its_answer_stays_away(self, town: Town, data: Path) -> None:
        row = sent(town, made(301))
        drain()
        with pytest.raises(NotToResend, match="nog tot en met 25-11-2026"):
            resend(actor=town.backoffice, bericht_id=row.id)
        with working_date(NEXT_WEEK):
            detail = queries.get_bericht(actor=town.backoffice, bericht_id=row.id)
            assert queries.may_resend(detail, day=NEXT_WEEK)
            assert not queries.may_resend(detail, day=TODAY)
            resend(actor=town.backoffice, bericht_id=row.id)
            drain()
        assert waits(town) == [(Wat.RETOUR, Wie.AANBIEDER, date(2026, 12, 3))]
        assert len(list((data / "uit").iterdir())) == 1

    def test_what_needs_no_answer_at_any_time(self, town: Town) -> None:
        heen = made(305)
        row = sent(town, retour(town, heen), op=received(town, heen).id)
        drain()
        assert resend(actor=town.backoffice, bericht_id=row.id).status is Berichtstatus.KLAAR
        assert resend(actor=town.backoffice, bericht_id=row.id).status is Berichtstatus.KLAAR

    def test_not_what_was_answered_or_came_in(self, town: Town) -> None:
        heen = made(301)
        row = sent(town, heen)
        answer = received(town, retour(town, heen))
        with pytest.raises(NotToResend, match="al beantwoord"):
            resend(actor=town.backoffice, bericht_id=row.id)
        for identity in (answer.id, 999):
            with pytest.raises(BerichtNotFound):
                resend(actor=town.backoffice, bericht_id=identity)
        shown = queries.get_bericht(actor=town.backoffice, bericht_id=answer.id)
        assert not queries.may_resend(shown, day=NEXT_WEEK)

    def test_rights(self, town: Town) -> None:
        row = sent(town, made(301))
        with pytest.raises(ActNotPermitted):
            resend(actor=town.consulent, bericht_id=row.id)
        with pytest.raises(BerichtNotFound):
            resend(actor=found(ELSBEEK, "Elsbeek").backoffice, bericht_id=row.id)
        with pytest.raises(BerichtNotFound):
            deliver(actor=town.backoffice, verzending_id=uuid4())


class TestFolder:
    """The transport of folders keeps to the contract."""

    def test_handing_over_again_changes_nothing(self, data: Path) -> None:
        folder = FolderTransport(LINDEWAARD)
        said = {folder.deliver("a.xml", b"<a/>", identificatie="1", kenmerk=uuid4()).stand for _ in range(2)}
        assert said == {Afleverstand.VERSTUURD}
        assert [(path.name, path.read_bytes()) for path in (data / "uit").iterdir()] == [("a.xml", b"<a/>")]

    def test_offers_a_file_until_it_is_put_away(self, data: Path) -> None:
        folders.write_file(LINDEWAARD, folders.Vak.IN, "b.xml", b"<b/>")
        folder = FolderTransport(LINDEWAARD)
        (file,) = folder.arrivals()
        assert (file.name, file.size(), file.content()) == ("b.xml", 4, data / "in" / "b.xml")
        file.put_away(accepted=True)
        file.put_away(accepted=True)
        assert list(folder.arrivals()) == []


@pytest.mark.parametrize("current", list(Berichtstatus))
@pytest.mark.parametrize("stand", list(Afleverstand))
def test_the_word_of_the_transport_follows_the_state_table(
    current: Berichtstatus, stand: Afleverstand
) -> None:
    new = rules.after_delivery(current, stand)
    assert new is current or new in TRANSITIONS[current]
