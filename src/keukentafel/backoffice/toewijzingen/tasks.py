"""Help that a provider with a task began without an allocation (IV096), as its reports stand: per key (IV008) the latest counts.

Private to the room.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import message
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    TIJDELIJK,
    Hulp,
    Taakhulp,
    TaakhulpPage,
)
from keukentafel.backoffice.toewijzingen.models import StartMelding, StopMelding
from keukentafel.backoffice.toewijzingen.reports import FIRST_DELIVERY
from keukentafel.platform.accounts.domain import Scope

# Only the Jeugdwet knows a start without an allocation.
_WET = Wet.JEUGDWET
_START = ("gemeente_id", "persoon_id", "aanbieder_id", "productcategorie", "productcode", "begindatum")
_STOP = (*_START, "reden_beeindiging", "einddatum")
_COLUMNS = (
    "id", "aanbieder__naam", "productcategorie", "productcode", "begindatum", "einde", "reden", "gemeld_op", "bericht_id",
)  # fmt: skip


def page(scope: Scope, now: datetime, *, loopt: bool | None, after: int | None, limit: int) -> TaakhulpPage:
    """Begun help, the latest first day on top, by keyset; `after` is the last id of the page before. Three queries at most."""
    found = _standing(StartMelding.objects.within(scope, now), StartMelding, _START)
    found = found.annotate(einde=_of_stop("einddatum"), reden=_of_stop("reden_beeindiging"))
    if loopt is not None:
        found = found.filter(einde__isnull=loopt)
    marks = StartMelding.objects.filter(gemeente_id=scope.gemeente).values_list("begindatum", flat=True)
    mark = None if after is None else marks.filter(pk=after).first()
    if mark is not None:
        found = found.filter(Q(begindatum__lte=mark) & (Q(begindatum__lt=mark) | Q(id__lt=after)))
    rows = list(found.order_by("-begindatum", "-id").values_list(*_COLUMNS)[: limit + 1])
    names = _product_names(scope.gemeente, rows[:limit])
    shown = tuple(_row(row, names) for row in rows[:limit])
    return TaakhulpPage(shown, shown[-1].id if len(rows) > limit else None)


def _standing(found: "QuerySet[Any]", model: Any, key: tuple[str, ...]) -> "QuerySet[Any]":
    """Reports of a task that no later one of the same key took back."""
    same = model.objects.filter(toewijzing__isnull=True, **{name: OuterRef(name) for name in key})
    first = found.filter(toewijzing__isnull=True, statusaanlevering=FIRST_DELIVERY)
    standing: QuerySet[Any] = first.filter(~Exists(same.filter(id__gt=OuterRef("id"))))
    return standing


def _of_stop(column: str) -> Subquery:
    """This column of the stop that followed a start; of a temporary and a definitive one the definitive holds (OP377), of two the later."""
    stops = _standing(
        StopMelding.objects.filter(**{name: OuterRef(name) for name in _START}), StopMelding, _STOP
    )
    definitive_first = Case(When(reden_beeindiging=TIJDELIJK, then=Value(1)), default=Value(0))
    return Subquery(stops.order_by(definitive_first, "-einddatum").values(column)[:1])


def _product_names(gemeente: str, rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], str]:
    codes = {(row[2], row[3]) for row in rows if row[3]}
    found = contracts.products_by_code(gemeente=gemeente, wet=_WET, codes=codes) if codes else {}
    return {code: product.naam for code, product in found.items()}


def _row(row: tuple[Any, ...], names: dict[tuple[str, str], str]) -> Taakhulp:
    identity, aanbieder, categorie, code, begin, einde, reden, gemeld_op, bericht_id = row
    return Taakhulp(
        id=identity,
        aanbiedernaam=aanbieder,
        productnaam=names.get((categorie, code)) or message.category_name(_WET, categorie),
        hulp=Hulp(begin, einde, reden or ""),
        gemeld_op=gemeld_op,
        bericht_id=bericht_id,
    )
