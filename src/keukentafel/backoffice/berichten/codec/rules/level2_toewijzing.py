"""Level 2 for what only an allocation in a 301 has: the reason of a change."""

from keukentafel.backoffice.berichten.codec.records.toewijzing import ToegewezenProduct
from keukentafel.backoffice.berichten.codec.rules.base import Rule, at
from keukentafel.backoffice.berichten.codec.rules.level2_overlap import REMOVED

_LINE = "Client/ToegewezenProducten/ToegewezenProduct"
_EXPIRED = "01"


def _removed_wrongly(line: ToegewezenProduct) -> bool:
    return line.redenwijziging == REMOVED and line.einddatum != line.ingangsdatum


_TOEWIJZING = frozenset({301})

RULES = (
    Rule(
        "CS335",
        _TOEWIJZING,
        "Bij een verwijderde toewijzing is de einddatum gelijk aan de ingangsdatum.",
        at(_LINE, _removed_wrongly, "RedenWijziging"),
    ),
    Rule(
        "CS336",
        _TOEWIJZING,
        "Reden wijziging 01 is vervallen.",
        at(f"{_LINE}/RedenWijziging", lambda reason: reason == _EXPIRED),
    ),
)
