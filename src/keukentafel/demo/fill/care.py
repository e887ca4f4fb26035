"""Turning the records of allocations, declarations and budget into what the back office loads."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.budgets.domain import NewBegrotingspost
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import NewDeclaratie, NewRegel
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    TIJDELIJK,
    Grond,
    Grondsoort,
    LoadedToewijzing,
    NewToewijzing,
    Toewijzingstatus,
)
from keukentafel.casework.domain.load import LoadGebeurtenis
from keukentafel.core.dutch import day as dutch_day
from keukentafel.core.money import euros
from keukentafel.core.period import Period
from keukentafel.demo.fill.cases import Names
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.records.backoffice import (
    AanbiederRecord,
    BegrotingsregelRecord,
    DeclaratieRecord,
    PrestatieRecord,
    ToewijzingRecord,
)

REMOVED, RECHTER = "13", "08"
_UNANSWERED = timedelta(days=9)
_NOT_SENT = timedelta(days=4)
_REDEN_EINDE = {
    Wet.WMO: {"overleden": "02", "extern": "31", "client": "21", "aanbieder": "22", "in overeenstemming": "23"},
    Wet.JEUGDWET: {"overleden": "02", "extern": "35", "client": "32", "aanbieder": "33", "in overeenstemming": "34"},
}  # fmt: skip
_OORDEEL = {
    "toegekend": Uitkomst.TOEGEKEND,
    "afgewezen": Uitkomst.AFGEWEZEN,
    "te beoordelen": Uitkomst.VOORGELEGD,
}


def status_on(row: ToewijzingRecord, day: date) -> Toewijzingstatus:
    """How far the exchange with the provider is on `day`.

    What was allocated in the last days has not been answered: under the Wmo the provider refused the first message, under the
    Jeugdwet the latest are not sent yet. All else was confirmed.
    """
    if row.stand != "toegewezen" or row.toewijzingsdatum < day - _UNANSWERED:
        return Toewijzingstatus.BEVESTIGD
    if row.wet == Wet.WMO:
        return Toewijzingstatus.AFGEWEZEN
    return Toewijzingstatus.CONCEPT if row.toewijzingsdatum >= day - _NOT_SENT else Toewijzingstatus.BEVESTIGD


def toewijzing(
    ids: Ids, row: ToewijzingRecord, status: Toewijzingstatus, paused: date | None = None
) -> LoadedToewijzing:
    """An allocation in the state it has reached; one that was withdrawn is removed in the words of the standard.

    `paused` is the last day of help that stopped for a time.
    """
    stopped = paused or (row.gestopt_op if row.gestart_op is not None else None)
    withdrawn = row.stand == "ingetrokken"
    sent = status is not Toewijzingstatus.CONCEPT
    return LoadedToewijzing(
        new=NewToewijzing(
            persoon_id=ids.of("persoon", row.persoon),
            aanbieder_id=ids.of("aanbieder", row.aanbieder),
            product_id=ids.of("product", row.product),
            wet=Wet(row.wet),
            volume=row.volume,
            eenheid=row.eenheid,
            frequentie=row.frequentie,
            ingangsdatum=row.ingangsdatum,
            einddatum=row.ingangsdatum if withdrawn else _last_day(row),
            grond=Grond(_ground(row), row.grondnummer or row.toewijzingnummer),
            id=ids.of("toewijzing", row.sleutel),
        ),
        contract_id=ids.of("contract", row.contract),
        toewijzingnummer=int(row.toewijzingnummer),
        status=status,
        toewijzingsdatum=row.toewijzingsdatum if sent else None,
        reden_wijziging=REMOVED if withdrawn else "",
        begindatum=None if withdrawn else row.gestart_op,
        start_gemeld_op=None if withdrawn else row.start_gemeld_op,
        gestopt_op=None if withdrawn else stopped,
        reden_beeindiging=(TIJDELIJK if paused else _reason(row)) if stopped is not None else "",
    )


def _ground(row: ToewijzingRecord) -> Grondsoort:
    """A ruling of a court comes in as a referral by that court."""
    return Grondsoort.RECHTER if row.verwijzer == RECHTER else Grondsoort(row.grond)


def _reason(row: ToewijzingRecord) -> str:
    """Why care stopped, in the codes of its law (WMO588, JZ588); what is no other reason went as planned."""
    planned = "31" if row.wet == Wet.JEUGDWET else "19"
    return _REDEN_EINDE[Wet(row.wet)].get(row.reden_einde, planned)


def _last_day(row: ToewijzingRecord) -> date | None:
    """The last day: care that stopped for good ends its allocation, so that a new one may follow it."""
    if row.gestopt_op is None or row.stand != "beëindigd":
        return row.einddatum
    return max(row.ingangsdatum, min(row.gestopt_op, row.einddatum or row.gestopt_op))


def care_events(ids: Ids, names: Names, rows: Iterable[ToewijzingRecord]) -> Iterable[LoadGebeurtenis]:
    """What the timeline of a case tells of its allocations."""
    for row in rows:
        person, identity = ids.of("persoon", row.persoon), ids.of("toewijzing", row.sleutel)
        provider, product = names.providers[row.aanbieder], names.products[row.product]
        yield LoadGebeurtenis(
            persoon_id=person,
            datum=row.toewijzingsdatum,
            soort="toewijzing",
            titel=f"{product} toegewezen aan {provider}",
            bron="Bericht 301, toewijzing",
            object_id=identity,
        )
        if row.gestart_op is not None:
            yield LoadGebeurtenis(
                persoon_id=person,
                datum=row.gestart_op,
                soort="hulp",
                titel=f"{provider} is gestart",
                tekst=product,
                bron="Bericht 305, start",
                object_id=identity,
            )


def declaratie(
    ids: Ids,
    provider: AanbiederRecord,
    row: DeclaratieRecord,
    lines: Iterable[PrestatieRecord],
    allocations: Mapping[str, ToewijzingRecord],
) -> NewDeclaratie:
    """A declaration with its lines and their judgement."""
    return NewDeclaratie(
        aanbieder_agb=provider.agb,
        aanbiedernaam=provider.naam,
        wet=Wet(row.wet),
        declaratienummer=row.declaratienummer,
        maand=row.begindatum,
        dagtekening=row.dagtekening,
        ontvangen_op=row.dagtekening,
        antwoord_uiterlijk=row.beantwoorden_uiterlijk,
        beantwoord_op=row.beantwoord_op,
        regels=tuple(_line(ids, line, allocations[line.toewijzing]) for line in lines),
        id=ids.of("declaratie", row.sleutel),
    )


def _line(ids: Ids, row: PrestatieRecord, allocation: ToewijzingRecord) -> NewRegel:
    return NewRegel(
        persoon_id=ids.of("persoon", allocation.persoon),
        toewijzing_id=ids.of("toewijzing", allocation.sleutel),
        toewijzingnummer=int(allocation.toewijzingnummer),
        productcategorie=allocation.categorie,
        productcode=row.product,
        periode=Period.inclusive(row.begindatum, row.einddatum),
        volume=row.volume,
        eenheid=row.eenheid,
        tarief=row.tarief,
        bedrag=row.bedrag,
        referentienummer=row.referentienummer,
        uitkomst=_OORDEEL[row.oordeel],
        regel=row.regel,
        retourcode=row.retourcode,
        reden=row.reden,
    )


def paid_events(
    ids: Ids,
    provider: AanbiederRecord,
    row: DeclaratieRecord,
    lines: Iterable[PrestatieRecord],
    allocations: Mapping[str, ToewijzingRecord],
) -> Iterable[LoadGebeurtenis]:
    """What the timelines tell of a declaration that was answered: one line for each person in it."""
    if row.beantwoord_op is None:
        return
    per_person: dict[str, list[PrestatieRecord]] = {}
    for line in lines:
        per_person.setdefault(allocations[line.toewijzing].persoon, []).append(line)
    for person, declared in per_person.items():
        granted = sum(line.bedrag for line in declared if line.oordeel == "toegekend")
        total = sum(line.bedrag for line in declared)
        refused = f", {euros(total - granted)} afgewezen" if granted != total else ""
        yield LoadGebeurtenis(
            persoon_id=ids.of("persoon", person),
            datum=row.beantwoord_op,
            soort="declaratie",
            titel=f"{provider.naam} declareert {euros(total)} over {_month(row.begindatum)}",
            tekst=f"{euros(granted)} goedgekeurd{refused}.",
            bron=provider.naam,
            zichtbaar="team",
            bedrag=granted,
            object_id=ids.of("declaratie", row.sleutel),
        )


def _month(first: date) -> str:
    return f"{dutch_day(first).split()[1]} {first.year}"


def begrotingspost(ids: Ids, row: BegrotingsregelRecord) -> NewBegrotingspost:
    """A budget line of one year."""
    return NewBegrotingspost(
        jaar=row.jaar,
        wet=Wet(row.wet),
        naam=row.naam,
        categorieen=row.categorieen,
        begroot=row.begroot,
        bron="Verzonnen begroting van de voorbeeldgemeente",
        taakveld=row.taakveld,
        eerder_geboekt=row.besteed_eerder,
        id=ids.of("begrotingspost", row.sleutel),
    )
