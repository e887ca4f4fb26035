"""Tells what is wrong with a file that fell at level 1, and on which line a path stands.

Reads the file a second time, a line at a time, so that every complaint of the schema can be tied to the element and line at which it
was made. Only refused files come here.
"""

import re
from dataclasses import replace
from typing import Any, BinaryIO

from keukentafel.backoffice.berichten.codec.frame import LONGEST_NAME, fault_of_level1, syntax_fault
from keukentafel.backoffice.berichten.codec.parsing import (
    TAG_NOT_FINISHED,
    PullParser,
    SyntaxFault,
    error_code,
    is_schema_code,
    iterate,
)
from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.verdict import Fault
from keukentafel.backoffice.berichten.codec.wording import explain_complaint
from keukentafel.backoffice.berichten.codec.xsd import class_specs, compiled_schema

MOST_FAULTS = 50
_PIECE = 4096
# After the first fault this many bytes more are searched: a bound on the time that a hostile file can take.
_LONGEST_SEARCH = 4_000_000
_LONGEST_PATH = 300
_NAMED = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")


class _Trail:
    """Follows a parser's start and end events: the path of the open element, with the position of items in a list."""

    def __init__(self, soort: BerichtSoort) -> None:
        self.open: list[str] = []
        self.paths: dict[str, str] = {}
        self._lists = {
            (element.name, element.item)
            for spec in class_specs(soort)
            for element in spec.elements
            if element.item
        }
        self._names = [""]
        self._counts = [0]

    def start(self, element: Any) -> str:
        """Go into an element; gives its path."""
        name = element.tag.rpartition("}")[2][:LONGEST_NAME]
        self._counts[-1] += 1
        position = f"[{self._counts[-1]}]" if (self._names[-1], name) in self._lists else ""
        self.open.append(f"{self.path}/{name}{position}")
        self._names.append(name)
        self._counts.append(0)
        self.paths[name] = self.path
        return self.path

    def end(self, element: Any) -> None:
        """Leave an element and forget what it held."""
        self.open.pop()
        self._names.pop()
        self._counts.pop()
        element.clear(keep_tail=True)
        parent = element.getparent()
        while (before := element.getprevious()) is not None:
            parent.remove(before)

    @property
    def path(self) -> str:
        """The path of the open element; empty above the root."""
        return self.open[-1] if self.open else ""


class _Complaints:
    """Turns what a parser complains about into faults, as it comes."""

    def __init__(self, soort: BerichtSoort, trail: _Trail) -> None:
        self.faults: list[Fault] = []
        self._soort = soort
        self._trail = trail

    def note(self, log: list[Any], line: int) -> bool:
        """Add the complaints that are new in `log`; tells whether there is room for more."""
        for entry in log[len(self.faults) : MOST_FAULTS]:
            self.faults.append(self._schema_fault(entry, line))
        return len(self.faults) < MOST_FAULTS

    def _schema_fault(self, entry: Any, line: int) -> Fault:
        named = _NAMED.match(entry.message)
        here = self._trail.path
        path = self._trail.paths.get(named[1][:LONGEST_NAME], here) if named else here
        reason = explain_complaint(entry.type_name, entry.message, path, self._soort)
        return fault_of_level1("XSD", reason, path=_cut(path), line=line)


def _cut(path: str) -> str:
    return path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"


def explain(stream: BinaryIO, soort: BerichtSoort) -> tuple[Fault, ...]:
    """The faults of level 1 of a file that was refused, in the order of the file: at least one, at most `MOST_FAULTS`.

    Faults more than 4 MB behind the first one are not looked for.
    """
    parser = PullParser(("start", "end"), schema=compiled_schema(soort))
    trail, line, at_end, rest = _Trail(soort), 1, False, _LONGEST_SEARCH
    complaints = _Complaints(soort, trail)
    try:
        while piece := stream.readline(_PIECE):
            parser.feed(piece)
            _follow(parser, trail)
            room = complaints.note(parser.complaints, line)
            rest -= len(piece) if complaints.faults else 0
            if rest < 0 or not room:
                return tuple(complaints.faults)
            line += piece.count(b"\n")
        at_end = True
        parser.close()
    except SyntaxFault as error:
        _follow(parser, trail)
        complaints.note(parser.complaints, line)
        if not is_schema_code(error_code(error)):
            complaints.faults.append(syntax_fault(error_code(error), error.lineno))
        elif trail.open:
            # Of two kinds of error lxml tells only one: that the XML itself is wrong too follows from what is still open.
            complaints.faults.insert(0, syntax_fault(TAG_NOT_FINISHED if at_end else 0, line))
    return tuple(complaints.faults) or (
        fault_of_level1("XSD", "Het bericht past niet bij het schema van de standaard."),
    )


def _follow(parser: PullParser, trail: _Trail) -> None:
    for event, element in parser.events():
        if event == "start":
            trail.start(element)
        else:
            trail.end(element)


def find_lines(stream: BinaryIO, soort: BerichtSoort, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The same faults with the line of their path, or of the element around it when it is missing, in a file that is well formed."""
    wanted = {part for fault in faults for part in _with_parents(fault.path)}
    trail, lines = _Trail(soort), dict[str, int]()
    for event, element in iterate(stream):
        if event == "start":
            path = trail.start(element)
            if path in wanted:
                lines[path] = element.sourceline
        else:
            trail.end(element)
    return tuple(
        replace(fault, line=next(lines[part] for part in _with_parents(fault.path) if part in lines))
        for fault in faults
    )


def _with_parents(path: str) -> list[str]:
    """A path and the paths of the elements around it, from the inside out."""
    names = path.split("/")
    return ["/".join(names[:count]) for count in range(len(names), 1, -1)]
