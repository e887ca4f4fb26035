"""The embedded PostgreSQL: started when needed, shared by all commands on one data folder, stopped by the last of them.

For demo, tests and a desk. Production sets DATABASE_URL and DATABASE_OWNER_URL; then nothing here is started.
The server listens on a socket in a folder that only its own account (and root) can enter, so no password is needed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from keukentafel.config.postgres_binaries import (
    Account,
    PostgresError,
    find_binaries,
    major_version,
    own_account,
    reachable_binaries,
    run_as,
)

DATABASE = "keukentafel"
OWNER = "keukentafel_owner"
APP = "keukentafel_app"
SUPERUSER = "postgres"
PORT = 5432
LONGEST_SOCKET = 100
PAUSES = (0.2, 0.5, 1.0, 2.0)
SHORT = Path("/", "tmp")
# The log of a large act is written while it goes on: not by the act itself, each time 4 MB of it wait, and not at its end.
LOG = ("wal_buffers=32MB", "wal_writer_flush_after=4MB", "wal_writer_delay=20ms")
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Server:
    """One embedded server: its folder, its cluster in there, and the folder of its socket."""

    data: Path
    cluster: Path
    socket: Path
    port: int = PORT

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """The address of `database` for `role`."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='')}&port={self.port}"

    @property
    def owner_dsn(self) -> str:
        """The address for migrations."""
        return self.dsn(OWNER)

    @property
    def app_dsn(self) -> str:
        """The address for everything else."""
        return self.dsn(APP)


def locate(data: Path) -> Server:
    """The server that belongs to a data folder, running or not. Touches nothing."""
    socket = data / "run"
    if len(f"{socket}/.s.PGSQL.{PORT}") > LONGEST_SOCKET:
        socket = SHORT / ("keukentafel-" + hashlib.sha256(str(data).encode()).hexdigest()[:16])
    return Server(data=data, cluster=data / "postgres", socket=socket)


def django_database(url: str) -> dict[str, object]:
    """A database address as Django's settings write it; an empty address gives empty settings."""
    parts = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings: dict[str, object] = {key: str(parts.pop(name, "")) for name, key in names.items()}
    return settings | {"OPTIONS": parts}


