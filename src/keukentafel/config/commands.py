"""The commands that run inside Django: migrating, filling, working, and Django's own."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import django as framework
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, execute_from_command_line
from django.db import connection, transaction

from keukentafel.config import postgres
from keukentafel.config.environment import DatabaseRole, Environment, read_environment
from keukentafel.config.postgres_binaries import PostgresError

FILL = "keukentafel.demo.operations.fill"
AFTER_FILL = "finish"


@contextmanager
def database(role: DatabaseRole) -> Iterator[None]:
    """Django ready for use under `role`.

    On the server of DATABASE_URL, else on the embedded one, which runs for as long as this lasts.
    """
    os.environ["KEUKENTAFEL_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.config.settings")
    environment = read_environment(os.environ)
    if role is DatabaseRole.OWNER and environment.database_url and not environment.owner_url:
        raise PostgresError(
            "Zet ook DATABASE_OWNER_URL: het adres van de rol die de tabellen bezit en bijwerkt."
        )
    with held_server(environment):
        framework.setup()
        yield
        connection.close()


@contextmanager
def held_server(environment: Environment) -> Iterator[None]:
    """The embedded server, running for as long as this lasts; nothing when the environment names a server."""
    if environment.database_url:
        yield
        return
    with postgres.running(environment.data):
        yield


def prepare(arguments: Sequence[str]) -> int:
    """Bring tables, rights and static files up to date; with --fill also fill an empty database."""
    parser = argparse.ArgumentParser(prog="keukentafel prepare")
    parser.add_argument("--fill", action="store_true")
    options = parser.parse_args(arguments)
    with database(DatabaseRole.OWNER):
        update_tables(verbosity=0)
        collect_static()
        if options.fill:
            reconnect(settings.APP_URL)
            finish = fill_when_empty()
            reconnect(settings.OWNER_URL)
            if finish is not None:
                connection.cursor().execute("VACUUM ANALYZE")
                reconnect(settings.APP_URL)
                finish()
                reconnect(settings.OWNER_URL)
    return 0


def reconnect(url: str) -> None:
    """Let Django go on under another role."""
    connection.close()
    connection.settings_dict.update(postgres.django_database(url))


def migrate_only(arguments: Sequence[str]) -> int:
    """Bring tables and rights up to date."""
    argparse.ArgumentParser(prog="keukentafel migrate").parse_args(arguments)
    with database(DatabaseRole.OWNER):
        update_tables(verbosity=1)
    return 0


def update_tables(*, verbosity: int) -> None:
    """Migrate as owner and grant the application's role its rights."""
    migrating = importlib.import_module("keukentafel.config.migrating")
    migrating.migrate(connection, app_role=settings.APP_ROLE, verbosity=verbosity)


def fill_when_empty() -> Callable[[], None] | None:
    """The example municipality, whole or not at all; answers what is left to do once the tables have statistics.

    None, and nothing done, when there are accounts already.
    """
    module, _, name = FILL.rpartition(".")
    if apps.get_model(settings.AUTH_USER_MODEL).objects.exists():
        return None
    demo = importlib.import_module(module)
    with transaction.atomic():
        filled = getattr(demo, name)()
    return partial(getattr(demo, AFTER_FILL), filled)


def collect_static() -> None:
    """Collect the static files, when one of them is new or changed since the last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".stamp"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(digest.hexdigest())


def worker(arguments: Sequence[str]) -> int:
    """Do the jobs that wait, until stopped; arguments go to procrastinate's worker."""
    with database(DatabaseRole.APP):
        importlib.import_module("keukentafel.platform.jobs.operations").begin_chores()
        call_command("procrastinate", "worker", *arguments)
    return 0


def django(arguments: Sequence[str]) -> int:
    """Django's own management commands, under the application's role."""
    with database(DatabaseRole.APP):
        execute_from_command_line(["keukentafel django", *arguments])
    return 0


def clean(arguments: Sequence[str]) -> int:
    """Stop the embedded server and remove the data folder, after a yes."""
    parser = argparse.ArgumentParser(prog="keukentafel clean")
    parser.add_argument("--yes", action="store_true")
    data = read_environment(os.environ).data
    if not data.exists():
        print(f"Er is niets te wissen: {data} bestaat niet.")
        return 0
    if (
        not parser.parse_args(arguments).yes
        and input(f"Alles in {data} wissen? Typ ja: ").strip().lower() != "ja"
    ):
        print("Er is niets gewist.")
        return 1
    if not (data / "postgres.lock").exists():
        print(f"{data} is geen gegevensmap van Keukentafel. Er is niets gewist.", file=sys.stderr)
        return 1
    postgres.stop(postgres.locate(data))
    shutil.rmtree(postgres.locate(data).socket, ignore_errors=True)
    shutil.rmtree(data)
    return 0
