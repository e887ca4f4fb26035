"""What is waited for: opened with a message, met by another, and open again when that one is refused.

Private to the room; every function works inside the transaction and the handeling of the act that calls it.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from keukentafel.backoffice.berichten import rules
from keukentafel.backoffice.berichten.codec.records.header import RetourHeaderAanbieder, RetourHeaderGemeente
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort, soort_of
from keukentafel.backoffice.berichten.codec.retour import NO_REMARK, NOT_ASSESSED
from keukentafel.backoffice.berichten.domain.berichten import WAITING, NewBericht, Richting
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.berichten.models import Bericht, BerichtToewijzing, Verwachting

_ANSWERED_AT_ONCE = (*rules.TECHNICAL, Wat.AFLEVERING)
_DECISIONS = (Wat.BESLUIT, Wat.NA_ONDERZOEK)


def refuses(retour: CodecBericht) -> bool:
    """Whether a retour refuses the message it answers, which then counts as never sent (OP286)."""
    header = retour.header
    if not isinstance(header, RetourHeaderAanbieder | RetourHeaderGemeente):
        return False
    body = getattr(retour, "client", None) or getattr(retour, "antwoord", None)
    return body is not None or any(code not in (NO_REMARK, NOT_ASSESSED) for code in header.retourcodes)


def expect(
    *, gemeente: str, bericht_id: int, wat: Wat, wie: Wie, uiterlijk: date, referenties: Iterable[str] = ("",)
) -> None:
    """Open an expectation for each reference; one that is open already stays as it is."""
    Verwachting.objects.bulk_create(
        [
            Verwachting(
                gemeente_id=gemeente,
                bericht_id=bericht_id,
                wat=wat.value,
                wie=wie.value,
                referentie=referentie,
                uiterlijk=uiterlijk,
            )
            for referentie in referenties
        ],
        ignore_conflicts=True,
    )


def expect_answer(
    *, gemeente: str, bericht_id: int, soort: BerichtSoort, richting: Richting, today: date
) -> None:
    """Open the expectation of the technical answer to a message that stands, when it needs one."""
    wat, uiterlijk = rules.technical(soort.antwoord), rules.answer_due(soort.antwoord, today)
    if wat is not None and uiterlijk is not None:
        wie = rules.who_answers(richting)
        expect(gemeente=gemeente, bericht_id=bericht_id, wat=wat, wie=wie, uiterlijk=uiterlijk)


def answered(*, gemeente: str, bericht_id: int, door: int, antwoord: CodecBericht, today: date) -> None:
    """The technical answer is there: close that expectation; an answer of the other side that refuses opens what ours had met.

    An accepted request (315, 317) sets the term for our decision going, one for each reference in it.
    """
    _meet(_open(gemeente, _ANSWERED_AT_ONCE).filter(bericht_id=bericht_id), door, today)
    if refuses(antwoord):
        _stand_again(gemeente, bericht_id, today)
        return
    heen = Bericht.objects.values_list("wet", "nummer", "richting", "werkdatum").get(pk=bericht_id)
    wet, nummer, richting, received = heen
    uiterlijk = rules.term_ends(Wat.BESLUIT, received, wet)
    if nummer in rules.REQUESTS and richting == Richting.IN and uiterlijk is not None:
        references = BerichtToewijzing.objects.filter(bericht_id=bericht_id).exclude(referentie="")
        expect(
            gemeente=gemeente,
            bericht_id=bericht_id,
            wat=Wat.BESLUIT,
            wie=Wie.MENS,
            uiterlijk=uiterlijk,
            referenties=set(references.values_list("referentie", flat=True)),
        )


def decided(*, gemeente: str, door: int, bericht: CodecBericht, soort: BerichtSoort, today: date) -> None:
    """A message of ours that answers requests meets what was waited for; "in onderzoek" sets the longer term going."""
    for referentie, final in rules.answered_requests(bericht):
        waiting = _open(gemeente, _DECISIONS if final else (Wat.BESLUIT,)).filter(
            referentie=referentie, bericht__wet=soort.law.value, bericht__afzender=bericht.header.ontvanger
        )
        asked = list(waiting.values_list("bericht_id", "bericht__dagtekening", "bericht__werkdatum"))
        _meet(waiting, door, today)
        for bericht_id, dagtekening, received in [] if final else asked:
            uiterlijk = rules.term_ends(Wat.NA_ONDERZOEK, dagtekening or received, soort.law.value)
            if uiterlijk is not None:
                expect(
                    gemeente=gemeente,
                    bericht_id=bericht_id,
                    wat=Wat.NA_ONDERZOEK,
                    wie=Wie.MENS,
                    uiterlijk=uiterlijk,
                    referenties=(referentie,),
                )


def delivery_failed(*, gemeente: str, bericht_id: int, failed: bool, today: date) -> None:
    """Somebody must send again what did not arrive; that is over once it did."""
    if failed:
        expect(
            gemeente=gemeente, bericht_id=bericht_id, wat=Wat.AFLEVERING, wie=Wie.GEMEENTE, uiterlijk=today
        )
    else:
        _meet(_open(gemeente, (Wat.AFLEVERING,)).filter(bericht_id=bericht_id), None, today)


def for_a_person(*, gemeente: str, bericht_id: int) -> None:
    """The answer to a received message waits for a person."""
    _open(gemeente, rules.TECHNICAL).filter(bericht_id=bericht_id).update(wie=Wie.MENS.value)


def answer_term(*, gemeente: str, bericht_id: int) -> date | None:
    """Until when the technical answer may take; None when none is waited for."""
    found = _open(gemeente, rules.TECHNICAL).filter(bericht_id=bericht_id)
    return found.values_list("uiterlijk", flat=True).first()


def sent_again(*, gemeente: str, bericht_id: int, uiterlijk: date | None, today: date) -> None:
    """The message goes out anew: nobody need send it again, and the term of its answer is counted afresh."""
    delivery_failed(gemeente=gemeente, bericht_id=bericht_id, failed=False, today=today)
    if uiterlijk is not None:
        _open(gemeente, rules.TECHNICAL).filter(bericht_id=bericht_id).update(uiterlijk=uiterlijk)


def load(*, gemeente: str, berichten: Iterable[tuple[int, NewBericht]]) -> None:
    """Open what loaded messages still wait for; pairs of bericht id and message."""
    Verwachting.objects.bulk_create(
        (
            Verwachting(
                gemeente_id=gemeente,
                bericht_id=bericht_id,
                wat=wat.value,
                wie=rules.who_answers(item.richting, item.status).value,
                uiterlijk=item.antwoord_uiterlijk,
            )
            for bericht_id, item in berichten
            if item.antwoord_uiterlijk is not None
            and item.status in WAITING
            and (wat := rules.technical(soort_of(item.inhoud).antwoord)) is not None
        ),
        batch_size=5000,
    )


def _open(gemeente: str, wat: Iterable[Wat]) -> QuerySet[Verwachting]:
    return Verwachting.objects.filter(
        gemeente_id=gemeente, wat__in=[one.value for one in wat], vervuld_op__isnull=True
    )


def _meet(found: QuerySet[Verwachting], door: int | None, today: date) -> None:
    found.update(vervuld_op=today, vervuld_door_id=door)


def _stand_again(gemeente: str, bericht_id: int, today: date) -> None:
    """What our refused message had met stands as before; a longer term that it set going is over (OP286)."""
    met = Verwachting.objects.filter(
        gemeente_id=gemeente, vervuld_door_id=bericht_id, wat__in=[one.value for one in _DECISIONS]
    )
    for request, referentie in set(met.filter(wat=Wat.BESLUIT.value).values_list("bericht_id", "referentie")):
        longer = _open(gemeente, (Wat.NA_ONDERZOEK,))
        _meet(longer.filter(bericht_id=request, referentie=referentie), None, today)
    met.update(vervuld_op=None, vervuld_door=None)
