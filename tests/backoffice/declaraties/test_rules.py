"""What the municipality makes of findings: groups, words, sums."""

from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.oordeel import Bevinding, Uitkomst
from keukentafel.backoffice.contracts.domain import LAW_OF_WET, WET_OF_LAW
from keukentafel.backoffice.declaraties import rules
from keukentafel.backoffice.declaraties.domain import Declaratiestatus, Oorzaak, VerwerktePersoon
from keukentafel.core.errors import Conflict
from keukentafel.core.ids import new_id

pytestmark = pytest.mark.pure


def found(rule: str, **waarden: Any) -> Bevinding:
    return Bevinding(rule, 3, "0000", "De algemene reden.", tuple(waarden.items()))


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (
            found("TR418", ingediend=6240, contract=5860, eenheid="04"),
            "Het tarief is €\u00a062,40 per uur. In het contract staat €\u00a058,60.",
        ),
        (
            found("TR418", ingediend=6240, eenheid="14"),
            "Het tarief is €\u00a062,40 per etmaal. In het contract staat geen tarief voor dit product op deze dag.",
        ),
        (
            found("TR346", ingediend=100, berekend=120, volume=2),
            "Er is €\u00a01,00 gevraagd. Volume maal tarief is €\u00a01,20.",
        ),
        (
            found("TR307", ingediend="2025-12-01", ingangsdatum="2026-01-01"),
            "De regel begint op 1 december 2025. De hulp is toegewezen vanaf 1 januari 2026.",
        ),
        (
            found("TR308", ingediend="2026-10-31", einddatum="2026-10-14"),
            "De regel loopt tot en met 31 oktober 2026. De toewijzing eindigt op 14 oktober 2026.",
        ),
        (
            found("TR387", ingediend="2026-10-05", verwacht="2026-10-01"),
            "De regel begint op 5 oktober 2026. Dat moet 1 oktober 2026 zijn.",
        ),
        (
            found("TR388", ingediend="2026-10-30", verwacht="2026-10-31"),
            "De regel eindigt op 30 oktober 2026. Dat moet 31 oktober 2026 zijn.",
        ),
        (
            found("TR321", volume=31 * 60, maximum=24 * 60, eenheid="01"),
            "Er is 31 uur gedeclareerd. In deze periode is 24 uur toegestaan.",
        ),
        (
            found("TR321", volume=95, maximum=60, eenheid="01"),
            "Er is 95 minuten gedeclareerd. In deze periode is 60 minuten toegestaan.",
        ),
        (
            found("TR322", volume=3, maximum=1, eenheid="16"),
            "Samen met deze regel is 3 dagdelen gedeclareerd. Toegewezen is 1 dagdeel.",
        ),
        (
            found("TR322", volume=30000, maximum=20000, eenheid="83"),
            "Samen met deze regel is €\u00a0300,00 gedeclareerd. Toegewezen is €\u00a0200,00.",
        ),
        (
            found("TR369", totaal=30000, budget=20000),
            "Met deze regel erbij is €\u00a0300,00 gedeclareerd. Het budget is €\u00a0200,00.",
        ),
        (
            found("TR339", ingediend="02", toegewezen="07"),
            "De productcategorie is 02. In de toewijzing staat 07.",
        ),
        (
            found("TR340", ingediend="02A1", toegewezen="02A2"),
            "De productcode is 02A1. In de toewijzing staat 02A2.",
        ),
        (
            found("TR341", ingediend="04", toegewezen="16"),
            "De eenheid is uur. In de toewijzing staat dagdeel.",
        ),
        (
            found("TR341", ingediend="83", toegewezen="04"),
            "De eenheid is euro (volume in centen). In de toewijzing staat uur.",
        ),
        (found("TR338"), "De algemene reden."),
        (found("TR418"), "De algemene reden."),
    ],
)
def test_the_reason_says_what_is_wrong_with_figures(finding: Bevinding, text: str) -> None:
    assert rules.reason_of(finding) == text


def test_the_reasons_of_a_line_are_said_once() -> None:
    both = (found("TR338"), found("TR384"), found("TR339", ingediend="02", toegewezen="07"))
    assert (
        rules.reason_of_line(both)
        == "De algemene reden. De productcategorie is 02. In de toewijzing staat 07."
    )


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        ("TR418", Oorzaak.PRIJS),
        ("TR308", Oorzaak.PERIODE),
        ("TR321", Oorzaak.HOEVEELHEID),
        ("TR389", Oorzaak.DUBBEL),
        ("TR338", Oorzaak.OVERIG),
    ],
)
def test_causes_in_which_people_work(rule: str, cause: Oorzaak) -> None:
    assert rules.cause_of(rule) is cause


def test_findings_come_back_as_they_were_kept() -> None:
    kept = (found("TR418", ingediend=6240, contract=5860, eenheid="04"), found("TR338"))
    assert rules.restored(rules.stored(kept)) == kept


def test_sums_leave_out_what_was_refused() -> None:
    lines = [
        (2026, "02", 100, Uitkomst.TOEGEKEND),
        (2026, "07", 10, Uitkomst.AFGEWEZEN),
        (2026, "02", 50, Uitkomst.VOORGELEGD),
        (2025, "02", -20, Uitkomst.TOEGEKEND),
        (2026, "02", 7, Uitkomst.AFGEWEZEN),
    ]
    totals: rules.Totals = {}
    for line in lines:
        rules.add_to_totals(totals, *line)
    assert totals == {(2026, "02"): [150, 100], (2026, "07"): [0, 0], (2025, "02"): [-20, -20]}


def test_sums_of_a_person_know_nothing_from_zero() -> None:
    first, second, third = new_id(), new_id(), new_id()
    sums = rules.PerPerson()
    sums.add(first, 100, toegekend=True)
    sums.add(second, 50, toegekend=False)
    sums.add(first, -100, toegekend=True)
    sums.add(second, 10, toegekend=True)
    sums.add(third, 7, toegekend=False)
    assert sums.persons() == (
        VerwerktePersoon(first, 0, None),
        VerwerktePersoon(second, 10, 50),
        VerwerktePersoon(third, None, 7),
    )


def test_an_answered_declaration_does_not_wait_again() -> None:
    rules.check_transition(Declaratiestatus.ONTVANGEN, Declaratiestatus.WACHT_OP_MENS)
    rules.check_transition(Declaratiestatus.WACHT_OP_MENS, Declaratiestatus.BEANTWOORD)
    with pytest.raises(Conflict, match="al 'beantwoord'"):
        rules.check_transition(Declaratiestatus.BEANTWOORD, Declaratiestatus.WACHT_OP_MENS)


def test_both_names_of_a_law() -> None:
    assert {law: LAW_OF_WET[wet] for law, wet in WET_OF_LAW.items()} == {"wmo": "wmo", "jw": "jw"}
