"""Judging declarations: automatically on receipt, and by a person for lines that are put before one.

A line is wholly granted or wholly refused. One line that waits for a person keeps the whole answer (325) waiting.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from keukentafel.backoffice.berichten import operations as berichten
from keukentafel.backoffice.berichten import queries as messages
from keukentafel.backoffice.berichten.codec.oordeel import DeclaratieOordeel, Uitkomst
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.declaratie import Judge, Line, credits_of, lines_of
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.contracts.domain import WET_OF_LAW
from keukentafel.backoffice.declaraties import ledger, loading, rules
from keukentafel.backoffice.declaraties.domain import (
    AlreadyJudged,
    Beoordeling,
    Declaratiestatus,
    DeclaratieVerwerkt,
    NewDeclaratie,
    NewOordeelregel,
    RegelNotFound,
)
from keukentafel.backoffice.declaraties.knowledge import Knowledge, about, gather, still_granted
from keukentafel.backoffice.declaraties.models import (
    FINAL,
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Oordeelregel,
    Regeloordeel,
)
from keukentafel.backoffice.toewijzingen.domain.events import ToewijzingenIngetrokken
from keukentafel.core.batches import batches
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce

# Lines judged and written at a time: what is known about them is the most that an import holds in memory besides the message.
BATCH = 15_000

# --- before an allocation is taken back ------------------------------------------------------------------------------


def check_taken_back(event: ToewijzingenIngetrokken) -> None:
    """Refuse to take an allocation back on which lines were granted that were not credited (TR385); raises `StillDeclared`."""
    found = still_granted(gemeente=event.gemeente, wet=event.wet, nummers=event.nummers)
    if found:
        raise rules.StillDeclared(found)


# --- on receipt ------------------------------------------------------------------------------------------------------


def receive_323(event: BerichtOntvangen) -> None:
    """Judge the declaration in a message that was accepted, keep its lines, and answer it when nothing waits for a person.

    Reacts to `BerichtOntvangen`, in the transaction that books the message; other messages are left alone.
    """
    bericht = event.inhoud
    if not isinstance(bericht, Bericht323):
        return
    actor = accounts.get_actor(event.account_id)
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    today, wet = clock.today(), WET_OF_LAW[event.wet]
    known = gather(gemeente=actor.gemeente, wet=wet, bericht=bericht, today=today)
    judge = Judge(bericht, known.facts, judged_rules=known.judged_rules)
    identity = new_id()
    with handeling(
        actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="declaratie", object_id=identity
    ) as done:
        declaratie = _received(actor, identity, event.bericht_id, bericht, known, today)
        if judge.header or judge.declaratie:
            _refuse_whole(actor, done, declaratie, event.bericht_id, bericht, judge)
        else:
            _book_lines(actor, done, declaratie, event.bericht_id, bericht, judge, known)


def _received(
    actor: Actor, identity: UUID, bericht_id: int, bericht: Bericht323, known: Knowledge, today: date
) -> Declaratie:
    content = bericht.declaratie
    total = content.totaalingediendbedrag
    return Declaratie(
        id=identity,
        gemeente_id=actor.gemeente,
        bericht_id=bericht_id,
        aanbieder_agb=bericht.header.afzender,
        aanbiedernaam=known.aanbieder.naam if known.aanbieder else f"AGB {bericht.header.afzender}",
        wet=known.wet.value,
        declaratienummer=content.declaratienummer,
        maand=content.declaratieperiode.begindatum.replace(day=1),
        dagtekening=content.declaratiedagtekening,
        status=Declaratiestatus.ONTVANGEN.value,
        ontvangen_op=today,
        antwoord_uiterlijk=messages.answer_due(nummer=325, received=today) or today,
        regels=sum(len(client.prestaties) for client in content.clienten),
        ingediend=total.totaalbedrag if total.debetcredit == rules.DEBET else -total.totaalbedrag,
    )


def _refuse_whole(
    actor: Actor,
    done: HandelingRef,
    declaratie: Declaratie,
    bericht_id: int,
    bericht: Bericht323,
    judge: Judge,
) -> None:
    """A finding on the header or the declaration: no line is looked at and nothing is booked, but what it is about is noted."""
    numbers = (line.toewijzingnummer for _, _, line in lines_of(bericht))
    berichten.link_allocations(
        gemeente=actor.gemeente, done=done, bericht_id=bericht_id, toewijzingnummers=numbers
    )
    oordeel = DeclaratieOordeel(judge.header, judge.declaratie, {}, ())
    declaratie.reden = " ".join(rules.reason_of(found) for found in (*oordeel.header, *oordeel.declaratie))
    declaratie.status = Declaratiestatus.GEWEIGERD.value
    declaratie.antwoord_id = _post_answer(actor, bericht_id, bericht, oordeel)
    declaratie.beantwoord_op = clock.today()
    declaratie.save(force_insert=True)


def _book_lines(
    actor: Actor,
    done: HandelingRef,
    declaratie: Declaratie,
    bericht_id: int,
    bericht: Bericht323,
    judge: Judge,
    known: Knowledge,
) -> None:
    """Write the declaration, judge and write its lines batch by batch, then write what they add up to, and answer."""
    declaratie.save(force_insert=True)
    for credits in batches(credits_of(bericht), BATCH):
        judge.judge_credits(credits, about(known, credits).facts)
    booking = ledger.Booking(actor.gemeente, done, declaratie.pk, clock.today())
    for lines in batches(lines_of(bericht), BATCH):
        _book_batch(booking, judge, known, lines)
    declaratie.automatisch, declaratie.automatisch_bedrag = booking.toegekend, booking.bedrag
    declaratie.toegekend = booking.bedrag
    oordeel = DeclaratieOordeel((), (), judge.clienten, tuple(booking.rest), booking.bedrag)
    if oordeel.waiting:
        declaratie.status = Declaratiestatus.WACHT_OP_MENS.value
        berichten.mark_waiting(actor=actor, bericht_id=bericht_id)
    else:
        declaratie.status = Declaratiestatus.BEANTWOORD.value
        declaratie.antwoord_id = _post_answer(actor, bericht_id, bericht, oordeel)
        declaratie.beantwoord_op = clock.today()
    declaratie.save()
    ledger.write_totals(gemeente=actor.gemeente, wet=declaratie.wet, totals={declaratie.pk: booking.totals})
    _announce(actor, declaratie, booking.persons)


def _book_batch(booking: ledger.Booking, judge: Judge, known: Knowledge, lines: Sequence[Line]) -> None:
    """Judge and write lines; by itself, so that what is known about them is forgotten before the next ones are looked up."""
    here = about(known, lines)
    booking.write(judge.judge(lines, here.facts), here, judge.clienten)


def _post_answer(actor: Actor, bericht_id: int, bericht: Bericht323, oordeel: DeclaratieOordeel) -> int:
    answer = build_325(
        bericht,
        oordeel,
        identificatie=berichten.next_identificatie(gemeente=actor.gemeente),
        dagtekening=clock.today(),
    )
    return berichten.post(actor=actor, bericht=answer, antwoord_op=bericht_id).id


def _announce(actor: Actor, declaratie: Declaratie, persons: rules.PerPerson) -> None:
    """Tell what was decided."""
    decided = persons.persons()
    if decided:
        announce(
            DeclaratieVerwerkt(
                gemeente=actor.gemeente,
                account_id=actor.account_id,
                declaratie_id=declaratie.pk,
                aanbiedernaam=declaratie.aanbiedernaam,
                maand=declaratie.maand,
                personen=decided,
            )
        )


# --- by a person -----------------------------------------------------------------------------------------------------


def judge_line(*, actor: Actor, regel_id: int, toekennen: bool, reden: str = "") -> Beoordeling:
    """Grant or refuse one line that waits; refusing keeps the codes of what was found, granting needs a reason.

    When it was the last one of its declaration, the 325 is posted. Raises `RegelNotFound`, `ReasonMissing` or, when somebody
    was first, `AlreadyJudged`.
    """
    return judge_lines(actor=actor, regel_ids=(regel_id,), toekennen=toekennen, reden=reden)


def judge_same_cause(*, actor: Actor, regel_id: int, toekennen: bool, reden: str = "") -> Beoordeling:
    """Decide every waiting line of this provider that breaks the same rule as this line, as one act with one reason."""
    scope = accounts.scope(actor, Act.DECLARATIE_BEOORDELEN)
    waiting = Regeloordeel.objects.visible(scope, clock.now()).waiting()
    row = (
        waiting.filter(regel_id=regel_id)
        .values_list("declaratie__aanbieder_agb", "declaratie__wet", "overtreden")
        .first()
    )
    if row is None:
        return judge_line(actor=actor, regel_id=regel_id, toekennen=toekennen, reden=reden)
    same = waiting.filter(declaratie__aanbieder_agb=row[0], declaratie__wet=row[1], overtreden=row[2])
    identities = tuple(same.order_by("regel_id").values_list("regel_id", flat=True))
    return judge_lines(actor=actor, regel_ids=identities, toekennen=toekennen, reden=reden)


def judge_lines(*, actor: Actor, regel_ids: Sequence[int], toekennen: bool, reden: str = "") -> Beoordeling:
    """Decide several waiting lines as one act with one reason: all of them or, when one cannot be decided, none."""
    act = Act.DECLARATIE_BEOORDELEN
    found = Declaratieregel.objects.visible(accounts.scope(actor, act), clock.now())
    return _judge(actor, act, found, regel_ids, toekennen=toekennen, reden=reden)


def judge_on_figures(*, actor: Actor, regel_id: int, toekennen: bool, reden: str = "") -> Beoordeling:
    """Decide one line of a shielded resident, by who sees its figures and not of whom it is; refuses as `judge_line`."""
    act = Act.REGEL_OP_CIJFERS_BEOORDELEN
    found = Declaratieregel.objects.shielded(accounts.scope(actor, act))
    return _judge(actor, act, found, (regel_id,), toekennen=toekennen, reden=reden)


def _judge(
    actor: Actor, act: Act, found: Any, regel_ids: Sequence[int], *, toekennen: bool, reden: str
) -> Beoordeling:
    rules.check_reason(toekennen=toekennen, reden=reden)
    lines = list(found.filter(pk__in=regel_ids).order_by("declaratie_id", "volgnummer"))
    if not lines or len(lines) != len(set(regel_ids)):
        raise RegelNotFound
    alone = lines[0] if len(lines) == 1 else None
    with handeling(
        actor=actor,
        act=act,
        object_type="declaratieregel",
        object_id=lines[0].declaratie_id,
        persoon_id=alone.persoon_id if alone else None,
        ground=reden.strip(),
    ) as done:
        owners = {line.declaratie_id for line in lines}
        # Locked in one order, so that two people at the same provider wait for each other and do not block each other.
        declaraties = list(Declaratie.objects.select_for_update().filter(pk__in=owners).order_by("pk"))
        _write_judgements(actor, done, lines, toekennen=toekennen, reden=reden.strip())
        answered = tuple(
            declaratie.pk
            for declaratie in declaraties
            if _after_judging(
                actor, declaratie, [line for line in lines if line.declaratie_id == declaratie.pk], toekennen
            )
        )
    return Beoordeling(aantal=len(lines), bedrag=sum(line.bedrag for line in lines), beantwoord=answered)


def _write_judgements(
    actor: Actor, done: HandelingRef, lines: Sequence[Declaratieregel], *, toekennen: bool, reden: str
) -> None:
    """Write the final judgements; raises `AlreadyJudged` when one of the lines has one."""
    if any(line.uitkomst == Uitkomst.TOEGEKEND.value for line in lines):
        raise AlreadyJudged("", Uitkomst.TOEGEKEND)
    earlier = Regeloordeel.objects.filter(regel_id__in=[line.pk for line in lines])
    first = earlier.filter(uitkomst__in=FINAL).values_list("door__naam", "uitkomst").first()
    if first is not None:
        raise AlreadyJudged(first[0] or "", Uitkomst(first[1]))
    put_before = {judgement.regel_id: judgement for judgement in earlier}
    uitkomst = Uitkomst.TOEGEKEND if toekennen else Uitkomst.AFGEWEZEN
    Regeloordeel.objects.bulk_create(
        Regeloordeel(
            gemeente_id=actor.gemeente,
            handeling_id=done.id,
            regel_id=line.pk,
            declaratie_id=line.declaratie_id,
            uitkomst=uitkomst.value,
            klasse=put_before[line.pk].klasse,
            oorzaak=put_before[line.pk].oorzaak,
            overtreden=put_before[line.pk].overtreden,
            retourcodes=[] if toekennen else put_before[line.pk].retourcodes,
            bevindingen=[] if toekennen else put_before[line.pk].bevindingen,
            reden=reden or put_before[line.pk].reden,
            door_id=actor.account_id,
            werkdatum=clock.today(),
            op=done.op,
        )
        for line in lines
    )


def _after_judging(
    actor: Actor, declaratie: Declaratie, lines: Sequence[Declaratieregel], toekennen: bool
) -> bool:
    """Move the sums, tell what was decided, and answer the declaration when nothing waits; answers whether it was."""
    for line in lines:
        change = (
            {"goedgekeurd": F("goedgekeurd") + line.bedrag}
            if toekennen
            else {"gedeclareerd": F("gedeclareerd") - line.bedrag}
        )
        Declaratietotaal.objects.filter(
            declaratie=declaratie, jaar=line.van.year, productcategorie=line.productcategorie
        ).update(**change)
    if toekennen:
        declaratie.toegekend += sum(line.bedrag for line in lines)
    done = not Regeloordeel.objects.filter(declaratie=declaratie).waiting().exists()
    if done:
        rules.check_transition(Declaratiestatus(declaratie.status), Declaratiestatus.BEANTWOORD)
        _answer(actor, declaratie)
    declaratie.save(update_fields=["toegekend", "status", "antwoord", "beantwoord_op"])
    persons = rules.PerPerson()
    for line in lines:
        if line.toewijzing_id is not None and line.persoon_id is not None:
            persons.add(line.persoon_id, line.bedrag, toegekend=toekennen)
    _announce(actor, declaratie, persons)
    return done


def _answer(actor: Actor, declaratie: Declaratie) -> None:
    """Post the 325; a declaration that was loaded without its message gets none."""
    if declaratie.bericht_id is not None:
        bericht = messages.read_in(gemeente=actor.gemeente, bericht_id=declaratie.bericht_id)
        if not isinstance(bericht, Bericht323):
            raise TypeError("A declaration always points to a 323.")
        oordeel = rules.rebuilt(bericht, ledger.final_judgements(declaratie))
        # Who judges on figures opens no messages: then the house itself sends what follows from the judgement.
        reads = accounts.may(actor, Act.BERICHTEN_INLEZEN)
        sender = actor if reads else accounts.system_actor(actor.gemeente)
        declaratie.antwoord_id = _post_answer(sender, declaratie.bericht_id, bericht, oordeel)
    declaratie.status = Declaratiestatus.BEANTWOORD.value
    declaratie.beantwoord_op = clock.today()


# --- settings and loads ----------------------------------------------------------------------------------------------


def load_oordeelregels(*, actor: Actor, regels: Iterable[NewOordeelregel]) -> int:
    """Load the municipality's dated list of rules whose lines wait for a person; answers how many."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="oordeelregel"):
        rows = Oordeelregel.objects.bulk_create(
            Oordeelregel(
                gemeente_id=actor.gemeente, regel=new.regel, vanaf=new.vanaf, tot=new.tot, bron=new.bron
            )
            for new in regels
        )
    return len(rows)


def load_declaraties(*, actor: Actor, declaraties: Iterable[NewDeclaratie]) -> int:
    """Load declarations with lines, judgements and the messages that belong to them; answers the number of lines.

    Lines go in by COPY, under one handeling. Nothing is announced and no file is written. Raises `rules.WrongLoad`, and then keeps
    nothing, for a line after the month of its declaration or under the number of another allocation.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    new = tuple(declaraties)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="declaratie") as done:
        return loading.load(actor=actor, done=done, declaraties=new)
