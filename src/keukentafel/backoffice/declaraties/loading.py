"""Loading many declarations at once, with the messages that would have brought them in and answered them.

Private to the room; works inside the transaction and the handeling of `operations.load_declaraties`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from keukentafel.backoffice.berichten import operations as berichten
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding, Uitkomst
from keukentafel.backoffice.berichten.codec.records.basis import (
    BedragMetDC,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import Declaratie as Declaratieklasse
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort, find_soort
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import Berichtstatus, NewBericht, Richting
from keukentafel.backoffice.contracts.domain import LAW_OF_WET, Wet
from keukentafel.backoffice.declaraties import ledger, rules
from keukentafel.backoffice.declaraties.domain import (
    Declaratiestatus,
    Klasse,
    NewDeclaratie,
    NewRegel,
)
from keukentafel.backoffice.declaraties.ledger import Oordeel, Regel
from keukentafel.backoffice.declaraties.models import Declaratie, Declaratieregel
from keukentafel.core.period import Period
from keukentafel.people import queries as people
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.audit.domain import HandelingRef

BATCH = 1000


def load(*, actor: Actor, done: HandelingRef, declaraties: Sequence[NewDeclaratie]) -> int:
    """Write messages, declarations, lines, judgements and sums; answers the number of lines. Raises `WrongLoad`."""
    _check_months(declaraties)
    ordered = {new.id: _ordered(new) for new in declaraties}
    lines = {new.id: _lines(actor.gemeente, done, new.id, ordered[new.id]) for new in declaraties}
    received, answered = _messages(actor, declaraties, ordered)
    Declaratie.objects.bulk_create(
        (_row(actor, new, lines[new.id], received.get(new.id), answered.get(new.id)) for new in declaraties),
        batch_size=BATCH,
    )
    ledger.write_lines(line for new in declaraties for line in lines[new.id])
    _check_numbers(declaraties)
    judgements = [judgement for new in declaraties for judgement in _judgements(new, ordered[new.id])]
    ledger.write_judgements(gemeente=actor.gemeente, done=done, judgements=judgements)
    for wet in Wet:
        totals = {new.id: _totals(lines[new.id]) for new in declaraties if new.wet is wet}
        ledger.write_totals(gemeente=actor.gemeente, wet=wet.value, totals=totals)
    return sum(len(new.regels) for new in declaraties)


def _check_months(declaraties: Sequence[NewDeclaratie]) -> None:
    """No line lies after the month of its declaration (TR319): what was declared in a month is looked for from that month on."""
    for new in declaraties:
        end = _month(new.maand).end or date.max
        for line in new.regels:
            if (line.periode.end or line.periode.start) > end:
                raise rules.WrongLoad(
                    new.declaratienummer, line.referentienummer, "ligt na de maand van de declaratie"
                )


def _check_numbers(declaraties: Sequence[NewDeclaratie]) -> None:
    """The lines of an allocation are found by its number."""
    wrong = Declaratieregel.objects.filter(declaratie__id__any=[new.id for new in declaraties])
    wrong = wrong.exclude(toewijzingnummer=F("toewijzing__toewijzingnummer"))
    found = wrong.values_list("declaratie__declaratienummer", "referentienummer").first()
    if found is not None:
        declaratienummer, reference = found
        raise rules.WrongLoad(declaratienummer, reference, "heeft het nummer van een andere toewijzing")


def _month(first: date) -> Period:
    return next(Period(first, None if first.year == 9999 else first.replace(year=first.year + 1)).months())


def _totals(lines: Sequence[Regel]) -> rules.Totals:
    totals: rules.Totals = {}
    for line in lines:
        rules.add_to_totals(
            totals, line.van.year, line.productcategorie, line.bedrag, Uitkomst(line.uitkomst)
        )
    return totals


def _messages(
    actor: Actor, declaraties: Sequence[NewDeclaratie], ordered: Mapping[UUID, Sequence[NewRegel]]
) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Load the 323 of each declaration and the 325 of each answered one; their ids by declaration."""
    bsns = people.bsns(
        gemeente=actor.gemeente, persoon_ids={line.persoon_id for new in declaraties for line in new.regels}
    )
    heen = {
        new.id: _message(actor.gemeente, find_soort(Law(LAW_OF_WET[new.wet]), 323), new, bsns)
        for new in declaraties
    }
    by_id = {new.id: new for new in declaraties}
    loaded = berichten.load_berichten(
        actor=actor, berichten=(_heen(by_id[identity], bericht) for identity, bericht in heen.items())
    )
    received = dict(zip(heen, loaded, strict=True))
    closed = [by_id[identity] for identity in heen if by_id[identity].beantwoord_op is not None]
    numbers = berichten.next_identificaties(gemeente=actor.gemeente, aantal=len(closed)) if closed else ()
    loaded = berichten.load_berichten(
        actor=actor,
        berichten=(
            _answer(new, ordered[new.id], heen[new.id], received[new.id], number)
            for new, number in zip(closed, numbers, strict=True)
        ),
    )
    return received, dict(zip((new.id for new in closed), loaded, strict=True))


def _message(gemeente: str, soort: BerichtSoort, new: NewDeclaratie, bsns: dict[UUID, str]) -> Bericht323:
    per_client: dict[UUID, list[NewRegel]] = {}
    for line in new.regels:
        per_client.setdefault(line.persoon_id, []).append(line)
    total = sum(line.bedrag for line in new.regels)
    month = _month(new.maand)
    return Bericht323(
        header=header_aanbieder(
            soort,
            afzender=new.aanbieder_agb,
            ontvanger=gemeente,
            identificatie=new.declaratienummer,
            dagtekening=new.dagtekening,
        ),
        declaratie=Declaratieklasse(
            declaratienummer=new.declaratienummer,
            declaratieperiode=_closed(month),
            declaratiedagtekening=new.dagtekening,
            totaalingediendbedrag=TotaalBedragMetDC(
                totaalbedrag=abs(total), debetcredit="C" if total < 0 else "D"
            ),
            clienten=tuple(
                Client323(bsn=bsns[persoon_id], prestaties=tuple(_prestatie(line) for line in lines))
                for persoon_id, lines in per_client.items()
            ),
        ),
    )


