"""The form of a level-2 rule, ways to find the parts of a message, and the view of a declaration that its rules share."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any

from keukentafel.backoffice.berichten.codec.records.basis import GeslotenPeriode
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Bericht325,
    Client323,
    Declaratie,
    DeclaratieAntwoord,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, spec_of
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.batches import batches

Paths = Iterable[str]
# Every heen message with a client that a start, a stop or a product is about, and those that tell their name and birth date.
CLIENT = frozenset({301, 305, 307, 315, 317})
CLIENT_WITH_BIRTH = CLIENT - {317}
# A long declaration is read again for every look at it: so many clients of it are in memory.
CLIENTS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of level 2 on one element of these messages, in the standards of these laws.

    `check` gives the path of every element that breaks the rule. It gets the message; for 323 and 325 it gets `Lines`, the view of the
    message that its rules share: for each part of its lines, or when the rule is `at_end` once, after all of them. `reason` is plain
    Dutch and general: it holds no value from the message. A rule of the standard that looks at several elements is several of these,
    with the same id.
    """

    id: str
    messages: frozenset[int]
    reason: str
    check: Callable[[Any], Paths]
    laws: frozenset[Law] = frozenset(Law)
    level: int = 2
    retourcode: str = "0001"
    at_end: bool = False


class Lines:
    """A declaration, or the answer to one, with a part of its lines in one row and a way back from a line to its path.

    `parts` moves over the message. `periods` are the periods of the lines of this part, by the id of the record. `seen` is what rules
    remember from part to part, by their id; `bedrag` is the sum of the lines so far, and `credits` are those among them: the reference
    of the debet that each takes back, with its path. `repeated` are the allocations of which more than one line came by.
    """

    def __init__(self, bericht: Bericht323 | Bericht325) -> None:
        self.bericht = bericht
        self.clienten: list[Client323] = []
        self.prestaties: list[Prestatie] = []
        self.periods: dict[int, GeslotenPeriode] = {}
        self.seen: defaultdict[str, set[Any]] = defaultdict(set)
        self.bedrag = 0
        self.credits: list[tuple[str, str]] = []
        self.repeated: set[int] = set()
        self._numbers: set[int] = set()
        self._body = bericht.declaratie if isinstance(bericht, Bericht323) else bericht.declaratieantwoord
        self._root = f"/Bericht/{'Declaratie' if isinstance(bericht, Bericht323) else 'DeclaratieAntwoord'}"
        self._before = 0
        self._ends: list[int] = []

    def parts(self) -> Iterator[None]:
        """Move to each part in turn: whole clients, in the order of the message."""
        for part in batches(self._body.clienten if self._body else (), CLIENTS_AT_ONCE):
            self._before += len(self.clienten)
            self.clienten = part
            self.prestaties = [prestatie for client in part for prestatie in client.prestaties]
            self.periods = {id(p.productperiode): p.productperiode for p in self.prestaties}
            self._ends = list(accumulate(len(client.prestaties) for client in part))
            self.bedrag += sum_of(self.prestaties)
            self._note_numbers()
            self.credits += [
                (reference, self.path(index, "ProductReferentie/VorigReferentieNummer"))
                for index, prestatie in enumerate(self.prestaties)
                if (reference := prestatie.productreferentie.vorigreferentienummer) is not None
            ]
            yield

    def _note_numbers(self) -> None:
        numbers = [prestatie.toewijzingnummer for prestatie in self.prestaties]
        here = set(numbers)
        self.repeated |= here & self._numbers
        if len(here) < len(numbers):
            self.repeated.update(number for number, times in Counter(numbers).items() if times > 1)
        self._numbers |= here

    def every(self) -> Iterator[tuple[int, int, Prestatie]]:
        """Every line of the whole message, with the place of its client and its own place there, from 1."""
        for place, client in enumerate(self._body.clienten if self._body else (), 1):
            for number, prestatie in enumerate(client.prestaties, 1):
                yield place, number, prestatie

    def path_at(self, client: int, line: int, tail: str = "") -> str:
        """The path of the line at these places, or of an element in it."""
        return (
            f"{self._root}/Clienten/Client[{client}]/Prestaties/Prestatie[{line}]{'/' if tail else ''}{tail}"
        )

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
        """The path of the line at `index` of this part, or of an element in it."""
        client = bisect_right(self._ends, index)
        first = self._ends[client - 1] if client else 0
        return self.path_at(self._before + client + 1, index - first + 1, tail)

    def client_path(self, index: int) -> str:
        """The path of the client at `index` of this part."""
        return f"{self._root}/Clienten/Client[{self._before + index + 1}]"

    def body_path(self, tail: str) -> str:
        """The path of an element of the declaration or the answer itself."""
        return f"{self._root}/{tail}"


