"""The limits on coverage, read from the report of a full test run.

`python -m checks.coverage_gate coverage.json`: branch coverage of each pure module is 100%, of each room 90%.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checks.house import PACKAGE_NAME, Order, read_order
from checks.verdict import Verdict

PURE_LIMIT = 100.0
ROOM_LIMIT = 90.0
COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def judge(report: Mapping[str, Any], order: Order) -> Verdict:
    """Fail on a pure module that is not covered whole and on a room below its limit; the report is coverage's JSON."""
    faults: list[str] = []
    if not report["meta"]["branch_coverage"]:
        return Verdict(("the report counts no branches: run coverage with branch = true",))
    rooms: defaultdict[str, list[Mapping[str, int]]] = defaultdict(list)
    for path, measured in sorted(report["files"].items()):
        place = order.place(_module(path))
        summary = measured["summary"]
        if place.is_pure and _share([summary]) < PURE_LIMIT:
            lines = ", ".join(str(line) for line in measured["missing_lines"][:10]) or "a branch"
            faults.append(f"{path}: {_share([summary]):.1f}% of a pure module, missing {lines}")
        elif not place.is_pure:
            rooms[place.room or PACKAGE_NAME].append(summary)
    for room, summaries in sorted(rooms.items()):
        if _share(summaries) < ROOM_LIMIT:
            faults.append(f"{room}: {_share(summaries):.1f}% covered (limit {ROOM_LIMIT:.0f}%)")
    return Verdict(tuple(faults), f"{len(rooms)} rooms")


def _module(path: str) -> str:
    """Turn `src/keukentafel/people/domain.py` into `keukentafel.people.domain`."""
    parts = Path(path).with_suffix("").parts
    return ".".join(parts[parts.index(PACKAGE_NAME) :]).removesuffix(".__init__")


def _share(summaries: list[Mapping[str, int]]) -> float:
    """Give the percentage of lines and branches that ran, of the files together."""
    lines, all_lines, branches, all_branches = (
        sum(summary[name] for summary in summaries) for name in COUNTS
    )
    whole = all_lines + all_branches
    return 100.0 * (lines + branches) / whole if whole else 100.0


def main(arguments: list[str]) -> int:
    """Print the faults and give the exit code."""
    report = json.loads(Path(arguments[0] if arguments else "coverage.json").read_text(encoding="utf-8"))
    verdict = judge(report, read_order())
    print("\n".join(verdict.faults) or f"coverage: in order ({verdict.note})")
    return not verdict.passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
