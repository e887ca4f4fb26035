"""The coverage gate asks all of pure modules and most of the rest."""

import json
from pathlib import Path
from typing import Any

import pytest

from checks import coverage_gate
from checks.house import read_order

pytestmark = pytest.mark.pure


def _report(files: dict[str, tuple[int, int]], *, branches: bool = True) -> dict[str, Any]:
    """Make a report: for each file (without its ending) the covered and all branches, with ten covered lines."""
    return {
        "meta": {"branch_coverage": branches},
        "files": {
            f"src/keukentafel/{name}.py": {
                "missing_lines": [7] if covered < all_ else [],
                "summary": {
                    "covered_lines": 10,
                    "num_statements": 10,
                    "covered_branches": covered,
                    "num_branches": all_,
                },
            }
            for name, (covered, all_) in files.items()
        },
    }


@pytest.mark.parametrize(
    "name", ["core/money", "people/domain", "people/rules", "backoffice/berichten/codec/spec"]
)
def test_one_missed_branch_of_a_pure_module_fails(name: str) -> None:
    assert coverage_gate.judge(_report({name: (10, 10)}), read_order()).passed
    (fault,) = coverage_gate.judge(_report({name: (99, 100)}), read_order()).faults
    assert "of a pure module, missing 7" in fault


def test_a_room_is_judged_by_its_other_files_together() -> None:
    good, bad = (
        _report({"people/queries": (0, 2), "people/models": (10, 10)}),
        _report({"people/queries": (0, 2)}),
    )
    assert coverage_gate.judge(good, read_order()).passed
    assert coverage_gate.judge(bad, read_order()).faults == ("people: 83.3% covered (limit 90%)",)


def test_rooms_on_a_shelf_are_judged_apart() -> None:
    report = _report({"platform/audit/models": (100, 100), "platform/jobs/models": (0, 5)})
    assert coverage_gate.judge(report, read_order()).faults == ("platform.jobs: 66.7% covered (limit 90%)",)


def test_a_report_without_branches_is_refused() -> None:
    assert not coverage_gate.judge(_report({}, branches=False), read_order()).passed


def test_an_empty_file_counts_as_covered() -> None:
    report = _report({"core/money": (0, 0)})
    report["files"]["src/keukentafel/core/money.py"]["summary"] |= {"covered_lines": 0, "num_statements": 0}
    assert coverage_gate.judge(report, read_order()).passed


def test_the_program_prints_its_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps(_report({"people/domain": (1, 2)})), encoding="utf-8")
    assert coverage_gate.main([str(path)]) == 1
    assert "people/domain.py" in capsys.readouterr().out
    path.write_text(json.dumps(_report({"people/domain": (2, 2)})), encoding="utf-8")
    assert coverage_gate.main([str(path)]) == 0
