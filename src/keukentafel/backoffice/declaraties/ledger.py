"""How lines and judgements are written: in one COPY each, whatever their number.

Private to the room; every function works inside the transaction and the handeling of the act that calls it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, models

from keukentafel.backoffice.berichten.codec.oordeel import Bevinding, DeclaratieOordeel, Uitkomst
from keukentafel.backoffice.declaraties import rules
from keukentafel.backoffice.declaraties.domain import Klasse, VerwerkteRegel
from keukentafel.backoffice.declaraties.knowledge import Knowledge
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Regeloordeel,
)
from keukentafel.core.period import Period
from keukentafel.platform.audit.domain import HandelingRef

_LINE = (
    "id", "gemeente_id", "handeling_id", "declaratie_id", "volgnummer", "persoon_id", "toewijzing_id", "toewijzingnummer",
    "productcategorie", "productcode", "van", "tot", "volume", "eenheid", "tarief", "bedrag", "referentienummer",
    "vorigreferentienummer",
)  # fmt: skip
_JUDGEMENT = (
    "gemeente_id", "handeling_id", "regel_id", "declaratie_id", "uitkomst", "klasse", "oorzaak", "overtreden", "retourcodes",
    "bevindingen", "reden", "door_id", "werkdatum", "op",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regel:
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

    @property
    def verwerkt(self) -> VerwerkteRegel | None:
        """What the event tells about this line; None while it waits, or when its person or allocation is not known."""
        if self.uitkomst is Uitkomst.VOORGELEGD or self.persoon_id is None or self.toewijzing_id is None:
            return None
        return VerwerkteRegel(
            self.toewijzing_id, self.persoon_id, self.bedrag, self.uitkomst is Uitkomst.TOEGEKEND
        )


def lines_of(
    declaratie_id: UUID, oordeel: DeclaratieOordeel, known: Knowledge, *, werkdatum: date
) -> list[Regel]:
    """The lines of a judged declaration in the order of the message, volgnummer from 1."""
    lines = []
    for volgnummer, judged in enumerate(oordeel.prestaties, start=1):
        line, bsn = judged.prestatie, judged.client.bsn
        uitkomst, klasse, findings = rules.line_judgement(judged, oordeel.clienten.get(bsn, ()))
        allocation = known.facts.toewijzingen.get(line.toewijzingnummer)
        period = Period.inclusive(line.productperiode.begindatum, line.productperiode.einddatum)
        lines.append(
            Regel(
                declaratie_id=declaratie_id,
                volgnummer=volgnummer,
                persoon_id=known.persons.get(bsn),
                toewijzing_id=(
                    known.toewijzingen.get(line.toewijzingnummer)
                    if allocation is not None and allocation.bsn == bsn
                    else None
                ),
                toewijzingnummer=line.toewijzingnummer,
                productcategorie=line.productcategorie,
                productcode=line.productcode,
                van=period.start,
                tot=period.end or period.start,
                volume=line.geleverdvolume,
                eenheid=line.eenheid,
                tarief=line.producttarief,
                bedrag=rules.signed(line.ingediendbedrag),
                referentienummer=line.productreferentie.referentienummer,
                vorigreferentienummer=line.productreferentie.vorigreferentienummer,
                uitkomst=uitkomst,
                werkdatum=werkdatum,
                klasse=klasse,
                bevindingen=findings,
                reden=rules.reason_of_line(findings) if findings else "",
            )
        )
    return lines


def write_lines(*, gemeente: str, done: HandelingRef, lines: Sequence[Regel]) -> None:
    """Write lines with their judgements; two COPYs."""
    if not lines:
        return
    identities = _new_ids(Declaratieregel, len(lines))
    _copy(
        Declaratieregel,
        _LINE,
        (_line_row(gemeente, done, i, line) for i, line in zip(identities, lines, strict=True)),
    )
    _copy(
        Regeloordeel,
        _JUDGEMENT,
        (_judgement_row(gemeente, done, i, line) for i, line in zip(identities, lines, strict=True)),
    )


def write_totals(*, gemeente: str, wet: str, lines: Iterable[Regel]) -> None:
    """Write the sums of declarations per year of delivery and category."""
    per_declaration: dict[UUID, list[tuple[int, str, int, Uitkomst]]] = {}
    for line in lines:
        per_declaration.setdefault(line.declaratie_id, []).append(
            (line.van.year, line.productcategorie, line.bedrag, line.uitkomst)
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
            for declaratie_id, rows in per_declaration.items()
            for (jaar, categorie), (declared, granted) in rules.totals(rows).items()
        ),
        batch_size=5000,
    )


def final_judgements(declaratie: Declaratie) -> dict[int, tuple[Uitkomst, Klasse, tuple[Bevinding, ...]]]:
    """The final judgement of each line by volgnummer."""
    rows = Regeloordeel.objects.filter(declaratie_id=declaratie.pk).exclude(
        uitkomst=Uitkomst.VOORGELEGD.value
    )
    return {
        volgnummer: (Uitkomst(uitkomst), Klasse(klasse), rules.restored(findings))
        for volgnummer, uitkomst, klasse, findings in rows.values_list(
            "regel__volgnummer", "uitkomst", "klasse", "bevindingen"
        )
    }


def _line_row(gemeente: str, done: HandelingRef, identity: int, line: Regel) -> tuple[Any, ...]:
    return (
        identity, gemeente, done.id, line.declaratie_id, line.volgnummer, line.persoon_id, line.toewijzing_id,
        line.toewijzingnummer, line.productcategorie, line.productcode, line.van, line.tot, line.volume, line.eenheid,
        line.tarief, line.bedrag, line.referentienummer, line.vorigreferentienummer,
    )  # fmt: skip


def _judgement_row(gemeente: str, done: HandelingRef, identity: int, line: Regel) -> tuple[Any, ...]:
    findings = line.bevindingen
    first = findings[0].rule if findings else ""
    codes = ",".join(dict.fromkeys(finding.retourcode for finding in findings))
    return (
        gemeente, done.id, identity, line.declaratie_id, line.uitkomst.value, line.klasse.value,
        rules.cause_of(first).value if first else "", first, f"{{{codes}}}",
        json.dumps(rules.stored(findings)) if findings else "[]", line.reden, None, line.werkdatum, done.op,
    )  # fmt: skip


def _new_ids(model: type[models.Model], number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [row[0] for row in cursor.fetchall()]


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into the table of a ledger: those have no history, so nothing has to be set before it."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
