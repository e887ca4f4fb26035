"""The folders through which files come in and leave, one set per municipality under the data directory.

berichten/<gemeente>/in                  a provider, or what carries its files, puts files here
berichten/<gemeente>/uit                 what we send, each file complete from the moment it has its name
berichten/<gemeente>/verwerkt            files that were booked
berichten/<gemeente>/niet_geaccepteerd   files that no message answers
berichten/<gemeente>/upload              files from the page for uploading, until they are booked
berichten/<gemeente>/terug               what carries our files says here what became of them: <name>.afgeleverd or <name>.fout
"""

import hashlib
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from django.conf import settings

_CHUNK = 1024 * 1024


class Vak(StrEnum):
    """One folder of the set."""

    IN = "in"
    UIT = "uit"
    VERWERKT = "verwerkt"
    NIET_GEACCEPTEERD = "niet_geaccepteerd"
    UPLOAD = "upload"
    TERUG = "terug"


def folder(gemeente: str, vak: Vak) -> Path:
    """The folder, made when it is not there yet; readable by this account only."""
    path = Path(settings.DATA) / "berichten" / gemeente / vak.value
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def files(gemeente: str, vak: Vak) -> Iterator[Path]:
    """The complete files in a folder by name; hidden files are still being written."""
    for path in sorted(folder(gemeente, vak).iterdir()):
        if not path.name.startswith(".") and path.is_file() and not path.is_symlink():
            yield path


def write_file(gemeente: str, vak: Vak, name: str, content: bytes) -> Path:
    """Write a file so that it appears under its name only when it is complete; writing it again gives the same file."""
    target = folder(gemeente, vak) / name
    partial = target.with_name(f".{name}.{os.getpid()}")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
    return target


def put_away(path: Path, gemeente: str, vak: Vak) -> None:
    """Move a file; nothing happens when it was moved already, and no file is written over another."""
    target = folder(gemeente, vak) / path.name
    number = 2
    while target.exists():
        target = target.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    try:
        path.rename(target)
    except FileNotFoundError:
        return


def digest_of(path: Path) -> str:
    """SHA-256 of a file of any size, as 64 hexadecimal digits."""
    state = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()
