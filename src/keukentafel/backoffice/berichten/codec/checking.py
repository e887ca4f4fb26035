"""Checks a file as far as that can be done without knowing anything but the file, the day, and which gemeente codes there are.

Level 1 (frame and schema), level 2 (inside the message), and of level 4 what the message alone can tell: TR135, TR346 and TR378. A level
is only looked at when the levels before it are fine. Earlier messages, contracts and the AGB register are left to `rules`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any, BinaryIO, Literal

from keukentafel.backoffice.berichten.codec.builder import item_tag
from keukentafel.backoffice.berichten.codec.explain import explain, find_lines
from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.frame import HEAD, identify
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding
from keukentafel.backoffice.berichten.codec.parsing import follows_schema
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Prestatie
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort, Partij
from keukentafel.backoffice.berichten.codec.rules.base import Lines
from keukentafel.backoffice.berichten.codec.rules.kop import JUDGED_MESSAGES, bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.levels import MOST_PER_RULE
from keukentafel.backoffice.berichten.codec.rules.tarief import amount_fits
from keukentafel.backoffice.berichten.codec.source import Source, opened
from keukentafel.backoffice.berichten.codec.verdict import Fault
from keukentafel.backoffice.berichten.codec.xsd import class_specs, compiled_schema
from keukentafel.core.eenheden import EURO, MINUUT

# No gemeente gets these codes; the example municipalities and the sample messages use them.
EXAMPLE_CODES = frozenset(map(str, range(9900, 10_000)))


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking one file.

    `soort` is None when not even the kind of message could be told, `bericht` when the file fell at level 1, and when level 1
    alone was asked. The errors stand in the
    order of their levels, none of them repeats a value of the message.
    """

    file: str
    soort: BerichtSoort | None
    bericht: Bericht | None
    errors: tuple[Fault, ...]

    @property
    def verdict(self) -> Literal["valid", "invalid"]:
        """Valid when there is no error at any level that was looked at."""
        return "invalid" if self.errors else "valid"


def check(
    source: Source,
    *,
    file: str,
    today: date,
    gemeentecodes: frozenset[str] | None = None,
    structure_only: bool = False,
) -> Checked:
    """Check one file, known to its owner as `file`.

    today: the day for TR135. gemeentecodes: the codes that may be used (TR378), None to leave that out. structure_only: level 1 alone.
    Never raises on the content of `source`; only reading a path may raise OSError.
    """
    if structure_only:
        with opened(source) as stream:
            return Checked(file, *_structure(stream))
    result = read(source)
    errors = result.faults
    if result.valid and result.soort is not None and result.bericht is not None:
        known = KnownBericht(vandaag=today, gemeentecodes=gemeentecodes and gemeentecodes | EXAMPLE_CODES)
        errors = tuple(_level4(result.bericht, result.soort, known))
        if errors:
            with opened(source) as stream:
                errors = find_lines(stream, result.soort, errors)
    return Checked(file, result.soort, result.bericht, errors)


def as_data(checked: Checked) -> dict[str, Any]:
    """The outcome as plain data for other programs: file, law, message, verdict and errors."""
    soort = checked.soort
    return {
        "file": checked.file,
        "law": soort and soort.law.value,
        "message": soort and soort.nummer,
        "verdict": checked.verdict,
        "errors": [asdict(error) for error in checked.errors],
    }


def _structure(stream: BinaryIO) -> tuple[BerichtSoort | None, None, tuple[Fault, ...]]:
    """Level 1 alone: nothing of the message is kept, so memory does not grow with the file."""
    soort = identify(stream.read(HEAD))
    if isinstance(soort, Fault):
        return None, None, (soort,)
    stream.seek(0)
    lists = {item_tag(item, soort) for spec in class_specs(soort) for item in spec.elements if item.item}
    if follows_schema(stream, compiled_schema(soort), sorted(lists)):
        return soort, None, ()
    stream.seek(0)
    return soort, None, explain(stream, soort)


def _level4(bericht: Bericht, soort: BerichtSoort, known: KnownBericht) -> Iterator[Fault]:
    if soort.nummer not in JUDGED_MESSAGES:
        return
    gemeente = "Afzender" if soort.afzender is Partij.GEMEENTE else "Ontvanger"
    places = {"TR135": "BerichtIdentificatie/Dagtekening", "TR378": gemeente}
    for found in judge_header(bericht, known):
        yield _fault(found, f"/Bericht/Header/{places[found.rule]}")
    if isinstance(bericht, Bericht319) and known.gemeentecodes is not None:
        responsible = bericht.antwoord.woonplaatsbeginsel
        if responsible is not None and responsible.gemeente not in known.gemeentecodes:
            yield _fault(bevinding("TR378"), "/Bericht/Antwoord/Woonplaatsbeginsel/Gemeente")
    if isinstance(bericht, Bericht323):
        yield from _amounts(Lines(bericht))


def _fault(found: Bevinding, path: str) -> Fault:
    return Fault(found.level, found.rule, found.retourcode, path, None, found.reason)


def _amounts(lines: Lines) -> Iterator[Fault]:
    paths = (
        lines.path(index, "IngediendBedrag/Bedrag")
        for _ in lines.parts()
        for index, prestatie in enumerate(lines.prestaties)
        if not _may_be_right(prestatie)
    )
    for path in islice(paths, MOST_PER_RULE):
        yield _fault(bevinding("TR346"), path)


def _may_be_right(prestatie: Prestatie) -> bool:
    """TR346 without the contract.

    With an hourly price, a line in minutes has the rounded price of a minute and the exact amount (IV081): half a cent a minute apart.
    """
    if prestatie.eenheid == EURO or amount_fits(prestatie, None):
        return True
    volume, tariff = prestatie.geleverdvolume, prestatie.producttarief or 0
    apart = abs(prestatie.ingediendbedrag.bedrag - volume * tariff)
    return prestatie.eenheid == MINUUT and 2 * apart <= volume + 1
