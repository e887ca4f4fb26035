"""Level 2 for what only starts (305) and stops (307) have: the status of the delivery of the message."""

from keukentafel.backoffice.berichten.codec.rules.base import Rule, at


def _odd_status(status: str) -> bool:
    return status not in ("1", "3")


_STATUS = "De status van de aanlevering moet 1 (eerste) of 3 (verwijderen) zijn."

RULES = (
    Rule(
        "CS058",
        frozenset({305}),
        _STATUS,
        at("Client/StartProducten/StartProduct/StatusAanlevering", _odd_status),
    ),
    Rule(
        "CS058",
        frozenset({307}),
        _STATUS,
        at("Client/StopProducten/StopProduct/StatusAanlevering", _odd_status),
    ),
)
