"""Documents that are made from the code and must regenerate without difference.

A document is one entry in `DOCUMENTS`: its path under docs/ and the function that gives its text. The function may
read source files and import pure modules; it must give the same text on every machine.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from checks.house import ROOT, Module, read_modules
from checks.verdict import Verdict

HEADER = "<!-- Made by `python -m checks generated --write`; change the source, not this page. -->\n\n"


def rooms(modules: Iterable[Module] | None = None) -> str:
    """Give one line per folder of the house: what its docstring says."""
    packages = [m for m in (read_modules() if modules is None else modules) if m.is_package]
    lines = [f"| `{_folder(m)}` | {_summary(m)} |" for m in packages if ".migrations" not in m.name]
    return "\n".join(["# What every folder holds", "", "| folder | holds |", "|---|---|", *lines, ""])


DOCUMENTS: dict[str, Callable[[], str]] = {
    "reference/rooms.md": rooms,
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


def _folder(module: Module) -> str:
    """Give the folder of a package as it stands under src/."""
    return module.name.replace(".", "/") + "/"


def _summary(module: Module) -> str:
    """Give the first paragraph of a package's docstring on one line."""
    text = ast.get_docstring(module.tree) or "(nothing said yet)"
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")
