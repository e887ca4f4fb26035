"""Doors: what may be seen of a room from inside and from outside."""

import pytest

from checks import doors
from checks.house import Module, read_order
from tests.house.samples import module

pytestmark = pytest.mark.pure

_ROOMS = [
    module(f"keukentafel.{room}.{part}")
    for room in ("people", "casework", "monitor", "platform.events", "backoffice.berichten")
    for part in (
        "domain",
        "rules",
        "fields",
        "models",
        "queries",
        "operations",
        "jobs",
        "apps",
        "codec",
        "facts",
    )
] + [module("keukentafel.core.money"), module("keukentafel.web.urls"), module("keukentafel.wiring")]


def _faults(importer: str, line: str) -> tuple[str, ...]:
    """Judge a house in which one module holds one import."""
    changed: list[Module] = [m for m in _ROOMS if m.name != importer]
    return doors.judge([*changed, module(importer, line + "\n")], read_order()).faults


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("keukentafel.people.rules", "from keukentafel.people.domain import Persoon"),
        ("keukentafel.people.models", "from keukentafel.people import domain, fields"),
        ("keukentafel.people.queries", "from keukentafel.people import domain, fields, models, rules"),
        ("keukentafel.people.operations", "from keukentafel.people import models, queries, rules"),
        ("keukentafel.people.apps", "from keukentafel.people import jobs"),
        ("keukentafel.people.migrations.0001_initial", "import keukentafel.people.fields"),
        ("keukentafel.people.domain", "from keukentafel.core import money"),
        ("keukentafel.people.models.address", "from keukentafel.people.models.wijk import Wijk"),
        ("keukentafel.casework.models", "from keukentafel.people import fields"),
        ("keukentafel.casework.migrations.0001_initial", "import keukentafel.people.fields"),
        ("keukentafel.casework.rules", "from keukentafel.people.domain import Adres"),
        ("keukentafel.casework.operations", "from keukentafel.people import domain, operations, queries"),
        ("keukentafel.backoffice.berichten.rules", "from keukentafel.backoffice.berichten import codec"),
        (
            "keukentafel.backoffice.toewijzingen.operations",
            "from keukentafel.backoffice.berichten import codec",
        ),
        (
            "keukentafel.backoffice.berichten.domain",
            "from keukentafel.backoffice.berichten.codec import spec",
        ),
        ("keukentafel.monitor.facts", "from keukentafel.casework import queries"),
        ("keukentafel.monitor.jobs", "from keukentafel.monitor import facts"),
        ("keukentafel.wiring", "from keukentafel.platform.events.operations import subscribe"),
        ("keukentafel.web.pages", "from keukentafel.people import operations, queries"),
        ("keukentafel.config.urls", "from keukentafel.web import urls"),
    ],
)
def test_what_the_design_allows_passes(importer: str, line: str) -> None:
    assert _faults(importer, line) == ()


@pytest.mark.parametrize(
    ("importer", "line", "reason"),
    [
        (
            "keukentafel.people.domain",
            "from keukentafel.people import rules",
            "`domain` may not know `rules`",
        ),
        (
            "keukentafel.people.rules",
            "from keukentafel.people import models",
            "`rules` may not know `models`",
        ),
        (
            "keukentafel.people.models",
            "from keukentafel.people import rules",
            "`models` may not know `rules`",
        ),
        ("keukentafel.people.models", "from . import queries", "`models` may not know `queries`"),
        (
            "keukentafel.people.queries",
            "import keukentafel.people.operations",
            "`queries` may not know `operations`",
        ),
        (
            "keukentafel.people.operations",
            "from keukentafel.people import jobs",
            "`operations` may not know `jobs`",
        ),
        ("keukentafel.people.rules", "from keukentafel.people import facts", "`rules` may not know `facts`"),
        (
            "keukentafel.people.models",
            "from keukentafel.people import codec",
            "builds on domain and fields only",
        ),
        ("keukentafel.casework.operations", "from keukentafel.people import models", "other rooms see only"),
        (
            "keukentafel.casework.queries",
            "from keukentafel.people.models import Persoon",
            "other rooms see only",
        ),
        ("keukentafel.casework.rules", "from keukentafel.people import rules", "other rooms see only"),
        ("keukentafel.web.pages", "from keukentafel.people.models import Persoon", "other rooms see only"),
        (
            "keukentafel.demo.town",
            "from keukentafel.backoffice.berichten import booking",
            "other rooms see only",
        ),
        (
            "keukentafel.casework.operations",
            "from keukentafel.people import fields",
            "for models and migrations",
        ),
        ("keukentafel.casework.fields", "from keukentafel.people import fields", "for models and migrations"),
        ("keukentafel.web.pages", "from keukentafel.people import fields", "for models and migrations"),
        (
            "keukentafel.casework.rules",
            "from keukentafel.people import queries",
            "may not use `queries` of another",
        ),
        (
            "keukentafel.casework.models",
            "from keukentafel.people import operations",
            "may not use `operations`",
        ),
        ("keukentafel.monitor.jobs", "from keukentafel.casework import operations", "the monitor reads"),
        (
            "keukentafel.casework.apps",
            "from keukentafel.platform.events.operations import subscribe",
            "only wiring.py says who reacts",
        ),
        ("keukentafel.casework.queries", "import keukentafel.people", "other rooms see only"),
    ],
)
def test_what_the_design_forbids_fails_with_the_reason(importer: str, line: str, reason: str) -> None:
    (fault,) = _faults(importer, line)
    assert reason in fault


def test_an_import_for_types_only_counts_too() -> None:
    line = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from keukentafel.people import models"
    assert len(_faults("keukentafel.casework.operations", line)) == 1


def test_the_real_house_is_read_whole() -> None:
    assert "modules" in doors.check().note
