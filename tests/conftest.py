"""What every test can ask for: a database cloned from a migrated template, a live server, a browser.

One embedded server per run, in a folder of its own. The first test that needs the database starts it; the process that
started the run stops it. The migrated template is kept between runs under a hash of everything that shapes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from keukentafel.config import postgres

ROOT = Path(__file__).resolve().parents[1]
TEMPORARY = Path(tempfile.gettempdir())
RUN = "keukentafel-test-"
KEPT = ("KEUKENTAFEL_POSTGRES", "KEUKENTAFEL_LONG")
TEMPLATE = "template_keukentafel"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
NUMBERS = itertools.count(1)
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
GATE = pytest.StashKey[tuple[str, ...]]()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

if not IS_WORKER:
    folder = Path(tempfile.mkdtemp(prefix=f"{RUN}{os.getpid()}-"))
    folder.chmod(0o711)
    (folder / "static").mkdir()
    for name in list(os.environ):
        if name.startswith(("KEUKENTAFEL_", "DATABASE_")) and name not in KEPT:
            del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="keukentafel.config.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
        KEUKENTAFEL_MODE="test",
        KEUKENTAFEL_DATA=str(folder),
        KEUKENTAFEL_SECRET_KEY="only-for-tests",
        KEUKENTAFEL_PSEUDONYM_KEY="only-for-tests",
    )
DATA = Path(os.environ["KEUKENTAFEL_DATA"])


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Clear what killed runs left, and load the settings so that pytest-django sets Django up."""
    if not IS_WORKER:
        clear_killed_runs()
    from django.conf import settings

    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's server and remove its folder."""
    if not IS_WORKER:
        remove_run(DATA)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The mark `db` gives a test the database."""
    for item in items:
        if item.get_closest_marker("db") and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--gate`: the run fails when too little was covered; needs --cov."""
    parser.addoption(
        "--gate", action="store_true", help="fail when a room or a pure module is covered too little"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """With --gate, judge the coverage of the whole run, so that the runner's own summary stays the last line."""
    yield
    if session.config.getoption("gate") and not IS_WORKER:
        from coverage import Coverage

        from checks.coverage_gate import judge
        from checks.house import read_order

        measured = Coverage(data_file=ROOT / ".coverage", config_file=ROOT / "pyproject.toml")
        measured.load()
        measured.json_report(outfile=str(DATA / "coverage.json"))
        verdict = judge(json.loads((DATA / "coverage.json").read_text()), read_order())
        session.config.stash[GATE] = verdict.faults or (f"coverage: in order ({verdict.note})",)
        session.testsfailed += len(verdict.faults)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the gate's verdict."""
    for line in config.stash.get(GATE, ()):
        terminalreporter.write_line(line)


def remove_run(data: Path) -> None:
    """Stop a run's server and remove its folder."""
    server = postgres.locate(data)
    if (server.cluster / "postmaster.pid").exists():
        postgres.stop(server)
    shutil.rmtree(server.socket, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


def clear_killed_runs() -> None:
    """Remove the folders of runs of this account whose process is gone."""
    if not Path("/proc").exists():
        return
    for left in TEMPORARY.glob(f"{RUN}*-*"):
        pid = left.name.removeprefix(RUN).split("-")[0]
        if pid.isdigit() and left.stat().st_uid == os.getuid() and not Path("/proc", pid).exists():
            remove_run(left)


# --- the template ----------------------------------------------------------------------------------------------------


def shape() -> str:
    """A hash of everything that shapes the migrated template."""
    package = ROOT / "src" / "keukentafel"
    patterns = ("**/migrations/*.py", "**/models*", "**/models/*.py", "**/fields.py", "config/*.py")
    files = {path for pattern in patterns for path in package.glob(pattern) if path.is_file()}
    digest = hashlib.sha256(os.environ.get("KEUKENTAFEL_POSTGRES", "").encode())
    for path in (*sorted(files), ROOT / "requirements" / "base.txt", Path(__file__)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time."""
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def running_server() -> postgres.Server:
    """The run's server, with the migrated template in it; made by the first worker that asks."""
    with locked(DATA / "template.lock"):
        if not (DATA / "ready").exists():
            cache = TEMPORARY / f"keukentafel-template-{os.getuid()}"
            cache.mkdir(mode=0o700, exist_ok=True)
            kept = cache / shape()
            if kept.is_dir():
                os.utime(kept)
                copy_tree(kept / "postgres", DATA / "postgres")
            else:
                build_template()
                keep(kept)
            (DATA / "ready").touch()
        return postgres.ensure_running(DATA, durable=False)


def build_template() -> None:
    """A fresh server with a database that the owner migrated."""
    from django.db import connection

    from keukentafel.config.migrating import migrate

    server = postgres.ensure_running(DATA, durable=False)
    with superuser(server) as admin:
        postgres.make_database(admin, TEMPLATE)
    with connected_to(TEMPLATE, role=postgres.OWNER):
        migrate(connection, app_role=postgres.APP, verbosity=0)
    postgres.stop(server)


def keep(kept: Path) -> None:
    """Keep the stopped cluster for later runs, and at most five others."""
    fresh = kept.with_name(f".{kept.name}-{os.getpid()}")
    fresh.mkdir()
    copy_tree(DATA / "postgres", fresh / "postgres")
    try:
        fresh.rename(kept)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
    for old in sorted(kept.parent.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime)[:-6]:
        shutil.rmtree(old, ignore_errors=True)


def copy_tree(source: Path, target: Path) -> None:
    """Copy with owners and modes."""
    subprocess.run(["cp", "-a", source, target], check=True)


@contextmanager
def superuser(server: postgres.Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection that may make and drop databases."""
    with closing(psycopg.connect(server.dsn(postgres.SUPERUSER, "postgres"), autocommit=True)) as connection:
        yield connection


@contextmanager
def cloned(server: postgres.Server, name: str, template: str = TEMPLATE) -> Iterator[None]:
    """A database called `name`, cloned from the template and dropped afterwards."""
    with superuser(server) as admin:
        postgres.make_database(admin, name, template=template)
    yield
    with superuser(server) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def connected_to(name: str, *, role: str = postgres.APP) -> Iterator[None]:
    """Django, in every thread of this process, connected to database `name` as `role`."""
    from django.db import connections

    settings: dict[str, Any] = connections.settings["default"]
    before = {key: settings[key] for key in ("NAME", "USER")}
    connections.close_all()
    settings.update(NAME=name, USER=role)
    try:
        yield
    finally:
        connections.close_all()
        settings.update(before)


# --- fixtures --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def database_server(django_db_blocker: Any) -> postgres.Server:
    """The run's embedded server."""
    with django_db_blocker.unblock():
        return running_server()


@pytest.fixture(scope="session")
def django_db_setup(database_server: postgres.Server, django_db_blocker: Any) -> Iterator[None]:
    """This worker's database; tests connect to it under the plain role."""
    name = f"test_{WORKER}"
    with (
        django_db_blocker.unblock(),
        cloned(database_server, name),
        connected_to(name),
        django_db_blocker.block(),
    ):
        yield


@pytest.fixture(scope="module", autouse=True)
def module_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of this module alone for messages and figures: what another module wrote there is never found."""
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA", tmp_path_factory.mktemp("files"))
        yield


@pytest.fixture
def empty_database(
    database_server: postgres.Server, django_db_setup: None, django_db_blocker: Any
) -> Callable[[], AbstractContextManager[None]]:
    """Gives, on each call, Django on an empty database of its own under the owner's role."""

    @contextmanager
    def opened() -> Iterator[None]:
        name = f"empty_{WORKER}_{next(NUMBERS)}"
        with django_db_blocker.unblock(), cloned(database_server, name, template="template0"):
            with connected_to(name, role=postgres.OWNER):
                yield

    return opened


@pytest.fixture(scope="module")
def live_url(
    database_server: postgres.Server, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    """The address of a live server on a database of this module alone, which keeps what its tests write."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    name = f"journey_{WORKER}_{next(NUMBERS)}"
    with django_db_blocker.unblock(), cloned(database_server, name), connected_to(name):
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, without a word to anybody but the page under test."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.exit("Chromium is missing: install it (apt-get install chromium) and run again", returncode=2)
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*CHROMIUM_ARGS, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch visitor."""
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
