"""The files of the mart: private, replaced in one step, and with pseudonyms that nobody can turn back."""

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from keukentafel.monitor import mart, parquet
from keukentafel.monitor.domain import InwonersFact
from keukentafel.monitor.normen import Normsoort, norm

pytestmark = pytest.mark.pure


@dataclass(frozen=True)
class Weer:
    """A fact for these tests."""

    maand: date
    waar: str
    graden: int


def put(folder: Path, versie: str, graden: int) -> mart.MartNote:
    rows = [Weer(date(2026, 1, 1), "De Hoven", graden) for _ in range(3)]
    count = parquet.write_table(folder / versie, Weer, rows)
    note = mart.MartNote(versie, "2026-11-20", "2026-11-20T10:00:00+01:00", count)
    mart.put_in_force(folder, note)
    return note


def degrees(path: Path) -> int:
    return int(pq.read_table(path).column("graden")[0].as_py())


class TestPseudonyms:
    """Keyed, per municipality and kind, in letters."""

    def test_the_same_person_has_one_pseudonym_in_one_municipality(self) -> None:
        persons = mart.Pseudonyms("key", "9901", "persoon")
        assert persons.of("a") == mart.Pseudonyms("key", "9901", "persoon").of("a")
        assert persons.of("a") != persons.of("b")
        assert persons.of(None) == ""

    @pytest.mark.parametrize(
        ("key", "gemeente", "kind"),
        [("other", "9901", "persoon"), ("key", "9902", "persoon"), ("key", "9901", "x")],
    )
    def test_another_key_municipality_or_kind_gives_another(self, key: str, gemeente: str, kind: str) -> None:
        assert mart.Pseudonyms(key, gemeente, kind).of("a") != mart.Pseudonyms("key", "9901", "persoon").of(
            "a"
        )

    def test_no_number_can_turn_up_in_one(self) -> None:
        persons = mart.Pseudonyms("key", "9901", "persoon")
        assert all(set(persons.of(number)) <= set("abcdefghijklmnop") for number in range(200))


def test_nothing_holds_before_the_first_version(tmp_path: Path) -> None:
    assert mart.current(tmp_path / "mart") is None


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "mart" / "9901"
    put(folder, "een", 4)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder.parent, *folder.parent.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_who_reads_the_old_version_goes_on_reading_it(tmp_path: Path) -> None:
    folder = tmp_path / "mart" / "9901"
    first = put(folder, "een", 4)
    reading = mart.table_file(folder, first.versie, Weer)
    second = put(folder, "twee", 5)
    assert mart.current(folder) == second
    assert degrees(reading) == 4
    assert degrees(mart.table_file(folder, second.versie, Weer)) == 5
    put(folder, "drie", 6)
    assert not reading.exists()
    assert sorted(path.name for path in folder.iterdir()) == ["drie", "stand.json", "twee"]


def test_a_version_that_was_broken_off_never_holds(tmp_path: Path) -> None:
    folder = tmp_path / "mart" / "9901"
    put(folder, "een", 4)

    def broken() -> Iterator[InwonersFact]:
        yield InwonersFact("De Hoven", "0-14", 1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        parquet.write_table(folder / "twee", InwonersFact, broken())
    note = mart.current(folder)
    assert note is not None
    assert note.versie == "een"
    put(folder, "drie", 5)
    assert not (folder / "twee").exists()
    assert json.loads((folder / "stand.json").read_text())["feiten"] == 3


class TestNorms:
    """Norms hold from a date and name their source."""

    def test_the_norm_of_2013(self) -> None:
        found = norm(Normsoort.INDIVIDUEEL, gemeente="9901", day=date(2013, 6, 1))
        assert found is not None
        assert (found.waarde, found.vanaf) == (20, date(2013, 1, 1))
        assert "ten hoogste 20%" in found.bron

    def test_before_it_there_was_none(self) -> None:
        assert norm(Normsoort.INDIVIDUEEL, gemeente="9901", day=date(2012, 12, 31)) is None

    def test_the_own_one_goes_before_the_one_for_all(self) -> None:
        own = norm(Normsoort.STEDELIJKHEID, gemeente="9901", day=date(2026, 1, 1))
        other = norm(Normsoort.STEDELIJKHEID, gemeente="9902", day=date(2026, 1, 1))
        assert own is not None
        assert other is not None
        assert own.bron != other.bron
