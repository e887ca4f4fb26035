"""What the municipality knows about the lines of a declaration, fetched set-based: one query per kind, whatever the number of lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.codec.facts import (
    Facts323,
    KnownPrestatie,
    KnownTarief,
    KnownToewijzing,
)
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.rules.declaratie import DEFAULT_JUDGED, Line
from keukentafel.backoffice.berichten.codec.rules.prestatie import month_of
from keukentafel.backoffice.berichten.codec.rules.volume import maximum_in_all, minutes_factor
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import AanbiederRow, Wet
from keukentafel.backoffice.declaraties.domain import Declaratiestatus
from keukentafel.backoffice.declaraties.models import (
    FINAL,
    Declaratie,
    Declaratieregel,
    Oordeelregel,
    Regeloordeel,
)
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core.eenheden import MINUUT, UUR
from keukentafel.core.period import Period
from keukentafel.people import queries as people

_EARLIER = (
    "id", "referentienummer", "toewijzingnummer", "productcategorie", "productcode", "van", "tot", "volume", "eenheid", "bedrag",
    "vorigreferentienummer", "besluit", "declaratie_id",
)  # fmt: skip
_period = lru_cache(maxsize=1024)(Period)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known about a declaration before looking at its lines: `facts` without those about lines.

    `eerdere` are the ids of what this provider declared before, and `gedeclareerd_tot` is the first day on which no line of those lies.
    """

    gemeente: str
    wet: Wet
    agb: str
    aanbieder: AanbiederRow | None
    facts: Facts323
    tarieven: tuple[KnownTarief, ...]
    eerdere: frozenset[UUID]
    gedeclareerd_tot: date
    judged_rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class LineKnowledge:
    """What is known about a batch of lines: the facts for the rules, and the keys by which the lines are kept.

    `persons` by BSN and `toewijzingen`, id and value by toewijzingnummer, hold only what the facts hold.
    """

    facts: Facts323
    persons: Mapping[str, UUID]
    toewijzingen: Mapping[int, tuple[UUID, KnownToewijzing]]


def gather(*, gemeente: str, wet: Wet, bericht: Bericht323, today: date) -> Knowledge:
    """What judging this declaration, of which nothing is written yet, needs apart from its lines.

    Whether care ran on in the months that were skipped (TR318) is asked only when the provider skipped any.
    """
    agb = bericht.header.afzender
    aanbieder = contracts.provider_by_agb(gemeente=gemeente, agb=agb)
    before = _earlier_declarations(gemeente, wet, agb)
    latest = _latest(month for _, month in before.values())
    listed = _listed(gemeente)
    skipped = _skipped(latest, bericht.declaratie.declaratieperiode.begindatum)
    facts = Facts323(
        bericht=berichten.known_bericht(today, gemeente=gemeente),
        bsns=frozenset(),
        toewijzingen={},
        tarieven={},
        prestaties={},
        toegekend={},
        declaratienummers=frozenset(before),
        laatste_declaratieperiode=latest,
        doorlopende_zorg=skipped is not None
        and toewijzingen.care_ran_on(gemeente=gemeente, wet=wet, agb=agb, periode=skipped),
        producten=contracts.product_codes(gemeente=gemeente, wet=wet),
    )
    return Knowledge(
        gemeente=gemeente,
        wet=wet,
        agb=agb,
        aanbieder=aanbieder,
        facts=facts,
        tarieven=_tariffs(gemeente, wet, aanbieder),
        eerdere=frozenset(identity for identity, _ in before.values()),
        gedeclareerd_tot=_declared_until(latest, listed),
        judged_rules=_judged_rules(listed, today),
    )


