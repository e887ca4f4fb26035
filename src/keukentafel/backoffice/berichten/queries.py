"""Reads of messages: lists, one message, its chain, and what is waited for.

No name, BSN or birth date leaves this module except inside the message itself (`read_in`).
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from keukentafel.backoffice.berichten import rules
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.domain import (
    WAITING,
    Aankomst,
    Berichtbestand,
    BerichtClosed,
    BerichtDetail,
    BerichtenPage,
    BerichtenRow,
    BerichtNotFound,
    BerichtRow,
    Berichtstatus,
    Bevonden,
    Bron,
    KetenRow,
    Richting,
    Verdict,
    WachtRow,
)
from keukentafel.backoffice.berichten.models import Bericht, BerichtStatus, BerichtToewijzing, Ontvangst
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look

PAGE = 50
CHAIN_AT_MOST = 60
NUMBERS_SHOWN = 50
_BSN = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?Bsn>\s*([0-9]{9})\s*<")
_ANSWERED_BY = {(soort.law.value, soort.nummer): soort.antwoord for soort in REGISTRY.values()}
_LIST = (
    "id", "op", "wet", "nummer", "afzender", "ontvanger", "identificatie", "dagtekening", "bestandsnaam", "verdict",
    "stand__status", "stand__antwoord_uiterlijk", "bevonden", "richting",
)  # fmt: skip
_ROW = (
    "id", "richting", "wet", "nummer", "afzender", "ontvanger", "identificatie", "verdict", "stand__status",
    "bevonden", "antwoord_op_id",
)  # fmt: skip
_CHAIN = (
    "id", "op", "werkdatum", "wet", "nummer", "richting", "verdict", "stand__status", "stand__antwoord_uiterlijk",
    "antwoord_op_id",
)  # fmt: skip


def largest_file(day: date) -> int:
    """The largest file in bytes that may be taken in on this day."""
    return rules.largest_file(day)


def answer_due(*, nummer: int, received: date) -> date | None:
    """The last day for the answer with this number to a message received on `received`; None when none is due."""
    return rules.answer_due(nummer, received)


def read_in(*, gemeente: str, bericht_id: int) -> CodecBericht:
    """The message itself, read from the bytes that were kept; raises `BerichtNotFound` when it is not there or cannot be read."""
    content = (
        Bericht.objects.filter(pk=bericht_id, gemeente_id=gemeente).values_list("inhoud", flat=True).first()
    )
    bericht = None if content is None else read(bytes(content)).bericht
    if bericht is None:
        raise BerichtNotFound
    return bericht


def get_row(*, gemeente: str, bericht_id: int, dubbel: bool = False) -> BerichtRow:
    """A message for a room that has checked its own rights; raises `BerichtNotFound`."""
    row = Bericht.objects.filter(pk=bericht_id, gemeente_id=gemeente).values_list(*_ROW).first()
    if row is None:
        raise BerichtNotFound
    (
        identity,
        richting,
        wet,
        nummer,
        afzender,
        ontvanger,
        identificatie,
        verdict,
        status,
        found,
        antwoord_op,
    ) = row
    return BerichtRow(
        id=identity,
        richting=Richting(richting),
        wet=wet,
        nummer=nummer,
        afzender=afzender,
        ontvanger=ontvanger,
        identificatie=identificatie,
        verdict=Verdict(verdict),
        status=Berichtstatus(status),
        bevonden=_bevonden(found),
        antwoord_op=antwoord_op,
        dubbel=dubbel,
    )


def berichten(
    *,
    actor: Actor,
    richting: Richting,
    status: Berichtstatus | None = None,
    nummer: int | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> BerichtenPage:
    """Received or sent messages, newest first, one query; `after` is the `next` of the page before."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    found = Bericht.objects.filter(gemeente_id=actor.gemeente, richting=richting.value)
    if status is not None:
        found = found.filter(stand__status=status.value)
    if nummer is not None:
        found = found.filter(nummer=nummer)
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.order_by("-id").values_list(*_LIST)[: limit + 1])
    shown = tuple(_list_row(row) for row in rows[:limit])
    return BerichtenPage(rows=shown, next=shown[-1].id if len(rows) > limit else None)


