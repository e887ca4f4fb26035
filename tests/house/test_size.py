"""Size: what is too long fails, what is merely long is counted."""

import pytest

from checks import size
from tests.house.samples import module

pytestmark = pytest.mark.pure


def _function(lines: int) -> str:
    return "def act() -> None:\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("lines", "faults", "note"), [(40, 0, "0"), (41, 0, "1"), (80, 0, "1"), (81, 1, "1")]
)
def test_a_function_over_eighty_lines_fails_and_one_over_forty_is_counted(
    lines: int, faults: int, note: str
) -> None:
    verdict = size.judge([module("keukentafel.people.queries", _function(lines))])
    assert len(verdict.faults) == faults
    assert verdict.note.startswith(note)


def test_a_method_and_a_nested_function_are_measured_too() -> None:
    inner = "".join(f"        {line}\n" for line in _function(90).splitlines())
    text = f"class Room:\n    async def outer(self) -> None:\n{inner}"
    assert len(size.judge([module("keukentafel.people.queries", text)]).faults) == 2


@pytest.mark.parametrize(
    ("name", "first", "lines", "passed"),
    [
        ("keukentafel.people.models", "class Persoon: ...\n", 399, True),
        ("keukentafel.people.models", "class Persoon: ...\n", 400, False),
        ("keukentafel.people.queries", "def act() -> None: ...\n", 400, False),
        ("keukentafel.people.migrations.0001_initial", "class Migration: ...\n", 900, True),
        ("keukentafel.demo.names", '"""Invented names."""\n', 900, True),
    ],
)
def test_a_module_over_four_hundred_lines_fails_unless_it_is_data(
    name: str, first: str, lines: int, passed: bool
) -> None:
    assert size.judge([module(name, first + "x = 1\n" * lines)]).passed is passed
