"""Sending and taking in messages.

`post` keeps a message of ours and queues its delivery. `take_in` keeps a file of a provider, judges it at the door
and announces it to the rooms above when it stands; a file is booked once, however often it comes in.
"""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from keukentafel.backoffice.berichten import (
    booking,
    clients,
    delivery,
    folders,
    onderwerpen,
    queries,
    rules,
    verwachtingen,
)
from keukentafel.backoffice.berichten.booking import Stuk
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, DeclaratieOordeel
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.berichten.codec.records.start import Client305
from keukentafel.backoffice.berichten.codec.records.stop import Client307
from keukentafel.backoffice.berichten.codec.records.verzoek import Client315
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.codec.registry import Heenbericht, release_in_force, soort_of
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_325, build_retour
from keukentafel.backoffice.berichten.codec.verdict import ReadResult
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.delivery import act_of
from keukentafel.backoffice.berichten.domain.berichten import (
    Aflevering,
    BerichtOntvangen,
    BerichtRow,
    Berichtstatus,
    Bron,
    Inleesresultaat,
    NewBericht,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.models import Bericht, BerichtStatus
from keukentafel.backoffice.berichten.onderwerpen import Onderwerp
from keukentafel.backoffice.berichten.rules import InvalidOutgoing, NoReleaseInForce
from keukentafel.backoffice.berichten.transport import Arrival, FolderArrival, transport_of
from keukentafel.core.collector import paused_collector
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce
from keukentafel.platform.jobs.operations import defer, progress

_AT_THE_DOOR = {
    Verdict.AANGENOMEN: Berichtstatus.ONTVANGEN,
    Verdict.GEWEIGERD: Berichtstatus.GEWEIGERD,
    Verdict.NIET_GEACCEPTEERD: Berichtstatus.NIET_GEACCEPTEERD,
}


# --- sending ---------------------------------------------------------------------------------------------------------


def next_identificatie(*, gemeente: str) -> str:
    """A message identification that this municipality never used before (TR056), of 10 digits."""
    return next_identificaties(gemeente=gemeente, aantal=1)[0]


def next_identificaties(*, gemeente: str, aantal: int) -> tuple[str, ...]:
    """So many new message identifications, for a load of many messages."""
    return tuple(f"{number:010d}" for number in booking.next_numbers(gemeente, aantal))


def post(*, actor: Actor, bericht: CodecBericht, antwoord_op: int | None = None) -> BerichtRow:
    """Keep a message of ours and queue its delivery; `antwoord_op` is the id of the message it answers.

    Raises `NoReleaseInForce` when its release is not in force on the working date, `InvalidOutgoing` when it breaks the
    standard, and `WrongState` when the message it answers has its answer already.
    """
    soort = soort_of(bericht)
    content = write(bericht)
    faults = read(content).faults
    if faults:
        raise InvalidOutgoing(soort.label, faults[0].reason)
    return _send(actor, bericht, content, antwoord_op)


def client_of(
    *, actor: Actor, client: Client305 | Client307 | Client315, bericht_id: int, nummer: int
) -> tuple[UUID, bool]:
    """The person of a message with this number; who is not known is registered with what it says, and then the answer says so."""
    return clients.client_of(actor=actor, client=client, bericht_id=bericht_id, nummer=nummer)


def answer(*, event: BerichtOntvangen, bericht: Heenbericht, oordeel: BerichtOordeel) -> BerichtRow:
    """Send the retour on a received message that is accepted or refused whole; `bericht` is the content of the event."""
    retour = build_retour(
        bericht,
        oordeel,
        identificatie=next_identificatie(gemeente=event.gemeente),
        dagtekening=clock.today(),
    )
    return post(actor=accounts.get_actor(event.account_id), bericht=retour, antwoord_op=event.bericht_id)


def deliver(*, actor: Actor, verzending_id: UUID) -> Aflevering:
    """Hand one sending over to the transport and note what it says; the same file under the same name each time.

    Raises `BerichtNotFound` when there is no such sending in the actor's municipality, and OSError, after noting it, when the
    transport cannot be reached.
    """
    return delivery.deliver(actor=actor, verzending_id=verzending_id)


def resend(*, actor: Actor, bericht_id: int) -> BerichtRow:
    """Send a message of ours once more: same bytes, same identification, a new envelope; the term of its answer starts again.

    Raises `NotToResend` when it was answered or its answer is not late, and `BerichtNotFound`.
    """
    delivery.resend(actor=actor, bericht_id=bericht_id)
    return queries.get_row(gemeente=actor.gemeente, bericht_id=bericht_id)


def _send(actor: Actor, bericht: CodecBericht, content: bytes, antwoord_op: int | None) -> BerichtRow:
    soort, today = soort_of(bericht), clock.today()
    act = act_of(soort.nummer)
    accounts.check(actor, act)
    if release_in_force(soort.law, today) != soort.release:
        raise NoReleaseInForce(soort.law.value, today)
    envelop, file = rules.envelope(bericht, soort), booking.packed(content)
    stuk = Stuk(
        naam=rules.file_name(soort.label, envelop.afzender, envelop.identificatie),
        inhoud=file,
        sha256=file.sha256,
        grootte=file.grootte,
        result=ReadResult(soort, bericht, ()),
        envelop=envelop,
        verdict=Verdict.AANGENOMEN,
        antwoord_op=antwoord_op,
    )
    with handeling(actor=actor, act=act, object_type="bericht") as done:
        answers = antwoord_op is not None and _answer(actor.gemeente, antwoord_op)
        identity = booking.keep(
            actor=actor, done=done, stuk=stuk, richting=Richting.UIT, status=Berichtstatus.KLAAR, today=today
        )
        if antwoord_op is not None and answers:
            verwachtingen.answered(
                gemeente=actor.gemeente, bericht_id=antwoord_op, door=identity, antwoord=bericht, today=today
            )
        verwachtingen.decided(
            gemeente=actor.gemeente, door=identity, bericht=bericht, soort=soort, today=today
        )
        delivery.queue(actor, identity, stuk.naam)
        return queries.get_row(gemeente=actor.gemeente, bericht_id=identity)


def _answer(gemeente: str, heen: int) -> bool:
    """Mark a message as answered; False when it was refused at the door, and was never waited upon."""
    if booking.status_of(gemeente, heen) is Berichtstatus.GEWEIGERD:
        return False
    booking.move(gemeente, heen, Berichtstatus.BEANTWOORD)
    return True


# --- taking in -------------------------------------------------------------------------------------------------------


def take_in(*, actor: Actor, naam: str, inhoud: bytes | Path, bron: Bron = Bron.MAP) -> BerichtRow:
    """Book one file of a provider, given by its bytes or its path, in one transaction, and answer what became of it.

    Not accepted: kept with its verdict, no answer. Refused: kept and answered with the code of its fault. Accepted: kept and
    announced as `BerichtOntvangen`. A file or message that was booked before is noted as a duplicate, and its answer is
    written again; nothing is booked twice, also when two workers take in the same file at the same moment.
    """
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    with paused_collector():
        stuk = booking.arrived(gemeente=actor.gemeente, naam=naam, inhoud=inhoud, today=clock.today())
        return _book(actor, stuk, bron)


def mark_waiting(*, actor: Actor, bericht_id: int) -> None:
    """Say that a person must decide something before this received message can be answered; raises `WrongState`."""
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="bericht"):
        booking.move(actor.gemeente, bericht_id, Berichtstatus.WACHT_OP_MENS)
        verwachtingen.for_a_person(gemeente=actor.gemeente, bericht_id=bericht_id)


