"""A plan and a dossier are closed, messages are read and a colleague is let in, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from keukentafel.people.models import Persoon
from tests.casework.story import town
from tests.walk.browser import Colleague
from tests.web.backoffice.office import opened
from tests.web.casework.test_berichten import picked_up
from tests.web.casework.test_closing import agreed, finished, shared
from tests.web.casework.test_toelating import REDEN, page_of, shielded

pytestmark = pytest.mark.journey


def test_a_plan_and_a_dossier_are_closed(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    case = shared()
    agreed(case)
    worker = Colleague(browser, browser_context_args, live_url, case.place.consulent)
    page = worker.open(f"/onderzoek/{case.onderzoek}/plan/afsluiten/")
    worker.look()
    worker.open(f"/onderzoek/{case.onderzoek}/plan/")
    page.get_by_role("link", name="Plan afsluiten").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    worker.look()
    page.get_by_role("dialog").get_by_role("button", name="Plan afsluiten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het plan van Karin Dijkstra is afgesloten")
    worker.look("plan-afgesloten")

    worker.open(f"/inwoners/{case.dossier}/")
    page.get_by_role("link", name="Dossier sluiten").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Waarom kan het dicht?").fill("Het gaat goed.")
    worker.look()
    dialog.get_by_role("button", name="Dossier sluiten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit dossier sluiten?")
    expect(page.get_by_text("Vier gesprekken").first).to_be_visible()
    worker.look("dossier-sluiten")
    finished(case)
    page.get_by_role("button", name="Dossier sluiten").click()
    expect(page.get_by_text("Het dossier is gesloten.")).to_be_visible()
    worker.look("dossier-afgesloten")
    worker.close()


def test_the_messages_with_providers_are_read(
    live_url: str,
    browser: Browser,
    browser_context_args: dict[str, Any],
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.DATA = tmp_path
    office = opened(town(), residents=3, waiting=1)
    address = picked_up(office, office.world.persons[0].id)
    worker = Colleague(browser, browser_context_args, live_url, office.town.consulent)
    page = worker.open(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Berichten met aanbieders")
    worker.look("dossier-berichten")
    worker.close()


def test_a_colleague_is_let_into_a_shielded_dossier(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    place = town()
    dossier_id = shielded(place)
    leader = Colleague(browser, browser_context_args, live_url, place.teamleider)
    page = leader.open("/inwoners/")
    page.get_by_role("link", name="Afgeschermde dossiers").click()
    leader.look("dossiers-afgeschermd")
    leader.open(page_of(dossier_id))
    leader.look()
    page.get_by_label("Wie?").select_option(label=place.consulent.naam)
    page.get_by_label("Tot en met").fill("31-12-2099")
    page.get_by_label("Waarom?").fill(REDEN)
    page.get_by_role("button", name="Toelaten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 collega mag dit dossier openen")
    leader.look("toelating")
    leader.close()
    assert Persoon.objects.get().afgeschermd
