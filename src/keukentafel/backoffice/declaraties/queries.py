"""Reads of declarations: lists by keyset, a line with all that is needed to judge it, sums, and facts for the monitor.

Rights are in each fetch: the own municipality, no line of a shielded person, none of one's own household.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import LAW_OF_WET, Wet
from keukentafel.backoffice.declaraties import allocations
from keukentafel.backoffice.declaraties.domain import (
    Berichtregels,
    DeclaratieFact,
    DeclaratieNotFound,
    DeclaratiePage,
    DeclaratieRow,
    Declaratiestatus,
    Kopcijfers,
    Oorzaak,
    RegelDetail,
    RegelNotFound,
    RegelPage,
    Telling,
    ToewijzingCijfers,
    WachtPage,
    without_person,
)
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratiejaartotaal,
    Declaratieregel,
    Regeloordeel,
)
from keukentafel.backoffice.declaraties.rows import (
    DECLARATION,
    LINE,
    WAITING,
    declaration_row,
    granted_by_itself,
    judgement_row,
    line_row,
    waiting_row,
)
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import ToewijzingRow
from keukentafel.core.eenheden import MINUUT, UUR
from keukentafel.core.period import Period
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock

PAGE = 50
_BY_ITSELF = "vanzelf"


# --- lists -----------------------------------------------------------------------------------------------------------


def declaraties(
    *, actor: Actor, status: Declaratiestatus | None = None, after: UUID | None = None, limit: int = PAGE
) -> DeclaratiePage:
    """Declarations, newest first, by keyset; `after` is the last id of the page before. Two queries."""
    accounts.check(actor, Act.DECLARATIE_BEOORDELEN)
    found = Declaratie.objects.filter(gemeente_id=actor.gemeente)
    if status is not None:
        found = found.filter(status=status.value)
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.order_by("-id").values_list(*DECLARATION)[: limit + 1])
    waits = _waiting_per_declaration(actor, [row[0] for row in rows[:limit]])
    shown = tuple(declaration_row(row, waits.get(row[0], 0)) for row in rows[:limit])
    return DeclaratiePage(shown, shown[-1].id if len(rows) > limit else None)


def get_declaratie(*, actor: Actor, declaratie_id: UUID) -> DeclaratieRow:
    """One declaration; raises `DeclaratieNotFound`. Two queries."""
    accounts.check(actor, Act.DECLARATIE_BEOORDELEN)
    found = Declaratie.objects.filter(pk=declaratie_id, gemeente_id=actor.gemeente).values_list(*DECLARATION)
    row = found.first()
    if row is None:
        raise DeclaratieNotFound
    return declaration_row(row, _waiting_per_declaration(actor, [declaratie_id]).get(declaratie_id, 0))


def lines(
    *,
    actor: Actor,
    declaratie_id: UUID,
    uitkomst: Uitkomst | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> RegelPage:
    """The lines of a declaration in the order of the message, with the last judgement; one query.

    `after` is the volgnummer of the last row of the page before. No person stands in a row, so no look is logged.
    """
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    latest = Regeloordeel.objects.filter(regel_id=OuterRef("pk")).order_by("-id")
    found = (
        Declaratieregel.objects.visible(scope, clock.now())
        .filter(declaratie_id=declaratie_id)
        .annotate(
            laatste_uitkomst=Coalesce(Subquery(latest.values("uitkomst")[:1]), F("uitkomst")),
            laatste_codes=Subquery(latest.values("retourcodes")[:1]),
            laatste_reden=Coalesce(Subquery(latest.values("reden")[:1]), Value(""), output_field=TextField()),
        )
    )
    if uitkomst is not None:
        found = found.filter(laatste_uitkomst=uitkomst.value)
    if after is not None:
        found = found.filter(volgnummer__gt=after)
    rows = list(found.order_by("volgnummer").values_list(*LINE)[: limit + 1])
    shown = tuple(line_row(row) for row in rows[:limit])
    return RegelPage(shown, shown[-1].volgnummer if len(rows) > limit else None)


def waiting(
    *, actor: Actor, oorzaak: Oorzaak | None = None, after: int | None = None, limit: int = PAGE
) -> WachtPage:
    """Lines that wait for a person, the answer due first on top, by keyset; `after` is the last id of the page before.

    Two queries at most. No person stands in a row, so no look is logged.
    """
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    found = Regeloordeel.objects.visible(scope, clock.now()).waiting()
    if oorzaak is not None:
        found = found.filter(oorzaak=oorzaak.value)
    return _waiting_page(actor, found, after, limit)


def waiting_on_figures(*, actor: Actor, after: int | None = None, limit: int = PAGE) -> WachtPage:
    """Lines of shielded residents that wait, for who may judge them on their figures alone; as `waiting`, without the allocation."""
    scope = accounts.scope(actor, Act.REGEL_OP_CIJFERS_BEOORDELEN)
    page = _waiting_page(actor, Regeloordeel.objects.shielded(scope).waiting(), after, limit)
    return replace(page, rows=tuple(replace(row, toewijzingnummer=None) for row in page.rows))


def out_of_sight(*, actor: Actor, declaratie_id: UUID) -> int:
    """How many waiting lines of a declaration the actor may not see: of shielded residents, or of their own household."""
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    mine = Regeloordeel.objects.visible(scope, clock.now()).filter(declaratie_id=declaratie_id).waiting()
    every = _waiting_per_declaration(actor, [declaratie_id]).get(declaratie_id, 0)
    return every - int(mine.count())


def figures(*, actor: Actor) -> Kopcijfers:
    """What waits, by cause, and what was granted by itself today (working date); one query."""
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    found = Regeloordeel.objects.visible(scope, clock.now()).waiting().order_by()
    waits = found.values_list("oorzaak").annotate(aantal=Count("id"), som=Sum("regel__bedrag"))
    today = Declaratie.objects.filter(gemeente_id=actor.gemeente, ontvangen_op=clock.today()).order_by()
    granted = today.values_list(Value(_BY_ITSELF)).annotate(
        aantal=Sum("automatisch"), som=Sum("automatisch_bedrag")
    )
    rows = {cause: Telling(aantal, som) for cause, aantal, som in waits.union(granted, all=True)}
    by_itself = rows.pop(_BY_ITSELF, Telling(0, 0))
    per_cause = {Oorzaak(cause): telling for cause, telling in rows.items()}
    return Kopcijfers(
        wacht=Telling(
            sum(telling.aantal for telling in per_cause.values()),
            sum(telling.bedrag for telling in per_cause.values()),
        ),
        per_oorzaak=tuple((oorzaak, per_cause[oorzaak]) for oorzaak in Oorzaak if oorzaak in per_cause),
        vanzelf_goedgekeurd=by_itself,
    )


# --- one line --------------------------------------------------------------------------------------------------------


def line_detail(*, actor: Actor, regel_id: int) -> RegelDetail:
    """One line with findings, contract price, allocation and messages; the look at its person is logged.

    Raises `RegelNotFound`. At most eleven queries.
    """
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    found = Declaratieregel.objects.visible(scope, clock.now()).select_related("declaratie", "handeling")
    line = found.filter(pk=regel_id).first()
    if line is None:
        raise RegelNotFound
    if line.persoon_id is not None:
        record_look(
            actor=actor,
            persoon_ids=[line.persoon_id],
            act=Act.DECLARATIE_BEOORDELEN,
            reason="Declaratieregel bekeken",
        )
    return _detail(line, lambda rule: _same_cause(actor, line, rule))


def figures_of_line(*, actor: Actor, regel_id: int) -> RegelDetail:
    """One line of a shielded resident with its figures; what leads to the resident is empty. The look is logged.

    Raises `RegelNotFound`, also for a line of somebody who is not shielded: that one is for the back office.
    """
    scope = accounts.scope(actor, Act.REGEL_OP_CIJFERS_BEOORDELEN)
    found = Declaratieregel.objects.shielded(scope).select_related("declaratie", "handeling")
    line = found.filter(pk=regel_id).first()
    if line is None:
        raise RegelNotFound
    record_look(
        actor=actor,
        persoon_ids=[line.persoon_id],
        act=Act.REGEL_OP_CIJFERS_BEOORDELEN,
        reason="Declaratieregel op cijfers bekeken",
    )
    return without_person(_detail(line, lambda rule: 1))


def _detail(line: Declaratieregel, same_cause: Callable[[str], int]) -> RegelDetail:
    """The line; `same_cause` counts the waiting lines that break the same rule."""
    judgements = list(Regeloordeel.objects.filter(regel_id=line.pk).select_related("door").order_by("id"))
    first = judgements[0] if judgements else Regeloordeel()
    waits = [judgement.uitkomst for judgement in judgements] == [Uitkomst.VOORGELEGD.value]
    wet = Wet(line.declaratie.wet)
    rows = toewijzingen.by_numbers(gemeente=line.gemeente_id, wet=wet, nummers=[line.toewijzingnummer])
    allocation = rows.get(line.toewijzingnummer) if line.toewijzing_id is not None else None
    return RegelDetail(
        id=line.pk,
        declaratie_id=line.declaratie_id,
        bericht_id=line.declaratie.bericht_id,
        aanbiedernaam=line.declaratie.aanbiedernaam,
        declaratienummer=line.declaratie.declaratienummer,
        maand=line.declaratie.maand,
        antwoord_uiterlijk=line.declaratie.antwoord_uiterlijk,
        persoon_id=line.persoon_id,
        toewijzingnummer=line.toewijzingnummer,
        productcategorie=line.productcategorie,
        productcode=line.productcode,
        periode=Period(line.van, line.tot),
        volume=line.volume,
        eenheid=line.eenheid,
        tarief=line.tarief,
        bedrag=line.bedrag,
        referentienummer=line.referentienummer,
        vorigreferentienummer=line.vorigreferentienummer,
        oorzaak=Oorzaak(first.oorzaak) if first.oorzaak else Oorzaak.OVERIG,
        regels=tuple(dict.fromkeys(finding["rule"] for finding in first.bevindingen)),
        oordelen=tuple(judgement_row(judgement) for judgement in judgements) or (granted_by_itself(line),),
        wacht=waits,
        contracttarief=_contract_price(line.gemeente_id, wet, line),
        toewijzing=_allocation(line.gemeente_id, allocation),
        zelfde_oorzaak=same_cause(first.overtreden) if waits else 0,
        keten=berichten.chain(
            gemeente=line.gemeente_id,
            wet=LAW_OF_WET[wet],
            toewijzingnummer=line.toewijzingnummer,
            declaraties=allocations.berichten_about(line.gemeente_id, wet, line.toewijzingnummer),
        ),
    )


def _contract_price(gemeente: str, wet: Wet, line: Declaratieregel) -> int | None:
    """The price in the contract for this product on the first day, in the unit of the line or else per hour."""
    aanbieder = contracts.provider_by_agb(gemeente=gemeente, agb=line.declaratie.aanbieder_agb)
    if aanbieder is None:
        return None
    prices = {
        row.eenheid: row.bedrag
        for row in contracts.tariffs(gemeente=gemeente, aanbieder_id=aanbieder.id, wet=wet)
        if (row.categorie, row.code) == (line.productcategorie, line.productcode)
        and row.periode.contains(line.van)
    }
    return prices.get(line.eenheid, prices.get(UUR) if line.eenheid == MINUUT else None)


def _allocation(gemeente: str, row: ToewijzingRow | None) -> ToewijzingCijfers | None:
    if row is None:
        return None
    return ToewijzingCijfers(
        id=row.id,
        toewijzingnummer=row.toewijzingnummer,
        productnaam=row.productnaam,
        omvang=row.hoeveel,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        contractnummer=row.contractnummer,
        goedgekeurd=approved_by_toewijzing(gemeente=gemeente, toewijzing_ids=[row.id]).get(row.id, 0),
    )


def _same_cause(actor: Actor, line: Declaratieregel, rule: str) -> int:
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    found = Regeloordeel.objects.visible(scope, clock.now()).waiting()
    declaration = line.declaratie
    count: int = found.filter(
        declaratie__aanbieder_agb=declaration.aanbieder_agb, declaratie__wet=declaration.wet, overtreden=rule
    ).count()
    return count


# --- sums and facts for other rooms ----------------------------------------------------------------------------------


def sums(*, gemeente: str, jaar: int) -> dict[tuple[Wet, str], tuple[int, int]]:
    """Cents per law and product category for care delivered in a calendar year: (gedeclareerd, goedgekeurd); one query.

    Gedeclareerd is what was declared and not refused: granted, or still waiting for a person. Credits are negative.
    """
    rows = (
        Declaratiejaartotaal.objects.filter(gemeente_id=gemeente, jaar=jaar)
        .values_list("wet", "productcategorie")
        .annotate(declared=Sum("gedeclareerd"), granted=Sum("goedgekeurd"))
        .order_by()
    )
    return {(Wet(wet), categorie): (declared, granted) for wet, categorie, declared, granted in rows}


def approved_by_toewijzing(*, gemeente: str, toewijzing_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Cents granted per allocation, credits taken off; one query. For a caller that checked the look."""
    return allocations.approved(gemeente, toewijzing_ids)


