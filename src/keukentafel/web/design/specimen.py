"""The values that the sheet of building blocks shows: invented people, figures and a form in each state."""

from datetime import date
from typing import Final

from django import forms
from django.http import QueryDict

from keukentafel.core.dutch import day_year
from keukentafel.web.design.charts.bars import BudgetLine, Series, budget_bars, rung_bars, stacked_bars
from keukentafel.web.design.charts.dots import DotRow, dot_strip
from keukentafel.web.design.charts.lines import Band, Line, Mark, line_chart, sparkline
from keukentafel.web.design.charts.spans import Span, care_spans
from keukentafel.web.design.charts.svg import Chart
from keukentafel.web.design.icons import ICONS
from keukentafel.web.design.listing import Page, Rung, Tab

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
RUNGS: Final = (
    Rung("Eigen kracht", "wat ik zelf doe"),
    Rung("Netwerk", "wie om mij heen staan"),
    Rung("Algemeen", "wat er voor iedereen is, en lichte hulp van het team"),
    Rung("Individueel", "hulp op maat, met een verwijzing of besluit"),
)
SCORES: Final = ((1, "alleen"), (2, "weinig"), (3, "gaat wel"), (4, "goed"), (5, "sterk"), ("", "geen"))
COLOURS: Final = (
    ("doen", "Doen", "alles wat je aanklikt"),
    ("inkt", "Inkt", "tekst"),
    ("papier", "Papier", "achtergrond"),
    ("fout", "Fout, te laat", "altijd met woord"),
    ("let-op", "Let op", "bijna te laat"),
    ("goed", "Goed", "gehaald"),
    ("weet", "Weet", "goed om te weten"),
    ("stem", "Stem", "woorden van een mens"),
    ("focus", "Focus", "waar je bent"),
)


class SpecimenForm(forms.Form):
    """One field of each kind."""

    naam = forms.CharField(label="Naam")
    geboortedatum = forms.DateField(
        label="Geboortedatum",
        required=False,
        error_messages={"invalid": "Vul een bestaande dag in. 31 april bestaat niet."},
    )
    wijk = forms.ChoiceField(
        label="Wijk", choices=[("", "Kies een wijk"), ("1", "De Hoven"), ("2", "Waterkwartier")], initial="1"
    )
    wanneer = forms.CharField(
        label="Wanneer ongeveer?",
        required=False,
        help_text="Een dag mag, maar ‘voor de zomer’ ook.",
        initial="voor de zomer",
    )
    vraag = forms.CharField(
        label="De vraag, in de woorden van de inwoner", widget=forms.Textarea(attrs={"rows": 2})
    )
    reden = forms.CharField(
        label="Waarom is dit spoed?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op waarom dit met spoed is. Een paar woorden is genoeg."},
    )
    kanaal = forms.ChoiceField(
        label="Hoe kwam het binnen?",
        widget=forms.RadioSelect,
        choices=[("telefoon", "Telefoon"), ("inloop", "Inloop"), ("online", "Online"), ("spoed", "Spoed")],
        error_messages={"required": "Kies hoe het binnenkwam."},
    )
    vervolg = forms.ChoiceField(
        label="Wat wil je dat er gebeurt?",
        widget=forms.RadioSelect,
        required=False,
        choices=[("bellen", "Iemand belt mij"), ("langs", "Iemand komt langs")],
    )
    score_inwoner = forms.ChoiceField(
        label="Inwoner vindt", widget=forms.RadioSelect, choices=SCORES, required=False
    )
    score_ons = forms.ChoiceField(label="Jij vindt", widget=forms.RadioSelect, choices=SCORES, required=False)
    ondersteuning = forms.BooleanField(label="Cliëntondersteuning aangeboden", required=False)
    plan = forms.BooleanField(label="Inwoner maakt een eigen plan", required=False)


def filled_form() -> SpecimenForm:
    """A form as it was sent with three faults: what was typed is kept."""
    sent = QueryDict(mutable=True)
    sent.update(
        {"naam": "Ans Verhoeven", "geboortedatum": "31-04-1948", "wijk": "1", "wanneer": "voor de zomer", "score_inwoner": "3",
         "vraag": "Weet u iemand die ’s middags een warme maaltijd kan brengen?", "ondersteuning": "on", "score_ons": ""}
    )  # fmt: skip
    return SpecimenForm(sent)


def empty_form() -> SpecimenForm:
    """The same form before anything was typed."""
    return SpecimenForm(prefix="leeg", initial={"kanaal": "telefoon"})


def percent(value: float) -> str:
    """A percentage without decimals."""
    return f"{value:.0f}%"


def whole(value: float) -> str:
    """A number without decimals, thousands with a point."""
    return f"{value:,.0f}".replace(",", ".")


def millions(value: float) -> str:
    """Millions of euros with one decimal."""
    return f"€\u00a0{value:.1f}".replace(".", ",")