def about(known: Knowledge, lines: Sequence[Line]) -> LineKnowledge:
    """What judging these lines needs besides, in one query per kind. Lines of the declaration itself are never earlier ones."""
    gemeente, wet, agb = known.gemeente, known.wet, known.agb
    asked = _asked(lines)
    persons = people.ids_by_bsn(gemeente=gemeente, bsns=asked.bsns)
    found = toewijzingen.known_with_id(
        gemeente=gemeente, wet=wet, nummers=asked.nummers, agb=agb, persons=persons
    )
    allocations = {nummer: value for nummer, (_, value) in found.items()}
    return LineKnowledge(
        facts=replace(
            known.facts,
            bsns=frozenset(persons),
            toewijzingen=allocations,
            tarieven=dict.fromkeys(allocations, known.tarieven),
            prestaties=_earlier_lines(known, asked),
            toegekend=_granted_before(known, allocations.values()),
        ),
        persons=persons,
        toewijzingen=found,
    )


def _listed(gemeente: str) -> list[tuple[str, Period]]:
    """The rules that the municipality listed as those whose lines wait for a person, and when."""
    rows = Oordeelregel.objects.filter(gemeente_id=gemeente).values_list("regel", "vanaf", "tot")
    return [(rule, Period(start, end)) for rule, start, end in rows]


def _judged_rules(listed: Sequence[tuple[str, Period]], day: date) -> frozenset[str]:
    """The rules whose lines wait for a person on this day; the proposal of the codec while the municipality has no list."""
    if not listed:
        return DEFAULT_JUDGED
    return frozenset(rule for rule, period in listed if period.contains(day))


def _declared_until(latest: Period | None, listed: Sequence[tuple[str, Period]]) -> date:
    """The end of the latest month that was declared: no line lies after it (TR319), unless a person could let one pass."""
    if "TR319" in DEFAULT_JUDGED or any(rule == "TR319" for rule, _ in listed):
        return date.max
    return date.min if latest is None or latest.end is None else latest.end


