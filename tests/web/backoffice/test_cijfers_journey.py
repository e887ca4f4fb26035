"""The controller answers a line of a shielded resident on its figures, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import found
from tests.walk.browser import Colleague
from tests.web.backoffice.office import opened

pytestmark = pytest.mark.journey


def test_a_line_is_judged_without_knowing_of_whom_it_is(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    office = opened(found(), shielded=True)
    controller = Colleague(browser, browser_context_args, live_url, office.town.controller)
    page = controller.open("/budget/")
    page.get_by_role("link", name="Declaraties op cijfers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 regel wacht op jou")
    controller.look("cijfers")
    page.get_by_role("link", name="Stichting De Brug").click()
    controller.look("cijfers-regel")
    page.get_by_role("link", name="Toch goedkeuren, met reden").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Waarom keur je dit toch goed?").fill("Zo is het met de aanbieder afgesproken.")
    controller.look()
    dialog.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("1 regel goedgekeurd")).to_be_visible()
    expect(page.get_by_text("Niets te beoordelen")).to_be_visible()
    controller.look()
    controller.close()
