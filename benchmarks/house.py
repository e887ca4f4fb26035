"""A house of its own for a benchmark: a temporary data folder, a server, and a filled municipality in it."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keukentafel.config import postgres


@dataclass(frozen=True)
class Filling:
    """What a filling took: rows, seconds on the clock, and seconds of this process's own CPU."""

    inhabitants: int
    rows: int
    seconds: float
    cpu: float


@contextmanager
def empty_house() -> Iterator[postgres.Server]:
    """Django on a fresh server with safe settings, migrated, under the plain role; everything is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="keukentafel-bench-"))
    folder.chmod(0o711)
    for name in list(os.environ):
        if name.startswith("DATABASE_"):
            del os.environ[name]
    os.environ.update(DJANGO_SETTINGS_MODULE="keukentafel.config.settings", KEUKENTAFEL_DATA=str(folder))
    try:
        with postgres.running(folder) as server:
            importlib.import_module("django").setup()
            commands = importlib.import_module("keukentafel.config.commands")
            as_role(server.owner_dsn)
            commands.update_tables(verbosity=0)
            commands.collect_static()
            as_role(server.app_dsn)
            yield server
            database().close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database() -> Any:
    """Django's connection."""
    return importlib.import_module("django.db").connection


def as_role(address: str) -> None:
    """Let Django go on under another role."""
    importlib.import_module("keukentafel.config.commands").reconnect(address)


def fill(server: postgres.Server, inhabitants: int) -> Filling:
    """Fill the house as the demo does, and gather the statistics that the demo gathers."""
    demo = importlib.import_module("keukentafel.demo.operations")
    options = importlib.import_module("keukentafel.demo.options").Options(inwoners=inhabitants)
    start, cpu = time.perf_counter(), time.process_time()
    with importlib.import_module("django.db").transaction.atomic():
        filled = demo.fill(options, lambda what, rows: None)
    result = Filling(inhabitants, filled.rows, time.perf_counter() - start, time.process_time() - cpu)
    analyse(server)
    return result


def analyse(server: postgres.Server) -> None:
    """Gather statistics, as the owner."""
    as_role(server.owner_dsn)
    with database().cursor() as cursor:
        cursor.execute("ANALYZE")
    as_role(server.app_dsn)


def module(name: str) -> Any:
    """A module of the house, to be imported only when Django is ready."""
    return importlib.import_module(name)