def link_allocations(
    *, gemeente: str, done: HandelingRef, bericht_id: int, toewijzingnummers: Iterable[int]
) -> None:
    """Write which allocations a received message is about, for a room that keeps nothing else of it."""
    booking.link_subjects(
        gemeente, done, ((bericht_id, Onderwerp(number)) for number in dict.fromkeys(toewijzingnummers))
    )


def scan_inbox(*, actor: Actor, voortgang_id: UUID | None = None) -> Inleesresultaat:
    """Take in everything that the transport brings, each in a transaction of its own, and put it away after the commit.

    First what it says of our own messages. Harmless when repeated or cut off at any moment. A file at which something of ours
    fails stays where it is; the others are taken in, and then the first failure is raised.
    """
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    delivery.take_reports(actor)
    result = Inleesresultaat()
    failures: list[Exception] = []
    files = list(transport_of(actor.gemeente).arrivals())
    for number, file in enumerate(files, start=1):
        try:
            result = rules.counted(result, _take_in_file(actor, file, Bron.MAP))
        except Exception as error:
            failures.append(error)
        if voortgang_id is not None:
            progress(voortgang_id=voortgang_id, done=number, total=len(files))
    if failures:
        raise failures[0]
    return result


def upload(*, actor: Actor, naam: str, inhoud: bytes) -> UUID:
    """Set an uploaded file aside and queue its taking in; answers the id of the progress."""
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    path = folders.write_file(actor.gemeente, folders.Vak.UPLOAD, f"{new_id()}.xml", inhoud)
    return defer(
        actor=actor,
        task="berichten.take_in_upload",
        label=f"Bestand inlezen: {naam}"[:200],
        payload={"bestand": path.name, "naam": naam},
        total=1,
    )


