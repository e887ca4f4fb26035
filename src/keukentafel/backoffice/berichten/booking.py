"""The steps of `operations`: how a message, its state and its arrivals are written, and what is looked up before.

Private to the room; every function works inside the transaction and the handeling of the act that calls it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from django.db import connection
from django.db.models import F

from keukentafel.backoffice.berichten import onderwerpen, rules, verwachtingen
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort, soort_of
from keukentafel.backoffice.berichten.codec.source import opened
from keukentafel.backoffice.berichten.codec.verdict import ReadResult
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import (
    OUT,
    BerichtNotFound,
    Berichtstatus,
    Bevonden,
    Bron,
    Envelop,
    NewBericht,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.fields import Packed
from keukentafel.backoffice.berichten.models import (
    Bericht,
    BerichtStatus,
    Berichtteller,
    BerichtToewijzing,
    Ontvangst,
)
from keukentafel.backoffice.berichten.onderwerpen import Onderwerp
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import copy_ledger

USED_TWICE = Bevonden(
    3, "TR056", "9056", "/Bericht/Header/BerichtIdentificatie/Identificatie", None,
    "De identificatie is al gebruikt voor een ander bericht. Elk bericht krijgt een eigen identificatie.",
)  # fmt: skip
ANSWERS_NOTHING = Bevonden(
    3, "heen", None, "/Bericht/Header/BerichtIdentificatie", None,
    "Dit antwoord hoort bij geen bericht van ons waarop nog een antwoord wordt verwacht.",
)  # fmt: skip
_PIECE = 262_144
_NOTHING_READ = ReadResult(None, None, ())


@dataclass(frozen=True, slots=True)
class Stuk:
    """A file on its way in or out, and what became of it so far; `antwoord_op` is the id of the message it answers."""

    naam: str
    inhoud: Packed
    sha256: str
    grootte: int
    result: ReadResult
    envelop: Envelop | None
    verdict: Verdict
    bevonden: tuple[Bevonden, ...] = ()
    antwoord_op: int | None = None

    @property
    def soort(self) -> BerichtSoort | None:
        """The kind of message, None when that could not be told."""
        return self.result.soort

    @property
    def bericht(self) -> CodecBericht | None:
        """The message itself, None when it could not be read."""
        return self.result.bericht


def arrived(*, gemeente: str, naam: str, inhoud: bytes | Path, today: date) -> Stuk:
    """A file of a provider as it stands at the door; reads it, but no database.

    What is judged is what is kept: the packed bytes, whatever becomes of the file meanwhile.
    """
    file = packed(inhoud)
    if rules.oversize(file.grootte, today) is not None:
        return too_large(naam=naam, grootte=file.grootte, sha256=file.sha256, today=today)
    result = read(file)
    verdict, found = rules.judge_arrival(result, gemeente=gemeente, today=today)
    envelop = rules.envelope(result.bericht, result.soort) if result.bericht and result.soort else None
    return Stuk(naam[:255], file, file.sha256, file.grootte, result, envelop, verdict, found)


def packed(source: bytes | Path) -> Packed:
    """The bytes, or the file, packed piece by piece; only a path may raise OSError."""
    with opened(source) as stream:
        return Packed(iter(partial(stream.read, _PIECE), b""))


def too_large(*, naam: str, grootte: int, sha256: str, today: date) -> Stuk:
    """A file that is not even read; its bytes stay in the folder only."""
    fault = rules.oversize(grootte, today)
    found = () if fault is None else (fault,)
    return Stuk(
        naam[:255], Packed(()), sha256, grootte, _NOTHING_READ, None, Verdict.NIET_GEACCEPTEERD, found
    )


def lock(gemeente: str, stuk: Stuk) -> None:
    """Let messages of one provider be booked one after the other, until the transaction ends."""
    key = f"berichten {gemeente} {stuk.envelop.afzender if stuk.envelop else stuk.sha256}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def same_file(gemeente: str, stuk: Stuk) -> int | None:
    """The id under which these bytes were booked already."""
    found = Bericht.objects.filter(gemeente_id=gemeente, richting=Richting.IN.value, sha256=stuk.sha256)
    return found.values_list("pk", flat=True).first()


def same_identification(gemeente: str, stuk: Stuk) -> int | None:
    """The id of an accepted message with the kind, sender and identification of this one; None when this one is not acceptable."""
    if stuk.verdict is not Verdict.AANGENOMEN or stuk.soort is None or stuk.envelop is None:
        return None
    return (
        Bericht.objects.filter(
            gemeente_id=gemeente,
            wet=stuk.soort.law.value,
            nummer=stuk.soort.nummer,
            afzender=stuk.envelop.afzender,
            identificatie=stuk.envelop.identificatie,
            verdict=Verdict.AANGENOMEN.value,
        )
        .values_list("pk", flat=True)
        .first()
    )


def is_same_message(bericht_id: int, stuk: Stuk) -> bool:
    """Whether a message that was booked says the same as this file, in other bytes."""
    content = Bericht.objects.values_list("inhoud", flat=True).get(pk=bericht_id)
    return read(content).bericht == stuk.bericht


def against_the_books(gemeente: str, stuk: Stuk, *, used: bool) -> Stuk:
    """The file, judged against what was exchanged before; `used`: its identification was.

    An answer must belong to a message of ours that waits for it; an identification may be used once (TR056).
    """
    if stuk.verdict is not Verdict.AANGENOMEN or stuk.soort is None:
        return stuk
    answerable = stuk.soort.antwoord is not None
    if used:
        verdict = Verdict.GEWEIGERD if answerable else Verdict.NIET_GEACCEPTEERD
        return replace(stuk, verdict=verdict, bevonden=(USED_TWICE,))
    if stuk.soort.antwoord_op is None:
        return stuk
    heen = _awaited(gemeente, stuk, stuk.soort)
    if heen is None:
        return replace(stuk, verdict=Verdict.NIET_GEACCEPTEERD, bevonden=(ANSWERS_NOTHING,))
    return replace(stuk, antwoord_op=heen)


def keep(
    *, actor: Actor, done: HandelingRef, stuk: Stuk, richting: Richting, status: Berichtstatus, today: date
) -> int:
    """Write the message, its state, what it is about and what is now waited for; answers its id."""
    soort, envelop = stuk.soort, stuk.envelop
    row = Bericht(
        id=_next_id(),
        gemeente_id=actor.gemeente,
        handeling_id=done.id,
        richting=richting.value,
        **({} if soort is None else _kind(soort)),
        **({} if envelop is None else _addresses(envelop)),
        bestandsnaam=stuk.naam,
        sha256=stuk.sha256,
        grootte=stuk.grootte,
        inhoud=stuk.inhoud,
        inhoudssleutel=_content_key(soort, stuk.inhoud, stuk.verdict),
        verdict=stuk.verdict.value,
        bevonden=[asdict(fault) for fault in stuk.bevonden],
        antwoord_op_id=stuk.antwoord_op,
        op=done.op,
        werkdatum=today,
    )
    # An ordinary INSERT would quote the bytes of a large file into its text.
    columns = [field.attname for field in Bericht._meta.concrete_fields]
    values = {column: getattr(row, column) for column in columns} | {"inhoud": stuk.inhoud.bytes}
    copy_ledger(Bericht, columns, [list(values.values())])
    BerichtStatus.objects.create(gemeente_id=actor.gemeente, bericht_id=row.pk, status=status.value)
    if stuk.verdict is Verdict.AANGENOMEN and soort is not None and stuk.bericht is not None:
        about = onderwerpen.onderwerpen(stuk.bericht)
        link_subjects(actor.gemeente, done, ((row.pk, subject) for subject in about))
        verwachtingen.expect_answer(
            gemeente=actor.gemeente, bericht_id=row.pk, soort=soort, richting=richting, today=today
        )
    return row.pk


def link_subjects(gemeente: str, done: HandelingRef, links: Iterable[tuple[int, Onderwerp]]) -> None:
    """Write what messages are about, in one COPY; `links` are pairs of bericht id and subject."""
    columns = (
        "gemeente_id", "handeling_id", "bericht_id", "toewijzingnummer", "referentie", "aanlevering", "sleutel",
    )  # fmt: skip
    rows = (
        (gemeente, done.id, identity, one.toewijzingnummer, one.referentie, one.aanlevering, one.sleutel)
        for identity, one in links
    )
    copy_ledger(BerichtToewijzing, columns, rows)


def note_arrival(
    *, done: HandelingRef, gemeente: str, bericht_id: int, naam: str, bron: Bron, dubbel: bool
) -> None:
    """Write that the file came in."""
    Ontvangst.objects.create(
        gemeente_id=gemeente,
        handeling_id=done.id,
        bericht_id=bericht_id,
        bestandsnaam=naam[:255],
        bron=bron.value,
        dubbel=dubbel,
        op=done.op,
    )


def move(gemeente: str, bericht_id: int, new: Berichtstatus) -> None:
    """Take a message to its next state; raises `WrongState`, or `BerichtNotFound`."""
    rules.check_transition(locked_status(gemeente, bericht_id), new)
    BerichtStatus.objects.filter(bericht_id=bericht_id).update(status=new.value)


def locked_status(gemeente: str, bericht_id: int) -> Berichtstatus:
    """Where a message stands, held until the transaction ends; raises `BerichtNotFound`."""
    found = BerichtStatus.objects.select_for_update().filter(bericht_id=bericht_id, gemeente_id=gemeente)
    status = found.values_list("status", flat=True).first()
    if status is None:
        raise BerichtNotFound
    return Berichtstatus(status)


def status_of(gemeente: str, bericht_id: int) -> Berichtstatus:
    """Where a message stands now."""
    return Berichtstatus(BerichtStatus.objects.get(bericht_id=bericht_id, gemeente_id=gemeente).status)


def next_numbers(gemeente: str, aantal: int) -> range:
    """So many numbers that this municipality never gave out; others wait until the transaction ends."""
    counter = Berichtteller.objects.filter(pk=gemeente)
    if not counter.update(laatste=F("laatste") + aantal):
        Berichtteller.objects.bulk_create(
            [Berichtteller(gemeente_id=gemeente, laatste=0)], ignore_conflicts=True
        )
        counter.update(laatste=F("laatste") + aantal)
    last = counter.values_list("laatste", flat=True).get()
    return range(last - aantal + 1, last + 1)


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Bericht._meta.db_table])
        (identity,) = cursor.fetchone()
    return int(identity)


def _awaited(gemeente: str, stuk: Stuk, soort: BerichtSoort) -> int | None:
    """The id of our message that this answer belongs to, when it still waits for one."""
    envelop = stuk.envelop
    if envelop is None or envelop.heen_identificatie is None:
        return None
    return (
        Bericht.objects.filter(
            gemeente_id=gemeente,
            richting=Richting.UIT.value,
            wet=soort.law.value,
            nummer=soort.antwoord_op,
            ontvanger=envelop.afzender,
            identificatie=envelop.heen_identificatie,
            stand__status__in=[state.value for state in OUT],
        )
        .values_list("pk", flat=True)
        .first()
    )


def _content_key(soort: BerichtSoort | None, file: Packed, verdict: Verdict) -> str:
    if soort is None or soort.antwoord is None or verdict is Verdict.NIET_GEACCEPTEERD:
        return ""
    return file.inhoudssleutel


def _kind(soort: BerichtSoort) -> dict[str, object]:
    return {
        "wet": soort.law.value,
        "nummer": soort.nummer,
        "release": soort.release.name,
        "berichtcode": soort.berichtcode,
    }


def _addresses(envelop: Envelop) -> dict[str, object]:
    return {
        "afzender": envelop.afzender,
        "ontvanger": envelop.ontvanger,
        "identificatie": envelop.identificatie,
        "dagtekening": envelop.dagtekening,
    }


def loaded(actor: Actor, done: HandelingRef, item: NewBericht) -> Bericht:
    """The unsaved row of a message of the load."""
    soort, file = soort_of(item.inhoud), packed(write(item.inhoud))
    envelop = rules.envelope(item.inhoud, soort)
    return Bericht(
        gemeente_id=actor.gemeente,
        handeling_id=done.id,
        richting=item.richting.value,
        **_kind(soort),
        **_addresses(envelop),
        bestandsnaam=rules.file_name(soort.label, envelop.afzender, envelop.identificatie),
        sha256=file.sha256,
        grootte=file.grootte,
        inhoud=file,
        inhoudssleutel=_content_key(soort, file, Verdict.AANGENOMEN),
        verdict=Verdict.AANGENOMEN.value,
        antwoord_op_id=item.antwoord_op,
        op=done.op,
        werkdatum=item.werkdatum,
    )
