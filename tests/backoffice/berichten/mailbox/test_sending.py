"""Messages that leave, and the folders through which files come and go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from pytest_django import Settings

from keukentafel.backoffice.berichten import folders, queries, rules
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel
from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.retour import build_retour
from keukentafel.backoffice.berichten.codec.sample import AANBIEDER, sample
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import (
    Afleverstand,
    BerichtNotFound,
    BerichtOntvangen,
    Berichtstatus,
    Bron,
    Inleesresultaat,
    NewBericht,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.domain.termijnen import TERMIJNEN, Bestandsgrens, Telling, Wat, Wie
from keukentafel.backoffice.berichten.models import Bericht, Ontvangst, Verzending
from keukentafel.backoffice.berichten.operations import (
    deliver,
    load_berichten,
    next_identificatie,
    next_identificaties,
    post,
    scan_inbox,
    take_in,
    take_in_upload,
    upload,
)
from keukentafel.backoffice.berichten.rules import InvalidOutgoing, NoReleaseInForce, WrongState
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from keukentafel.platform.jobs.operations import defer, drain
from keukentafel.platform.jobs.queries import progress_of
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found

pytestmark = pytest.mark.db


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


def allocation(town: Town, seed: int = 0) -> Bericht301:
    bericht = sample(301, seed=seed)
    assert isinstance(bericht, Bericht301)
    identity = BerichtIdentificatie(identificatie=next_identificatie(gemeente=town.code), dagtekening=TODAY)
    return replace(bericht, header=replace(bericht.header, berichtidentificatie=identity))


def start(seed: int = 0) -> Bericht305:
    bericht = sample(305, seed=seed)
    assert isinstance(bericht, Bericht305)
    return bericht


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


class TestPosting:
    """A message of ours."""

    def test_is_kept_and_leaves_as_a_file(self, town: Town, data: Path) -> None:
        bericht = allocation(town)
        row = post(actor=town.teamleider, bericht=bericht)
        assert (row.status, row.richting, row.label) == (Berichtstatus.KLAAR, Richting.UIT, "WMO301")
        assert names(data / "uit") == []
        assert drain() == 1
        (name,) = names(data / "uit")
        assert name == f"WMO301_{LINDEWAARD}_0000000001.xml"
        assert (data / "uit" / name).read_bytes() == write(bericht)
        assert queries.get_row(gemeente=LINDEWAARD, bericht_id=row.id).status is Berichtstatus.VERSTUURD

    def test_writing_again_gives_the_same_file(self, town: Town, data: Path) -> None:
        row = post(actor=town.backoffice, bericht=allocation(town))
        sending = Verzending.objects.get(bericht_id=row.id)
        said = {deliver(actor=town.backoffice, verzending_id=sending.pk).stand for _ in range(3)}
        assert (said, len(names(data / "uit"))) == ({Afleverstand.VERSTUURD}, 1)
        assert Verzending.objects.get(bericht_id=row.id).kenmerk == sending.kenmerk

    def test_waits_three_working_days_for_its_retour(self, town: Town) -> None:
        post(actor=town.backoffice, bericht=allocation(town))
        (waits,) = queries.waiting(actor=town.backoffice, wie=Wie.AANBIEDER)
        assert (waits.antwoord_label, waits.uiterlijk, waits.partij) == (
            "WMO302",
            date(2026, 11, 25),
            AANBIEDER,
        )

    def test_only_when_it_meets_the_standard(self, town: Town) -> None:
        bericht = allocation(town)
        wrong = replace(bericht, client=replace(bericht.client, bsn="123456789"))
        with pytest.raises(InvalidOutgoing, match="De WMO301 kan niet worden verstuurd"):
            post(actor=town.backoffice, bericht=wrong)

    def test_only_when_its_release_is_in_force(self, town: Town) -> None:
        with working_date(date(2013, 6, 3)), pytest.raises(NoReleaseInForce, match="3-6-2013"):
            post(actor=town.backoffice, bericht=allocation(town))
        assert not Bericht.objects.exists()

    def test_answers_a_message_once(self, town: Town) -> None:
        heen = take_in(actor=town.system, naam="s.xml", inhoud=write(start()))

        def answer() -> None:
            number = next_identificatie(gemeente=LINDEWAARD)
            retour = build_retour(start(), BerichtOordeel(), identificatie=number, dagtekening=TODAY)
            post(actor=town.system, bericht=retour, antwoord_op=heen.id)

        answer()
        assert queries.get_row(gemeente=LINDEWAARD, bericht_id=heen.id).status is Berichtstatus.BEANTWOORD
        with pytest.raises(WrongState):
            answer()

    def test_rights(self, town: Town) -> None:
        for actor in (town.consulent, town.controller, town.raadslid):
            with pytest.raises(ActNotPermitted):
                post(actor=actor, bericht=allocation(town))
        row = post(actor=town.backoffice, bericht=allocation(town))
        sending = Verzending.objects.get(bericht_id=row.id).pk
        with pytest.raises(ActNotPermitted):
            deliver(actor=town.consulent, verzending_id=sending)
        with pytest.raises(BerichtNotFound):
            deliver(actor=found(ELSBEEK, "Elsbeek").backoffice, verzending_id=sending)

    def test_numbers_are_given_once_per_municipality(self, town: Town) -> None:
        found(ELSBEEK, "Elsbeek")
        first = next_identificaties(gemeente=LINDEWAARD, aantal=3)
        assert first == ("0000000001", "0000000002", "0000000003")
        assert next_identificatie(gemeente=LINDEWAARD) == "0000000004"
        assert next_identificatie(gemeente=ELSBEEK) == "0000000001"

    def test_a_duplicate_writes_the_answer_again(self, town: Town, data: Path) -> None:
        wrong = replace(start(), client=replace(start().client, bsn="123456789"))
        take_in(actor=town.system, naam="s.xml", inhoud=write(wrong))
        drain()
        (name,) = names(data / "uit")
        (data / "uit" / name).unlink()
        take_in(actor=town.system, naam="s.xml", inhoud=write(wrong))
        drain()
        assert names(data / "uit") == [name]
        assert Bericht.objects.filter(richting="uit").count() == 1


class TestInbox:
    """The folder in which a provider's files are left."""

    def put(self, data: Path, name: str, content: bytes) -> None:
        folders.folder(LINDEWAARD, folders.Vak.IN)
        (data / "in" / name).write_bytes(content)

    def test_every_file_goes_where_it_belongs(self, town: Town, data: Path) -> None:
        wrong = replace(start(1), client=replace(start(1).client, bsn="123456789"))
        self.put(data, "a.xml", write(start()))
        self.put(data, "b.xml", b"geen XML")
        self.put(data, "c.xml", write(wrong))
        self.put(data, "d.xml", write(start()))
        self.put(data, ".half.xml", b"<Beri")
        assert scan_inbox(actor=town.system) == Inleesresultaat(1, 1, 1, 1)
        assert names(data / "in") == [".half.xml"]
        assert names(data / "verwerkt") == ["a.xml", "c.xml", "d.xml"]
        assert names(data / "niet_geaccepteerd") == ["b.xml"]
        assert scan_inbox(actor=town.system).bestanden == 0

    def test_no_file_is_written_over_another(self, town: Town, data: Path) -> None:
        for seed in range(3):
            self.put(data, "start.xml", write(start(seed)))
            scan_inbox(actor=town.system)
        assert names(data / "verwerkt") == ["start-2.xml", "start-3.xml", "start.xml"]

    def test_a_failure_of_ours_leaves_the_file_and_takes_in_the_others(
        self, town: Town, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failed: list[int] = []

        def fails_once(event: BerichtOntvangen) -> None:
            if not failed:
                failed.append(event.bericht_id)
                raise ZeroDivisionError

        monkeypatch.setitem(events._reactions, BerichtOntvangen, [fails_once])
        self.put(data, "a.xml", write(start(0)))
        self.put(data, "b.xml", write(start(1)))
        with pytest.raises(ZeroDivisionError):
            scan_inbox(actor=town.system)
        assert (names(data / "in"), names(data / "verwerkt")) == (["a.xml"], ["b.xml"])
        assert scan_inbox(actor=town.system).aangenomen == 1
        assert Bericht.objects.count() == 2

    def test_a_file_that_is_too_large_is_not_even_read(
        self, town: Town, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "BESTANDSGRENZEN", (Bestandsgrens(64, date(2017, 6, 12), "test"),))
        self.put(data, "groot.xml", b"<" * 65)
        monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
        assert scan_inbox(actor=town.system) == Inleesresultaat(niet_geaccepteerd=1)
        assert names(data / "niet_geaccepteerd") == ["groot.xml"]

    def test_a_link_is_no_file(self, town: Town, data: Path, tmp_path: Path) -> None:
        (tmp_path / "elders.xml").write_bytes(write(start()))
        folders.folder(LINDEWAARD, folders.Vak.IN)
        (data / "in" / "link.xml").symlink_to(tmp_path / "elders.xml")
        assert scan_inbox(actor=town.system).bestanden == 0

    def test_as_a_job_with_progress(self, town: Town, data: Path) -> None:
        self.put(data, "a.xml", write(start()))
        job = defer(actor=town.backoffice, task="berichten.scan_inbox", payload={}, label="Postvak inlezen")
        drain()
        progress = progress_of(actor=town.backoffice, voortgang_id=job)
        assert (progress.status.value, progress.gedaan, progress.totaal) == ("klaar", 1, 1)

    def test_by_the_clock_in_every_municipality(self, town: Town, data: Path) -> None:
        found(ELSBEEK, "Elsbeek")
        self.put(data, "a.xml", write(start()))
        for _ in range(2):
            app.tasks["berichten.scan_inboxes"].func(timestamp=0)
        assert names(data / "verwerkt") == ["a.xml"]
        assert Bericht.objects.filter(richting="in").count() == 1

    def test_each_municipality_has_its_own_folder(self, town: Town, data: Path) -> None:
        there = found(ELSBEEK, "Elsbeek")
        self.put(data, "a.xml", write(start()))
        assert scan_inbox(actor=there.system).bestanden == 0
        assert names(data / "in") == ["a.xml"]

    def test_is_for_the_back_office_and_the_system(self, town: Town) -> None:
        for actor in (town.consulent, town.teamleider):
            with pytest.raises(ActNotPermitted):
                scan_inbox(actor=actor)
            with pytest.raises(ActNotPermitted):
                upload(actor=actor, naam="a.xml", inhoud=b"")
            with pytest.raises(ActNotPermitted):
                take_in_upload(actor=actor, bestand="a.xml", naam="a.xml")


class TestUpload:
    """A file by hand."""

    def test_is_taken_in_by_a_job(self, town: Town, data: Path) -> None:
        job = upload(actor=town.backoffice, naam="van De Brug.xml", inhoud=write(start()))
        assert not Bericht.objects.exists()
        assert drain() == 1
        assert progress_of(actor=town.backoffice, voortgang_id=job).status.value == "klaar"
        arrival = Ontvangst.objects.get()
        assert (arrival.bestandsnaam, arrival.bron) == ("van De Brug.xml", Bron.UPLOAD.value)
        assert (names(data / "upload"), len(names(data / "verwerkt"))) == ([], 1)
        (shown,) = queries.uploads(actor=town.backoffice)
        assert (shown.bestandsnaam, shown.verdict) == ("van De Brug.xml", Verdict.AANGENOMEN)

    def test_a_job_that_runs_twice_does_nothing(self, town: Town) -> None:
        assert take_in_upload(actor=town.backoffice, bestand="weg.xml", naam="weg.xml") is None

    def test_no_way_out_of_the_folder(self, town: Town, tmp_path: Path) -> None:
        (tmp_path / "geheim.xml").write_bytes(write(start()))
        assert take_in_upload(actor=town.backoffice, bestand="../../../geheim.xml", naam="x") is None
        assert not Bericht.objects.exists()


class TestLoading:
    """Many messages in the state they have reached."""

    def test_messages_with_their_answers(self, town: Town, data: Path) -> None:
        heen = start()
        (identity,) = load_berichten(
            actor=town.system,
            berichten=[NewBericht(heen, Richting.IN, date(2026, 10, 6), Berichtstatus.BEANTWOORD)],
        )
        retour = build_retour(
            heen, BerichtOordeel(), identificatie="0000000001", dagtekening=date(2026, 10, 7)
        )
        load_berichten(
            actor=town.system,
            berichten=[
                NewBericht(
                    retour, Richting.UIT, date(2026, 10, 7), Berichtstatus.VERSTUURD, antwoord_op=identity
                )
            ],
        )
        chain = queries.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=1_000_000)
        assert [(link.label, link.werkdatum) for link in chain] == [
            ("WMO305", date(2026, 10, 6)),
            ("WMO306", date(2026, 10, 7)),
        ]
        assert drain() == 0

    def test_stand_in_the_order_of_their_days(self, town: Town, data: Path) -> None:
        days = (date(2026, 10, 6), date(2026, 11, 10))
        starts = [start(seed) for seed in (0, 1)]
        received = load_berichten(
            actor=town.system,
            berichten=[
                NewBericht(heen, Richting.IN, day, Berichtstatus.BEANTWOORD)
                for heen, day in zip(starts, days, strict=True)
            ],
        )
        retours = [
            build_retour(heen, BerichtOordeel(), identificatie=f"000000000{place}", dagtekening=day)
            for place, (heen, day) in enumerate(zip(starts, days, strict=True))
        ]
        load_berichten(
            actor=town.system,
            berichten=[
                NewBericht(retour, Richting.UIT, day, Berichtstatus.VERSTUURD, antwoord_op=identity)
                for retour, day, identity in zip(retours, days, received, strict=True)
            ],
        )
        chain = queries.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=1_000_000)
        assert [link.label for link in chain] == ["WMO305", "WMO306"] * 2

    def test_is_for_the_system(self, town: Town) -> None:
        with pytest.raises(ActNotPermitted):
            load_berichten(actor=town.backoffice, berichten=[])


