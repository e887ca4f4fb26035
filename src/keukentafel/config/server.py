"""Gunicorn's configuration: the application is loaded once, frozen, and shared by the workers."""

from __future__ import annotations

import gc
import os
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("KEUKENTAFEL_WORKERS", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Put all that is loaded out of the garbage collector's sight, before the workers are forked."""
    gc.collect()
    gc.freeze()


def worker_exit(server: Any, worker: Any) -> None:
    """Let the collector see everything again, so that libraries can tidy up when a worker ends."""
    gc.unfreeze()


def on_exit(server: Any) -> None:
    """The same for the process that started the workers."""
    gc.unfreeze()
