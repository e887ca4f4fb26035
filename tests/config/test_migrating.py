"""The short way of a first migration ends where Django's own way ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from keukentafel.config.migrating import FirstState, migrate_new

CATALOGUE = """
    SELECT 'column', concat_ws('.', table_name, column_name), concat_ws(' ', data_type, character_maximum_length,
           is_nullable, column_default, is_identity, collation_name)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', concat_ws('.', conrelid::regclass, conname), pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', concat_ws('.', tgrelid::regclass, tgname), pg_get_triggerdef(oid)
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, pg_get_functiondef(oid)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
             AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL SELECT 'applied', app, name FROM django_migrations
    ORDER BY 1, 2, 3
"""


def catalogue() -> list[tuple[str, str, str]]:
    """Everything that the migrations left in the database."""
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return list(cursor.fetchall())


def wanted(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The migrations to try: those of people and what it needs; all of them in the long run."""
    leaves = executor.loader.graph.leaf_nodes()
    return [leaf for leaf in leaves if leaf[0] in ("people", "account") or "KEUKENTAFEL_LONG" in os.environ]


def test_both_ways_leave_the_same_tables(empty_database: Callable[[], AbstractContextManager[None]]) -> None:
    with empty_database():
        executor = MigrationExecutor(connection)
        executor.migrate(wanted(executor), state=FirstState(real_apps=executor.loader.unmigrated_apps))
        short = catalogue()
    with empty_database():
        executor = MigrationExecutor(connection)
        executor.migrate(wanted(executor))
        assert short == catalogue()
    assert len(short) > 100


def test_a_database_with_tables_is_left_to_django(
    empty_database: Callable[[], AbstractContextManager[None]],
) -> None:
    with empty_database():
        call_command("migrate", "contenttypes", "0001", interactive=False, verbosity=0)
        before = catalogue()
        migrate_new(connection)
        assert catalogue() == before
