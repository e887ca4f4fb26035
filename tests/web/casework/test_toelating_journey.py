"""A colleague is let into a shielded dossier, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from keukentafel.people.models import Persoon
from tests.casework.story import town
from tests.walk.browser import Colleague
from tests.web.casework.test_toelating import REDEN, page_of, shielded

pytestmark = pytest.mark.journey


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