def _over_time() -> dict[str, Chart]:
    """Lines, with a norm and with an expectation."""
    return {
        "verloop": line_chart(
            "Zelfredzamer na het gesprek: 63%, boven de norm van 60%",
            ["1e ’22", "2e ’22", "1e ’23", "2e ’23", "1e ’24", "2e ’24", "1e ’25", "2e ’25", "1e ’26"],
            [
                Line("Lindewaard", [47, 48, 52, 51, 54, 57, 56, 60, 63], end="63%"),
                Line("Vergelijkbaar", [50, 51, 52, 53, 53, 54, 55, 56, 56], own=False, end="56% groep"),
            ],
            label=percent,
            heading="Halfjaar",
            start=40,
            level=Mark(60, "norm 60%"),
            caption="412 inwoners met twee metingen, 1e halfjaar 2026. De as begint bij 40.",
        ),
        "verwacht": line_chart(
            "Het plafond van 2,4 miljoen wordt begin december bereikt",
            MONTHS,
            [
                Line("Opgeteld", [0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.9, 2.1, None, None]),
                Line("Verwacht", [None] * 9 + [2.1, 2.3, 2.6], expected=True, end="€ 2,6 mln"),
            ],
            label=millions,
            heading="Maand",
            band=Band([None] * 9 + [2.1, 2.2, 2.4], [None] * 9 + [2.1, 2.4, 2.8]),
            level=Mark(2.4, "plafond € 2,4", hard=True),
            caption="Miljoenen euro’s, opgeteld. Bron: declaraties tot en met 22 november.",
        ),
    }


def _amounts() -> dict[str, Chart]:
    """Bars: per month, against a budget, per rung."""
    return {
        "maanden": stacked_bars(
            "De helft van de vragen is meteen beantwoord",
            MONTHS,
            [
                Series("Meteen beantwoord", [31, 28, 40, 38, 33, 30, 18, None, 35, 41, 44, 12]),
                Series("Melding", [22, 25, 27, 31, 24, 20, 15, 12, 26, 29, 31, 14]),
            ],
            label=whole,
            heading="Maand",
            immature=[False] * 11 + [True],
            caption="Nieuwe vragen per maand. December is nog niet vol. Aantallen onder de 10 tonen we niet.",
        ),
        "budget": budget_bars(
            "Jeugd individueel gaat 0,3 miljoen over het budget",
            [
                BudgetLine("Wmo begeleiding", 4.2, 2.9, 0.8),
                BudgetLine("Hulp bij huishouden", 3.1, 2.4, 0.6),
                BudgetLine("Jeugd individueel", 5.0, 4.1, 1.2),
                BudgetLine("Algemeen", 1.2, 0.5),
            ],
            label=millions,
            caption="Miljoenen euro’s, stand 22 november 2026. De streep is het budget.",
        ),
        "treden": rung_bars(
            "Van 48 naar 31 procent individueel in vier jaar",
            [
                ("2023", [14, 12, 26, 48]),
                ("2024", [16, 14, 28, 42]),
                ("2025", [18, 15, 30, 37]),
                ("2026", [19, 17, 33, 31]),
            ],
            [rung.name for rung in RUNGS],
        ),
    }


def _beside_others() -> dict[str, Chart]:
    """Dots among those of peers."""
    return {
        "naast": dot_strip(
            "Vergelijking met zeven vergelijkbare gemeenten op vier cijfers",
            [
                DotRow("Na gesprek zelfredzamer", [48, 51, 53, 55, 58, 61, 66], 63, "2e van 8"),
                DotRow("Voelt zich geholpen", [69, 72, 74, 77, 78, 80, 84], 77, "4e van 8"),
                DotRow("Gesprek binnen 6 weken", [58, 66, 71, 74, 79, 85, 91], 68, "6e van 8"),
                DotRow("Geholpen zonder besluit", [31, 38, 42, 44, 49, 51, 57], None, "te weinig"),
            ],
            label=percent,
            own_name="Lindewaard",
            start=20,
            end=100,
            caption="Cijfers over 2025. De as begint bij 20.",
        ),
    }


def _care() -> dict[str, Chart]:
    """Help over the months of a year."""
    spans = [
        Span("Daan · begeleiding De Brug", date(2026, 3, 1), date(2026, 12, 16), 4, "4 uur per week"),
        Span("Daan · maatje", date(2026, 9, 15), None, 2, "wekelijks"),
        Span("Karin · budgetkring", date(2026, 6, 1), None, 3, "elke 2 weken"),
        Span("Karin · lichte hulp wijkteam", date(2026, 2, 1), date(2026, 8, 1), 3, "11 gesprekken"),
    ]
    return {
        "hulp": care_spans(
            "Er loopt nu drie keer hulp; de begeleiding van De Brug stopt op 15 december",
            spans,
            first=date(2026, 1, 1),
            last=date(2027, 1, 1),
            today=date(2026, 11, 24),
            rungs=[rung.name for rung in RUNGS],
            day=day_year,
        )
    }


def charts() -> dict[str, Chart]:
    """One chart of each kind."""
    return _over_time() | _amounts() | _beside_others() | _care()


def context() -> dict[str, object]:
    """Everything the sheet needs."""
    return {
        "colours": COLOURS,
        "icons": sorted(ICONS),
        "rungs": RUNGS,
        "form": filled_form(),
        "clean_form": empty_form(),
        "charts": charts(),
        "spark": sparkline(
            "Zelfredzamer na gesprek: stijgt, boven de norm", [47, 48, 52, 51, 54, 57, 56, 60, 63], level=60
        ),
        "tabs": [
            Tab("Declaraties", "?", True, 14),
            Tab("Toewijzingen", "?deel=toewijzingen", False, 5),
            Tab("Zonder antwoord", "?deel=wacht", False, 2, True),
        ],
        "facts": [
            ("Toegewezen", "18 uur, tot 15 december"),
            ("Geleverd", "18 uur"),
            ("Contract", "JH-2024-03, tarief 2026"),
            ("Leeg", None),
        ],
        "page": Page[str]((), previous="0197a", next="0197b", total="26 tot en met 50"),
        "crumbs": [("Mijn inwoners", "?"), ("Gezin Dijkstra", "?deel=gezin"), ("Plan", "")],
    }
