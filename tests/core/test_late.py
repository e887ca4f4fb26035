"""A function reached by its path is loaded when it is called, and not before."""

import os
import subprocess
import sys

import pytest

from keukentafel.core.late import late, resolve

pytestmark = pytest.mark.pure

# What the worker and the web process hold at rest, without a monitor: all apps, jobs, reactions and pages.
_AT_REST = """
import importlib, sys
import django
django.setup()
importlib.import_module("keukentafel.config.urls")
from procrastinate.contrib.django import app
assert "monitor.refresh" in app.tasks
print(sorted({"duckdb", "ibis", "numpy", "pyarrow"} & set(sys.modules)))
"""


def test_a_function_is_found_by_its_path_with_its_arguments() -> None:
    assert resolve("keukentafel.core.dutch.number") is resolve("keukentafel.core.dutch.number")
    assert late("textwrap.indent")("a", prefix="- ") == "- a"


def test_a_path_that_leads_nowhere_fails_at_the_call() -> None:
    missing = late("keukentafel.core.nowhere.at_all")
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        missing()


def test_worker_and_web_process_load_no_analytical_engine_at_rest() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "keukentafel.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _AT_REST], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
