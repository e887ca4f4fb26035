"""The table of commands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from keukentafel import cli
from keukentafel.config.postgres_binaries import PostgresError
from keukentafel.core.late import resolve


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_exists(name: str) -> None:
    assert callable(resolve(cli.COMMANDS[name].target))


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["onzin"], 2)])
def test_without_a_known_name_the_table_is_shown(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == code
    shown = capsys.readouterr()
    text = shown.out if code == 0 else shown.err
    assert all(name in text for name in cli.COMMANDS)


def test_a_command_gets_its_arguments_and_gives_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def command(arguments: Sequence[str]) -> int:
        return len(arguments)

    monkeypatch.setattr(cli, "resolve", lambda target: command)
    assert cli.main(["serve", "--port", "80"]) == 2


@pytest.mark.parametrize(
    ("raised", "code"), [(PostgresError("Installeer iets."), 1), (KeyboardInterrupt(), 130)]
)
def test_an_expected_end_is_one_line_and_no_traceback(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(arguments: Sequence[str]) -> int:
        raise raised

    monkeypatch.setattr(cli, "resolve", lambda target: command)
    assert cli.main(["serve"]) == code
    assert capsys.readouterr().err.strip() == str(raised)
