"""Every rule of iWmo and iJw 3.2 in one register: to whom it applies, at which level, with which return code, and where it is enforced.

Made from the tables that enforce the rules, so it cannot tell of a rule that is not there: `LEVEL2_PLACES`, `JUDGED_RULES`, and for the
operational rules (OP) `lists/afspraken.csv`. Of some of those the facts give one text for several; they carry that text each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from keukentafel.backoffice.berichten.codec.codelists import RETOURCODES, rows_of
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.rules.antwoord import judge_319
from keukentafel.backoffice.berichten.codec.rules.base import Rule
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from keukentafel.backoffice.berichten.codec.rules.declaratie_antwoord import judge_325
from keukentafel.backoffice.berichten.codec.rules.kop import (
    JUDGED_MESSAGES,
    JUDGED_RULES,
    judge_header,
    reason_of,
)
from keukentafel.backoffice.berichten.codec.rules.levels import LEVEL2_PLACES
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.rules.stop import judge_307
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from keukentafel.backoffice.berichten.codec.rules.wijziging import judge_317
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.xsd import message_schema

BY_AGREEMENT = "afspraak"
_HOUSE = "keukentafel."
_ALL = frozenset(nummer for _, nummer, _ in REGISTRY)
# What every message is judged on stands in its header.
_EVERY_JUDGED = frozenset(JUDGED_MESSAGES)


@dataclass(frozen=True, slots=True)
class RegisteredRule:
    """One rule of the standard.

    level: 1 to 4, None for an operational rule. retourcode: empty where no message answers. reason: plain Dutch, what is wrong and
    what to do. places: module:name below the house of what enforces it; empty for what people agree upon.
    """

    id: str
    laws: frozenset[Law]
    level: int | None
    messages: frozenset[int]
    retourcode: str
    reason: str
    places: tuple[str, ...]


# Rules that the facts name without enough to build on, and why.
NOT_IMPLEMENTED: Mapping[str, str] = MappingProxyType(
    {
        "CS039": "De tekst van deze regel is niet gevonden; alleen een andere regel noemt hem.",
        "TR069": "Alleen de lijst met retourcodes noemt deze regel. Code 9069 hoort bij TR382.",
    }
)

_JUDGES: Mapping[int, Callable[..., object]] = {
    301: judge_301, 305: judge_305, 307: judge_307, 315: judge_315, 317: judge_317, 319: judge_319, 323: judge_323, 325: judge_325,
}  # fmt: skip
# Rules that the schema holds, so that a message that breaks one falls at level 1.
_IN_SCHEMA = (
    ("CS015", _ALL, "De subversie van het bericht is altijd 2."),
    ("CS025", _ALL, "De versie van het bericht is altijd 3."),
    ("CS319", frozenset({323}), "Een declaratienummer bestaat uit letters en cijfers."),
)


def _place(function: Callable[..., object]) -> str:
    return f"{function.__module__.removeprefix(_HOUSE)}:{function.__name__}"


def _advice(rule: str, code: str) -> str:
    """What is wrong, and what to do about it when the rule has a return code."""
    return f"{reason_of(rule)} {RETOURCODES[code].remedy}" if code else reason_of(rule)


def _schema_rules() -> dict[str, RegisteredRule]:
    laws, places = frozenset(Law), (_place(message_schema),)
    return {
        rule: RegisteredRule(rule, laws, 1, messages, "", reason, places)
        for rule, messages, reason in _IN_SCHEMA
    }


def _level2_rules() -> dict[str, RegisteredRule]:
    found: dict[str, list[tuple[str, Rule]]] = {}
    for module, rule in LEVEL2_PLACES:
        found.setdefault(rule.id, []).append((f"{module.removeprefix(_HOUSE)}:RULES", rule))
    return {rule: _one_of(placed) for rule, placed in found.items()}


def _one_of(placed: list[tuple[str, Rule]]) -> RegisteredRule:
    """One entry for all elements that a rule looks at."""
    rules = [rule for _, rule in placed]
    return RegisteredRule(
        rules[0].id,
        frozenset[Law]().union(*(rule.laws for rule in rules)),
        rules[0].level,
        frozenset[int]().union(*(rule.messages for rule in rules)),
        rules[0].retourcode,
        " ".join(dict.fromkeys(rule.reason for rule in rules)),
        tuple(dict.fromkeys(place for place, _ in placed)),
    )


def _judged_rules() -> dict[str, RegisteredRule]:
    return {
        rule: RegisteredRule(
            rule,
            frozenset(Law),
            judged.level,
            judged.messages,
            judged.retourcode,
            _advice(rule, judged.retourcode),
            (_place(judge_header),)
            if judged.messages == _EVERY_JUDGED
            else tuple(_place(_JUDGES[nummer]) for nummer in sorted(judged.messages)),
        )
        for rule, judged in JUDGED_RULES.items()
    }


def _operational_rules() -> dict[str, RegisteredRule]:
    return {
        row["regel"]: RegisteredRule(
            row["regel"],
            frozenset(Law(law) for law in row["wetten"].split()),
            None,
            frozenset(int(nummer) for nummer in row["berichten"].split()),
            "",
            row["tekst"],
            tuple(place for place in row["plaats"].split() if place != BY_AGREEMENT),
        )
        for row in rows_of("afspraken.csv")
    }


RULE_REGISTER: Mapping[str, RegisteredRule] = MappingProxyType(
    dict(sorted((_schema_rules() | _level2_rules() | _judged_rules()).items())) | _operational_rules()
)
