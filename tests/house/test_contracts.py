"""The contract on the order of the rooms fails on an import upwards and on a room that it does not list."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checks.house import ROOT
from tests.house.samples import write_house

pytestmark = pytest.mark.pure

_HOUSE = {
    "keukentafel/core/money.py": "",
    "keukentafel/config/settings.py": "",
    "keukentafel/people/domain.py": "",
    "keukentafel/platform/clock/domain.py": "",
    "keukentafel/backoffice/contracts/domain.py": "",
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contracts of the house over a sample house."""
    lint = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [lint, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_house_in_order_is_kept(tmp_path: Path) -> None:
    write_house(
        tmp_path, {**_HOUSE, "keukentafel/platform/clock/queries.py": "import keukentafel.core.money\n"}
    )
    done = _lint(tmp_path)
    assert done.returncode == 0, done.stdout


def test_an_import_upwards_breaks_the_contract(tmp_path: Path) -> None:
    write_house(
        tmp_path, {**_HOUSE, "keukentafel/platform/clock/queries.py": "import keukentafel.people.domain\n"}
    )
    done = _lint(tmp_path)
    assert done.returncode == 1
    assert "keukentafel.platform is not allowed to import keukentafel.people" in done.stdout


def test_an_import_upwards_on_a_shelf_breaks_the_contract(tmp_path: Path) -> None:
    write_house(
        tmp_path,
        {
            **_HOUSE,
            "keukentafel/platform/clock/queries.py": "import keukentafel.platform.audit.domain\n",
            "keukentafel/platform/audit/domain.py": "",
        },
    )
    assert "platform.clock is not allowed to import keukentafel.platform.audit" in _lint(tmp_path).stdout


@pytest.mark.parametrize("room", ["cellar", "platform/cellar", "backoffice/cellar"])
def test_a_room_that_no_contract_lists_breaks_it(tmp_path: Path, room: str) -> None:
    write_house(tmp_path, {**_HOUSE, f"keukentafel/{room}/domain.py": ""})
    done = _lint(tmp_path)
    assert done.returncode == 1
    assert "not listed as layers" in done.stdout


def test_the_contracts_ignore_nothing() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
    assert "exhaustive_ignores" not in text
