"""Serving: one process that prepares the database, starts web server and worker, and ends all it started.

No Django in here: each part is a process of its own.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType

from keukentafel.config import postgres
from keukentafel.config.environment import read_environment
from keukentafel.demo.domain import login_lines

HOST = "127.0.0.1"
PATIENCE = 15.0
KEUKENTAFEL = (sys.executable, "-m", "keukentafel.cli")
GUNICORN = (
    sys.executable,
    "-m",
    "gunicorn",
    "-c",
    "python:keukentafel.config.server",
    "keukentafel.config.wsgi:application",
)
PART = (sys.executable, "-m", "keukentafel.config.part")


class Stop(Exception):
    """Somebody asked the house to stop."""


def demo(arguments: Sequence[str]) -> int:
    """Serve the example municipality, filled on the first start."""
    return run(arguments, name="demo", fill=True)


def serve(arguments: Sequence[str]) -> int:
    """Serve what the database holds."""
    return run(arguments, name="serve", fill=False)


def run(arguments: Sequence[str], *, name: str, fill: bool) -> int:
    """Prepare, start, wait, end. Returns 0 when asked to stop, 1 when a part failed."""
    parser = argparse.ArgumentParser(prog=f"keukentafel {name}")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    port: int = parser.parse_args(arguments).port
    if not is_free(port):
        print(
            f"Poort {port} is bezet: stop wat daar draait, of kies een andere poort met PORT={port + 1}.",
            file=sys.stderr,
        )
        return 1
    os.environ["PORT"] = str(port)
    environment = read_environment(os.environ)
    children: list[subprocess.Popen[bytes]] = []
    server = nullcontext() if environment.database_url else postgres.running(environment.data)
    with server, stop_signals():
        try:
            return live(children, port=port, fill=fill)
        except Stop:
            return 0
        finally:
            end(children)


def live(children: list[subprocess.Popen[bytes]], *, port: int, fill: bool) -> int:
    """Prepare, then start web server and worker and wait until one of them ends.

    Every process is put in `children` for the caller to end.
    """
    children.append(start([*KEUKENTAFEL, "prepare", *(["--fill"] if fill else [])]))
    if children[0].wait():
        return 1
    children.clear()
    children.append(start(GUNICORN))
    children.append(start([*KEUKENTAFEL, "worker"]))
    while is_free(port) and all(child.poll() is None for child in children):
        time.sleep(0.05)
    if all(child.poll() is None for child in children):
        print(welcome(port, with_logins=fill), flush=True)
    while all(child.poll() is None for child in children):
        time.sleep(0.2)
    print("Een onderdeel is gestopt; de rest stopt nu ook.", file=sys.stderr)
    return 1


def welcome(port: int, *, with_logins: bool) -> str:
    """Where to go, and as whom."""
    lines = [f"Keukentafel draait op http://{HOST}:{port}", "Stop met Ctrl-C."]
    if with_logins:
        lines[1:1] = login_lines()
    return "\n".join(lines)


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen([*PART, *command], start_new_session=True)


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every part to finish what it does; kill what does not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    limit = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


@contextmanager
def stop_signals() -> Iterator[None]:
    """Turn the first Ctrl-C, SIGTERM or hang-up into Stop and ignore later ones, so that ending is not cut short."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def on_signal(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stop

    before = {each: signal.signal(each, on_signal) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
