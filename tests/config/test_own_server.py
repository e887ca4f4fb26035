"""With DATABASE_URL the house uses that server, keeps the two roles apart, and starts none itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from keukentafel.config import postgres


def keukentafel(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "keukentafel.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_owner_migrates_and_the_plain_role_works(
    database_server: postgres.Server,
    empty_database: Callable[[], AbstractContextManager[None]],
    tmp_path: Path,
) -> None:
    with empty_database():
        name = str(connection.settings_dict["NAME"])
        environment = {
            "KEUKENTAFEL_MODE": "local",
            "KEUKENTAFEL_DATA": str(tmp_path),
            "DATABASE_URL": database_server.dsn(postgres.APP, name),
            "DATABASE_OWNER_URL": database_server.dsn(postgres.OWNER, name),
        }
        done = keukentafel(environment, "migrate")
        assert (done.returncode, done.stderr) == (0, "")
        done = keukentafel(environment, "django", "migrate", "--check")
        assert (done.returncode, done.stderr) == (0, "")
        with closing(psycopg.connect(database_server.dsn(postgres.APP, name))) as plain:
            assert plain.execute("SELECT count(*) FROM accounts_account").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                plain.execute("DELETE FROM audit_handeling")
    assert not (tmp_path / "postgres").exists()


def test_without_the_owners_address_nothing_is_migrated() -> None:
    done = keukentafel({"DATABASE_URL": "postgresql://app@db.example/sociaal"}, "prepare")
    assert done.returncode == 1
    assert (
        done.stderr == "Zet ook DATABASE_OWNER_URL: het adres van de rol die de tabellen bezit en bijwerkt.\n"
    )
