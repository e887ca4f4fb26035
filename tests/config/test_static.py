"""Static files: in use their names carry a hash, and a name that does not exist breaks the page; tests use plain names."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")


def test_every_static_file_that_a_template_names_exists() -> None:
    templates = [path for path in Path(settings.PACKAGE).glob("*/templates/**/*") if path.is_file()]
    named = {
        (path.name, name) for path in templates for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert [(template, name) for template, name in sorted(named) if not finders.find(name)] == []
