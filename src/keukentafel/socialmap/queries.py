"""Reads of the sociale kaart: searching in Dutch, and the list."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Greatest

from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.socialmap import rules
from keukentafel.socialmap.domain import VermeldingPage, VermeldingRow
from keukentafel.socialmap.models import TEXT, Vermelding

LIKENESS = 0.5
_ROW = (
    "id", "naam", "organisatie", "omschrijving", "thema", "trede", "wijk_id", "wijk__naam", "plekken_vrij", "wachttijd_weken",
    "prijs", "prijs_tekst", "wanneer", "rolstoel", "avond", "telefoon", "nagekeken_op",
)  # fmt: skip
_WEIGHTED = (
    SearchVector("naam", "thema", weight="A", config="dutch")
    + SearchVector("organisatie", weight="C", config="dutch")
    + SearchVector("omschrijving", weight="B", config="dutch")
)


def search(
    *, actor: Actor, text: str, wijk_id: UUID | None = None, limit: int = 3
) -> tuple[VermeldingRow, ...]:
    """The entries that fit what somebody asks, in their own words; one query.

    Any word may match, in whatever form Dutch bends it; a name that is spelt nearly right matches too. The own neighbourhood comes
    first, then what is for the whole town, then the rest; within each the best fit. Empty when no word can be searched with.
    """
    accounts.check(actor, Act.SOCIALE_KAART_INZIEN)
    words = rules.words_of(text)
    if not words:
        return ()
    asked = reduce(or_, (SearchQuery(word, config="dutch") for word in words))
    like = Greatest(Value(0.0), *(TrigramWordSimilarity(word, "naam") for word in words))
    found = (
        Vermelding.objects.filter(gemeente_id=actor.gemeente)
        .annotate(tekst=TEXT, gelijkenis=like)
        .filter(Q(tekst=asked) | Q(gelijkenis__gt=LIKENESS))
        .annotate(rang=SearchRank(_WEIGHTED, asked) + F("gelijkenis"))
    )
    nearest = [] if wijk_id is None else [_distance(wijk_id)]
    found = found.order_by(*nearest, "-rang", "naam", "id")
    return tuple(_row(row) for row in found.values_list(*_ROW)[:limit])


def entries(
    *,
    actor: Actor,
    thema: str | None = None,
    wijk_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> VermeldingPage:
    """Entries by name, by keyset; `after` is the last id of the page before. With `wijk_id` that neighbourhood and the whole town.

    Two queries at most. Raises `ActNotPermitted`.
    """
    accounts.check(actor, Act.SOCIALE_KAART_INZIEN)
    found = Vermelding.objects.filter(gemeente_id=actor.gemeente)
    if thema is not None:
        found = found.filter(thema=thema)
    if wijk_id is not None:
        found = found.filter(Q(wijk_id=wijk_id) | Q(wijk_id__isnull=True))
    mark = (
        None
        if after is None
        else Vermelding.objects.filter(gemeente_id=actor.gemeente, pk=after).values_list("naam").first()
    )
    if mark is not None:
        found = found.filter(Q(naam__gte=mark[0]) & (Q(naam__gt=mark[0]) | Q(id__gt=after)))
    rows = tuple(_row(row) for row in found.order_by("naam", "id").values_list(*_ROW)[: limit + 1])
    shown = rows[:limit]
    return VermeldingPage(shown, shown[-1].id if len(rows) > limit else None)


def get_vermelding(*, actor: Actor, vermelding_id: UUID) -> VermeldingRow:
    """One entry; raises `NotFound` or `ActNotPermitted`."""
    accounts.check(actor, Act.SOCIALE_KAART_INZIEN)
    row = Vermelding.objects.filter(gemeente_id=actor.gemeente, pk=vermelding_id).values_list(*_ROW).first()
    if row is None:
        raise NotFound("Deze vermelding staat niet (meer) op de sociale kaart. Zoek opnieuw.")
    return _row(row)


def names(*, gemeente: str, vermelding_ids: set[UUID]) -> dict[UUID, str]:
    """The names of these entries, for a caller that shows them beside its own rows; one query."""
    return dict(
        Vermelding.objects.filter(gemeente_id=gemeente, pk__in=vermelding_ids).values_list("id", "naam")
    )


def themas(*, actor: Actor) -> tuple[str, ...]:
    """The themes in use, by name."""
    accounts.check(actor, Act.SOCIALE_KAART_INZIEN)
    found = (
        Vermelding.objects.filter(gemeente_id=actor.gemeente)
        .order_by("thema")
        .values_list("thema", flat=True)
    )
    return tuple(found.distinct())


def _distance(wijk_id: UUID) -> Case:
    """0 in the own neighbourhood, 1 for the whole town, 2 elsewhere."""
    return Case(
        When(wijk_id=wijk_id, then=Value(0)),
        When(wijk_id__isnull=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _row(row: tuple[Any, ...]) -> VermeldingRow:
    value = dict(zip(_ROW, row, strict=True))
    value["wijknaam"] = value.pop("wijk__naam") or ""
    return VermeldingRow(**value)
