"""What the environment says, read once into one frozen value. No Django, nothing is started and nothing is written.

| variable | meaning | without it |
|---|---|---|
| KEUKENTAFEL_MODE | local, test or production | local |
| KEUKENTAFEL_DATA | folder for database, files and keys | see `data_folder` |
| KEUKENTAFEL_HOSTS | host names that are served, with commas between | this machine only |
| KEUKENTAFEL_DEBUG | 1 shows Django's own error pages | off |
| KEUKENTAFEL_DATABASE_ROLE | owner or app: under which role Django connects | app |
| DATABASE_URL | an own PostgreSQL server, plain role | the embedded server |
| DATABASE_OWNER_URL | the same server, the role that migrates and owns | the embedded server |
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


class Mode(StrEnum):
    """Where the house runs: on a desk, in a test run, or for real."""

    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


class DatabaseRole(StrEnum):
    """The two database roles: the owner migrates, the application role does all else."""

    OWNER = "owner"
    APP = "app"


@dataclass(frozen=True)
class Environment:
    """The environment of one process."""

    mode: Mode
    data: Path
    hosts: tuple[str, ...]
    debug: bool
    role: DatabaseRole
    database_url: str
    owner_url: str


def data_folder(variables: Mapping[str, str], *, checkout: Path, uid: int) -> Path:
    """The folder with everything that a run stores.

    $KEUKENTAFEL_DATA when set; else a folder named after a hash of the checkout's path, so that two clones never meet:
    for root under /var/lib, where the low-privilege account that runs the database can come, else in the user's data
    directory.
    """
    if chosen := variables.get("KEUKENTAFEL_DATA"):
        return Path(chosen).expanduser().absolute()
    name = "keukentafel-" + hashlib.sha256(str(checkout).encode()).hexdigest()[:10]
    if uid == 0:
        return Path("/var/lib") / name
    home = Path(variables["HOME"]) if variables.get("HOME") else Path.home()
    shared = variables.get("XDG_DATA_HOME", "")
    return (Path(shared) if shared.startswith("/") else home / ".local" / "share") / name


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The environment as a value; raises ValueError on a mode or role that does not exist."""
    mode = Mode(variables.get("KEUKENTAFEL_MODE") or Mode.LOCAL)
    hosts = tuple(host.strip() for host in variables.get("KEUKENTAFEL_HOSTS", "").split(",") if host.strip())
    return Environment(
        mode=mode,
        data=data_folder(variables, checkout=CHECKOUT, uid=os.getuid()),
        hosts=hosts or ("127.0.0.1", "localhost", "[::1]"),
        debug=variables.get("KEUKENTAFEL_DEBUG") == "1" and mode is Mode.LOCAL,
        role=DatabaseRole(variables.get("KEUKENTAFEL_DATABASE_ROLE") or DatabaseRole.APP),
        database_url=variables.get("DATABASE_URL", ""),
        owner_url=variables.get("DATABASE_OWNER_URL", ""),
    )
