"""The two database roles: what the application's role may not do."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection

from keukentafel.config.grants import ledger_tables

pytestmark = pytest.mark.db
ROLE = """SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication
            FROM pg_roles WHERE rolname = current_user"""
LEDGER = """SELECT has_table_privilege(name, 'SELECT'), has_table_privilege(name, 'INSERT'),
                   has_table_privilege(name, 'UPDATE'), has_any_column_privilege(name, 'UPDATE'),
                   has_table_privilege(name, 'DELETE'), has_table_privilege(name, 'TRUNCATE')
              FROM (SELECT %s::text AS name) AS asked"""


def rows(statement: str, *values: str) -> list[tuple[object, ...]]:
    """What the database answers to Django's connection."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def test_django_runs_under_the_plain_role_without_special_rights() -> None:
    assert rows(ROLE) == [("keukentafel_app", False, False, False, False, False)]


def test_the_plain_role_is_member_of_nothing() -> None:
    assert rows("SELECT 1 FROM pg_auth_members WHERE member = 'keukentafel_app'::regrole") == []


def test_every_table_is_the_owners() -> None:
    owners = rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == [("keukentafel_owner",)]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (id int)", "CREATE ROLE friend", "ALTER ROLE keukentafel_app SUPERUSER"]
)
def test_the_plain_role_makes_no_tables_and_no_roles(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be superuser"):
        rows(statement)


def test_handelingen_and_the_look_log_are_ledgers() -> None:
    assert {"audit_handeling"} <= set(ledger_tables())


def test_nobody_changes_or_removes_a_line_of_a_ledger() -> None:
    for table in ledger_tables():
        assert (table, rows(LEDGER, table)) == (table, [(True, True, False, False, False, False)])


@pytest.mark.parametrize(
    "act", ["UPDATE audit_handeling SET id = id", "DELETE FROM audit_handeling", "TRUNCATE audit_handeling"]
)
def test_a_handeling_stays_as_it_is(act: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied for table audit_handeling"):
        rows(act)


def test_an_ordinary_table_can_be_changed() -> None:
    rows("UPDATE accounts_account SET password = password RETURNING 1")


def test_the_list_of_migrations_is_read_only() -> None:
    assert rows("SELECT count(*) > 0 FROM django_migrations") == [(True,)]
    with pytest.raises(ProgrammingError, match="permission denied"):
        rows("DELETE FROM django_migrations")
