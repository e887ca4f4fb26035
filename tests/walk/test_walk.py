"""One resident's story through the whole house, walked by the cast in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from keukentafel.backoffice.berichten.codec.provider import (
    Briefhoofd,
    Client,
    Levering,
    declaratie_323,
    retour_302,
    start_305,
    startproduct,
)
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.jobs.operations import drain
from tests.cast import TODAY, Town
from tests.walk.browser import Colleague
from tests.walk.market import AGB, lindewaard

pytestmark = pytest.mark.journey

DECEMBER = date(2026, 12, 2)


@pytest.fixture(scope="module")
def town(live_url: str) -> Town:
    """Lindewaard on a day in November 2026, with rules, a contract, a budget and a sociale kaart."""
    town = lindewaard()
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
    page.get_by_label("De vraag, in de woorden van de inwoner").fill(
        "Ik kom niet meer toe aan koken en rust."
    )
    page.locator("#id_naam").fill("Karin Dijkstra")
    page.get_by_label("Geboortedatum").fill("14-03-1988")
    page.get_by_label("Postcode en huisnummer").fill("1290 AA 14")
    page.get_by_role("radio", name="Gesprek plannen").check()
    page.locator("summary", has_text="Bij een gesprek of spoed").click()
    page.locator("#id_clientondersteuning").check()
    page.locator("#id_persoonlijk_plan").check()
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
    page.get_by_role("link", name="Gegevens aanvullen").click()
    page.locator("#id_bsn").fill("123456789")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Dit BSN klopt niet").first).to_be_visible()
    page.locator("#id_bsn").fill("999900006")
    page.locator("#id_straat").fill("Sparrenlaan")
    page.locator("#id_huisnummer").fill("14")
    page.locator("#id_woonplaats").fill("Lindewaard")
    consulent.look("gegevens")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Gegevens aangevuld.")).to_be_visible()
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
    page.locator("#id_trede").select_option("individueel")
    page.locator("#id_omschrijving").fill("Begeleiding op de dagen dat zij werkt")
    page.locator("#id_verantwoordelijke").fill("De Brug")
    page.locator("#id_ingangsdatum").fill("23-11-2026")
    page.locator("#id_einddatum").fill("22-05-2027")
    page.locator("#id_evaluatie_op").fill("01-03-2027")
    page.locator("#id_product").select_option(label="Begeleiding individueel (02A16)")
    page.get_by_role("button", name="In het plan zetten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Nog 3 redenen, dan kan het plan naar Karin Dijkstra"
    )
    consulent.look("plan")
    for _ in range(3):
        gap = page.locator(".kt-skip--mist").first
        gap.locator("select").select_option(index=1)
        gap.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_text("Reden bewaard.")).to_be_visible()
    page.get_by_role("radio", name="Eens", exact=True).check()
    page.locator(".kt-resultaat").get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name="Plan delen").click()
    expect(page.get_by_text("Het plan is gedeeld")).to_be_visible()
    page.get_by_role("link", name="Als verslag bekijken").click()
    page.locator("#id_tekst").fill("Fijn dat we aan tafel zaten. Dit spraken we af.")
    page.get_by_role("button", name="Versturen").click()
    dialog = page.get_by_role("dialog", name="Het verslag naar Karin Dijkstra sturen?")
    expect(dialog).to_be_visible()
    consulent.look()
    dialog.get_by_role("button", name="Verslag versturen").click()
    expect(page.get_by_text("Verslag verstuurd")).to_be_visible()
    page.get_by_role("radio", name="Eens", exact=True).check()
    page.get_by_role("button", name="Opschrijven").click()
    consulent.look("verslag")
    page.get_by_role("radio", name="Verder met een individuele voorziening").check()
    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het onderzoek is afgerond")


def test_step_4(town: Town, cast: Any) -> None:
    consulent = cast(town.consulent)
    page = consulent.open("/inwoners/")
    page.get_by_role("link", name="Karin Dijkstra").click()
    page.get_by_role("link", name="Besluit", exact=True).click()
    page.locator("#id_oplossing").select_option(index=1)
    page.locator("#id_product").select_option(label="Begeleiding individueel")
    page.get_by_role("button", name="Opschrijven").click()
    consulent.look("besluiten")
    page.get_by_role("link", name="Besluit maken").click()
    page.get_by_role("radio", name="Toegekend", exact=True).check()
    page.locator("#id_aanbod").select_option(label="De Brug")
    page.locator("#id_volume").fill("4")
    page.locator("#id_eenheid").select_option("04")
    page.locator("#id_frequentie").select_option("2")
    page.locator("#id_ingangsdatum").fill("23-11-2026")
    page.locator("#id_einddatum").fill("22-05-2027")
    page.locator("#id_heronderzoek_op").fill("01-04-2027")
    page.locator("#id_motivering").fill("Eigen kracht, netwerk en algemeen aanbod zijn geprobeerd.")
    consulent.look("besluit-maken")
    page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_text("Dit is een concept")).to_be_visible()
    expect(page.get_by_role("button", name="Ondertekenen")).to_have_count(0)
    address = page.url

    leader = cast(town.teamleider)
    page = leader.open(address)
    page.get_by_role("button", name="Ondertekenen").click()
    page.get_by_role("link", name="Versturen").click()
    dialog = page.get_by_role("dialog", name="Dit besluit naar Karin Dijkstra sturen?")
    expect(dialog).to_be_visible()
    leader.look()
    dialog.get_by_role("button", name="Besluit versturen").click()
    expect(page.get_by_text("is verstuurd aan de inwoner")).to_be_visible()
    leader.look("besluit")
    page.get_by_role("link", name="Als brief bekijken").click()
    leader.look("brief")
    drain()


def outbox(number: int) -> Path:
    """The newest file of this kind that left the house."""
    files = (Path(settings.DATA) / "berichten" / "9901" / "uit").glob(f"*{number}*.xml")
    return max(files, key=lambda path: path.stat().st_mtime)


def provider_files(folder: Path) -> list[Path]:
    """What De Brug sends back: an answer, a start, and a declaration of more hours than were allocated."""
    allocation = outbox(301).read_bytes()
    message = read(allocation).bericht
    assert isinstance(message, Bericht301)
    client, product = message.client, message.client.toegewezenproducten[0]
    assert product.product

    def head(number: int, day: date) -> Briefhoofd:
        return Briefhoofd(aanbieder=AGB, gemeente="9901", identificatie=f"brug{number}", dagtekening=day)

    start = startproduct(
        product.toewijzingnummer,
        product.product.categorie,
        product.product.code,
        ingangsdatum=product.ingangsdatum,
        begindatum=product.ingangsdatum,
    )
    person = Client(bsn=client.bsn, achternaam="Dijkstra", geboortedatum=date(1988, 3, 14))
    delivered = Levering(
        bsn=client.bsn,
        toewijzingnummer=product.toewijzingnummer,
        categorie="02",
        code="02A16",
        begindatum=date(2026, 11, 23),
        einddatum=date(2026, 11, 30),
        volume=11,
        eenheid="04",
        tarief=6360,
        referentienummer="brug-nov-1",
    )
    files = {
        "302.xml": retour_302(allocation, identificatie="brug302", dagtekening=DECEMBER),
        "305.xml": start_305(head(305, DECEMBER), person, [start]),
        "323.xml": declaratie_323(
            head(323, DECEMBER),
            declaratienummer="BRUG202611",
            maand=date(2026, 11, 1),
            leveringen=[delivered],
        ),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def test_step_5(town: Town, cast: Any, tmp_path: Path) -> None:
    set_working_date(actor=town.system, werkdatum=DECEMBER)
    office = cast(town.backoffice)
    page = office.open("/backoffice/berichten/inlezen/")
    office.look("inlezen")
    page.locator("input[type=file]").set_input_files(provider_files(tmp_path))
    page.get_by_role("button", name="Inlezen").click()
    drain()
    page = office.open("/backoffice/berichten/")
    office.look("berichten")
    page = office.open("/backoffice/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("wacht op jou")
    page.locator("table a").first.click()
    office.look("declaraties")
    page.get_by_role("link", name="Toch goedkeuren, met reden").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("textarea").fill("Extra uren afgesproken met de consulent.")
    dialog.get_by_role("button", name="goedkeuren").first.click()
    drain()
    assert b"8001" in outbox(325).read_bytes()
    assert outbox(306).exists()

    consulent = cast(town.consulent)
    page = consulent.open("/inwoners/")
    page.get_by_role("link", name="Karin Dijkstra").click()
    expect(page.get_by_text("Gestart", exact=True)).to_be_visible()
    expect(page.get_by_text("699,60").first).to_be_visible()
    consulent.look("dossier")


def test_step_6(town: Town, cast: Any) -> None:
    controller = cast(town.controller)
    page = controller.open("/budget/")
    expect(page.get_by_text("Begeleiding", exact=False).first).to_be_visible()
    controller.look("budget")
    manager = cast(town.contractmanager)
    manager.open("/contracten/")
    manager.look("contracten")


def test_step_7(town: Town, cast: Any) -> None:
    adviser = cast(town.beleid)
    page = adviser.open("/monitor/")
    adviser.look("monitor-leeg")
    page.get_by_role("button", name="erversen").first.click()
    drain()
    page = adviser.open("/monitor/")
    expect(
        page.get_by_text("Minder dan", exact=False).or_(page.get_by_text("minder dan", exact=False)).first
    ).to_be_visible()
    adviser.look("monitor")
    council = cast(town.raadslid)
    council.open("/monitor/")
    council.look()


def test_the_other_rooms(town: Town, cast: Any) -> None:
    for actor, path, name in (
        (town.contact, "/sociale-kaart/", "sociale-kaart"),
        (town.beheerder, "/beheer/", "beheer"),
        (town.privacy, "/kijklog/", "kijklog"),
    ):
        colleague = cast(actor)
        colleague.open(path)
        colleague.look(name)


def test_the_outsider_is_refused_at_each_step(town: Town, cast: Any) -> None:
    insider = cast(town.consulent)
    page = insider.open("/inwoners/")
    page.get_by_role("link", name="Karin Dijkstra").click()
    tabs = page.locator(".kt-tabs a")
    expect(tabs.first).to_be_visible()
    addresses = [page.url, *(link.evaluate("node => node.href") for link in tabs.all())]
    assert len(addresses) >= 5
    outsider = cast(town.outsider)
    for address in addresses:
        answer = outsider.page.goto(address)
        assert answer is not None
        assert answer.status == 403
    outsider.look("gesloten")
    found = outsider.open("/")
    found.locator("#kt-zoek").fill("Dijkstra")
    found.locator("#kt-zoek").press("Enter")
    expect(found.get_by_text("Niets gevonden")).to_be_visible()
