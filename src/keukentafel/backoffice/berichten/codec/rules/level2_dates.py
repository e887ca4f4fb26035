"""Level 2 for dates against the Dagtekening of the message (TR134, TR137, TR380) and against the begin they belong to (TR018).

Which elements TR134, TR137 and TR380 look at is inferred from incomplete facts. `NOT_LATER` holds the choice for TR134, one row an
element: correct it there when the standard's own text says otherwise. TR137 looks at the end of a ProductPeriode only, TR380 at the
GewensteIngangsdatum of a NieuwProduct.
"""

from collections.abc import Callable
from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import GeslotenPeriode
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.rules.base import (
    CLIENT_WITH_BIRTH,
    Lines,
    Paths,
    Rule,
    at,
    dagtekening,
    each_period,
    find_at,
    message_of,
)

# TR134: messages, the place of the date, and what is wrong when it lies after the Dagtekening.
NOT_LATER: tuple[tuple[frozenset[int], str, str], ...] = (
    (CLIENT_WITH_BIRTH, "Client/Geboortedatum/Datum", "De geboortedatum"),
    (
        frozenset({301}),
        "Client/ToegewezenProducten/ToegewezenProduct/Toewijzingsdatum",
        "De toewijzingsdatum",
    ),
    (frozenset({305}), "Client/StartProducten/StartProduct/Begindatum", "De begindatum"),
    (frozenset({307}), "Client/StopProducten/StopProduct/Einddatum", "De einddatum"),
    (frozenset({323}), "Declaratie/DeclaratieDagtekening", "De dagtekening van de declaratie"),
)


def _not_later(place: str) -> Callable[[Bericht | Lines], Paths]:
    def check(view: Bericht | Lines) -> Paths:
        bericht = message_of(view)
        day = dagtekening(bericht)
        return [path for path, found in find_at(bericht, place) if found > day]

    return check


def _period_starts_late(view: Lines) -> Paths:
    day = view.dagtekening
    return each_period("ProductPeriode/Begindatum", lambda periode: periode.begindatum > day)(view)


def _period_ends_wrong(view: Lines) -> Paths:
    return each_period("ProductPeriode/Einddatum", _ends_wrong(view.dagtekening))(view)


def _ends_wrong(day: date) -> Callable[[GeslotenPeriode], bool]:
    return lambda periode: not periode.begindatum <= periode.einddatum <= day


def _stops_early(stop: StopProduct) -> bool:
    return stop.einddatum < stop.begindatum


def _wished_in_the_past(bericht: Bericht) -> Paths:
    day = dagtekening(bericht)
    wished = find_at(bericht, "Client/Verzoek/NieuweProducten/NieuwProduct/GewensteIngangsdatum")
    return [path for path, found in wished if found <= day]


_LINES = frozenset({323, 325})

RULES = (
    *(
        Rule(
            "TR134",
            messages,
            f"{subject} ligt na de dagtekening van het bericht.",
            _not_later(place),
            at_end=True,
        )
        for messages, place, subject in NOT_LATER
    ),
    Rule("TR134", _LINES, "De productperiode begint na de dagtekening van het bericht.", _period_starts_late),
    Rule(
        "TR137",
        _LINES,
        "De productperiode eindigt voor de begindatum of na de dagtekening van het bericht.",
        _period_ends_wrong,
    ),
    Rule(
        "TR018",
        frozenset({307}),
        "De einddatum ligt voor de begindatum.",
        at("Client/StopProducten/StopProduct", _stops_early, "Einddatum"),
    ),
    Rule(
        "TR380",
        frozenset({317}),
        "De gewenste ingangsdatum van een nieuw product ligt niet na de dagtekening van het bericht.",
        _wished_in_the_past,
    ),
)
