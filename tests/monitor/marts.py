"""A mart of a town of forty thousand, made of nothing but chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from keukentafel.monitor import mart, parquet
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
from keukentafel.monitor.queries import mart_folder
from keukentafel.monitor.rules.dates import months_until

TODAY = date(2026, 11, 20)
WIJKEN = ("De Gaarden", "De Hoven", "Hoge Linde", "Kerkbuurt", "Oosterveen", "Waterkwartier")
KOLOMMEN = ("eigen kracht", "netwerk", "algemeen", "individueel")
POSTEN = (
    ("wmo", "Hulp bij het huishouden", "01", 2_693_000_00),
    ("wmo", "Begeleiding", "02", 3_940_000_00),
    ("jeugdwet", "Jeugdhulp ambulant", "45", 5_391_000_00),
)
Tables = dict[type[Any], list[Any]]


def put(gemeente: str, *, monthly: int = 300, versie: str = "een", seed: int = 1) -> mart.MartNote:
    """Write a mart for a municipality and put it in force; `monthly` new questions a month."""
    folder = mart_folder(gemeente)
    tables = facts(monthly, seed)
    count = sum(parquet.write_table(folder / versie, kind, rows) for kind, rows in tables.items())
    note = mart.MartNote(versie, TODAY.isoformat(), "2026-11-20T10:14:00+01:00", count)
    mart.put_in_force(folder, note)
    return note


def facts(monthly: int, seed: int) -> Tables:
    """The facts of two years."""
    chance = random.Random(seed)
    months = months_until(TODAY, 24)
    contacts = [fact for month in months for fact in _contacts(chance, month, monthly)]
    finished = [fact for fact in contacts if fact.uitkomst == "melding"]
    led = [fact for fact in finished if fact.maanden_tot_individueel >= 0]
    return {
        ContactFact: contacts,
        UitkomstFact: [_ending(chance, fact) for fact in finished],
        BesluitFact: [
            BesluitFact(f.pseudoniem, f.maand, f.wijk, f.wet, chance.choices(_BESLUITEN, (88, 6, 6))[0])
            for f in led
        ],
        OplossingFact: [
            OplossingFact(f.pseudoniem, f.maand, f.wijk, f.wet, kolom, kolom)
            for f in finished
            for kolom in chance.choices(KOLOMMEN, (24, 20, 41, 15), k=2)
        ],
        UitgaveFact: [_spend(chance, month) for month in months for _ in range(monthly)],
        ClientFact: [
            ClientFact(
                f"c{at}",
                chance.choice(WIJKEN),
                "wmo" if at % 4 else "jeugdwet",
                "12-17" if at % 4 == 0 else "80+",
            )
            for at in range(monthly * 8)
        ],
        BegrotingFact: [
            BegrotingFact(2026, wet, naam, code, begroot, begroot * 9 // 10, begroot * 6 // 10)
            for wet, naam, code, begroot in POSTEN
        ],
        InwonersFact: [
            InwonersFact(wijk, band, size)
            for wijk in WIJKEN
            for band, size in (
                ("0-3", 250),
                ("4-11", 600),
                ("12-17", 450),
                ("18-22", 400),
                ("23-64", 3600),
                ("65+", 1500),
            )
        ],
    }


_BESLUITEN = ("toegekend", "deels toegekend", "afgewezen")


def _contacts(chance: random.Random, month: date, monthly: int) -> Iterator[ContactFact]:
    for at in range(monthly):
        uitkomst = chance.choices(("meteen beantwoord", "melding", "niet voor ons"), (34, 60, 6))[0]
        open_months = (TODAY.year - month.year) * 12 + TODAY.month - month.month
        first = chance.choices((-1, 2, 3, 5, 8), (60, 16, 12, 8, 4))[0] if uitkomst == "melding" else -1
        yield ContactFact(
            pseudoniem=f"p{month}{at}",
            maand=month,
            wijk=chance.choice(WIJKEN),
            wet="wmo" if uitkomst == "melding" else "",
            kanaal="telefoon",
            herkomst="zelf",
            uitkomst=uitkomst,
            leeftijdsgroep="65-79",
            maanden_tot_individueel=first if first <= open_months else -1,
        )


def _ending(chance: random.Random, fact: ContactFact) -> UitkomstFact:
    endings = ("zonder individuele voorziening", "met individuele voorziening", "verantwoord niets doen")
    return UitkomstFact(
        fact.pseudoniem, fact.maand, fact.wijk, "wmo", chance.choices(endings, (48, 46, 6))[0], "65-79"
    )


def _spend(chance: random.Random, month: date) -> UitgaveFact:
    wet, _, code, _ = chance.choice(POSTEN)
    asked = chance.randrange(20_00, 900_00)
    return UitgaveFact(f"p{chance.random()}", month, wet, code, asked, asked if chance.random() < 0.97 else 0)
