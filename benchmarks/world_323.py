"""A municipality for the import of declarations, on a server of its own, and the files that its two providers send."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Levering, declaratie_323
from keukentafel.config import postgres
from keukentafel.core.bsn import test_bsns
from keukentafel.core.period import Period

GEMEENTE, AGBS = "9901", ("99100001", "99100018")
# Minutes per month, and the price of one; what is declared differs from line to line, as it does in life.
MINUTES, PER_MONTH = "01", "4"
PRICE, MOST, LEAST = 110, 480, 60
WORKING_DATE = date(2026, 11, 20)
EVER = Period(date(2025, 1, 1))


def declaration(lines: int, *, month: int, provider: int = 0, nummer: str = "") -> bytes:
    """A declaration of one month, with a line on each of so many allocations of one of the two providers."""
    first, last = first_day(month), first_day(month + 1)
    bsns = list(islice(test_bsns(), lines // 2 + 1))
    nummer = nummer or f"B{month}"
    return declaratie_323(
        Briefhoofd(
            aanbieder=AGBS[provider], gemeente=GEMEENTE, identificatie=nummer, dagtekening=date(2026, 11, 5)
        ),
        declaratienummer=nummer,
        maand=first,
        leveringen=[
            Levering(
                bsn=bsns[index // 2],
                toewijzingnummer=first_number(provider) + index,
                categorie="02",
                code="02A16" if index % 2 else "02A17",
                begindatum=first,
                einddatum=date.fromordinal(last.toordinal() - 1),
                volume=LEAST + (37 * index + 13 * month) % (MOST - LEAST + 1),
                eenheid=MINUTES,
                tarief=PRICE,
                referentienummer=f"R{nummer}-{index}",
            )
            for index in range(lines)
        ],
    )


def first_day(month: int) -> date:
    """The first day of a month, counted from January 2025; the last that can be declared is 22."""
    return date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def first_number(provider: int) -> int:
    """The first toewijzingnummer at a provider."""
    return 100_001 + provider * 1_000_000


def fill(*lines: int) -> Any:
    """A municipality with two products and, per provider, so many allocations, two per resident; answers its system actor."""
    accounts = importlib.import_module("keukentafel.platform.accounts.operations")
    contracts = importlib.import_module("keukentafel.backoffice.contracts.operations")
    market = importlib.import_module("keukentafel.backoffice.contracts.domain")
    people = importlib.import_module("keukentafel.people.operations")
    person = importlib.import_module("keukentafel.people.domain")
    wmo = market.Wet.WMO
    actor = accounts.load_gemeente(code=GEMEENTE, naam="Lindewaard", teams=(), accounts=())
    gemeentecode = importlib.import_module("keukentafel.platform.accounts.domain").NewGemeentecode
    accounts.load_gemeentecodes(
        actor=actor, codes=[gemeentecode(GEMEENTE, "Lindewaard", date(2015, 1, 1), "verzonnen")]
    )
    products = [
        market.NewProduct(wmo, "02", code, f"Begeleiding {code}", MINUTES, PER_MONTH, "individueel", EVER)
        for code in ("02A17", "02A16")
    ]
    providers = [market.NewAanbieder(agb, f"Stichting {agb}") for agb in AGBS[: len(lines)]]
    agreed = [market.NewContract(f"B-{provider.id}"[:20], provider.id, wmo, EVER) for provider in providers]
    prices = [
        market.NewTarief(contract.id, product.id, MINUTES, PRICE, EVER)
        for contract in agreed
        for product in products
    ]
    contracts.load_contracts(
        actor=actor, aanbieders=providers, producten=products, contracten=agreed, tarieven=prices
    )
    residents = [
        person.NewPersoon(geslachtsnaam="Bakker", bsn=bsn, geboortedatum=date(1980, 1, 1))
        for bsn in islice(test_bsns(), max(lines) // 2 + 1)
    ]
    people.load_persons(actor=actor, persons=residents)
    for index, (provider, contract) in enumerate(zip(providers, agreed, strict=True)):
        identities = [product.id for product in products]
        allocate(
            actor, residents, provider.id, contract.id, identities, range(lines[index]), first_number(index)
        )
    return actor


def allocate(
    actor: Any,
    residents: Sequence[Any],
    aanbieder_id: Any,
    contract_id: Any,
    product_ids: Sequence[Any],
    indexes: range,
    first: int,
) -> None:
    """So many allocations of eight hours a month in minutes, two per resident."""
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
                    volume=MOST,
                    eenheid=MINUTES,
                    frequentie=PER_MONTH,
                    ingangsdatum=date(2025, 1, 1),
                    einddatum=None,
                    grond=values.Grond(values.Grondsoort.BESLUIT, f"B-{first + index}", date(2024, 12, 1)),
                ),
                contract_id=contract_id,
                toewijzingnummer=first + index,
                status=values.Toewijzingstatus.BEVESTIGD,
                toewijzingsdatum=date(2024, 12, 15),
            )
            for index in indexes
        ),
    )


@contextmanager
def database_of_its_own() -> Iterator[postgres.Server]:
    """Django on a fresh embedded server, migrated, under the plain role."""
    for name in [name for name in os.environ if name.startswith("DATABASE_")]:
        del os.environ[name]
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
            yield server
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(server: postgres.Server) -> None:
    """Do at once what the server does by itself within a minute: see how its tables are filled, so that it plans for what is there."""
    with psycopg.connect(server.owner_dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def subscribe() -> None:
    """Have the declarations react to the mailbox, and nothing else: the rest of the house is not measured here."""
    events = importlib.import_module("keukentafel.platform.events.operations")
    received = importlib.import_module("keukentafel.backoffice.berichten.domain.berichten").BerichtOntvangen
    reaction = importlib.import_module("keukentafel.backoffice.declaraties.operations").receive_323
    events._reactions.clear()
    events.subscribe(received, reaction)
