"""Reads of messages: lists, one message, its chain, and what is waited for.

No name, BSN or birth date leaves this module except inside the message itself (`read_in`).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from keukentafel.backoffice.berichten import ketens, rows, rules, vervoersfouten
from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.gemeenten import IN_FORCE, gemeentecodes
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.registry import Bericht as CodecBericht
from keukentafel.backoffice.berichten.domain.berichten import (
    Aankomst,
    Afleverstand,
    Berichtbestand,
    BerichtClosed,
    BerichtDetail,
    BerichtenPage,
    BerichtNotFound,
    BerichtRow,
    Berichtstatus,
    Bron,
    KetenRow,
    Richting,
    Verdict,
    Wachtcijfer,
    Wachtcijfers,
    WachtRow,
    Zending,
)
from keukentafel.backoffice.berichten.domain.termijnen import Termijn, Wat, Wie
from keukentafel.backoffice.berichten.models import (
    Bericht,
    BerichtToewijzing,
    Ontvangst,
    Verwachting,
    Verzending,
)
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.prepared.queries import Prepared

PAGE = 50
NUMBERS_SHOWN = 50
_BSN = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?Bsn>\s*([0-9]{9})\s*<")


def largest_file(day: date) -> int:
    """The largest file in bytes that may be taken in on this day."""
    return rules.largest_file(day)


def known_bericht(day: date, *, gemeente: str, begint: Iterable[date] = ()) -> KnownBericht:
    """What judging the header of a message needs on this day; one query.

    `begint` are the days on which what it allocates or asks begins: the code of the gemeente is in force on the first of them, or stood
    in an older list (TR378). Without such days it is judged on `day`.
    """
    first = min(begint, default=day)
    return KnownBericht(vandaag=day, gemeentecodes=gemeenten(gemeente=gemeente, day=first, oldest=IN_FORCE))


def gemeenten(*, gemeente: str, day: date, oldest: date) -> frozenset[str]:
    """The codes of gemeenten in force on some day from `oldest` up to and including `day`: of the CBS, and what was loaded beside it."""
    return gemeentecodes(day, oldest=oldest) | accounts.gemeentecodes(
        gemeente=gemeente, day=day, oldest=oldest
    )


def answer_due(*, nummer: int, received: date) -> date | None:
    """The last day for the answer with this number to a message received on `received`; None when none is due."""
    return rules.answer_due(nummer, received)


def term_ends(*, wat: Wat, day: date, wet: str = "") -> date | None:
    """The last day on which this may be done, counted from `day`; None without a term."""
    return rules.term_ends(wat, day, wet)


def termijn(*, wat: Wat, day: date) -> Termijn | None:
    """The term of the standard for this that is in force on `day`; None without one."""
    return rules.termijn_of(wat, day)


def what_to_do(code: str) -> str:
    """What a colleague does when the transport refuses a message with this code."""
    return vervoersfouten.what_to_do(code)


def may_resend(detail: BerichtDetail, *, day: date) -> bool:
    """Whether a message of ours may be sent again on this day: its delivery failed, or its answer is late or not waited for."""
    if detail.richting is Richting.IN:
        return False
    due = [row.uiterlijk for row in detail.wachten if row.wat in rules.TECHNICAL]
    try:
        rules.check_resend(detail.rij.status, due[0] if due else None, day)
    except rules.NotToResend:
        return False
    return True


def read_in(*, gemeente: str, bericht_id: int) -> CodecBericht:
    """The message itself, read from the bytes that were kept; raises `BerichtNotFound` when it is not there or cannot be read."""
    content = (
        Bericht.objects.filter(pk=bericht_id, gemeente_id=gemeente).values_list("inhoud", flat=True).first()
    )
    bericht = None if content is None else read(content).bericht
    if bericht is None:
        raise BerichtNotFound
    return bericht


def file_name(*, gemeente: str, bericht_id: int) -> str:
    """The name under which the file of a message goes or came; raises `BerichtNotFound`."""
    found = Bericht.objects.filter(pk=bericht_id, gemeente_id=gemeente).values_list("bestandsnaam", flat=True)
    name: str | None = found.first()
    if name is None:
        raise BerichtNotFound
    return name


def get_row(*, gemeente: str, bericht_id: int, dubbel: bool = False) -> BerichtRow:
    """A message for a room that has checked its own rights; raises `BerichtNotFound`."""
    row = Bericht.objects.filter(pk=bericht_id, gemeente_id=gemeente).values_list(*rows.ROW).first()
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
        bevonden=rows.bevonden(found),
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
    wanted = None if status is None else status.value
    found = _pages(limit, nummer).rows(actor.gemeente, richting.value, wanted, after)
    shown = tuple(rows.list_row(row) for row in found[:limit])
    return BerichtenPage(rows=shown, next=shown[-1].id if len(found) > limit else None)


def _page(
    gemeente: str, richting: str, status: str | None, after: int | None, *, limit: int, nummer: int | None
) -> "QuerySet[Any]":
    """One more row than a page of the list."""
    found = Bericht.objects.filter(gemeente_id=gemeente, richting=richting)
    if status is not None:
        found = found.filter(stand__status=status)
    if nummer is not None:
        found = found.filter(nummer=nummer)
    if after is not None:
        found = found.filter(pk__lt=after)
    shown: QuerySet[Any] = rows.with_wait(found).order_by("-id").values_list(*rows.LIST)[: limit + 1]
    return shown


@lru_cache(maxsize=len(REGISTRY))
def _pages(limit: int, nummer: int | None) -> Prepared:
    return Prepared(partial(_page, limit=limit, nummer=nummer))


def waiting(
    *, actor: Actor, wie: Wie | None = None, after: tuple[date, UUID] | None = None, limit: int = PAGE
) -> tuple[WachtRow, ...]:
    """What must still be done about messages, what is due first on top, one query; `wie` leaves only what that party must do.

    `after` is (uiterlijk, id) of the last row of the page before.
    """
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    found = _open(actor.gemeente)
    if wie is not None:
        found = found.filter(wie=wie.value)
    if after is not None:
        found = found.filter(Q(uiterlijk__gt=after[0]) | Q(uiterlijk=after[0], id__gt=after[1]))
    ordered = found.order_by("uiterlijk", "id").values_list(*rows.WAITING)[:limit]
    return tuple(rows.waiting_row(row) for row in ordered)


def waiting_figures(*, actor: Actor, day: date) -> Wachtcijfers:
    """What is open and what of it is late on `day`: per party that must act, and per provider that owes us an answer; one query."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    late = Count("id", filter=Q(uiterlijk__lt=day))
    found = _open(actor.gemeente).order_by().values_list("wie", "bericht__ontvanger")
    groups = list(found.annotate(open=Count("id"), laat=late))
    owing = {agb: laat for wie, agb, _, laat in groups if wie == Wie.AANBIEDER.value and laat}
    return Wachtcijfers(
        tuple(_figure(wie, groups) for wie in Wie),
        dict(sorted(owing.items(), key=lambda one: (-one[1], one[0]))),
    )


