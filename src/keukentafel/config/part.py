"""Become a part of a running house: `python -m keukentafel.config.part <command> …`.

The part gets SIGTERM from the kernel when the process that started it dies, also when that one was killed and could
not say goodbye. Linux only; elsewhere the command simply runs.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PARENT_DEATH = 1

if __name__ == "__main__":
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGTERM)
    os.execvp(sys.argv[1], sys.argv[1:])
