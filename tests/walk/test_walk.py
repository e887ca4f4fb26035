"""One resident's story through the whole house, walked by the cast in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from keukentafel.casework.operations.reference import load_reference
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.operations import set_working_date
from tests.cast import TODAY, Town, found
from tests.walk.browser import Colleague

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def town(live_url: str) -> Town:
    """Lindewaard on a day in November 2026, with rules and contracts."""
    town = found()
    load_reference(actor=town.system)
    set_working_date(actor=town.system, werkdatum=TODAY)
    return town


@pytest.fixture
def cast(browser: Browser, browser_context_args: dict[str, Any], live_url: str) -> Iterator[Any]:
    """Gives a member of the cast a browser."""
    there: list[Colleague] = []

    def enter(actor: Actor) -> Colleague:
        there.append(Colleague(browser, browser_context_args, live_url, actor))
        return there[-1]

    yield enter
    for colleague in there:
        colleague.close()


def saved(page: Page) -> None:
    """Wait until the page says that it saved."""
    expect(page.locator("#bewaard")).to_have_attribute("data-state", "saved")


def test_steps_1_to_3(town: Town, cast: Any) -> None:
    worker = cast(town.contact)
    page = worker.open("/contact/")
    worker.look("contact")
    page.get_by_label("De vraag, in de woorden van de inwoner").fill("Ik kom niet meer toe aan koken en rust.")
    page.locator("#id_naam").fill("Karin Dijkstra")
    page.get_by_label("Geboortedatum").fill("14-03-1988")
    page.get_by_label("Postcode en huisnummer").fill("1290 AA 14")
    page.get_by_role("radio", name="Gesprek plannen").check()
    page.get_by_role("button", name="Opslaan en sluiten").click()
    expect(page.get_by_text("staat bij team Noord")).to_be_visible()

    consulent = cast(town.consulent)
    page = consulent.page
    consulent.look("vandaag")
    page.get_by_role("link", name="Inwoners", exact=True).click()
    page.get_by_role("link", name="Van mijn team").click()
    consulent.look("inwoners")
    page.get_by_role("link", name="Karin Dijkstra").click()
    consulent.look("dossier-nieuw")
    page.get_by_role("button", name="Ontvangst bevestigen").click()
    page.locator("summary", has_text="Begint het binnen zeven dagen").click()
    page.locator("#vroeg").fill("Zij wil niet wachten en maakt geen eigen plan.")
    page.get_by_role("button", name="Onderzoek beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aan tafel met Karin Dijkstra")
    page.locator("#id_datum").fill("24-11-2026")
    page.locator("#id_tijd").fill("9.30")
    page.locator("#id_plaats").fill("thuis")
    page.get_by_role("button", name="Plannen", exact=True).click()
    page.locator("#vh").fill("Zij zoekt houvast op de dagen dat zij werkt.")
    page.locator("#ew").focus()
    saved(page)
    page.locator("summary", has_text="Sociaal").click()
    page.locator("#sociaal_gaat_goed").fill("Mijn zus staat altijd klaar.")
    page.locator("#sociaal_gaat_goed").blur()
    saved(page)
    consulent.look("gesprek")
    page.get_by_role("link", name="Naar oplossingen").click()
    consulent.look("plan-leeg")
    page.get_by_label("Wat wil de inwoner bereiken?").fill("Ik wil weer rust in huis")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("link", name="Oplossing").click()
    consulent.look("oplossing")
