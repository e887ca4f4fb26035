"""The pages about the house itself, over real requests."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keukentafel.core.errors import Refusal
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.accounts.queries import may
from keukentafel.platform.audit.domain import SealBreak
from keukentafel.platform.audit.operations import handeling, record_look
from keukentafel.platform.jobs import operations as jobs
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.models import Voortgang
from tests.cast import ELSBEEK, found

pytestmark = pytest.mark.db

PIECE = {"hx-request": "true"}


@jobs.task("tests.bladen_tellen")
def count_sheets(*, actor: Actor, voortgang_id: Any, goes_wrong: bool = False) -> None:
    """A job that counts or is refused."""
    jobs.progress(voortgang_id=voortgang_id, done=3)
    if goes_wrong:
        raise Refusal("De bladen zijn op.")


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def started(actor: Actor, **payload: Any) -> Any:
    return jobs.defer(
        actor=actor, task="tests.bladen_tellen", label="486 bladen tellen", payload=payload, total=486
    )


def queries_of(client: Client, url: str) -> int:
    client.get(url, headers=PIECE)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url, headers=PIECE).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in caught.captured_queries)


class TestProgress:
    """A job of one's own."""

    def test_looks_again_while_it_waits_and_runs(self) -> None:
        town = found()
        job = started(town.beleid)
        client = client_of(town.beleid)
        url = reverse("voortgang", args=[job])
        text = text_of(client.get(url))
        assert "<h1>Je taak staat in de rij</h1>" in text
        assert 'hx-trigger="every 2s"' in text
        assert "Opnieuw kijken" in text
        Voortgang.objects.filter(pk=job).update(status=VoortgangStatus.LOOPT, gedaan=310)
        text = text_of(client.get(url, headers={"HX-Request": "true"}))
        assert "We zijn ermee bezig" in text
        assert "310 van 486 klaar. Je mag dit scherm verlaten." in text
        assert "<html" not in text

    def test_stops_looking_when_it_is_ready_and_leads_on(self) -> None:
        town = found()
        job = started(town.beleid)
        jobs.drain()
        client = client_of(town.beleid)
        url = reverse("voortgang", args=[job])
        text = text_of(client.get(url + "?verder=berichten"))
        assert "<h1>Je taak is klaar</h1>" in text
        assert "hx-trigger" not in text
        assert f'href="{reverse("berichten")}"' in text
        assert "evil" not in text_of(client.get(url + "?verder=https://evil.example"))

    def test_says_why_it_failed(self) -> None:
        town = found()
        job = started(town.beleid, goes_wrong=True)
        jobs.drain()
        text = text_of(client_of(town.beleid).get(reverse("voortgang", args=[job])))
        assert "<h1>Dit is niet gelukt</h1>" in text
        assert "De bladen zijn op." in text

    def test_anothers_is_not_there(self) -> None:
        town = found()
        job = started(town.beleid)
        for actor in (town.beheerder, town.backoffice, found(ELSBEEK, "Elsbeek").beleid):
            assert client_of(actor).get(reverse("voortgang", args=[job])).status_code == 404


