"""The terms of the standard, dated: what must be done about a message, by whom, and within how long."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Wat(StrEnum):
    """What a term is for."""

    RETOUR = "retour"
    DECLARATIE_ANTWOORD = "declaratieantwoord"
    BESLUIT = "besluit op verzoek"
    NA_ONDERZOEK = "besluit na onderzoek"
    WOONPLAATSBEGINSEL = "woonplaatsbeginsel"
    START = "start melden"
    STOP = "stop melden"
    AFLEVERING = "opnieuw versturen"


class Wie(StrEnum):
    """Who must act: the provider, the house or a colleague in the back office, or a person who must decide something."""

    AANBIEDER = "aanbieder"
    GEMEENTE = "gemeente"
    MENS = "mens"


class Telling(StrEnum):
    """What a term is counted in."""

    WERKDAGEN = "werkdagen"
    WEKEN = "weken"


@dataclass(frozen=True, slots=True)
class Termijn:
    """Within how long `wat` must be done, from `vanaf` on; `telt` says in Dutch from which day it is counted.

    `antwoorden` are the numbers of the messages that meet it. `wet` is empty for both laws.
    """

    wat: Wat
    aantal: int
    telling: Telling
    telt: str
    antwoorden: tuple[int, ...]
    vanaf: date
    bron: str
    wet: str = ""


@dataclass(frozen=True, slots=True)
class Bestandsgrens:
    """The largest file that may be exchanged, in bytes, from `vanaf` on."""

    grootte: int
    vanaf: date
    bron: str


_RELEASE_3_2 = date(2023, 4, 3)
_RETOUR = (302, 306, 308, 316, 318, 320)
_BOTH = "iWmo en iJw 3.2, "
TERMIJNEN = (
    Termijn(Wat.RETOUR, 3, Telling.WERKDAGEN, "ontvangst", _RETOUR, _RELEASE_3_2, _BOTH + "OP090"),
    Termijn(Wat.DECLARATIE_ANTWOORD, 10, Telling.WERKDAGEN, "ontvangst", (325,), _RELEASE_3_2, _BOTH + "OP090x4"),
    Termijn(Wat.BESLUIT, 5, Telling.WERKDAGEN, "ontvangst", (301, 319), _RELEASE_3_2, _BOTH + "OP274 en OP346"),
    Termijn(Wat.NA_ONDERZOEK, 8, Telling.WEKEN, "de dagtekening van het verzoek", (301, 319), _RELEASE_3_2, _BOTH + "OP274 en OP346"),
    Termijn(Wat.WOONPLAATSBEGINSEL, 2, Telling.WEKEN, "ontvangst", (319,), _RELEASE_3_2, "iJw 3.2, OP359", "jw"),
    Termijn(Wat.START, 5, Telling.WERKDAGEN, "de echte start", (305,), _RELEASE_3_2, _BOTH + "OP271"),
    Termijn(Wat.STOP, 5, Telling.WERKDAGEN, "de laatste dag van de hulp", (307,), _RELEASE_3_2, _BOTH + "OP272"),
)  # fmt: skip
BESTANDSGRENZEN = (Bestandsgrens(25 * 1024 * 1024, date(2017, 6, 12), "iWmo, OP179"),)
