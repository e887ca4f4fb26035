"""Which starts and stops should have been reported and were not: every start and every end is (OP288, OP295, OP363).

A start is due some working days after the later of its first day and the day of sending, and an end after the last day (OP271, OP272).
The standard counts a start from the real one, which nobody knows before it is reported; so what is late here is a question to the provider
and never a fault of the allocation. Private to the room; the rights are in the querysets and scopes that come in.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.domain.termijnen import Wat
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import message
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    VERWIJDERD,
    Mist,
    NietGemeld,
    Signaaltermijn,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.models import Starttermijn, Toewijzing
from keukentafel.core.working_days import add_working_days
from keukentafel.platform.accounts.domain import Scope
from keukentafel.platform.prepared.queries import Prepared

_WAT = {Mist.START: Wat.START, Mist.STOP: Wat.STOP}
_SENT = (Toewijzingstatus.VERSTUURD.value, Toewijzingstatus.BEVESTIGD.value)
_COLUMNS = (
    "id", "toewijzingnummer", "aanbieder__naam", "product__naam", "wet", "productcategorie", "sinds",
)  # fmt: skip
_TERM = "termijn"
_ONE_DAY = timedelta(days=1)


def term_of(gemeente: str, mist: Mist, day: date) -> Signaaltermijn | None:
    """The term in working days that holds on a day: of a start the municipality's own, else that of the standard."""
    own = _OWN.rows(gemeente, day) if mist is Mist.START else []
    return Signaaltermijn(*own[0]) if own else _of_standard(mist, day)


def _of_standard(mist: Mist, day: date) -> Signaaltermijn | None:
    term = berichten.termijn(wat=_WAT[mist], day=day)
    return None if term is None else Signaaltermijn(term.aantal, term.vanaf, term.bron)


def _own(gemeente: str, day: date) -> "QuerySet[Any]":
    """The municipality's own term for a start: the last one that began."""
    dated: QuerySet[Any] = Starttermijn.objects.filter(gemeente_id=gemeente, vanaf__lte=day)
    return dated.order_by("-vanaf")[:1]


_OWN = Prepared(lambda gemeente, day: _own(gemeente, day).values_list("werkdagen", "vanaf", "bron"))


def _before(term: Signaaltermijn | None, today: date) -> date | None:
    """What was due is late when it was counted from a day before this one; None when nothing is due."""
    return None if term is None else add_working_days(today, -term.werkdagen)


def late(found: "QuerySet[Any]", gemeente: str, mist: Mist, today: date) -> "QuerySet[Any]":
    """Those of which this report is late, with `sinds`."""
    before = _before(term_of(gemeente, mist, today), today)
    reported: QuerySet[Any] = found.none() if before is None else _LATE[mist](found, before, today)
    return reported


def _not_begun(found: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Sent, to be going on, and not begun."""
    waiting = found.filter(begindatum__isnull=True, status__in=_SENT, vanaf__lt=today)
    running = waiting.exclude(reden_wijziging=VERWIJDERD).filter(Q(tot__isnull=True) | Q(tot__gt=today))
    shown: QuerySet[Any] = running.annotate(sinds=Greatest("vanaf", "toewijzingsdatum"))
    return shown


def _not_stopped(found: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Begun, come to its end, and not stopped; `tot` is the day after the last."""
    begun = found.filter(begindatum__isnull=False, gestopt_op__isnull=True, tot__lt=today)
    shown: QuerySet[Any] = begun.exclude(reden_wijziging=VERWIJDERD).annotate(sinds=F("tot"))
    return shown


def _without_start(found: "QuerySet[Any]", before: date, today: date) -> "QuerySet[Any]":
    late: QuerySet[Any] = _not_begun(found, today).filter(sinds__lt=before)
    return late


def _without_stop(found: "QuerySet[Any]", before: date, today: date) -> "QuerySet[Any]":
    late: QuerySet[Any] = _not_stopped(found, today).filter(sinds__lte=before)
    return late


_LATE = {Mist.START: _without_start, Mist.STOP: _without_stop}


def rows(
    found: "QuerySet[Any]",
    gemeente: str,
    mist: Mist,
    today: date,
    after: tuple[date, UUID] | None,
    limit: int,
) -> tuple[NietGemeld, ...]:
    """A page of them, what was due first on top."""
    term = term_of(gemeente, mist, today)
    before = _before(term, today)
    if term is None or before is None:
        return ()
    past = _ONE_DAY if mist is Mist.STOP else timedelta()
    waiting = _LATE[mist](found, before, today)
    if after is not None:
        mark = after[0] + past
        waiting = waiting.filter(Q(sinds__gt=mark) | Q(sinds=mark, id__gt=after[1]))
    return tuple(
        _row(row, mist, row[-1] - past, term)
        for row in waiting.order_by("sinds", "id").values_list(*_COLUMNS)[:limit]
    )


def _row(row: tuple[Any, ...], mist: Mist, since: date, term: Signaaltermijn) -> NietGemeld:
    identity, number, aanbieder, product, wet, categorie, _ = row
    return NietGemeld(
        toewijzing_id=identity,
        toewijzingnummer=number,
        aanbiedernaam=aanbieder,
        productnaam=product or message.category_name(Wet(wet), categorie),
        mist=mist,
        sinds=since,
        uiterlijk=add_working_days(since, term.werkdagen),
    )


def count(scope: Scope, now: datetime, today: date) -> dict[Mist, int]:
    """How many of each are late. One query: it counts per day, and what is late is told by the term that comes with it."""
    found = _COUNT.rows(scope, now, today)
    own = next((number for what, _, number in found if what == _TERM), None)
    late = dict.fromkeys(Mist, 0)
    for mist in Mist:
        term = _of_standard(mist, today)
        days = own if own is not None and mist is Mist.START else term.werkdagen if term else None
        if days is not None:
            before = add_working_days(today, -days)
            last = before if mist is Mist.STOP else before - _ONE_DAY
            late[mist] = sum(n for what, since, n in found if what == mist.value and since <= last)
    return late


def _count(scope: Scope, now: datetime, today: date) -> "QuerySet[Any]":
    found = Toewijzing.objects.within(scope, now).order_by()
    own = _named(_own(scope.gemeente, today), _TERM).values_list("what", "vanaf", "werkdagen")
    return own.union(
        _per_day(_not_begun(found, today), Mist.START.value),
        _per_day(_not_stopped(found, today), Mist.STOP.value),
        all=True,
    )


def _per_day(found: "QuerySet[Any]", what: str) -> "QuerySet[Any]":
    counted = _named(found, what).values("what", "sinds").annotate(n=Count("id"))
    rows: QuerySet[Any] = counted.values_list("what", "sinds", "n")
    return rows


def _named(found: "QuerySet[Any]", what: str) -> "QuerySet[Any]":
    named: QuerySet[Any] = found.annotate(what=Value(what, CharField()))
    return named


_COUNT = Prepared(_count)