def each_line(element: str, breaks: Callable[[Prestatie], bool]) -> Callable[[Lines], Paths]:
    """A check that looks at each line of a declaration or its answer and names `element` in those that break it."""

    def check(view: Lines) -> Paths:
        return [
            view.path(index, element) for index, prestatie in enumerate(view.prestaties) if breaks(prestatie)
        ]

    return check


def signed(bedrag: int, debetcredit: str) -> int:
    """An amount with its sign: debet positive, credit negative."""
    return bedrag if debetcredit == "D" else -bedrag


def sum_of(prestaties: list[Prestatie]) -> int:
    """Debet minus credit of lines, in euro cents."""
    return sum(
        amount.bedrag if amount.debetcredit == "D" else -amount.bedrag
        for amount in [p.ingediendbedrag for p in prestaties]
    )


def each_period(element: str, breaks: Callable[[GeslotenPeriode], bool]) -> Callable[[Lines], Paths]:
    """The same for what follows from the period of a line alone: thousands of lines share a few periods."""

    def check(view: Lines) -> Paths:
        broken = {key for key, period in view.periods.items() if breaks(period)}
        if not broken:
            return []
        return [
            view.path(index, element)
            for index, prestatie in enumerate(view.prestaties)
            if id(prestatie.productperiode) in broken
        ]

    return check


def dagtekening(bericht: Bericht) -> date:
    """The date in the header of a message."""
    return bericht.header.berichtidentificatie.dagtekening


def message_of(view: Bericht | Lines) -> Bericht:
    """The message itself, from what the check of a rule gets."""
    return view.bericht if isinstance(view, Lines) else view


def find_at(bericht: Bericht, place: str) -> Iterator[tuple[str, Any]]:
    """What stands at a place such as Client/Relaties/Relatie/Naam, with the path of each; an optional part that is absent is left out.

    KeyError when the class of the message has no such element.
    """
    return _descend(bericht, "/Bericht", tuple(place.split("/")))


def _descend(value: Any, path: str, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if not names:
        yield path, value
        return
    element = _elements(value.__class__)[names[0]]
    held, here = getattr(value, element.attribute), f"{path}/{element.name}"
    if element.item:
        for number, item in enumerate(held, 1):
            yield from _descend(item, f"{here}/{element.item}[{number}]", names[2:])
    elif held is not None:
        yield from _descend(held, here, names[1:])


@cache
def _elements(record: type) -> dict[str, ElementSpec]:
    return {element.name: element for element in spec_of(record).elements}


def at(place: str, breaks: Callable[[Any], bool], tail: str = "") -> Callable[[Bericht], Paths]:
    """A check that looks at each part at `place` and names those that break it, or the element `tail` in them."""

    def check(bericht: Bericht) -> Paths:
        return [f"{path}{tail and '/'}{tail}" for path, part in find_at(bericht, place) if breaks(part)]

    return check


def years_before(day: date, years: int) -> date:
    """The same day of the month `years` earlier; 29 February becomes 28 February where it does not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=max(day.year - years, 1), day=28)
