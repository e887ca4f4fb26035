"""Long work: queued with the act, done once, shown as it goes."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from keukentafel.core.errors import NotFound, Refusal
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.operations import set_working_date
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.jobs import jobs as chores
from keukentafel.platform.jobs import operations as jobs
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.queries import latest_of_task, progress_of, recent
from tests.cast import ELSBEEK, LINDEWAARD, found

pytestmark = pytest.mark.db

seen: list[tuple[str, date, Any]] = []


@jobs.task("test.count")
def count(*, actor: Actor, voortgang_id: UUID, upto: int) -> None:
    """Count and tell."""
    for number in range(1, upto + 1):
        jobs.progress(voortgang_id=voortgang_id, done=number, total=upto)
    seen.append((actor.naam, clock.today(), upto))


@jobs.task("test.refuse")
def refuse(*, actor: Actor, voortgang_id: UUID) -> None:
    """End with an expected no."""
    raise Refusal("De map is leeg. Zet er eerst een bestand in.")


@jobs.task("test.break")
def break_down(*, actor: Actor, voortgang_id: UUID) -> None:
    """End with a fault of ours."""
    raise RuntimeError("stuk")


swept: list[tuple[str, date]] = []


@jobs.periodic("test.sweep", cron="0 4 * * *")
def sweep(*, actor: Actor) -> None:
    """Note whose turn it was; fail for one municipality."""
    swept.append((actor.gemeente, clock.today()))
    if actor.gemeente == LINDEWAARD:
        raise RuntimeError("stuk")


def test_a_job_runs_as_who_asked_on_the_day_it_was_asked() -> None:
    town = found()
    seen.clear()
    with working_date(date(2013, 6, 12)):
        identity = jobs.defer(actor=town.beheerder, task="test.count", label="Tellen", payload={"upto": 3})
    assert progress_of(actor=town.beheerder, voortgang_id=identity).status is VoortgangStatus.WACHT
    assert jobs.drain() == 1
    assert seen == [("Daphne Roemers", date(2013, 6, 12), 3)]
    shown = progress_of(actor=town.beheerder, voortgang_id=identity)
    assert (shown.status, shown.gedaan, shown.percentage) == (VoortgangStatus.KLAAR, 3, 100)
    assert shown.klaar_op is not None


def test_a_job_leaves_with_its_act_or_not_at_all() -> None:
    town = found()

    @transaction.atomic
    def act() -> None:
        jobs.defer(actor=town.beheerder, task="test.count", label="Tellen", payload={"upto": 1})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert jobs.drain() == 0


def test_a_refusal_is_shown_and_ends_the_job() -> None:
    town = found()
    identity = jobs.defer(actor=town.beheerder, task="test.refuse", label="Inlezen", payload={})
    jobs.drain()
    shown = progress_of(actor=town.beheerder, voortgang_id=identity)
    assert shown.status is VoortgangStatus.MISLUKT
    assert shown.melding == "De map is leeg. Zet er eerst een bestand in."
    assert shown.percentage is None


def test_a_fault_of_ours_is_owned_and_not_swallowed() -> None:
    town = found()
    identity = jobs.defer(actor=town.beheerder, task="test.break", label="Inlezen", payload={})
    with pytest.raises(RuntimeError, match="stuk"):
        jobs.drain()
    shown = progress_of(actor=town.beheerder, voortgang_id=identity)
    assert shown.melding == "Er ging iets mis bij ons. We proberen het opnieuw."


def test_the_functional_manager_sees_jobs_of_the_own_municipality() -> None:
    town, neighbour = found(), found(ELSBEEK, "Elsbeek")
    mine = jobs.defer(actor=town.beheerder, task="test.count", label="Hier", payload={"upto": 1})
    jobs.defer(actor=neighbour.beheerder, task="test.count", label="Daar", payload={"upto": 1})
    assert [row.omschrijving for row in recent(actor=town.beheerder)] == ["Hier"]
    latest = latest_of_task(actor=town.beheerder, task="test.count")
    assert latest is not None
    assert latest.id == mine
    assert latest_of_task(actor=town.beheerder, task="test.refuse") is None
    with pytest.raises(NotFound):
        progress_of(actor=neighbour.beheerder, voortgang_id=mine)
    with pytest.raises(NotFound):
        progress_of(actor=town.beheerder, voortgang_id=uuid4())


def test_the_chores_are_registered() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_periodic_defers') IS NOT NULL")
        assert cursor.fetchone() == (True,)
    assert {"jobs.retry_stalled", "audit.seal_looks"} <= set(app.tasks)


def test_a_chore_has_its_turn_in_every_municipality_on_its_own_date() -> None:
    found()
    there = found(ELSBEEK, "Elsbeek")
    set_working_date(actor=there.system, werkdatum=date(2013, 6, 12))
    swept.clear()
    with pytest.raises(RuntimeError):
        app.tasks["test.sweep"].func(timestamp=0)
    assert sorted(swept) == [(LINDEWAARD, clock.real_today()), (ELSBEEK, date(2013, 6, 12))]


def test_work_that_cannot_be_taken_up_again_keeps_no_other_waiting() -> None:
    """As when another run took it up meanwhile; that a chore whose next turn waits is ended is tried with real workers."""
    taken: list[str] = []

    class Manager:
        async def get_stalled_jobs(self) -> list[Any]:
            return [SimpleNamespace(id=name) for name in ("gone", "left")]

        async def retry_job(self, job: Any) -> None:
            if job.id == "gone":
                raise ConnectorException
            taken.append(job.id)

    context: Any = SimpleNamespace(app=SimpleNamespace(job_manager=Manager()))
    # In a thread of its own: a browser of an earlier test leaves a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, chores.retry_stalled.func(context, timestamp=0)).result()
    assert taken == ["left"]


def test_a_worker_begins_with_the_chores_and_never_queues_one_twice() -> None:
    for _ in range(2):
        jobs.begin_chores()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        queued = [name for (name,) in cursor.fetchall()]
    assert queued[0] == "jobs.retry_stalled"
    assert {"berichten.scan_inboxes", "test.sweep"} <= set(queued)
    assert len(queued) == len(set(queued))
