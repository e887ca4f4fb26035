"""The example municipality, small, as its people see it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from keukentafel.demo import cast
from keukentafel.demo.operations import fill
from keukentafel.demo.options import Options
from keukentafel.monitor.operations import refresh
from keukentafel.platform.accounts.queries import get_actor_named, system_actor
from keukentafel.platform.clock.operations import working_date
from tests.walk.browser import Colleague

pytestmark = pytest.mark.journey

SMALL = Options(inwoners=6_000)


@pytest.fixture(scope="module")
def lindewaard(live_url: str) -> str:
    """A small Lindewaard with its history and its figures."""
    with transaction.atomic():
        fill(SMALL, tell=lambda what, rows: None)
    with working_date(SMALL.working_date):
        refresh(actor=system_actor(SMALL.gemeente))
    return live_url


@pytest.fixture
def enter(browser: Browser, browser_context_args: dict[str, Any], lindewaard: str) -> Iterator[Any]:
    """Gives somebody of the cast a browser."""
    there: list[Colleague] = []

    def someone(user: str) -> Colleague:
        there.append(Colleague(browser, browser_context_args, lindewaard, get_actor_named(user)))
        return there[-1]

    yield someone
    for colleague in there:
        colleague.close()


def test_the_day_of_a_consulent(enter: Any) -> None:
    femke = enter(cast.CONSULENT_NOORD.gebruikersnaam)
    expect(femke.page.get_by_role("heading", level=1)).to_contain_text("Femke")
    femke.look("demo-vandaag")
    femke.page.locator(".kt-work a").first.click()
    femke.look("demo-dossier")
    femke.open("/inwoners/")
    femke.look("demo-inwoners")


def test_the_day_of_the_back_office(enter: Any) -> None:
    office = enter(cast.BACKOFFICE.gebruikersnaam)
    office.look("demo-declaraties")
    for path, name in (
        ("/backoffice/berichten/", "demo-berichten"),
        ("/backoffice/toewijzingen/", "demo-toewijzingen"),
        ("/backoffice/berichten/zonder-antwoord/", ""),
    ):
        office.open(path)
        office.look(name)


def test_what_steering_sees(enter: Any) -> None:
    for user, path, name in (
        (cast.BELEIDSADVISEUR, "/monitor/", "demo-monitor"),
        (cast.CONTROLLER, "/budget/", "demo-budget"),
        (cast.CONTRACTMANAGER, "/contracten/", "demo-contracten"),
    ):
        colleague = enter(user.gebruikersnaam)
        colleague.open(path)
        colleague.look(name)
