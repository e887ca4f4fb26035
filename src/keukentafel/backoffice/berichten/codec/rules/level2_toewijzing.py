"""Level 2 for the allocations in a 301: which of product, extent, budget and end date go together, and overlap."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, ToegewezenProduct
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, dagtekening
from keukentafel.backoffice.berichten.codec.types import Law

REMOVED = "13"
# TR302: only in iWmo may aids (wheelchairs, transport, housing and other) overlap.
AIDS = frozenset({"11", "12", "13", "14"})
_OLD_RULES_UNTIL = date(2020, 12, 31)
_PIECES = frozenset({"14", "16", "83", "84"})


def _allocations(bericht: Bericht301) -> Iterator[tuple[str, ToegewezenProduct]]:
    for number, toegewezen in enumerate(bericht.client.toegewezenproducten, 1):
        yield f"/Bericht/Client/ToegewezenProducten/ToegewezenProduct[{number}]", toegewezen


def _each(element: str, breaks: Callable[[ToegewezenProduct], bool]) -> Callable[[Bericht301], Paths]:
    def check(bericht: Bericht301) -> Paths:
        return [f"{path}/{element}" for path, toegewezen in _allocations(bericht) if breaks(toegewezen)]

    return check


def _has_code(toegewezen: ToegewezenProduct) -> bool:
    return toegewezen.product is not None and toegewezen.product.code is not None


def _under_new_rules(toegewezen: ToegewezenProduct) -> bool:
    return toegewezen.einddatum is None or toegewezen.einddatum > _OLD_RULES_UNTIL


def _ends_early(toegewezen: ToegewezenProduct) -> bool:
    return toegewezen.einddatum is not None and toegewezen.einddatum < toegewezen.ingangsdatum


def _weekly_open(toegewezen: ToegewezenProduct) -> bool:
    return (
        toegewezen.omvang is not None and toegewezen.omvang.frequentie == "2" and toegewezen.einddatum is None
    )


def _odd_frequency(toegewezen: ToegewezenProduct) -> bool:
    omvang = toegewezen.omvang
    return (
        omvang is not None
        and _under_new_rules(toegewezen)
        and omvang.eenheid in _PIECES
        and omvang.frequentie not in "246"
    )


def _removed_wrongly(toegewezen: ToegewezenProduct) -> bool:
    return toegewezen.redenwijziging == REMOVED and toegewezen.einddatum != toegewezen.ingangsdatum


def _allocated_late(bericht: Bericht301) -> Paths:
    day = dagtekening(bericht)
    return [
        f"{path}/Toewijzingsdatum"
        for path, toegewezen in _allocations(bericht)
        if toegewezen.toewijzingsdatum > day
    ]


def _born_late(bericht: Bericht301) -> Paths:
    return (
        ["/Bericht/Client/Geboortedatum/Datum"]
        if bericht.client.geboortedatum.datum > dagtekening(bericht)
        else []
    )


def _overlap(bericht: Bericht301) -> Paths:
    law = soort_of(bericht).law
    current = [
        (path, toegewezen) for path, toegewezen in _allocations(bericht) if not _is_removed(toegewezen)
    ]
    for (_, first), (path, second) in combinations(current, 2):
        if _same_days(first, second) and clash(first.product, second.product, law):
            yield path


def _is_removed(toegewezen: ToegewezenProduct) -> bool:
    if toegewezen.redenwijziging == "01":
        return toegewezen.einddatum == toegewezen.ingangsdatum
    return toegewezen.redenwijziging == REMOVED


def _same_days(first: ToegewezenProduct, second: ToegewezenProduct) -> bool:
    return first.ingangsdatum <= (second.einddatum or date.max) and second.ingangsdatum <= (
        first.einddatum or date.max
    )


def clash(first: Product | None, second: Product | None, law: Law) -> bool:
    """Whether two products may not be allocated on the same day (TR302, and TR386, TR361 and TR410 for requests)."""
    overlapping = AIDS if law is Law.WMO else frozenset()
    if first is None or second is None:
        known = first or second
        return known is None or known.categorie not in overlapping
    if first.categorie != second.categorie or first.categorie in overlapping:
        return False
    return first.code is None or second.code is None or first.code == second.code


_TOEWIJZING = frozenset({301})

RULES = (
    Rule(
        "CD041",
        _TOEWIJZING,
        "Bij een productcode hoort een omvang.",
        _each("Omvang", lambda t: _has_code(t) and not t.omvang),
    ),
    Rule(
        "CD075",
        _TOEWIJZING,
        "Bij een budget hoort een einddatum.",
        _each("Einddatum", lambda t: t.budget is not None and t.einddatum is None),
    ),
    Rule(
        "CD076", _TOEWIJZING, "Bij een omvang per week hoort een einddatum.", _each("Einddatum", _weekly_open)
    ),
    Rule(
        "CD077",
        _TOEWIJZING,
        "Naast een budget mag geen omvang staan.",
        _each("Omvang", lambda t: bool(t.budget is not None and t.omvang)),
    ),
    Rule(
        "CD078",
        _TOEWIJZING,
        "Naast een omvang mag geen budget staan.",
        _each("Budget", lambda t: bool(t.budget is not None and t.omvang)),
    ),
    Rule(
        "CD079",
        _TOEWIJZING,
        "Zonder budget hoort er een product te staan.",
        _each("Product", lambda t: t.budget is None and not t.product),
    ),
    Rule(
        "CD080",
        _TOEWIJZING,
        "Zonder productcode mag er geen omvang staan.",
        _each("Omvang", lambda t: t.omvang is not None and not _has_code(t) and _under_new_rules(t)),
    ),
    Rule("CS003", _TOEWIJZING, "De einddatum ligt voor de ingangsdatum.", _each("Einddatum", _ends_early)),
    Rule(
        "CS335",
        _TOEWIJZING,
        "Bij een verwijderde toewijzing is de einddatum gelijk aan de ingangsdatum.",
        _each("RedenWijziging", _removed_wrongly),
    ),
    Rule(
        "CS336",
        _TOEWIJZING,
        "Reden wijziging 01 is vervallen.",
        _each("RedenWijziging", lambda t: t.redenwijziging == "01"),
    ),
    Rule(
        "CS338",
        _TOEWIJZING,
        "Bij deze eenheid past alleen per week, per maand of totaal.",
        _each("Omvang/Frequentie", _odd_frequency),
    ),
    Rule(
        "TR134", _TOEWIJZING, "De toewijzingsdatum ligt na de dagtekening van het bericht.", _allocated_late
    ),
    Rule("TR134", _TOEWIJZING, "De geboortedatum ligt na de dagtekening van het bericht.", _born_late),
    Rule(
        "TR302",
        _TOEWIJZING,
        "Hetzelfde product is twee keer toegewezen in perioden die elkaar overlappen.",
        _overlap,
    ),
)
