"""What append-only models of higher rooms are built on."""

from string import Template
from typing import Any

import pgtrigger
from django.db import models

_NEW = "rij_erbij"
_SEEN: Any = pgtrigger.Referencing
_ABSENT = Template("""
    IF EXISTS (
        SELECT FROM $new AS rij
        WHERE rij.$column IS NOT NULL AND NOT EXISTS (SELECT FROM $table AS doel WHERE doel.id = rij.$column)
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = '$column: geen zo''n rij in $table';
    END IF;
""")


class LedgerModel(models.Model):
    """A row that is written once: UPDATE and DELETE are revoked, and it carries its handeling."""

    ledger = True

    id = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    handeling = models.ForeignKey("audit.Handeling", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def reference_trigger(**tables: str) -> pgtrigger.Trigger:
    """A trigger for a ledger: that the rows which its new rows point to are there, by column the table of each.

    It looks once per statement. A foreign key looks, and locks, once for every row, which costs more than writing it; what it does
    besides, forbid that the row pointed to is taken away, is for tables from which nothing is.
    """
    checks = (_ABSENT.substitute(column=column, table=table, new=_NEW) for column, table in tables.items())
    return pgtrigger.Trigger(
        name="verwijzing_bestaat",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=_SEEN(new=_NEW),
        func="".join(checks) + "    RETURN NULL;",
    )
