"""The sheet of the monitor: sentences and charts made of the figures of one page."""

from dataclasses import dataclass
from datetime import date

from keukentafel.core import dutch
from keukentafel.monitor.domain import (
    BudgetCijfer,
    CohortCijfer,
    KengetalCijfer,
    MonitorPage,
    Noemer,
    TredeCijfer,
    UitkomstCijfer,
)
from keukentafel.web.design.charts.bars import BudgetLine, Series, budget_bars, rung_bars, stacked_bars
from keukentafel.web.design.charts.dots import DotRow, dot_strip
from keukentafel.web.design.charts.lines import sparkline
from keukentafel.web.design.charts.svg import Chart
from keukentafel.web.monitor import words
from keukentafel.web.monitor.cohorts import cohort_bars

RUNGS = ("Eigen kracht", "Netwerk", "Algemeen", "Individueel")
NIETS_DOEN = "verantwoord niets doen"
_BUDGET_WORDS = ("Goedgekeurd", "Verplicht, nog niet goedgekeurd", "Nog vrij", "Te veel", "Begroot")


@dataclass(frozen=True, slots=True)
class Kop:
    """One figure at the top: its name, value, words beside it, a small line and how it stands."""

    naam: str
    anker: str
    waarde: str
    naast: str
    lijn: object = ""
    toon: str = ""
    stand: str = ""


def ripe(page: MonitorPage, noemer: Noemer) -> CohortCijfer | None:
    """The latest quarter whose window has passed and whose share may be shown."""
    found = [one for one in page.cohorten_van(noemer) if one.rijp and one.percentage is not None]
    return found[-1] if found else None


def meets(cohort: CohortCijfer, page: MonitorPage) -> bool:
    """Whether a cohort is at or under the norm; judged on the counts and not on rounded percents."""
    if page.norm is None or cohort.individueel is None or cohort.aantal is None:
        return False
    return cohort.individueel * 100 <= cohort.aantal * page.norm.waarde


def title(page: MonitorPage) -> str:
    """The message of the page: how the latest ripe quarter stands against the norm."""
    latest = ripe(page, Noemer.ALLE_CONTACTEN)
    if latest is None or page.norm is None:
        return _questions_title(page)
    share = words.percent(latest.percentage)
    if not meets(latest, page):
        return f"{share} van alle contacten leidt tot een individuele voorziening. De norm is {page.norm.waarde}%"
    return f"{share} van alle contacten leidt tot een individuele voorziening, binnen de norm van {page.norm.waarde}%"


def heads(page: MonitorPage) -> tuple[tuple[str, str, tuple[Kop, ...]], ...]:
    """Three groups of two figures: what comes in, what comes of it, and the money."""
    return (
        ("Toegang", "Wie komt er binnen?", (_total(page), _at_once(page))),
        ("Uitkomst", "Wat komt eruit?", (_individual(page), _nothing(page))),
        ("Middelen", "Blijven we binnen het geld?", (_spent(page), _over(page))),
    )


def cohorts_chart(page: MonitorPage) -> Chart:
    """The 20% norm on both denominators."""
    pairs = tuple(
        zip(page.cohorten_van(Noemer.ALLE_CONTACTEN), page.cohorten_van(Noemer.MELDINGEN), strict=True)
    )
    return cohort_bars(
        cohorts_title(page),
        pairs,
        norm=page.norm,
        venster=page.venster,
        caption=f"Per kwartaal waarin de vraag binnenkwam, gevolgd gedurende {page.venster} maanden.",
    )


def cohorts_title(page: MonitorPage) -> str:
    """How the latest ripe quarter stands on both denominators."""
    found = {noemer: ripe(page, noemer) for noemer in Noemer}
    first, second = found[Noemer.ALLE_CONTACTEN], found[Noemer.MELDINGEN]
    if first is None or second is None:
        return f"Nog geen kwartaal is lang genoeg geleden om na {page.venster} maanden te tellen"
    return (
        f"Van {words.quarter_long(first.cohort)} leidde {words.percent(first.percentage)} van alle contacten "
        f"en {words.percent(second.percentage)} van de meldingen tot een individuele voorziening"
    )


def questions_chart(page: MonitorPage) -> Chart:
    """New questions per month, or per quarter for one neighbourhood."""
    names = [_when(one.van, page) for one in page.vragen]
    return stacked_bars(
        _questions_title(page),
        names,
        [
            Series("Meteen beantwoord", [one.beantwoord for one in page.vragen]),
            Series("Melding", [one.melding for one in page.vragen]),
            Series("Niet voor ons", [one.niet_voor_ons for one in page.vragen]),
        ],
        label=lambda value: dutch.number(round(value)),
        heading="Kwartaal" if page.wijk else "Maand",
        immature=[place == len(names) - 1 for place in range(len(names))],
        caption=f"Lichter: {names[-1]} is nog niet voorbij.{_gaps(page)}",
        hidden=words.HIDDEN,
    )


