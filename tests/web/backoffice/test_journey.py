"""The back office in a real browser: every page wide and narrow, the dialog, the message behind its look, the upload."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from keukentafel.backoffice.berichten import folders
from keukentafel.backoffice.berichten.codec.provider import Bestandsfout
from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.berichten.operations import scan_inbox
from keukentafel.backoffice.declaraties.models import Declaratie
from keukentafel.backoffice.toewijzingen.models import StartMelding, Toewijzing
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.models import Kijkregel
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.jobs.operations import drain
from tests.cast import found
from tests.walk.browser import Colleague
from tests.web.backoffice.office import Office, broken, budgeted, opened
from tests.web.socialmap.test_kaart import entries

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def office(live_url: str) -> Office:
    """A back office with everything in it, on a database of this module alone."""
    made = opened(found(), residents=9, waiting=6)
    broken(made)
    budgeted(made.town)
    entries(made.town)
    return made


def test_every_page_of_the_back_office(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office
) -> None:
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    line = office.waiting()[0]
    identities = list(Bericht.objects.order_by("id").values_list("pk", flat=True))
    addresses = [
        reverse("declaraties"),
        reverse("declaratie-regel", args=[line]),
        reverse("regel-goedkeuren", args=[line]),
        reverse("declaraties-alle"),
        reverse("declaratie", args=[Declaratie.objects.values_list("pk", flat=True)[0]]),
        reverse("berichten"),
        reverse("berichten-verstuurd"),
        reverse("berichten-zonder-antwoord"),
        reverse("berichten-zonder-antwoord") + "?mist=start",
        *(reverse("bericht", args=[identity]) for identity in identities[:3]),
        reverse("bericht-inhoud", args=[identities[0]]),
        reverse("bericht-inlezen"),
        reverse("toewijzingen"),
        reverse("toewijzing", args=[Toewijzing.objects.values_list("pk", flat=True)[0]]),
        reverse("toewijzing-opnieuw", args=[Toewijzing.objects.values_list("pk", flat=True)[0]]),
        reverse("oorzaak-afkeuren", args=[line]),
        reverse("sociale-kaart"),
    ]
    for address in addresses:
        bas.open(address)
        bas.look()
    bas.close()


def test_help_without_an_allocation(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office
) -> None:
    world, arrived = office.world, Bericht.objects.filter(richting="in").order_by("id")[0]
    with handeling(actor=office.town.system, act=Act.GEGEVENS_LADEN, object_type="test") as done:
        StartMelding.objects.create(
            gemeente_id=office.town.code, handeling_id=done.id, persoon_id=world.persons[0].id,
            aanbieder_id=world.market.aanbieder, productcategorie="45", productcode="45A49",
            begindatum=date(2026, 11, 2), statusaanlevering="1", bericht_id=arrived.pk, gemeld_op=date(2026, 11, 3),
        )  # fmt: skip
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    page = bas.open(reverse("toewijzingen"))
    page.get_by_role("link", name="Hulp zonder toewijzing").click()
    expect(page.get_by_role("row", name="Ambulante begeleiding jeugd")).to_contain_text("2 nov 2026")
    expect(page.get_by_text("Dijkstra")).to_have_count(0)
    bas.look()
    page.get_by_role("link", name="Gestopt").click()
    expect(page.get_by_role("heading", name="Geen hulp zonder toewijzing")).to_be_visible()
    bas.look()
    page.get_by_role("link", name="Alle", exact=True).click()
    page.get_by_role("link", name="Startbericht").click()
    expect(page).to_have_url(f"{live_url}{reverse('bericht', args=[arrived.pk])}")
    bas.close()


def test_a_message_that_did_not_arrive_is_sent_again(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office, tmp_path: Path
) -> None:
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    drain()
    sent = Bericht.objects.filter(richting="uit").order_by("id")[0]
    refusal = b"IB010\nDe ontvanger is niet aangesloten"
    folders.write_file(office.town.code, folders.Vak.TERUG, f"{sent.bestandsnaam}.fout", refusal)
    scan_inbox(actor=office.town.system)
    bas.open(reverse("berichten-zonder-antwoord"))
    bas.look()
    page = bas.open(reverse("bericht", args=[sent.pk]))
    expect(page.get_by_text("IB010: De ontvanger is niet aangesloten")).to_be_visible()
    bas.look()
    page.get_by_role("link", name="Opnieuw versturen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("met dezelfde inhoud en hetzelfde kenmerk")).to_be_visible()
    bas.look()
    dialog.get_by_role("button", name="Opnieuw versturen").click()
    expect(page.get_by_text("Het bericht staat opnieuw klaar voor Stichting De Brug.")).to_be_visible()
    bas.open(reverse("bericht-opnieuw", args=[sent.pk]))
    bas.look()
    bas.close()


def test_checking_a_message(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office, tmp_path: Path
) -> None:
    daphne = Colleague(browser, browser_context_args, live_url, office.town.beheerder)
    page = daphne.open(reverse("bericht-controleren"))
    daphne.look()
    wrong = office.world.file(nummer="C1", bestandsfout=Bestandsfout.TOTAAL_FOUT)
    page.get_by_label("Plak hier het bericht").fill(wrong.decode())
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_text("1 fout in dit bericht")).to_be_visible()
    daphne.look()
    page.get_by_role("link", name="TR358").click()
    expect(page.get_by_role("row", name="TR358")).to_be_in_viewport()
    daphne.look()
    page = daphne.open(reverse("bericht-controleren"))
    file = tmp_path / "goed.xml"
    file.write_bytes(office.world.file(nummer="C2"))
    page.get_by_label("Of kies een bestand").set_input_files([file])
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_text("is geen fout gevonden")).to_be_visible()
    daphne.look()
    daphne.close()


def test_every_page_of_the_others(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office
) -> None:
    town = office.town
    work = {
        town.contractmanager: ["contracten", "budget"],
        town.beheerder: ["beheer", "beheer-accounts", "beheer-rechten"],
        town.privacy: ["kijklog", "kijklog-controle"],
    }
    for actor, routes in work.items():
        somebody = Colleague(browser, browser_context_args, live_url, actor)
        for route in routes:
            somebody.open(reverse(route))
            somebody.look()
        if actor == town.contractmanager:
            somebody.open(reverse("contract", args=[office.world.market.contract]))
            somebody.look()
        somebody.close()


def test_granting_in_the_dialog(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office
) -> None:
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    page = bas.open(reverse("declaratie-regel", args=[office.waiting()[0]]))
    page.get_by_role("link", name="Toch goedkeuren, met reden").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("€\u00a0558,40 toch goedkeuren?")
    bas.look()
    dialog.get_by_label("Waarom keur je dit toch goed?").fill("Afgesproken met De Brug")
    dialog.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("1 regel goedgekeurd, samen")).to_be_visible()
    bas.look()
    bas.close()


def test_the_message_itself_comes_when_it_is_opened(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office
) -> None:
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    first = Bericht.objects.order_by("id").values_list("pk", flat=True)[0]
    page = bas.open(reverse("bericht", args=[first]))
    before = Kijkregel.objects.count()
    page.get_by_text("Toon het bericht zelf").click()
    expect(page.get_by_role("textbox", name="Het bericht D1.xml")).to_be_visible()
    assert Kijkregel.objects.count() == before + len(office.world.persons)
    bas.look()
    bas.close()


def test_an_upload_shows_its_verdict_by_itself(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str, office: Office, tmp_path: Path
) -> None:
    bas = Colleague(browser, browser_context_args, live_url, office.town.backoffice)
    page = bas.open(reverse("bericht-inlezen"))
    file = tmp_path / "D5-augustus.xml"
    file.write_bytes(office.world.file(nummer="D5", maand=date(2026, 8, 1)))
    page.get_by_label("Bestanden van aanbieders").set_input_files([file])
    page.get_by_role("button", name="Inlezen").click()
    expect(page.get_by_role("heading", name="Nu bezig")).to_be_visible()
    bas.look()
    drain()
    expect(page.get_by_role("link", name="D5-augustus.xml")).to_be_visible()
    expect(page.get_by_role("heading", name="Nu bezig")).to_have_count(0)
    expect(page.get_by_text("Aangenomen").first).to_be_visible()
    bas.close()