@contextmanager
def running(data: Path, *, durable: bool = True) -> Iterator[Server]:
    """The server of `data`, running for as long as anybody holds it; the last holder to leave stops it.

    A holder that is killed loses its hold with its life. `durable=False` trades safety after a power cut for speed.
    """
    make_folder(data, own_account())
    with open(data / "postgres.users", "w") as users:
        with locked(data):
            fcntl.flock(users, fcntl.LOCK_SH)
            server = ensure_running(data, durable=durable)
        try:
            yield server
        finally:
            with locked(data):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    stop(server)


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """One at a time: starting or stopping the server of `data`."""
    with open(data / "postgres.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_running(data: Path, *, durable: bool = True) -> Server:
    """Make, start or adopt the server of `data`, with its two roles and its database. The caller holds the lock."""
    server, account = locate(data), own_account()
    binaries = reachable_binaries(find_binaries(os.environ.get("KEUKENTAFEL_POSTGRES", "")), account)
    private_folder(server.cluster, account)
    private_folder(server.socket, account)
    if not (server.cluster / "PG_VERSION").exists():
        make_cluster(server, binaries, account)
    refuse_other_version(server, binaries, account)
    if is_running(server, binaries, account) and not answers(server):
        stop(server)
    if not is_running(server, binaries, account):
        start(server, binaries, account, durable=durable)
    make_roles(server)
    return server


def stop(server: Server) -> None:
    """Stop the server; connections are broken off, finished transactions kept. Nothing happens when it does not run."""
    account = own_account()
    binaries = reachable_binaries(find_binaries(os.environ.get("KEUKENTAFEL_POSTGRES", "")), account)
    command = (binaries / "pg_ctl", "stop", "-D", server.cluster, "-m", "fast", "-w", "-t", "60")
    if is_running(server, binaries, account):
        failed = run_as(account, command, check=False).returncode
        # A server that is being killed at this moment counts as running, and is gone a moment later.
        if failed and is_running(server, binaries, account):
            raise PostgresError(f"PostgreSQL stopt niet: zie {server.cluster / 'server.log'}")


def make_folder(folder: Path, account: Account) -> None:
    """Make the data folder; refuse one that the database's account cannot enter."""
    if not folder.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PostgresError(
                f"De gegevensmap {folder} is niet te maken ({error.strerror}): kies met KEUKENTAFEL_DATA een andere map."
            ) from error
        folder.chmod(0o711 if account.switch else 0o700)
    if account.switch and run_as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", folder], check=False).returncode:
        raise PostgresError(
            f"Account {account.name}, dat de database draait, kan niet in {folder} komen: "
            "kies met KEUKENTAFEL_DATA een andere map."
        )


def private_folder(folder: Path, account: Account) -> None:
    """A folder with mode 0700 that belongs to the database's account; refuses one that is somebody else's."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account.switch:
            os.chown(folder, account.uid, account.gid)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != account.uid or state.st_mode & 0o077:
        raise PostgresError(
            f"De map {folder} is niet alleen van de database: haal haar weg en start opnieuw."
        )


def make_cluster(server: Server, binaries: Path, account: Account) -> None:
    """Fill an empty folder with a new cluster."""
    options = ["-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    run_as(account, [binaries / "initdb", *options, "-D", server.cluster])


def refuse_other_version(server: Server, binaries: Path, account: Account) -> None:
    """Refuse a cluster that another major version made, and say how to bring the data over."""
    made_by, here = (server.cluster / "PG_VERSION").read_text().strip(), major_version(binaries, account)
    if made_by != here:
        raise PostgresError(
            f"De database in {server.cluster} is van PostgreSQL {made_by} en hier staat versie {here}: "
            f"bewaar de gegevens met pg_dump van versie {made_by}, zet de map opzij, start opnieuw en lees ze terug "
            "met pg_restore."
        )


def is_running(server: Server, binaries: Path, account: Account) -> bool:
    """Whether a server process holds the cluster, also one that a killed run left behind."""
    forget_dead_process(server)
    return run_as(account, [binaries / "pg_ctl", "status", "-D", server.cluster], check=False).returncode == 0


def forget_dead_process(server: Server) -> None:
    """Remove the note of a server process that is gone, so that its number is not taken for another program's.

    PostgreSQL sees for itself that a number is free, but not that it belongs to something else by now, nor that the
    process is dead and was never buried, as happens in a container. Only where /proc tells.
    """
    note = server.cluster / "postmaster.pid"
    if not note.exists() or not Path("/proc/self/stat").exists():
        return
    process = Path("/proc", note.read_text().split("\n", 1)[0].strip(), "stat")
    name, _, rest = process.read_text().rpartition(")") if process.exists() else ("", "", "")
    if not name.endswith("(postgres") or rest.split()[0] == "Z":
        note.unlink()


def answers(server: Server) -> bool:
    """Whether the server can be reached where its socket should be."""
    try:
        psycopg.connect(server.dsn(SUPERUSER, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def start(server: Server, binaries: Path, account: Account, *, durable: bool) -> None:
    """Start the server on its socket only and wait until it answers.

    Tried a few times: after a kill, the processes of the former server need a moment to leave the shared memory.
    """
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={server.socket}",
        "unix_socket_permissions=0700",
        f"port={server.port}",
        "max_connections=80",
        "jit=off",
        *LOG,
        *(() if durable else SPEED),
    ]
    options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
    log = server.cluster / "server.log"
    pg_ctl, cluster = binaries / "pg_ctl", server.cluster
    command = (pg_ctl, "start", "-D", cluster, "-l", log, "-w", "-t", "60", "-o", options)
    for pause in PAUSES:
        if run_as(account, command, check=False).returncode == 0:
            return
        time.sleep(pause)
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    grave = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    raise PostgresError(f"PostgreSQL start niet: {(grave or lines or [f'zie {log}'])[-1]}")


def make_roles(server: Server) -> None:
    """The owner, the plain role and the database; what exists already stays as it is."""
    with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role in (OWNER, APP):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            make_database(connection, DATABASE)


def make_database(
    connection: psycopg.Connection[tuple[object, ...]], name: str, template: str = "template0"
) -> None:
    """A database of the owner that nobody but the two roles can enter; `connection` is a superuser's, in autocommit."""
    names = {
        "name": sql.Identifier(name),
        "template": sql.Identifier(template),
        "owner": sql.Identifier(OWNER),
        "app": sql.Identifier(APP),
    }
    connection.execute(sql.SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}").format(**names))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}").format(**names))
