"""Fetching one row of a case, with the rights in the same query."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value

from keukentafel.casework.domain.contact import GeslotenDossier
from keukentafel.core.errors import NotFound
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Scope
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared

Row = TypeVar("Row", bound=models.Model)
TO_DOSSIER = "dossier__"
_ABSENT = "Dit staat er niet (meer). Ga terug en zoek de inwoner opnieuw."


def fetch(
    model: type[Row],
    *,
    actor: Actor,
    act: Act,
    path: str = TO_DOSSIER,
    related: tuple[str, ...] = (),
    **lookup: UUID,
) -> Row:
    """The row of this lookup, if the actor may do this act in its case; `path` leads from the row to the dossier.

    An emergency entry opens a case that is somebody else's for reading only: then `by_emergency` is true on the row.
    Raises `NotFound` when there is none in the actor's municipality, `GeslotenDossier` when there is one that is
    closed to the actor, and `ActNotPermitted` when no role of the actor does this at all.
    """
    rows = _judged(model, accounts.scope(actor, act), act, path, clock.now()).filter(**lookup)
    if related:
        rows = rows.select_related(*related)
    row: Any = next(iter(rows[:1]), None)
    if row is None:
        raise NotFound(_ABSENT)
    row.by_emergency = _by_emergency(row.reachable, row.entered, row.dossier_key, row.persoon_key)
    found: Row = row
    return found


class Columns:
    """Some columns of a row of a case that is only shown, with the rights in the same query, written once per shape of rights."""

    def __init__(self, model: type[models.Model], *names: str, path: str = TO_DOSSIER) -> None:
        judged = ("reachable", "entered", "dossier_key", "persoon_key")
        self._rows = Prepared(
            lambda scope, now, key: (
                _judged(model, scope, Act.DOSSIER_INZIEN, path, now)
                .filter(pk=key)
                .values_list(*judged, *names)
            )
        )

    def fetch(self, *, actor: Actor, key: UUID) -> tuple[bool, tuple[Any, ...]]:
        """Whether an emergency entry opened it, and the columns; raises as `fetch` does."""
        rows = self._rows.rows(accounts.scope(actor, Act.DOSSIER_INZIEN), clock.now(), key)
        if not rows:
            raise NotFound(_ABSENT)
        reachable, entered, dossier_key, persoon_key, *columns = rows[0]
        return _by_emergency(reachable, entered, dossier_key, persoon_key), tuple(columns)


def check_household(*, actor: Actor, resident: Any, persoon_id: UUID | None) -> None:
    """Raises `NotFound` for a person who is not the resident nor somebody, not shielded, who lives with them; one query at most."""
    if persoon_id is None or persoon_id == resident.pk:
        return
    members: tuple[UUID, ...] = ()
    if resident.huishouden_id is not None:
        found = people.household(gemeente=actor.gemeente, huishouden_id=resident.huishouden_id)
        members = tuple(person.id for person in found)
    if persoon_id not in members:
        raise NotFound("Deze persoon hoort niet bij dit huishouden. Kies iemand van de lijst.")


def _judged(
    model: type[models.Model], scope: Scope, act: Act, path: str, now: datetime
) -> "models.QuerySet[Any]":
    """The rows of the municipality, each with the verdict on the rights."""
    entered: Any = Value(False, BooleanField())
    if act is Act.DOSSIER_INZIEN:
        entered = _verdict(people.emergency_reach(prefix=path, scope=scope, now=now))
    rows: models.QuerySet[Any] = model._default_manager.filter(gemeente_id=scope.gemeente).annotate(
        reachable=_verdict(people.case_reach(prefix=path, scope=scope, now=now)),
        entered=entered,
        dossier_key=F(f"{path}id"),
        persoon_key=F(f"{path}persoon_id"),
    )
    return rows


def _by_emergency(reachable: bool, entered: bool, dossier_id: UUID, persoon_id: UUID) -> bool:
    """Whether an emergency entry is what opens a case; raises `GeslotenDossier` when nothing does."""
    if not reachable and not entered:
        raise GeslotenDossier(dossier_id=dossier_id, persoon_id=persoon_id)
    return not reachable


def _verdict(condition: Q) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(condition, output_field=BooleanField())
