"""The register of rules against the rules of the standard, the samples in the tests, and the code that enforces them."""

import ast
from pathlib import Path

import pytest

import keukentafel
from checks.message_rules import tabulate
from keukentafel.backoffice.berichten.codec.codelists import RETOURCODES, rows_of
from keukentafel.backoffice.berichten.codec.registry import REGISTRY
from keukentafel.backoffice.berichten.codec.rules.kop import JUDGED_RULES
from keukentafel.backoffice.berichten.codec.rules.levels import LEVEL2_RULES
from keukentafel.backoffice.berichten.codec.rules.register import (
    BY_AGREEMENT,
    NOT_IMPLEMENTED,
    RULE_REGISTER,
)
from tests.backoffice.berichten.codec.rule_samples import Samples, count_samples
from tests.backoffice.berichten.codec.standard import read_csv

pytestmark = pytest.mark.pure

HOUSE = Path(keukentafel.__path__[0])
RULES, OPERATIONAL = read_csv("rules.csv"), read_csv("operational.csv")
SAMPLES = count_samples()


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["regel"])
def test_every_rule_of_the_standard_is_enforced_or_told_to_be_missing(row: dict[str, str]) -> None:
    found = RULE_REGISTER.get(row["regel"])
    if found is None:
        assert NOT_IMPLEMENTED[row["regel"]].endswith(".")
        return
    assert row["regel"] not in NOT_IMPLEMENTED
    assert found.laws == set(row["wetten"].split())
    assert found.level == int(row["niveau"])
    assert found.messages == {int(nummer) for nummer in row["berichten"].split()}
    assert found.retourcode == row["retourcode"]
    assert found.places


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["regel"])
def test_every_rule_has_a_valid_and_an_invalid_sample(row: dict[str, str]) -> None:
    samples = SAMPLES.get(row["regel"], Samples(0, 0))
    wanted = row["regel"] not in NOT_IMPLEMENTED
    assert (samples.valid > 0, samples.invalid > 0) == (wanted, wanted)


def test_operational_rules_are_those_of_the_standard() -> None:
    found = {rule.id: rule for rule in RULE_REGISTER.values() if rule.level is None}
    assert {rule: " ".join(sorted(found[rule].laws, reverse=True)) for rule in found} == {
        row["regel"]: row["wetten"] for row in OPERATIONAL
    }
    numbers = {nummer for _, nummer, _ in REGISTRY}
    assert all(rule.messages <= numbers and not rule.retourcode for rule in found.values())


def test_the_register_holds_the_rules_of_the_standard_and_no_others() -> None:
    enforced = {rule.id for rule in LEVEL2_RULES} | set(JUDGED_RULES)
    assert enforced <= set(RULE_REGISTER)
    assert set(RULE_REGISTER) | set(NOT_IMPLEMENTED) == {row["regel"] for row in (*RULES, *OPERATIONAL)}


@pytest.mark.parametrize("place", sorted({place for rule in RULE_REGISTER.values() for place in rule.places}))
def test_what_enforces_a_rule_exists(place: str) -> None:
    module, _, name = place.partition(":")
    path = HOUSE.joinpath(*module.split(".")).with_suffix(".py")
    assert name in _top_level_names(ast.parse(path.read_text(encoding="utf-8")))


def _top_level_names(tree: ast.Module) -> set[str]:
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_only_agreements_have_no_place() -> None:
    agreed = {row["regel"] for row in rows_of("afspraken.csv") if row["plaats"] == BY_AGREEMENT}
    assert {rule.id for rule in RULE_REGISTER.values() if not rule.places} == agreed


def test_reasons_are_dutch_sentences() -> None:
    assert all(rule.reason.endswith(".") for rule in RULE_REGISTER.values())


def test_every_return_code_of_a_rule_names_that_rule() -> None:
    named = {code: item.rule for code, item in RETOURCODES.items() if item.rule.startswith("TR")}
    assert named == {
        rule.retourcode: rule.id
        for rule in RULE_REGISTER.values()
        if rule.retourcode not in ("", RETOURCODES["0001"].code)
    }


def test_the_document_tells_what_is_missing_and_what_is_agreed() -> None:
    register = {rule: RULE_REGISTER[rule] for rule in ("CS058", "OP011", "OP191")}
    text = tabulate(register, {"CS039": "Niet gevonden."}, {"CS058": Samples(2, 3)})
    assert "1 of 2 rules are implemented." in text
    assert (
        "| CS039 | | | | | Niet gevonden. | | no | 0 | 0 |\n| CS058 | Wmo, Jw | 305, 307 | 2 | 0001 |" in text
    )
    assert "`backoffice.berichten.codec.rules.level2_levering:RULES` | yes | 2 | 3 |" in text
    assert "| OP191 | Wmo, Jw | 301, 315 | Zet zo weinig mogelijk in vrije tekst. | agreement |" in text
