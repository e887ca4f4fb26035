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
_NAMES = {outcome: outcome.value for outcome in Uitkomst}
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
        lines = (self._line(oordeel, known, clienten) for oordeel in judged)
        write_lines(gemeente=self._gemeente, done=self._done, lines=lines)

    def _line(
        self,
        oordeel: PrestatieOordeel,
        known: LineKnowledge,
        clienten: Mapping[str, tuple[Bevinding, ...]],
    ) -> Regel:
        """The line as it is kept, added to the sums."""
        client, line, uitkomst, findings = oordeel
        klasse, bsn = Klasse.PRESTATIE, client.bsn
        self.regels += 1
        if uitkomst is not Uitkomst.TOEGEKEND:
            self.rest.append(oordeel)
            uitkomst, klasse, findings = rules.line_judgement(oordeel, clienten.get(bsn, ()))
        persoon_id = known.persons.get(bsn)
        allocation_id, allocation_bsn = known.toewijzingen.get(line.toewijzingnummer, _NOT_KNOWN)
        if allocation_bsn != bsn:
            allocation_id = None
        period = _period(line.productperiode.begindatum, line.productperiode.einddatum)
        categorie, bedrag, reference = (
            line.productcategorie,
            rules.signed(line.ingediendbedrag),
            line.productreferentie,
        )
        rules.add_to_totals(self.totals, period.start.year, categorie, bedrag, uitkomst)
        if persoon_id and allocation_id and uitkomst is not Uitkomst.VOORGELEGD:
            granted = uitkomst is Uitkomst.TOEGEKEND
            self.persons.add(persoon_id, bedrag, toegekend=granted)
        return Regel(
            self._declaratie_id,
            self.regels,
            persoon_id,
            allocation_id,
            line.toewijzingnummer,
            categorie,
            line.productcode,
            period.start,
            period.end or period.start,
            line.geleverdvolume,
            line.eenheid,
            line.producttarief,
            bedrag,
            reference.referentienummer,
            reference.vorigreferentienummer,
            uitkomst,
            self._werkdatum,
            klasse,
            findings,
            rules.reason_of_line(findings) if findings else "",
        )


def write_lines(*, gemeente: str, done: HandelingRef, lines: Iterable[Regel]) -> None:
    """Write lines in one COPY, and the judgements of those that were not granted by themselves in another."""
    judged: list[Regel] = []

    def rows() -> Iterator[tuple[Any, ...]]:
        for line in lines:
            if line.uitkomst is not Uitkomst.TOEGEKEND:
                judged.append(line)
            yield (gemeente, done.id, *line[:_OWN], _NAMES[line.uitkomst])

    copy_ledger(Declaratieregel, _LINE, rows())
    if judged:
        _write_judgements(gemeente, done, judged)


def _write_judgements(gemeente: str, done: HandelingRef, lines: Sequence[Regel]) -> None:
    places = [line.volgnummer for line in lines]
    found = Declaratieregel.objects.filter(
        declaratie_id__in={line.declaratie_id for line in lines}, volgnummer__range=(min(places), max(places))
    ).exclude(uitkomst=Uitkomst.TOEGEKEND.value)
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


def _judgement_row(gemeente: str, done: HandelingRef, identity: int, line: Regel) -> tuple[Any, ...]:
    findings = line.bevindingen
    first = findings[0].rule if findings else ""
    codes = list(dict.fromkeys(finding.retourcode for finding in findings))
    return (
        gemeente, done.id, identity, line.declaratie_id, line.uitkomst.value, line.klasse.value,
        rules.cause_of(first).value if first else "", first, codes, rules.stored(findings), line.reden,
        line.werkdatum, done.op,
    )  # fmt: skip
