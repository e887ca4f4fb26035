"""What the municipality knows about the lines of a declaration, fetched set-based: one query per kind, whatever the number of lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from keukentafel.backoffice.berichten.codec.facts import Facts323, KnownBericht, KnownPrestatie, KnownTarief
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.rules.declaratie import DEFAULT_JUDGED
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import AanbiederRow, Wet
from keukentafel.backoffice.declaraties.domain import Declaratiestatus
from keukentafel.backoffice.declaraties.models import Declaratie, Declaratieregel, Oordeelregel, Regeloordeel
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core.period import Period
from keukentafel.people import queries as people

_EARLIER = (
    "referentienummer", "toewijzingnummer", "productcategorie", "productcode", "van", "tot", "volume", "eenheid", "bedrag",
    "vorigreferentienummer", "toegekend", "afgewezen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The facts for the rules, and the keys by which the lines are kept.

    `persons` by BSN and `toewijzingen` by toewijzingnummer hold only what the facts hold; `waiting` are the references of
    earlier lines on which a person has not decided yet.
    """

    facts: Facts323
    judged_rules: frozenset[str]
    aanbieder: AanbiederRow | None
    persons: Mapping[str, UUID]
    toewijzingen: Mapping[int, UUID]
    waiting: frozenset[str]


def gather(*, gemeente: str, wet: Wet, bericht: Bericht323, today: date) -> Knowledge:
    """Everything that judging this declaration needs.

    Whether care ran on between two declarations (TR318) is not asked here: a month that was skipped is a matter for a talk with the
    provider and no reason to refuse what was delivered in another.
    """
    agb = bericht.header.afzender
    lines = [line for client in bericht.declaratie.clienten for line in client.prestaties]
    numbers = {line.toewijzingnummer for line in lines}
    references = {line.productreferentie.referentienummer for line in lines}
    references |= {line.productreferentie.vorigreferentienummer or "" for line in lines} - {""}
    persons = people.ids_by_bsn(
        gemeente=gemeente, bsns={client.bsn for client in bericht.declaratie.clienten}
    )
    aanbieder = contracts.provider_by_agb(gemeente=gemeente, agb=agb)
    known = toewijzingen.known(gemeente=gemeente, wet=wet, nummers=numbers, agb=agb)
    tariffs = _tariffs(gemeente, wet, aanbieder)
    earlier, waiting = _earlier_lines(gemeente, wet, agb, references, numbers)
    before = _earlier_declarations(gemeente, wet, agb)
    return Knowledge(
        facts=Facts323(
            bericht=KnownBericht(vandaag=today),
            bsns=frozenset(persons),
            toewijzingen=known,
            tarieven=dict.fromkeys(known, tariffs),
            prestaties=earlier,
            declaratienummers=frozenset(before),
            laatste_declaratieperiode=_latest(before),
            producten=contracts.product_codes(gemeente=gemeente, wet=wet),
        ),
        judged_rules=judged_rules(gemeente=gemeente, day=today),
        aanbieder=aanbieder,
        persons=persons,
        toewijzingen=toewijzingen.ids_by_number(gemeente=gemeente, wet=wet, nummers=known),
        waiting=waiting,
    )


def judged_rules(*, gemeente: str, day: date) -> frozenset[str]:
    """The rules whose lines wait for a person on this day; the proposal of the codec while the municipality has no list."""
    rows = Oordeelregel.objects.filter(gemeente_id=gemeente).values_list("regel", "vanaf", "tot")
    listed = [(rule, Period(start, end)) for rule, start, end in rows]
    if not listed:
        return DEFAULT_JUDGED
    return frozenset(rule for rule, period in listed if period.contains(day))


def _tariffs(gemeente: str, wet: Wet, aanbieder: AanbiederRow | None) -> tuple[KnownTarief, ...]:
    if aanbieder is None:
        return ()
    rows = contracts.tariffs(gemeente=gemeente, aanbieder_id=aanbieder.id, wet=wet)
    return tuple(KnownTarief(row.categorie, row.code, row.eenheid, row.bedrag, row.periode) for row in rows)


def _earlier_lines(
    gemeente: str, wet: Wet, agb: str, references: set[str], numbers: set[int]
) -> tuple[dict[str, KnownPrestatie], frozenset[str]]:
    """Lines of this provider with one of these references or allocations, and the references of those still waiting.

    A waiting line counts as granted, so that the same care is not granted a second time meanwhile.
    """
    final = Regeloordeel.objects.filter(regel_id=OuterRef("pk"))
    found = (
        Declaratieregel.objects.filter(
            Q(referentienummer__in=references) | Q(toewijzingnummer__in=numbers),
            gemeente_id=gemeente,
            declaratie__wet=wet.value,
            declaratie__aanbieder_agb=agb,
        )
        .annotate(
            toegekend=Exists(final.filter(uitkomst=Uitkomst.TOEGEKEND.value)),
            afgewezen=Exists(final.filter(uitkomst=Uitkomst.AFGEWEZEN.value)),
        )
        .order_by("id")
        .values_list(*_EARLIER)
    )
    lines: dict[str, KnownPrestatie] = {}
    waiting = set()
    for (
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
        granted,
        refused,
    ) in found:
        if not granted and not refused:
            waiting.add(reference)
        # The first line with a reference is the one that counts: a later one was refused for using it again (TR314).
        lines.setdefault(
            reference,
            KnownPrestatie(
                referentienummer=reference,
                toewijzingnummer=nummer,
                productcategorie=categorie,
                productcode=code,
                periode=Period(start, end),
                volume=volume,
                eenheid=eenheid,
                bedrag=abs(cents),
                debetcredit="C" if previous else "D",
                toegekend=not refused,
                vorigreferentienummer=previous,
            ),
        )
    return lines, frozenset(waiting)


def _earlier_declarations(gemeente: str, wet: Wet, agb: str) -> dict[str, date]:
    """The first day of the month of each earlier declaration of this provider, by its number."""
    rows = Declaratie.objects.filter(gemeente_id=gemeente, wet=wet.value, aanbieder_agb=agb)
    return dict(
        rows.exclude(status=Declaratiestatus.GEWEIGERD.value).values_list("declaratienummer", "maand")
    )


def _latest(before: Mapping[str, date]) -> Period | None:
    if not before:
        return None
    start = max(before.values())
    return Period(start, date(start.year + start.month // 12, start.month % 12 + 1, 1))