def _tariffs(gemeente: str, wet: Wet, aanbieder: AanbiederRow | None) -> tuple[KnownTarief, ...]:
    if aanbieder is None:
        return ()
    rows = contracts.tariffs(gemeente=gemeente, aanbieder_id=aanbieder.id, wet=wet)
    return tuple(KnownTarief(row.categorie, row.code, row.eenheid, row.bedrag, row.periode) for row in rows)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What lines are about: clients, allocations, references of lines, and the months they fall in."""

    bsns: set[str]
    nummers: set[int]
    referenties: set[str]
    maanden: Period


def _asked(lines: Sequence[Line]) -> _Asked:
    references = {line.productreferentie.referentienummer for _, _, line in lines}
    references |= {line.productreferentie.vorigreferentienummer or "" for _, _, line in lines} - {""}
    days = {line.productperiode.begindatum for _, _, line in lines}
    return _Asked(
        bsns={client.bsn for _, client, _ in lines},
        nummers={line.toewijzingnummer for _, _, line in lines},
        referenties=references,
        maanden=Period(month_of(min(days))[0], _next_month(max(days))),
    )


def still_granted(*, gemeente: str, wet: Wet, nummers: Iterable[int]) -> list[int]:
    """Which of these allocations have granted lines that were not credited (TR385), by number; a waiting line counts as granted."""
    signed = Case(When(vorigreferentienummer=None, then=1), default=-1, output_field=IntegerField())
    rows = (
        _judged(gemeente)
        .filter(declaratie__wet=wet.value, toewijzingnummer__any=set(nummers))
        .exclude(besluit=Uitkomst.AFGEWEZEN.value)
        .order_by("toewijzingnummer")
        .values_list("toewijzingnummer")
        .annotate(over=Sum(signed))
    )
    return [nummer for nummer, over in rows if over > 0]


def _judged(gemeente: str) -> "QuerySet[Any]":
    """Declared lines, each with what was decided last; a waiting one has no final decision."""
    final = Regeloordeel.objects.filter(regel_id=OuterRef("pk"), uitkomst__in=FINAL)
    waits = Q(uitkomst=Uitkomst.VOORGELEGD.value)
    found: QuerySet[Any] = Declaratieregel.objects.filter(gemeente_id=gemeente).annotate(
        besluit=Case(
            When(waits, then=Coalesce(Subquery(final.values("uitkomst")[:1]), F("uitkomst"))),
            default=F("uitkomst"),
        )
    )
    return found


def _earlier_lines(known: Knowledge, asked: _Asked) -> dict[str, KnownPrestatie]:
    """Lines with one of these references, or on these allocations in the same months when anything was declared in those.

    A waiting line counts as granted, so that the same care is not granted a second time meanwhile.
    """
    # Whose lines they are is not asked of the database: it would walk through all that this provider ever declared.
    every = _judged(known.gemeente)
    rows = set(every.filter(referentienummer__any=asked.referenties).values_list(*_EARLIER))
    if asked.maanden.start < known.gedeclareerd_tot:
        months = every.filter(van__gte=asked.maanden.start, van__lt=asked.maanden.end)
        rows.update(months.filter(toewijzingnummer__any=asked.nummers).values_list(*_EARLIER))
    lines: dict[str, KnownPrestatie] = {}
    for (
        _,
        reference,
        nummer,
        categorie,
        code,
        start,
        end,
        volume,
        eenheid,
        cents,
        previous,
        outcome,
        declaratie_id,
    ) in sorted(rows, key=itemgetter(0)):
        # The first line with a reference is the one that counts: a later one was refused for using it again (TR314).
        if reference not in lines and declaratie_id in known.eerdere:
            lines[reference] = KnownPrestatie(
                reference, nummer, categorie, code, _period(start, end), volume, eenheid, abs(cents),
                "C" if previous else "D", outcome != Uitkomst.AFGEWEZEN.value, previous,
                outcome == Uitkomst.VOORGELEGD.value,
            )  # fmt: skip
    return lines


def _granted_before(known: Knowledge, allocations: Iterable[KnownToewijzing]) -> dict[int, tuple[int, int]]:
    """Volume and cents granted on the allocations that have a total or a budget; one query, none when there are none."""
    counted = {
        value.toewijzingnummer
        for value in allocations
        if value.budget is not None
        or (value.omvang is not None and maximum_in_all(value.periode, value.omvang) is not None)
    }
    if not counted:
        return {}
    number = IntegerField()
    minutes = Case(
        When(eenheid=UUR, then=F("volume") * minutes_factor(UUR, MINUUT)),
        default=F("volume"),
        output_field=number,
    )
    signed = Case(When(vorigreferentienummer=None, then=minutes), default=-minutes, output_field=number)
    earlier = Q(declaratie__pk__any=known.eerdere)
    rows = (
        _judged(known.gemeente)
        .filter(toewijzingnummer__any=counted)
        .exclude(besluit=Uitkomst.AFGEWEZEN.value)
        .order_by()
        .values_list("toewijzingnummer")
        .annotate(volume_som=Sum(signed, filter=earlier), bedrag_som=Sum("bedrag", filter=earlier))
    )
    return {nummer: (volume, cents) for nummer, volume, cents in rows if volume is not None}


def _earlier_declarations(gemeente: str, wet: Wet, agb: str) -> dict[str, tuple[UUID, date]]:
    """The id and the first day of the month of each earlier declaration of this provider, by its number."""
    rows = Declaratie.objects.filter(gemeente_id=gemeente, wet=wet.value, aanbieder_agb=agb)
    found = rows.exclude(status=Declaratiestatus.GEWEIGERD.value)
    return {
        nummer: (identity, month)
        for nummer, identity, month in found.values_list("declaratienummer", "id", "maand")
    }


def _latest(months: Iterable[date]) -> Period | None:
    start = max(months, default=None)
    return None if start is None else Period(start, _next_month(start))


def _skipped(latest: Period | None, begin: date) -> Period | None:
    """The months between the latest declaration and the one that begins on this day; None when it follows at once."""
    if latest is None or latest.end is None or begin <= latest.end:
        return None
    return Period(latest.end, begin)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
