"""Reads of dated reference data: what held on a day."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from keukentafel.casework.domain.reference import (
    Kolom,
    LeefgebiedRow,
    Termijn,
    TermijnEenheid,
    TermijnSoort,
    TredeRow,
    VerordeningRow,
)
from keukentafel.casework.models import reference as tables
from keukentafel.casework.rules.terms import pick

_VERORDENING = (
    "id",
    "wet",
    "versie",
    "naam",
    "artikelen",
    "verslag_is_aanvraag",
    "evaluatie_maanden",
    "bezwaarclausule",
)
Table = TypeVar("Table", bound=tables.DatedModel)


def leefgebieden(*, gemeente: str, day: date) -> tuple[LeefgebiedRow, ...]:
    """The domains of life of the municipality on this day, in its order."""
    rows = _on(tables.Leefgebied.objects.all(), gemeente, day).order_by("volgorde")
    return tuple(LeefgebiedRow(*row) for row in rows.values_list("code", "naam", "omschrijving"))


def treden(*, gemeente: str, day: date) -> tuple[TredeRow, ...]:
    """The rungs of the ladder on this day, lightest first."""
    rows = _on(tables.Trede.objects.all(), gemeente, day).order_by("volgorde")
    return tuple(
        TredeRow(code, naam, Kolom(kolom), met_besluit, door_team)
        for code, naam, kolom, met_besluit, door_team in rows.values_list(
            "code", "naam", "kolom", "met_besluit", "door_team"
        )
    )


def termijnen(*, gemeente: str) -> tuple[Termijn, ...]:
    """All terms of the municipality, past and present."""
    columns = ("soort", "wet", "aantal", "eenheid", "geldig_vanaf", "geldig_tot", "bron")
    rows = tables.Termijn.objects.filter(gemeente_id=gemeente).values_list(*columns)
    return tuple(
        Termijn(TermijnSoort(soort), wet, aantal, TermijnEenheid(eenheid), *rest)
        for soort, wet, aantal, eenheid, *rest in rows
    )


def term(*, gemeente: str, soort: TermijnSoort, wet: str, day: date) -> Termijn | None:
    """The term of this kind for this law on this day, if one holds."""
    return pick(termijnen(gemeente=gemeente), soort, wet, day)


def verordening(*, gemeente: str, wet: str, day: date) -> VerordeningRow | None:
    """The verordening for this law in force on this day, if there is one."""
    rows = _on(tables.Verordening.objects.filter(wet=wet), gemeente, day).order_by("-geldig_vanaf")
    row = rows.values_list(*_VERORDENING).first()
    return None if row is None else _verordening(row)


def _verordening(row: tuple[Any, ...]) -> VerordeningRow:
    identity, wet, versie, naam, artikelen, *rest = row
    return VerordeningRow(identity, wet, versie, naam, tuple(artikelen), *rest)


def _on(rows: QuerySet[Table], gemeente: str, day: date) -> QuerySet[Table]:
    holds = Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=day)
    return rows.filter(holds, gemeente_id=gemeente, geldig_vanaf__lte=day)