def waiting(
    *,
    actor: Actor,
    richting: Richting | None = None,
    after: tuple[date, int] | None = None,
    limit: int = PAGE,
) -> tuple[WachtRow, ...]:
    """Messages without their answer, the one due first on top, one query.

    UIT: what a provider owes us; IN: what we owe a provider; None: both. `after` is (antwoord_uiterlijk, id) of the last row
    of the page before.
    """
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    found = BerichtStatus.objects.filter(
        gemeente_id=actor.gemeente,
        status__in=[state.value for state in WAITING],
        antwoord_uiterlijk__isnull=False,
    )
    if richting is not None:
        found = found.filter(bericht__richting=richting.value)
    if after is not None:
        found = found.filter(
            Q(antwoord_uiterlijk__gt=after[0]) | Q(antwoord_uiterlijk=after[0], bericht_id__gt=after[1])
        )
    columns = (
        "bericht_id", "bericht__wet", "bericht__nummer", "bericht__richting", "bericht__afzender", "bericht__ontvanger",
        "bericht__identificatie", "status", "antwoord_uiterlijk",
    )  # fmt: skip
    rows = found.order_by("antwoord_uiterlijk", "bericht_id").values_list(*columns)[:limit]
    return tuple(_waiting_row(row) for row in rows)


def overdue(*, actor: Actor, day: date) -> int:
    """How many messages are still without their answer after the last day for it."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    return BerichtStatus.objects.filter(
        gemeente_id=actor.gemeente, status__in=[state.value for state in WAITING], antwoord_uiterlijk__lt=day
    ).count()


def get_bericht(*, actor: Actor, bericht_id: int) -> BerichtDetail:
    """One message with its chain, in four queries; raises `BerichtNotFound`."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    columns = (*_LIST, "release", "berichtcode", "grootte", "sha256", "antwoord_op_id")
    row = Bericht.objects.filter(pk=bericht_id, gemeente_id=actor.gemeente).values_list(*columns).first()
    if row is None:
        raise BerichtNotFound
    release, berichtcode, grootte, sha256, antwoord_op = row[len(_LIST) :]
    listed = dict(zip(_LIST, row, strict=False))
    numbers = BerichtToewijzing.objects.filter(bericht_id=antwoord_op or bericht_id)
    again = Ontvangst.objects.filter(bericht_id=bericht_id, dubbel=True).order_by("id")
    related = {bericht_id, antwoord_op} - {None}
    chain = Bericht.objects.filter(Q(pk__in=related) | Q(antwoord_op__in=related), gemeente_id=actor.gemeente)
    return BerichtDetail(
        rij=_list_row(row[: len(_LIST)]),
        richting=Richting(listed["richting"]),
        release=release,
        berichtcode=berichtcode,
        afzender=listed["afzender"],
        ontvanger=listed["ontvanger"],
        grootte=grootte,
        sha256=sha256,
        bevonden=_bevonden(listed["bevonden"]),
        toewijzingnummers=tuple(
            numbers.order_by("id").values_list("toewijzingnummer", flat=True)[:NUMBERS_SHOWN]
        ),
        dubbel_ontvangen=tuple(again.values_list("op", flat=True)[:NUMBERS_SHOWN]),
        keten=_chain_rows(chain),
    )


def get_file(*, actor: Actor, bericht_id: int) -> Berichtbestand:
    """The file of a message as it came or went; the look at each person in it is logged.

    Raises `BerichtNotFound`, and `BerichtClosed` when it is about a shielded person or somebody of one's own household.
    """
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    found = Bericht.objects.filter(pk=bericht_id, gemeente_id=actor.gemeente)
    row = found.values_list("bestandsnaam", "inhoud").first()
    if row is None:
        raise BerichtNotFound
    content = bytes(row[1])
    numbers = {match.decode() for match in _BSN.findall(content)}
    known = people.persons(
        gemeente=actor.gemeente,
        persoon_ids=people.ids_by_bsn(gemeente=actor.gemeente, bsns=numbers).values(),
    )
    own = {actor.persoon_id, actor.huishouden_id} - {None}
    if any(person.afgeschermd or {person.id, person.huishouden_id} & own for person in known.values()):
        raise BerichtClosed
    record_look(actor=actor, persoon_ids=known, act=Act.BERICHTEN_INZIEN, reason="Bericht zelf bekeken")
    return Berichtbestand(row[0], content)


