"""How rows of the database become the values that `queries` answers. Private to the room."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.domain.berichten import (
    BerichtenRow,
    Berichtstatus,
    Bevonden,
    KetenRow,
    Richting,
    Verdict,
    WachtRow,
)
from keukentafel.backoffice.berichten.domain.termijnen import TERMIJNEN, Wat, Wie
from keukentafel.backoffice.berichten.models import Bericht, Verwachting
from keukentafel.backoffice.berichten.onderwerpen import Correcties

CHAIN_AT_MOST = 60
LIST = (
    "id", "op", "wet", "nummer", "afzender", "ontvanger", "identificatie", "dagtekening", "bestandsnaam", "verdict",
    "stand__status", "bevonden", "richting", "wacht",
)  # fmt: skip
ROW = (
    "id", "richting", "wet", "nummer", "afzender", "ontvanger", "identificatie", "verdict", "stand__status",
    "bevonden", "antwoord_op_id",
)  # fmt: skip
WAITING = (
    "id", "bericht_id", "bericht__wet", "bericht__nummer", "bericht__richting", "bericht__afzender", "bericht__ontvanger",
    "bericht__identificatie", "bericht__stand__status", "wat", "wie", "uiterlijk",
)  # fmt: skip
_CHAIN = (
    "id", "op", "werkdatum", "wet", "nummer", "richting", "verdict", "stand__status", "antwoord_op_id", "wacht",
)  # fmt: skip
_ANSWERED_BY = {(soort.law.value, soort.nummer): soort.antwoord for soort in REGISTRY.values()}
_MET_BY = {term.wat: term.antwoorden for term in TERMIJNEN}


def with_wait(found: QuerySet[Bericht]) -> QuerySet[Bericht]:
    """The messages with `wacht`: what is waited for first about each, as an object; None when nothing is."""
    open_ones = Verwachting.objects.filter(bericht_id=OuterRef("pk"), vervuld_op__isnull=True)
    first = open_ones.order_by("uiterlijk", "id").values(
        waits=JSONObject(wat="wat", wie="wie", uiterlijk="uiterlijk")
    )
    return found.annotate(wacht=Subquery(first[:1]))


def chain_rows(found: QuerySet[Bericht]) -> tuple[KetenRow, ...]:
    """The messages, oldest first."""
    return tuple(_chain_row(row) for row in with_wait(found).order_by("werkdatum", "id").values_list(*_CHAIN))


def with_corrections(row: KetenRow, corrections: Correcties) -> KetenRow:
    """The message with what it takes back or replaces."""
    return replace(
        row,
        neemt_terug=corrections.neemt_terug.get(row.id),
        vervangt=corrections.vervangt.get(row.id),
        teruggenomen=row.id in corrections.teruggenomen,
    )


def _chain_row(row: tuple[Any, ...]) -> KetenRow:
    identity, op, werkdatum, wet, nummer, richting, verdict, status, antwoord_op, waits = row
    return KetenRow(
        id=identity,
        op=op,
        werkdatum=werkdatum,
        label=label(wet, nummer),
        richting=Richting(richting),
        verdict=Verdict(verdict),
        status=Berichtstatus(status),
        antwoord_uiterlijk=_until(waits),
        antwoord_op=antwoord_op,
        wacht=(Wat(waits["wat"]), Wie(waits["wie"])) if waits else None,
    )


def list_row(row: Sequence[Any]) -> BerichtenRow:
    """A line of a list, from the columns of `LIST`."""
    identity, op, wet, nummer, afzender, ontvanger, identificatie, dagtekening, naam, *rest = row
    verdict, status, found, way, waits = rest
    answer = waits if waits and waits["wat"] != Wat.AFLEVERING else None
    return BerichtenRow(
        id=identity,
        op=op,
        label=label(wet, nummer),
        partij=afzender if way == Richting.IN else ontvanger,
        identificatie=identificatie,
        dagtekening=dagtekening,
        bestandsnaam=naam,
        verdict=Verdict(verdict),
        status=Berichtstatus(status),
        antwoord_uiterlijk=_until(answer),
        reden=found[0]["reason"] if found else "",
    )


def waiting_row(row: Sequence[Any]) -> WachtRow:
    """What is waited for, from the columns of `WAITING`."""
    identity, bericht_id, wet, nummer, richting, afzender, ontvanger, identificatie, status, *rest = row
    wat, wie, uiterlijk = Wat(rest[0]), Wie(rest[1]), rest[2]
    return WachtRow(
        id=identity,
        bericht_id=bericht_id,
        label=label(wet, nummer),
        wat=wat,
        wie=wie,
        antwoord_label=_met_by(wet, nummer, wat),
        partij=afzender if richting == Richting.IN else ontvanger,
        identificatie=identificatie,
        status=Berichtstatus(status),
        uiterlijk=uiterlijk,
    )


def label(wet: str, nummer: int | None) -> str:
    """The name people use, such as WMO323; "onbekend" when that could not be told."""
    return f"{wet.upper()}{nummer}" if nummer else "onbekend"


def bevonden(found: Iterable[dict[str, Any]]) -> tuple[Bevonden, ...]:
    """The faults as they were kept."""
    return tuple(Bevonden(**fault) for fault in found)


def _met_by(wet: str, nummer: int, wat: Wat) -> str:
    if wat is Wat.AFLEVERING:
        return label(wet, nummer)
    answer = _ANSWERED_BY.get((wet, nummer))
    numbers = [answer] if answer in _MET_BY[wat] else _MET_BY[wat]
    return " of ".join(label(wet, number) for number in numbers)


def _until(waits: dict[str, str] | None) -> date | None:
    return date.fromisoformat(waits["uiterlijk"]) if waits else None
