"""Import of a declaration: from the bytes of a WMO323 to committed rows and the 325, against what reading alone takes.

The yardstick is lxml's `iterparse` with schema over the same file, which only reads it. Runs alternate, medians count, files are
seeded. Peak memory is that of a process that takes in one file and nothing else. The database is an embedded one of its own with safe
settings (fsync on), in a folder that is removed afterwards; it holds one earlier month of each provider, and knows how its tables are
filled, as any database does a minute later.

    .venv/bin/python -m benchmarks.import_323 [--lines 2000] [--runs 5] [--quick | --large]
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from lxml import etree

from benchmarks import peers
from benchmarks.world_323 import (
    WORKING_DATE,
    database_of_its_own,
    declaration,
    fill,
    settle,
    subscribe,
)
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.xsd import compiled_schema
from keukentafel.config import postgres

SOORT = find_soort(Law.WMO, 323)
LARGEST_FILE = 25 * 1024 * 1024
LARGE = 200_000
FILES, LINES_PER_FILE = 8, 1000
MEGABYTE = 1e6


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read_with_schema(path: Path) -> int:
    """What every reader of these files has to do at the least: parse, validate, forget; answers the number of lines."""
    found = 0
    for _, element in etree.iterparse(
        str(path), schema=compiled_schema(SOORT), tag=f"{{{SOORT.namespace}}}Prestatie"
    ):
        found += 1
        element.clear()
    return found


def take_in(actor: Any, path: Path) -> None:
    """Import one file on the working date of the benchmark."""
    operation = importlib.import_module("keukentafel.backoffice.berichten.operations").take_in
    working_date = importlib.import_module("keukentafel.platform.clock.operations").working_date
    with working_date(WORKING_DATE):
        operation(actor=actor, naam=path.name, inhoud=path)


def against_reading(actor: Any, lines: int, runs: int, months: Sequence[int]) -> float:
    """Print the speed of whole imports of a month each beside that of the yardstick over the same bytes; answers the seconds of one."""
    imported, yardstick, size = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.xml"
        for run in range(runs):
            path.write_bytes(declaration(lines, month=months[run], nummer=f"L{lines}M{months[run]}"))
            size = path.stat().st_size
            yardstick.append(timed(lambda: read_with_schema(path)))
            imported.append(timed(lambda: take_in(actor, path)))
    ours, theirs = median(imported), median(yardstick)
    print(
        f"{lines} lines ({size / MEGABYTE:.1f} MB): import {lines / ours:,.0f} lines/s; "
        f"lxml iterparse with schema {lines / theirs:,.0f} lines/s; import takes {ours / theirs:.1f} times as long",
        flush=True,
    )
    return ours


def history(server: postgres.Server, actor: Any) -> None:
    """Take in one month of each provider, and have the database look at its tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.xml"
        for provider in (0, 1):
            path.write_bytes(declaration(LINES_PER_FILE, month=1, provider=provider, nummer=f"H{provider}"))
            take_in(actor, path)
    settle(server)


def against_peers(lines: int, ours: float) -> None:
    """Print what other tools take to read a file of so many lines, as a multiple of our whole import, which took `ours` seconds."""
    content = declaration(lines, month=2)
    print(f"{lines} lines: import {ours:.2f} s")
    readers = {"xmlschema": peers.xmlschema_reader, "xsdata": peers.xsdata_reader}
    for name, reader in readers.items():
        if peers.installed(name):
            read = reader(SOORT)
            seconds = timed(lambda read=read: read(content))
            print(
                f"  reading alone with {name}: {seconds:.2f} s, {seconds / ours:.1f} times our whole import",
                flush=True,
            )
        else:
            print(f"  {name}: niet geïnstalleerd (make bench)")
    with tempfile.TemporaryDirectory() as folder:
        java = peers.java_reader(SOORT, Path(folder))
        if java is None:
            print("  Java: geen JDK")
            return
        path = Path(folder) / "d.xml"
        path.write_bytes(content)
        seconds = timed(lambda: load_rows(java([path])))
        print(
            f"  Java SAX with schema, and COPY, without any rule: {seconds:.2f} s, {seconds / ours:.1f} times our import"
        )


def load_rows(text: str) -> None:
    """COPY lines of text into a table without keys."""
    connection = importlib.import_module("django.db").connection
    with connection.cursor() as cursor:
        columns = ", ".join(f"c{number} text" for number in range(text.partition("\n")[0].count("\t") + 1))
        cursor.execute(f"CREATE TEMPORARY TABLE peer ({columns})")
        with cursor.copy("COPY peer FROM STDIN") as copy:
            copy.write(text)
        cursor.execute("DROP TABLE peer")


# --- processes of their own ------------------------------------------------------------------------------------------


