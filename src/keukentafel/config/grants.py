"""What the application's database role may do.

The owner migrates and owns. The plain role reads and writes rows, but of a ledger (a model with `ledger = True`) it can
only read and add: what was recorded cannot be changed or taken away by the application.
"""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder


def grant_app_role(connection: BaseDatabaseWrapper, *, app_role: str) -> None:
    """Give `app_role` rows to read and write, and take change and removal away where a table is a ledger."""
    quote = connection.ops.quote_name
    role = quote(app_role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in ledger_tables():
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {quote(table)} FROM {role}")
        migrations = quote(MigrationRecorder.Migration._meta.db_table)
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {migrations} FROM {role}")


def ledger_tables() -> list[str]:
    """The tables of all models that call themselves a ledger, in alphabetical order."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "ledger", False) and model._meta.managed
    )
