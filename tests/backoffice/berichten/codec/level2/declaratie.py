"""Samples of the rules on declarations (323) and their answers (325)."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import (
    BedragMetDC,
    GeslotenPeriode,
    TotaalBedragMetDC,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325, Prestatie
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from tests.backoffice.berichten.codec.known import facts_323
from tests.backoffice.berichten.codec.level2.case import Case, Changes, below
from tests.backoffice.berichten.codec.level2.client import BAD_BSN
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    SEPTEMBER,
    THIRD_BSN,
    credit,
    declaratie,
    prestatie,
)

BODY, ANSWER = "declaratie", "declaratieantwoord"
CLIENTS, ANSWERED = f"{BODY}__clienten", f"{ANSWER}__clienten__0__prestaties__0"
LINE, SECOND = f"{CLIENTS}__0__prestaties__0", f"{CLIENTS}__0__prestaties__1"
_EURO: Changes = below(LINE, eenheid="83", producttarief=None, geleverdvolume=31500)
_ZERO = below(LINE, ingediendbedrag=BedragMetDC(bedrag=0, debetcredit="D")) | below(
    BODY, totaalingediendbedrag__totaalbedrag=63000
)


def _period(first: date, last: date) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=first, einddatum=last)


def _lines(*lines: Prestatie) -> Changes:
    """The declaration with these lines of one client and the total that goes with them."""
    return {BODY: declaratie((BSN, lines)).declaratie}


DECEMBER = _period(date(2020, 12, 1), date(2020, 12, 31))

DECLARATIE_CASES = [
    Case("CS002", {f"{CLIENTS}__0__bsn": THIRD_BSN}, {f"{CLIENTS}__0__bsn": BAD_BSN}),
    Case("CD060", _lines(prestatie(1)), _lines(prestatie(1, productreferentie__vorigreferentienummer="V1"))),
    Case(
        "CD060",
        _lines(credit(1, "V1")),
        _lines(prestatie(1, ingediendbedrag=BedragMetDC(bedrag=31500, debetcredit="C"))),
    ),
    Case("CD087", _EURO, _EURO | below(LINE, producttarief=105)),
    Case("CD087", below(LINE, producttarief=0), below(LINE, producttarief=None)),
    Case(
        "CS100",
        {f"{LINE}__productperiode": _period(date(2021, 10, 1), date(2021, 10, 31))},
        {f"{LINE}__productperiode": DECEMBER},
        frozenset({"TR335"}),
    ),
    Case(
        "CS100",
        {f"{BODY}__declaratieperiode": _period(date(2021, 1, 1), date(2021, 1, 31))},
        {f"{BODY}__declaratieperiode": DECEMBER},
    ),
    Case(
        "CS325",
        _ZERO,
        _ZERO | below(LINE, ingediendbedrag__debetcredit="C", productreferentie__vorigreferentienummer="V1"),
    ),
    Case(
        "CS325",
        _lines(prestatie(1), credit(2, "V2")),
        _lines(prestatie(1), credit(2, "V2"))
        | below(BODY, totaalingediendbedrag=TotaalBedragMetDC(totaalbedrag=0, debetcredit="C")),
    ),
    Case(
        "CS337",
        below(LINE, productperiode__begindatum=date(2026, 9, 2)),
        below(LINE, productperiode__begindatum=date(2026, 8, 31)),
    ),
    Case("CS337", {}, below(LINE, productperiode__begindatum=date(2025, 9, 1))),
    Case("CS339", _EURO, _EURO | below(LINE, geleverdvolume=31501)),
    Case(
        "CS340",
        {f"{BODY}__declaratieperiode": _period(date(2026, 8, 1), date(2026, 8, 31))},
        {f"{BODY}__declaratieperiode": _period(date(2026, 8, 2), date(2026, 8, 31))},
    ),
    Case("CS340", {}, below(BODY, declaratieperiode__einddatum=date(2026, 9, 29))),
    Case("CS340", {}, below(BODY, declaratieperiode__einddatum=date(2026, 10, 31))),
    Case(
        "TR134", below(BODY, declaratiedagtekening=DAY), below(BODY, declaratiedagtekening=date(2026, 10, 6))
    ),
    Case(
        "TR134",
        below(LINE, productperiode=_period(DAY, DAY)),
        below(LINE, productperiode=_period(date(2026, 10, 6), date(2026, 10, 31))),
        frozenset({"TR137"}),
    ),
    Case(
        "TR137",
        below(LINE, productperiode=_period(date(2026, 9, 30), date(2026, 9, 30))),
        below(LINE, productperiode=_period(date(2026, 9, 30), date(2026, 9, 29))),
    ),
    Case(
        "TR137",
        below(LINE, productperiode=_period(date(2026, 10, 1), DAY)),
        below(LINE, productperiode=_period(date(2026, 10, 1), date(2026, 10, 6))),
    ),
    Case(
        "TR315",
        _lines(prestatie(1), credit(2, "V2"), credit(3, "V3")),
        _lines(prestatie(1), credit(2, "V2"), credit(3, "V2")),
    ),
    Case(
        "TR316",
        _lines(prestatie(1), credit(2, "V1"), credit(3, "V3")),
        _lines(prestatie(1), credit(2, "R1"), credit(3, "V3")),
    ),
    Case(
        "TR335",
        below(LINE, productperiode=_period(date(2021, 10, 1), date(2021, 10, 4))),
        below(LINE, productperiode=_period(date(2021, 10, 1), date(2021, 10, 3))),
    ),
    Case(
        "TR358",
        _lines(prestatie(1), credit(2, "V2"), credit(3, "V3")),
        _lines(prestatie(1), credit(2, "V2"), credit(3, "V3"))
        | below(BODY, totaalingediendbedrag__debetcredit="D"),
    ),
    Case("TR358", {}, below(BODY, totaalingediendbedrag__totaalbedrag=94501)),
    *(
        Case("TR416", below(SECOND, toewijzingnummer=1) | differs, below(SECOND, toewijzingnummer=1))
        for differs in (
            below(SECOND, toewijzingnummer=2),
            below(SECOND, productperiode__begindatum=date(2026, 9, 2)),
            below(SECOND, productperiode__einddatum=date(2026, 9, 29)),
            below(SECOND, productcategorie="03"),
            below(SECOND, productcode="02A05"),
        )
    ),
    Case(
        "TR101",
        below(SECOND, productreferentie__referentienummer="R9"),
        below(SECOND, productreferentie__referentienummer="R1"),
    ),
    Case("TR101", {f"{CLIENTS}__1__bsn": OTHER_BSN}, {f"{CLIENTS}__1__bsn": BSN}),
]


def answer() -> Bericht325:
    """The answer to two lines, of which the second, on an unknown allocation, is refused."""
    heen = declaratie((BSN, (prestatie(1), prestatie(2, toewijzingnummer=9))))
    return build_325(heen, judge_323(heen, facts_323()), identificatie="A1", dagtekening=DAY)


def whole(debetcredit: str = "D", bedrag: int = 0) -> Changes:
    """The answer that refuses the declaration as a whole."""
    granted = TotaalBedragMetDC(totaalbedrag=bedrag, debetcredit=debetcredit)
    return below(ANSWER, retourcodes=("9333",), totaaltoegekendbedrag=granted, clienten=())


_REFUSED = f"{ANSWER}__clienten__0"
_LISTED: Changes = {
    f"{_REFUSED}__prestaties": client.prestaties
    for body in [answer().declaratieantwoord]
    if body is not None
    for client in body.clienten
}

ANTWOORD_CASES = [
    Case("CS002", {f"{_REFUSED}__bsn": OTHER_BSN}, {f"{_REFUSED}__bsn": BAD_BSN}),
    Case("CD060", {}, below(ANSWERED, productreferentie__vorigreferentienummer="V")),
    Case("CS325", whole(), whole("C")),
    Case(
        "CS325",
        below(ANSWERED, ingediendbedrag=BedragMetDC(bedrag=0, debetcredit="D"))
        | below(ANSWER, totaaltoegekendbedrag__totaalbedrag=63000),
        below(
            ANSWERED,
            ingediendbedrag=BedragMetDC(bedrag=0, debetcredit="C"),
            productreferentie__vorigreferentienummer="V",
        )
        | below(ANSWER, totaaltoegekendbedrag__totaalbedrag=63000),
    ),
    Case(
        "TR134",
        below(ANSWERED, productperiode=_period(DAY, DAY)),
        below(ANSWERED, productperiode=_period(date(2026, 10, 6), date(2026, 10, 6))),
        frozenset({"TR137"}),
    ),
    Case(
        "TR137",
        below(ANSWERED, productperiode=_period(date(2026, 10, 1), DAY)),
        below(ANSWERED, productperiode=_period(date(2026, 10, 1), date(2026, 10, 6))),
    ),
    Case(
        "TR137",
        below(ANSWERED, productperiode=SEPTEMBER),
        below(ANSWERED, productperiode=_period(date(2026, 9, 30), date(2026, 9, 1))),
    ),
    Case(
        "TR342",
        below(ANSWER, totaaltoegekendbedrag__totaalbedrag=31500),
        below(ANSWER, totaaltoegekendbedrag__totaalbedrag=31501),
    ),
    Case("TR342", whole(), whole(bedrag=1)),
    Case("TR342", below(ANSWERED, retourcodes=("0233",)), below(ANSWERED, retourcodes=("0200",))),
    Case(
        "TR101",
        _LISTED,
        {place: lines * 2 for place, lines in _LISTED.items()},
        frozenset({"TR342"}),
    ),
]
