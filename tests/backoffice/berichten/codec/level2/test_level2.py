"""Every level-2 rule in both laws: a message that keeps it, and one that differs only where it breaks it."""

from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.headers import header_gemeente
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.registry import find_soort, soort_of
from keukentafel.backoffice.berichten.codec.rules.base import Lines, find_at, years_before
from keukentafel.backoffice.berichten.codec.rules.level2_keys import duplicates
from keukentafel.backoffice.berichten.codec.rules.level2_overlap import Span, clash, overlaps
from keukentafel.backoffice.berichten.codec.rules.levels import LEVEL2_RULES, MOST_PER_RULE, check_level2
from keukentafel.backoffice.berichten.codec.spec import Kind, element, parts, record
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.level2.case import Case
from tests.backoffice.berichten.codec.level2.declaratie import answer
from tests.backoffice.berichten.codec.level2.product import ALLOCATED
from tests.backoffice.berichten.codec.level2.samples import SAMPLES, tried
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    change,
    changed,
    declaratie,
    prestatie,
    start,
    toewijzing,
    verzoek,
)

pytestmark = pytest.mark.pure


@record(Kind.CLASS, "Blad")
class Blad:
    """In no message yet: an item of a list that stands in an item of a list."""

    nummer: int = element("Nummer", "LDT_Nummer", key=True)


@record(Kind.CLASS, "Tak")
class Tak:
    """What holds such a list."""

    nummer: int = element("Nummer", "LDT_Nummer", key=True)
    bladen: tuple[Blad, ...] = parts("Bladen", "Blad", Blad)


@record(Kind.CLASS, "Boom")
class Boom:
    """What holds a list of those."""

    takken: tuple[Tak, ...] = parts("Takken", "Tak", Tak)


RETOUR = {302, 306, 308, 316, 318, 320}


def _broken(bericht: Any) -> list[str]:
    result = read(write(bericht))
    assert result.bericht == bericht, result.faults
    assert all(fault.level == 2 and fault.retourcode == "0001" and fault.line for fault in result.faults)
    return sorted({fault.rule for fault in result.faults})


def _cases() -> list[Any]:
    return [
        pytest.param(law, nummer, case, id=f"{law.value}{nummer}-{case.rule}-{index}")
        for index, (law, nummer, case) in enumerate(tried())
    ]


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("nummer", SAMPLES)
def test_the_messages_to_change_are_valid(nummer: int, law: Law) -> None:
    assert _broken(SAMPLES[nummer].message({}, law)) == []


@pytest.mark.parametrize(("law", "nummer", "case"), _cases())
def test_rule(law: Law, nummer: int, case: Case) -> None:
    sampled = SAMPLES[nummer]
    assert _broken(sampled.message(case.keeps, law)) == []
    assert _broken(sampled.message(case.breaks, law)) == sorted({case.rule} | case.along)


def test_every_rule_has_its_samples_in_each_law() -> None:
    wanted = {
        (law, number, rule.id) for rule in LEVEL2_RULES for number in rule.messages for law in rule.laws
    }
    assert wanted == {(law, nummer, case.rule) for law, nummer, case in tried()}


def test_an_answer_without_a_body_is_fine() -> None:
    assert _broken(changed(answer(), declaratieantwoord=None)) == []


def test_retour_messages_have_no_level2_rules() -> None:
    assert not any(rule.messages & RETOUR for rule in LEVEL2_RULES)


def test_reasons_are_dutch_sentences() -> None:
    assert all(
        rule.reason.endswith(".") and rule.level == 2 and rule.retourcode == "0001" for rule in LEVEL2_RULES
    )


def test_paths_count_from_one_and_lines_point_at_them() -> None:
    wrong = change(declaratie(), "declaratie.clienten.1.prestaties.0.producttarief", None)
    data = write(change(wrong, "declaratie.clienten.0.prestaties.1.producttarief", None))
    faults = read(data).faults
    assert [fault.path for fault in faults] == [
        "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/ProductTarief",
        "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/ProductTarief",
    ]
    lines = data.decode().splitlines()
    for fault in faults:
        assert fault.line is not None
        assert lines[fault.line - 1] == "<Prestatie>"


