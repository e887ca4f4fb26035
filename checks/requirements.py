"""The list of requirement rows that work: each row names tests that exist, and the totals above it are right."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checks.house import ROOT
from checks.verdict import Verdict

PAGE = "docs/requirements.md"
_ROW = re.compile(r"\| (R-\d{3}) \| \*\*(werkt|deels)\*\*: .+ \| (.+) \|")
_TEST = re.compile(r"`([^`]+)`")
_TOTALS = re.compile(r"^Nu: (\d+) rijen werken, (\d+) werken deels\.$", re.MULTILINE)


def check() -> Verdict:
    """Judge the list of this project against its tests."""
    return judge((ROOT / PAGE).read_text(encoding="utf-8"), ROOT)


def judge(page: str, root: Path) -> Verdict:
    """Fail on a row that cannot be read, stands out of order or names no test that exists, and on wrong totals."""
    faults: list[str] = []
    count: Counter[str] = Counter()
    previous = ""
    for number, line in enumerate(page.splitlines(), start=1):
        if not line.startswith("| R-"):
            continue
        where = f"{PAGE}:{number}"
        if not (row := _ROW.fullmatch(line)):
            faults.append(f"{where} is no row of: | R-000 | **werkt**: text | `tests` |")
            continue
        name, status, named = row.groups()
        count[status] += 1
        if name <= previous:
            faults.append(f"{where} {name} stands after {previous}")
        previous = name
        tests = _TEST.findall(named)
        faults += [f"{where} {name} names no test"] * (not tests)
        faults += [f"{where} {name}: there is no {test}" for test in tests if not exists(test, root)]
    said = _TOTALS.search(page)
    if not said or (int(said[1]), int(said[2])) != (count["werkt"], count["deels"]):
        faults.append(
            f"{PAGE}: it must say: Nu: {count['werkt']} rijen werken, {count['deels']} werken deels."
        )
    return Verdict(tuple(faults), f"{count.total()} rows")


def exists(test: str, root: Path) -> bool:
    """Tell whether `file::Class::function` or `file::function` is a test below `root`."""
    file, _, name = test.partition("::")
    return name in _tests(root / file)


@cache
def _tests(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    return frozenset(_names(ast.parse(path.read_text(encoding="utf-8"))))


def _names(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _names(node, f"{prefix}{node.name}::")
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield prefix + node.name
