"""Work on many small values at once, without the interruptions of Python's cycle collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Let nobody look for cycles while thousands of records are made that have none: that takes a third of the time.

    What is no longer used is freed as always. A block inside another one changes nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
