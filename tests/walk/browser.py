"""A colleague at a browser: logs in, looks at pages wide and narrow, and keeps pictures when asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.models import Account
from tests.cast import WACHTWOORD

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
WIDTHS = (1280, 360)
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
KEEP = os.environ.get("SCREENSHOTS") == "1"


class Colleague:
    """One member of the cast at work."""

    def __init__(self, browser: Browser, options: dict[str, Any], url: str, actor: Actor) -> None:
        self.context: BrowserContext = browser.new_context(
            **options, base_url=url, bypass_csp=True, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self._log_in(actor)

    def _log_in(self, actor: Actor) -> None:
        name = Account.objects.get(pk=actor.account_id).gebruikersnaam
        self.page.goto("/account/login/")
        self.page.locator("input[name=login]").fill(name)
        self.page.locator("input[name=password]").fill(WACHTWOORD)
        self.page.locator("form button[type=submit]").first.click()
        expect(self.page.locator("main")).to_be_visible()

    def open(self, path: str) -> Page:
        """Go to an address of the house."""
        self.page.goto(path)
        return self.page

    def look(self, name: str = "") -> None:
        """Judge the open page, wide and narrow: accessible, within its frame, without errors of a script."""
        # A click waits until the next page begins, not until it is there.
        self.page.wait_for_load_state()
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
            faults = [
                (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found["violations"]
            ]
            assert faults == [], (self.page.url, width, faults)
            assert len(found["passes"]) >= 10
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (self.page.url, width)
            if name:
                self._keep(name, width)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        assert self.wrong == []

    def _keep(self, name: str, width: int) -> None:
        target = PICTURES / f"{name}-{width}.png"
        if KEEP:
            self.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            self.page.screenshot(path=target, full_page=True)
        assert target.exists(), f"{target.name} is missing: run make docs"

    def close(self) -> None:
        """Leave."""
        self.context.close()
