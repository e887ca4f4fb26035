"""The whole house as somebody starts it: prepared, served, stopped, killed, and in one's way."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from keukentafel.config import postgres, serving

PATIENCE = 90.0


def until(reached: Callable[[], bool], what: str) -> None:
    """Wait for something that must happen."""
    limit = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < limit, f"not within {PATIENCE:.0f} seconds: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def descendants(pid: int) -> set[int]:
    """The processes that a process started, and theirs."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def lives(pid: int) -> bool:
    """Whether a process is there and not merely unburied."""
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class House:
    """A run of `keukentafel serve` on a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.said: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> subprocess.Popen[str]:
        """Start it and wait until it says where it is."""
        process = subprocess.Popen(
            [sys.executable, "-m", "keukentafel.cli", "serve", "--port", str(self.port)],
            env={**os.environ, "KEUKENTAFEL_DATA": str(self.data), "KEUKENTAFEL_MODE": "local"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.process, self.said = process, []
        threading.Thread(target=self.listen, args=(process,), daemon=True).start()
        until(
            lambda: process.poll() is not None or f"http://127.0.0.1:{self.port}" in "".join(self.said),
            "a start",
        )
        assert process.poll() is None, "".join(self.said)
        return process

    def listen(self, process: subprocess.Popen[str]) -> None:
        """Keep what it says."""
        for line in process.stdout or ():
            self.said.append(line)

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def is_gone(self) -> bool:
        """Whether neither the web server nor the database answers."""
        return serving.is_free(self.port) and not postgres.answers(postgres.locate(self.data))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house whose tables are made by the first test that starts it."""
    data = Path(tempfile.mkdtemp(prefix="keukentafel-place-"))
    data.chmod(0o711)
    house = House(data)
    yield house
    if house.process and house.process.poll() is None:
        house.process.terminate()
        house.process.wait(30)
    if (data / "postgres.lock").exists():
        postgres.stop(postgres.locate(data))
    shutil.rmtree(data)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serves_and_ends_all_it_started(house: House, number: signal.Signals) -> None:
    process = house.start()
    status, page = house.get("/account/login/")
    assert status == 200
    assert "csrfmiddlewaretoken" in page
    started = descendants(process.pid)
    assert len(started) >= 4
    process.send_signal(number)
    assert process.wait(30) == 0
    until(lambda: not any(map(lives, started)), "the end of all parts")
    assert house.is_gone()


def test_a_taken_port_is_one_clear_line(house: House) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "keukentafel.cli", "serve", "--port", str(port)],
            env={**os.environ, "KEUKENTAFEL_DATA": str(house.data)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert (
        done.stderr
        == f"Poort {port} is bezet: stop wat daar draait, of kies een andere poort met PORT={port + 1}.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_a_killed_run_takes_its_parts_along_and_the_next_one_starts(house: House) -> None:
    process = house.start()
    started = descendants(process.pid)
    process.kill()
    process.wait()
    until(lambda: not any(map(lives, started)), "the end of all parts")
    until(lambda: serving.is_free(house.port), "the end of the web server's workers")
    process = house.start()
    process.terminate()
    assert process.wait(30) == 0
    assert house.is_gone()


def test_when_one_part_ends_the_rest_ends_too(house: House) -> None:
    process = house.start()
    (worker,) = (
        pid
        for pid in descendants(process.pid)
        if b"keukentafel.cli\0worker" in Path("/proc", str(pid), "cmdline").read_bytes()
    )
    os.kill(worker, signal.SIGKILL)
    assert process.wait(30) == 1
    assert house.is_gone()
    assert "Een onderdeel is gestopt" in "".join(house.said)


def test_cleaning_asks_first_and_removes_only_a_data_folder(house: House, tmp_path: Path) -> None:
    def clean(data: Path, *options: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "keukentafel.cli", "clean", *options],
            env={**os.environ, "KEUKENTAFEL_DATA": str(data)},
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )

    assert clean(tmp_path / "nothing").stdout.startswith("Er is niets te wissen")
    (tmp_path / "letters").touch()
    assert clean(tmp_path, "--yes").returncode == 1
    assert (tmp_path / "letters").exists()
    assert clean(house.data, answer="nee\n").returncode == 1
    assert house.data.exists()
    assert clean(house.data, answer="ja\n").returncode == 0
    assert not house.data.exists()
    house.data.mkdir()


def test_the_demo_says_who_can_log_in() -> None:
    lines = serving.welcome(8000, with_logins=True).splitlines()
    assert lines[0].endswith("http://127.0.0.1:8000")
    assert lines[-1] == "Stop met Ctrl-C."
    for name, role in (
        ("nadia.hoekstra", "contactmedewerker"),
        ("rachida.amin", "consulent"),
        ("hugo.lankhorst", "raadslid"),
    ):
        assert any(line.split()[:2] == [name, role] for line in lines)
    assert serving.welcome(8000, with_logins=False).splitlines() == [lines[0], lines[-1]]
