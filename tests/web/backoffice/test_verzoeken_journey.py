"""Requests in a real browser: every page wide and narrow, and an answer that asks first."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from keukentafel.backoffice.verzoeken.models import Verzoek
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.verzoeken.asking import LATER
from tests.cast import found
from tests.walk.browser import Colleague
from tests.web.backoffice.test_verzoeken import requested


@pytest.mark.journey
def test_the_requests_and_an_answer(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str
) -> None:
    town = found()
    requested(town)
    with working_date(LATER):
        bas = Colleague(browser, browser_context_args, live_url, town.backoffice)
        page = bas.open(reverse("verzoeken"))
        bas.look("backoffice-verzoeken")
        for verzoek_id in Verzoek.objects.order_by("soort").values_list("pk", flat=True)[:2]:
            bas.open(reverse("verzoek", args=[verzoek_id]))
            bas.look()
            for route in ("verzoek-toewijzen", "verzoek-onderzoeken", "verzoek-afwijzen"):
                bas.open(reverse(route, args=[verzoek_id]))
                bas.look()
        first = Verzoek.objects.get(referentieaanbieder="VOT-1").pk
        page = bas.open(reverse("verzoek", args=[first]))
        page.get_by_role("link", name="Afwijzen").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Waarom wijs je dit af?").select_option("8")
        dialog.get_by_role("button", name="Afwijzen").click()
        expect(page.get_by_text("Deze code hoort bij geen gemeente").first).to_be_visible()
        bas.look()
        page.get_by_label("Code van de verantwoordelijke gemeente").fill("0363")
        page.get_by_role("button", name="Afwijzen").click()
        expect(page.get_by_text("Het bericht (319) staat klaar")).to_be_visible()
        expect(page.get_by_text("Afgewezen: woonplaatsbeginsel, gemeente 0363")).to_be_visible()
        bas.look("backoffice-verzoek")
        bas.close()
