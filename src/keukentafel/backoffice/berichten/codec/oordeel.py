"""What judging a message against known facts gives, class by class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.records.declaratie import Client323, Prestatie

Pad = tuple[str | int, ...]


class Uitkomst(StrEnum):
    """What happens with a line: granted, refused, put before a person, or not looked at (return code 0233)."""

    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    VOORGELEGD = "voorgelegd"
    NIET_BEOORDEELD = "niet beoordeeld"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One rule that was broken.

    retourcode: empty for the rules of a 325 that have none. reason: the general Dutch text of the rule. waarden: the figures behind it
    by name (such as ingediend and contract, in euro cents), from which higher rooms compose a text for people.
    """

    rule: str
    level: int
    retourcode: str
    reason: str
    waarden: tuple[tuple[str, int | str], ...] = ()


class PrestatieOordeel(NamedTuple):
    """The judgement of one line of a 323."""

    client: Client323
    prestatie: Prestatie
    uitkomst: Uitkomst
    bevindingen: tuple[Bevinding, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaratieOordeel:
    """The judgement of a 323, from the top down: a finding on one layer leaves everything below it unjudged.

    header, declaratie: findings on those classes; clienten: findings by Bsn; prestaties: one judgement per line, in message order.
    Granted lines may be left out, since an answer does not list them: `overig_toegekend` is what they add up to, in euro cents.
    """

    header: tuple[Bevinding, ...]
    declaratie: tuple[Bevinding, ...]
    clienten: Mapping[str, tuple[Bevinding, ...]]
    prestaties: tuple[PrestatieOordeel, ...]
    overig_toegekend: int = 0

    @property
    def waiting(self) -> bool:
        """A person must judge at least one line; until then no 325 can be made."""
        return any(oordeel.uitkomst is Uitkomst.VOORGELEGD for oordeel in self.prestaties)

    @property
    def toegekend_bedrag(self) -> int:
        """Granted so far in euro cents, credit counted as negative."""
        return self.overig_toegekend + sum(
            oordeel.prestatie.ingediendbedrag.bedrag
            * (1 if oordeel.prestatie.ingediendbedrag.debetcredit == "D" else -1)
            for oordeel in self.prestaties
            if oordeel.uitkomst is Uitkomst.TOEGEKEND
        )


@dataclass(frozen=True, slots=True)
class BerichtOordeel:
    """The judgement of a message that is accepted or refused whole (all but 323).

    header: findings on the header. klassen: findings by the path of the class below the root, such as
    ("client", "startproducten", 0); a class without an entry was checked and is fine. niet_beoordeeld: paths not looked at.
    """

    header: tuple[Bevinding, ...] = ()
    klassen: Mapping[Pad, tuple[Bevinding, ...]] | None = None
    niet_beoordeeld: frozenset[Pad] = frozenset()

    @property
    def akkoord(self) -> bool:
        """Nothing is wrong: the message counts as received."""
        return not self.header and not self.klassen


def by_class(findings: Iterable[tuple[Pad, Iterable[Bevinding]]]) -> dict[Pad, tuple[Bevinding, ...]]:
    """The findings by the path of their class; classes without any are left out."""
    found = {path: tuple(bevindingen) for path, bevindingen in findings}
    return {path: bevindingen for path, bevindingen in found.items() if bevindingen}
