"""The commands for messages, as somebody types them."""

import io
import json
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from keukentafel import cli
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.config import berichten

pytestmark = pytest.mark.pure

KINDS = [(law, nummer) for law, nummer, _ in REGISTRY]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return _file(tmp_path / "goed.xml", write(sample(323, lines=3)))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    data = write(sample(305)).replace(b"<StatusAanlevering>1", b"<StatusAanlevering>2")
    return _file(tmp_path / "fout.xml", data)


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _run(*arguments: object) -> int:
    return cli.main(["berichten", *map(str, arguments)])


class TestCheck:
    def test_a_valid_file(self, good: Path, capsys: Capture) -> None:
        assert _run("check", good) == 0
        assert capsys.readouterr().out == f"{good}: WMO323, in orde\n"

    def test_one_wrong_file_among_more(self, good: Path, bad: Path, capsys: Capture) -> None:
        assert _run("check", good, bad) == 1
        first, second, error = capsys.readouterr().out.splitlines()
        assert first.endswith("WMO323, in orde")
        assert second == f"{bad}: WMO305, niet in orde"
        assert error.startswith(
            "  niveau 2: De status van de aanlevering moet 1 (eerste) of 3 (verwijderen) zijn. CS058, "
        )
        assert "retourcode 0001 (regel " in error
        assert error.endswith("; /Bericht/Client/StartProducten/StartProduct[1]/StatusAanlevering)")

    def test_structure_only(self, bad: Path) -> None:
        assert _run("check", "--structure-only", bad) == 0

    def test_what_is_no_message(self, tmp_path: Path, capsys: Capture) -> None:
        assert _run("check", _file(tmp_path / "leeg.xml", b"")) == 1
        out = capsys.readouterr().out
        assert out.endswith(
            "leeg.xml: onbekend bericht, niet in orde\n  niveau 1: Het bestand is leeg. XML\n"
        )

    def test_json_for_other_programs(self, good: Path, bad: Path, capsys: Capture) -> None:
        assert _run("check", "--json", good, bad) == 1
        valid, invalid = map(json.loads, capsys.readouterr().out.splitlines())
        assert valid == {"file": str(good), "law": "wmo", "message": 323, "verdict": "valid", "errors": []}
        assert (invalid["message"], invalid["verdict"]) == (305, "invalid")
        (error,) = invalid["errors"]
        assert set(error) == {"level", "rule", "retourcode", "path", "line", "reason"}
        assert (error["level"], error["rule"], error["retourcode"]) == (2, "CS058", "0001")

    def test_files_that_cannot_be_read(
        self, good: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert _run("check", tmp_path / "weg.xml", tmp_path, good) == 2
        shown = capsys.readouterr()
        assert shown.out == f"{good}: WMO323, in orde\n"
        gone, folder = shown.err.splitlines()
        assert gone == f"{tmp_path / 'weg.xml'} bestaat niet. Kijk of de naam en de map kloppen."
        assert folder == f"{tmp_path} is een map. Noem de bestanden die erin staan."
        for raised, words in (
            (PermissionError(), "mag u niet lezen"),
            (OSError(), "kan niet worden gelezen"),
        ):
            monkeypatch.setattr(berichten, "check", _raising(raised))
            assert _run("check", good) == 2
            assert words in capsys.readouterr().err

    def test_standard_input(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(write(sample(307, Law.JW)))))
        assert _run("check", "-") == 0
        assert capsys.readouterr().out == "-: JW307, in orde\n"

    def test_a_message_of_tomorrow(
        self, good: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(berichten, "real_today", lambda: date(2026, 10, 4))
        assert _run("check", good) == 1
        assert "TR135, retourcode 8848" in capsys.readouterr().out


def _raising(error: Exception) -> Any:
    def raises(*_args: object, **_given: object) -> None:
        raise error

    return raises


class TestShow:
    def test_a_message(self, good: Path, capsys: Capture) -> None:
        assert _run("show", good) == 0
        told = capsys.readouterr().out.splitlines()
        assert told[:2] == ["WMO323 Declaratie, release 3.2", "Van aanbieder 99999901 aan gemeente 9901"]

    def test_a_message_with_an_error(self, bad: Path, capsys: Capture) -> None:
        assert _run("show", bad) == 1
        told = capsys.readouterr().out
        assert told.startswith("WMO305 Start, release 3.2\n")
        assert "CS058" in told

    def test_what_is_no_message(self, tmp_path: Path, capsys: Capture) -> None:
        assert _run("show", _file(tmp_path / "a.xml", b"hallo")) == 1
        assert "Dit is geen XML-bestand." in capsys.readouterr().err
        assert _run("show", tmp_path / "weg.xml") == 2


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_a_sample(law: Law, nummer: int, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert _run("sample", nummer, "--law", law.value, "--lines", 2, "--seed", 7) == 0
    assert capsysbinary.readouterr().out == write(sample(nummer, law, lines=2, seed=7))


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_the_schemas_fit_a_sample(
    law: Law, nummer: int, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, extra in (("basisschema.xsd", ["--basis"]), ("bericht.xsd", [])):
        assert _run("schema", nummer, "--law", law.value, *extra) == 0
        (tmp_path / name).write_bytes(capsysbinary.readouterr().out)
    schema = etree.XMLSchema(etree.parse(str(tmp_path / "bericht.xsd")))
    assert schema.validate(etree.fromstring(write(sample(nummer, law))))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sample", "303"], "303 is geen bericht; kies uit 301, 302"),
        (["sample", "301", "--lines", "0"], "geef een getal van 1 of hoger"),
        (["sample", "301", "--lines", "x"], "geef een getal van 1 of hoger"),
        ([], "opdracht"),
    ],
)
def test_what_was_typed_wrong(arguments: list[str], words: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        _run(*arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    data = write(sample(323, lines=200)).replace(b"<b:DebetCredit>D", b"<b:DebetCredit>C")
    many = [str(_file(tmp_path / f"{number}.xml", data)) for number in range(20)]
    started = subprocess.Popen(
        [sys.executable, "-m", "keukentafel.cli", "berichten", "check", *many],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout is not None
    started.stdout.read(10)
    started.stdout.close()
    assert started.stderr is not None
    assert started.stderr.read() == b""
    started.stderr.close()
    assert started.wait() == 1


PAGE = Path(__file__).parents[2] / "docs" / "howto" / "berichten-controleren.md"


@pytest.mark.parametrize(
    "line", re.findall(r"^    keukentafel berichten (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
)
def test_the_commands_of_the_page_can_be_typed(line: str) -> None:
    for command in line.split(" | "):
        arguments = shlex.split(command.removeprefix("keukentafel berichten ").partition(" >")[0])
        assert callable(berichten.parser().parse_args(arguments).run)


def test_the_program_of_the_page_runs(bad: Path) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    bad.rename(bad.with_name("323.xml"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=bad.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 CS058 0001 ")


def test_no_django_and_no_database_is_loaded(good: Path) -> None:
    """What makes a command start at once, counted in modules and not in seconds."""
    code = (
        "import sys; from keukentafel.cli import main; code = main(sys.argv[1:]); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'psycopg', 'duckdb', 'ibis', 'pyarrow'})); "
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "berichten", "check", str(good)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{good}: WMO323, in orde", "[]"]
