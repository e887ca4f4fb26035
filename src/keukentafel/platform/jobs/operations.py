"""Queueing long work, doing it, and telling how far it is.

A job is a row written in the transaction of the act that asks for it; it leaves with the commit or not at
all. A job may be run twice (a worker can be killed between the work and the tick), so a task must be
harmless when repeated.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from keukentafel.core.errors import Refusal
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.queries import gemeenten, get_actor, system_actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.models import Voortgang

Task = Callable[..., None]
ATTEMPTS = 4
_chores: list[str] = []


def task(name: str) -> Callable[[Task], Task]:
    """Register a function `(*, actor, voortgang_id, **payload)` as the task of this name.

    It runs as the actor that asked for it and on the working date of that moment. A `Refusal` ends the job with its
    message; any other error ends this attempt, and the job is tried again up to four times in all.
    """

    def register(function: Task) -> Task:
        @app.task(name=name, retry=RetryStrategy(max_attempts=ATTEMPTS, wait=2))
        def run(*, voortgang_id: str, account_id: str, werkdatum: str, payload: dict[str, Any]) -> None:
            actor = get_actor(UUID(account_id))
            with working_date(date.fromisoformat(werkdatum)):
                _run(function, actor, UUID(voortgang_id), payload)

        return function

    return register


def periodic(name: str, *, cron: str) -> Callable[[Task], Task]:
    """Register a function `(*, actor)` as a chore for every municipality: by the clock, and when a worker starts.

    It runs as the system actor of each municipality and on its working date, and is never queued twice at once. A failure in one
    municipality keeps no other from its turn; the first one is raised when all had theirs.
    """

    def register(function: Task) -> Task:
        @app.periodic(cron=cron)
        @app.task(name=name, queueing_lock=name)
        def run(timestamp: int) -> None:
            failures: list[Exception] = []
            for gemeente in gemeenten():
                try:
                    actor = system_actor(gemeente)
                    with working_date(actor.werkdatum):
                        function(actor=actor)
                except Exception as error:
                    failures.append(error)
            if failures:
                raise failures[0]

        _chores.append(name)
        return function

    return register


def defer(
    *,
    actor: Actor,
    task: str,
    label: str,
    payload: dict[str, Any],
    total: int | None = None,
    lock: str | None = None,
) -> UUID:
    """Queue a task within the current transaction and answer the id of its progress.

    `payload` must be JSON; jobs with the same `lock` run one after the other. The task must be registered.
    """
    row = Voortgang.objects.create(
        id=new_id(),
        gemeente_id=actor.gemeente,
        account_id=actor.account_id,
        taak=task,
        omschrijving=label,
        totaal=total,
        aangemaakt_op=clock.now(),
    )
    app.configure_task(task, lock=lock).defer(
        voortgang_id=str(row.pk),
        account_id=str(actor.account_id),
        werkdatum=clock.today().isoformat(),
        payload=payload,
    )
    return row.pk


def progress(*, voortgang_id: UUID, done: int, total: int | None = None) -> None:
    """Move the dial: `done` pieces of the work are finished."""
    values: dict[str, Any] = {"gedaan": done} if total is None else {"gedaan": done, "totaal": total}
    Voortgang.objects.filter(pk=voortgang_id).update(**values)


def begin_chores() -> None:
    """Queue what a worker does first: take up what a killed one left, and every chore that is done by the clock."""
    for name in ("jobs.retry_stalled", *_chores):
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(name).defer(timestamp=0)


def drain() -> int:
    """Do all queued jobs here and now, oldest first, and answer how many; for tests and commands without a worker."""
    done = 0
    while (job := _next_job()) is not None:
        job_id, name, arguments = job
        app.tasks[name].func(**arguments)
        _finish(job_id)
        done += 1
    return done


def _run(function: Task, actor: Actor, voortgang_id: UUID, payload: dict[str, Any]) -> None:
    row = Voortgang.objects.filter(pk=voortgang_id)
    row.update(status=VoortgangStatus.LOOPT, melding="")
    try:
        function(actor=actor, voortgang_id=voortgang_id, **payload)
    except Refusal as refusal:
        row.update(status=VoortgangStatus.MISLUKT, melding=str(refusal), klaar_op=clock.now())
    except Exception:
        row.update(
            status=VoortgangStatus.MISLUKT, melding="Er ging iets mis bij ons. We proberen het opnieuw."
        )
        raise
    else:
        row.update(status=VoortgangStatus.KLAAR, klaar_op=clock.now())


def _next_job() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 1 FOR UPDATE"
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1], json.loads(row[2]))


def _finish(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job_id])