def _figure(wie: Wie, groups: Iterable[tuple[str, str, int, int]]) -> Wachtcijfer:
    own = [(open_, laat) for party, _, open_, laat in groups if party == wie.value]
    return Wachtcijfer(wie, sum(open_ for open_, _ in own), sum(laat for _, laat in own))


def overdue(*, actor: Actor, day: date) -> int:
    """How much was not done about messages before this day that should have been."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    return sum(counted for (counted,) in _OVERDUE.rows(actor.gemeente, day))


def _open(gemeente: str) -> QuerySet[Verwachting]:
    return Verwachting.objects.filter(gemeente_id=gemeente, vervuld_op__isnull=True)


def _count_overdue(gemeente: str, day: date) -> "QuerySet[Any]":
    late = _open(gemeente).filter(uiterlijk__lt=day)
    counted: QuerySet[Any] = late.order_by().values("gemeente_id").annotate(n=Count("id")).values_list("n")
    return counted


_OVERDUE = Prepared(_count_overdue)


def get_bericht(*, actor: Actor, bericht_id: int) -> BerichtDetail:
    """One message with its chain, in seven queries; raises `BerichtNotFound`."""
    accounts.check(actor, Act.BERICHTEN_INZIEN)
    columns = (*rows.LIST, "release", "berichtcode", "grootte", "sha256", "antwoord_op_id", "inhoudssleutel")
    found = Bericht.objects.filter(pk=bericht_id, gemeente_id=actor.gemeente)
    row = rows.with_wait(found).values_list(*columns).first()
    if row is None:
        raise BerichtNotFound
    release, berichtcode, grootte, sha256, antwoord_op, content_key = row[len(rows.LIST) :]
    listed = dict(zip(rows.LIST, row, strict=False))
    about = BerichtToewijzing.objects.filter(bericht_id=antwoord_op or bericht_id)
    again = Ontvangst.objects.filter(bericht_id=bericht_id, dubbel=True).order_by("id")
    related = {bericht_id, antwoord_op} - {None}
    chain = Bericht.objects.filter(Q(pk__in=related) | Q(antwoord_op__in=related), gemeente_id=actor.gemeente)
    waits = _open(actor.gemeente).filter(bericht_id=bericht_id).order_by("uiterlijk", "id")
    return BerichtDetail(
        rij=rows.list_row(row[: len(rows.LIST)]),
        richting=Richting(listed["richting"]),
        release=release,
        berichtcode=berichtcode,
        afzender=listed["afzender"],
        ontvanger=listed["ontvanger"],
        grootte=grootte,
        sha256=sha256,
        bevonden=rows.bevonden(listed["bevonden"]),
        toewijzingnummers=tuple(
            number
            for number in about.order_by("id").values_list("toewijzingnummer", flat=True)[:NUMBERS_SHOWN]
            if number is not None
        ),
        dubbel_ontvangen=tuple(again.values_list("op", flat=True)[:NUMBERS_SHOWN]),
        zelfde_inhoud=_same_content(actor.gemeente, bericht_id, listed, content_key),
        zendingen=_sendings(bericht_id),
        wachten=tuple(rows.waiting_row(one) for one in waits.values_list(*rows.WAITING)),
        keten=rows.chain_rows(chain),
    )


def _same_content(
    gemeente: str, bericht_id: int, listed: dict[str, Any], content_key: str
) -> tuple[tuple[int, str], ...]:
    """Other messages of this kind and sender that say the same under another identification; none for a message without a key."""
    if not content_key:
        return ()
    same = Bericht.objects.filter(
        gemeente_id=gemeente,
        inhoudssleutel=content_key,
        wet=listed["wet"],
        nummer=listed["nummer"],
        afzender=listed["afzender"],
    ).exclude(pk=bericht_id)
    return tuple(same.order_by("id").values_list("id", "identificatie")[:NUMBERS_SHOWN])


def _sendings(bericht_id: int) -> tuple[Zending, ...]:
    found = Verzending.objects.filter(bericht_id=bericht_id).order_by("-id")
    columns = ("kenmerk", "op", "stand", "code", "tekst")
    return tuple(
        Zending(kenmerk, op, Afleverstand(stand), code, tekst)
        for kenmerk, op, stand, code, tekst in found.values_list(*columns)[:NUMBERS_SHOWN]
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
            label=rows.label(wet, nummer),
            verdict=Verdict(verdict),
            status=Berichtstatus(status),
            bevonden=rows.bevonden(faults),
        )
        for identity, naam, op, dubbel, wet, nummer, verdict, status, faults in found.values_list(*columns)[
            :limit
        ]
    )


def chain(
    *, gemeente: str, wet: str, toewijzingnummer: int, declaraties: Iterable[int] = ()
) -> tuple[KetenRow, ...]:
    """The messages about one allocation with their answers, oldest first and the latest 60; at most three queries.

    In it are the request that it came from with the answers to that, and which start or stop takes back or replaces which earlier
    one. `declaraties` are the ids of the declarations about it: the room that keeps their lines knows those. For a room that has checked
    its own rights.
    """
    key = (wet, toewijzingnummer)
    return chains(gemeente=gemeente, sleutels=[key], declaraties={key: declaraties})[key]


def chains(
    *,
    gemeente: str,
    sleutels: Iterable[tuple[str, int]],
    declaraties: Mapping[tuple[str, int], Iterable[int]],
) -> dict[tuple[str, int], tuple[KetenRow, ...]]:
    """The same for several allocations, by law and number; at most three queries in all."""
    return ketens.chains(gemeente=gemeente, sleutels=sleutels, declaraties=declaraties)