def take_in_upload(*, actor: Actor, bestand: str, naam: str) -> BerichtRow | None:
    """Take in an uploaded file that was set aside; None when that was done before."""
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    path = folders.folder(actor.gemeente, folders.Vak.UPLOAD) / Path(bestand).name
    return _take_in_file(actor, FolderArrival(actor.gemeente, path, naam), Bron.UPLOAD)


def _take_in_file(actor: Actor, file: Arrival, bron: Bron) -> BerichtRow | None:
    """Take in one file and put it away; None when another worker did that meanwhile."""
    try:
        size = file.size()
        if rules.oversize(size, clock.today()) is None:
            row = take_in(actor=actor, naam=file.name, inhoud=file.content(), bron=bron)
        else:
            stuk = booking.too_large(naam=file.name, grootte=size, sha256=file.digest(), today=clock.today())
            row = _book(actor, stuk, bron)
    except FileNotFoundError:
        return None
    file.put_away(accepted=row.verdict is not Verdict.NIET_GEACCEPTEERD)
    return row


def _book(actor: Actor, stuk: Stuk, bron: Bron) -> BerichtRow:
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="bericht") as done:
        booking.lock(actor.gemeente, stuk)
        earlier = booking.same_file(actor.gemeente, stuk)
        if earlier is not None:
            return _note_duplicate(actor, done, stuk, earlier, bron)
        used = booking.same_identification(actor.gemeente, stuk)
        if used is not None and booking.is_same_message(used, stuk):
            return _note_duplicate(actor, done, stuk, used, bron)
        stuk = booking.against_the_books(actor.gemeente, stuk, used=used is not None)
        identity = booking.keep(
            actor=actor,
            done=done,
            stuk=stuk,
            richting=Richting.IN,
            status=_AT_THE_DOOR[stuk.verdict],
            today=clock.today(),
        )
        booking.note_arrival(
            done=done, gemeente=actor.gemeente, bericht_id=identity, naam=stuk.naam, bron=bron, dubbel=False
        )
        _react(actor, identity, stuk)
        return queries.get_row(gemeente=actor.gemeente, bericht_id=identity)


def _note_duplicate(actor: Actor, done: HandelingRef, stuk: Stuk, earlier: int, bron: Bron) -> BerichtRow:
    booking.note_arrival(
        done=done, gemeente=actor.gemeente, bericht_id=earlier, naam=stuk.naam, bron=bron, dubbel=True
    )
    answers = Bericht.objects.filter(antwoord_op_id=earlier, richting=Richting.UIT.value)
    for identity, name in answers.values_list("pk", "bestandsnaam"):
        delivery.queue(actor, identity, name)
    return queries.get_row(gemeente=actor.gemeente, bericht_id=earlier, dubbel=True)


