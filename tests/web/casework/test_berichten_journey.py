"""The messages with providers are read in a dossier, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from tests.casework.story import town
from tests.walk.browser import Colleague
from tests.web.backoffice.office import opened
from tests.web.casework.test_berichten import picked_up

pytestmark = pytest.mark.journey


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
