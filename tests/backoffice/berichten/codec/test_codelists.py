"""The code lists against those of the standard: every code, its meaning, where it is used, and under which law."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from lxml import etree

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS, RETOURCODES, retourcode_text
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import SIMPLE_TYPES, Law
from keukentafel.backoffice.berichten.codec.xsd import base_schema
from tests.backoffice.berichten.codec.standard import read_csv

pytestmark = pytest.mark.pure

XS = "{http://www.w3.org/2001/XMLSchema}"
CODES, RETOUR = read_csv("codes.csv"), read_csv("retourcodes.csv")
# Countries are a list of ISO 3166-1 and return codes a table of their own; neither is written out in the facts.
APART = {"COD032": "LDT_LandCode", "WJ001": "LDT_RetourCode"}
NO_FAULT = {"0200", "8001"}


def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in CODES:
        found.setdefault(row["lijst"], []).append(row["code"])
    return found


@pytest.mark.parametrize("row", CODES, ids=lambda row: f"{row['lijst']}-{row['code']}")
def test_every_code_means_what_it_means_in_the_standard(row: dict[str, str]) -> None:
    assert row["woord"] in CODELISTS[row["lijst"]].meaning(row["code"])


def test_no_list_has_other_codes() -> None:
    assert {
        name: [code.code for code in codes.codes] for name, codes in CODELISTS.items() if name not in APART
    } == (_lists())


def test_countries_are_the_codes_of_iso_3166() -> None:
    countries = [code.code for code in CODELISTS["COD032"].codes]
    assert len(countries) == len(set(countries)) == 249
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries)
    assert {"NL", "BE", "DE", "AW", "BQ", "CW", "SX"} <= set(countries)
    assert countries == sorted(countries)


@pytest.mark.parametrize("law", Law)
def test_each_list_is_the_enumeration_of_its_type_under_its_law(law: Law) -> None:
    wanted = {row["type"]: row["lijst"] for row in CODES if law.value in row["wetten"].split()}
    wanted |= {name: code_list for code_list, name in APART.items()}
    used = {name: simple.codelists[law] for name, simple in SIMPLE_TYPES.items() if simple.codelists}
    assert used == wanted
    tree: Any = etree.fromstring(base_schema(find_soort(law, 301)))
    for kind in tree.iter(f"{XS}simpleType"):
        if kind.get("name") in wanted:
            codes = CODELISTS[wanted[kind.get("name")]].codes
            assert _values(kind.iter(f"{XS}enumeration")) == [code.code for code in codes]


def _values(facets: Iterable[Any]) -> list[str]:
    return [facet.get("value") for facet in facets]


def test_one_code_can_mean_two_things() -> None:
    assert CODELISTS["WMO588"].meaning("31") == "verhuizing naar andere gemeente"
    assert CODELISTS["JZ588"].meaning("31") == "volgens plan"
    with pytest.raises(KeyError):
        CODELISTS["WMO588"].meaning("35")


@pytest.mark.parametrize("name", ["WMO002", "JZ002"])
def test_expired_codes_stay_in_the_list(name: str) -> None:
    assert [code.code for code in CODELISTS[name].codes if code.expired] == ["01"]


def test_return_codes_are_those_of_the_standard() -> None:
    assert len(RETOURCODES) == 59
    assert {code: item.rule for code, item in RETOURCODES.items()} == {
        row["code"]: row["regel"] for row in RETOUR
    }


@pytest.mark.parametrize("code", RETOURCODES)
def test_every_return_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    item = RETOURCODES[code]
    assert item.reason == retourcode_text(code)
    for text in (item.reason, item.remedy) if code not in NO_FAULT else (item.reason,):
        assert text[0].isupper()
        assert text.endswith(".")
    assert (item.remedy == "") is (code in NO_FAULT)


def test_an_unknown_return_code_has_no_text() -> None:
    with pytest.raises(KeyError):
        retourcode_text("9999")
