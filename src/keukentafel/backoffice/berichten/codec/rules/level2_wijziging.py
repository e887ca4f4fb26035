"""Level 2 for what only a request for a change (317) has: which groups of products it may leave out."""

from keukentafel.backoffice.berichten.codec.records.wijziging import Verzoek
from keukentafel.backoffice.berichten.codec.rules.base import Rule, at


def _nothing_current(verzoek: Verzoek) -> bool:
    return not (verzoek.ongewijzigdeproducten or verzoek.tewijzigenproducten)


def _nothing_changes(verzoek: Verzoek) -> bool:
    return not (verzoek.tewijzigenproducten or verzoek.nieuweproducten)


_WIJZIGING = frozenset({317})

RULES = (
    Rule(
        "TR352",
        _WIJZIGING,
        "Het verzoek noemt geen lopende toewijzing. Vraag dan om een toewijzing (315).",
        at("Client/Verzoek", _nothing_current),
    ),
    Rule(
        "TR353",
        _WIJZIGING,
        "Het verzoek vraagt geen wijziging: er staat geen te wijzigen en geen nieuw product in.",
        at("Client/Verzoek", _nothing_changes),
    ),
)
