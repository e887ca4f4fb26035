"""Logging in and out, the second step, and the pages for when something goes wrong, as an employee meets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import WACHTWOORD, found
from tests.web.design.test_sheet import faults

pytestmark = pytest.mark.journey

BEHIND_THE_DOOR = [
    "/account/password/change/",
    "/account/2fa/",
    "/account/logout/",
    "/account/reauthenticate/",
]


@pytest.fixture(scope="module")
def town(live_url: str) -> None:
    """Lindewaard with its people."""
    found()


@pytest.fixture
def employee(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, town: None
) -> Iterator[Page]:
    """A consulent before the door."""
    context = browser.new_context(**browser_context_args, base_url=live_url, bypass_csp=True)
    yield context.new_page()
    context.close()


def log_in(page: Page, password: str = WACHTWOORD) -> None:
    """Fill the form and press the button."""
    page.goto("/account/login/?next=/bouwstenen/")
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("femke.aalbers")
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()


def test_a_wrong_password_keeps_the_name_and_says_so(employee: Page) -> None:
    log_in(employee, "iets anders")
    expect(employee.locator("[role=alert]")).to_be_focused()
    expect(employee.get_by_label("Gebruikersnaam of e-mailadres")).to_have_value("femke.aalbers")
    expect(employee.get_by_label("Wachtwoord")).to_have_value("")
    assert faults(employee) == []


def test_the_shell_knows_who_works_and_lets_them_leave(employee: Page) -> None:
    log_in(employee)
    menu = employee.locator(".kt-user")
    expect(menu).to_contain_text("Femke Aalbers")
    expect(employee.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()
    menu.locator("summary").press("Enter")
    assert faults(employee) == []
    employee.keyboard.press("Escape")
    expect(menu.get_by_role("button", name="Uitloggen")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    employee.keyboard.press("Enter")
    menu.get_by_role("button", name="Uitloggen").press("Enter")
    expect(employee.get_by_role("heading", name="Inloggen")).to_be_visible()
    expect(employee.get_by_role("status")).to_contain_text("Je bent uitgelogd.")


@pytest.mark.parametrize("path", BEHIND_THE_DOOR)
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_pages_behind_the_door(employee: Page, path: str, width: int) -> None:
    employee.set_viewport_size({"width": width, "height": 800})
    log_in(employee)
    employee.goto(path)
    assert faults(employee) == []
    assert employee.evaluate("document.documentElement.scrollWidth") <= width
    assert "succesvol" not in employee.locator("body").inner_text().lower()


def test_the_square_for_the_second_step_is_drawn_under_the_policy(employee: Page) -> None:
    log_in(employee)
    employee.goto("/account/2fa/totp/activate/")
    if employee.get_by_label("Wachtwoord").count():
        employee.get_by_label("Wachtwoord").fill(WACHTWOORD)
        employee.get_by_role("button", name="Verder").click()
    expect(employee.locator(".kt-qr svg")).to_be_visible()
    assert faults(employee) == []


def test_a_new_password_is_asked_twice(employee: Page) -> None:
    log_in(employee)
    employee.goto("/account/password/change/")
    employee.get_by_label("Je huidige wachtwoord").fill(WACHTWOORD)
    employee.get_by_label("Nieuw wachtwoord", exact=True).fill("een zin die lang genoeg is")
    employee.get_by_label("Nieuw wachtwoord, nog een keer").fill("een andere zin die lang is")
    employee.get_by_role("button", name="Wachtwoord wijzigen").click()
    expect(employee.locator("[role=alert]")).to_be_focused()
    assert faults(employee) == []
