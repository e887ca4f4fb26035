"""The shown figures as rows of a file: made of the page itself, so that what is hidden there is hidden here."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from keukentafel.monitor.domain import MonitorPage, UitkomstCijfer, VraagCijfer
from keukentafel.web.monitor import words
from keukentafel.web.monitor.blad import RUNGS
from keukentafel.web.monitor.cohorts import RIPE, UNRIPE

HEADINGS = ("onderdeel", "gebied", "periode", "kenmerk", "waarde", "eenheid", "opmerking")
Row = tuple[str, str, str, str, str, str, str]


def as_csv(page: MonitorPage) -> str:
    """All figures of the page, one per line, for a spreadsheet (semicolons, decimal commas)."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows(page))
    return target.getvalue()


def rows(page: MonitorPage) -> Iterator[Row]:
    """One row per figure."""
    area = page.wijk or "alle wijken"
    year = f"vanaf {page.sinds.isoformat()}"
    for question in page.vragen:
        yield from _question("nieuwe vragen", area, _iso(question.van), question)
    yield from _question("nieuwe vragen", area, year, page.jaarcijfer)
    for question in page.per_wijk:
        yield from _question("nieuwe vragen per wijk", str(question.van), year, question)
    yield from _cohorts(page, area)
    yield from _endings("uitkomst van het onderzoek", area, year, page.uitkomsten)
    yield from _endings("besluit", area, year, page.besluiten)
    for rung in page.treden:
        for name, count in zip((*RUNGS, "Totaal"), (*rung.aantallen, rung.totaal), strict=True):
            yield ("oplossingen", area, str(rung.jaar), name.lower(), _count(count), "aantal", "")
    for line in page.budget:
        named = (("begroot", line.begroot), ("verplicht", line.verplicht), ("goedgekeurd", line.toegekend))
        for name, cents in named:
            amount = words.decimal(cents / 100, 2)
            yield ("budget", "alle wijken", str(page.jaar), f"{line.naam}: {name}", amount, "euro", line.wet)
    for figure in page.naast:
        own = words.HIDDEN if figure.eigen is None else words.decimal(figure.eigen, figure.decimalen)
        yield (
            "vergelijking",
            "eigen gemeente",
            f"{figure.van.isoformat()}/{figure.tot.isoformat()}",
            figure.naam,
            own,
            figure.eenheid,
            figure.verschil,
        )
        for name, value in figure.anderen:
            shown = words.decimal(value, figure.decimalen)
            yield ("vergelijking", name, str(figure.jaar), figure.naam, shown, figure.eenheid, figure.bron)


def _question(part: str, area: str, period: str, figure: VraagCijfer) -> Iterator[Row]:
    named = (
        ("meteen beantwoord", figure.beantwoord),
        ("melding", figure.melding),
        ("niet voor ons", figure.niet_voor_ons),
        ("totaal", figure.totaal),
    )
    for name, count in named:
        yield (part, area, period, name, _count(count), "aantal", "")


def _cohorts(page: MonitorPage, area: str) -> Iterator[Row]:
    for one in page.cohorten:
        period, of = words.quarter(one.cohort), str(one.noemer)
        ripe = RIPE if one.rijp else UNRIPE
        yield ("20%-norm", area, period, of, _count(one.aantal), "aantal", ripe)
        led = f"{of}: naar individueel binnen {page.venster} maanden"
        yield ("20%-norm", area, period, led, _count(one.individueel), "aantal", ripe)
        share = words.HIDDEN if one.percentage is None else words.decimal(one.percentage, 1)
        yield ("20%-norm", area, period, f"{led}, aandeel", share, "procent", ripe)


def _endings(part: str, area: str, period: str, endings: tuple[UitkomstCijfer, ...]) -> Iterator[Row]:
    for one in endings:
        yield (part, area, period, one.uitkomst, _count(one.aantal), "aantal", "")


def _count(value: int | None) -> str:
    return words.HIDDEN if value is None else str(value)


def _iso(value: date | str) -> str:
    return value if isinstance(value, str) else f"{value:%Y-%m}"
