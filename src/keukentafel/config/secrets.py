"""Keys that no repository may hold: from the environment, else from a file that only this account can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def secret(name: str, *, variables: Mapping[str, str], folder: Path) -> str:
    """The key called `name` (a variable name): the variable's value, else the content of `folder`/`name`.

    The file is made on first use with mode 0600 and 64 random characters. Two first starts at once agree on one key,
    because the file appears whole or not at all and the first one wins. Raises OSError when the folder cannot be
    written.
    """
    if value := variables.get(name):
        return value
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f".{name}.{os.getpid()}"
        with open(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