def memory(server: postgres.Server, actor: Any, lines: int, month: int) -> None:
    """Print the peak memory of a process that takes in one file, beside that of the same process at rest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.xml"
        path.write_bytes(declaration(lines, month=month, nummer=f"G{lines}"))
        [[at_rest, peak, _]] = ended([worker(server, actor, [path])])
    print(f"{lines} lines: peak memory {peak} MB, of which {at_rest} MB at rest", flush=True)


def folder_of_files(server: postgres.Server, actor: Any) -> None:
    """Print how long two processes take for a folder with files of two providers, their start left out, beside what Java takes."""
    with tempfile.TemporaryDirectory() as folder:
        shares: tuple[list[Path], list[Path]] = ([], [])
        for number in range(2 * FILES):
            path = Path(folder) / f"{number}.xml"
            provider, month = number % 2, 15 + number // 2
            path.write_bytes(declaration(LINES_PER_FILE, month=month, provider=provider, nummer=f"F{number}"))
            shares[provider].append(path)
        processes = [worker(server, actor, share) for share in shares]
        seconds = max(float(figures[2]) for figures in ended(processes))
        lines = 2 * FILES * LINES_PER_FILE
        print(f"{2 * FILES} files of {LINES_PER_FILE} lines, two processes: {lines / seconds:,.0f} lines/s")
        java = peers.java_reader(SOORT, Path(folder))
        if java is None:
            print("  Java: geen JDK")
            return
        with ThreadPoolExecutor(len(shares)) as both:
            theirs = timed(lambda: [load_rows(text) for text in both.map(java, shares)])
    print(
        f"  Java SAX with schema, two processes, and COPY, without any rule: {lines / theirs:,.0f} lines/s with their "
        f"start; we take {seconds / theirs:.1f} times as long",
        flush=True,
    )


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[list[str]]:
    """Wait until all have ended well; answers what each printed, in words."""
    said = [process.communicate()[0].split() for process in processes]
    if any(process.returncode for process in processes):
        raise SystemExit("A worker failed.")
    return said


def worker(server: postgres.Server, actor: Any, paths: Sequence[Path]) -> subprocess.Popen[str]:
    """A process that takes in files and prints its memory at rest and at its peak, in MB, and the seconds they took it."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.import_323",
        "--worker",
        server.app_dsn,
        str(actor.account_id),
    ]
    return subprocess.Popen(
        [*command, *map(str, paths)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )


def work(dsn: str, account_id: str, paths: Sequence[str]) -> None:
    """What that process does."""
    importlib.import_module("django").setup()
    connection = importlib.import_module("django.db").connection
    connection.settings_dict.update(postgres.django_database(dsn))
    subscribe()
    raise_limit()
    actor = importlib.import_module("keukentafel.platform.accounts.queries").get_actor(UUID(account_id))
    at_rest = peak_memory()
    seconds = timed(lambda: [take_in(actor, Path(path)) for path in paths])
    print(at_rest, peak_memory(), seconds)


def peak_memory() -> int:
    """The most memory that this process ever held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What `getrusage` tells on Linux begins with the size of the process that started this one.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(int(found[1]) * 1024 / MEGABYTE) if found else 0
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)


def raise_limit() -> None:
    """Let files come in that are larger than the standard allows (OP179)."""
    rules: Any = importlib.import_module("keukentafel.backoffice.berichten.rules")
    rules.largest_file = lambda _day: 2**31


def check() -> None:
    """Every line was granted and every declaration answered."""
    models = importlib.import_module("django.apps").apps.get_model
    refused = models("declaraties", "Declaratieregel").objects.exclude(uitkomst="toegekend").count()
    if refused or models("declaraties", "Declaratie").objects.filter(antwoord=None).exists():
        raise SystemExit(f"{refused} lines were not granted: this measures something else.")


def largest(bytes_per_line: float) -> int:
    """The number of lines that fit in the largest file that may be exchanged."""
    return int(LARGEST_FILE / bytes_per_line) // 1000 * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="small, only to see whether it works")
    parser.add_argument("--large", action="store_true", help=f"a file of {LARGE} lines as well")
    parser.add_argument("--worker", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        work(options.worker[0], options.worker[1], options.worker[2:])
        return 0
    most = largest(len(declaration(1000, month=1)) / 1000)
    sizes = [500] if options.quick else [options.lines, most, *([LARGE] if options.large else [])]
    with database_of_its_own() as server:
        raise_limit()
        actor = fill(max(*sizes, LINES_PER_FILE), LINES_PER_FILE)
        history(server, actor)
        seconds = []
        for place, lines in enumerate(sizes):
            # A month can be declared once, so every size has months of its own.
            months = ([2, 3, 4, 5], [6, 7, 8, 9, 14], [10])[place]
            seconds.append(against_reading(actor, lines, min(options.runs, len(months)), months))
        if options.quick:
            print(f"skipped: the largest file ({most} lines), {LARGE} lines, peers, memory and the folder")
        else:
            for place, lines in enumerate(sizes):
                memory(server, actor, lines, 11 + place)
            # The slow ones would take minutes for the largest.
            for lines, ours in list(zip(sizes, seconds, strict=True))[:2]:
                against_peers(lines, ours)
            folder_of_files(server, actor)
        check()
    return 0


if __name__ == "__main__":
    sys.exit(main())
