"""Generated documents are compared, found out of date and written."""

from pathlib import Path

import pytest

from checks import generated
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
    text = generated.rooms(house)
    assert "| `keukentafel/people/` | Persons and households. |\n" in text
    assert "domain" not in text
    assert "migrations" not in text