def rungs_chart(page: MonitorPage) -> Chart | None:
    """Shares of the columns of the ladder; years with a hidden count are left out."""
    rows = [(str(one.jaar), one.percentages) for one in page.treden]
    shown = [(name, shares) for name, shares in rows if shares is not None]
    if not shown:
        return None
    first, last = shown[0], shown[-1]
    changed = f", in {first[0]} {words.percent(first[1][-1])}" if first != last else ""
    return rung_bars(
        f"In {last[0]} was {words.percent(last[1][-1])} van de oplossingen individueel{changed}",
        shown,
        RUNGS,
        caption=f"Jaar {last[0]} loopt nog." if last[0] == str(page.jaar) else "",
    )


def rung_counts(page: MonitorPage) -> list[tuple[TredeCijfer, list[str]]]:
    """The counts behind the shares."""
    return [(one, [words.count(count) for count in (*one.aantallen, one.totaal)]) for one in page.treden]


def budget_chart(page: MonitorPage) -> Chart | None:
    """Approved spend against budget per line."""
    if not page.budget:
        return None
    lines = [
        BudgetLine(one.naam, one.begroot, one.toegekend, max(0, one.verplicht - one.toegekend))
        for one in page.budget
    ]
    return budget_bars(
        budget_title(page),
        lines,
        label=lambda cents: words.large(round(cents)),
        heading=f"Budget {page.jaar}",
        caption=f"Over hulp in {page.jaar}. Goedgekeurd loopt achter: aanbieders declareren na afloop van de maand.",
        words=_BUDGET_WORDS,
    )


def budget_title(page: MonitorPage) -> str:
    """Spend against budget in a sentence."""
    budget, spent = sum(one.begroot for one in page.budget), sum(one.toegekend for one in page.budget)
    over = _over_budget(page)
    if len(over) == 1:
        return f"{over[0].naam} gaat over het budget van {page.jaar} heen"
    if over:
        return f"{len(over)} van de {len(page.budget)} budgetten gaan over de begroting van {page.jaar} heen"
    return f"Van {words.large(budget)} voor {page.jaar} is {words.large(spent)} goedgekeurd"


def beside(page: MonitorPage, naam: str) -> list[tuple[KengetalCijfer, Chart, list[tuple[str, str]]]]:
    """Each comparison with its chart (a figure has a scale of its own) and the municipalities by name."""
    return [(one, _strip(one, naam), _rows_beside(one, naam)) for one in page.naast]


def shares(endings: tuple[UitkomstCijfer, ...]) -> list[tuple[str, str, str, bool]]:
    """Ending, count, share, and whether it is doing nothing responsibly."""
    return [
        (
            one.uitkomst.capitalize(),
            words.count(one.aantal),
            words.percent(one.percentage),
            one.uitkomst == NIETS_DOEN,
        )
        for one in endings
    ]


def _gaps(page: MonitorPage) -> str:
    cells = [count for one in page.vragen for count in (one.beantwoord, one.melding, one.niet_voor_ons)]
    return " Een deel van een staaf dat ontbreekt, is afgeschermd." if None in cells else ""


def _when(van: date | str, page: MonitorPage) -> str:
    if isinstance(van, str):
        return van
    return words.quarter(van) if page.wijk else words.month(van)


def _questions_title(page: MonitorPage) -> str:
    year = page.jaarcijfer
    since = f"Sinds {dutch.day_year(page.sinds)}"
    if year.totaal is None:
        return f"{since} kwamen er te weinig vragen binnen om te tonen"
    if year.beantwoord is None or not year.totaal:
        return f"{since} kwamen {dutch.plural(year.totaal, 'vraag', 'vragen')} binnen"
    share = words.percent(year.beantwoord * 100 / year.totaal)
    return f"{since} kwamen {dutch.number(year.totaal)} vragen binnen; {share} was meteen beantwoord"


def _total(page: MonitorPage) -> Kop:
    totals = [one.totaal for one in page.vragen[:-1] if one.totaal is not None]
    drawn = sparkline("Nieuwe vragen in de tijd", totals) if len(totals) > 1 else ""
    return Kop("Nieuwe vragen", "vragen", words.count(page.jaarcijfer.totaal), "in vier kwartalen", drawn)


