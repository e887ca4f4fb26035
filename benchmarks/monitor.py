"""The monitor on a million facts: writing the mart, and all figures of the page against the same figures in plain SQL.

Facts per second of writing (pseudonyms and Parquet, from rows in memory), the figures of the page through Ibis with
disclosure control, and the same counts asked of DuckDB in plain SQL in the same run. The database has no part in it.

    .venv/bin/python -m benchmarks.monitor [--facts 1000000] [--runs 3]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import duckdb

from keukentafel.monitor import figures, mart, parquet, reading
from keukentafel.monitor.domain import (
    BegrotingFact,
    BesluitFact,
    ClientFact,
    ContactFact,
    InwonersFact,
    OplossingFact,
    UitgaveFact,
    UitkomstFact,
)
from keukentafel.monitor.rules.dates import JEUGD, months_until

TODAY = date(2026, 11, 20)
VERSION = "een"
WIJKEN = tuple(f"Wijk {number:02}" for number in range(1, 13))
BANDS = ("0-11", "12-17", "18-22", "23-44", "45-64", "65-79", "80+")
KOLOMMEN = ("eigen kracht", "netwerk", "algemeen", "individueel")
# Of a million facts: how many of each kind.
SHARES = {
    ContactFact: 0.2,
    UitkomstFact: 0.1,
    BesluitFact: 0.05,
    OplossingFact: 0.2,
    UitgaveFact: 0.4,
    ClientFact: 0.05,
}
PLAIN = (
    """SELECT wijk, maand, uitkomst, count(*), sum(CASE WHEN maanden_tot_individueel BETWEEN 0 AND 5 THEN 1 ELSE 0 END)
       FROM read_parquet('{folder}/ContactFact.parquet') GROUP BY ALL""",
    """SELECT wijk, uitkomst, count(*) FROM read_parquet('{folder}/UitkomstFact.parquet')
       WHERE maand >= DATE '2026-01-01' AND maand < DATE '2027-01-01' GROUP BY ALL""",
    """SELECT wijk, uitkomst, count(*) FROM read_parquet('{folder}/BesluitFact.parquet')
       WHERE maand >= DATE '2026-01-01' AND maand < DATE '2027-01-01' GROUP BY ALL""",
    """SELECT wijk, year(maand), kolom, count(*) FROM read_parquet('{folder}/OplossingFact.parquet') GROUP BY ALL""",
    """SELECT wet, categorie, sum(toegekend) FROM read_parquet('{folder}/UitgaveFact.parquet')
       WHERE year(maand) = 2026 GROUP BY ALL""",
    """SELECT * FROM read_parquet('{folder}/BegrotingFact.parquet') WHERE jaar = 2026""",
    """SELECT count(DISTINCT pseudoniem) FROM read_parquet('{folder}/ClientFact.parquet') WHERE wet = 'wmo'""",
    """SELECT count(DISTINCT pseudoniem) FROM read_parquet('{folder}/ClientFact.parquet')
       WHERE wet = 'jeugdwet' AND leeftijdsgroep IN {young}""",
    """SELECT leeftijdsgroep, sum(aantal) FROM read_parquet('{folder}/InwonersFact.parquet') GROUP BY ALL""",
    """SELECT DISTINCT wijk FROM read_parquet('{folder}/InwonersFact.parquet')""",
)


@dataclass(frozen=True)
class Outcome:
    """Facts per second written, and seconds for all figures: as the page does it, and in plain SQL."""

    facts: int
    megabytes: float
    written: float
    page: float
    plain: float

    @property
    def ratio(self) -> float:
        """How many times slower the page's figures are than the bare counts."""
        return self.page / self.plain

    def __str__(self) -> str:
        return (
            f"monitor: {self.facts:,} facts ({self.megabytes:.1f} MB) written at {self.written:,.0f} facts/s; "
            f"all figures {self.page * 1000:,.0f} ms, plain DuckDB SQL {self.plain * 1000:,.0f} ms; ratio {self.ratio:.1f}"
        )


