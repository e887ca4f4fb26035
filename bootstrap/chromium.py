"""Make sure that a Chromium is there for the browser tests: `python3 bootstrap/chromium.py`.

Root gets it installed from the distribution; anybody else reads what to type.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = "Chromium ontbreekt en is nodig voor de browsertests: apt-get install chromium"
STEPS = (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends", "chromium"))


def main() -> int:
    """Returns 0 when a Chromium is there, if need be after installing it."""
    if any(map(shutil.which, NAMES)):
        return 0
    if os.getuid() == 0 and shutil.which("apt-get"):
        settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in STEPS:
            subprocess.run(step, env=settings, stdout=subprocess.DEVNULL, check=False)
    if any(map(shutil.which, NAMES)):
        return 0
    print(REMEDY, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
