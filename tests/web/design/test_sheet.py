"""The sheet of building blocks in a real browser: accessible, in its frame, under the strict policy, with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, expect

pytestmark = pytest.mark.journey

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PAGES = ["/bouwstenen/", "/bouwstenen/inwoner/", "/bouwstenen/brief/", "/account/login/", "/bestaat-niet/"]
ASKED_FOR = (
    "status of 4",
    "status of 5",
    "Response Status Error Code",
    "htmx:sendError",
    "htmx:afterRequest",
    "ERR_INTERNET_DISCONNECTED",
)
WATCH = """
document.addEventListener('securitypolicyviolation', (event) => console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI));
"""


@pytest.fixture
def audited(
    browser: Browser, browser_context_args: dict[str, Any], live_url: str
) -> Iterator[BrowserContext]:
    """A visitor whose browser lets the test bring axe along; everything else is as for everybody."""
    context = browser.new_context(**browser_context_args, base_url=live_url, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser, browser_context_args: dict[str, Any], live_url: str) -> Iterator[Page]:
    """A visitor under the strict policy; the test fails on any message in the console but refusals it asked for."""
    context = browser.new_context(**browser_context_args, base_url=live_url)
    context.add_init_script(WATCH)
    page = context.new_page()
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if not any(words in message.text for words in ASKED_FOR):
            heard.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert heard == []
    assert [url for url in asked if not url.startswith((live_url, "data:"))] == []


def faults(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe finds on the open page, as rule and places. At least ten rules must have had something to judge."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert len(found["passes"]) >= 10
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found["violations"]]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(audited: BrowserContext, path: str, width: int) -> None:
    page = audited.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert faults(page) == []


def test_axe_finds_nothing_with_a_dialog_open(audited: BrowserContext) -> None:
    page = audited.new_page()
    page.goto("/bouwstenen/")
    page.get_by_role("button", name="Open als dialoog").click()
    expect(page.get_by_role("dialog", name="Hulp van De Brug stopzetten?")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360, 640, 1024, 1280])
def test_nothing_scrolls_sideways(visitor: Page, path: str, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.goto(path)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= width


def test_wide_text_spacing_breaks_nothing(audited: BrowserContext) -> None:
    """WCAG 1.4.12."""
    page = audited.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/bouwstenen/")
    spacing = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important"
    page.add_style_tag(content=f"* {{ {spacing} }} p {{ margin-block-end: 2em !important }}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_our_own_letters_are_used(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    visitor.evaluate("document.fonts.ready.then(() => true)")
    loaded = visitor.evaluate(
        "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
    )
    assert {name.strip('"') for name in loaded} == {"Noto Sans", "Source Serif 4"}


def test_the_error_summary_has_the_focus_and_leads_to_the_field(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    expect(visitor.locator("[role=alert]", has_text="Er kloppen 3 dingen nog niet")).to_be_focused()
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#id_geboortedatum")).to_be_focused()


def test_the_skip_link_comes_first(visitor: Page) -> None:
    visitor.goto("/bouwstenen/inwoner/")
    visitor.keyboard.press("Tab")
    skip = visitor.get_by_role("link", name="Direct naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()


def test_a_dialog_with_keys_alone(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    opener = visitor.get_by_role("button", name="Open als dialoog")
    opener.focus()
    visitor.keyboard.press("Enter")
    dialog = visitor.get_by_role("dialog", name="Hulp van De Brug stopzetten?")
    expect(dialog).to_be_visible()
    visitor.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    visitor.get_by_role("link", name="Met een pagina erachter").press("Enter")
    expect(dialog).to_be_visible()


def test_choices_with_arrow_keys(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    group = visitor.get_by_role("group", name="Hoe kwam het binnen?").first
    group.get_by_role("radio", name="Telefoon").focus()
    visitor.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Inloop")).to_be_checked()


def test_every_stop_of_the_tab_key_shows_where_one_is(visitor: Page) -> None:
    """WCAG 2.4.7 and 2.4.11: focus is visible and not hidden behind the bar at the end."""
    visitor.goto("/bouwstenen/")
    seen = 0
    for _ in range(60):
        visitor.keyboard.press("Tab")
        state = visitor.evaluate(
            """() => {
                const at = document.activeElement;
                if (at === document.body) return null;
                const host = at.matches('.kt-seg input, .kt-score input') ? at.closest('label') : at;
                const look = getComputedStyle(host);
                const box = host.getBoundingClientRect();
                const x = box.left + Math.min(box.width, 20) / 2, y = box.top + Math.min(box.height, 20) / 2;
                const top = document.elementFromPoint(Math.max(x, 0), y);
                return {
                    what: at.outerHTML.slice(0, 120),
                    ring: look.outlineStyle !== 'none' || look.boxShadow !== 'none',
                    seen: !!top && (host.contains(top) || top.contains(host)),
                };
            }"""
        )
        if state is None:
            break
        seen += 1
        assert state["ring"], state["what"]
        assert state["seen"], state["what"]
    assert seen > 30


@pytest.mark.parametrize(
    ("typed", "state"), [("gewoon", "saved"), ("storing", "failed"), ("conflict", "conflict")]
)
def test_what_is_typed_is_saved_and_says_so(visitor: Page, typed: str, state: str) -> None:
    visitor.goto("/bouwstenen/")
    visitor.get_by_label("Notitie", exact=True).last.press_sequentially(typed, delay=5)
    status = visitor.locator("#b-bewaard")
    expect(status).to_have_attribute("data-state", state)
    expect(status.locator(f"[data-when={state}]")).to_be_visible()


def test_a_failed_save_can_be_tried_again(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    field, status = visitor.get_by_label("Notitie", exact=True).last, visitor.locator("#b-bewaard")
    field.press_sequentially("storing", delay=5)
    expect(status).to_have_attribute("data-state", "failed")
    field.evaluate("(field) => { field.value = 'gewoon'; }")
    status.get_by_role("button", name="Nog eens proberen").click()
    expect(status).to_have_attribute("data-state", "saved")


def test_without_a_connection_it_says_so_and_saves_when_it_is_back(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    status = visitor.locator("#b-bewaard")
    visitor.context.set_offline(True)
    visitor.get_by_label("Notitie", exact=True).last.press_sequentially("gewoon", delay=5)
    expect(status).to_have_attribute("data-state", "offline")
    visitor.context.set_offline(False)
    expect(status).to_have_attribute("data-state", "saved")


def test_leaving_with_unsaved_words_asks_first(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    visitor.get_by_label("Notitie", exact=True).last.press_sequentially("storing", delay=5)
    expect(visitor.locator("#b-bewaard")).to_have_attribute("data-state", "failed")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    visitor.on("dialog", answer)
    visitor.goto("/bouwstenen/inwoner/")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(visitor: Page) -> None:
    visitor.goto("/bouwstenen/")
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    visitor.route("**/bewaren/", answer)
    save = visitor.get_by_role("button", name="Opslaan en sluiten")
    save.click()
    expect(visitor.locator("form[aria-busy=true]")).to_have_count(1)
    save.click()
    visitor.wait_for_timeout(300)
    assert sent == ["POST"]
    expect(save).to_be_enabled()


def test_a_phone_gets_the_narrow_drawing_and_rows_become_blocks(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 360, "height": 800})
    visitor.goto("/bouwstenen/")
    chart = visitor.locator("figure.kt-chart").first
    expect(chart.locator(".kt-narrow")).to_be_visible()
    expect(chart.locator(".kt-wide")).to_be_hidden()
    assert (
        visitor.locator(".kt-tstack tbody td").first.evaluate("(cell) => getComputedStyle(cell).display")
        == "grid"
    )
    visitor.set_viewport_size({"width": 1280, "height": 800})
    expect(chart.locator(".kt-wide")).to_be_visible()
    expect(chart.locator(".kt-narrow")).to_be_hidden()


def test_a_letter_prints_without_its_buttons(visitor: Page) -> None:
    visitor.goto("/bouwstenen/brief/")
    expect(visitor.get_by_role("button", name="Afdrukken")).to_be_visible()
    visitor.emulate_media(media="print")
    expect(visitor.get_by_role("button", name="Afdrukken")).to_be_hidden()
    expect(visitor.get_by_role("heading", name="Besluit: u krijgt begeleiding")).to_be_visible()


def test_motion_stops_on_request(visitor: Page) -> None:
    visitor.emulate_media(reduced_motion="reduce")
    visitor.goto("/bouwstenen/")
    assert (
        visitor.locator(".utrecht-button").first.evaluate(
            "(button) => getComputedStyle(button).transitionDuration"
        )
        == "0s"
    )
