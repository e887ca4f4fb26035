"""How lines and judgements are written: in one COPY each, whatever their number.

Private to the room; every function works inside the transaction and the handeling of the act that calls it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from keukentafel.backoffice.berichten.codec.oordeel import Bevinding, DeclaratieOordeel, Uitkomst
from keukentafel.backoffice.declaraties import rules
from keukentafel.backoffice.declaraties.domain import Klasse
from keukentafel.backoffice.declaraties.knowledge import Knowledge
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Regeloordeel,
)
from keukentafel.core.period import Period
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import copy_ledger

# The columns of a line: those of the act, then those of `Regel` in its order, then the outcome.
_LINE = (
    "gemeente_id", "handeling_id", "declaratie_id", "volgnummer", "persoon_id", "toewijzing_id", "toewijzingnummer",
    "productcategorie", "productcode", "van", "tot", "volume", "eenheid", "tarief", "bedrag", "referentienummer",
    "vorigreferentienummer", "uitkomst",
)  # fmt: skip
_OWN = len(_LINE) - len(("gemeente_id", "handeling_id", "uitkomst"))
_JUDGEMENT = (
    "gemeente_id", "handeling_id", "regel_id", "declaratie_id", "uitkomst", "klasse", "oorzaak", "overtreden", "retourcodes",
    "bevindingen", "reden", "werkdatum", "op",
)  # fmt: skip
_NOT_KNOWN: tuple[UUID | None, str] = (None, "")
_period = lru_cache(maxsize=1024)(Period.inclusive)


class Regel(NamedTuple):
    """A line to be written, with its judgement of `werkdatum`; `bedrag` in cents, credit negative."""

    declaratie_id: UUID
    volgnummer: int
    persoon_id: UUID | None
    toewijzing_id: UUID | None
    toewijzingnummer: int
    productcategorie: str
    productcode: str
    van: date
    tot: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    referentienummer: str
    vorigreferentienummer: str | None
    uitkomst: Uitkomst
    werkdatum: date
    klasse: Klasse = Klasse.PRESTATIE
    bevindingen: tuple[Bevinding, ...] = ()
    reden: str = ""


def lines_of(
    declaratie_id: UUID, oordeel: DeclaratieOordeel, known: Knowledge, *, werkdatum: date
) -> list[Regel]:
    """The lines of a judged declaration in the order of the message, volgnummer from 1."""
    lines = []
    persons, allocations, clients = known.persons, known.toewijzingen, oordeel.clienten
    for volgnummer, judged in enumerate(oordeel.prestaties, start=1):
        line, bsn = judged.prestatie, judged.client.bsn
        uitkomst, klasse, findings = rules.line_judgement(judged, clients.get(bsn, ()) if clients else ())
        allocation_id, allocation_bsn = allocations.get(line.toewijzingnummer, _NOT_KNOWN)
        period = _period(line.productperiode.begindatum, line.productperiode.einddatum)
        reference = line.productreferentie
        lines.append(
            Regel(
                declaratie_id,
                volgnummer,
                persons.get(bsn),
                allocation_id if allocation_bsn == bsn else None,
                line.toewijzingnummer,
                line.productcategorie,
                line.productcode,
                period.start,
                period.end or period.start,
                line.geleverdvolume,
                line.eenheid,
                line.producttarief,
                rules.signed(line.ingediendbedrag),
                reference.referentienummer,
                reference.vorigreferentienummer,
                uitkomst,
                werkdatum,
                klasse,
                findings,
                rules.reason_of_line(findings) if findings else "",
            )
        )
    return lines


def write_lines(*, gemeente: str, done: HandelingRef, lines: Sequence[Regel]) -> None:
    """Write lines in one COPY, and the judgements of those that were not granted by themselves in another."""
    if not lines:
        return
    copy_ledger(
        Declaratieregel, _LINE, ((gemeente, done.id, *line[:_OWN], line.uitkomst.value) for line in lines)
    )
    judged = [line for line in lines if line.uitkomst is not Uitkomst.TOEGEKEND]
    if judged:
        _write_judgements(gemeente, done, judged)


def _write_judgements(gemeente: str, done: HandelingRef, lines: Sequence[Regel]) -> None:
    found = Declaratieregel.objects.filter(declaratie_id__in={line.declaratie_id for line in lines}).exclude(
        uitkomst=Uitkomst.TOEGEKEND.value
    )
    identities = {
        (declaratie_id, volgnummer): identity
        for declaratie_id, volgnummer, identity in found.values_list("declaratie_id", "volgnummer", "id")
    }
    copy_ledger(
        Regeloordeel,
        _JUDGEMENT,
        (
            _judgement_row(gemeente, done, identities[line.declaratie_id, line.volgnummer], line)
            for line in lines
        ),
    )


def write_totals(*, gemeente: str, wet: str, lines: Iterable[Regel]) -> None:
    """Write the sums of declarations per year of delivery and category."""
    sums = rules.totals(
        ((line.declaratie_id, line.van.year, line.productcategorie), line.bedrag, line.uitkomst)
        for line in lines
    )
    Declaratietotaal.objects.bulk_create(
        (
            Declaratietotaal(
                gemeente_id=gemeente,
                declaratie_id=declaratie_id,
                jaar=jaar,
                wet=wet,
                productcategorie=categorie,
                gedeclareerd=declared,
                goedgekeurd=granted,
            )
            for (declaratie_id, jaar, categorie), (declared, granted) in sums.items()
        ),
        batch_size=5000,
    )


def final_judgements(declaratie: Declaratie) -> dict[int, tuple[Uitkomst, Klasse, tuple[Bevinding, ...]]]:
    """The final judgement of each line by volgnummer."""
    granted = Declaratieregel.objects.filter(declaratie_id=declaratie.pk, uitkomst=Uitkomst.TOEGEKEND.value)
    fine: tuple[Uitkomst, Klasse, tuple[Bevinding, ...]] = (Uitkomst.TOEGEKEND, Klasse.PRESTATIE, ())
    final = dict.fromkeys(granted.values_list("volgnummer", flat=True), fine)
    rows = Regeloordeel.objects.filter(declaratie_id=declaratie.pk).exclude(
        uitkomst=Uitkomst.VOORGELEGD.value
    )
    columns = ("regel__volgnummer", "uitkomst", "klasse", "bevindingen")
    for volgnummer, uitkomst, klasse, findings in rows.values_list(*columns):
        final[volgnummer] = (Uitkomst(uitkomst), Klasse(klasse), rules.restored(findings))
    return final


def _judgement_row(gemeente: str, done: HandelingRef, identity: int, line: Regel) -> tuple[Any, ...]:
    findings = line.bevindingen
    first = findings[0].rule if findings else ""
    codes = list(dict.fromkeys(finding.retourcode for finding in findings))
    return (
        gemeente, done.id, identity, line.declaratie_id, line.uitkomst.value, line.klasse.value,
        rules.cause_of(first).value if first else "", first, codes, rules.stored(findings), line.reden,
        line.werkdatum, done.op,
    )  # fmt: skip
