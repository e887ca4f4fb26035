"""The form of a level-2 rule, and the view of a declaration that its rules share."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Bericht325,
    Client323,
    Declaratie,
    DeclaratieAntwoord,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.registry import Bericht

Paths = Iterable[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of level 2.

    `check` gives the path of every element that breaks the rule. It gets the message; for 323 and 325 it gets `Lines`, the view of the
    message that its rules share. `reason` is plain Dutch and general: it holds no value from the message.
    """

    id: str
    messages: frozenset[int]
    reason: str
    check: Callable[[Any], Paths]
    level: int = 2
    retourcode: str = "0001"


class Lines:
    """A declaration, or the answer to one, with its lines in one row and a way back from a line to its path."""

    def __init__(self, bericht: Bericht323 | Bericht325) -> None:
        self.bericht = bericht
        self._body = bericht.declaratie if isinstance(bericht, Bericht323) else bericht.declaratieantwoord
        self.clienten: tuple[Client323, ...] = self._body.clienten if self._body else ()
        self.prestaties: list[Prestatie] = [
            prestatie for client in self.clienten for prestatie in client.prestaties
        ]
        self._root = f"/Bericht/{'Declaratie' if isinstance(bericht, Bericht323) else 'DeclaratieAntwoord'}"
        self._ends = list(accumulate(len(client.prestaties) for client in self.clienten))

    @property
    def declaratie(self) -> Declaratie:
        """The declaration itself; TypeError for an answer."""
        if isinstance(self._body, Declaratie):
            return self._body
        raise TypeError("Dit is geen declaratie.")

    @property
    def antwoord(self) -> DeclaratieAntwoord | None:
        """The answer itself; None when it was left out, and for a declaration."""
        return self._body if isinstance(self._body, DeclaratieAntwoord) else None

    @property
    def dagtekening(self) -> date:
        """The date on the message."""
        return dagtekening(self.bericht)

    def path(self, index: int, tail: str = "") -> str:
        """The path of the line at `index`, or of an element in it."""
        client = bisect_right(self._ends, index)
        first = self._ends[client - 1] if client else 0
        return (
            f"{self.client_path(client)}/Prestaties/Prestatie[{index - first + 1}]{'/' if tail else ''}{tail}"
        )

    def client_path(self, index: int) -> str:
        """The path of the client at `index`."""
        return f"{self._root}/Clienten/Client[{index + 1}]"

    def body_path(self, tail: str) -> str:
        """The path of an element of the declaration or the answer itself."""
        return f"{self._root}/{tail}"


def dagtekening(bericht: Bericht) -> date:
    """The date in the header of a message."""
    return bericht.header.berichtidentificatie.dagtekening


def years_before(day: date, years: int) -> date:
    """The same day of the month `years` earlier; 29 February becomes 28 February where it does not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=max(day.year - years, 1), day=28)
