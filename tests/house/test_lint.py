"""The linter's settings catch what the house refuses; a sample of each goes through the real configuration."""

import subprocess
import sys
from pathlib import Path

import pytest

from checks.house import ROOT

pytestmark = pytest.mark.pure


def _codes(text: str, path: str = "src/keukentafel/people/queries.py") -> set[str]:
    """Lint a text as if it were the file `path` and give the codes found."""
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run(
        [ruff, "check", "--no-cache", "--output-format=concise", f"--stdin-filename={path}", "-"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    return {line.split()[1] for line in done.stdout.splitlines() if line.startswith(path)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"""Doc."""\n\n\ndef act(n):\n    """Act."""\n    return n\n', "ANN001"),
        ('"""Doc."""\n\n\ndef act() -> int:\n    return 1\n', "D103"),
        ("x = 1\n", "D100"),
        ('"""Doc."""\n\nfrom datetime import datetime\n\nx = datetime.now()\n', "DTZ005"),
        (
            '"""Doc."""\n\n\ndef act() -> None:\n    """Act."""\n    import json\n\n    json.dumps(1)\n',
            "PLC0415",
        ),
        ('"""Doc."""\n\nprint(1)\n', "T201"),
        ('"""Doc."""\n\nimport subprocess\n\nsubprocess.run("ls", shell=True, check=True)\n', "S602"),
        ('"""Doc."""\n\nfrom . import models\n\nx = models\n', "TID252"),
        ('"""Doc."""\n\nassert True\n', "S101"),
    ],
)
def test_a_sample_is_refused(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(
    "path", ["src/keukentafel/people/apps.py", "src/keukentafel/wiring.py", "src/keukentafel/cli.py"]
)
def test_plumbing_may_import_late(path: str) -> None:
    assert "PLC0415" not in _codes("def act():\n    import json\n", path)
