"""Pure modules that reach the outside world are found, also when others stand between."""

import grimp
import pytest

from checks import purity
from checks.house import read_order

pytestmark = pytest.mark.pure


def _graph(*imports: tuple[str, str]) -> grimp.ImportGraph:
    """Make an import graph from pairs of importer and imported."""
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("keukentafel.people.domain", "django"),
        ("keukentafel.people.rules", "psycopg"),
        ("keukentafel.people.domain.address", "requests"),
        ("keukentafel.core.money", "socket"),
        ("keukentafel.core.money", "time"),
        ("keukentafel.core.money", "lxml"),
        ("keukentafel.backoffice.berichten.codec.reader", "urllib"),
        ("keukentafel.monitor.measures", "duckdb"),
        ("keukentafel.scenario.model", "a_library_of_next_year"),
    ],
)
def test_a_direct_import_of_the_outside_world_fails(importer: str, imported: str) -> None:
    (fault,) = purity.judge(_graph((importer, imported)), read_order()).faults
    assert fault == f"{importer} -> {imported}: a pure module may not reach {imported}"


def test_a_chain_through_others_fails_and_is_shown() -> None:
    graph = _graph(
        ("keukentafel.casework.rules", "keukentafel.people.domain"),
        ("keukentafel.people.domain", "keukentafel.people.models"),
        ("keukentafel.people.models", "django"),
    )
    faults = purity.judge(graph, read_order()).faults
    assert (
        "keukentafel.casework.rules -> keukentafel.people.domain -> keukentafel.people.models -> django"
        in faults[0]
    )
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("keukentafel.core.bsn", "stdnum"),
        ("keukentafel.core.period", "datetime"),
        ("keukentafel.core.ids", "time"),
        ("keukentafel.backoffice.berichten.codec.reader", "lxml"),
        ("keukentafel.monitor.measures", "ibis"),
        ("keukentafel.scenario.forecast", "numpy"),
        ("keukentafel.people.models", "django"),
        ("keukentafel.web.domain", "django"),
    ],
)
def test_what_is_allowed_passes(importer: str, imported: str) -> None:
    assert purity.judge(_graph((importer, imported)), read_order()).passed


def test_a_key_ordered_by_time_does_not_taint_who_uses_it() -> None:
    graph = _graph(("keukentafel.people.domain", "keukentafel.core.ids"), ("keukentafel.core.ids", "time"))
    assert purity.judge(graph, read_order()).passed


def test_the_real_core_is_pure() -> None:
    assert not [fault for fault in purity.check().faults if fault.startswith("keukentafel.core")]