def _react(actor: Actor, bericht_id: int, stuk: Stuk) -> None:
    """Answer what is refused, announce what stands."""
    soort, bericht, envelop = stuk.soort, stuk.bericht, stuk.envelop
    if soort is None or bericht is None or envelop is None or stuk.verdict is Verdict.NIET_GEACCEPTEERD:
        return
    if stuk.verdict is Verdict.GEWEIGERD:
        if soort.antwoord is not None:
            _refuse(actor, bericht_id, stuk)
        return
    if stuk.antwoord_op is not None:
        booking.move(actor.gemeente, stuk.antwoord_op, Berichtstatus.BEANTWOORD)
        verwachtingen.answered(
            gemeente=actor.gemeente,
            bericht_id=stuk.antwoord_op,
            door=bericht_id,
            antwoord=bericht,
            today=clock.today(),
        )
    announce(
        BerichtOntvangen(
            gemeente=actor.gemeente,
            account_id=actor.account_id,
            bericht_id=bericht_id,
            wet=soort.law.value,
            nummer=soort.nummer,
            afzender=envelop.afzender,
            identificatie=envelop.identificatie,
            antwoord_op=stuk.antwoord_op,
            inhoud=bericht,
        )
    )
    if soort.antwoord is None and booking.status_of(actor.gemeente, bericht_id) is Berichtstatus.ONTVANGEN:
        booking.move(actor.gemeente, bericht_id, Berichtstatus.VERWERKT)


def _refuse(actor: Actor, bericht_id: int, stuk: Stuk) -> None:
    """Send the answer that refuses the whole message: 0001 at level 2, else the code of the header."""
    bericht, inside = stuk.bericht, bool(stuk.result.faults)
    identificatie, today = next_identificatie(gemeente=actor.gemeente), clock.today()
    header = tuple(
        Bevinding(
            rule=fault.rule, level=fault.level, retourcode=fault.retourcode or "0001", reason=fault.reason
        )
        for fault in stuk.bevonden
    )
    answer: CodecBericht
    if isinstance(bericht, Bericht323):
        whole = DeclaratieOordeel(header=header, declaratie=(), clienten={}, prestaties=())
        answer = build_325(
            bericht, LEVEL2 if inside else whole, identificatie=identificatie, dagtekening=today
        )
    elif isinstance(bericht, Heenbericht):
        answer = build_retour(
            bericht,
            LEVEL2 if inside else BerichtOordeel(header=header),
            identificatie=identificatie,
            dagtekening=today,
        )
    else:
        return
    # Copied values of a message that fell at level 2 may break the same rule again, so this one is not read back.
    _send(actor, answer, write(answer), bericht_id)


# --- loading ---------------------------------------------------------------------------------------------------------


def load_berichten(*, actor: Actor, berichten: Iterable[NewBericht]) -> tuple[int, ...]:
    """Load many messages in the state they have reached, in one handeling; answers their ids in the given order.

    No file is written and nothing is announced.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    new = tuple(berichten)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="bericht") as done:
        rows = Bericht.objects.bulk_create(
            (booking.loaded(actor, done, item) for item in new), batch_size=1000
        )
        pairs = list(zip((row.pk for row in rows), new, strict=True))
        BerichtStatus.objects.bulk_create(
            (
                BerichtStatus(gemeente_id=actor.gemeente, bericht_id=identity, status=item.status.value)
                for identity, item in pairs
            ),
            batch_size=5000,
        )
        verwachtingen.load(gemeente=actor.gemeente, berichten=pairs)
        subjects = (
            (identity, subject)
            for identity, item in pairs
            for subject in onderwerpen.onderwerpen(item.inhoud)
        )
        booking.link_subjects(actor.gemeente, done, subjects)
    return tuple(identity for identity, _ in pairs)
