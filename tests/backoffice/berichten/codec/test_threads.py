"""Schemas that threads ask for at the same moment, in a process that made none yet, while others parse."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure

_AT_ONCE = """
from threading import Barrier, Thread
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.xsd import compiled_schema
from lxml import etree

together, made = Barrier(10), []

def work(soort):
    together.wait()
    made.append(compiled_schema(soort))

def parse():
    together.wait()
    while len(made) < 8:
        etree.fromstring(b"<a><b/></a>")

threads = [Thread(target=work, args=(soort,)) for soort in list(REGISTRY.values())[:8]]
threads += [Thread(target=parse, daemon=True) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads[:8]:
    thread.join()
print(len(made))
"""


def test_are_compiled_one_after_the_other() -> None:
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", _AT_ONCE], capture_output=True, text=True, check=True, timeout=60
        )
        assert done.stdout == "8\n", done.stderr
