"""The steps behind an answer: the 319 that leaves, the allocations that a request becomes, and what a 320 does to it.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from keukentafel.backoffice.berichten.codec.facts import Facts319, KnownVerzoek
from keukentafel.backoffice.berichten.codec.headers import header_gemeente
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord, Bericht319, Woonplaatsbeginsel
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.rules.antwoord import judge_319
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.berichten.operations import next_identificatie, post
from keukentafel.backoffice.berichten.queries import known_bericht
from keukentafel.backoffice.contracts.domain import LAW_OF_WET
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grond, NewToewijzing, Wijziging
from keukentafel.backoffice.toewijzingen.operations import change_as_requested, grant_toewijzing
from keukentafel.backoffice.verzoeken import queries, rules
from keukentafel.backoffice.verzoeken.domain import (
    AntwoordRow,
    Antwoordstatus,
    Regel,
    Regelsoort,
    Verwijzing,
    VerzoekBeantwoord,
    VerzoekDetail,
    VerzoekRow,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.backoffice.verzoeken.models import Verzoek, Verzoekantwoord
from keukentafel.people import queries as people
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce


def send_answer(
    *,
    actor: Actor,
    detail: VerzoekDetail,
    status: Verzoekstatus,
    antwoord: str,
    reden: str = "",
    woonplaats: str = "",
) -> None:
    """Send a 319 that was judged as the provider will judge it, keep it, and announce `VerzoekBeantwoord`."""
    row = detail.row
    move(row, status)
    bericht = _compose(actor.gemeente, row, antwoord, reden, woonplaats)
    known = queries.known_request(gemeente=actor.gemeente, verzoek_id=row.id)
    oordeel = judge_319(bericht, Facts319(known_bericht(clock.today(), gemeente=actor.gemeente), known))
    if not oordeel.akkoord:
        raise rules.AlreadyAnswered(
            "Op dit verzoek is al een antwoord verstuurd waar dit niet meer op kan volgen. Kijk in het overzicht "
            "van de antwoorden."
        )
    sent = post(actor=actor, bericht=bericht)
    Verzoekantwoord.objects.create(
        gemeente_id=actor.gemeente,
        verzoek_id=row.id,
        antwoord=antwoord,
        reden=reden,
        woonplaats=woonplaats,
        bericht_id=sent.id,
        status=Antwoordstatus.VERSTUURD.value,
        gegeven_op=clock.today(),
    )
    announce(_answered(actor.gemeente, actor.account_id, row, status, reden=reden))


def move(row: VerzoekRow, status: Verzoekstatus) -> None:
    """Take a request to its next state; of two people who act at once only one does. Raises `WrongStatus`."""
    rules.check_transition(row.status, status)
    due = queries.due(status, ontvangen_op=row.ontvangen_op, dagtekening=row.dagtekening)
    waiting = Verzoek.objects.filter(pk=row.id, status=row.status.value)
    if not waiting.update(status=status.value, uiterlijk=due):
        raise rules.WrongStatus(
            Verzoekstatus(Verzoek.objects.values_list("status", flat=True).get(pk=row.id))
        )


def _compose(gemeente: str, row: VerzoekRow, antwoord: str, reden: str, woonplaats: str) -> Bericht319:
    header = header_gemeente(
        find_soort(Law(LAW_OF_WET[row.wet]), 319),
        afzender=gemeente,
        ontvanger=row.agb,
        identificatie=next_identificatie(gemeente=gemeente),
        dagtekening=clock.today(),
    )
    return Bericht319(
        header=header,
        antwoord=Antwoord(
            referentieaanbieder=row.referentieaanbieder,
            verzoekantwoord=antwoord,
            redenafwijzingverzoek=reden or None,
            woonplaatsbeginsel=Woonplaatsbeginsel(gemeente=woonplaats) if woonplaats else None,
        ),
    )


def _answered(
    gemeente: str,
    account_id: UUID,
    row: VerzoekRow,
    status: Verzoekstatus,
    *,
    reden: str = "",
    toewijzing_ids: tuple[UUID, ...] = (),
    teruggedraaid: bool = False,
) -> VerzoekBeantwoord:
    return VerzoekBeantwoord(
        gemeente=gemeente,
        account_id=account_id,
        verzoek_id=row.id,
        soort=row.soort,
        wet=row.wet,
        persoon_id=row.persoon_id,
        aanbiedernaam=row.aanbiedernaam,
        hulp=row.hulp,
        status=status,
        reden=rules.reason_text(reden) if reden else "",
        toewijzing_ids=toewijzing_ids,
        teruggedraaid=teruggedraaid,
    )


def grant(*, actor: Actor, detail: VerzoekDetail) -> tuple[UUID, ...]:
    """Make or change the allocations that the request asks for, and announce `VerzoekBeantwoord`."""
    row = detail.row
    known = _known(actor.gemeente, detail)
    move(row, Verzoekstatus.TOEGEWEZEN)
    if row.aanbieder_id is None:
        raise rules.ProviderUnknown
    made = (_grant if row.soort is Verzoeksoort.TOEWIJZING else _change)(actor, detail, known)
    announce(_answered(actor.gemeente, actor.account_id, row, Verzoekstatus.TOEGEWEZEN, toewijzing_ids=made))
    return made


def _known(gemeente: str, detail: VerzoekDetail) -> KnownVerzoek:
    """The request as its provider knows it before the answer leaves."""
    row = detail.row
    known = queries.known_request(gemeente=gemeente, verzoek_id=row.id)[row.referentieaanbieder]
    bsns = people.bsns(gemeente=gemeente, persoon_ids=[row.persoon_id])
    return replace(
        known, bsn=bsns.get(row.persoon_id, ""), gezagsdragerbekend=bool(detail.gezagsdrager_bekend)
    )


def _grant(actor: Actor, detail: VerzoekDetail, known: KnownVerzoek) -> tuple[UUID, ...]:
    row, (line,) = detail.row, detail.regels
    verwijzing = detail.verwijzing or Verwijzing("")
    grond = rules.ground(verwijzing, row.referentieaanbieder, row.dagtekening)
    granted = grant_toewijzing(actor=actor, new=_new(row, line, grond), verzoek=known)
    return (granted.id,)


def _change(actor: Actor, detail: VerzoekDetail, known: KnownVerzoek) -> tuple[UUID, ...]:
    row = detail.row
    running = toewijzingen.of_client_and_provider(
        gemeente=actor.gemeente, wet=row.wet, persoon_id=row.persoon_id, agb=row.agb
    )
    # A product that comes beside what runs is given on the same ground as that.
    grond = next(running[line.toewijzingnummer].grond for line in detail.regels if line.toewijzingnummer)
    changed = change_as_requested(
        actor=actor,
        persoon_id=row.persoon_id,
        verzoek=known,
        wijzigingen=[
            Wijziging(line.toewijzing_id, line.ingangsdatum, line.einddatum, line.omvang, line.budget)
            for line in _lines(detail.regels, Regelsoort.TE_WIJZIGEN)
            if line.toewijzing_id
        ],
        nieuw=[_new(row, line, grond) for line in _lines(detail.regels, Regelsoort.NIEUW)],
    )
    return tuple(toewijzing.id for toewijzing in changed)


def _lines(lines: Sequence[Regel], soort: Regelsoort) -> list[Regel]:
    return [line for line in lines if line.soort is soort]


def _new(row: VerzoekRow, line: Regel, grond: Grond) -> NewToewijzing:
    if row.aanbieder_id is None:
        raise rules.ProviderUnknown
    return NewToewijzing(
        persoon_id=row.persoon_id,
        aanbieder_id=row.aanbieder_id,
        product_id=line.product_id,
        wet=row.wet,
        volume=line.omvang.volume if line.omvang else 0,
        eenheid=line.omvang.eenheid if line.omvang else "",
        frequentie=line.omvang.frequentie if line.omvang else "",
        ingangsdatum=line.ingangsdatum,
        einddatum=line.einddatum,
        grond=grond,
        productcategorie=line.productcategorie,
        budget=line.budget,
    )


def settle(event: BerichtOntvangen, found: Verzoekantwoord, *, refused: bool) -> None:
    """Write what a 320 says of an answer; a refused one is taken off the request."""
    new = rules.after_320(Antwoordstatus(found.status), refused=refused)
    if new is None:
        return
    Verzoekantwoord.objects.filter(pk=found.pk).update(status=new.value)
    if not refused:
        return
    detail = queries.detail_of(gemeente=event.gemeente, verzoek_id=found.verzoek_id)
    status = rules.status_after(
        answer.antwoord for answer in detail.antwoorden if answer.status is not Antwoordstatus.AFGEWEZEN
    )
    if status is detail.row.status or detail.row.status is Verzoekstatus.TOEGEWEZEN:
        return
    move(detail.row, status)
    announce(_answered(event.gemeente, event.account_id, detail.row, status, teruggedraaid=True))


def loaded(gemeente: str, verzoek_id: UUID, row: AntwoordRow) -> Verzoekantwoord:
    """The unsaved row of an answer of the load."""
    return Verzoekantwoord(
        gemeente_id=gemeente,
        verzoek_id=verzoek_id,
        antwoord=row.antwoord,
        reden=row.reden,
        woonplaats=row.woonplaats,
        bericht_id=row.bericht_id,
        status=row.status.value,
        gegeven_op=row.gegeven_op,
    )
