"""What the mailbox decides about a message at the door: accepted, refused or not accepted, and by when an answer is due."""

from collections.abc import Iterable
from datetime import date

from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.records.header import RetourHeaderAanbieder, RetourHeaderGemeente
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort, Partij, release_in_force
from keukentafel.backoffice.berichten.codec.verdict import ReadResult
from keukentafel.backoffice.berichten.domain import (
    BESTANDSGRENZEN,
    TERMIJNEN,
    TRANSITIONS,
    Berichtstatus,
    Bevonden,
    Envelop,
    Verdict,
    WrongState,
)
from keukentafel.core.working_days import add_working_days


def largest_file(day: date) -> int:
    """The largest file in bytes that may be exchanged on this day (OP179)."""
    dated = [limit for limit in BESTANDSGRENZEN if limit.vanaf <= day]
    return max(dated or BESTANDSGRENZEN, key=lambda limit: limit.vanaf).grootte


def answer_due(antwoord: int | None, received: date) -> date | None:
    """The last day for the answer with this number to a message of `received` (OP090, OP090x4); None when none is due."""
    terms = [term for term in TERMIJNEN if term.antwoord == antwoord and term.vanaf <= received]
    if not terms:
        return None
    return add_working_days(received, max(terms, key=lambda term: term.vanaf).werkdagen)


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


def toewijzingnummers(bericht: Bericht) -> tuple[int, ...]:
    """The allocations that a heen message is about, each once; empty for an answer, which is found through what it answers."""
    found: Iterable[int | None] = ()
    if type(bericht) is Bericht301:
        found = (product.toewijzingnummer for product in bericht.client.toegewezenproducten)
    elif type(bericht) is Bericht305:
        found = (product.toewijzingnummer for product in bericht.client.startproducten)
    elif isinstance(bericht, Bericht323):
        found = (
            line.toewijzingnummer for client in bericht.declaratie.clienten for line in client.prestaties
        )
    return tuple(dict.fromkeys(number for number in found if number is not None))


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


def _frame(rule: str, reason: str) -> Bevonden:
    return Bevonden(1, rule, None, "/Bericht/Header", None, reason)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
