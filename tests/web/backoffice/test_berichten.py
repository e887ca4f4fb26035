"""The pages of messages: lists, one message, its file, and reading files in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse
from pytest_django import Settings

from keukentafel.backoffice.berichten import folders
from keukentafel.backoffice.berichten.codec.provider import Bestandsfout
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.berichten.models import Bericht, Verzending
from keukentafel.backoffice.berichten.operations import post, scan_inbox, take_in
from keukentafel.backoffice.toewijzingen.domain.toewijzing import LoadedToewijzing, Toewijzingstatus
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.backoffice.toewijzingen.operations import load_toewijzingen
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from keukentafel.platform.jobs.models import Voortgang
from keukentafel.platform.jobs.operations import drain
from tests.backoffice.contracts.market import contracted
from tests.backoffice.toewijzingen.test_granting import request
from tests.cast import ELSBEEK, Town, found, resident
from tests.web.backoffice.office import Office, broken, client_of, opened, queries_of

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def office() -> Office:
    """A declaration with a line that waits."""
    return opened(found(), residents=3, waiting=1)


def begun(town: Town) -> None:
    """The help of everybody has begun, so that no start is waited for."""
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Toewijzing.objects.update(begindatum=F("vanaf"))


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def received(office: Office) -> int:
    return Bericht.objects.filter(nummer=323).order_by("id").values_list("pk", flat=True)[0]


class TestLists:
    """Received, sent, and without an answer."""

    def test_received_with_what_is_wrong(self, office: Office) -> None:
        broken(office)
        client = client_of(office.town.backoffice)
        text = text_of(client.get(reverse("berichten")))
        assert "Het totaalbedrag is niet de som" in text
        assert "Stichting De Brug" in text
        assert "Wacht op jou" in text
        only = text_of(client.get(reverse("berichten") + "?stand=niet_geaccepteerd"))
        assert "WMO323 · D1" not in only
        assert "afgekapt.xml" in only

    def test_sent(self, office: Office) -> None:
        broken(office)
        text = text_of(client_of(office.town.backoffice).get(reverse("berichten-verstuurd")))
        assert "Declaratie-antwoord" in text
        assert "WMO325" in text

    def test_without_an_answer_and_who_must_give_it(self, office: Office) -> None:
        begun(office.town)
        client = client_of(office.town.backoffice)
        url = reverse("berichten-zonder-antwoord")
        text = text_of(client.get(url))
        assert "Niets is te laat" in text
        assert "WMO325" in text
        assert "Hier wacht niets" in text_of(client.get(url + "?wie=aanbieder"))
        assert "WMO325" in text_of(client.get(url + "?wie=mens&na=geen-merk"))
        last = "2030-01-01.00000000-0000-0000-0000-000000000000"
        assert "Hier wacht niets" in text_of(client.get(f"{url}?na={last}"))
        for mark in ("2030-01-01.------------------------------------", "2030-99-01" + last[10:]):
            assert "WMO325" in text_of(client.get(f"{url}?na={mark}"))

    def test_an_answer_that_is_too_late_is_the_title(self) -> None:
        town = found()
        with working_date(date(2026, 11, 6)):
            opened(town, residents=2, waiting=1)
        begun(town)
        client = client_of(town.backoffice)
        text = text_of(client.get(reverse("berichten-zonder-antwoord")))
        assert "<h1>1 bericht is te laat</h1>" in text
        assert "dagen te laat" in text
        assert 'kt-count--fout">1</span>' in text_of(client.get(reverse("berichten")))


class TestNotReported:
    """Starts and stops that a provider should have reported: part of what is late."""

    def test_what_did_not_come_is_counted_and_listed(self) -> None:
        town = found()
        market, person = contracted(town), resident(town, "Els Vos", number=30)
        new = request(person, market)
        rows = [
            LoadedToewijzing(
                replace(new, id=new_id(), ingangsdatum=first, einddatum=last),
                market.contract,
                number,
                Toewijzingstatus.BEVESTIGD,
                first,
                begindatum=begun,
            )
            for number, first, last, begun in (
                (71, date(2026, 11, 2), date(2026, 11, 30), None),
                (72, date(2026, 9, 1), date(2026, 10, 30), date(2026, 9, 1)),
                (73, date(2026, 12, 1), date(2026, 12, 31), None),
            )
        ]
        load_toewijzingen(actor=town.system, toewijzingen=rows)
        client, url = client_of(town.backoffice), reverse("berichten-zonder-antwoord")
        set_working_date(actor=town.system, werkdatum=date(2026, 11, 20))
        text = text_of(client.get(url))
        started, stopped = (text_of(client.get(f"{url}?mist={mist}")) for mist in ("start", "stop"))
        first_page = text_of(client.get(reverse("declaraties")))
        assert "<h1>2 starts en stops zijn niet gemeld</h1>" in text
        assert "Geen start gemeld 1" in text
        assert "Geen stop gemeld 1" in text
        assert "T-71" in started
        assert "11 dagen te laat" in started
        assert "Binnen 5 werkdagen, sinds 3 april 2023" in started
        assert "OP271" in started
        assert "T-72" in stopped
        assert "30 okt 2026" in stopped
        assert "T-73" not in started + stopped
        assert "Vos" not in started + stopped
        assert "1 start niet op tijd gemeld" in first_page
        assert f'href="{url}?mist=stop"' in first_page
        assert "Alles is gemeld" in text_of(client.get(f"{url}?mist=start&na=2030-01-01.{new_id()}"))


class TestOne:
    """One message."""

    def test_says_what_is_in_it_without_naming_anybody(self, office: Office) -> None:
        text = text_of(client_of(office.town.backoffice).get(reverse("bericht", args=[received(office)])))
        assert "<h1>Declaratie van Stichting De Brug wacht op jou</h1>" in text
        assert "oktober 2026" in text
        assert "T-500001" in text
        assert (office.world.persons[0].bsn or "-") not in text
        assert not Kijkregel.objects.exists()

    def test_a_refused_message_shows_its_faults(self, office: Office) -> None:
        not_accepted, refused = broken(office)
        client = client_of(office.town.backoffice)
        text = text_of(client.get(reverse("bericht", args=[refused])))
        assert "Declaratie van Stichting De Brug is geweigerd" in text
        assert "Het totaalbedrag is niet de som van debet min credit." in text
        assert "retourcode 0001" in text
        text = text_of(client.get(reverse("bericht", args=[not_accepted])))
        assert "<h1>Dit bestand is niet geaccepteerd</h1>" in text
        assert "Op dit bestand sturen we geen antwoord." in text

    def test_every_message_of_the_chain_opens(self, office: Office) -> None:
        broken(office)
        client = client_of(office.town.backoffice)
        for identity in Bericht.objects.values_list("pk", flat=True):
            assert client.get(reverse("bericht", args=[identity])).status_code == 200

    def test_its_file_comes_byte_for_byte_and_the_look_is_logged(self, office: Office) -> None:
        identity = received(office)
        answer = client_of(office.town.backoffice).get(reverse("bericht-bestand", args=[identity]))
        assert answer.content == bytes(Bericht.objects.get(pk=identity).inhoud)
        assert answer["Content-Disposition"] == 'attachment; filename="d1.xml"'
        assert answer["Content-Type"].startswith("application/xml")
        looks = Kijkregel.objects.values_list("persoon_id", "reden")
        assert set(looks) == {(person.id, "Bericht zelf bekeken") for person in office.world.persons}

    def test_it_is_shown_on_a_page_or_as_a_piece_of_one(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        url = reverse("bericht-inhoud", args=[received(office)])
        assert "<h1>Het bericht zelf</h1>" in text_of(client.get(url))
        piece = text_of(client.get(url, headers={"HX-Request": "true"}))
        assert "<h1>" not in piece
        assert "&lt;" in piece

    def test_not_with_a_shielded_resident_in_it(self) -> None:
        office = opened(found(), residents=3, waiting=1, shielded=True)
        client = client_of(office.town.backoffice)
        for route in ("bericht-inhoud", "bericht-bestand"):
            answer = client.get(reverse(route, args=[received(office)]))
            assert answer.status_code == 403
            assert (office.world.persons[0].bsn or "-") not in text_of(answer)
        assert set(Kijkregel.objects.values_list("geweigerd", flat=True)) == {True}


class TestEveryKind:
    """What a message of each kind says on its page, without naming anybody."""

    @pytest.mark.parametrize(
        ("nummer", "words"),
        [
            (301, "Toewijzingen"),
            (305, "Hulp begon op"),
            (307, "Laatste dag"),
            (315, "Gevraagd"),
            (317, "Blijft"),
            (319, "Antwoord"),
        ],
    )
    @pytest.mark.parametrize("law", list(Law))
    def test_says_what_is_in_it(
        self, nummer: int, words: str, law: Law, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(events._reactions, BerichtOntvangen, [])
        town = found()
        heen = sample(nummer, law)
        if nummer in (301, 319):
            row = post(actor=town.backoffice, bericht=heen)
        else:
            row = take_in(actor=town.system, naam="b.xml", inhoud=write(heen))
        text = text_of(client_of(town.backoffice).get(reverse("bericht", args=[row.id])))
        assert words in text
        assert f"{law.value.upper()}{nummer}" in text
        assert f"i{law.value.capitalize()} 3.2" in text

    def test_a_late_report_of_a_start_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(events._reactions, BerichtOntvangen, [])
        town = found()
        start: Any = sample(305)
        line = replace(start.client.startproducten[0], begindatum=date(2026, 9, 1))
        late = replace(start, client=replace(start.client, startproducten=(line,)))
        row = take_in(actor=town.system, naam="b.xml", inhoud=write(late))
        text = text_of(client_of(town.backoffice).get(reverse("bericht", args=[row.id])))
        assert "te laat, dat moest uiterlijk 8 september 2026" in text


class TestSendingAgain:
    """A message whose answer stays away, or that did not arrive."""

    def answer_of(self, office: Office) -> int:
        """The id of an answer of ours that was written to the folder."""
        broken(office)
        drain()
        return Bericht.objects.filter(richting="uit").values_list("pk", flat=True)[0]

    def test_asks_first_and_then_sends(self, office: Office) -> None:
        identity, client = self.answer_of(office), client_of(office.town.backoffice)
        assert "Dit bericht opnieuw versturen?" in text_of(client.get(reverse("bericht", args=[identity])))
        url = reverse("bericht-opnieuw", args=[identity])
        assert "dezelfde inhoud en hetzelfde kenmerk" in text_of(client.get(url))
        answer = client.post(url, follow=True)
        assert "Het bericht staat opnieuw klaar voor Stichting De Brug." in text_of(answer)
        drain()
        assert Verzending.objects.filter(bericht_id=identity, stand="verstuurd").count() == 2

    def test_says_why_not(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        url = reverse("bericht-opnieuw", args=[received(office)])
        for answer in (client.get(url, follow=True), client.post(url, follow=True)):
            assert "hoef je nu niet opnieuw te versturen" in text_of(answer)

    def test_a_refusal_of_the_transport_says_what_to_do(self, office: Office) -> None:
        identity, client = self.answer_of(office), client_of(office.town.backoffice)
        name = Bericht.objects.get(pk=identity).bestandsnaam
        content = b"IB010\nOntvanger niet aangesloten"
        folders.write_file(office.town.code, folders.Vak.TERUG, f"{name}.fout", content)
        scan_inbox(actor=office.town.system)
        text = text_of(client.get(reverse("bericht", args=[identity])))
        assert "kwam niet aan" in text
        assert "IB010: Ontvanger niet aangesloten" in text
        assert "Neem contact op met de aanbieder, en verstuur het bericht daarna opnieuw." in text
        sent = text_of(client.get(reverse("berichten-verstuurd")))
        assert "vandaag" not in sent
        assert "Niet afgeleverd" in text_of(
            client.get(reverse("berichten-verstuurd") + "?stand=niet_afgeleverd")
        )
        alarm = text_of(client.get(reverse("berichten-zonder-antwoord") + "?wie=gemeente"))
        assert "Opnieuw versturen" in alarm


class TestChecking:
    """A message that is pasted or uploaded to see what is wrong; nothing of it is kept."""

    def check(self, office: Office, **given: Any) -> str:
        client = client_of(office.town.backoffice)
        return text_of(client.post(reverse("bericht-controleren"), given))

    def test_a_fine_message(self, office: Office) -> None:
        before = Bericht.objects.count()
        text = self.check(office, tekst=office.world.file(nummer="D9").decode())
        assert "In dit bericht (WMO323 declaratie) is geen fout gevonden" in text
        assert (office.world.persons[0].bsn or "-") not in text
        assert (Bericht.objects.count(), Voortgang.objects.count()) == (before, 0)

    def test_says_per_record_what_is_wrong_with_the_line_and_the_rule(self, office: Office) -> None:
        content = office.world.file(nummer="D9", bestandsfout=Bestandsfout.TOTAAL_FOUT)
        text = self.check(office, bestand=SimpleUploadedFile("fout.xml", content, "text/xml"))
        assert "1 fout in dit bericht (WMO323 declaratie)" in text
        assert "fout.xml. In het bericht klopt iets niet." in text
        assert f'<a href="{reverse("berichtregels")}#TR358">TR358</a>' in text
        assert "0001" in text
        assert "Het totaalbedrag is niet de som van debet min credit." in text

    def test_any_bytes_get_a_verdict(self, office: Office) -> None:
        for content in (b"\xff\x00\x01", b"", b"PK\x03\x04zip"):
            file = SimpleUploadedFile("x.bin", content)
            assert "1 fout in dit bestand" in self.check(office, bestand=file)
        text = self.check(office, tekst="<Bericht>")
        assert "1 fout in dit bestand" in text
        assert "Het hele bestand" in text

    def test_nothing_and_both_and_too_much_are_explained(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = SimpleUploadedFile("x.xml", b"<a/>")
        for given in ({}, {"tekst": "<a/>", "bestand": file}):
            assert "Een van de twee." in self.check(office, **given)
        monkeypatch.setattr("keukentafel.backoffice.berichten.queries.largest_file", lambda day: 1000)
        assert "Dit is 5 kB. Een bericht mag ten hoogste 1 kB zijn." in self.check(office, tekst="x" * 5000)

    def test_every_rule_has_a_place(self, office: Office) -> None:
        text = text_of(client_of(office.town.beheerder).get(reverse("berichtregels")))
        for rule in ("CS002", "TR323", "OP090"):
            assert f'<tr id="{rule}">' in text


class TestReadingIn:
    """Uploads become jobs, each with its verdict."""

    def upload(self, client: Any, *files: tuple[str, bytes]) -> Any:
        given = [SimpleUploadedFile(name, content, "text/xml") for name, content in files]
        return client.post(reverse("bericht-inlezen"), {"bestanden": given}, follow=True)

    def test_several_at_once_with_a_verdict_each(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        fine = office.world.file(nummer="D2", maand=date(2026, 9, 1))
        wrong = office.world.file(nummer="D3", maand=date(2026, 8, 1), bestandsfout=Bestandsfout.TOTAAL_FOUT)
        answer = self.upload(
            client, ("goed.xml", fine), ("fout.xml", wrong), ("brief.docx", b"PK\x03\x04zip")
        )
        text = text_of(answer)
        assert "3 bestanden staan klaar om in te lezen." in text
        assert "Bestand inlezen: goed.xml" in text
        assert 'hx-trigger="every 2s"' in text
        assert client.get(reverse("bericht-inlezen-stand"))["Location"] == reverse("bericht-inlezen")
        drain()
        text = text_of(client.get(reverse("bericht-inlezen-stand"), headers={"hx-request": "true"}))
        assert "hx-trigger" not in text
        for words in ("Aangenomen", "Geweigerd", "Niet geaccepteerd", "Dit is een ZIP-bestand."):
            assert words in text
        assert Bericht.objects.filter(bestandsnaam__in=["goed.xml", "fout.xml", "brief.docx"]).count() == 3

    def test_the_same_file_twice_is_booked_once(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        content = office.world.file(nummer="D2", maand=date(2026, 9, 1))
        self.upload(client, ("een.xml", content), ("twee.xml", content))
        drain()
        assert "Dit bestand hadden we al." in text_of(client.get(reverse("bericht-inlezen")))
        assert Bericht.objects.filter(identificatie="D2", richting="in").count() == 1

    def test_nothing_chosen_and_an_empty_file_are_explained(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        answer = client.post(reverse("bericht-inlezen"), {})
        assert answer.status_code == 422
        assert "Kies een of meer bestanden." in text_of(answer)
        answer = self.upload(client, ("leeg.xml", b""))
        assert answer.status_code == 422
        assert "leeg.xml is leeg." in text_of(answer)
        assert not Voortgang.objects.filter(taak="berichten.take_in_upload").exists()

    def test_a_file_that_is_too_large_is_named(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("keukentafel.backoffice.berichten.queries.largest_file", lambda day: 1000)
        answer = self.upload(client_of(office.town.backoffice), ("groot.xml", b"x" * 5000))
        assert "groot.xml is 5 kB. Een bericht mag ten hoogste 1 kB zijn." in text_of(answer)

    def test_the_inbox_folder_is_read_by_a_job_with_its_progress(self, office: Office) -> None:
        client = client_of(office.town.backoffice)
        answer = client.post(reverse("berichten-map"), follow=True)
        assert "Bestanden uit de map inlezen" in text_of(answer)
        assert 'hx-trigger="every 2s"' in text_of(answer)
        again = client.post(reverse("berichten-map"), follow=True)
        assert "De map wordt al ingelezen." in text_of(again)
        drain()
        done = text_of(client.get(answer.redirect_chain[0][0]))
        assert "hx-trigger" not in done
        assert "Naar de berichten" in done


class TestRights:
    """Closed to other roles and to the municipality next door."""

    def test_only_the_back_office(self, office: Office) -> None:
        identity = received(office)
        urls = [reverse(route) for route in ("berichten", "berichten-verstuurd", "berichten-zonder-antwoord")]
        urls += [
            reverse(route, args=[identity]) for route in ("bericht", "bericht-inhoud", "bericht-bestand")
        ]
        urls += [reverse("bericht-inlezen"), reverse("bericht-inlezen-stand")]
        for actor in office.town.everybody:
            if actor != office.town.backoffice:
                client = client_of(actor)
                assert {client.get(url).status_code for url in urls} == {403}, actor.naam
                assert client.post(reverse("berichten-map")).status_code == 403

    def test_next_door_it_is_not_there(self, office: Office) -> None:
        client = client_of(found(ELSBEEK, "Elsbeek").backoffice)
        for route in ("bericht", "bericht-inhoud", "bericht-bestand"):
            assert client.get(reverse(route, args=[received(office)])).status_code == 404
        for route in ("berichten", "berichten-verstuurd", "berichten-zonder-antwoord", "bericht-inlezen"):
            assert "De Brug" not in text_of(client.get(reverse(route)))
        assert not Kijkregel.objects.filter(geweigerd=False).exists()


@pytest.mark.parametrize("rows", [10, 60])
def test_queries_stay_the_same(rows: int) -> None:
    office = opened(found(), residents=3, waiting=1)
    for number in range(rows):
        office.receive(b"niets %d" % number, f"{number}.xml")
    client = client_of(office.town.backoffice)
    last = Bericht.objects.order_by("-id").values_list("pk", flat=True)[5]
    for route in ("berichten", "berichten-verstuurd", "berichten-zonder-antwoord"):
        assert queries_of(client, reverse(route)) <= 6
    assert queries_of(client, reverse("berichten") + f"?na={last}") <= 6
    assert queries_of(client, reverse("bericht", args=[received(office)])) <= 13
    assert queries_of(client, reverse("bericht-inlezen")) <= 6
