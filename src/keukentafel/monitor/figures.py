"""The figures of one version of the mart, computed once for all pages that show it, with small numbers hidden.

All pages of a version (every neighbourhood, and the town) are protected as one publication, so that one page taken
from another gives nothing away. Two follow-up windows are two publications.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis
import ibis.backends.duckdb

from keukentafel.monitor import mart, measures
from keukentafel.monitor.domain import (
    BegrotingFact,
    BesluitFact,
    BudgetCijfer,
    ClientFact,
    CohortCijfer,
    ContactFact,
    InwonersFact,
    Noemer,
    OplossingFact,
    TredeCijfer,
    UitgaveFact,
    UitkomstCijfer,
    UitkomstFact,
    VraagCijfer,
)
from keukentafel.monitor.rules import contacts, dates, disclosure
from keukentafel.monitor.rules.contacts import Cell

KOLOMMEN = ("eigen kracht", "netwerk", "algemeen", "individueel")
UITKOMSTEN = ("zonder individuele voorziening", "met individuele voorziening", "verantwoord niets doen")
BESLUITEN = ("toegekend", "deels toegekend", "afgewezen")
MAANDEN, KWARTALEN, JAREN = 12, 8, 4


@dataclass(frozen=True, slots=True)
class Tabel:
    """A publication with what is hidden in it."""

    counts: dict[Hashable, int]
    hidden: frozenset[Hashable]

    def shown(self, *cell: Hashable) -> int | None:
        """A figure, or None when it is hidden."""
        return disclosure.masked(self.counts[cell], cell in self.hidden)

    def contact(self, wijk: str | None, when: date | str, kind: str | None) -> int | None:
        """A figure about new questions."""
        return self.shown(*Cell(wijk, when, kind))


@dataclass(frozen=True, slots=True)
class Clients:
    """Persons with running help, and the inhabitants they are part of."""

    wmo: int
    jeugd: int
    inwoners: int
    jongeren: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one version and follow-up window."""

    peildatum: date
    venster: int
    wijken: tuple[str, ...]
    contacts: Tabel
    outcomes: Tabel
    besluiten: Tabel
    solutions: Tabel
    jaren: tuple[int, ...]
    budget: tuple[BudgetCijfer, ...]
    clients: Clients

    def questions(self, wijk: str | None) -> tuple[VraagCijfer, ...]:
        """New questions: of the town per month, of one neighbourhood per quarter."""
        if wijk is None:
            months = dates.months_until(self.peildatum, MAANDEN)
            return tuple(self._question(None, contacts.month_key(month), month) for month in months)
        return tuple(self._question(wijk, quarter, quarter) for quarter in self.quarters)

    def year(self, wijk: str | None) -> VraagCijfer:
        """New questions of the last four quarters."""
        return self._question(wijk, contacts.JAAR, contacts.JAAR)

    def per_wijk(self) -> tuple[VraagCijfer, ...]:
        """New questions of the last four quarters per neighbourhood."""
        return tuple(self._question(wijk, contacts.JAAR, wijk) for wijk in self.wijken)

    def cohorts(self, wijk: str | None) -> tuple[CohortCijfer, ...]:
        """How many of each quarter led to an individual provision, on both denominators."""
        found = {Noemer.ALLE_CONTACTEN: None, Noemer.MELDINGEN: contacts.MELDING}
        return tuple(
            self._cohort(wijk, quarter, noemer, kind)
            for noemer, kind in found.items()
            for quarter in self.quarters
        )

    def endings(self, table: Tabel, wijk: str | None, kinds: Sequence[str]) -> tuple[UitkomstCijfer, ...]:
        """The counts of a table of endings with their share of all."""
        total = table.shown(wijk, None)
        counts = [(kind, table.shown(wijk, kind)) for kind in kinds]
        return tuple(UitkomstCijfer(kind, count, disclosure.share(count, total)) for kind, count in counts)

    def rungs(self, wijk: str | None) -> tuple[TredeCijfer, ...]:
        """Solutions per column of the ladder and year."""
        return tuple(
            TredeCijfer(
                jaar,
                tuple(self.solutions.shown(wijk, jaar, kolom) for kolom in KOLOMMEN),
                self.solutions.shown(wijk, jaar, None),
            )
            for jaar in self.jaren
        )

    @property
    def quarters(self) -> tuple[date, ...]:
        """The quarters that are followed."""
        return dates.quarters_until(self.peildatum, KWARTALEN)

    def _question(self, wijk: str | None, when: date | str, van: date | str) -> VraagCijfer:
        kinds = (contacts.BEANTWOORD, contacts.MELDING, contacts.NIET_VOOR_ONS, None)
        return VraagCijfer(van, *(self.contacts.contact(wijk, when, kind) for kind in kinds))

    def _cohort(self, wijk: str | None, quarter: date, noemer: Noemer, kind: str | None) -> CohortCijfer:
        count = self.contacts.contact(wijk, quarter, kind)
        led = self.contacts.contact(wijk, quarter, contacts.GELEID)
        return CohortCijfer(
            cohort=quarter,
            noemer=noemer,
            aantal=count,
            individueel=led,
            percentage=disclosure.share(led, count),
            rijp=dates.is_ripe(quarter, venster=self.venster, peildatum=self.peildatum),
        )