def test_a_path_names_the_element_as_the_message_does() -> None:
    wrong = change(verzoek(), "client.aangevraagdeproducten.1.toewijzingeinddatum", date(2026, 10, 31))
    assert [fault.path for fault in read(write(wrong)).faults] == [
        "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]/ToewijzingEinddatum"
    ]


def test_a_place_that_a_message_does_not_have() -> None:
    assert [path for path, _ in find_at(start(), "Client/StartProducten/StartProduct/Product/Code")] == [
        "/Bericht/Client/StartProducten/StartProduct[1]/Product/Code"
    ]
    with pytest.raises(KeyError):
        list(find_at(start(), "Client/Relaties/Relatie"))


def test_the_number_of_faults_per_rule_is_bounded() -> None:
    lines = tuple(prestatie(number, producttarief=None) for number in range(MOST_PER_RULE + 20))
    assert len(check_level2(declaratie((BSN, lines)))) == MOST_PER_RULE


JANUARY, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("first", "second", "law", "clashes"),
    [
        (Product(categorie="02", code="A"), Product(categorie="02", code="B"), Law.WMO, False),
        (Product(categorie="02", code="A"), Product(categorie="02"), Law.WMO, True),
        (Product(categorie="02"), Product(categorie="03"), Law.WMO, False),
        (Product(categorie="02"), None, Law.WMO, True),
        (None, None, Law.WMO, True),
        (None, Product(categorie="11"), Law.WMO, False),
        (Product(categorie="14", code="A"), Product(categorie="14", code="A"), Law.WMO, False),
        (None, Product(categorie="11"), Law.JW, True),
    ],
)
def test_products_that_clash(
    first: Product | None, second: Product | None, law: Law, *, clashes: bool
) -> None:
    for pair in ((first, second), (second, first)):
        spans = [Span(JANUARY, YEAR_END, product) for product in pair]
        assert list(overlaps(spans, law)) == [1] * clashes
        assert clash(*pair, law) is clashes


def test_overlap_looks_at_the_longest_of_all_that_began_earlier() -> None:
    product = Product(categorie="02", code="A")
    spans = [
        Span(date(2026, 3, 1), date(2026, 3, 31), product),
        Span(JANUARY, None, product),
        Span(date(2026, 2, 1), date(2026, 2, 2), product),
        Span(date(2026, 4, 1), date(2026, 3, 1), product),
        Span(date(2025, 12, 1), date(2025, 12, 31), product),
    ]
    assert sorted(overlaps(spans, Law.JW)) == [0, 2]


def test_overlap_of_a_long_list_is_not_tried_pair_by_pair() -> None:
    days = [JANUARY + timedelta(days=number) for number in range(20_000)]
    began = perf_counter()
    assert list(overlaps([Span(day, day, None) for day in days], Law.JW)) == []
    assert perf_counter() - began < 5


def test_an_expired_removal_code_is_ignored_for_overlap() -> None:
    gone = ALLOCATED.changes(product__code="02A05", redenwijziging="01", end=JANUARY)
    assert _broken(changed(toewijzing(), **gone)) == ["CS336"]


def test_years_before() -> None:
    assert years_before(date(2024, 2, 29), 5) == date(2019, 2, 28)
    assert years_before(date(2024, 2, 28), 4) == date(2020, 2, 28)
    assert years_before(date(5, 2, 1), 120) == date(1, 2, 28)


def test_lines_of_an_answer_are_not_a_declaration() -> None:
    view = Lines(answer())
    next(view.parts())
    with pytest.raises(TypeError):
        _ = view.declaratie
    assert Lines(declaratie()).antwoord is None
    assert view.path(0) == "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]"


def test_the_kind_follows_from_the_header() -> None:
    soort = find_soort(Law.WMO, 302)
    header = header_gemeente(soort, afzender="9901", ontvanger="99999901", identificatie="I", dagtekening=DAY)
    assert soort_of(replace(toewijzing(), header=header)) is soort


def test_a_key_is_looked_for_in_lists_within_lists() -> None:
    one, other = Blad(nummer=1), Blad(nummer=2)
    boom: Any = Boom(takken=(Tak(nummer=1, bladen=(one, other)), Tak(nummer=2, bladen=(one, other, one))))
    assert list(duplicates(boom)) == ["/Bericht/Takken/Tak[2]/Bladen/Blad[3]"]
