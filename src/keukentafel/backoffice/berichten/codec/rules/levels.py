"""Level 2: every rule inside one message, and the order in which they run."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.registry import Bericht, soort_of
from keukentafel.backoffice.berichten.codec.rules import (
    level2_antwoord,
    level2_client,
    level2_contact,
    level2_dates,
    level2_declaratie,
    level2_declaratieantwoord,
    level2_keys,
    level2_levering,
    level2_overlap,
    level2_product,
    level2_toewijzing,
    level2_verzoek,
    level2_wijziging,
)
from keukentafel.backoffice.berichten.codec.rules.base import Lines, Rule
from keukentafel.backoffice.berichten.codec.spec import Shape, spec_of
from keukentafel.backoffice.berichten.codec.verdict import Fault, Letterlijk

_MODULES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (level2_client.__name__, level2_client.RULES),
    (level2_contact.__name__, level2_contact.RULES),
    (level2_product.__name__, level2_product.RULES),
    (level2_toewijzing.__name__, level2_toewijzing.RULES),
    (level2_verzoek.__name__, level2_verzoek.RULES),
    (level2_wijziging.__name__, level2_wijziging.RULES),
    (level2_antwoord.__name__, level2_antwoord.RULES),
    (level2_levering.__name__, level2_levering.RULES),
    (level2_declaratie.__name__, level2_declaratie.RULES),
    (level2_declaratieantwoord.__name__, level2_declaratieantwoord.RULES),
    (level2_dates.__name__, level2_dates.RULES),
    (level2_overlap.__name__, level2_overlap.RULES),
    (level2_keys.__name__, level2_keys.RULES),
)
# Every rule with the module that it stands in, in the order in which they run.
LEVEL2_PLACES = tuple((module, rule) for module, rules in _MODULES for rule in rules)
LEVEL2_RULES = tuple(rule for _, rule in LEVEL2_PLACES)
MOST_PER_RULE = 50
_UNHOLDABLE = "Deze waarde kan niet bestaan of ligt buiten wat wij kunnen verwerken."


def check_level2(bericht: Bericht) -> tuple[Fault, ...]:
    """Every fault inside one message, in the order of the rules, at most `MOST_PER_RULE` each; any of them refuses the whole message."""
    soort = soort_of(bericht)
    paths: list[tuple[Rule, list[str]]] = [
        (rule, []) for rule in LEVEL2_RULES if soort.nummer in rule.messages and soort.law in rule.laws
    ]
    if isinstance(bericht, Bericht323 | Bericht325):
        view = Lines(bericht)
        for _ in view.parts():
            _try([(rule, found) for rule, found in paths if not rule.at_end], view)
        _try([(rule, found) for rule, found in paths if rule.at_end], view)
    else:
        _try(paths, bericht)
    return tuple(
        Fault(rule.level, rule.id, rule.retourcode, path, None, rule.reason)
        for rule, found in paths
        for path in found
    )


def _try(paths: list[tuple[Rule, list[str]]], view: Any) -> None:
    """Add what breaks each rule to what was found before, up to the most that is told of one rule."""
    for rule, found in paths:
        found.extend(islice(rule.check(view), MOST_PER_RULE - len(found)))


def check_literals(bericht: Bericht) -> tuple[Fault, ...]:
    """A fault for every value that XML Schema allows and Python cannot hold; no other rule can be tried on such a message."""
    return tuple(
        Fault(2, "waarde", "0001", path, None, _UNHOLDABLE) for path in _literals(bericht, "/Bericht")
    )


def _literals(record: Any, path: str) -> Iterator[str]:
    for element in spec_of(type(record)).elements:
        value, place = getattr(record, element.attribute), f"{path}/{element.name}"
        if isinstance(value, Letterlijk):
            yield place
        elif element.shape is Shape.RECORD and value is not None:
            yield from _literals(value, place)
        elif element.shape is Shape.RECORDS:
            for number, item in enumerate(value, 1):
                yield from _literals(item, f"{place}/{element.item}[{number}]")
