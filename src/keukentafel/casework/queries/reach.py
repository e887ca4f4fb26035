"""Fetching one row of a case, with the rights in the same query."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from keukentafel.casework.domain.contact import GeslotenDossier
from keukentafel.core.errors import NotFound
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.clock import queries as clock

Row = TypeVar("Row", bound=models.Model)
TO_DOSSIER = "dossier__"


def fetch(
    model: type[Row],
    *,
    actor: Actor,
    act: Act,
    path: str = TO_DOSSIER,
    related: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    **lookup: UUID,
) -> Row:
    """The row of this lookup, if the actor may do this act in its case; `path` leads from the row to the dossier.

    With `columns` only those are read, of the row and of what is `related`, and the row is for reading alone. An emergency entry
    opens a case that is somebody else's for reading only: then `by_emergency` is true on the row.
    Raises `NotFound` when there is none in the actor's municipality, `GeslotenDossier` when there is one that is
    closed to the actor, and `ActNotPermitted` when no role of the actor does this at all.
    """
    scope = accounts.scope(actor, act)
    rows: models.QuerySet[Any] = model._default_manager.filter(gemeente_id=scope.gemeente, **lookup).annotate(
        reachable=_verdict(people.case_reach(prefix=path, scope=scope, now=clock.now())),
        dossier_key=F(f"{path}id"),
        persoon_key=F(f"{path}persoon_id"),
    )
    if act is Act.DOSSIER_INZIEN:
        entered = people.emergency_reach(prefix=path, scope=scope, now=clock.now())
        rows = rows.annotate(entered=_verdict(entered))
    if related:
        rows = rows.select_related(*related)
    if columns:
        rows = rows.only(*columns)
    row: Any = next(iter(rows[:1]), None)
    if row is None:
        raise NotFound("Dit staat er niet (meer). Ga terug en zoek de inwoner opnieuw.")
    row.by_emergency = not row.reachable and bool(getattr(row, "entered", False))
    if not row.reachable and not row.by_emergency:
        raise GeslotenDossier(dossier_id=row.dossier_key, persoon_id=row.persoon_key)
    found: Row = row
    return found


def _verdict(condition: Q) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(condition, output_field=BooleanField())
