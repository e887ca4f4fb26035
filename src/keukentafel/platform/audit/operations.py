"""Recording who did and who saw what."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Model

from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.accounts.operations import history_of
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.models import Handeling, Kijkregel, Kijkzegel
from keukentafel.platform.audit.queries import SEALED_COLUMNS
from keukentafel.platform.audit.rules import FIRST, digest
from keukentafel.platform.clock import queries as clock

SETTLED = timedelta(minutes=2)
_SEAL_LOCK = 7_430_001
_LOOK = (
    f"INSERT INTO {Kijkregel._meta.db_table} (gemeente_id, account_id, act, reden, geweigerd, op, persoon_id) "
    "SELECT %s, %s, %s, %s, %s, %s, unnest(%s::uuid[])"
)
_LENGTH = re.compile(r"\([0-9]+\)")
_inside_act: ContextVar[bool] = ContextVar("inside_act", default=False)


@contextmanager
def handeling(
    *,
    actor: Actor,
    act: Act,
    object_type: str,
    object_id: UUID | None = None,
    persoon_id: UUID | None = None,
    ground: str = "",
) -> Iterator[HandelingRef]:
    """The transaction of one act: its handeling is written first and every version of a row points to it.

    The handeling is an ordinary statement, so a COPY that follows inside the block carries it as well. An act
    that another act sets off gets a handeling of its own; versions of rows point to the outermost one.
    """
    nested = _inside_act.get()
    with transaction.atomic():
        row = Handeling.objects.create(
            gemeente_id=actor.gemeente,
            account_id=actor.account_id,
            act=act.value,
            object_type=object_type,
            object_id=object_id,
            persoon_id=persoon_id,
            grond=ground,
            werkdatum=clock.today(),
            op=clock.now(),
        )
        token = _inside_act.set(True)
        try:
            with nullcontext() if nested else history_of(actor.account_id, handeling=row.pk):
                yield HandelingRef(id=row.pk, op=row.op)
        finally:
            _inside_act.reset(token)


def copy_ledger(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of a ledger in one COPY: a ledger keeps no history, so nothing has to be set before it."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    types = [str(model._meta.get_field(name).db_type(connection)) for name in columns]
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types([_LENGTH.sub("", name) for name in types])
        write_row = copy.write_row
        for row in rows:
            write_row(row)


def record_look(*, actor: Actor, persoon_ids: Iterable[UUID], act: Act, reason: str = "") -> None:
    """Log that the actor sees these persons; called by the fetch that shows them."""
    _log(actor, persoon_ids, act, reason, refused=False)


def record_refusal(*, actor: Actor, act: Act, persoon_id: UUID | None = None, reason: str = "") -> None:
    """Log that the actor was refused; the page layer calls it outside the refused transaction."""
    _log(actor, [persoon_id], act, reason, refused=True)


def seal_looks() -> int:
    """Seal the look log up to two minutes ago (transactions still open lie behind that) and answer how many rows.

    Safe to call at the same time from several workers: one seals, the others find nothing to do.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
        last = Kijkzegel.objects.order_by("-id").first()
        start = last.tot_id + 1 if last else 0
        settled = Kijkregel.objects.filter(id__gte=start, op__lt=clock.now() - SETTLED)
        end = settled.aggregate(end=Max("id"))["end"]
        if end is None:
            return 0
        rows = list(
            Kijkregel.objects.filter(id__range=(start, end)).order_by("id").values_list(*SEALED_COLUMNS)
        )
        Kijkzegel.objects.create(
            van_id=start, tot_id=end, digest=digest(last.digest if last else FIRST, rows), op=clock.now()
        )
        return len(rows)


def _log(actor: Actor, persoon_ids: Iterable[UUID | None], act: Act, reason: str, *, refused: bool) -> None:
    """Write a row for each person in one statement, whose text is as short for a list of people as for one."""
    same = (actor.gemeente, actor.account_id, act.value, reason, refused, clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, (*same, list(persoon_ids)))
