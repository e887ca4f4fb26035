"""Reads of allocations, starts and commitments, set-based: a fixed number of queries whatever the number of rows.

No name, BSN or address leaves this module, except the BSN inside `known`, for judging a message.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from keukentafel.backoffice.berichten.codec.facts import KnownToewijzing
from keukentafel.backoffice.berichten.codec.records.basis import Omvang as BerichtOmvang
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.rules import stop
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import message, missing_reports, reports, tasks
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    VERWIJDERD,
    Beslag,
    Grond,
    Grondsoort,
    Mist,
    NewToewijzing,
    NietGemeld,
    Omvang,
    Signaaltermijn,
    TaakhulpPage,
    ToewijzingFact,
    ToewijzingPage,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.models import (
    Toewijzing,
    Verplichting,
    Verplichtingtotaal,
)
from keukentafel.core.errors import NotFound
from keukentafel.core.period import Period
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import streamed

_ROW = (
    "id", "wet", "toewijzingnummer", "persoon_id", "aanbieder_id", "aanbieder__naam", "aanbieder__agb", "contract_id",
    "contract__nummer", "product_id", "product__naam", "product__trede", "productcategorie", "productcode", "volume", "eenheid",
    "frequentie", "vanaf", "tot", "grond_soort", "grond_nummer", "grond_datum", "status", "reden_wijziging", "toewijzingsdatum",
    "begindatum", "gestopt_op", "reden_beeindiging", "budget",
)  # fmt: skip
_KNOWN = (
    "id", "persoon_id", "toewijzingnummer", "productcategorie", "productcode", "vanaf", "tot", "volume", "eenheid", "frequentie",
    "reden_wijziging", "budget", "aanbieder__agb",
)  # fmt: skip
_FACT = (
    "id", "persoon_id", "wet", "productcategorie", "product__naam", "product__trede", "grond_soort", "status", "aanbieder__naam",
    "vanaf", "tot", "begindatum", "gestopt_op",
)  # fmt: skip
_COUNTED = ~Q(toewijzing__reden_wijziging=VERWIJDERD) & ~Q(
    toewijzing__status=Toewijzingstatus.AFGEWEZEN.value
)


def rows_of(found: "QuerySet[Any]") -> tuple[ToewijzingRow, ...]:
    """The rows of a queryset of allocations, in its own order, in one query."""
    return tuple(_row(row) for row in found.values_list(*_ROW))


def get_toewijzing(*, actor: Actor, toewijzing_id: UUID) -> ToewijzingRow:
    """One allocation for the back office; the look at its person is logged. Raises `NotFound` or `ActNotPermitted`."""
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    found = rows_of(Toewijzing.objects.within(scope, clock.now()).filter(pk=toewijzing_id))
    if not found:
        raise NotFound("Deze toewijzing is er niet. Ga terug naar de lijst met toewijzingen.")
    record_look(
        actor=actor, persoon_ids=[found[0].persoon_id], act=Act.BERICHTEN_INZIEN, reason="Toewijzing bekeken"
    )
    return found[0]


def of_persons(*, gemeente: str, persoon_ids: Iterable[UUID]) -> tuple[ToewijzingRow, ...]:
    """All allocations of these persons, newest first, in one query; for a caller that checked and logged the look."""
    found = Toewijzing.objects.filter(gemeente_id=gemeente, persoon_id__in=set(persoon_ids))
    return rows_of(found.order_by("-vanaf", "-id"))


def of_grond(*, gemeente: str, soort: Grondsoort, nummers: Iterable[str]) -> tuple[ToewijzingRow, ...]:
    """All allocations on these grounds, newest first, in one query; for a caller that checked and logged the look."""
    found = Toewijzing.objects.filter(
        gemeente_id=gemeente, grond_soort=soort.value, grond_nummer__in=set(nummers)
    )
    return rows_of(found.order_by("-vanaf", "-id"))


def of_aanbieder(
    *, actor: Actor, aanbieder_id: UUID, after: UUID | None = None, limit: int = 50
) -> ToewijzingPage:
    """Allocations to one provider, newest first, for who may see the messages; raises `ActNotPermitted`."""
    return page(actor=actor, aanbieder_id=aanbieder_id, after=after, limit=limit)


def page(
    *,
    actor: Actor,
    status: Toewijzingstatus | None = None,
    mist: Mist | None = None,
    aanbieder_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> ToewijzingPage:
    """Allocations newest first, by keyset; `after` is the last id of the page before. `mist` asks for those without that report.

    Rights are in the fetch: own gemeente, no shielded persons, not one's own household. Three queries at most.
    """
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    found = Toewijzing.objects.within(scope, clock.now())
    if status is not None:
        found = found.filter(status=status.value)
    if mist is not None:
        found = missing_reports.late(found, actor.gemeente, mist, clock.today())
    if aanbieder_id is not None:
        found = found.filter(aanbieder_id=aanbieder_id)
    mark = (
        None
        if after is None
        else Toewijzing.objects.filter(gemeente_id=actor.gemeente, pk=after).values_list("vanaf").first()
    )
    if mark is not None:
        found = found.filter(Q(vanaf__lte=mark[0]) & (Q(vanaf__lt=mark[0]) | Q(id__lt=after)))
    rows = rows_of(found.order_by("-vanaf", "-id")[: limit + 1])
    shown = rows[:limit]
    return ToewijzingPage(shown, shown[-1].id if len(rows) > limit else None)


def by_numbers(*, gemeente: str, wet: Wet, nummers: Iterable[int]) -> dict[int, ToewijzingRow]:
    """Allocations by toewijzingnummer in one query; unknown numbers are absent."""
    found = Toewijzing.objects.filter(gemeente_id=gemeente, wet=wet.value, toewijzingnummer__in=set(nummers))
    return {row.toewijzingnummer: row for row in rows_of(found)}


def numbers_of(*, toewijzing_ids: Iterable[UUID]) -> "QuerySet[Any]":
    """The numbers of these allocations, as a subquery for a room whose rows are found by number; ids are those of one gemeente."""
    found: QuerySet[Any] = Toewijzing.objects.filter(id__any=toewijzing_ids).values("toewijzingnummer")
    return found


def allocated(*, gemeente: str, new: NewToewijzing) -> tuple[Beslag, ...]:
    """What this client has at this provider under this law and when, in one query; removed allocations left out (TR302)."""
    found = Toewijzing.objects.filter(
        gemeente_id=gemeente,
        wet=new.wet.value,
        persoon_id=new.persoon_id,
        aanbieder_id=new.aanbieder_id,
    ).exclude(reden_wijziging=VERWIJDERD)
    columns = ("productcategorie", "productcode", "vanaf", "tot")
    return tuple(
        Beslag(categorie, code, Period(start, end))
        for categorie, code, start, end in found.values_list(*columns)
    )


def of_client_and_provider(
    *, gemeente: str, wet: Wet, persoon_id: UUID, agb: str
) -> dict[int, ToewijzingRow]:
    """Every allocation of a client to one provider under a law by toewijzingnummer, in one query; for judging a message."""
    found = Toewijzing.objects.filter(
        gemeente_id=gemeente, wet=wet.value, persoon_id=persoon_id, aanbieder__agb=agb
    )
    return {row.toewijzingnummer: row for row in rows_of(found)}


def known(
    *, gemeente: str, wet: Wet, nummers: Iterable[int], agb: str | None = None
) -> dict[int, KnownToewijzing]:
    """What is known of these allocations, for judging a message (levels 3 and 4), in two queries.

    With `agb` only those of that provider: a provider cannot deliver on an allocation of another (TR019, TR338). What was never sent,
    or was refused by the provider while it was new (OP286), is not known; a refused change leaves the allocation standing.
    """
    return {
        nummer: value
        for nummer, (_, value) in known_with_id(gemeente=gemeente, wet=wet, nummers=nummers, agb=agb).items()
    }


def known_with_id(
    *,
    gemeente: str,
    wet: Wet,
    nummers: Iterable[int],
    agb: str | None = None,
    persons: Mapping[str, UUID] = MappingProxyType({}),
) -> dict[int, tuple[UUID, KnownToewijzing]]:
    """The same with the id of each allocation; the BSNs of `persons`, by BSN, are not looked up again."""
    found = Toewijzing.objects.filter(
        gemeente_id=gemeente, wet=wet.value, toewijzingnummer__any=set(nummers)
    ).exclude(status=Toewijzingstatus.CONCEPT.value)
    found = found.exclude(status=Toewijzingstatus.AFGEWEZEN.value, reden_wijziging="")
    # By the number in an id, which is compared much faster than the id.
    bsns = {identity.int: bsn for bsn, identity in persons.items()}
    ours, others = {}, []
    for row in streamed(found.values_list(*_KNOWN)):
        # Compared here: when the database filters on the provider as well, the query takes a third longer.
        if agb is not None and row[-1] != agb:
            continue
        bsn = bsns.get(row[1].int)
        if bsn is None:
            others.append(row)
        else:
            ours[row[2]] = row[0], _known(row, bsn)
    if others:
        found_too = people.bsns(gemeente=gemeente, persoon_ids={row[1] for row in others})
        ours |= {row[2]: (row[0], _known(row, found_too[row[1]])) for row in others if row[1] in found_too}
    return ours


def category_name(wet: Wet, categorie: str) -> str:
    """What an allocation without a product is called: by its category, or by its budget when it has none."""
    return message.category_name(wet, categorie)


def reason_of_end(wet: Wet, code: str) -> str:
    """Why care ended (RedenBeeindiging), in words of its own law."""
    return message.reason_of_end(wet, code)


def committed(*, gemeente: str, jaar: int) -> dict[tuple[Wet, str], int]:
    """Cents committed in a calendar year by law and product category, refused and removed allocations left out; one query."""
    sums = (
        Verplichtingtotaal.objects.filter(gemeente_id=gemeente, jaar=jaar)
        .values_list("wet", "productcategorie")
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
    return {(Wet(wet), categorie): som for wet, categorie, som in sums if som}


def committed_by_contract(*, gemeente: str, contract_ids: Iterable[UUID]) -> dict[tuple[UUID, int], int]:
    """Cents committed under these contracts by contract and calendar year, in one query."""
    sums = (
        Verplichting.objects.filter(
            _COUNTED, gemeente_id=gemeente, toewijzing__contract_id__in=set(contract_ids)
        )
        .values_list("toewijzing__contract_id", "jaar")
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
    return {(contract, jaar): som for contract, jaar, som in sums}


def committed_by_toewijzing(*, gemeente: str, toewijzing_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Cents committed per allocation over all years, in one query; for a caller that checked the look."""
    sums = (
        Verplichting.objects.filter(gemeente_id=gemeente, toewijzing_id__in=set(toewijzing_ids))
        .values_list("toewijzing_id")
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
    return dict(sums)


def missing(
    *, actor: Actor, mist: Mist, after: tuple[date, UUID] | None = None, limit: int = 50
) -> tuple[NietGemeld, ...]:
    """Allocations of which this report did not come in time, what was due first on top (OP271, OP272).

    `after` is (sinds, id) of the last row of the page before. Rights are in the fetch, as in `page`. Two queries at most.
    """
    found = Toewijzing.objects.within(accounts.scope(actor, Act.BERICHTEN_INZIEN), clock.now())
    return missing_reports.rows(found, actor.gemeente, mist, clock.today(), after, limit)


def without_allocation(
    *, actor: Actor, loopt: bool | None = None, after: int | None = None, limit: int = 50
) -> TaakhulpPage:
    """Help that providers with a task began without an allocation; with `loopt` only what goes on, or only what stopped.

    Rights are in the fetch, as in `page`. Three queries at most.
    """
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    return tasks.page(scope, clock.now(), loopt=loopt, after=after, limit=limit)


def count_missing(*, actor: Actor) -> dict[Mist, int]:
    """How many reports of each kind did not come in time, of the allocations that the actor may see; one query."""
    return missing_reports.count(accounts.scope(actor, Act.BERICHTEN_INZIEN), clock.now(), clock.today())


def term_of(*, gemeente: str, mist: Mist, day: date) -> Signaaltermijn | None:
    """The term for a report that holds on `day`: of a start the municipality's own, else that of the standard; one query at most."""
    return missing_reports.term_of(gemeente, mist, day)


def care_ran_on(*, gemeente: str, wet: Wet, agb: str, periode: Period) -> bool:
    """Whether a provider gave care in every month of a period that has an end, by the starts and stops it reported (TR318).

    What it reported without an allocation stands on its own and has nothing to do with a declaration (IV096). Two queries, whatever the
    number of clients.
    """
    of_provider = Q(
        toewijzing__gemeente_id=gemeente,
        toewijzing__wet=wet.value,
        toewijzing__aanbieder__agb=agb,
        begindatum__lt=periode.end,
    ) & ~Q(toewijzing__reden_wijziging=VERWIJDERD)
    return stop.care_ran_on(*reports.known_reports(of_provider), periode)


def facts(*, gemeente: str) -> Iterator[ToewijzingFact]:
    """Every allocation for the monitor, streamed; the caller pseudonymises the ids before anything is written."""
    rows = Toewijzing.objects.filter(gemeente_id=gemeente).exclude(reden_wijziging=VERWIJDERD).order_by("id")
    for row in rows.values_list(*_FACT).iterator(chunk_size=5000):
        identity, persoon, wet, categorie, naam, trede, *middle, start, end, begin, stopped = row
        names = (_product_name(naam, wet, categorie), trede or "")
        values: tuple[Any, ...] = (*middle, start, Period(start, end).last_day, begin, stopped)
        yield ToewijzingFact(identity, persoon, wet, categorie, *names, *values)


def _known(row: tuple[Any, ...], bsn: str) -> KnownToewijzing:
    return KnownToewijzing(row[2], bsn, *_look(*row[3:10]), row[11], row[10] == VERWIJDERD)


# Thousands of allocations are alike.
@lru_cache(maxsize=4096)
def _look(
    categorie: str,
    code: str,
    vanaf: date,
    tot: date | None,
    volume: int,
    eenheid: str,
    frequentie: str,
) -> tuple[Product | None, Period, BerichtOmvang | None]:
    """Product, period and extent of an allocation as the codec has them."""
    omvang = Omvang(volume, eenheid, frequentie) if eenheid else None
    return message.known_product(categorie, code), Period(vanaf, tot), message.message_extent(omvang)


def _row(row: tuple[Any, ...]) -> ToewijzingRow:
    value = dict(zip(_ROW, row, strict=True))
    return ToewijzingRow(
        id=value["id"],
        wet=Wet(value["wet"]),
        toewijzingnummer=value["toewijzingnummer"],
        persoon_id=value["persoon_id"],
        aanbieder_id=value["aanbieder_id"],
        aanbiedernaam=value["aanbieder__naam"],
        agb=value["aanbieder__agb"],
        contract_id=value["contract_id"],
        contractnummer=value["contract__nummer"],
        product_id=value["product_id"],
        productnaam=_product_name(value["product__naam"], value["wet"], value["productcategorie"]),
        trede=value["product__trede"] or "",
        productcategorie=value["productcategorie"],
        productcode=value["productcode"],
        omvang=Omvang(value["volume"], value["eenheid"], value["frequentie"]) if value["eenheid"] else None,
        ingangsdatum=value["vanaf"],
        einddatum=Period(value["vanaf"], value["tot"]).last_day,
        grond=Grond(Grondsoort(value["grond_soort"]), value["grond_nummer"], value["grond_datum"]),
        status=Toewijzingstatus(value["status"]),
        reden_wijziging=value["reden_wijziging"],
        toewijzingsdatum=value["toewijzingsdatum"],
        begindatum=value["begindatum"],
        gestopt_op=value["gestopt_op"],
        reden_beeindiging=value["reden_beeindiging"],
        budget=value["budget"],
    )


def _product_name(naam: str | None, wet: str, categorie: str) -> str:
    return naam or message.category_name(Wet(wet), categorie)
