"""Level 2 for what only the declaration answer (325) has: its totals, and refused lines alone."""

from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie, Prestatie325
from keukentafel.backoffice.berichten.codec.rules.base import Lines, Paths, Rule, each_line, signed

_NO_REMARK = frozenset({"0200", "8001"})


def _totals(view: Lines) -> Paths:
    antwoord = view.antwoord
    if antwoord is None:
        return
    asked = signed(antwoord.totaalingediendbedrag.totaalbedrag, antwoord.totaalingediendbedrag.debetcredit)
    granted = signed(antwoord.totaaltoegekendbedrag.totaalbedrag, antwoord.totaaltoegekendbedrag.debetcredit)
    whole = _NO_REMARK.isdisjoint(antwoord.retourcodes)
    if granted != (0 if whole else asked - view.bedrag):
        yield view.body_path("TotaalToegekendBedrag/TotaalBedrag")


def _granted(prestatie: Prestatie) -> bool:
    return isinstance(prestatie, Prestatie325) and _NO_REMARK.issuperset(prestatie.retourcodes)


def _zero_totals(view: Lines) -> Paths:
    antwoord = view.antwoord
    if antwoord is None:
        return
    totals = {
        "TotaalIngediendBedrag": antwoord.totaalingediendbedrag,
        "TotaalToegekendBedrag": antwoord.totaaltoegekendbedrag,
    }
    for name, total in totals.items():
        if total.totaalbedrag == 0 and total.debetcredit != "D":
            yield view.body_path(f"{name}/DebetCredit")


_ANTWOORD = frozenset({325})

RULES = (
    Rule("CS325", _ANTWOORD, "Een bedrag van nul is altijd debet.", _zero_totals, at_end=True),
    Rule(
        "TR342",
        _ANTWOORD,
        "Het toegekende bedrag is niet het ingediende bedrag min de afgewezen regels.",
        _totals,
        at_end=True,
    ),
    Rule(
        "TR342",
        _ANTWOORD,
        "Deze regel is niet afgewezen en hoort dus niet in het antwoord.",
        each_line("RetourCodes", _granted),
    ),
)