class TestBeheer:
    """Jobs, accounts and rights."""

    def test_the_jobs_of_the_municipality(self) -> None:
        town = found()
        client = client_of(town.beheerder)
        assert "Nog geen taken" in text_of(client.get(reverse("beheer")))
        started(town.beleid)
        text = text_of(client.get(reverse("beheer")))
        assert "<h1>1 taak loopt nu</h1>" in text
        assert "0 van 486" in text
        assert "every 2s" in text_of(client.get(reverse("beheer-taken"), headers=PIECE))
        jobs.drain()
        text = text_of(client.get(reverse("beheer-taken"), headers=PIECE))
        assert "every 2s" not in text
        assert "Klaar" in text

    def test_a_piece_opened_by_itself_is_the_page(self) -> None:
        answer = client_of(found().beheerder).get(reverse("beheer-taken"))
        assert (answer.status_code, answer["Location"]) == (302, reverse("beheer"))

    def test_what_failed_is_the_title(self) -> None:
        town = found()
        started(town.beleid, goes_wrong=True)
        jobs.drain()
        text = text_of(client_of(town.beheerder).get(reverse("beheer")))
        assert "<h1>1 taak is niet gelukt</h1>" in text
        assert "De bladen zijn op." in text

    def test_counts_the_acts_of_today(self, monkeypatch: pytest.MonkeyPatch) -> None:
        town = found()
        before = text_of(client_of(town.beheerder).get(reverse("beheer")))
        with handeling(actor=town.beleid, act=Act.MONITOR_VERVERSEN, object_type="monitor"):
            pass
        after = text_of(client_of(town.beheerder).get(reverse("beheer")))
        count = [int(text.split(" handeling")[0].rpartition(">")[2]) for text in (before, after)]
        assert count[1] == count[0] + 1
        monkeypatch.setattr("keukentafel.platform.audit.queries.COUNTED", 1)
        assert "meer dan 1 handeling vandaag" in text_of(client_of(town.beheerder).get(reverse("beheer")))

    def test_accounts_with_roles_and_teams(self) -> None:
        town = found()
        found(ELSBEEK, "Elsbeek")
        text = text_of(client_of(town.beheerder).get(reverse("beheer-accounts")))
        assert "13 accounts in Lindewaard" in text
        assert "Functioneel beheerder" in text
        assert "Noord" in text
        assert "9902." not in text
        assert "systeem" not in text

    def test_the_rights_per_role(self) -> None:
        text = text_of(client_of(found().beheerder).get(reverse("beheer-rechten")))
        assert "Declaratie beoordelen" in text
        assert "eigen en team" in text

    def test_closed_to_others_and_to_next_door(self) -> None:
        town = found()
        started(town.beleid)
        routes = ("beheer", "beheer-taken", "beheer-accounts", "beheer-rechten")
        for actor in town.everybody:
            expected = 200 if may(actor, Act.BEHEER_INZIEN) else 403
            client = client_of(actor)
            assert {client.get(reverse(route), headers=PIECE).status_code for route in routes} == {expected}
        assert "486" not in text_of(client_of(found(ELSBEEK, "Elsbeek").beheerder).get(reverse("beheer")))

    @pytest.mark.parametrize("rows", [10, 100])
    def test_queries(self, rows: int) -> None:
        town = found()
        for _ in range(rows):
            started(town.beleid)
        for route in ("beheer", "beheer-taken", "beheer-accounts", "beheer-rechten"):
            assert queries_of(client_of(town.beheerder), reverse(route)) <= 6


class TestKijklog:
    """Who looked, and whether the log is whole."""

    def test_the_looks_newest_first_without_a_name_of_a_resident(self) -> None:
        town = found()
        record_look(
            actor=town.consulent, persoon_ids=[new_id()], act=Act.DOSSIER_INZIEN, reason="Dossier bekeken"
        )
        client_of(town.raadslid).get(reverse("kijklog"))
        text = text_of(client_of(town.privacy).get(reverse("kijklog")))
        assert "Dossier bekeken" in text
        assert "Geweigerd" in text
        assert text.index("Geweigerd") < text.index("Dossier bekeken")

    def test_pages_by_keyset(self) -> None:
        town = found()
        client = client_of(town.privacy)
        assert "Nog niemand keek" in text_of(client.get(reverse("kijklog")))
        record_look(actor=town.consulent, persoon_ids=[new_id() for _ in range(51)], act=Act.DOSSIER_INZIEN)
        text = text_of(client.get(reverse("kijklog")))
        mark = text.split("?na=")[1].split('"')[0]
        later = text_of(client.get(reverse("kijklog") + f"?na={mark}"))
        assert later.count('data-k="Wanneer"') == 1
        assert "Volgende" not in later

    def test_the_log_is_whole_or_it_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        town = found()
        client = client_of(town.privacy)
        assert "<h1>Het logboek klopt</h1>" in text_of(client.get(reverse("kijklog-controle")))
        monkeypatch.setattr("keukentafel.platform.audit.queries.broken_seals", lambda: (SealBreak(12, 40),))
        text = text_of(client.get(reverse("kijklog-controle")))
        assert "<h1>Het logboek klopt niet meer</h1>" in text
        assert "Regel 12 tot en met 40" in text

    def test_closed_to_others_and_to_next_door(self) -> None:
        town = found()
        for actor in town.everybody:
            expected = 200 if may(actor, Act.KIJKLOG_INZIEN) else 403
            for route in ("kijklog", "kijklog-controle"):
                assert client_of(actor).get(reverse(route)).status_code == expected
        assert "Nog niemand keek" in text_of(
            client_of(found(ELSBEEK, "Elsbeek").privacy).get(reverse("kijklog"))
        )

    @pytest.mark.parametrize("rows", [10, 100])
    def test_queries(self, rows: int) -> None:
        town = found()
        record_look(actor=town.consulent, persoon_ids=[new_id() for _ in range(rows)], act=Act.DOSSIER_INZIEN)
        assert queries_of(client_of(town.privacy), reverse("kijklog")) <= 6
