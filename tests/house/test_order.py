"""The order of the house is read from the contracts, shelves included."""

import pytest

from checks.house import Place, read_order

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("room", "other"),
    [
        ("cli", "config"),
        ("config", "wiring"),
        ("wiring", "web"),
        ("demo", "web"),
        ("web", "programme"),
        ("monitor", "casework"),
        ("casework", "backoffice.budgets"),
        ("casework", "socialmap"),
        ("backoffice.budgets", "backoffice.declaraties"),
        ("backoffice.declaraties", "backoffice.toewijzingen"),
        ("backoffice.toewijzingen", "backoffice.berichten"),
        ("backoffice.berichten", "people"),
        ("people", "platform.privacy"),
        ("platform.jobs", "platform.audit"),
        ("platform.audit", "platform.accounts"),
        ("platform.accounts", "platform.clock"),
        ("platform.clock", "core"),
    ],
)
def test_the_higher_room_may_know_the_lower_one_and_not_the_other_way(room: str, other: str) -> None:
    order = read_order()
    assert order.is_above(room, other)
    assert not order.is_above(other, room)


@pytest.mark.parametrize(
    ("room", "sibling"),
    [
        ("socialmap", "backoffice.contracts"),
        ("backoffice.contracts", "backoffice.berichten"),
        ("platform.events", "platform.clock"),
        ("wiring", "demo"),
        ("people", "people"),
    ],
)
def test_siblings_do_not_know_each_other(room: str, sibling: str) -> None:
    order = read_order()
    assert not order.is_above(room, sibling)
    assert not order.is_above(sibling, room)


def test_a_room_in_no_contract_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_order().is_above("cellar", "core")


@pytest.mark.parametrize(
    ("module", "place", "pure"),
    [
        ("keukentafel.core.period", Place("core", "period"), True),
        ("keukentafel.people.domain", Place("people", "domain"), True),
        ("keukentafel.people.rules.search", Place("people", "rules"), True),
        ("keukentafel.people.models", Place("people", "models"), False),
        ("keukentafel.backoffice.berichten.codec.spec", Place("backoffice.berichten", "codec"), True),
        ("keukentafel.monitor.measures", Place("monitor", "measures"), True),
        ("keukentafel.web.domain", Place("web", "domain"), False),
        ("keukentafel.people", Place("people", ""), False),
    ],
)
def test_every_module_has_its_place(module: str, place: Place, pure: bool) -> None:
    assert read_order().place(module) == place
    assert place.is_pure is pure
