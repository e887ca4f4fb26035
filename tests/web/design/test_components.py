"""Components: what they draw, that they escape, and that what assistive technology reads is tied together."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, QueryDict
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from keukentafel.web.design import elements
from keukentafel.web.design.charts.bars import Series, stacked_bars
from keukentafel.web.design.charts.svg import Chart
from keukentafel.web.design.icons import ICONS, icon
from keukentafel.web.design.listing import Page, Rung, Tab, sort_state
from keukentafel.web.design.specimen import SpecimenForm, empty_form, filled_form


class Tags(HTMLParser):
    """The elements of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element with this name."""
        return [attrs for name, attrs in self.found if name == tag]


def draw(source: str, request: HttpRequest | None = None, **values: object) -> str:
    """Render a piece of template with the tags loaded."""
    return Template("{% load kt %}" + source).render(Context({"request": request, **values}))


def test_attributes_leave_out_what_is_off_and_escape_the_rest() -> None:
    drawn = elements.attributes(
        {"hx_post": "/a?b&c", "required": True, "hidden": False, "form": None, "for_": "x"}
    )
    assert drawn == ' hx-post="/a?b&amp;c" required for="x"'


def test_a_button_acts_and_a_link_goes() -> None:
    assert draw("{% button text %}", text="Plan <bewaren>").endswith("Plan &lt;bewaren&gt;</button>")
    assert 'type="button"' in draw('{% button "Sluiten" "tekst" type="button" %}')
    assert draw('{% button_link "Verder" "/x" small=True icon="pijl" %}').startswith('<a href="/x"')


def test_a_dialog_opens_by_command_or_by_a_link_to_its_page() -> None:
    assert 'commandfor="d" command="show-modal"' in draw('{% dialog_button "Stoppen" "d" %}')
    assert 'href="/vraag"' in draw('{% dialog_button "Stoppen" "d" fallback="/vraag" %}')
    assert 'command="close"' in draw('{% close_button "Annuleren" "d" %}')
    dialog = draw('{% dialog "d" "Zeker?" open=True %}<p>tekst</p>{% enddialog %}')
    assert 'aria-labelledby="d-titel"' in dialog
    assert "data-kt-open" in dialog


@pytest.mark.parametrize("tone", ["goed", "let-op", "fout", "rust"])
def test_a_badge_has_a_word_and_mostly_an_icon(tone: elements.Tone) -> None:
    drawn = elements.badge(tone, "Te laat")
    assert "Te laat" in drawn
    assert ("<svg" in drawn) is (tone != "rust")


def test_a_term_shows_what_has_passed_and_never_more_than_all() -> None:
    (bar,) = Tags(draw('{% term "2 dagen te laat" "laat" value=16 max=14 label="Termijn verstreken" %}')).all(
        "progress"
    )
    assert bar == {"max": "14", "value": "14", "aria-label": "Termijn verstreken"}
    assert "<progress" not in draw('{% term "Vrijdag" note="zij belt zelf" %}')


def test_the_glyph_fills_the_used_rungs() -> None:
    drawn = Tags(draw('{% ladder_glyph "1,3" "Eigen kracht en algemeen" %}'))
    assert [bar.get("class") for bar in drawn.all("rect")] == ["t1", None, "t3", None]
    assert drawn.all("svg")[0]["aria-label"] == "Eigen kracht en algemeen"
    assert "aria-hidden" in elements.ladder_glyph([])


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Femke Aalbers", "FA"), ("Mo van der Berg", "MB"), ("Ilse", "I"), ("", "?"), ("de wit", "DW")],
)
def test_initials(name: str, letters: str) -> None:
    assert elements.initials(name) == letters


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_decoration_or_has_a_name(name: str) -> None:
    assert 'aria-hidden="true"' in icon(name)
    assert 'role="img" aria-label="Zoek &amp; vind"' in icon(name, "Zoek & vind")


def test_a_count_may_be_spoken() -> None:
    assert '<span class="kt-sr"> te laat</span>' in elements.count(3, "fout", "te laat")
    assert "kt-sr" not in elements.count(3)


def test_a_field_with_an_error_keeps_what_was_typed_and_names_its_message() -> None:
    html = draw("{% field form.geboortedatum %}", form=filled_form())
    (control,) = Tags(html).all("input")
    assert control["value"] == "31-04-1948"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_geboortedatum_fout"
    assert 'id="id_geboortedatum_fout"' in html
    assert "31 april bestaat niet" in html
    assert "(mag leeg)" in html
    assert "(bij toekennen)" in draw(
        '{% field form.geboortedatum mark="bij toekennen" %}', form=filled_form()
    )
    assert "kt-opt" not in draw('{% field form.geboortedatum mark="" %}', form=filled_form())


def test_a_field_names_its_explanation_and_takes_attributes() -> None:
    html = draw(
        '{% field form.wanneer rows=2 autocomplete="off" why="De collega die belt." %}', form=empty_form()
    )
    (control,) = Tags(html).all("input")
    assert control["aria-describedby"] == "id_leeg-wanneer_uitleg"
    assert control["autocomplete"] == "off"
    assert "De collega die belt." in html
    assert "uitleg" not in draw('{% field form.wanneer description="" %}', form=empty_form())


def test_own_words_a_tick_box_and_a_select_each_get_their_class() -> None:
    form = empty_form()
    assert "kt-eigen-woorden" in draw("{% field form.vraag voice=True %}", form=form)
    assert "utrecht-select" in draw("{% field form.wijk %}", form=form)
    box = draw("{% field form.plan %}", form=form)
    assert "kt-keuze" in box
    assert "utrecht-textbox" not in box


def test_a_hidden_field_stays_bare() -> None:
    class Hidden(forms.Form):
        versie = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    assert draw("{% field form.versie %}", form=Hidden()).startswith('<input type="hidden"')


def test_choices_are_radio_buttons_in_a_named_group() -> None:
    html = draw('{% choices form.kanaal urgent="spoed" after="Uitleg eronder" %}', form=filled_form())
    tags = Tags(html)
    assert [(radio["value"], "checked" in radio) for radio in tags.all("input")] == [
        ("telefoon", False),
        ("inloop", False),
        ("online", False),
        ("spoed", False),
    ]
    assert tags.all("fieldset")[0]["aria-describedby"] == "id_kanaal_fout"
    assert html.count("is-spoed") == 1
    assert "Uitleg eronder" in html


def test_a_score_can_be_taken_back() -> None:
    values = [
        radio["value"]
        for radio in Tags(draw("{% score form.score_inwoner voice=True %}", form=filled_form())).all("input")
    ]
    assert values == ["1", "2", "3", "4", "5", ""]
    checked = [
        radio["value"]
        for radio in Tags(draw("{% score form.score_inwoner %}", form=filled_form())).all("input")
        if "checked" in radio
    ]
    assert checked == ["3"]


def test_the_summary_links_to_every_field_that_is_wrong_and_takes_the_focus() -> None:
    html = draw(
        "{% error_summary form other nothing %}", form=filled_form(), other=empty_form(), nothing=None
    )
    assert [link["href"] for link in Tags(html).all("a")] == [
        "#id_geboortedatum",
        "#id_reden",
        "#id_kanaal_0",
    ]
    assert "Er kloppen 3 dingen nog niet" in html
    assert "data-kt-focus" in html
    assert draw("{% error_summary form %}", form=SpecimenForm()).strip() == ""


def test_a_fault_of_the_whole_form_stands_without_a_link() -> None:
    class Strict(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("Kies een <wijk>.")

    html = draw("{% error_summary form %}", form=Strict(QueryDict("a=1")))
    assert "Er klopt 1 ding nog niet" in html
    assert "Kies een &lt;wijk&gt;." in html


def test_a_sheet_is_a_section_with_its_heading() -> None:
    html = draw(
        '{% sheet "Wie is erbij" count=3 count_tone="fout" meta="nu" flush=True lift=True level=3 %}<p>x</p>{% endsheet %}'
    )
    assert 'aria-labelledby="k-wie-is-erbij"' in html
    assert '<h3 id="k-wie-is-erbij">' in html
    assert "kt-count--fout" in html
    assert "aria-labelledby" not in draw("{% sheet %}x{% endsheet %}")


def test_blocks_keep_their_content_and_escape_their_titles() -> None:
    html = draw(
        '{% page_head title over="o" meta="m" lead="l" crumbs=crumbs %}{% button "Doen" %}{% endpage_head %}'
        '{% note "fout" "Nee" role="alert" %}<p>n</p>{% endnote %}{% conflict "Bas" "10.14" "resultaat 2" %}c{% endconflict %}'
        '{% empty "Niets" icon="slot" %}e{% endempty %}{% quote "Karin" large=True %}q{% endquote %}'
        '{% moment "klok" "Toen" when="8 mrt" %}m{% endmoment %}'
        '{% ladder_cell 3 "Algemeen" %}{% solution "Groep" suggestion=True %}s{% endsolution %}{% endladder_cell %}'
        '{% check "fout" %}k{% endcheck %}{% check %}g{% endcheck %}{% area "Sociaal" icon="hart" %}a{% endarea %}',
        title="Titel <1>",
        crumbs=[("Inwoners", "/i"), ("Plan", "")],
    )
    assert "Titel &lt;1&gt;" in html
    assert html.count("<h1>") == 1
    assert 'aria-current="page">Plan' in html
    assert "Bas veranderde dit net ook" in html
    assert "Kan ook" in html
    assert "nog open" in html
    assert 'class="is-fout"' in html


def test_a_list_of_facts_leaves_out_what_is_unknown() -> None:
    assert draw("{% facts rows %}", rows=[("A", "1"), ("B", None), ("C", ""), ("D", 0)]).count("<dt>") == 2


def test_tabs_say_which_is_open() -> None:
    html = draw('{% tabs items "Werkbakken" %}', items=[Tab("A", "/a", True, 3, True), Tab("B", "/b")])
    assert html.count("aria-current") == 1
    assert "kt-count--fout" in html


@pytest.mark.parametrize(
    ("order", "state", "asks"),
    [("naam", "ascending", "-naam"), ("-naam", "descending", "naam"), ("", "", "naam")],
)
def test_sorting_turns_round(order: str, state: str, asks: str) -> None:
    assert sort_state(order, "naam") == (state, asks)


def test_sorting_keeps_the_filter_and_starts_at_the_first_page() -> None:
    request = RequestFactory().get("/x", {"wijk": "De Hoven", "na": "0197", "volgorde": "naam"})
    html = draw('{% sort_header "naam" "Naam" order="naam" number=True %}', request)
    assert 'href="?wijk=De%20Hoven&amp;volgorde=-naam"' in html
    assert 'aria-sort="ascending"' in html
    assert 'href="?volgorde=naam"' in draw('{% sort_header "naam" "Naam" order="x" %}')


def test_paging_offers_only_what_there_is() -> None:
    request = RequestFactory().get("/x", {"q": "a", "na": "5"})
    both = draw("{% paging page %}", request, page=Page((), previous="1", next="9", total="26 tot en met 50"))
    assert 'href="?q=a&amp;voor=1"' in both
    assert 'href="?q=a&amp;na=9"' in both
    assert "Vorige" not in draw("{% paging page %}", request, page=Page((), next="9"))
    assert draw("{% paging page %}", request, page=Page(())).strip() == ""
    assert elements.query([("na", "5")], na=None) == "?"


@pytest.mark.parametrize("state", ["idle", "busy", "saved", "failed", "offline", "conflict"])
def test_one_sentence_says_whether_it_is_saved(state: str) -> None:
    html = draw('{% saved state time="10.12" note="alleen voor jou" %}', state=state)
    shown = [
        words["data-when"]
        for words in Tags(html).all("span")
        if "data-when" in words and "hidden" not in words
    ]
    assert shown == [state]
    assert 'role="status"' in html


@pytest.mark.parametrize(
    ("state", "word"),
    [("bezig", "Je mag dit scherm verlaten"), ("klaar", "Klaar"), ("mislukt", "Niet gelukt")],
)
def test_long_work_says_how_far_it_is(state: str, word: str) -> None:
    assert word in draw('{% job_progress "Brieven" 310 486 state=state %}', state=state)


def test_the_staircase_has_four_steps() -> None:
    rungs = [Rung("Eigen kracht", "wat ik zelf doe"), Rung("Netwerk"), Rung("Algemeen"), Rung("Individueel")]
    assert draw('{% ladder_steps rungs intro="Begin links." %}', rungs=rungs).count("kt-trap__t") == 4
    assert "aria-hidden" not in draw("{% ladder_steps rungs alone=True %}", rungs=rungs)


def test_a_chart_comes_with_its_table_and_legend() -> None:
    chart: Chart = stacked_bars(
        "Meer", ["jan"], [Series("A<b>", [1]), Series("B", [2])], label=str, heading="Maand"
    )
    html = draw("{% chart chart open=True %}", chart=chart)
    assert html.count('role="img" aria-label="Meer"') == 2
    assert '<th scope="row">jan</th>' in html
    assert "A&lt;b&gt;" in html
    assert "<details" in html


@override_settings(THEME_CSS="gemeente/elsbeek.css")
def test_a_municipality_swaps_one_file() -> None:
    assert 'href="/static/gemeente/elsbeek.css"' in draw("{% head %}")


def test_without_a_setting_the_theme_is_ours() -> None:
    assert 'href="/static/web/theme/keukentafel.css"' in draw("{% head %}")


def test_dates_and_numbers_are_written_as_a_dutch_reader_expects() -> None:
    values: dict[str, Any] = {"d": date(2026, 3, 9), "n": 1234, "nothing": None}
    assert draw("{{ d|day }} {{ d|day_short }} {{ d|day_year }}", **values) == "9 maart 9 mrt 9 maart 2026"
    assert draw("{{ n|number }}", **values) == "1.234"
    assert draw("{{ nothing|day }}{{ nothing|day_short }}{{ missing|number }}", **values) == ""


def test_nothing_late_is_not_red() -> None:
    assert "kt-count--fout" not in elements.count(0, "fout")
    assert "kt-count--fout" not in draw('{% sheet "Te laat" count=0 count_tone="fout" %}x{% endsheet %}')
