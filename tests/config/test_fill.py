"""Filling an empty database with the example, whole or not at all; and the static files beside it."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from keukentafel.config import commands


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that stands in for the demo's operations and leaves one row."""
    module = ModuleType("voorbeeldvulling")
    module.__spec__ = ModuleSpec("voorbeeldvulling", None)

    def fill() -> None:
        ContentType.objects.create(app_label="voorbeeld", model="rij")

    monkeypatch.setattr(module, "fill", fill, raising=False)
    monkeypatch.setattr(module, "finish", lambda filled: None, raising=False)
    monkeypatch.setitem(sys.modules, "voorbeeldvulling", module)
    monkeypatch.setattr(commands, "FILL", "voorbeeldvulling.fill")
    return module


def rows() -> int:
    """How many rows the example left."""
    return ContentType.objects.filter(app_label="voorbeeld").count()


@pytest.mark.db
def test_an_empty_database_is_filled(example: ModuleType) -> None:
    assert commands.fill_when_empty()
    assert rows() == 1


@pytest.mark.db
def test_a_fill_that_breaks_off_leaves_nothing(example: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    complete = example.fill

    def broken() -> None:
        complete()
        raise OSError("power")

    monkeypatch.setattr(example, "fill", broken)
    with pytest.raises(OSError, match="power"):
        commands.fill_when_empty()
    assert rows() == 0


@pytest.mark.db
def test_a_database_that_is_in_use_is_left_alone(
    example: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = get_user_model()._default_manager
    monkeypatch.setattr(type(manager.all()), "exists", lambda self: True)
    assert not commands.fill_when_empty()
    assert rows() == 0


def test_static_files_are_collected_only_when_one_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[str] = []

    def collect(name: str, **options: object) -> None:
        collected.append(name)
        (tmp_path / "static").mkdir(exist_ok=True)

    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    monkeypatch.setattr(commands, "call_command", collect)
    commands.collect_static()
    commands.collect_static()
    assert collected == ["collectstatic"]
    (tmp_path / "static" / ".stamp").write_text("older files")
    commands.collect_static()
    assert collected == ["collectstatic"] * 2
