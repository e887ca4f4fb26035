"""Reads of job progress."""

from typing import Any
from uuid import UUID

from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.jobs.domain import VoortgangRow, VoortgangStatus
from keukentafel.platform.jobs.models import Voortgang

_COLUMNS = ("id", "omschrijving", "status", "gedaan", "totaal", "melding", "aangemaakt_op", "klaar_op")


def progress_of(*, actor: Actor, voortgang_id: UUID) -> VoortgangRow:
    """The progress of a job that the actor started; raises `NotFound` for another's."""
    row = (
        Voortgang.objects.filter(pk=voortgang_id, gemeente_id=actor.gemeente, account_id=actor.account_id)
        .values_list(*_COLUMNS)
        .first()
    )
    if row is None:
        raise NotFound("Deze taak is er niet (meer). Ga terug naar de pagina waar je hem startte.")
    return _value(row)


def recent(*, actor: Actor, limit: int = 50) -> tuple[VoortgangRow, ...]:
    """The latest jobs of the municipality, for the functional manager."""
    accounts.check(actor, Act.BEHEER_INZIEN)
    rows = Voortgang.objects.filter(gemeente_id=actor.gemeente).order_by("-aangemaakt_op", "-id")
    return tuple(_value(row) for row in rows.values_list(*_COLUMNS)[:limit])


def started_by(*, actor: Actor, task: str, limit: int = 20) -> tuple[VoortgangRow, ...]:
    """The latest runs of this task that the actor started, newest first."""
    rows = Voortgang.objects.filter(gemeente_id=actor.gemeente, account_id=actor.account_id, taak=task)
    newest = rows.order_by("-aangemaakt_op", "-id")
    return tuple(_value(row) for row in newest.values_list(*_COLUMNS)[:limit])


def latest_of_task(*, actor: Actor, task: str) -> VoortgangRow | None:
    """The last run of this task in the municipality, if there was one."""
    row = (
        Voortgang.objects.filter(gemeente_id=actor.gemeente, taak=task)
        .order_by("-aangemaakt_op", "-id")
        .values_list(*_COLUMNS)
        .first()
    )
    return _value(row) if row else None


def _value(row: tuple[Any, ...]) -> VoortgangRow:
    identity, omschrijving, status, *rest = row
    return VoortgangRow(identity, omschrijving, VoortgangStatus(status), *rest)
