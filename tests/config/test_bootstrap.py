"""What runs before anything is installed: one line with the remedy, and nothing twice."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    """A script of the bootstrap folder as a module."""
    spec = importlib.util.spec_from_file_location(f"bootstrap_{name}", ROOT / "bootstrap" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, working on an empty folder."""
    module = load("environment")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "REQUIREMENTS", tmp_path / "requirements")
    return module


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    (line,) = capsys.readouterr().err.splitlines()
    return str(line)


def test_an_old_python_is_told(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    assert environment.main("base") == 1
    assert only_line(capsys).startswith("Dit is Python 3.9 en 3.11 of nieuwer is nodig")


def test_a_python_without_venv_is_told(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    assert environment.main("base") == 1
    assert "apt-get install python3-venv" in only_line(capsys)


def test_a_full_disk_is_told(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: usage(0, 0, 2 * 1024**3 - 1))
    assert environment.main("base") == 1
    assert "minder dan 2 GB" in only_line(capsys)


def test_packages_that_cannot_be_fetched_are_told(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "run", lambda *command, quiet=False: "install" not in command)
    assert environment.main("base") == 1
    assert "controleer het netwerk" in only_line(capsys)


@pytest.mark.parametrize("wanted", ["base", "dev"])
@pytest.mark.parametrize("with_uv", [True, False])
def test_installs_once_with_hashes(
    wanted: str, with_uv: bool, environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[list[str]] = []

    def run(*command: str | Path, quiet: bool = False) -> bool:
        commands.append([str(part) for part in command])
        if "venv" in command:
            (tmp_path / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
            (tmp_path / ".venv/bin").mkdir()
        return True

    monkeypatch.setattr(environment, "run", run)
    monkeypatch.setattr(environment.shutil, "which", lambda name: "/usr/bin/uv" if with_uv else None)
    assert environment.main(wanted) == 0
    installs = [command for command in commands if "install" in command and f"{wanted}.txt" in command[-1]]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert (installs[0][0] == "/usr/bin/uv") is with_uv
    done = len(commands)
    assert environment.main(wanted) == 0
    assert environment.main("base") == 0
    assert len(commands) == done
    (tmp_path / "requirements" / f"{wanted}.txt").write_text("changed")
    assert environment.main(wanted) == 0
    assert len(commands) > done


def test_the_command_finds_our_package_without_building_it(environment: ModuleType, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    (tmp_path / "src" / "keukentafel").mkdir(parents=True)
    (tmp_path / "src" / "keukentafel" / "cli.py").write_text("import sys; print(sys.argv[1:])")
    environment.own_package()
    done = subprocess.run(
        [tmp_path / ".venv/bin/keukentafel", "a b"], capture_output=True, text=True, check=True, env={}
    )
    assert done.stdout == "['a b']\n"


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "requirements").glob("*.txt")))
def test_every_package_is_pinned_with_a_hash_and_no_file_names_a_host(file: str) -> None:
    text = (ROOT / "requirements" / file).read_text()
    packages = text.replace("\\\n", " ").splitlines()
    assert packages
    assert all(re.match(r"[a-z0-9._\[\],-]+==\S+ ", line) and "--hash=sha256:" in line for line in packages)
    assert "://" not in text


def test_root_installs_chromium_and_others_read_how(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chromium = load("chromium")
    steps: list[tuple[str, ...]] = []
    monkeypatch.setattr(chromium.subprocess, "run", lambda step, **_: steps.append(step))
    monkeypatch.setattr(
        chromium.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert chromium.main() == 1
    assert only_line(capsys).endswith("apt-get install chromium")
    assert steps == []
    monkeypatch.setattr(os, "getuid", lambda: 0)
    assert chromium.main() == 1
    assert [step[1] for step in steps] == ["update", "install"]
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert chromium.main() == 0
