"""Level 2 for declarations (323) and, where it holds for both, their answers (325)."""

from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.records.basis import GeslotenPeriode
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules.base import (
    Lines,
    Paths,
    Rule,
    each_line,
    each_period,
    signed,
    years_before,
)
from keukentafel.backoffice.berichten.codec.rules.level2_client import CS002_REASON, wrong_bsn
from keukentafel.core.eenheden import EURO

FIRST_DAY = date(2021, 1, 1)
_OLDEST = 5
_ONE_DAY = timedelta(days=1)


def _bsns(view: Lines) -> Paths:
    return [
        f"{view.client_path(index)}/Bsn"
        for index, client in enumerate(view.clienten)
        if wrong_bsn(client.bsn)
    ]


def _credit_reference(prestatie: Prestatie) -> bool:
    return (prestatie.ingediendbedrag.debetcredit == "C") != (
        prestatie.productreferentie.vorigreferentienummer is not None
    )


def _tariff(prestatie: Prestatie) -> bool:
    return (prestatie.eenheid == EURO) != (prestatie.producttarief is None)


def _months(periode: GeslotenPeriode) -> bool:
    begin, end = periode.begindatum, periode.einddatum
    return begin.month != end.month or begin.year != end.year


def _declaration_start(view: Lines) -> Paths:
    early = view.declaratie.declaratieperiode.begindatum < FIRST_DAY
    return [view.body_path("DeclaratiePeriode/Begindatum")] if early else []


def _declaration_month(view: Lines) -> Paths:
    return [] if _is_month(view.declaratie.declaratieperiode) else [view.body_path("DeclaratiePeriode")]


def _is_month(periode: GeslotenPeriode) -> bool:
    begin, end = periode.begindatum, periode.einddatum
    same = (begin.year, begin.month) == (end.year, end.month)
    return same and begin.day == 1 and (end == date.max or (end + _ONE_DAY).day == 1)


def _too_old(view: Lines) -> Paths:
    oldest = years_before(view.declaratie.declaratiedagtekening, _OLDEST)
    return each_period("ProductPeriode/Einddatum", lambda periode: periode.einddatum < oldest)(view)


def _credited_twice(view: Lines) -> Paths:
    seen = view.seen["TR315"]
    for index, prestatie in enumerate(view.prestaties):
        previous = prestatie.productreferentie.vorigreferentienummer
        if previous is not None:
            if previous in seen:
                yield view.path(index, "ProductReferentie/VorigReferentieNummer")
            seen.add(previous)


def _credited_at_once(view: Lines) -> Paths:
    """Most declarations have no credits: only those that do are looked through once more."""
    if not view.credits:
        return []
    wanted = {reference for reference, _ in view.credits}
    debets = {
        p.productreferentie.referentienummer
        for client in view.declaratie.clienten
        for p in client.prestaties
        if p.ingediendbedrag.debetcredit == "D" and p.productreferentie.referentienummer in wanted
    }
    return [path for reference, path in view.credits if reference in debets]


def _total(view: Lines) -> Paths:
    total = view.declaratie.totaalingediendbedrag
    if signed(total.totaalbedrag, total.debetcredit) != view.bedrag:
        yield view.body_path("TotaalIngediendBedrag/TotaalBedrag")


def _second_debet(view: Lines) -> Paths:
    """Most declarations have one line on an allocation: only those that have more are looked through once more."""
    if not view.repeated:
        return
    seen = set()
    for client, place, p in view.every():
        if p.toewijzingnummer in view.repeated and p.ingediendbedrag.debetcredit == "D":
            periode = p.productperiode
            line = (
                p.toewijzingnummer, periode.begindatum, periode.einddatum, p.productcategorie, p.productcode,
            )  # fmt: skip
            if line in seen:
                yield view.path_at(client, place)
            seen.add(line)


def _zero_total(view: Lines) -> Paths:
    total = view.declaratie.totaalingediendbedrag
    if total.totaalbedrag == 0 and total.debetcredit != "D":
        yield view.body_path("TotaalIngediendBedrag/DebetCredit")


_ZERO = "Een bedrag van nul is altijd debet."
_DECLARATIE = frozenset({323})
_BOTH = frozenset({323, 325})

RULES = (
    Rule("CS002", _BOTH, CS002_REASON, _bsns),
    Rule(
        "CD060",
        _BOTH,
        "Een creditregel noemt het referentienummer van de debetregel, en een debetregel doet dat niet.",
        each_line("ProductReferentie/VorigReferentieNummer", _credit_reference),
    ),
    Rule(
        "CD087",
        _DECLARATIE,
        "Een tarief hoort er te staan, behalve als de eenheid euro is.",
        each_line("ProductTarief", _tariff),
    ),
    Rule(
        "CS100",
        _DECLARATIE,
        "De declaratieperiode ligt voor 1 januari 2021.",
        _declaration_start,
        at_end=True,
    ),
    Rule(
        "CS100",
        _DECLARATIE,
        "De productperiode ligt voor 1 januari 2021.",
        each_period("ProductPeriode/Begindatum", lambda periode: periode.begindatum < FIRST_DAY),
    ),
    Rule(
        "CS325",
        _BOTH,
        _ZERO,
        each_line(
            "IngediendBedrag/DebetCredit",
            lambda p: p.ingediendbedrag.bedrag == 0 and p.ingediendbedrag.debetcredit != "D",
        ),
    ),
    Rule("CS325", _DECLARATIE, _ZERO, _zero_total, at_end=True),
    Rule(
        "CS337",
        _DECLARATIE,
        "De productperiode valt niet in één kalendermaand.",
        each_period("ProductPeriode", _months),
    ),
    Rule(
        "CS339",
        _DECLARATIE,
        "Bij de eenheid euro is het bedrag gelijk aan het volume.",
        each_line(
            "IngediendBedrag/Bedrag",
            lambda p: p.eenheid == EURO and p.ingediendbedrag.bedrag != p.geleverdvolume,
        ),
    ),
    Rule(
        "CS340",
        _DECLARATIE,
        "De declaratieperiode is niet precies één kalendermaand.",
        _declaration_month,
        at_end=True,
    ),
    Rule("TR315", _DECLARATIE, "Dezelfde debetregel wordt twee keer gecrediteerd.", _credited_twice),
    Rule(
        "TR316",
        _DECLARATIE,
        "Een debetregel wordt in hetzelfde bericht gecrediteerd.",
        _credited_at_once,
        at_end=True,
    ),
    Rule("TR335", _DECLARATIE, "De productperiode ligt meer dan vijf jaar terug.", _too_old),
    Rule("TR358", _DECLARATIE, "Het totaalbedrag is niet de som van debet min credit.", _total, at_end=True),
    Rule(
        "TR416",
        _DECLARATIE,
        "Dezelfde toewijzing, periode en product staan twee keer als debet in het bericht.",
        _second_debet,
        at_end=True,
    ),
)