def _prestatie(line: NewRegel) -> Prestatie:
    return Prestatie(
        productreferentie=Referentie(
            referentienummer=line.referentienummer, vorigreferentienummer=line.vorigreferentienummer
        ),
        toewijzingnummer=line.toewijzingnummer,
        productcategorie=line.productcategorie,
        productcode=line.productcode,
        productperiode=_closed(line.periode),
        geleverdvolume=line.volume,
        eenheid=line.eenheid,
        producttarief=line.tarief,
        ingediendbedrag=BedragMetDC(
            bedrag=abs(line.bedrag), debetcredit="C" if line.vorigreferentienummer else "D"
        ),
    )


def _closed(period: Period) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=period.start, einddatum=period.last_day or period.start)


def _heen(new: NewDeclaratie, bericht: Bericht323) -> NewBericht:
    return NewBericht(
        inhoud=bericht,
        richting=Richting.IN,
        werkdatum=new.ontvangen_op,
        status=Berichtstatus.BEANTWOORD if new.beantwoord_op else Berichtstatus.WACHT_OP_MENS,
        antwoord_uiterlijk=new.antwoord_uiterlijk,
    )


def _answer(
    new: NewDeclaratie, ordered: Sequence[NewRegel], bericht: Bericht323, bericht_id: int, identificatie: str
) -> NewBericht:
    decided = {
        volgnummer: (line.uitkomst, Klasse.PRESTATIE, _findings(line))
        for volgnummer, line in enumerate(ordered, start=1)
    }
    day = new.beantwoord_op or new.ontvangen_op
    return NewBericht(
        inhoud=build_325(
            bericht, rules.rebuilt(bericht, decided), identificatie=identificatie, dagtekening=day
        ),
        richting=Richting.UIT,
        werkdatum=day,
        status=Berichtstatus.VERSTUURD,
        antwoord_op=bericht_id,
    )


def _ordered(new: NewDeclaratie) -> list[NewRegel]:
    """The lines in the order of the message: by client, clients in the order in which they first occur."""
    order = {
        persoon_id: place
        for place, persoon_id in enumerate(dict.fromkeys(line.persoon_id for line in new.regels))
    }
    return sorted(new.regels, key=lambda line: order[line.persoon_id])


def _lines(
    gemeente: str, done: HandelingRef, declaratie_id: UUID, ordered: Sequence[NewRegel]
) -> list[Regel]:
    return [
        Regel(
            gemeente_id=gemeente,
            handeling_id=done.id,
            declaratie_id=declaratie_id,
            volgnummer=volgnummer,
            persoon_id=line.persoon_id,
            toewijzing_id=line.toewijzing_id,
            toewijzingnummer=line.toewijzingnummer,
            productcategorie=line.productcategorie,
            productcode=line.productcode,
            van=line.periode.start,
            tot=line.periode.end or line.periode.start,
            volume=line.volume,
            eenheid=line.eenheid,
            tarief=line.tarief,
            bedrag=line.bedrag,
            referentienummer=line.referentienummer,
            vorigreferentienummer=line.vorigreferentienummer,
            uitkomst=line.uitkomst.value,
        )
        for volgnummer, line in enumerate(ordered, start=1)
    ]


def _judgements(new: NewDeclaratie, ordered: Sequence[NewRegel]) -> Iterator[Oordeel]:
    """The judgements of the lines that were not granted by themselves."""
    for volgnummer, line in enumerate(ordered, start=1):
        if line.uitkomst is not Uitkomst.TOEGEKEND:
            yield Oordeel(
                declaratie_id=new.id,
                volgnummer=volgnummer,
                uitkomst=line.uitkomst,
                klasse=Klasse.PRESTATIE,
                bevindingen=_findings(line),
                reden=line.reden,
                werkdatum=new.ontvangen_op,
            )


def _findings(line: NewRegel) -> tuple[Bevinding, ...]:
    return (Bevinding(line.regel, 3, line.retourcode, line.reden),) if line.regel else ()


def _row(
    actor: Actor, new: NewDeclaratie, lines: Sequence[Regel], bericht_id: int | None, antwoord_id: int | None
) -> Declaratie:
    granted = [line.bedrag for line in lines if line.uitkomst == Uitkomst.TOEGEKEND.value]
    status = Declaratiestatus.BEANTWOORD if new.beantwoord_op else Declaratiestatus.WACHT_OP_MENS
    return Declaratie(
        id=new.id,
        gemeente_id=actor.gemeente,
        bericht_id=bericht_id,
        antwoord_id=antwoord_id,
        aanbieder_agb=new.aanbieder_agb,
        aanbiedernaam=new.aanbiedernaam,
        wet=new.wet.value,
        declaratienummer=new.declaratienummer,
        maand=new.maand,
        dagtekening=new.dagtekening,
        status=status.value,
        ontvangen_op=new.ontvangen_op,
        antwoord_uiterlijk=new.antwoord_uiterlijk,
        beantwoord_op=new.beantwoord_op,
        regels=len(lines),
        ingediend=sum(line.bedrag for line in lines),
        toegekend=sum(granted),
        automatisch=len(granted),
        automatisch_bedrag=sum(granted),
    )
