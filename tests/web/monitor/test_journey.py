"""The policy adviser fills the monitor and reads it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from keukentafel.monitor import reading
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.jobs import operations as jobs
from tests.cast import TODAY, found
from tests.monitor import marts
from tests.walk.browser import Colleague

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    yield
    reading.figures.cache_clear()


def test_from_an_empty_monitor_to_its_figures(
    live_url: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    town = found()
    set_working_date(actor=town.system, werkdatum=TODAY)
    adviser = Colleague(browser, browser_context_args, live_url, town.beleid)
    page = adviser.open("/monitor/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Er zijn nog geen cijfers")
    adviser.look()
    page.get_by_role("button", name="Cijfers verversen").click()
    expect(page.get_by_text("De cijfers worden ververst")).to_be_visible()
    adviser.look()
    jobs.drain()
    expect(page.get_by_role("heading", name="Nieuwe vragen per wijk")).to_be_visible(timeout=30_000)
    adviser.look()

    marts.put(town.code, monthly=600)
    adviser.open("/monitor/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("van alle contacten leidt tot")
    adviser.look("monitor")
    page.get_by_label("Gebied").select_option("Kerkbuurt")
    page.get_by_label("Volgtijd").select_option("3")
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_text("Lindewaard, Kerkbuurt")).to_be_visible()
    for summary in page.locator("main details > summary").all():
        summary.click()
    adviser.look("monitor-wijk")
    with page.expect_download() as download:
        page.get_by_role("link", name="Gegevens als bestand").click()
    assert download.value.suggested_filename == "monitor-9901-2026-11-20.csv"
    adviser.close()
