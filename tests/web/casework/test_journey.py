"""A plan and a dossier are closed, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.walk.browser import Colleague
from tests.web.casework.test_closing import agreed, finished, shared

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
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit dossier sluiten?")
    page.get_by_label("Waarom kan het dicht?").fill("Het gaat goed.")
    worker.look()
    page.get_by_role("button", name="Dossier sluiten").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("Vier gesprekken").first).to_be_visible()
    worker.look("dossier-sluiten")
    finished(case)
    page.get_by_role("button", name="Dossier sluiten").click()
    expect(page.get_by_text("Het dossier is gesloten.")).to_be_visible()
    worker.look("dossier-afgesloten")
    worker.close()
