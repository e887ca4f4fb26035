"""Foreign keys obey the order of imports, also those written as a string, which no import contract sees."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from checks.house import PACKAGE_NAME, Order, read_order

pytestmark = pytest.mark.pure


def upward(order: Order, relations: list[tuple[str, str]]) -> list[str]:
    """Give the relations, as pairs of modules, that do not go from a room down to a lower one or stay within it."""
    rooms = [(order.place(own).room, order.place(other).room) for own, other in relations]
    return [f"{own} -> {other}" for own, other in rooms if own != other and not order.is_above(own, other)]


def relations_of(found: list[Any]) -> list[tuple[str, str]]:
    """Give module of the model and module of its target for each relation between models of the house."""
    return [
        (model.__module__, field.related_model.__module__)
        for model in found
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith(f"{PACKAGE_NAME}.")
    ]


def _models_of_the_house() -> list[Any]:
    """Give every model class of ours, those made for many-to-many and for row history included."""
    registered = apps.get_models(include_auto_created=True, include_swapped=True)
    return [model for model in registered if model.__module__.startswith(f"{PACKAGE_NAME}.")]


def test_every_foreign_key_goes_down_the_order_of_the_house() -> None:
    found = _models_of_the_house()
    assert len(found) > 5
    assert upward(read_order(), relations_of(found)) == []


def test_a_key_to_a_higher_room_or_a_sibling_is_found() -> None:
    relations = [
        ("keukentafel.people.models", "keukentafel.casework.models"),
        ("keukentafel.casework.models", "keukentafel.people.models.persoon"),
        ("keukentafel.people.models", "keukentafel.people.models"),
        ("keukentafel.socialmap.models", "keukentafel.backoffice.contracts.models"),
    ]
    assert upward(read_order(), relations) == ["people -> casework", "socialmap -> backoffice.contracts"]


def test_relations_are_read_from_the_fields_of_a_model() -> None:
    target = type("Target", (), {"__module__": "keukentafel.people.models"})
    fields = [
        SimpleNamespace(is_relation=True, auto_created=False, related_model=target),
        SimpleNamespace(is_relation=True, auto_created=True, related_model=target),
        SimpleNamespace(is_relation=False, auto_created=False, related_model=None),
        SimpleNamespace(is_relation=True, auto_created=False, related_model=models.Model),
    ]
    meta = SimpleNamespace(get_fields=lambda include_hidden: fields)
    model = SimpleNamespace(__module__="keukentafel.casework.models", _meta=meta)
    assert relations_of([model]) == [("keukentafel.casework.models", "keukentafel.people.models")]
