"""Computes the figures of one version of the mart from its files. Loads DuckDB and Ibis, so others reach it late (`core.late`)."""

from collections.abc import Hashable, Iterable, Sequence
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
    ContactFact,
    InwonersFact,
    OplossingFact,
    UitgaveFact,
    UitkomstFact,
)
from keukentafel.monitor.figures import (
    BESLUITEN,
    JAREN,
    KOLOMMEN,
    KWARTALEN,
    UITKOMSTEN,
    Clients,
    Figures,
    Tabel,
)
from keukentafel.monitor.rules import contacts, dates, disclosure


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
