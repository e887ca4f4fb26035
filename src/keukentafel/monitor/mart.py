"""The files of the mart: one folder per version, and a note that says which version holds.

A refresh writes a whole new folder and then replaces the note in one step; who is reading goes on reading the old
one. Files are private to the account that runs the house. Nothing in here is a fact about one person by name: the
pseudonym is a keyed hash and the key lies elsewhere.
"""

import hashlib
import hmac
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NOTE = "stand.json"
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True, slots=True)
class MartNote:
    """Which version holds: its folder, up to which day it goes, when it was made, and the number of facts."""

    versie: str
    peildatum: str
    gemaakt_op: str
    feiten: int


class Pseudonyms:
    """Keyed hashes (HMAC-SHA256, 128 bits) of the ids of one kind of thing in one municipality.

    The key differs per municipality and per kind, so that two marts cannot be laid beside each other. Written in
    sixteen letters and no digits, so that no number of anybody can turn up in one by chance.
    """

    def __init__(self, key: str, gemeente: str, kind: str) -> None:
        """Derive the own key of this municipality and kind."""
        own = hmac.new(key.encode(), f"{gemeente}/{kind}".encode(), hashlib.sha256).digest()
        self._keyed = hmac.new(own, digestmod=hashlib.sha256)

    def of(self, identity: object) -> str:
        """The pseudonym of an id; empty for nobody."""
        if identity is None:
            return ""
        hashed = self._keyed.copy()
        hashed.update(str(identity).encode())
        return hashed.hexdigest()[:32].translate(_LETTERS)


def put_in_force(folder: Path, note: MartNote) -> None:
    """Make a written version the one that holds, in one step; older ones go, except the one that was just read."""
    previous = current(folder)
    waiting = folder / f".{note.versie}.json"
    with private_file(waiting, "w") as file:
        json.dump(asdict(note), file)
    os.replace(waiting, folder / NOTE)
    keep = {note.versie, previous.versie if previous else note.versie}
    for old in folder.iterdir():
        if old.is_dir() and old.name not in keep:
            shutil.rmtree(old, ignore_errors=True)


def current(folder: Path) -> MartNote | None:
    """The version that holds, if there is one."""
    try:
        return MartNote(**json.loads((folder / NOTE).read_text()))
    except FileNotFoundError:
        return None


def table_file(folder: Path, versie: str, kind: type[Any]) -> Path:
    """The file of one table in one version."""
    return folder / versie / f"{kind.__name__}.parquet"


def make_private(folder: Path) -> None:
    """Make a folder, and those it lies in up to the data folder, that only the house's own account may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, folder.parent, folder.parent.parent):
        one.chmod(0o700)


def private_file(path: Path, mode: str) -> Any:
    """Open a file for writing that only the house's own account may read."""
    return open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), mode)
