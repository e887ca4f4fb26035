"""What the mailbox decides: accepted or not at the door, by when something is due and who must act, and what may be sent again."""

from dataclasses import replace
from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.facts import UNDER_INVESTIGATION
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.codec.records.header import RetourHeaderAanbieder, RetourHeaderGemeente
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort, Partij, release_in_force
from keukentafel.backoffice.berichten.codec.verdict import ReadResult
from keukentafel.backoffice.berichten.domain.berichten import (
    OUT,
    TRANSITIONS,
    Afleverstand,
    BerichtRow,
    Berichtstatus,
    Bevonden,
    Envelop,
    Inleesresultaat,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.domain.termijnen import (
    BESTANDSGRENZEN,
    TERMIJNEN,
    Telling,
    Termijn,
    Wat,
    Wie,
)
from keukentafel.core.errors import Conflict, Refusal
from keukentafel.core.working_days import add_working_days

TECHNICAL = (Wat.RETOUR, Wat.DECLARATIE_ANTWOORD)
REQUESTS = (315, 317)


class NoReleaseInForce(Refusal):
    """On this date there is no release of the message standard in force that we can send."""

    def __init__(self, wet: str, day: date) -> None:
        super().__init__(
            f"Op {day.day}-{day.month}-{day.year} is er geen release van i{wet.capitalize()} in gebruik die we kunnen versturen. "
            "Kies een latere werkdatum."
        )


class InvalidOutgoing(Refusal):
    """A message of our own does not meet the standard; says which fact is wrong."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"De {label} kan niet worden verstuurd. {reason}")


class WrongState(Conflict):
    """A message is no longer in the state from which this step can be taken."""

    def __init__(self, status: Berichtstatus) -> None:
        super().__init__(
            f"Dit bericht is al '{status.value}'. Vernieuw de pagina om te zien wat er is gebeurd."
        )


class NotToResend(Conflict):
    """There is no reason to send this message again: it was answered, or its answer is not late yet."""

    def __init__(self, uiterlijk: date | None) -> None:
        super().__init__(
            "Dit bericht hoef je niet opnieuw te versturen: "
            + (
                "het is al beantwoord."
                if uiterlijk is None
                else f"de aanbieder heeft nog tot en met {uiterlijk.day}-{uiterlijk.month}-{uiterlijk.year} om te antwoorden."
            )
        )


def largest_file(day: date) -> int:
    """The largest file in bytes that may be exchanged on this day (OP179)."""
    dated = [limit for limit in BESTANDSGRENZEN if limit.vanaf <= day]
    return max(dated or BESTANDSGRENZEN, key=lambda limit: limit.vanaf).grootte


def termijn_of(wat: Wat, day: date, wet: str = "") -> Termijn | None:
    """The term for this that is in force on this day for this law; None when there is none."""
    found = [term for term in TERMIJNEN if term.wat is wat and term.vanaf <= day and term.wet in ("", wet)]
    return max(found, key=lambda term: term.vanaf, default=None)


def term_ends(wat: Wat, counted_from: date, wet: str = "") -> date | None:
    """The last day on which this may be done, counted from a day (OP090, OP271, OP274, OP346, OP359); None without a term."""
    term = termijn_of(wat, counted_from, wet)
    if term is None:
        return None
    if term.telling is Telling.WEKEN:
        return counted_from + timedelta(weeks=term.aantal)
    return add_working_days(counted_from, term.aantal)


def technical(antwoord: int | None) -> Wat | None:
    """What the answer with this number is: a retour or a declaration answer; None when it is no technical answer."""
    wanted = (term.wat for term in TERMIJNEN if term.wat in TECHNICAL and antwoord in term.antwoorden)
    return next(wanted, None)


def who_answers(richting: Richting, status: Berichtstatus | None = None) -> Wie:
    """Who must give the technical answer to a message of this direction."""
    if richting is Richting.UIT:
        return Wie.AANBIEDER
    return Wie.MENS if status is Berichtstatus.WACHT_OP_MENS else Wie.GEMEENTE


def answer_due(antwoord: int | None, received: date) -> date | None:
    """The last day for the answer with this number to a message of `received` (OP090, OP090x4); None when none is due."""
    wat = technical(antwoord)
    return None if wat is None else term_ends(wat, received)


def check_transition(current: Berichtstatus, new: Berichtstatus) -> None:
    """Raises `WrongState` when a message cannot go from one state to the other."""
    if new not in TRANSITIONS[current]:
        raise WrongState(current)


def envelope(bericht: Bericht, soort: BerichtSoort) -> Envelop:
    """Who really sends a message to whom, and under which identification."""
    header = bericht.header
    if isinstance(header, RetourHeaderAanbieder | RetourHeaderGemeente):
        return Envelop(
            afzender=header.ontvanger,
            ontvanger=header.afzender,
            identificatie=header.identificatieretour,
            dagtekening=_day(header.dagtekeningretour),
            heen_identificatie=header.berichtidentificatie.identificatie,
        )
    return Envelop(
        afzender=header.afzender,
        ontvanger=header.ontvanger,
        identificatie=header.berichtidentificatie.identificatie,
        dagtekening=_day(header.berichtidentificatie.dagtekening),
        heen_identificatie=(
            bericht.header.declaratieidentificatie.identificatie if isinstance(bericht, Bericht325) else None
        ),
    )


def answered_requests(bericht: Bericht) -> tuple[tuple[str, bool], ...]:
    """The requests that a message of ours answers: the reference of each, and whether that is final (301, 319) or only a delay (OP274)."""
    if type(bericht) is Bericht301:
        references = (product.referentieaanbieder for product in bericht.client.toegewezenproducten)
        return tuple(dict.fromkeys((reference, True) for reference in references if reference))
    if type(bericht) is Bericht319:
        answer = bericht.antwoord
        return ((answer.referentieaanbieder, answer.verzoekantwoord != UNDER_INVESTIGATION),)
    return ()


def after_delivery(current: Berichtstatus, stand: Afleverstand) -> Berichtstatus:
    """Where a message of ours stands after the transport said something; what was answered stays so."""
    if current not in OUT or stand is Afleverstand.KLAAR:
        return current
    if stand is Afleverstand.AFGELEVERD:
        return Berichtstatus.AFGELEVERD
    if stand is Afleverstand.VERSTUURD:
        return current if current is Berichtstatus.AFGELEVERD else Berichtstatus.VERSTUURD
    return Berichtstatus.NIET_AFGELEVERD


def check_resend(status: Berichtstatus, uiterlijk: date | None, today: date) -> None:
    """A message of ours may be sent again when its delivery failed, when its answer is late, and always when none is waited for.

    `uiterlijk` is the last day for its answer. Raises `NotToResend`.
    """
    if status not in OUT:
        raise NotToResend(None)
    if status is not Berichtstatus.NIET_AFGELEVERD and uiterlijk is not None and today <= uiterlijk:
        raise NotToResend(uiterlijk)


def judge_arrival(result: ReadResult, *, gemeente: str, today: date) -> tuple[Verdict, tuple[Bevonden, ...]]:
    """What becomes of a file, as far as it tells by itself.

    Not accepted: it fell at level 1, comes from the wrong side, is for another municipality, or belongs to a release that is
    not in force today. Refused: a fault inside the message (level 2).
    """
    soort, bericht = result.soort, result.bericht
    found = tuple(Bevonden(f.level, f.rule, f.retourcode, f.path, f.line, f.reason) for f in result.faults)
    if soort is None or bericht is None or result.level == 1:
        return Verdict.NIET_GEACCEPTEERD, found
    outside = _not_ours(bericht, soort, gemeente=gemeente, today=today)
    if outside is not None:
        return Verdict.NIET_GEACCEPTEERD, (outside,)
    return (Verdict.GEWEIGERD if result.level else Verdict.AANGENOMEN), found


def oversize(size: int, today: date) -> Bevonden | None:
    """The fault of a file that is too large to be read, None when it may be read (OP179)."""
    limit = largest_file(today)
    if size <= limit:
        return None
    return Bevonden(
        1, "OP179", None, "", None,
        f"Het bestand is groter dan {limit // (1024 * 1024)} MB. Vraag de aanbieder het bericht te splitsen.",
    )  # fmt: skip


def file_name(label: str, afzender: str, identificatie: str) -> str:
    """The name of the file of an outgoing message: the same each time it is written."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in identificatie)
    return f"{label}_{afzender}_{plain}.xml"


def _not_ours(bericht: Bericht, soort: BerichtSoort, *, gemeente: str, today: date) -> Bevonden | None:
    if soort.afzender is not Partij.AANBIEDER:
        return _frame(
            "soort",
            f"Een {soort.label} verstuurt de gemeente zelf. Een aanbieder kan dit bericht niet sturen.",
        )
    ontvanger = envelope(bericht, soort).ontvanger
    if ontvanger != gemeente:
        return _frame(
            "ontvanger", f"Dit bericht is voor gemeente {ontvanger}, niet voor gemeente {gemeente}."
        )
    if release_in_force(soort.law, today) != soort.release:
        return _frame(
            "release",
            f"Release {soort.release.name} van i{soort.law.value.capitalize()} is op de werkdatum niet in gebruik.",
        )
    return None


def counted(result: Inleesresultaat, row: BerichtRow | None) -> Inleesresultaat:
    """The result with one more file in it; a file that another worker took in (None) counts for nothing."""
    if row is None:
        return result
    if row.dubbel:
        return replace(result, dubbel=result.dubbel + 1)
    if row.verdict is Verdict.AANGENOMEN:
        return replace(result, aangenomen=result.aangenomen + 1)
    if row.verdict is Verdict.GEWEIGERD:
        return replace(result, geweigerd=result.geweigerd + 1)
    return replace(result, niet_geaccepteerd=result.niet_geaccepteerd + 1)


def _frame(rule: str, reason: str) -> Bevonden:
    return Bevonden(1, rule, None, "/Bericht/Header", None, reason)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