def measure(folder: Path, *, size: int, runs: int) -> Outcome:
    """Write a mart of `size` facts and compute its figures `runs` times, each time anew."""
    tables = facts(size)
    start = time.perf_counter()
    count = sum(parquet.write_table(folder / VERSION, kind, named(rows)) for kind, rows in tables.items())
    written = count / (time.perf_counter() - start)
    megabytes = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e6
    computed(folder)
    page, plain = [], []
    for _ in range(runs):
        plain.append(timed(lambda: plainly(folder)))
        page.append(timed(lambda: computed(folder)))
    check(folder)
    return Outcome(count, megabytes, written, median(page), median(plain))


def facts(size: int) -> dict[type[Any], list[Any]]:
    """Facts with the id of a person where the pseudonym will stand."""
    chance = Random(1)
    months = months_until(TODAY, 36)
    persons = max(size // 20, 1)

    def some(kind: type[Any], *axes: Sequence[Any]) -> list[Any]:
        number = int(size * SHARES[kind])
        columns = [chance.choices(axis, k=number) for axis in axes]
        return [kind(f"{chance.randrange(persons)}", *row) for row in zip(*columns, strict=True)]

    return {
        ContactFact: some(
            ContactFact, months, WIJKEN, ("wmo", "jeugdwet"), ("telefoon",), ("zelf",),
            ("melding", "melding", "meteen beantwoord", "niet voor ons"), BANDS, (-1, -1, 1, 4, 7),
        ),
        UitkomstFact: some(UitkomstFact, months, WIJKEN, ("wmo",), figures.UITKOMSTEN, BANDS),
        BesluitFact: some(BesluitFact, months, WIJKEN, ("wmo",), figures.BESLUITEN),
        OplossingFact: some(OplossingFact, months, WIJKEN, ("wmo",), KOLOMMEN, KOLOMMEN),
        UitgaveFact: some(
            UitgaveFact, months, ("wmo", "jeugdwet"), ("01", "02", "07"), range(900, 90_000), range(900, 90_000)
        ),
        ClientFact: some(ClientFact, WIJKEN, ("wmo", "jeugdwet"), BANDS),
        BegrotingFact: [
            BegrotingFact(2026, wet, f"{wet} {code}", code, 10**9, 10**8, 0)
            for wet in ("wmo", "jeugdwet")
            for code in ("01", "02", "07")
        ],
        InwonersFact: [InwonersFact(wijk, band, 900) for wijk in WIJKEN for band in BANDS],
    }  # fmt: skip


def named(rows: list[Any]) -> Iterator[Any]:
    """The facts as a refresh makes them: each with its keyed pseudonym."""
    persons = mart.Pseudonyms("benchmark", "9901", "persoon")
    for row in rows:
        if hasattr(row, "pseudoniem"):
            object.__setattr__(row, "pseudoniem", persons.of(row.pseudoniem))
        yield row


def computed(folder: Path) -> figures.Figures:
    """All figures of the page, protected."""
    reading.figures.cache_clear()
    return reading.figures(folder, VERSION, TODAY, 6)


def plainly(folder: Path) -> list[list[Any]]:
    """The same counts without Ibis and without protection, with an engine of their own."""
    with duckdb.connect() as engine:
        return [
            engine.execute(query.format(folder=folder / VERSION, young=JEUGD)).fetchall() for query in PLAIN
        ]


def check(folder: Path) -> None:
    """Both ways counted the same."""
    contacts = sum(row[3] for row in plainly(folder)[0] if date(2026, 1, 1) <= row[1] <= TODAY)
    shown = computed(folder).year(None).totaal
    if shown is not None and shown != contacts:
        raise SystemExit(f"the page counts {shown} questions and plain SQL {contacts}")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="keukentafel-monitor-"))
    try:
        print(measure(folder / "mart" / "9901", size=options.facts, runs=options.runs))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