def uploads(*, actor: Actor, limit: int = 20) -> tuple[Aankomst, ...]:
    """The files uploaded last with what became of each, newest first; one query."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    columns = (
        "bericht_id", "bestandsnaam", "op", "dubbel", "bericht__wet", "bericht__nummer", "bericht__verdict",
        "bericht__stand__status", "bericht__bevonden",
    )  # fmt: skip
    found = Ontvangst.objects.filter(gemeente_id=actor.gemeente, bron=Bron.UPLOAD.value).order_by("-id")
    return tuple(
        Aankomst(
            bericht_id=identity,
            bestandsnaam=naam,
            op=op,
            dubbel=dubbel,
            label=_label(wet, nummer),
            verdict=Verdict(verdict),
            status=Berichtstatus(status),
            bevonden=_bevonden(faults),
        )
        for identity, naam, op, dubbel, wet, nummer, verdict, status, faults in found.values_list(*columns)[
            :limit
        ]
    )


def chain(*, gemeente: str, wet: str, toewijzingnummer: int) -> tuple[KetenRow, ...]:
    """The messages about one allocation with their answers, oldest first and the latest 60, one query.

    For a room that has checked its own rights.
    """
    about = BerichtToewijzing.objects.filter(gemeente_id=gemeente, toewijzingnummer=toewijzingnummer).values(
        "bericht_id"
    )
    found = Bericht.objects.filter(Q(pk__in=about) | Q(antwoord_op__in=about), gemeente_id=gemeente, wet=wet)
    return _chain_rows(found)


def _chain_rows(found: QuerySet[Bericht]) -> tuple[KetenRow, ...]:
    rows = list(found.order_by("-id").values_list(*_CHAIN)[:CHAIN_AT_MOST])
    return tuple(
        KetenRow(
            id=identity,
            op=op,
            werkdatum=werkdatum,
            label=_label(wet, nummer),
            richting=Richting(richting),
            verdict=Verdict(verdict),
            status=Berichtstatus(status),
            antwoord_uiterlijk=due,
            antwoord_op=antwoord_op,
        )
        for identity, op, werkdatum, wet, nummer, richting, verdict, status, due, antwoord_op in reversed(
            rows
        )
    )


def _list_row(row: tuple[Any, ...]) -> BerichtenRow:
    (
        identity,
        op,
        wet,
        nummer,
        afzender,
        ontvanger,
        identificatie,
        dagtekening,
        naam,
        verdict,
        status,
        due,
        found,
        way,
    ) = row
    return BerichtenRow(
        id=identity,
        op=op,
        label=_label(wet, nummer),
        partij=afzender if way == Richting.IN else ontvanger,
        identificatie=identificatie,
        dagtekening=dagtekening,
        bestandsnaam=naam,
        verdict=Verdict(verdict),
        status=Berichtstatus(status),
        antwoord_uiterlijk=due,
        reden=found[0]["reason"] if found else "",
    )


def _waiting_row(row: tuple[Any, ...]) -> WachtRow:
    identity, wet, nummer, richting, afzender, ontvanger, identificatie, status, due = row
    return WachtRow(
        id=identity,
        label=_label(wet, nummer),
        antwoord_label=_label(wet, _ANSWERED_BY.get((wet, nummer))),
        partij=afzender if richting == Richting.IN else ontvanger,
        identificatie=identificatie,
        status=Berichtstatus(status),
        antwoord_uiterlijk=due,
    )


def _label(wet: str, nummer: int | None) -> str:
    return f"{wet.upper()}{nummer}" if nummer else "onbekend"


def _bevonden(found: Iterable[dict[str, Any]]) -> tuple[Bevonden, ...]:
    return tuple(Bevonden(**fault) for fault in found)
