"""What was declared on allocations, by their ids or numbers. Private to the room."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Sum

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import Berichtregels
from keukentafel.backoffice.declaraties.models import Declaratieregel, Regeloordeel
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.platform.prepared.queries import Prepared

NUMBERS_SHOWN = 50


def _lines_on(gemeente: str, toewijzing_ids: list[UUID]) -> "QuerySet[Any]":
    """The lines on these allocations, found by their numbers: an index on the ids too would make every import slower."""
    numbers = toewijzingen.numbers_of(toewijzing_ids=toewijzing_ids)
    found: QuerySet[Any] = Declaratieregel.objects.filter(
        gemeente_id=gemeente, toewijzingnummer__in=numbers, toewijzing__id__any=toewijzing_ids
    )
    return found


def approved(gemeente: str, toewijzing_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Cents granted per allocation, credits taken off; one query, none for nothing."""
    asked = list(toewijzing_ids)
    return dict(_APPROVED.rows(gemeente, asked)) if asked else {}


_APPROVED = Prepared(
    lambda gemeente, keys: (
        _lines_on(gemeente, keys)
        .filter(Q(uitkomst=Uitkomst.TOEGEKEND.value) | Q(oordelen__uitkomst=Uitkomst.TOEGEKEND.value))
        .values_list("toewijzing_id")
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
)


def lines_by_bericht(gemeente: str, toewijzing_ids: Iterable[UUID]) -> dict[UUID, dict[int, Berichtregels]]:
    """Per allocation what each declaration message holds about it; one query."""
    by_a_person = Regeloordeel.objects.filter(regel_id=OuterRef("pk"), uitkomst=Uitkomst.TOEGEKEND.value)
    granted = ExpressionWrapper(
        Q(uitkomst=Uitkomst.TOEGEKEND.value) | Q(Exists(by_a_person)), output_field=BooleanField()
    )
    found = _lines_on(gemeente, list(toewijzing_ids)).filter(declaratie__bericht__isnull=False)
    counted = (
        found.annotate(is_granted=granted)
        .values_list("toewijzing_id", "declaratie__bericht_id")
        .annotate(
            aantal=Count("id"), gevraagd=Sum("bedrag"), toegekend=Sum("bedrag", filter=Q(is_granted=True))
        )
    )
    lines: dict[UUID, dict[int, Berichtregels]] = {}
    for toewijzing_id, bericht_id, aantal, gevraagd, toegekend in counted.order_by():
        lines.setdefault(toewijzing_id, {})[bericht_id] = Berichtregels(aantal, gevraagd, toegekend or 0)
    return lines


def berichten_about(gemeente: str, wet: Wet, toewijzingnummer: int) -> set[int]:
    """The messages with a line on this number, whether that is known or not; one query."""
    found = Declaratieregel.objects.filter(
        gemeente_id=gemeente,
        toewijzingnummer=toewijzingnummer,
        declaratie__wet=wet.value,
        declaratie__bericht__isnull=False,
    )
    return set(found.values_list("declaratie__bericht_id", flat=True))


def numbers_in(gemeente: str, bericht_ids: Collection[int]) -> tuple[int, ...]:
    """The first numbers that the lines in these messages name, in their order; one query."""
    found = Declaratieregel.objects.filter(gemeente_id=gemeente, declaratie__bericht_id__in=bericht_ids)
    rows = found.order_by("declaratie_id", "volgnummer").values_list("toewijzingnummer", flat=True)
    return tuple(dict.fromkeys(rows[:NUMBERS_SHOWN]))
