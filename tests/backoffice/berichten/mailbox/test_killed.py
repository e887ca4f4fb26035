"""What is cut off at any moment, or done twice at once, is booked once and answered once.

These tests commit, on a database of their own; the worker is a process of its own.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import Settings

from keukentafel.backoffice.berichten.codec.provider import (
    Bestandsfout,
    Briefhoofd,
    Client,
    start_305,
    startproduct,
)
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, BerichtRow
from keukentafel.backoffice.berichten.models import Bericht, Ontvangst
from keukentafel.backoffice.berichten.operations import scan_inbox, take_in
from keukentafel.backoffice.declaraties.domain import AlreadyJudged
from keukentafel.backoffice.declaraties.models import Declaratie, Declaratieregel
from keukentafel.backoffice.declaraties.operations import judge_line
from keukentafel.backoffice.toewijzingen.models import StartMelding
from keukentafel.config import postgres
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from keukentafel.platform.jobs.operations import defer
from tests.backoffice.berichten.mailbox.reactions import REACTIONS
from tests.backoffice.declaraties.world import FIRST_NUMBER, World, settled
from tests.cast import TODAY, found

KILLS = 200 if os.environ.get("KEUKENTAFEL_LONG") else 5
RESIDENTS = 4
STARTS, REFUSED, UNREADABLE, TWICE = 30, 30, 20, 11
PATIENCE = 120.0


@dataclass(frozen=True)
class House:
    """A world in a database that keeps what is written, and its folders."""

    world: World
    data: Path

    @property
    def inbox(self) -> Path:
        """Where a provider leaves files."""
        return self.data / "berichten" / self.world.town.code / "in"

    @property
    def outbox(self) -> Path:
        """Where our files leave."""
        return self.data / "berichten" / self.world.town.code / "uit"

    def visible(self, folder: Path) -> list[str]:
        """Complete files in a folder."""
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def house(live_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Lindewaard with four residents, in a database of this module."""
    data = tmp_path_factory.mktemp("huis")
    with working_date(TODAY), pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "_reactions", defaultdict(list, {BerichtOntvangen: REACTIONS}))
        made = House(settled(found(), residents=RESIDENTS), data)
        made.inbox.mkdir(parents=True)
        yield made


def files(world: World) -> dict[str, bytes]:
    """A hundred: 9 declarations, 30 starts of which one per resident can stand, 30 refused whole, 20 unreadable, 11 that come twice."""
    months = [date(2026, month, 1) for month in range(1, 10)]
    content = {f"declaratie-{m.month}.xml": world.file(nummer=f"D{m.month}", maand=m) for m in months}
    content |= {f"start-{index:02}.xml": _start(world, index) for index in range(STARTS)}
    faults = (Bestandsfout.TOTAAL_FOUT, Bestandsfout.BSN_FOUT)
    for index in range(REFUSED):
        content[f"fout-{index:02}.xml"] = world.file(nummer=f"F{index}", bestandsfout=faults[index % 2])
    broken = (Bestandsfout.AFGEKAPT, Bestandsfout.DOCTYPE)
    for index in range(UNREADABLE):
        content[f"stuk-{index:02}.xml"] = world.file(nummer=f"A{index}", bestandsfout=broken[index % 2])
    twice = [name for name in content if name.startswith(("declaratie", "start-0"))][:TWICE]
    content |= {f"nog eens {name}": content[name] for name in twice[1:]}
    content[f"nog eens {twice[0]}"] = content[twice[0]].replace(b"\r\n", b"\n")
    return content


def _start(world: World, index: int) -> bytes:
    person = world.persons[index % RESIDENTS]
    hoofd = Briefhoofd(
        aanbieder=world.agb,
        gemeente=world.town.code,
        identificatie=f"S{index}",
        dagtekening=date(2026, 10, 5),
    )
    client = Client(
        bsn=person.bsn or "", achternaam=person.geslachtsnaam, geboortedatum=date(1988, 3, 14), geslacht="2"
    )
    day = date(2026, 1, 5)
    product = startproduct(
        FIRST_NUMBER + index % RESIDENTS, "02", "02A16", ingangsdatum=date(2026, 1, 1), begindatum=day
    )
    return start_305(hoofd, client, [product])


def start_worker(house: House) -> subprocess.Popen[str]:
    """A worker on the same database and folders; returns when it begins."""
    server = postgres.locate(Path(os.environ["KEUKENTAFEL_DATA"]))
    environment = os.environ | {
        "DATABASE_URL": server.dsn(postgres.APP, connection.settings_dict["NAME"]),
        "KEUKENTAFEL_DATA": str(house.data),
    }
    root = Path(__file__).resolve().parents[4]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.backoffice.berichten.mailbox.worker"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def after_the_kill() -> None:
    """Queue again what the dead worker was doing: what the house does itself when it misses the worker's heartbeat."""
    with connection.cursor() as cursor:
        # A chore of the clock that was cut off need not be done again when the next one waits already.
        cursor.execute(
            "UPDATE procrastinate_jobs AS job SET status = 'failed' WHERE status = 'doing' AND EXISTS ("
            "SELECT FROM procrastinate_jobs AS other WHERE other.queueing_lock = job.queueing_lock "
            "AND (other.status = 'todo' OR other.status = 'doing' AND other.id > job.id))"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing'"
        )


def open_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        row = cursor.fetchone()
    return int(row[0])


def put(house: House, content: dict[str, bytes]) -> None:
    """Leave the files in the inbox, as what carries them would: again when all are gone, and then nothing new is booked."""
    for name, data in content.items():
        (house.inbox / name).write_bytes(data)


def queue_scan(house: House) -> None:
    defer(actor=house.world.town.backoffice, task="berichten.scan_inbox", payload={}, label="Postvak inlezen")


