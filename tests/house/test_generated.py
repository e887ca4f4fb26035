"""Generated documents are compared, found out of date and written."""

from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest

from checks import generated, tables
from tests.house.samples import module

pytestmark = pytest.mark.pure


def test_a_document_that_is_missing_or_changed_fails_until_it_is_written(tmp_path: Path) -> None:
    documents = {"reference/page.md": lambda: "text\n"}
    assert not generated.judge(documents, tmp_path).passed
    generated.write(documents, tmp_path)
    assert generated.judge(documents, tmp_path).passed
    (tmp_path / "reference" / "page.md").write_text("other text\n", encoding="utf-8")
    assert "out of date" in generated.judge(documents, tmp_path).faults[0]


def test_the_list_of_rooms_has_one_line_per_folder() -> None:
    house = [
        module("keukentafel.people.__init__", '"""Persons and\nhouseholds.\n\nMore about them.\n"""\n'),
        module("keukentafel.people.domain", '"""Not a folder."""\n'),
        module("keukentafel.people.migrations.__init__", ""),
    ]
    text = tables.rooms(house)
    assert "| `keukentafel/people/` | Persons and households. |\n" in text
    assert "domain" not in text
    assert "migrations" not in text


class Door(StrEnum):
    OPEN = "open"
    HALF = "half open"
    SHUT = "dicht"


def _domain(room: str = "people", **values: object) -> ModuleType:
    """Make the domain module that declares `Door`, with some values in it."""
    made = ModuleType(f"keukentafel.{room}.domain")
    vars(made).update(values)
    return made


@pytest.fixture(autouse=True)
def _door_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Door, "__module__", "keukentafel.people.domain")


def test_a_state_table_is_found_and_drawn() -> None:
    steps = {
        Door.OPEN: frozenset({Door.HALF}),
        Door.HALF: frozenset({Door.OPEN, Door.SHUT}),
        Door.SHUT: frozenset(),
    }
    text = tables.states([_domain(STEPS=steps, NAMES={"a": "b"}, COLOURS={Door.OPEN: "red"}, _OWN=steps)])
    assert text.count("## people: Door") == 1
    assert '    state "half open" as s1\n' in text
    assert "    s0 --> s1\n" in text
    assert "    s2 --> [*]\n" in text
    assert "| half open | dicht, open |\n" in text
    assert "| dicht | (end) |\n" in text


def test_a_table_over_the_enum_of_another_module_is_left_to_that_module() -> None:
    assert "##" not in tables.states([_domain("casework", STEPS={Door.OPEN: frozenset()})])


def test_the_permission_table_shows_every_act() -> None:
    text = tables.permissions()
    assert "| besluit ondertekenen |" in text
    assert len({line.count("|") for line in text.splitlines() if line.startswith("|")}) == 1
