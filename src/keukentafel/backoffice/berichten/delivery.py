"""The way out: queueing a sending, handing it to the transport, and taking in what that says of it.

Private to the room; `operations` opens the doors.
"""

from uuid import UUID

from django.db.models import QuerySet

from keukentafel.backoffice.berichten import booking, rules, verwachtingen
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import (
    Aflevering,
    Afleverstand,
    BerichtNotFound,
    Berichtstatus,
    Richting,
)
from keukentafel.backoffice.berichten.models import Bericht, BerichtStatus, Verzending
from keukentafel.backoffice.berichten.transport import Report, transport_of
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.jobs.operations import defer

UNREACHABLE = Aflevering(
    Afleverstand.NIET_BEREIKBAAR,
    tekst="Het vervoer van berichten is niet bereikbaar. We proberen het vanzelf nog een paar keer.",
)
_SENT_BY: dict[int | None, Act] = {301: Act.TOEWIJZING_VERSTUREN, 319: Act.TOEWIJZING_VERSTUREN}
_ENDED = (Afleverstand.AFGELEVERD.value, Afleverstand.GEWEIGERD.value)


def act_of(nummer: int | None) -> Act:
    """The act of sending a message of this kind."""
    return _SENT_BY.get(nummer, Act.BERICHTEN_INLEZEN)


def queue(actor: Actor, bericht_id: int, name: str) -> None:
    """Queue one sending of a message of ours, within the current transaction and handeling."""
    row = Verzending.objects.create(gemeente_id=actor.gemeente, bericht_id=bericht_id, op=clock.now())
    defer(
        actor=actor,
        task="berichten.deliver",
        label=f"Bericht versturen: {name}",
        payload={"verzending_id": str(row.pk)},
        total=1,
    )


def deliver(*, actor: Actor, verzending_id: UUID) -> Aflevering:
    """See `operations.deliver`."""
    row = (
        Verzending.objects.filter(pk=verzending_id, gemeente_id=actor.gemeente)
        .select_related("bericht")
        .first()
    )
    if row is None:
        raise BerichtNotFound
    accounts.check(actor, act_of(row.bericht.nummer))
    if row.stand in _ENDED:
        return Aflevering(Afleverstand(row.stand), row.code, row.tekst)
    try:
        outcome = transport_of(actor.gemeente).deliver(
            row.bericht.bestandsnaam,
            row.bericht.inhoud,
            identificatie=row.bericht.identificatie,
            kenmerk=row.kenmerk,
        )
    except OSError:
        _note(actor, row, UNREACHABLE)
        raise
    _note(actor, row, outcome)
    return outcome


def resend(*, actor: Actor, bericht_id: int) -> None:
    """See `operations.resend`."""
    found = Bericht.objects.filter(pk=bericht_id, gemeente_id=actor.gemeente, richting=Richting.UIT.value)
    row = found.values_list("wet", "nummer", "release", "bestandsnaam").first()
    if row is None:
        raise BerichtNotFound
    wet, nummer, release, name = row
    act, today = act_of(nummer), clock.today()
    accounts.check(actor, act)
    with handeling(actor=actor, act=act, object_type="bericht", ground="opnieuw versturen"):
        status = booking.locked_status(actor.gemeente, bericht_id)
        waits = verwachtingen.answer_term(gemeente=actor.gemeente, bericht_id=bericht_id)
        rules.check_resend(status, waits, today)
        if status is not Berichtstatus.KLAAR:
            booking.move(actor.gemeente, bericht_id, Berichtstatus.KLAAR)
        verwachtingen.sent_again(
            gemeente=actor.gemeente,
            bericht_id=bericht_id,
            uiterlijk=rules.answer_due(find_soort(Law(wet), nummer or 0, release).antwoord, today),
            today=today,
        )
        queue(actor, bericht_id, name)


def take_reports(actor: Actor) -> None:
    """Take in what the transport says of our messages, each in a transaction of its own; what is about nothing of ours is put away."""
    for report in transport_of(actor.gemeente).reports():
        try:
            outcome = report.read()
        except FileNotFoundError:
            continue
        row = _reported(actor.gemeente, report)
        if row is not None:
            _note(actor, row, outcome)
        report.put_away(accepted=row is not None)


def _reported(gemeente: str, report: Report) -> Verzending | None:
    found: QuerySet[Verzending] = Verzending.objects.filter(gemeente_id=gemeente).select_related("bericht")
    if report.kenmerk is not None:
        return found.filter(kenmerk=report.kenmerk).first()
    named = found.filter(bericht__bestandsnaam=report.name, bericht__richting=Richting.UIT.value)
    return named.order_by("-id").first()


def _note(actor: Actor, row: Verzending, outcome: Aflevering) -> None:
    """Write what the transport says; nothing happens when it says the same again.

    The message itself moves only by its latest sending.
    """
    if (row.stand, row.code) == (outcome.stand.value, outcome.code):
        return
    with handeling(actor=actor, act=act_of(row.bericht.nummer), object_type="bericht"):
        status = booking.locked_status(actor.gemeente, row.bericht_id)
        Verzending.objects.filter(pk=row.pk).update(
            stand=outcome.stand.value, code=outcome.code, tekst=outcome.tekst
        )
        if Verzending.objects.filter(bericht_id=row.bericht_id, id__gt=row.pk).exists():
            return
        new = rules.after_delivery(status, outcome.stand)
        if new is not status:
            BerichtStatus.objects.filter(bericht_id=row.bericht_id).update(status=new.value)
        verwachtingen.delivery_failed(
            gemeente=actor.gemeente,
            bericht_id=row.bericht_id,
            failed=new is Berichtstatus.NIET_AFGELEVERD,
            today=clock.today(),
        )
