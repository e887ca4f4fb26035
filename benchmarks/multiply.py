"""A large municipality out of a small one: every case copied in SQL with fresh ids, in the manner in which peers are measured at size.

The copies have the shape of the originals and the same team; one colleague's own caseload does not grow, that of the team does. The
server's superuser does it with triggers off, so row history is not copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.house import database, module
from keukentafel.config import postgres

# In the order of their references. Reference data (places, contracts, ladder, terms) is not copied.
MODELS = (
    *("people.Huishouden", "people.Persoon"),
    *("casework.Contact", "casework.Dossier", "casework.Melding", "casework.Taak", "casework.Signaal"),
    *("casework.Onderzoek", "casework.Gesprek", "casework.Zitting", "casework.GesprekLeefgebied"),
    *("casework.Verslag", "casework.Arrangement", "casework.Resultaat", "casework.Oplossing"),
    *("casework.OvergeslagenKolom", "casework.Hulpcontact", "casework.Evaluatie", "casework.Aanvraag"),
    *("casework.Besluit", "casework.Verwijzing", "casework.Gebeurtenis"),
    *("berichten.Bericht", "berichten.BerichtStatus", "berichten.BerichtToewijzing"),
    *("toewijzingen.Toewijzing", "toewijzingen.StartMelding", "toewijzingen.Verplichting"),
    *("declaraties.Declaratie", "declaraties.Declaratieregel", "declaraties.Regeloordeel"),
    "declaraties.Declaratietotaal",
)
# Sums that the triggers would have kept.
TOTALS = {
    "toewijzingen.Verplichtingtotaal": ("bedrag",),
    "declaraties.Declaratiejaartotaal": ("gedeclareerd", "goedgekeurd"),
}
STEP = 50_000_000
SHORT = "substr(md5({0}::text || '/' || k), 1, 12)"
KEY = "md5({0}::text || '/' || k)::uuid"
SHIFTED = "{0} + k::bigint * " + str(STEP)
# A toewijzingnummer is an integer of nine digits in the standard: a copy begins where the numbers before it end.
NUMBERED = "{0} + k * %(numbers)s"
NUMBERS = "SELECT max(toewijzingnummer) - min(toewijzingnummer) + 1 FROM toewijzingen_toewijzing"
# Columns that must differ between copies, or that point to a copied row without a foreign key.
SPECIAL = {
    "bsn": "NULL",
    "nummer": "'K' || k || '-' || substr({0}, 3)",
    "identificatie": SHORT,
    "declaratienummer": SHORT,
    "sha256": "md5({0} || k) || md5(k || {0})",
    "toewijzingnummer": NUMBERED,
    "object_id": KEY,
    "toewijzing_id": KEY,
    "behandelaar_id": "CASE WHEN {0} = %(own)s THEN %(other)s ELSE {0} END",
}
WITH_TEXT_NUMBER = {"casework_dossier", "casework_besluit"}


def dossiers_up_to(server: postgres.Server, wanted: int) -> int:
    """Copy everything until there are at least `wanted` dossiers; answers how many there are."""
    models = module("django.apps").apps
    dossier = models.get_model("casework.Dossier")._default_manager
    present = dossier.count()
    copies = max(0, -(-wanted // present) - 1)
    accounts = models.get_model("accounts.Account")._default_manager
    own = accounts.get(gebruikersnaam="femke.aalbers")
    other = accounts.filter(rollen=["consulent"], teamlidmaatschap__team__in=own.team_ids).exclude(pk=own.pk)
    values = {"own": own.pk, "other": other.values_list("pk", flat=True)[0], "copies": copies}
    with closing(psycopg.connect(server.dsn(postgres.SUPERUSER), autocommit=True)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        values["numbers"] = connection.execute(NUMBERS).fetchone()[0]
        for name in MODELS:
            connection.execute(_copy(models.get_model(name)), values)
        for name, sums in TOTALS.items():
            connection.execute(_multiplied(models.get_model(name), sums), values)
        # As a database stands that grew over years: what a bulk load leaves to be tidied would otherwise be tidied while pages are asked.
        connection.execute("VACUUM (ANALYZE)")
    total: int = dossier.count()
    database().close()
    return total


def _copy(model: Any) -> sql.Composed:
    columns = dict(_columns(model))
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} CROSS JOIN generate_series(1, %(copies)s) AS k"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(columns.values()),
    )


def _multiplied(model: Any, sums: Sequence[str]) -> sql.Composed:
    changes = (sql.SQL("{0} = {0} * (%(copies)s + 1)").format(sql.Identifier(each)) for each in sums)
    return sql.SQL("UPDATE {} SET {}").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(changes)
    )


def _columns(model: Any) -> Iterator[tuple[str, sql.Composed]]:
    """What each column becomes in a copy; a serial key that nothing refers to is left to the database."""
    copied = {module("django.apps").apps.get_model(name) for name in MODELS}
    referred = {"berichten_bericht", "declaraties_declaratieregel"}
    for field in model._meta.concrete_fields:
        target: Any = field.related_model if field.is_relation else None
        if field.primary_key and field.get_internal_type() == "BigAutoField":
            if model._meta.db_table in referred:
                yield field.column, _value(SHIFTED, field.column)
        elif target in copied:
            yield field.column, _value(SHIFTED if target._meta.db_table in referred else KEY, field.column)
        elif field.primary_key:
            yield field.column, _value(KEY, field.column)
        elif field.column == "nummer" and model._meta.db_table not in WITH_TEXT_NUMBER:
            yield field.column, _value("{0}", field.column)
        else:
            yield field.column, _value(SPECIAL.get(field.column, "{0}"), field.column)


def _value(pattern: str, column: str) -> sql.Composed:
    return sql.SQL(pattern).format(sql.Identifier(column))
