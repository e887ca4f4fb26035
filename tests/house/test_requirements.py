"""A row of the requirements list that leans on nothing is found."""

from pathlib import Path

import pytest

from checks import requirements

pytestmark = pytest.mark.pure

TOTALS = "Nu: {} rijen werken, {} werken deels.\n"
WORKS = (
    "| R-002 | **werkt**: het gebeurt. | `tests/test_a.py::test_it`<br>`tests/test_a.py::TestIt::test_it` |\n"
)
HALF = "| R-003 | **deels**: het gebeurt half. | `tests/test_a.py::test_it` |\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one file of tests."""
    (tmp_path / "tests").mkdir()
    source = "def test_it(): ...\n\n\ndef aid(): ...\n\n\nclass TestIt:\n    def test_it(self): ...\n"
    (tmp_path / "tests" / "test_a.py").write_text(source, encoding="utf-8")
    return tmp_path


def test_rows_with_tests_that_exist_pass(root: Path) -> None:
    verdict = requirements.judge(TOTALS.format(1, 1) + WORKS + HALF, root)
    assert verdict.passed
    assert verdict.note == "2 rows"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (TOTALS.format(2, 0) + WORKS + HALF, "1 rijen werken, 1 werken deels"),
        (WORKS, "1 rijen werken, 0 werken deels"),
        (TOTALS.format(1, 1) + HALF + WORKS, "R-002 stands after R-003"),
        (TOTALS.format(1, 1) + WORKS + HALF.replace("::test_it", "::test_other"), "there is no"),
        (TOTALS.format(0, 1) + HALF.replace("::test_it", "::aid"), "there is no"),
        (TOTALS.format(0, 1) + HALF.replace("test_a.py", "test_b.py"), "there is no tests/test_b.py"),
        (TOTALS.format(0, 1) + HALF.replace("`", ""), "names no test"),
        (TOTALS.format(0, 0) + HALF.replace("**deels**", "deels"), "is no row of"),
    ],
)
def test_each_fault_is_said(page: str, said: str, root: Path) -> None:
    assert said in " ".join(requirements.judge(page, root).faults)