def test_a_worker_killed_at_any_moment_books_and_answers_once(house: House) -> None:
    chance = random.Random(20261120)
    content = files(house.world)
    assert len(content) == 100
    for _ in range(KILLS):
        if not house.visible(house.inbox):
            put(house, content)
        queue_scan(house)
        process = start_worker(house)
        time.sleep(chance.uniform(0.05, 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        after_the_kill()
    queue_scan(house)
    limit = time.monotonic() + PATIENCE
    while open_jobs() and time.monotonic() < limit:
        start_worker(house).wait()
        after_the_kill()
    assert house.visible(house.inbox) == []

    booked = Bericht.objects.filter(richting="in")
    assert booked.count() == len(set(content.values())) - 1
    standing = len([name for name in content if name.startswith(("declaratie", "start"))])
    assert dict(verdicts()) == {
        "aangenomen": standing,
        "geweigerd": REFUSED,
        "niet geaccepteerd": UNREADABLE,
    }
    assert (Declaratie.objects.count(), Declaratieregel.objects.count()) == (9, 9 * RESIDENTS)
    assert not Declaratieregel.objects.exclude(uitkomst="toegekend").exists()
    assert StartMelding.objects.count() == RESIDENTS
    answered = Bericht.objects.filter(richting="uit")
    assert sorted(answered.values_list("antwoord_op_id", flat=True)) == sorted(
        booked.exclude(verdict="niet geaccepteerd").values_list("id", flat=True)
    )
    kept = {name: bytes(data) for name, data in answered.values_list("bestandsnaam", "inhoud")}
    assert {name: (house.outbox / name).read_bytes() for name in house.visible(house.outbox)} == kept
    assert set(answered.values_list("stand__status", flat=True)) == {"verstuurd"}


def test_work_that_was_cut_off_goes_on_though_a_chore_waits_again(house: House) -> None:
    """By the chore of the house itself, in a worker: what it cannot queue twice does not keep it from the rest."""
    jobs = [
        ("audit.seal_looks", "audit.seal_looks", "doing", "now"),
        ("audit.seal_looks", "audit.seal_looks", "todo", "tomorrow"),
        ("audit.seal_looks", None, "doing", "now"),
        ("jobs.retry_stalled", "jobs.retry_stalled", "todo", "now"),
    ]
    with connection.cursor() as cursor:
        identities = []
        for job in jobs:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, status, scheduled_at) "
                "VALUES ('default', %s, %s, '{\"timestamp\": 0}', %s, %s) RETURNING id",
                job,
            )
            identities += cursor.fetchone()
        for _ in range(2):
            start_worker(house).wait()
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE id = ANY(%s) ORDER BY id", [identities]
        )
        assert [status for (status,) in cursor.fetchall()] == [
            "failed", "todo", "succeeded", "succeeded",
        ]  # fmt: skip
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [identities[1]])


def verdicts() -> Iterator[tuple[str, int]]:
    for verdict in ("aangenomen", "geweigerd", "niet geaccepteerd"):
        yield verdict, Bericht.objects.filter(richting="in", verdict=verdict).count()


def test_two_workers_with_the_same_file_book_it_once(house: House) -> None:
    content = house.world.file([house.world.line(0)], nummer="T1")
    together = threading.Barrier(2)
    rows: list[BerichtRow] = []

    def work() -> None:
        together.wait()
        with working_date(TODAY):
            rows.append(take_in(actor=house.world.town.system, naam="t.xml", inhoud=content))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(row.dubbel for row in rows) == [False, True]
    assert len({row.id for row in rows}) == 1
    assert Declaratie.objects.filter(declaratienummer="T1").count() == 1
    assert Bericht.objects.filter(antwoord_op_id=rows[0].id).count() == 1
    assert Ontvangst.objects.filter(bericht_id=rows[0].id).count() == 2


def test_two_scans_of_one_folder_book_each_file_once(house: House, settings: Settings) -> None:
    settings.DATA = house.data
    starts = {f"later-{index}.xml": _later(house.world, index) for index in range(6)}
    for name, data in starts.items():
        (house.inbox / name).write_bytes(data)
    before = Bericht.objects.filter(richting="in").count()
    errors: list[Exception] = []

    def scan() -> None:
        try:
            with working_date(TODAY):
                scan_inbox(actor=house.world.town.system)
        except Exception as error:
            errors.append(error)
        connections.close_all()

    threads = [threading.Thread(target=scan) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert errors == []
    assert Bericht.objects.filter(richting="in").count() == before + 6
    assert house.visible(house.inbox) == []


def _later(world: World, index: int) -> bytes:
    return world.file([world.line(0, referentienummer=f"L{index}")], nummer=f"L{index}")


def test_two_people_who_decide_the_same_line(house: House) -> None:
    with working_date(TODAY):
        line = house.world.line(1, volume=9, referentienummer="W1")
        content = house.world.file([line], nummer="W1")
        row = take_in(actor=house.world.town.system, naam="w.xml", inhoud=content)
    regel_id = Declaratieregel.objects.values_list("id", flat=True).get(referentienummer="W1")
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def decide(toekennen: bool) -> None:
        together.wait()
        try:
            with working_date(TODAY):
                judge_line(
                    actor=house.world.town.backoffice,
                    regel_id=regel_id,
                    toekennen=toekennen,
                    reden="Afgesproken",
                )
            outcomes.append("beslist")
        except AlreadyJudged:
            outcomes.append("te laat")
        connections.close_all()

    threads = [threading.Thread(target=decide, args=(granted,)) for granted in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(outcomes) == ["beslist", "te laat"]
    assert Bericht.objects.filter(antwoord_op_id=row.id).count() == 1
