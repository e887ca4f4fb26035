"""Pages: queries per page, and how much slower a page is than the logged-in empty page E of the same round.

The house runs as it does in use (gunicorn, preloaded, frozen), with two sync workers, on a filled database; the client is on the same
machine and asks over loopback only. Every ratio is taken inside a round, in which all pages and E take turns; the printed ratio is the
median over the rounds. Milliseconds of two runs cannot be compared; ratios can. On a busy machine the ratio of CPU per request (web server
and database) is the one to trust. The empty page of a plain Django project takes its turn as well, so that E is not made slow to make the
ratios look good.

    python -m benchmarks.pages [--inhabitants 40000] [--cases 100000] [--rounds 3] [--quick]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

import psycopg
from psycopg import sql

from benchmarks import client, fill, house, multiply
from benchmarks.client import EMPTY, Visitor
from benchmarks.processes import cpu_seconds, foreign_load
from keukentafel.config import postgres

LIST, LATER, DETAIL, DASHBOARD = "list", "later page", "dossier", "dashboard"
MOST_QUERIES = {LIST: 6, LATER: 6, DETAIL: 12, DASHBOARD: 15}
MOST_RATIO = {LIST: 5.0, LATER: 6.0, DETAIL: 5.0}
MOST_SPREAD = 1.6
MOST_FLOOR = 1.2
PLAIN_DATABASE = "plain"
USERS = (1, 16)
DEPTH = 40
# On a slow machine the second size gets one round, so that all of it stays within a quarter of an hour.
LONG = 300.0


@dataclass
class Page:
    """A page to measure: what kind it is, who asks for it, and its addresses (more than one: each in turn)."""

    name: str
    kind: str
    visitor: Visitor
    addresses: list[str]
    queries: list[int] = field(default_factory=list)
    ratios: dict[int, list[float]] = field(default_factory=dict)
    spreads: dict[int, list[float]] = field(default_factory=dict)
    cpu: dict[int, list[float]] = field(default_factory=dict)


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


def pages(port: int) -> list[Page]:
    """The pages of the gate, with addresses found by walking through the lists as their users do."""
    consulent = client.log_in(port, "femke.aalbers")
    backoffice = client.log_in(port, "bas.winter")
    dossiers = client.walk(consulent, "/inwoners/?van=team", DEPTH)
    messages = client.walk(backoffice, "/backoffice/berichten/verstuurd/", DEPTH)
    wanted = [
        Page("home", DASHBOARD, consulent, ["/"]),
        Page("residents", LIST, consulent, ["/inwoners/?van=team"]),
        Page("residents, later", LATER, consulent, dossiers.later),
        Page("dossier", DETAIL, consulent, dossiers.links("/inwoners/")),
        Page("outbox", LIST, backoffice, ["/backoffice/berichten/verstuurd/"]),
        Page("outbox, later", LATER, backoffice, messages.later),
        Page("budget", DASHBOARD, client.log_in(port, "pieter.zandvliet"), ["/budget/"]),
        Page("monitor", DASHBOARD, client.log_in(port, "ilse.vermeer"), ["/monitor/"]),
    ]
    return [page for page in wanted if is_there(page)]


def is_there(page: Page) -> bool:
    """Whether the page answers; one that does not is named and left out."""
    if not page.addresses:
        print(f"{page.name}: no address found, left out")
        return False
    status = page.visitor.get(page.addresses[0]).status
    if status != 200:
        print(f"{page.name}: answers {status}, left out")
    return status == 200


def count_queries(page: Page) -> None:
    """The queries of up to twenty addresses, after a first visit that warms the worker."""
    for address in page.addresses[:20]:
        page.visitor.get(address)
        page.queries.append(page.visitor.get(address, count=True).queries)


@dataclass(frozen=True)
class Burst:
    """The seconds of each request on the clock, and the CPU seconds per request of web server and database together."""

    times: list[float]
    web: float
    database: float

    @property
    def cpu(self) -> float:
        """All CPU seconds per request."""
        return self.web + self.database


@dataclass(frozen=True)
class Running:
    """The processes of a running house, to read their CPU time."""

    web: int
    database: int

    def burst(self, page: Page, users: int, seconds: float) -> Burst:
        """Ask for a page with so many users."""
        early = cpu_seconds(self.web), cpu_seconds(self.database)
        times = client.burst(page.visitor, page.addresses, users=users, seconds=seconds)
        late = cpu_seconds(self.web), cpu_seconds(self.database)
        return Burst(times, *((end - start) / len(times) for start, end in zip(early, late, strict=True)))


@dataclass(frozen=True)
class Plain:
    """A plain Django project that is served beside the house: somebody logged in there, and its processes."""

    visitor: Visitor
    running: Running


def measure(running: Running, plain: Plain, found: list[Page], *, rounds: int, seconds: float) -> str:
    """Let all pages, E and the plain empty page take turns, `rounds` times, with each number of users; answers what E itself costs."""
    empty, bare = Page("E", "", found[0].visitor, [EMPTY]), Page("plain", "", plain.visitor, [EMPTY])
    floors: list[tuple[Burst, Burst]] = []
    for page in (empty, bare, *found):
        client.burst(page.visitor, page.addresses, users=4, seconds=0.5)
    for users in USERS:
        for turn in range(rounds):
            order = random.Random(turn).sample([empty, bare, *found], len(found) + 2)
            taken = {
                page.name: (plain.running if page is bare else running).burst(page, users, seconds)
                for page in order
            }
            floor = taken["E"]
            floors += [(floor, taken["plain"])] if users == 1 else []
            for page in found:
                own = taken[page.name]
                page.ratios.setdefault(users, []).append(p95(own.times) / p95(floor.times))
                page.spreads.setdefault(users, []).append(p95(own.times) / median(own.times))
                page.cpu.setdefault(users, []).append(own.cpu / floor.cpu if floor.cpu else 0.0)
    return f"{cost([own for own, _ in floors])}\n{against_plain(floors)}"


def cost(floors: Sequence[Burst]) -> str:
    """What the empty page costs with one user: the median round."""
    web, data = (
        median(values) * 1000 for values in zip(*((one.web, one.database) for one in floors), strict=True)
    )
    middle, high = (
        median(values) * 1000
        for values in zip(*((median(one.times), p95(one.times)) for one in floors), strict=True)
    )
    return (
        f"E, the logged-in empty page: {web + data:.1f} ms CPU per request (web {web:.1f}, database {data:.1f}), "
        f"p50 {middle:.1f} ms, p95 {high:.1f} ms"
    )


def against_plain(floors: Sequence[tuple[Burst, Burst]]) -> str:
    """How E compares with the empty page of a plain Django project of the same round, with one user."""
    cpu = median(own.cpu / plain.cpu if plain.cpu else 0.0 for own, plain in floors)
    high = median(p95(own.times) / p95(plain.times) for own, plain in floors)
    word = "ok" if cpu <= MOST_FLOOR else f"CPU > {MOST_FLOOR}"
    return f"E / the empty page of a plain Django project: CPU {cpu:.2f}, p95 {high:.2f}   {word}"


@contextmanager
def plain_project(server: postgres.Server) -> Iterator[Plain]:
    """A plain Django project behind the same gunicorn, with a database of its own on the same server."""
    names = sql.Identifier(PLAIN_DATABASE), sql.Identifier(postgres.APP)
    with closing(psycopg.connect(server.dsn(postgres.SUPERUSER), autocommit=True)) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(names[0]))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    environment = {**os.environ, "PLAIN_DATABASE_URL": server.dsn(postgres.APP, PLAIN_DATABASE)}
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.plain_app"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    port = client.free_port()
    with serving(port, "benchmarks.plain_app:application", environment) as web:
        visitor = Visitor(port, {"sessionid": made.stdout.strip()})
        yield Plain(visitor, Running(web, postmaster(server)))


def postmaster(server: postgres.Server) -> int:
    """The process of the database server."""
    return int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])


@contextmanager
def serving(port: int, application: str, environment: Mapping[str, str]) -> Iterator[int]:
    """An application behind gunicorn on this port; gives the process id of its master."""
    command = [sys.executable, "-m", "gunicorn", "-c", "python:keukentafel.config.server"]
    command += [
        "--worker-class",
        "sync",
        "--threads",
        "1",
        "--workers",
        "2",
        application,
    ]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env={**environment, "PORT": str(port)}, stderr=said)
        try:
            client.wait_for(port, process)
            yield process.pid
        except (Exception, SystemExit):
            said.seek(0)
            print(said.read().decode(errors="replace")[-4000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(timeout=20)


def verdict(page: Page) -> str:
    """One line of the table, with a word for each gate that is missed."""
    most = MOST_QUERIES[page.kind]
    missed = [] if max(page.queries) <= most else [f"queries > {most}"]
    limit = MOST_RATIO.get(page.kind)
    cells = []
    for users in USERS:
        ratio, spread = median(page.ratios[users]), median(page.spreads[users])
        cells.append(f"{ratio:6.1f} {median(page.cpu[users]):6.1f} {spread:6.2f}")
        if limit is not None and ratio > limit:
            missed.append(f"p95/E > {limit:g} at {users}")
        if users == 1 and spread > MOST_SPREAD:
            missed.append(f"p95/p50 > {MOST_SPREAD} at {users}")
    queries = f"{min(page.queries)}-{max(page.queries)}"
    return f"{page.name:<18} {page.kind:<11} {queries:>7}  {'   '.join(cells)}   {', '.join(missed) or 'ok'}"


def table(title: str, found: Sequence[Page]) -> str:
    """The table of one size."""
    heads = "   ".join(f"{'p95/E':>6} {'CPU/E':>6} {'p95/50':>6}" for _ in USERS)
    users = "   ".join(f"{f'{number} user(s)':>20}" for number in USERS)
    return "\n".join(
        [
            f"--- {title}",
            f"{'':<18} {'':<11} {'':>7}  {users}",
            f"{'page':<18} {'kind':<11} {'queries':>7}  {heads}   gate",
            *(verdict(page) for page in found),
        ]
    )


def run(server: postgres.Server, title: str, *, rounds: int, seconds: float) -> dict[str, int]:
    """Measure and print one size; gives the most queries of each page."""
    house.database().close()
    port = client.free_port()
    with serving(port, "benchmarks.pages_app:application", os.environ) as web, plain_project(server) as plain:
        found = pages(port)
        for page in found:
            count_queries(page)
        running = Running(web, postmaster(server))
        empty = measure(running, plain, found, rounds=rounds, seconds=seconds)
    print(table(title, found))
    print(f"{empty}; load of the machine {foreign_load():.1f}", flush=True)
    return {page.name: max(page.queries) for page in found}


def refresh_monitor() -> None:
    """Write the mart, so that the monitor shows figures."""
    queries = house.module("keukentafel.platform.accounts.queries")
    options = house.module("keukentafel.demo.options").LINDEWAARD
    with house.module("keukentafel.platform.clock.operations").working_date(options.working_date):
        actor = queries.system_actor(options.gemeente)
        house.module("keukentafel.monitor.operations").refresh(actor=actor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure, multiply, measure again."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inhabitants", type=int, default=40_000)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small town, one round, no multiplying")
    options = parser.parse_args(arguments)
    rounds, seconds = (1, 0.5) if options.quick else (options.rounds, 1.5)
    inhabitants = 4_000 if options.quick else options.inhabitants
    with house.empty_house() as server:
        start = time.monotonic()
        print(fill.report(server, house.fill(server, inhabitants)), flush=True)
        refresh_monitor()
        small = run(server, f"{inhabitants:,} inhabitants", rounds=rounds, seconds=seconds)
        if not options.quick and options.cases:
            cases = multiply.dossiers_up_to(server, options.cases)
            rounds = rounds if time.monotonic() - start < LONG else 1
            large = run(server, f"{cases:,} cases", rounds=rounds, seconds=seconds)
            grown = {name: (small[name], large[name]) for name in small if large.get(name) != small[name]}
            print(f"queries that grew with the number of cases: {grown or 'none'}")
        print(f"pages: done in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
