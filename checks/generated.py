"""Documents that are made from the code and must regenerate without difference.

A document is one entry in `DOCUMENTS`: its path under docs/ and the function that gives its text. The function may
read source files and import pure modules and tests; it must give the same text on every machine.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from checks import message_rules, tables
from checks.house import ROOT
from checks.verdict import Verdict

HEADER = "<!-- Made by `python -m checks generated --write`; change the source, not this page. -->\n\n"

DOCUMENTS: dict[str, Callable[[], str]] = {
    "reference/rooms.md": tables.rooms,
    "reference/states.md": tables.states,
    "reference/permissions.md": tables.permissions,
    "reference/berichtregels.md": message_rules.message_rules,
}


def check() -> Verdict:
    """Compare each document with what its function gives now."""
    return judge(DOCUMENTS, ROOT / "docs")


def judge(documents: Mapping[str, Callable[[], str]], folder: Path) -> Verdict:
    """Fail on each document that is missing or differs."""
    faults = [
        f"{folder.name}/{name}: out of date; run `python -m checks generated --write`"
        for name, make in documents.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != HEADER + make()
    ]
    return Verdict(tuple(faults), f"{len(documents)} documents")


def write(documents: Mapping[str, Callable[[], str]] = DOCUMENTS, folder: Path = ROOT / "docs") -> None:
    """Write every document anew."""
    for name, make in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + make(), encoding="utf-8")