def lines_by_bericht(
    *, gemeente: str, toewijzing_ids: Iterable[UUID]
) -> dict[UUID, dict[int, Berichtregels]]:
    """Per allocation what each declaration message holds about it; one query. For a caller that checked the look."""
    return allocations.lines_by_bericht(gemeente, toewijzing_ids)


def allocation_numbers(*, gemeente: str, bericht_ids: Collection[int]) -> tuple[int, ...]:
    """The allocations that the lines of declaration messages name, of the first 50 lines; one query."""
    return allocations.numbers_in(gemeente, bericht_ids)


def facts(*, gemeente: str) -> Iterator[DeclaratieFact]:
    """Every declared line with its last outcome for the monitor, streamed; the caller pseudonymises the ids."""
    columns = (
        "persoon_id", "toewijzing_id", "declaratie__wet", "productcategorie", "productcode", "declaratie__aanbiedernaam",
        "van", "bedrag", "laatste_uitkomst",
    )  # fmt: skip
    found = Declaratieregel.objects.filter(gemeente_id=gemeente).annotate(
        laatste_uitkomst=Coalesce("oordelen__uitkomst", "uitkomst")
    )
    rows = found.order_by("id", "-oordelen__id").distinct("id")
    for row in rows.values_list(*columns).iterator(chunk_size=5000):
        yield DeclaratieFact(*row)


def _waiting_per_declaration(actor: Actor, declaratie_ids: list[UUID]) -> dict[UUID, int]:
    found = Regeloordeel.objects.filter(gemeente_id=actor.gemeente, declaratie_id__in=declaratie_ids)
    return dict(found.waiting().values_list("declaratie_id").annotate(aantal=Count("id")).order_by())


def _waiting_page(actor: Actor, found: Any, after: int | None, limit: int) -> WachtPage:
    mark = _mark(actor, after)
    if mark is not None:
        later = Q(declaratie__antwoord_uiterlijk__gt=mark)
        found = found.filter(later | Q(declaratie__antwoord_uiterlijk=mark, regel_id__gt=after))
    ordered = found.order_by("declaratie__antwoord_uiterlijk", "regel_id")
    rows = list(ordered.values_list(*WAITING)[: limit + 1])
    shown = tuple(waiting_row(row) for row in rows[:limit])
    return WachtPage(shown, shown[-1].id if len(rows) > limit else None)


def _mark(actor: Actor, after: int | None) -> date | None:
    if after is None:
        return None
    found = Declaratieregel.objects.filter(pk=after, gemeente_id=actor.gemeente)
    return found.values_list("declaratie__antwoord_uiterlijk", flat=True).first()
