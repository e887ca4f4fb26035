"""Level 2 for the starts in a 305."""

from collections.abc import Iterator

from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, dagtekening


def _starts(bericht: Bericht305) -> Iterator[tuple[str, StartProduct]]:
    for number, start in enumerate(bericht.client.startproducten, 1):
        yield f"/Bericht/Client/StartProducten/StartProduct[{number}]", start


def _status(bericht: Bericht305) -> Paths:
    return [
        f"{path}/StatusAanlevering"
        for path, start in _starts(bericht)
        if start.statusaanlevering not in ("1", "3")
    ]


def _starts_late(bericht: Bericht305) -> Paths:
    day = dagtekening(bericht)
    return [f"{path}/Begindatum" for path, start in _starts(bericht) if start.begindatum > day]


def _born_late(bericht: Bericht305) -> Paths:
    return (
        ["/Bericht/Client/Geboortedatum/Datum"]
        if bericht.client.geboortedatum.datum > dagtekening(bericht)
        else []
    )


_START = frozenset({305})

RULES = (
    Rule("CS058", _START, "De status van de aanlevering moet 1 (eerste) of 3 (verwijderen) zijn.", _status),
    Rule("TR134", _START, "De begindatum ligt na de dagtekening van het bericht.", _starts_late),
    Rule("TR134", _START, "De geboortedatum ligt na de dagtekening van het bericht.", _born_late),
)
