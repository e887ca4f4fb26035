"""Each manner is broken once and noticed."""

import pytest

from checks import manners
from tests.house.samples import module

pytestmark = pytest.mark.pure

_PACKAGE = module("keukentafel.people.__init__", '"""The people."""\n')


def _faults(name: str, text: str) -> tuple[str, ...]:
    """Judge one module in a folder that has its package file."""
    return manners.judge([_PACKAGE, module(name, text)]).faults


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("keukentafel.people.queries", "def a():\n    import json\n", "import of json inside a function"),
        (
            "keukentafel.people.queries",
            "def a():\n    if x:\n        from . import models\n",
            "inside a function",
        ),
        (
            "keukentafel.people.queries",
            "from importlib import import_module\nimport_module('x')\n",
            "hides an import",
        ),
        ("keukentafel.people.queries", "a = lambda: __import__('x')\n", "hides an import"),
        ("keukentafel.people.queries", "a = late('keukentafel.casework.queries.a')\n", "names no function"),
        ("keukentafel.people.queries", "a = late(path)\n", "names no function"),
        ("keukentafel.people.utils", "x = 1\n", "`utils` names no subject"),
        ("keukentafel.people.services", "x = 1\n", "`services` names no subject"),
        ("keukentafel.people.queries", "x = 1  # type: ignore[misc]\n", "type: ignore"),
        ("keukentafel.people.queries", "x = 1  # noqa: E501\n", "noqa"),
        ("keukentafel.people.queries", "x = 1  # pragma: no cover\n", "pragma: no cover"),
        ("keukentafel.people.queries", "# TODO finish\nx = 1\n", "TODO"),
        ("keukentafel.people.queries", "# FIXME\nx = 1\n", "FIXME"),
        ("keukentafel.people.queries", "# mypy: ignore-errors\nx = 1\n", "mypy:"),
    ],
)
def test_a_breach_is_found(name: str, text: str, reason: str) -> None:
    (fault,) = _faults(name, text)
    assert reason in fault


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("keukentafel.people.apps", "def ready():\n    from keukentafel.people import jobs\n"),
        ("keukentafel.people.queries", "a = late('keukentafel.people.maps.draw')\n"),
        ("keukentafel.people.queries", "x = 'TODO'\n"),
        ("keukentafel.people.queries", "x = (1, 2,  3)  # fmt: skip\n"),
        ("keukentafel.people.queries", "# mend what was typed\nx = 1\n"),
        ("keukentafel.people.common_names", "x = 1\n"),
    ],
)
def test_what_only_looks_like_a_breach_passes(name: str, text: str) -> None:
    assert _faults(name, text) == ()


@pytest.mark.parametrize("name", ["keukentafel.wiring", "keukentafel.cli"])
def test_wiring_and_the_command_line_may_import_late(name: str) -> None:
    house = module("keukentafel.__init__", '"""The house."""\n')
    assert manners.judge([house, module(name, "def a():\n    import json\n")]).passed


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ('"""What the folder holds."""\n', True),
        ('"""What it holds."""\n\nfrom keukentafel.people import domain\n', False),
        ('"""What it holds."""\n\n__all__ = []\n', False),
        ("", False),
    ],
)
def test_a_package_file_holds_a_docstring_and_nothing_else(text: str, passed: bool) -> None:
    assert manners.judge([module("keukentafel.people.__init__", text)]).passed is passed


def test_the_package_of_migrations_needs_no_docstring() -> None:
    assert manners.judge([module("keukentafel.people.migrations.__init__", "")]).passed


def test_a_folder_without_its_package_file_is_found() -> None:
    (fault,) = manners.judge([module("keukentafel.people.domain", "x = 1\n")]).faults
    assert "people/ has no __init__.py" in fault
