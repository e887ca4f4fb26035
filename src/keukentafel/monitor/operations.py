"""Refreshing the mart: the facts are read, written as a new version, and put in force in one act."""

from collections.abc import Callable, Iterable
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from keukentafel.core.late import late
from keukentafel.monitor import mart
from keukentafel.monitor.domain import Stand
from keukentafel.monitor.facts import FactMaker
from keukentafel.monitor.queries import mart_folder
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.jobs import operations as jobs

TASK = "monitor.refresh"
LABEL = "Cijfers verversen"
_write_table: Callable[[Path, type[Any], Iterable[Any]], int] = late(
    "keukentafel.monitor.parquet.write_table"
)


def refresh(*, actor: Actor, voortgang_id: UUID | None = None) -> Stand:
    """Write the facts of the actor's municipality as a new version of its mart and put it in force; Act.MONITOR_VERVERSEN.

    The progress moves one piece per table. Whoever reads the old version meanwhile goes on reading it.
    """
    accounts.check(actor, Act.MONITOR_VERVERSEN)
    moment = clock.now()
    versie = f"{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    folder = mart_folder(actor.gemeente)
    day = clock.today()
    tables = FactMaker(actor=actor, key=settings.PSEUDONYM_KEY, peildatum=day).tables()
    count = 0
    for done, (kind, facts) in enumerate(tables.items(), 1):
        count += _write_table(folder / versie, kind, facts())
        if voortgang_id is not None:
            jobs.progress(voortgang_id=voortgang_id, done=done, total=len(tables))
    note = mart.MartNote(versie, day.isoformat(), moment.isoformat(), count)
    with handeling(actor=actor, act=Act.MONITOR_VERVERSEN, object_type="mart"):
        mart.put_in_force(folder, note)
    return Stand(day, note.gemaakt_op, versie, count)


def ask_refresh(*, actor: Actor) -> UUID:
    """Queue a refresh and answer the id of its progress; two of one municipality run one after the other."""
    accounts.check(actor, Act.MONITOR_VERVERSEN)
    return jobs.defer(actor=actor, task=TASK, label=LABEL, payload={}, lock=f"{TASK}:{actor.gemeente}")
