"""The two database roles: what the application's role may not do."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection

from keukentafel.config.grants import ledger_tables

pytestmark = pytest.mark.db


def scalar(statement: str) -> object:
    """The first column of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def test_django_runs_under_the_plain_role() -> None:
    assert scalar("SELECT current_user") == "keukentafel_app"


@pytest.mark.parametrize(
    "right", ["rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication"]
)
def test_the_plain_role_has_no_special_rights(right: str) -> None:
    assert scalar(f"SELECT {right} FROM pg_roles WHERE rolname = current_user") is False


def test_the_plain_role_owns_no_table() -> None:
    assert (
        scalar(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'keukentafel_owner'"
        )
        == 0
    )
