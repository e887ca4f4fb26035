"""The checks that other people's tools do for us, each as a program of its own, so that they run side by side."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks.house import ROOT
from checks.verdict import Verdict

PYTHON_FOLDERS = [name for name in ("src", "checks", "tests", "benchmarks") if (ROOT / name).is_dir()]


def ruff() -> Verdict:
    """Lint."""
    return run("ruff", "check", "--quiet", "--output-format=concise", *PYTHON_FOLDERS)


def layout() -> Verdict:
    """The one layout of code: `ruff format` would change nothing."""
    return run("ruff", "format", "--check", "--quiet", "--output-format=concise", *PYTHON_FOLDERS)


def mypy() -> Verdict:
    """Types, strict."""
    return run("mypy", "--no-error-summary", "--no-color-output")


def contracts() -> Verdict:
    """The order of the rooms, by import-linter."""
    return run("lint-imports", "--no-logo")


def migrations() -> Verdict:
    """Every model change has its migration."""
    return run(sys.executable, "-m", "checks.migrations")


def run(program: str, *arguments: str) -> Verdict:
    """Run a program in the root of the repository; its output is the list of faults when it fails."""
    beside = Path(sys.executable).parent / program
    command = [str(beside) if beside.exists() else shutil.which(program) or program, *arguments]
    with tempfile.TemporaryDirectory(prefix="keukentafel-check-") as data:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=_environment(data),
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return Verdict(
        tuple(said or [f"{program} stopped with code {done.returncode}"]) if done.returncode else ()
    )


def _environment(data: str) -> dict[str, str]:
    """Let the settings load without a server and without touching the data of a house on this machine."""
    ours = ("KEUKENTAFEL_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "keukentafel.config.settings",
        "KEUKENTAFEL_MODE": "test",
        "KEUKENTAFEL_DATA": data,
        "KEUKENTAFEL_SECRET_KEY": "only-for-checks",
        "KEUKENTAFEL_PSEUDONYM_KEY": "only-for-checks",
    }
