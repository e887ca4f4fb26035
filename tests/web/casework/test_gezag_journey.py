"""Who has custody is recorded and ended, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.casework import story
from tests.walk.browser import Colleague
from tests.web.casework.test_gezag import child_of

pytestmark = pytest.mark.journey


def test_a_parent_is_recorded_and_ended(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    place = story.town()
    dossier_id, _, _ = child_of(place)
    worker = Colleague(browser, browser_context_args, live_url, place.consulent)
    page = worker.open(f"/inwoners/{dossier_id}/")
    page.get_by_role("link", name="Gezag", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie het gezag heeft, is niet vastgelegd")
    worker.look()
    page.get_by_role("radio", name="Een ouder", exact=True).check()
    page.get_by_label("Sinds").fill("01-05-2012")
    page.get_by_label("Waar weten we dit van?").fill("Gezagsregister, 3 maart 2026")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Kies wie het gezag heeft, of vul een naam in.").first).to_be_visible()
    worker.look()
    page.get_by_label("Iemand uit het huishouden").select_option(label="Inge Dijkstra")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gezag: Inge Dijkstra")
    worker.look("gezag")
    page.get_by_role("link", name="Beëindigen").click()
    worker.look()
    page.get_by_label("Laatste dag").fill("31-12-2025")
    page.get_by_role("button", name="Beëindigen").click()
    expect(page.get_by_text("Geldt nu niet")).to_be_visible()
    worker.look()
    worker.close()
