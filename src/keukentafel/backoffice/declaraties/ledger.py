"""How lines and judgements are written: in one COPY each, whatever their number.

Private to the room; every function works inside the transaction and the handeling of the act that calls it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from keukentafel.backoffice.berichten.codec.oordeel import Bevinding, PrestatieOordeel, Uitkomst
from keukentafel.backoffice.declaraties import rules
from keukentafel.backoffice.declaraties.domain import Klasse
from keukentafel.backoffice.declaraties.knowledge import LineKnowledge
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Regeloordeel,
)
from keukentafel.core.period import Period
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import copy_ledger

_JUDGEMENT = (
    "gemeente_id", "handeling_id", "regel_id", "declaratie_id", "uitkomst", "klasse", "oorzaak", "overtreden", "retourcodes",
    "bevindingen", "reden", "werkdatum", "op",
)  # fmt: skip
_GRANTED = Uitkomst.TOEGEKEND.value
_period = lru_cache(maxsize=1024)(Period.inclusive)


class Regel(NamedTuple):
    """A line as it is written, by the columns of its table; `bedrag` in cents, credit negative."""

    gemeente_id: str
    handeling_id: int
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
    uitkomst: str


class Oordeel(NamedTuple):
    """The judgement, on `werkdatum`, of a line that was not granted by itself."""

    declaratie_id: UUID
    volgnummer: int
    uitkomst: Uitkomst
    klasse: Klasse
    bevindingen: tuple[Bevinding, ...]
    reden: str
    werkdatum: date


class Booking:
    """Writes the lines of one judged declaration, batch by batch in the order of the message, and adds them up.

    `regels` were written; `rest` are the judgements of those that were not granted. `totals` are the sums by year of delivery and
    category, `persons` those of what was decided, of lines whose allocation is known.
    """

    def __init__(self, gemeente: str, done: HandelingRef, declaratie_id: UUID, werkdatum: date) -> None:
        self.regels = 0
        self.rest: list[PrestatieOordeel] = []
        self.totals: rules.Totals = {}
        self.persons = rules.PerPerson()
        self._gemeente = gemeente
        self._done = done
        self._declaratie_id = declaratie_id
        self._werkdatum = werkdatum

    @property
    def toegekend(self) -> int:
        """How many lines were granted."""
        return self.regels - len(self.rest)

    @property
    def bedrag(self) -> int:
        """What the granted lines add up to, in cents."""
        return sum(granted for _, granted in self.totals.values())

    def write(
        self,
        judged: Iterable[PrestatieOordeel],
        known: LineKnowledge,
        clienten: Mapping[str, tuple[Bevinding, ...]],
    ) -> None:
        """Write the lines that come next; `clienten` are the findings on clients by BSN.

        Each is judged while the COPY runs, so that the database writes those before it meanwhile.
        """
        aside: list[Oordeel] = []
        write_lines(self._rows(judged, known, clienten, aside))
        write_judgements(gemeente=self._gemeente, done=self._done, judgements=aside)

    def _rows(
        self,
        judged: Iterable[PrestatieOordeel],
        known: LineKnowledge,
        clienten: Mapping[str, tuple[Bevinding, ...]],
        aside: list[Oordeel],
    ) -> Iterator[tuple[Any, ...]]:
        """The lines by the columns of `Regel`, each added to the sums; the judgement of one that has any goes `aside`."""
        gemeente, handeling, declaratie_id = self._gemeente, self._done.id, self._declaratie_id
        persons, allocations = known.persons, known.toewijzingen
        for oordeel in judged:
            client, line, uitkomst, _ = oordeel
            bsn, nummer, name = client.bsn, line.toewijzingnummer, _GRANTED
            self.regels += 1
            if uitkomst is not Uitkomst.TOEGEKEND:
                self.rest.append(oordeel)
                uitkomst, klasse, findings = rules.line_judgement(oordeel, clienten.get(bsn, ()))
                name, reason = uitkomst.value, rules.reason_of_line(findings)
                aside.append(
                    Oordeel(declaratie_id, self.regels, uitkomst, klasse, findings, reason, self._werkdatum)
                )
            persoon_id, allocation = persons.get(bsn), allocations.get(nummer)
            toewijzing_id = allocation[0] if allocation is not None and allocation[1].bsn == bsn else None
            period = _period(line.productperiode.begindatum, line.productperiode.einddatum)
            categorie, bedrag = line.productcategorie, rules.signed(line.ingediendbedrag)
            rules.add_to_totals(self.totals, period.start.year, categorie, bedrag, uitkomst)
            if persoon_id and toewijzing_id and uitkomst is not Uitkomst.VOORGELEGD:
                self.persons.add(persoon_id, bedrag, toegekend=uitkomst is Uitkomst.TOEGEKEND)
            reference = line.productreferentie
            yield (
                gemeente, handeling, declaratie_id, self.regels, persoon_id, toewijzing_id, nummer, categorie, line.productcode,
                period.start, period.end or period.start, line.geleverdvolume, line.eenheid, line.producttarief, bedrag,
                reference.referentienummer, reference.vorigreferentienummer, name,
            )  # fmt: skip


def write_lines(lines: Iterable[tuple[Any, ...]]) -> None:
    """Write lines, by the columns of `Regel`, in one COPY."""
    copy_ledger(Declaratieregel, Regel._fields, lines)


def write_judgements(*, gemeente: str, done: HandelingRef, judgements: Sequence[Oordeel]) -> None:
    """Write the judgements of lines that were written, in one COPY."""
    if not judgements:
        return
    places = [judgement.volgnummer for judgement in judgements]
    found = Declaratieregel.objects.filter(
        declaratie_id__in={judgement.declaratie_id for judgement in judgements},
        volgnummer__range=(min(places), max(places)),
    ).exclude(uitkomst=_GRANTED)
    identities = {
        (declaratie_id, volgnummer): identity
        for declaratie_id, volgnummer, identity in found.values_list("declaratie_id", "volgnummer", "id")
    }
    rows = (
        _judgement_row(gemeente, done, identities[one.declaratie_id, one.volgnummer], one)
        for one in judgements
    )
    copy_ledger(Regeloordeel, _JUDGEMENT, rows)


def write_totals(*, gemeente: str, wet: str, totals: Mapping[UUID, rules.Totals]) -> None:
    """Write the sums of declarations under a law, by declaration."""
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
            for declaratie_id, sums in totals.items()
            for (jaar, categorie), (declared, granted) in sums.items()
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


def _judgement_row(gemeente: str, done: HandelingRef, identity: int, judgement: Oordeel) -> tuple[Any, ...]:
    findings = judgement.bevindingen
    first = findings[0].rule if findings else ""
    codes = list(dict.fromkeys(finding.retourcode for finding in findings))
    return (
        gemeente, done.id, identity, judgement.declaratie_id, judgement.uitkomst.value, judgement.klasse.value,
        rules.cause_of(first).value if first else "", first, codes, rules.stored(findings), judgement.reden,
        judgement.werkdatum, done.op,
    )  # fmt: skip
