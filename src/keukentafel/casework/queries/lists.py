"""Lists of dossiers and free search: rights in the query, keyset paging, rows of the shown columns only."""

import re
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Literal
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from keukentafel.casework.domain.contact import DossierStatus
from keukentafel.casework.domain.overview import DossierList, DossierListRow
from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.casework.rules import keyset
from keukentafel.core.errors import NotFound
from keukentafel.people.domain import PersoonRow
from keukentafel.people.queries import persons
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Scope
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared

PAGE = 25
FOUND_AT_MOST = 20
SHORTEST_NAME = 2
Filter = Literal["eigen", "team"]
_NUMBER = re.compile(r"^d-?\d{4}-?\d+$", re.IGNORECASE)
_POSTCODE = re.compile(r"^(\d{4})\s?([a-z]{2})(?:\s+(\d{1,5})\D*)?$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(\D{2,}?)\s+(\d{1,5})\D*$")
_ROW = (
    "id", "nummer", "status", "geopend_op", "persoon_id", "team__naam", "behandelaar__naam", "wijk__naam",
    "eerste_termijn",
)  # fmt: skip


def list_dossiers(
    *,
    actor: Actor,
    filter: Filter = "eigen",
    after: str | None = None,
    limit: int = PAGE,
    closed: bool = False,
) -> DossierList:
    """The actor's own dossiers, or all of their teams, newest first; `after` is the cursor of the page before.

    Three queries whatever the size. Every resident shown is logged as seen. Raises `NotFound` for a broken cursor.
    """
    scope = accounts.scope(actor, Act.DOSSIER_ZOEKEN)
    day, identity = (None, None) if after is None else keyset.day_and_id(after)
    account = actor.account_id if filter == "eigen" else None
    found = _pages(closed, limit).rows(scope, clock.now(), account, day, identity)
    shown = found[:limit]
    more = keyset.cursor(shown[-1][3], shown[-1][0]) if len(found) > limit else None
    return DossierList(rijen=_with_names(actor, shown, "In de lijst met inwoners"), volgende=more)


def search(*, actor: Actor, text: str, limit: int = FOUND_AT_MOST) -> tuple[DossierListRow, ...]:
    """Dossiers within reach by number, address (street with house number, or postcode) or name; at most `limit`.

    What the actor may not open is not found at all. An address that is secret is never searched. Every resident found
    is logged as seen.
    """
    scope = accounts.scope(actor, Act.DOSSIER_ZOEKEN)
    condition = _condition(" ".join(text.split()))
    if condition is None:
        return ()
    rows = Dossier.objects.within(scope, clock.now()).filter(condition).order_by("-geopend_op", "-id")
    return _with_names(actor, list(_columns(rows)[:limit]), f"Gezocht op: {text.strip()[:60]}")


def _condition(text: str) -> Q | None:
    if _NUMBER.match(text):
        return Q(nummer__iexact=text)
    public = Q(persoon__geheim_adres=False)
    if found := _POSTCODE.match(text):
        digits, letters, number = found.groups()
        condition = public & Q(persoon__postcode=f"{digits} {letters.upper()}")
        return condition & Q(persoon__huisnummer=int(number)) if number else condition
    if found := _ADDRESS.match(text):
        street, number = found.groups()
        return public & Q(persoon__straat__istartswith=street, persoon__huisnummer=int(number))
    if len(text) < SHORTEST_NAME:
        return None
    condition = Q()
    for word in keyset.plain(text).split():
        condition &= Q(persoon__sorteernaam__contains=word)
    return condition


def _columns(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    first = (
        Taak.objects.filter(dossier_id=OuterRef("pk"), gedaan_op__isnull=True)
        .order_by()
        .values("dossier_id")
        .annotate(first=Min("uiterlijk"))
        .values("first")
    )
    shown: QuerySet[Any] = rows.annotate(eerste_termijn=Subquery(first)).values_list(*_ROW)
    return shown


def _page(
    scope: Scope,
    now: datetime,
    account: UUID | None,
    day: date | None,
    identity: UUID | None,
    *,
    closed: bool,
    limit: int,
) -> "QuerySet[Any]":
    """One more row than a page of the list: the cases of this account, or without one those of the teams."""
    rows = Dossier.objects.within(scope, now)
    rows = rows.filter(team_id__in=scope.teams) if account is None else rows.filter(behandelaar_id=account)
    if not closed:
        rows = rows.exclude(status=DossierStatus.AFGESLOTEN.value)
    if day is not None:
        rows = rows.filter(Q(geopend_op__lt=day) | Q(geopend_op=day, id__lt=identity))
    return _columns(rows.order_by("-geopend_op", "-id"))[: limit + 1]


@cache
def _pages(closed: bool, limit: int) -> Prepared:
    return Prepared(partial(_page, closed=closed, limit=limit))


def _with_names(actor: Actor, rows: list[tuple[Any, ...]], reason: str) -> tuple[DossierListRow, ...]:
    people = persons(gemeente=actor.gemeente, persoon_ids=[row[4] for row in rows]) if rows else {}
    if people:
        record_look(actor=actor, persoon_ids=list(people), act=Act.DOSSIER_ZOEKEN, reason=reason)
    return tuple(_row(row, people) for row in rows)


def _row(row: tuple[Any, ...], people: dict[UUID, PersoonRow]) -> DossierListRow:
    identity, nummer, status, geopend_op, persoon_id, team, behandelaar, wijk, eerste = row
    person = people.get(persoon_id)
    if person is None:
        raise NotFound("Een inwoner in deze lijst is er niet meer. Ververs de pagina.")
    return DossierListRow(
        id=identity,
        nummer=nummer,
        status=DossierStatus(status),
        geopend_op=geopend_op,
        persoon_id=persoon_id,
        persoonnaam=person.naam,
        geboortejaar=person.geboortedatum.year if person.geboortedatum else None,
        adresregel=person.adresregel,
        wijknaam=wijk or "",
        teamnaam=team,
        behandelaarnaam=behandelaar or "",
        eerste_termijn=eerste,
    )
