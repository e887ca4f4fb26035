"""How many valid and invalid samples each rule has, counted from the parameters of the tests that try them.

Level 2: `level2.samples`, of which every case is one valid and one invalid message. Elsewhere a test with a parameter `rule` tries a
message that keeps that rule and one that breaks it. A test without it tells what it expects in a list: a case is invalid for the rules, or
their return codes, in that list, and valid for the rule that its id begins with when that is not in it.
"""

import importlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import prod
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from keukentafel.backoffice.berichten.codec.rules.register import RULE_REGISTER
from tests.backoffice.berichten.codec.level2.samples import tried

HERE = Path(__file__).parent
_NAMED = re.compile(r"TR[0-9]{3}\b")
_BY_CODE = {
    rule.retourcode: rule.id for rule in RULE_REGISTER.values() if rule.retourcode not in ("", "0001")
}


class Samples(NamedTuple):
    """The number of messages that keep a rule, and of those that break it."""

    valid: int
    invalid: int


def count_samples() -> dict[str, Samples]:
    """The samples of every rule that has any."""
    valid, invalid = Counter[str](), Counter[str]()
    for _, _, case in tried():
        valid[case.rule] += 1
        invalid[case.rule] += 1
    for module in _modules():
        for kept, broken in _of_module(module):
            valid.update(kept)
            invalid.update(broken)
    return {rule: Samples(valid[rule], invalid[rule]) for rule in valid | invalid}


def _modules() -> Iterator[ModuleType]:
    for path in sorted((*HERE.glob("test_judge_*.py"), HERE / "level2" / "test_schema_rules.py")):
        below = path.relative_to(HERE).with_suffix("")
        yield importlib.import_module(".".join(("tests.backoffice.berichten.codec", *below.parts)))


def _of_module(module: ModuleType) -> Iterator[tuple[list[str], list[str]]]:
    """For every case in a module the rules that it keeps, and those that it breaks."""
    for name, test in vars(module).items():
        if name.startswith("test_"):
            marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
            for mark in marks:
                times = prod(len(list(other.args[1])) for other in marks if other is not mark)
                for found in _of_mark(mark):
                    yield found[0] * times, found[1] * times


def _of_mark(mark: Any) -> Iterator[tuple[list[str], list[str]]]:
    names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
    for case in mark.args[1]:
        values = getattr(case, "values", case)
        if "rule" in names:
            rule = values[names.index("rule")]
            yield [rule], [rule]
        elif len(names) > 1:
            told = {_BY_CODE.get(text, text) for text in _told(values)} & set(RULE_REGISTER)
            named = _NAMED.match(getattr(case, "id", None) or "")
            yield [named[0]] if named and named[0] not in told else [], sorted(told)


def _told(values: Iterable[Any]) -> Iterator[str]:
    """The texts in the lists among the values of a case."""
    for value in values:
        if isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))
            yield from _told(value)
