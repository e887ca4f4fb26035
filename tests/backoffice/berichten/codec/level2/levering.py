"""Samples of the rules on starts (305) and stops (307)."""

from datetime import date

from tests.backoffice.berichten.codec.level2.case import Case, below
from tests.backoffice.berichten.codec.messages import DAY

STARTED, STOPPED = "client__startproducten__0", "client__stopproducten__0"
_DAY_AFTER = date(2026, 10, 6)


def status_cases(place: str) -> list[Case]:
    """Samples of the rule on the status of a delivery."""
    return [
        Case("CS058", below(place, statusaanlevering="3"), below(place, statusaanlevering=status))
        for status in ("2", "9")
    ]


START_CASES = [
    Case("TR134", below(STARTED, begindatum=DAY), below(STARTED, begindatum=_DAY_AFTER)),
    Case(
        "TR101",
        below("client__startproducten__1", toewijzingnummer=1),
        below("client__startproducten__1", toewijzingnummer=1) | below(STARTED, product=None),
    ),
]

STOP_CASES = [
    Case("TR018", below(STOPPED, einddatum=date(2026, 1, 12)), below(STOPPED, einddatum=date(2026, 1, 11))),
    Case("TR134", below(STOPPED, einddatum=DAY), below(STOPPED, einddatum=_DAY_AFTER)),
    Case(
        "TR101",
        below("client__stopproducten__1", toewijzingnummer=1, redenbeeindiging="20")
        | below(STOPPED, product=None),
        below("client__stopproducten__1", toewijzingnummer=1, redenbeeindiging="19")
        | below(STOPPED, product=None),
    ),
]
