"""A closed dossier is opened in an emergency and the entry is judged, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from keukentafel.people.models import Toegang
from tests.casework import story
from tests.walk.browser import Colleague
from tests.web.people.test_noodtoegang import REDEN, dossier_of

pytestmark = pytest.mark.journey


def test_opened_in_an_emergency_and_judged(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    place = story.town()
    dossier_id = dossier_of(place)
    outsider = Colleague(browser, browser_context_args, live_url, place.outsider)
    page = outsider.open(f"/inwoners/{dossier_id}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit dossier is gesloten")
    outsider.look("dossier-gesloten")
    page.get_by_role("link", name="Openen in een noodgeval").click()
    outsider.look("noodtoegang")
    page.get_by_role("button", name="Openen voor vier uur").click()
    outsider.look()
    page.get_by_label("Waarom moet je dit dossier nu zien?").fill(REDEN)
    page.get_by_role("button", name="Openen voor vier uur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karin Dijkstra")
    outsider.look()
    outsider.close()
    privacy = Colleague(browser, browser_context_args, live_url, place.privacy)
    page = privacy.open("/kijklog/")
    privacy.look()
    page.get_by_role("link", name="Noodtoegang").click()
    privacy.look("noodtoegang-lijst")
    page.get_by_role("link", name=place.outsider.naam).click()
    privacy.look("noodtoegang-beoordelen")
    page.get_by_label("Niet gerechtvaardigd", exact=True).check()
    page.get_by_label("Toelichting").fill("Het team was gewoon bereikbaar.")
    page.get_by_role("button", name="Oordeel bewaren").click()
    expect(page.get_by_text("Je oordeel is bewaard.")).to_be_visible()
    privacy.look()
    privacy.close()
    assert Toegang.objects.get().oordeel == "niet gerechtvaardigd"
