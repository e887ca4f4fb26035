"""The columns that lists read, and rows of the database as the values that queries answer with. Private to the room."""

from typing import Any

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import (
    DeclaratieRow,
    Declaratiestatus,
    OordeelRow,
    Oorzaak,
    RegelRow,
    Uitkomst,
    WachtendeRegel,
)
from keukentafel.backoffice.declaraties.models import Declaratieregel, Regeloordeel
from keukentafel.core.period import Period

DECLARATION = (
    "id", "aanbieder_agb", "aanbiedernaam", "wet", "declaratienummer", "maand", "status", "ontvangen_op", "antwoord_uiterlijk",
    "beantwoord_op", "regels", "ingediend", "toegekend", "reden",
)  # fmt: skip
LINE = (
    "id", "volgnummer", "toewijzingnummer", "productcategorie", "productcode", "van", "tot", "volume", "eenheid", "tarief",
    "bedrag", "referentienummer", "laatste_uitkomst", "laatste_codes", "laatste_reden",
)  # fmt: skip
WAITING = (
    "regel_id", "declaratie_id", "declaratie__aanbiedernaam", "regel__toewijzingnummer", "regel__van", "regel__tot", "oorzaak",
    "overtreden", "retourcodes", "reden", "regel__bedrag", "declaratie__antwoord_uiterlijk",
)  # fmt: skip


def declaration_row(row: tuple[Any, ...], waits: int) -> DeclaratieRow:
    """A declaration in the list."""
    identity, agb, naam, wet, nummer, maand, status, received, due, answered, count, asked, granted, reden = (
        row
    )
    return DeclaratieRow(
        identity, agb, naam, Wet(wet), nummer, maand, Declaratiestatus(status), received, due, answered, count, waits, asked,
        granted, reden,
    )  # fmt: skip


def line_row(row: tuple[Any, ...]) -> RegelRow:
    """A line in the list of a declaration."""
    identity, volgnummer, number, categorie, code, start, end, *middle = row
    volume, eenheid, tarief, bedrag, reference, outcome, codes, reden = middle
    return RegelRow(
        identity, volgnummer, number, categorie, code, Period(start, end), volume, eenheid, tarief, bedrag, reference,
        Uitkomst(outcome), tuple(codes or ()), reden,
    )  # fmt: skip


def waiting_row(row: tuple[Any, ...]) -> WachtendeRegel:
    """A line that waits, in the list."""
    identity, declaratie_id, naam, number, start, end, oorzaak, rule, codes, reden, bedrag, due = row
    return WachtendeRegel(
        identity,
        declaratie_id,
        naam,
        number,
        Period(start, end),
        Oorzaak(oorzaak),
        rule,
        tuple(codes),
        reden,
        bedrag,
        due,
    )


def judgement_row(judgement: Regeloordeel) -> OordeelRow:
    """One judgement of a line."""
    return OordeelRow(
        uitkomst=Uitkomst(judgement.uitkomst),
        retourcodes=tuple(judgement.retourcodes),
        reden=judgement.reden,
        door=judgement.door.naam if judgement.door else "",
        op=judgement.op,
    )


def granted_by_itself(line: Declaratieregel) -> OordeelRow:
    """The judgement of a line that was granted by itself."""
    return OordeelRow(uitkomst=Uitkomst.TOEGEKEND, retourcodes=(), reden="", door="", op=line.handeling.op)
