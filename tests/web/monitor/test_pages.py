"""The monitor page and its file, over real requests."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from keukentafel.monitor import reading
from keukentafel.monitor.domain import MonitorFilter, MonitorPage, Noemer
from keukentafel.monitor.queries import get_monitor, mart_folder
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.accounts.queries import may
from keukentafel.platform.jobs import operations as jobs
from keukentafel.platform.jobs.models import Voortgang
from keukentafel.web.monitor import blad, words
from tests.casework.story import queries_at_most
from tests.cast import ELSBEEK, Town, found
from tests.monitor import marts

pytestmark = pytest.mark.db

PIECE = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    yield
    reading.figures.cache_clear()


@pytest.fixture
def town() -> Town:
    return found()


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def page_of(actor: Actor, **chosen: Any) -> str:
    answer = client_of(actor).get(reverse("monitor"), chosen)
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(actor: Actor, **chosen: Any) -> list[list[str]]:
    answer = client_of(actor).get(reverse("monitor-bestand"), chosen)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="monitor-\d{4}-2026-11-20\.csv"', answer["Content-Disposition"]
    )
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def figures_of(actor: Actor, wijk: str = "") -> MonitorPage:
    return get_monitor(actor=actor, filter=MonitorFilter(wijk))


class TestWho:
    """Who steers sees the monitor; who works with residents does not."""

    def test_each_role(self, town: Town) -> None:
        marts.put(town.code)
        for actor in town.everybody:
            expected = 200 if may(actor, Act.MONITOR_INZIEN) else 403
            for route in ("monitor", "monitor-bestand", "monitor-stand"):
                answer = client_of(actor).get(reverse(route), headers=PIECE)
                assert answer.status_code == expected, (actor.naam, route)

    def test_only_the_policy_adviser_refreshes(self, town: Town) -> None:
        for actor in town.everybody:
            answer = client_of(actor).post(reverse("monitor-verversen"))
            assert answer.status_code == (302 if may(actor, Act.MONITOR_VERVERSEN) else 403), actor.naam
        assert Voortgang.objects.count() == 1
        assert client_of(town.beleid).get(reverse("monitor-verversen")).status_code == 405

    def test_a_stranger_logs_in_first(self, town: Town) -> None:
        assert Client().get(reverse("monitor")).status_code == 302

    def test_the_other_municipality_is_not_seen(self, town: Town) -> None:
        marts.put(town.code)
        elsbeek = found(ELSBEEK, "Elsbeek")
        assert "Er zijn nog geen cijfers" in page_of(elsbeek.beleid)
        assert "Waterkwartier" not in page_of(elsbeek.beleid)
        assert client_of(elsbeek.beleid).get(reverse("monitor-bestand")).status_code == 404


class TestRefreshing:
    """Before the first refresh, while it runs, and when it ended."""

    def test_the_empty_page_says_how_to_begin(self, town: Town) -> None:
        assert "Cijfers verversen" in page_of(town.beleid)
        reader = page_of(town.raadslid)
        assert "Cijfers verversen" not in reader
        assert "Een beleidsadviseur kan ze verversen" in reader

    def test_from_the_button_to_the_figures(self, town: Town) -> None:
        client = client_of(town.beleid)
        waiting = client.post(reverse("monitor-verversen"), follow=True).content.decode()
        assert "De cijfers worden ververst" in waiting
        assert "Cijfers verversen</button>" not in waiting
        again = client.post(reverse("monitor-verversen"), follow=True).content.decode()
        assert "worden al ververst" in again
        assert Voortgang.objects.count() == 1
        assert "HX-Refresh" not in client.get(reverse("monitor-stand"), headers=PIECE)
        assert client.get(reverse("monitor-stand"))["Location"] == reverse("monitor")
        jobs.drain()
        assert client.get(reverse("monitor-stand"), headers=PIECE)["HX-Refresh"] == "true"
        assert "Nieuwe vragen per wijk" in page_of(town.beleid)

    def test_a_failure_is_told_to_who_may_try_again(self, town: Town) -> None:
        marts.put(town.code)
        client_of(town.beleid).post(reverse("monitor-verversen"))
        Voortgang.objects.update(status="mislukt", melding="De schijf is vol.")
        assert "De schijf is vol." in page_of(town.beleid)
        assert "De schijf is vol." not in page_of(town.raadslid)


class TestPage:
    """Each figure with its meaning, and small ones hidden."""

    def test_the_title_is_the_message(self, town: Town) -> None:
        marts.put(town.code)
        shown = figures_of(town.beleid)
        latest = blad.ripe(shown, Noemer.ALLE_CONTACTEN)
        assert latest is not None
        title = f"{latest.percentage:.0f}% van alle contacten leidt tot een individuele voorziening. De norm is 20%"
        assert f"<h1>{title}</h1>" in page_of(town.beleid)

    def test_every_block_says_how_it_was_counted_and_when(self, town: Town) -> None:
        marts.put(town.code)
        text = page_of(town.controller)
        assert text.count("Hoe dit cijfer is berekend") == 6
        assert text.count("Stand op 20 november 2026") == 6
        assert text.count("<summary>Toon als tabel</summary>") == 6
        for said in (
            "ten hoogste 20%",
            "nog niet rijp",
            "Telt mee als geslaagd, niet als afwijzing",
            "minder dan 10",
        ):
            assert said in text

    def test_the_difference_in_definition_stands_before_the_comparison(self, town: Town) -> None:
        marts.put(town.code)
        text = page_of(town.beleid)
        assert 0 < text.index("Niet helemaal hetzelfde geteld") < text.index("vergelijkbare gemeenten lig")
        assert "CBS Kerncijfers wijken en buurten 2022" in text

    def test_queries_stay_few(self, town: Town) -> None:
        marts.put(town.code)
        client = client_of(town.beleid)
        client.get(reverse("monitor"))
        with queries_at_most(8):
            client.get(reverse("monitor"))

    def test_one_neighbourhood_is_shown_per_quarter(self, town: Town) -> None:
        marts.put(town.code, monthly=900)
        text = page_of(town.beleid, wijk="Kerkbuurt", venster=3)
        assert '<option value="Kerkbuurt" selected>' in text
        assert '<option value="3" selected>' in text
        assert "2026-3" in text
        assert "Van één wijk tonen we kwartalen" in text

    def test_a_filter_that_makes_no_sense_shows_all(self, town: Town) -> None:
        marts.put(town.code)
        text = page_of(town.beleid, wijk="'; drop table", venster="veel")
        assert "alle wijken" in text
        assert "drop table" not in text

    def test_a_tiny_municipality_still_has_a_page(self, town: Town) -> None:
        marts.put(town.code, monthly=1)
        text = page_of(town.beleid)
        assert "kwamen er te weinig vragen binnen" in text or "vragen binnen" in text
        assert words.HIDDEN in text

    def test_without_facts_all_is_told(self, town: Town) -> None:
        client_of(town.beleid).post(reverse("monitor-verversen"))
        jobs.drain()
        text = page_of(town.beleid)
        assert "is nog geen begroting geladen" in text
        assert "Naast vergelijkbare gemeenten" not in text


class TestFile:
    """The file hides what the page hides."""

    @pytest.mark.parametrize("wijk", ["", "Kerkbuurt"])
    @pytest.mark.parametrize("monthly", [40, 300])
    def test_it_holds_the_figures_of_the_page(self, town: Town, wijk: str, monthly: int) -> None:
        marts.put(town.code, monthly=monthly)
        shown = figures_of(town.beleid, wijk)
        rows = file_of(town.beleid, wijk=wijk)
        counts = [row[4] for row in rows if row[0] == "nieuwe vragen per wijk"]
        expected = [
            words.HIDDEN if count is None else str(count)
            for one in shown.per_wijk
            for count in (one.beantwoord, one.melding, one.niet_voor_ons, one.totaal)
        ]
        assert counts == expected
        led = [row[4] for row in rows if row[0] == "20%-norm" and row[3].endswith("maanden")]
        assert led == [words.HIDDEN if c.individueel is None else str(c.individueel) for c in shown.cohorten]
        small = [row for row in rows if row[5] == "aantal" and row[4].isdecimal() and 0 < int(row[4]) < 10]
        assert small == []

    def test_it_names_source_and_difference_of_the_comparison(self, town: Town) -> None:
        marts.put(town.code)
        rows = [row for row in file_of(town.raadslid) if row[0] == "vergelijking"]
        assert len(rows) == 16
        assert {row[6] for row in rows if row[1] != "eigen gemeente"} == {
            "CBS Kerncijfers wijken en buurten 2022"
        }

    def test_before_the_first_refresh_there_is_none(self, town: Town) -> None:
        assert client_of(town.beleid).get(reverse("monitor-bestand")).status_code == 404
        assert not mart_folder(town.code).exists()
