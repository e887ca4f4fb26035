"""Import of a declaration: lines per second from the bytes of a WMO323 to committed rows and the queued 325.

The yardstick of the same run is lxml's `iterparse` with schema over the same file, which only reads it. The database is an
embedded one of its own with safe settings (fsync on), in a folder that is removed afterwards.

    .venv/bin/python benchmarks/import_323.py [--lines 10000] [--runs 3]
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from lxml import etree

from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Levering, declaratie_323
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.xsd import compiled_schema
from keukentafel.config import postgres
from keukentafel.core.bsn import test_bsns
from keukentafel.core.period import Period

GEMEENTE, AGB = "9901", "99100001"
PRICE, VOLUME = 6600, 8
FIRST_NUMBER = 100_001
WORKING_DATE = date(2026, 11, 20)
EVER = Period(date(2025, 1, 1))


@dataclass(frozen=True)
class Outcome:
    """Lines per second of the import and of the yardstick, and the import's share of the yardstick's speed."""

    lines: int
    megabytes: float
    imported: float
    yardstick: float

    @property
    def ratio(self) -> float:
        """How many times slower the whole import is than reading with schema alone."""
        return self.yardstick / self.imported

    def __str__(self) -> str:
        return (
            f"import WMO323: {self.lines} lines ({self.megabytes:.1f} MB) at {self.imported:,.0f} lines/s; "
            f"lxml iterparse with schema {self.yardstick:,.0f} lines/s; ratio {self.ratio:.1f}"
        )


def measure(*, lines: int, runs: int) -> Outcome:
    """Import `runs` declarations of `lines` lines each into the current database, and read the same files with lxml."""
    actor = fill(lines)
    take_in = importlib.import_module("keukentafel.backoffice.berichten.operations").take_in
    working_date = importlib.import_module("keukentafel.platform.clock.operations").working_date
    imported, yardstick, size = [], [], 0
    for run in range(runs):
        content = declaration(lines, month=run + 1)
        size = len(content)
        yardstick.append(timed(lambda content=content: read_with_schema(content)))
        with working_date(WORKING_DATE):
            imported.append(timed(lambda content=content: take_in(actor=actor, naam="d.xml", inhoud=content)))
    check(lines * runs)
    return Outcome(lines, size / 1e6, lines / median(imported), lines / median(yardstick))


def timed(work: Any) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read_with_schema(content: bytes) -> int:
    """What every reader of these files has to do at the least: parse, validate, forget; answers the number of lines."""
    soort = find_soort(Law.WMO, 323)
    found = 0
    for _, element in etree.iterparse(
        BytesIO(content), schema=compiled_schema(soort), tag=f"{{{soort.namespace}}}Prestatie"
    ):
        found += 1
        element.clear()
    return found


def declaration(lines: int, *, month: int) -> bytes:
    """A declaration of one month with a line on every allocation."""
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1)
    bsns = list(islice(test_bsns(), lines // 2 + 1))
    return declaratie_323(
        Briefhoofd(
            aanbieder=AGB, gemeente=GEMEENTE, identificatie=f"B{month}", dagtekening=date(2026, 11, 5)
        ),
        declaratienummer=f"B{month}",
        maand=first,
        leveringen=[
            Levering(
                bsn=bsns[index // 2],
                toewijzingnummer=FIRST_NUMBER + index,
                categorie="02",
                code="02A16" if index % 2 else "02A17",
                begindatum=first,
                einddatum=date.fromordinal(last.toordinal() - 1),
                volume=VOLUME,
                eenheid="04",
                tarief=PRICE,
                referentienummer=f"R{month}-{index}",
            )
            for index in range(lines)
        ],
    )


def fill(lines: int) -> Any:
    """A municipality with a provider, two products, and two allocations per resident; answers its system actor."""
    accounts = importlib.import_module("keukentafel.platform.accounts.operations")
    contracts = importlib.import_module("keukentafel.backoffice.contracts.operations")
    market = importlib.import_module("keukentafel.backoffice.contracts.domain")
    people = importlib.import_module("keukentafel.people.operations")
    person = importlib.import_module("keukentafel.people.domain")
    wmo = market.Wet.WMO
    actor = accounts.load_gemeente(code=GEMEENTE, naam="Lindewaard", teams=(), accounts=())
    provider = market.NewAanbieder(AGB, "Stichting De Brug")
    products = [
        market.NewProduct(wmo, "02", code, f"Begeleiding {code}", "04", "4", "individueel", EVER)
        for code in ("02A17", "02A16")
    ]
    contract = market.NewContract("B-1", provider.id, wmo, EVER)
    prices = [market.NewTarief(contract.id, product.id, "04", PRICE, EVER) for product in products]
    contracts.load_contracts(
        actor=actor, aanbieders=[provider], producten=products, contracten=[contract], tarieven=prices
    )
    residents = [
        person.NewPersoon(geslachtsnaam="Bakker", bsn=bsn, geboortedatum=date(1980, 1, 1))
        for bsn in islice(test_bsns(), lines // 2 + 1)
    ]
    people.load_persons(actor=actor, persons=residents)
    allocate(actor, residents, provider.id, contract.id, [product.id for product in products], lines)
    return actor


def allocate(
    actor: Any,
    residents: Sequence[Any],
    aanbieder_id: Any,
    contract_id: Any,
    product_ids: Sequence[Any],
    lines: int,
) -> None:
    """So many allocations of eight hours a month, two per resident."""
    values = importlib.import_module("keukentafel.backoffice.toewijzingen.domain.toewijzing")
    load = importlib.import_module("keukentafel.backoffice.toewijzingen.operations").load_toewijzingen
    wmo = importlib.import_module("keukentafel.backoffice.contracts.domain").Wet.WMO
    load(
        actor=actor,
        toewijzingen=(
            values.LoadedToewijzing(
                new=values.NewToewijzing(
                    persoon_id=residents[index // 2].id,
                    aanbieder_id=aanbieder_id,
                    product_id=product_ids[index % 2],
                    wet=wmo,
                    volume=VOLUME,
                    eenheid="04",
                    frequentie="4",
                    ingangsdatum=date(2026, 1, 1),
                    einddatum=None,
                    grond=values.Grond(values.Grondsoort.BESLUIT, f"B-{index}", date(2025, 12, 1)),
                ),
                contract_id=contract_id,
                toewijzingnummer=FIRST_NUMBER + index,
                status=values.Toewijzingstatus.BEVESTIGD,
                toewijzingsdatum=date(2025, 12, 15),
            )
            for index in range(lines)
        ),
    )


def check(expected: int) -> None:
    """Every line was booked and granted, and every declaration answered."""
    models = importlib.import_module("django.apps").apps.get_model
    granted = models("declaraties", "Regeloordeel").objects.filter(uitkomst="toegekend").count()
    if granted != expected or models("declaraties", "Declaratie").objects.filter(antwoord=None).exists():
        raise SystemExit(f"{granted} of {expected} lines were granted: this measures something else.")


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """Django on a fresh embedded server, migrated, under the plain role."""
    folder = Path(tempfile.mkdtemp(prefix="keukentafel-bench-"))
    folder.chmod(0o711)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="keukentafel.config.settings",
        KEUKENTAFEL_MODE="test",
        KEUKENTAFEL_DATA=str(folder),
    )
    try:
        with postgres.running(folder) as server:
            importlib.import_module("django").setup()
            connection = importlib.import_module("django.db").connection
            connection.settings_dict.update(postgres.django_database(server.owner_dsn))
            importlib.import_module("keukentafel.config.migrating").migrate(
                connection, app_role=postgres.APP, verbosity=0
            )
            connection.close()
            connection.settings_dict.update(postgres.django_database(server.app_dsn))
            subscribe()
            yield
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def subscribe() -> None:
    """Have the declarations react to the mailbox, and nothing else: the rest of the house is not measured here."""
    events = importlib.import_module("keukentafel.platform.events.operations")
    received = importlib.import_module("keukentafel.backoffice.berichten.domain").BerichtOntvangen
    reaction = importlib.import_module("keukentafel.backoffice.declaraties.operations").receive_323
    events._reactions.clear()
    events.subscribe(received, reaction)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with database_of_its_own():
        print(measure(lines=options.lines, runs=options.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
