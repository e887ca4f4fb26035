"""A back office at work: declarations with lines that wait, messages of every kind, budgets; and a colleague's browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keukentafel.backoffice.berichten.codec.provider import Bestandsfout, Levering
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.budgets.domain import NewBegrotingspost
from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import NewOordeelregel
from keukentafel.backoffice.declaraties.operations import load_oordeelregels
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.models import Account
from tests.backoffice.declaraties.world import HOURS, PRICE, World, settled
from tests.cast import Town

EVER = date(2020, 1, 1)


@dataclass(frozen=True)
class Office:
    """A world whose provider has sent files."""

    world: World

    @property
    def town(self) -> Town:
        """The municipality."""
        return self.world.town

    def waiting(self) -> list[int]:
        """The ids of the lines that wait, in the order of the list."""
        return [row.id for row in queries.waiting(actor=self.town.backoffice).rows]

    def receive(self, content: bytes, naam: str = "d.xml") -> int:
        """Take a file in and answer the id of its message."""
        return take_in(actor=self.town.system, naam=naam, inhoud=content).id

    def declare(self, lines: list[Levering], *, nummer: str, month: int = 10) -> int:
        """A declaration of these lines."""
        return self.receive(
            self.world.file(lines, nummer=nummer, maand=date(2026, month, 1)), f"{nummer}.xml"
        )


def opened(town: Town, *, residents: int = 6, waiting: int = 4, shielded: bool = False) -> Office:
    """The first `waiting` lines ask too high a price or too much, in turns; the others are fine. `shielded` closes the first file."""
    load_oordeelregels(
        actor=town.system,
        regels=[NewOordeelregel(rule, EVER, None, "Afspraak") for rule in ("TR418", "TR321", "TR308")],
    )
    office = Office(settled(town, residents=residents, shielded=shielded))
    lines = [
        office.world.line(i, **(_fault(i) if i < waiting else {})) for i in range(len(office.world.persons))
    ]
    office.declare(lines, nummer="D1")
    return office


def _fault(index: int) -> dict[str, Any]:
    return {"tarief": PRICE + 380} if index % 2 == 0 else {"volume": HOURS + 3}


def broken(office: Office) -> tuple[int, int]:
    """A file that is not accepted and one that is refused."""
    world = office.world
    cut_off = world.file(nummer="D8", bestandsfout=Bestandsfout.AFGEKAPT)
    wrong = world.file(nummer="D9", bestandsfout=Bestandsfout.TOTAAL_FOUT)
    return office.receive(cut_off, "afgekapt.xml"), office.receive(wrong, "totaal.xml")


def budgeted(town: Town) -> None:
    """Two lines of the Wmo in 2026, one of which is overspent, and one of the Jeugdwet."""
    line = NewBegrotingspost(2026, Wet.WMO, "Begeleiding", ("02",), 2_000_00, "Begroting 2026", "6.71")
    load_budget(
        actor=town.system,
        posten=[
            line,
            replace(line, naam="Dagbesteding", categorieen=("07",), begroot=900_000_00, id=other_id()),
            replace(
                line,
                wet=Wet.JEUGDWET,
                naam="Jeugd ambulant",
                categorieen=("45",),
                begroot=1_500_000_00,
                id=other_id(),
            ),
        ],
    )


def other_id() -> Any:
    """A fresh id."""
    return NewBegrotingspost(2026, Wet.WMO, "x", (), 0, "x").id


def client_of(actor: Actor) -> Client:
    """The browser of a colleague."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def queries_of(client: Client, url: str) -> int:
    """How many queries a page costs, the session included; savepoints belong to the tests' own transaction."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return sum("SAVEPOINT" not in query["sql"] for query in caught.captured_queries)