@lru_cache(maxsize=64)
def figures(folder: Path, versie: str, peildatum: date, venster: int) -> Figures:
    """The figures of a version; kept, as a version never changes."""
    reader = _Reader(folder, versie, peildatum)
    try:
        return reader.figures(venster)
    finally:
        reader.engine.disconnect()


class _Reader:
    """Reads one version with an engine of its own, so that threads never share one."""

    def __init__(self, folder: Path, versie: str, peildatum: date) -> None:
        self.folder, self.versie, self.peildatum = folder, versie, peildatum
        self.engine = ibis.duckdb.connect()
        quarters = dates.quarters_until(peildatum, contacts.QUARTERS_IN_YEAR)
        self.year = (quarters[0], dates.add_months(quarters[-1], dates.MONTHS_IN_QUARTER))

    def table(self, kind: type[Any]) -> Any:
        return self.engine.read_parquet(str(mart.table_file(self.folder, self.versie, kind)))

    def rows(self, expression: Any) -> list[tuple[Any, ...]]:
        found = expression.to_pyarrow()
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def figures(self, venster: int) -> Figures:
        counted = self.contacts(venster)
        outcomes = self.rows(measures.outcomes(self.last_year(UitkomstFact)))
        besluiten = self.rows(measures.outcomes(self.last_year(BesluitFact)))
        solutions = self.rows(measures.solutions(self.table(OplossingFact)))
        jaren = tuple(range(self.peildatum.year - JAREN + 1, self.peildatum.year + 1))
        jaren = tuple(jaar for jaar in jaren if any(row[1] == jaar for row in solutions))
        kept = [row for row in solutions if row[1] in jaren]
        wijken = tuple(
            sorted({row[0] for row in (*counted, *outcomes, *besluiten, *kept)} | set(self.inhabited()))
        )
        quarters = dates.quarters_until(self.peildatum, KWARTALEN)
        until = dates.month_of(self.peildatum)
        return Figures(
            peildatum=self.peildatum,
            venster=venster,
            wijken=wijken,
            contacts=_protected(contacts.publication(counted, wijken, quarters, until=until)),
            outcomes=_cube(outcomes, [wijken, UITKOMSTEN]),
            besluiten=_cube(besluiten, [wijken, BESLUITEN]),
            solutions=_per_year(kept, wijken, jaren),
            jaren=jaren,
            budget=self.budget(),
            clients=self.clients(),
        )

    def contacts(self, venster: int) -> list[contacts.ContactCount]:
        found = measures.contacts(self.table(ContactFact), venster)
        return [contacts.ContactCount(*row) for row in self.rows(found)]

    def last_year(self, kind: type[Any]) -> Any:
        return measures.between(self.table(kind), *self.year)

    def inhabited(self) -> list[str]:
        return [row[0] for row in self.rows(self.table(InwonersFact).select("wijk").distinct())]

    def budget(self) -> tuple[BudgetCijfer, ...]:
        year = self.peildatum.year
        spend = {
            (wet, code): granted
            for wet, code, granted in self.rows(measures.spend(self.table(UitgaveFact), year))
        }
        lines = self.rows(self.table(BegrotingFact).filter(ibis._.jaar == year))
        found = []
        for _, wet, naam, codes, budget, committed, earlier in lines:
            granted = earlier + sum(spend.get((wet, code), 0) for code in codes.split(","))
            found.append(BudgetCijfer(naam, wet, budget, committed, granted))
        return tuple(found)

    def clients(self) -> Clients:
        bands = dict(self.rows(measures.inhabitants(self.table(InwonersFact))))
        people = self.table(ClientFact)
        [(wmo,)] = self.rows(measures.clients(people, "wmo"))
        [(young,)] = self.rows(measures.clients(people, "jeugdwet", dates.JEUGD))
        return Clients(wmo, young, sum(bands.values()), dates.inhabitants_below(dates.JEUGD_TOT, bands))


def _cube(rows: Iterable[tuple[Any, ...]], axes: Sequence[Sequence[Hashable]]) -> Tabel:
    return _protected(disclosure.cube({row[:-1]: row[-1] for row in rows}, axes))


def _per_year(rows: Iterable[tuple[Any, ...]], wijken: Sequence[str], jaren: Sequence[int]) -> Tabel:
    """Solutions by (wijk, jaar, kolom): a publication for each year, as no figure is given of years together."""
    counts: dict[Hashable, int] = {}
    hidden: set[Hashable] = set()
    for jaar in jaren:
        of_year: dict[tuple[Hashable, ...], int] = {
            (wijk, kolom): count for wijk, year, kolom, count in rows if year == jaar
        }
        made = _protected(disclosure.cube(of_year, [wijken, KOLOMMEN]))
        for cell, count in made.counts.items():
            if isinstance(cell, tuple):
                wijk, kolom = cell
                counts[wijk, jaar, kolom] = count
                if cell in made.hidden:
                    hidden.add((wijk, jaar, kolom))
    return Tabel(counts, frozenset(hidden))


def _protected(publication: disclosure.Publication) -> Tabel:
    return Tabel(publication.counts, disclosure.hidden_in(publication))
