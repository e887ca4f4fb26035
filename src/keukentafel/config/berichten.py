"""The commands for messages: check, show, sample and schema. They need no Django and no database, so that they start at once.

Every command takes files of any size. Outcomes go to standard output and what could not be done to standard error, in plain Dutch.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from keukentafel.backoffice.berichten.codec.checking import Checked, as_data, check
from keukentafel.backoffice.berichten.codec.gemeenten import gemeentecodes
from keukentafel.backoffice.berichten.codec.registry import REGISTRY, find_soort
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.summary import summarise
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.verdict import Fault
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.codec.xsd import base_schema, message_schema
from keukentafel.platform.clock.queries import real_today

INVALID, UNREADABLE = 1, 2
STDIN = "-"
NUMBERS = tuple(sorted({nummer for _, nummer, _ in REGISTRY}))


def berichten(arguments: Sequence[str]) -> int:
    """Run one of the commands for messages. Returns 0 when all is well, 1 for an invalid message, 2 for a file that cannot be read."""
    options = parser().parse_args(arguments)
    try:
        done: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads along has seen enough (| head). Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INVALID
    return done


def parser() -> argparse.ArgumentParser:
    """What can be typed behind `keukentafel berichten`."""
    whole = argparse.ArgumentParser(prog="keukentafel berichten", description="Berichten van iWmo en iJw.")
    commands = whole.add_subparsers(required=True, metavar="opdracht")
    checking = commands.add_parser("check", help="controleert bestanden")
    checking.add_argument(
        "files", nargs="+", metavar="BESTAND", help="een XML-bestand, of - voor de standaardinvoer"
    )
    checking.add_argument("--json", action="store_true", help="de uitkomst als JSON, één regel per bestand")
    checking.add_argument("--structure-only", action="store_true", help="alleen niveau 1: vorm en schema")
    checking.set_defaults(run=_check)
    showing = commands.add_parser("show", help="vertelt wat er in een bericht staat")
    showing.add_argument("file", metavar="BESTAND", help="een XML-bestand, of - voor de standaardinvoer")
    showing.set_defaults(run=_show)
    for name, run, purpose in (
        ("sample", _sample, "schrijft een voorbeeldbericht, met verzonnen mensen"),
        ("schema", _schema, "schrijft het XML-schema van een bericht"),
    ):
        writing = commands.add_parser(name, help=purpose)
        writing.add_argument(
            "nummer", type=_nummer, metavar="NNN", help="het nummer van het bericht, zoals 301"
        )
        writing.add_argument("--law", type=Law, choices=tuple(Law), default=Law.WMO, help="wmo of jw")
        writing.set_defaults(run=run)
        if run is _sample:
            writing.add_argument("--lines", type=_positive, default=1, help="het aantal regels of producten")
            writing.add_argument(
                "--seed", type=int, default=0, help="een ander getal geeft een ander bericht"
            )
        else:
            writing.add_argument("--basis", action="store_true", help="het basisschema dat erbij hoort")
    return whole


def _nummer(text: str) -> int:
    known = {str(nummer): nummer for nummer in NUMBERS}
    if text not in known:
        raise argparse.ArgumentTypeError(f"{text} is geen bericht; kies uit {', '.join(known)}")
    return known[text]


def _positive(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError("geef een getal van 1 of hoger")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    codes: list[int] = []
    for name in options.files:
        checked = _checked(name, structure_only=options.structure_only)
        if checked is None:
            codes.append(UNREADABLE)
            continue
        lines = [json.dumps(as_data(checked), ensure_ascii=False)] if options.json else _told(checked)
        print(*lines, sep="\n")
        codes.append(INVALID if checked.errors else 0)
    return max(codes)


def _checked(name: str, *, structure_only: bool = False) -> Checked | None:
    """The outcome of one file; None, with the reason on standard error, when it cannot be read."""
    today = real_today()
    look = partial(
        check, file=name, today=today, gemeentecodes=gemeentecodes(today), structure_only=structure_only
    )
    try:
        return look(sys.stdin.buffer.read() if name == STDIN else Path(name))
    except FileNotFoundError:
        reason = "bestaat niet. Kijk of de naam en de map kloppen."
    except IsADirectoryError:
        reason = "is een map. Noem de bestanden die erin staan."
    except PermissionError:
        reason = "mag u niet lezen. Vraag wie het bestand beheert om toegang."
    except OSError:
        reason = "kan niet worden gelezen. Maak een kopie en probeer het daarmee."
    print(f"{name} {reason}", file=sys.stderr)
    return None


def _told(checked: Checked) -> Iterator[str]:
    label = checked.soort.label if checked.soort else "onbekend bericht"
    yield f"{checked.file}: {label}, {'niet in orde' if checked.errors else 'in orde'}"
    yield from map(_told_error, checked.errors)


def _told_error(error: Fault) -> str:
    place = [f"regel {error.line}"] if error.line is not None else []
    place += [error.path] if error.path else []
    code = f", retourcode {error.retourcode}" if error.retourcode else ""
    where = f" ({'; '.join(place)})" if place else ""
    return f"  niveau {error.level}: {error.reason} {error.rule}{code}{where}"


def _show(options: argparse.Namespace) -> int:
    checked = _checked(options.file)
    if checked is None:
        return UNREADABLE
    if checked.bericht is None:
        print(*_told(checked), sep="\n", file=sys.stderr)
        return INVALID
    print(*summarise(checked.bericht), sep="\n")
    if checked.errors:
        print(*_told(checked), sep="\n")
    return INVALID if checked.errors else 0


def _sample(options: argparse.Namespace) -> int:
    bericht = sample(options.nummer, options.law, lines=options.lines, seed=options.seed)
    sys.stdout.buffer.write(write(bericht))
    return 0


def _schema(options: argparse.Namespace) -> int:
    soort = find_soort(options.law, options.nummer)
    sys.stdout.buffer.write(base_schema(soort) if options.basis else message_schema(soort))
    return 0
