"""What every act keeps beside its own rows: the timeline, the tasks and the numbers."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, models

from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort, Zichtbaar
from keukentafel.casework.models.contact import Taak
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.core.errors import Conflict
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.clock import queries as clock

_NEXT = """
    INSERT INTO casework_nummerreeks (gemeente_id, soort, jaar, laatste) VALUES (%s, %s, %s, %s)
    ON CONFLICT (gemeente_id, soort, jaar) DO UPDATE SET laatste = casework_nummerreeks.laatste + EXCLUDED.laatste
    RETURNING laatste
"""
DOSSIER_SERIES = "D"
BESLUIT_SERIES = "B"


def note(
    *,
    gemeente: str,
    handeling: HandelingRef,
    dossier_id: UUID,
    soort: GebeurtenisSoort,
    titel: str,
    tekst: str = "",
    bron: str = "",
    zichtbaar: Zichtbaar = Zichtbaar.GEZIN,
    object_id: UUID | None = None,
    datum: date | None = None,
) -> None:
    """Write a line on the timeline; the texts name no persons."""
    Gebeurtenis.objects.create(
        gemeente_id=gemeente,
        handeling_id=handeling.id,
        dossier_id=dossier_id,
        datum=datum or clock.today(),
        soort=soort.value,
        titel=titel,
        tekst=tekst,
        bron=bron,
        zichtbaar=zichtbaar.value,
        object_id=object_id,
    )


def plan_task(
    *, gemeente: str, dossier_id: UUID, soort: TaakSoort, tekst: str, uiterlijk: date, object_id: UUID
) -> None:
    """Put something on the list of the dossier; an open task of this kind about the same row moves to the new date."""
    moved = Taak.objects.filter(
        gemeente_id=gemeente, object_id=object_id, soort=soort.value, gedaan_op__isnull=True
    ).update(uiterlijk=uiterlijk, tekst=tekst)
    if not moved:
        Taak.objects.create(
            gemeente_id=gemeente,
            dossier_id=dossier_id,
            soort=soort.value,
            tekst=tekst,
            uiterlijk=uiterlijk,
            object_id=object_id,
        )


def finish_tasks(*, gemeente: str, object_id: UUID, soorten: Iterable[TaakSoort]) -> None:
    """Tick off the open tasks of these kinds about a row."""
    Taak.objects.filter(
        gemeente_id=gemeente,
        object_id=object_id,
        soort__in=[soort.value for soort in soorten],
        gedaan_op__isnull=True,
    ).update(gedaan_op=clock.today())


def move(model: type[models.Model], identity: UUID, *, van: StrEnum, **changed: Any) -> None:
    """Change a row that is still in state `van`, so that of two people who act at once only one does.

    Raises `Conflict` when it left that state in the meantime.
    """
    rows = model._default_manager.filter(pk=identity, status=van.value)
    if not rows.update(**changed):
        raise Conflict("Een collega heeft dit net al gedaan. Ververs de pagina en kijk hoe het nu staat.")


def next_numbers(*, gemeente: str, soort: str, jaar: int, aantal: int = 1) -> tuple[str, ...]:
    """The next `aantal` numbers of a series, such as D-2026-0412; two acts at once never get the same."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [gemeente, soort, jaar, aantal])
        (last,) = cursor.fetchone()
    return tuple(f"{soort}-{jaar}-{number:04d}" for number in range(last - aantal + 1, last + 1))


def next_number(*, gemeente: str, soort: str) -> str:
    """The next number of a series in the year of the working date."""
    return next_numbers(gemeente=gemeente, soort=soort, jaar=clock.today().year)[0]
