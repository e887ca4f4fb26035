"""Keys that no repository may hold: from the environment, else from a file that only this account can read."""

from __future__ import annotations

import os
import secrets
import tempfile
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
        handle, fresh = tempfile.mkstemp(dir=folder, prefix=".")
        with open(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    return path.read_text(encoding="ascii").strip()
