"""Functions found by their dotted path when they are called, so that what they need is not loaded before.

For a library that is large and seldom used: a process that never calls the function never pays for it. The path names a module of
the caller's own room (a check watches), so no import passes by the order of the rooms.
"""

import importlib
from collections.abc import Callable
from typing import Any


def resolve(target: str) -> Callable[..., Any]:
    """The function at a dotted path; its module is imported now."""
    module, _, name = target.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def late(target: str) -> Callable[..., Any]:
    """A function that calls the one at this dotted path; its module is imported at the first call."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return resolve(target)(*args, **kwargs)

    return call
