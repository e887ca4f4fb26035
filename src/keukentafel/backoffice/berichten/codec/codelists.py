"""The code lists of iWmo and iJw 3.2: dated data with a source, read from `lists/codes.csv` and `lists/retourcodes.csv` beside this module.

A code with `expired` still stands in the schema's enumeration; a rule of level 2 refuses it (CS336 for RedenWijziging 01).
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType

SOURCE = "Codelijsten iWmo en iJw 3.2, Ketenbureau i-Sociaal Domein, stand augustus 2026"
_IN_FORCE = date(2023, 4, 3)


@dataclass(frozen=True, slots=True)
class Code:
    """One code and its meaning in Dutch."""

    code: str
    meaning: str
    expired: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list as it stood on `since`; `codes` keeps the order of the standard."""

    id: str
    codes: tuple[Code, ...]
    since: date = _IN_FORCE
    source: str = SOURCE

    def meaning(self, code: str) -> str:
        """The Dutch meaning of a code; KeyError when the list does not have it."""
        for item in self.codes:
            if item.code == code:
                return item.meaning
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Retourcode:
    """One return code of WJ001: the rule that gives it, and in plain Dutch what is wrong and what the sender can do about it.

    `remedy` is empty for a code that tells of no fault.
    """

    code: str
    rule: str
    reason: str
    remedy: str


def rows_of(name: str) -> Iterable[dict[str, str]]:
    """The rows of a list in the folder `lists`."""
    text = (files(__package__) / "lists" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")


def _load_codes() -> dict[str, CodeList]:
    found: dict[str, list[Code]] = {}
    for row in rows_of("codes.csv"):
        found.setdefault(row["lijst"], []).append(
            Code(row["code"], row["betekenis"], row["vervallen"] == "ja")
        )
    return {name: CodeList(name, tuple(codes)) for name, codes in found.items()}


def _load_retourcodes() -> dict[str, Retourcode]:
    return {
        row["code"]: Retourcode(row["code"], row["regel"], row["reden"], row["herstel"])
        for row in rows_of("retourcodes.csv")
    }


RETOURCODES: Mapping[str, Retourcode] = MappingProxyType(_load_retourcodes())
CODELISTS: Mapping[str, CodeList] = MappingProxyType(
    _load_codes()
    | {"WJ001": CodeList("WJ001", tuple(Code(item.code, item.reason) for item in RETOURCODES.values()))}
)


def retourcode_text(code: str) -> str:
    """The reason that belongs to a return code, in plain Dutch; KeyError when the list does not have it."""
    return RETOURCODES[code].reason
