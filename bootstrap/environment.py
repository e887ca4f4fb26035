"""Make `.venv` ready: `python3 bootstrap/environment.py base` for use, `dev` for tests, `bench` for benchmarks with their peers.

Standard library only, because it runs before anything is installed, and readable by old Pythons, so that they get the
remedy and no traceback. Every package is checked against the hashes in requirements/*.txt. A stamp in .venv makes a
second run a matter of milliseconds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
NEEDED = (3, 11)
# Each holds all that the one before it holds.
SETS = ("base", "dev", "bench")
ROOM = 2 * 1024**3
COMMAND = '#!/bin/sh\nexec "$(dirname -- "$0")/python" -m keukentafel.cli "$@"\n'


class Remedy(Exception):
    """Something is missing; the text says what to do, in one line."""


def main(wanted: str) -> int:
    """Bring .venv to the `wanted` set; returns the exit code."""
    try:
        check_python()
        if any(stamp(name).exists() for name in SETS[SETS.index(wanted) :]):
            return 0
        check_venv()
        check_room()
        fill(wanted)
    except Remedy as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def check_python() -> None:
    """Python is new enough."""
    if sys.version_info[:2] < NEEDED:
        found = ".".join(map(str, sys.version_info[:2]))
        raise Remedy(
            f"Dit is Python {found} en 3.11 of nieuwer is nodig: installeer die en geef haar op met PYTHON="
        )


def check_venv() -> None:
    """Python can make virtual environments, with pip in them."""
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise Remedy("Deze Python kan geen virtuele omgeving maken: apt-get install python3-venv")


def check_room() -> None:
    """There is room for the packages and a database."""
    if shutil.disk_usage(ROOT).free < ROOM:
        raise Remedy(f"Er is minder dan 2 GB schijfruimte vrij bij {ROOT}: maak ruimte vrij.")


def stamp(wanted: str) -> Path:
    """The file whose presence says that .venv holds the `wanted` set, in this place and for this Python."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for path in (REQUIREMENTS / f"{wanted}.txt", Path(__file__)):
        digest.update(path.read_bytes())
    return VENV / f".ok-{wanted}-{digest.hexdigest()[:16]}"


def fill(wanted: str) -> None:
    """Make the environment, install exactly the `wanted` set and put our own package on its path."""
    for old in VENV.glob(".ok-*"):
        old.unlink()
    if not usable():
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", VENV)
    install(REQUIREMENTS / f"{wanted}.txt")
    own_package()
    stamp(wanted).touch()


def usable() -> bool:
    """Whether .venv is an environment of this Python with a pip that works."""
    home = VENV / "pyvenv.cfg"
    if not home.exists() or f"version = {'.'.join(map(str, sys.version_info[:2]))}." not in home.read_text():
        return False
    return run(VENV / "bin" / "python", "-m", "pip", "--version", quiet=True)


def install(requirements: Path) -> None:
    """Install with uv when it is there or can be had, else with pip; both check every hash."""
    python = VENV / "bin" / "python"
    uv = shutil.which("uv") or own_uv(python)
    options = ("--quiet", "--require-hashes", "--python", python)
    if uv and run(uv, "pip", "install", *options, "-r", requirements, quiet=True):
        return
    if not run(python, "-m", "pip", "install", *PIP, "-r", requirements):
        raise Remedy(
            "De pakketten zijn niet op te halen: controleer het netwerk of de pakketspiegel in pip.conf."
        )


PIP = ("--quiet", "--disable-pip-version-check", "--require-hashes")


def own_uv(python: Path) -> str:
    """The path of a uv of our own beside the packages, or nothing when it cannot be had."""
    folder = VENV / "bootstrap"
    path = folder / "bin" / "uv"
    if not path.exists():
        run(
            python,
            "-m",
            "pip",
            "install",
            *PIP,
            "--target",
            folder,
            "-r",
            REQUIREMENTS / "bootstrap.txt",
            quiet=True,
        )
    return str(path) if path.exists() else ""


def own_package() -> None:
    """Put src on the path and the command `keukentafel` in bin: no building, so nothing to fetch."""
    (site,) = VENV.glob("lib/python*/site-packages")
    (site / "keukentafel.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "keukentafel"
    command.write_text(COMMAND, encoding="ascii")
    command.chmod(0o755)


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Run a program and say whether it ended well; `quiet` keeps its words to itself."""
    out = subprocess.DEVNULL if quiet else None
    settings = {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    return (
        subprocess.run(
            [str(part) for part in command], stdout=out, stderr=out, env=settings, check=False
        ).returncode
        == 0
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
