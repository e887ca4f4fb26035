"""The document that lists every rule of the messages: to whom it applies, where it is enforced, and how often it is tried."""

from collections.abc import Iterable, Mapping

from keukentafel.backoffice.berichten.codec.rules.register import (
    NOT_IMPLEMENTED,
    RULE_REGISTER,
    RegisteredRule,
)
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.rule_samples import Samples, count_samples

_LAWS = {Law.WMO: "Wmo", Law.JW: "Jw"}
_INTRODUCTION = (
    "# The rules of the messages",
    "",
    "Every rule of iWmo and iJw 3.2 that this house knows, from `berichten.codec.rules.register`. What is wrong stands in Dutch, as users",
    "read it. Level 1 is the schema, level 2 looks inside the message, levels 3 and 4 against what is known. A sample is one message in a",
    "test; valid ones keep the rule and invalid ones break it. They are counted from the parameters of the tests.",
    "",
)
_HEAD = "| rule | law | messages | level | return code | what is wrong, and what to do | enforced in | implemented | valid | invalid |"
_OPERATIONAL = (
    "## Operational rules",
    "",
    "What the standard asks of the parties. Where software can hold it, the place is named; the others people agree upon.",
    "",
    "| rule | law | messages | what to do | enforced in |",
    "|---|---|---|---|---|",
)


def message_rules() -> str:
    """Give the tables of the rules of the standard."""
    return tabulate(RULE_REGISTER, NOT_IMPLEMENTED, count_samples())


def tabulate(
    register: Mapping[str, RegisteredRule], missing: Mapping[str, str], samples: Mapping[str, Samples]
) -> str:
    """Lay out a register, the rules that are missing with the reason, and the samples of each rule."""
    rows = {
        rule.id: _row(rule, samples.get(rule.id, Samples(0, 0))) for rule in register.values() if rule.level
    }
    rows |= {rule: f"| {rule} | | | | | {reason} | | no | 0 | 0 |" for rule, reason in missing.items()}
    done = f"{len(rows) - len(missing)} of {len(rows)} rules are implemented."
    operational = [rule for rule in register.values() if rule.level is None]
    return "\n".join(
        [
            *_INTRODUCTION,
            done,
            "",
            _HEAD,
            "|---|---|---|---|---|---|---|---|---|---|",
            *(row for _, row in sorted(rows.items())),
            "",
            *_OPERATIONAL,
            *(
                f"| {rule.id} | {_laws(rule)} | {_messages(rule)} | {rule.reason} | {_places(rule.places)} |"
                for rule in operational
            ),
            "",
        ]
    )


def _row(rule: RegisteredRule, samples: Samples) -> str:
    cells = (
        rule.id,
        _laws(rule),
        _messages(rule),
        rule.level,
        rule.retourcode,
        rule.reason,
        _places(rule.places),
        "yes",
        samples.valid,
        samples.invalid,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _laws(rule: RegisteredRule) -> str:
    return ", ".join(name for law, name in _LAWS.items() if law in rule.laws)


def _messages(rule: RegisteredRule) -> str:
    return ", ".join(map(str, sorted(rule.messages)))


def _places(places: Iterable[str]) -> str:
    return "<br>".join(f"`{place}`" for place in places) or "agreement"
