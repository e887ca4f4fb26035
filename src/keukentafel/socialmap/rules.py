"""What is searched for, and what may stand on the sociale kaart."""

import re
from datetime import date

from keukentafel.core.errors import Refusal
from keukentafel.socialmap.domain import NewVermelding

SHORTEST_WORD = 3
MOST_WORDS = 24
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")


class VermeldingNotValid(Refusal):
    """An entry that would mislead who reads it."""


def words_of(text: str) -> tuple[str, ...]:
    """The words to search with, lower case and each once: what somebody typed or told, without the short ones and at most 24."""
    words = dict.fromkeys(
        word.casefold()[:LONGEST_WORD] for word in _WORD.findall(text) if len(word) >= SHORTEST_WORD
    )
    return tuple(words)[:MOST_WORDS]


def check_vermelding(vermelding: NewVermelding, today: date) -> None:
    """Refuse an entry without a name or rung, with an impossible number, or checked on a day to come."""
    faults = [
        what
        for what, good in (
            ("de naam is leeg", bool(vermelding.naam.strip())),
            ("de trede is leeg", bool(vermelding.trede.strip())),
            ("de prijs is lager dan nul", vermelding.prijs is None or vermelding.prijs >= 0),
            (
                "het aantal plekken is lager dan nul",
                vermelding.plekken_vrij is None or vermelding.plekken_vrij >= 0,
            ),
            ("de datum van nakijken ligt in de toekomst", vermelding.nagekeken_op <= today),
        )
        if not good
    ]
    if faults:
        raise VermeldingNotValid(
            f"Vermelding '{vermelding.naam}' klopt niet: {', '.join(faults)}. Verbeter dit en laad opnieuw."
        )
