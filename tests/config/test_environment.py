"""Reading the environment, and the keys that stand in no repository."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from keukentafel.config.environment import DatabaseRole, Mode, data_folder, read_environment
from keukentafel.config.secrets import secret

HERE = Path("/srv/keukentafel")


def test_the_data_folder_is_the_one_that_was_chosen() -> None:
    assert data_folder({"KEUKENTAFEL_DATA": "/data"}, checkout=HERE, uid=0) == Path("/data")


def test_a_user_keeps_data_at_home_and_root_where_the_database_can_come() -> None:
    at_home = data_folder({"HOME": "/home/an"}, checkout=HERE, uid=1000)
    assert at_home.parent == Path("/home/an/.local/share")
    elsewhere = data_folder({"HOME": "/home/an", "XDG_DATA_HOME": "/data/an"}, checkout=HERE, uid=1000)
    assert elsewhere == Path("/data/an") / at_home.name
    assert data_folder({"HOME": "/root"}, checkout=HERE, uid=0) == Path("/var/lib") / at_home.name


def test_another_checkout_has_another_folder() -> None:
    folders = {data_folder({"HOME": "/home/an"}, checkout=HERE / name, uid=1000) for name in ("a", "b")}
    assert len(folders) == 2


def test_without_anything_set_it_runs_on_a_desk() -> None:
    found = read_environment({"HOME": "/home/an"})
    assert (found.mode, found.role, found.debug) == (Mode.LOCAL, DatabaseRole.APP, False)
    assert found.hosts == ("127.0.0.1", "localhost", "[::1]")


def test_production_never_shows_error_pages_of_django() -> None:
    found = read_environment(
        {
            "HOME": "/",
            "KEUKENTAFEL_MODE": "production",
            "KEUKENTAFEL_DEBUG": "1",
            "KEUKENTAFEL_HOSTS": "a.example, b.example",
        }
    )
    assert not found.debug
    assert found.hosts == ("a.example", "b.example")


def test_a_mode_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="acceptance"):
        read_environment({"HOME": "/", "KEUKENTAFEL_MODE": "acceptance"})


def test_a_key_comes_from_the_environment_when_it_is_there(tmp_path: Path) -> None:
    assert secret("A_KEY", variables={"A_KEY": "given"}, folder=tmp_path / "keys") == "given"
    assert not (tmp_path / "keys").exists()


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret("A_KEY", variables={}, folder=folder), range(32)))
    assert len(made) == 1
    assert len(made.pop()) == 64
    assert [path.name for path in folder.iterdir()] == ["A_KEY"]
    assert stat.S_IMODE((folder / "A_KEY").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
