"""`python -m checks` gives one line per check and the exit code of the worst."""

import pytest

from checks import __main__ as program
from checks import tools
from checks.verdict import Verdict

pytestmark = pytest.mark.pure


def _broken_file() -> Verdict:
    raise SyntaxError("invalid syntax", ("room.py", 3, 1, ""))


@pytest.fixture(autouse=True)
def _some_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        program,
        "CHECKS",
        {
            "good": lambda: Verdict((), "3 things"),
            "bad": lambda: Verdict(("room.py:1 too long", "room.py:2 too wide")),
            "broken": _broken_file,
        },
    )


def test_a_run_without_faults_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["good"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ok    good")
    assert said.endswith("3 things\n")


def test_every_fault_is_shown_under_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([]) == 1
    said = capsys.readouterr().out
    assert "FAULT bad" in said
    assert "      room.py:2 too wide\n" in said


def test_a_file_that_python_cannot_read_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["broken"]) == 1
    assert "room.py:3 cannot be read" in capsys.readouterr().out


def test_a_name_that_is_no_check_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["worse"]) == 2
    assert "good, bad" in capsys.readouterr().err


def test_a_tool_that_fails_gives_its_lines_as_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tools.run("python", "-c", "raise SystemExit(0)").passed
    assert tools.run("python", "-c", "print('a'); raise SystemExit(1)").faults == ("a",)
    assert tools.run("python", "-c", "raise SystemExit(3)").faults == ("python stopped with code 3",)