def test_terms_are_dated_and_have_a_source() -> None:
    assert {(term.wat, term.aantal, term.telling, term.wet) for term in TERMIJNEN} == {
        (Wat.RETOUR, 3, Telling.WERKDAGEN, ""),
        (Wat.DECLARATIE_ANTWOORD, 10, Telling.WERKDAGEN, ""),
        (Wat.BESLUIT, 5, Telling.WERKDAGEN, ""),
        (Wat.NA_ONDERZOEK, 8, Telling.WEKEN, ""),
        (Wat.WOONPLAATSBEGINSEL, 2, Telling.WEKEN, "jw"),
        (Wat.START, 5, Telling.WERKDAGEN, ""),
        (Wat.STOP, 5, Telling.WERKDAGEN, ""),
    }
    assert all(term.bron and term.telt for term in TERMIJNEN)
    friday = date(2026, 11, 20)
    assert rules.answer_due(325, friday) == date(2026, 12, 4)
    assert {rules.answer_due(n, friday) for n in (302, 306, 308, 316, 318, 320)} == {date(2026, 11, 25)}
    assert rules.answer_due(325, date(2022, 1, 1)) is None
    assert rules.answer_due(None, friday) is None
    assert rules.term_ends(Wat.BESLUIT, friday, "wmo") == date(2026, 11, 27)
    assert rules.term_ends(Wat.NA_ONDERZOEK, friday, "jw") == date(2027, 1, 15)
    assert rules.term_ends(Wat.WOONPLAATSBEGINSEL, friday, "jw") == date(2026, 12, 4)
    assert rules.term_ends(Wat.WOONPLAATSBEGINSEL, friday, "wmo") is None