def _at_once(page: MonitorPage) -> Kop:
    year = page.jaarcijfer
    known = year.beantwoord is not None and year.totaal
    share = (
        year.beantwoord * 100 / year.totaal if known and year.beantwoord is not None and year.totaal else None
    )
    values = [
        one.beantwoord * 100 / one.totaal
        for one in page.vragen[:-1]
        if one.beantwoord is not None and one.totaal
    ]
    drawn = sparkline("Aandeel meteen beantwoord in de tijd", values) if len(values) > 1 else ""
    return Kop("Meteen beantwoord", "vragen", words.percent(share), "geen norm", drawn)


def _individual(page: MonitorPage) -> Kop:
    latest = ripe(page, Noemer.ALLE_CONTACTEN)
    values = [
        one.percentage
        for one in page.cohorten_van(Noemer.ALLE_CONTACTEN)
        if one.rijp and one.percentage is not None
    ]
    level = float(page.norm.waarde) if page.norm else None
    drawn = (
        sparkline("Aandeel naar een individuele voorziening", values, level=level) if len(values) > 1 else ""
    )
    beside_it = f"norm {page.norm.waarde}%" if page.norm else "geen norm"
    if latest is None:
        return Kop("Naar individueel", "norm", words.UNKNOWN, beside_it, drawn)
    tone, state = ("goed", "Binnen de norm") if meets(latest, page) else ("fout", "Boven de norm")
    if page.norm is None:
        tone, state = "", ""
    return Kop("Naar individueel", "norm", words.percent(latest.percentage), beside_it, drawn, tone, state)


def _nothing(page: MonitorPage) -> Kop:
    [found] = [one for one in page.uitkomsten if one.uitkomst == NIETS_DOEN]
    return Kop("Verantwoord niets doen", "uitkomsten", words.percent(found.percentage), "van de onderzoeken")


def _spent(page: MonitorPage) -> Kop:
    if not page.budget:
        return Kop("Goedgekeurd", "budget", words.UNKNOWN, f"geen begroting voor {page.jaar}")
    budget, spent = sum(one.begroot for one in page.budget), sum(one.toegekend for one in page.budget)
    committed = sum(one.verplicht for one in page.budget)
    tone, state = (
        ("goed", "Binnen budget") if committed <= budget else ("let-op", "Meer verplicht dan begroot")
    )
    if spent > budget:
        tone, state = "fout", "Over budget"
    return Kop("Goedgekeurd", "budget", words.large(spent), f"van {words.large(budget)}", "", tone, state)


def _over(page: MonitorPage) -> Kop:
    over = len(_over_budget(page))
    tone, state = ("let-op", "Kijk naar deze") if over else ("goed", "Geen")
    if not page.budget:
        tone, state = "", ""
    return Kop("Budgetten over de begroting", "budget", str(over), f"van {len(page.budget)}", "", tone, state)


def _over_budget(page: MonitorPage) -> list[BudgetCijfer]:
    """Lines on which more is committed or approved than was budgeted."""
    return [one for one in page.budget if max(one.verplicht, one.toegekend) > one.begroot]


def _strip(one: KengetalCijfer, naam: str) -> Chart:
    def label(value: float) -> str:
        return words.decimal(value, one.decimalen)

    published = [value for _, value in one.anderen]
    row = DotRow(one.naam, published, one.eigen, "" if one.eigen is None else label(one.eigen))
    return dot_strip(
        beside_title(one, naam),
        [row],
        label=label,
        own_name=naam,
        heading=f"{one.naam} ({one.eenheid})",
        caption=f"{naam}: {_year(one)}. De {len(published)} gemeenten van dezelfde omvang en stedelijkheid: heel {one.jaar}. "
        f"Bron: {one.bron}.",
    )


def beside_title(one: KengetalCijfer, naam: str) -> str:
    """Where the own figure lies among the published ones."""
    if one.eigen is None:
        return f"{one.naam}: het eigen cijfer is afgeschermd of onbekend"
    lower = sum(value < one.eigen for _, value in one.anderen)
    share = words.decimal(one.eigen, one.decimalen)
    said = f"{lower or 'geen'} van de {len(one.anderen)} vergelijkbare gemeenten {'liggen' if lower > 1 else 'ligt'} lager"
    return f"{one.naam}: {naam} {share}; {said}"


def _year(one: KengetalCijfer) -> str:
    return f"{dutch.day_year(one.van)} t/m {dutch.day_year(one.tot)}"


def _rows_beside(one: KengetalCijfer, naam: str) -> list[tuple[str, str]]:
    own = words.HIDDEN if one.eigen is None else words.decimal(one.eigen, one.decimalen)
    others = [(name, words.decimal(value, one.decimalen)) for name, value in one.anderen]
    return [(f"{naam}, {_year(one)}", own), *others]
