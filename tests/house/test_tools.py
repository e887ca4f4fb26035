"""The tools that run as programs of their own refuse a bad sample under the house's configuration."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import models

from checks import migrations, tools
from checks.house import ROOT

pytestmark = pytest.mark.pure


def test_types_are_asked_for_and_known(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("import a_library_of_next_year\n\ndef act(n):\n    return n\n", encoding="utf-8")
    faults = "\n".join(tools.run("mypy", "--no-error-summary", str(sample)).faults)
    assert "no-untyped-def" in faults
    assert "import-not-found" in faults


def test_another_layout_is_refused() -> None:
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run(
        [ruff, "format", "--check", "--stdin-filename=src/keukentafel/people/queries.py", "-"],
        cwd=ROOT,
        input="x = { 'a':1 }\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1


def test_a_model_without_its_migration_is_found() -> None:
    registry = Apps(["keukentafel.people"])
    meta = type("Meta", (), {"app_label": "people", "apps": registry})
    type("Kelder", (models.Model,), {"__module__": __name__, "Meta": meta})
    assert any(line.startswith("people: Create model Kelder") for line in migrations.missing(registry))
