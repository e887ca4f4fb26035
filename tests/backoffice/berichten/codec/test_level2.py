"""Every level-2 rule: a message that keeps it, and one that differs only where it breaks it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.headers import header_gemeente
from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Adres,
    BedragMetDC,
    GeslotenPeriode,
    Omvang,
    OpenPeriode,
    Product,
    Telefoon,
    Telefoonnummers,
    TotaalBedragMetDC,
)
from keukentafel.backoffice.berichten.codec.registry import find_soort, soort_of
from keukentafel.backoffice.berichten.codec.retour import build_325
from keukentafel.backoffice.berichten.codec.rules.base import Lines, years_before
from keukentafel.backoffice.berichten.codec.rules.declaratie import judge_323
from keukentafel.backoffice.berichten.codec.rules.level2_toewijzing import clash
from keukentafel.backoffice.berichten.codec.rules.levels import LEVEL2_RULES, MOST_PER_RULE, check_level2
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from tests.backoffice.berichten.codec.known import facts_323
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    SEPTEMBER,
    change,
    changed,
    credit,
    declaratie,
    prestatie,
    start,
    toewijzing,
)

pytestmark = pytest.mark.pure

PRODUCT = "client__toegewezenproducten__0__"
CONTACT = "client__contactgegevens__0__"
LINE = "declaratie__clienten__0__prestaties__0__"
NAME = "client__naam__"
BAD_BSN = BSN[:-1] + str((int(BSN[-1]) + 1) % 10)
OLD = date(2020, 12, 31)
OMVANG = Omvang(volume=5, eenheid="01", frequentie="4")

# Rule, the changes that keep it, the changes that break it, and the rules that cannot but break along with it.
Case = tuple[str, dict[str, Any], dict[str, Any], set[str]]


def _phone() -> Telefoonnummers:
    return Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0600000000", landnummer="31"))


TOEWIJZING: list[Case] = [
    ("CS002", {"client__bsn": OTHER_BSN}, {"client__bsn": BAD_BSN}, set()),
    (
        "CS139",
        {"client__geboortedatum__datumgebruik": None},
        {"client__geboortedatum__datumgebruik": "1"},
        set(),
    ),
    (
        "CS139",
        {"client__geboortedatum__datumgebruik": "1", "client__geboortedatum__datum": date(1950, 5, 1)},
        {"client__geboortedatum__datumgebruik": "2", "client__geboortedatum__datum": date(1950, 5, 1)},
        set(),
    ),
    (
        "CS139",
        {"client__geboortedatum__datumgebruik": "3", "client__geboortedatum__datum": date(1900, 1, 1)},
        {"client__geboortedatum__datumgebruik": "3", "client__geboortedatum__datum": date(1950, 1, 1)},
        set(),
    ),
    (
        "TR002",
        {"client__geboortedatum__datum": date(1906, 10, 5)},
        {"client__geboortedatum__datum": date(1906, 10, 4)},
        set(),
    ),
    (
        "TR134",
        {"client__geboortedatum__datum": DAY},
        {"client__geboortedatum__datum": date(2026, 10, 6)},
        set(),
    ),
    ("CS050", {NAME + "naamgebruik": "1"}, {NAME + "naamgebruik": "2"}, set()),
    (
        "CS050",
        {NAME + "partnernaam": Achternaam(achternaam="Sijtsma"), NAME + "naamgebruik": "4"},
        {NAME + "partnernaam": Achternaam(achternaam="Sijtsma"), NAME + "naamgebruik": "5"},
        set(),
    ),
    (
        "CS050",
        {"client__relaties__0__naam__naamgebruik": "6"},
        {"client__relaties__0__naam__naamgebruik": "3"},
        set(),
    ),
    ("CS318", {NAME + "naamgebruik": "1"}, {NAME + "naamgebruik": "6"}, set()),
    (
        "CD007",
        {"client__communicatie__vorm": "1", "client__communicatie__taal": "Tigrinya"},
        {"client__communicatie__vorm": "1"},
        set(),
    ),
    ("CD007", {"client__communicatie": None}, {"client__communicatie__taal": "Tigrinya"}, set()),
    (
        "CD005",
        {CONTACT + "soort": "02", CONTACT + "adres": None, CONTACT + "telefoon": _phone()},
        {CONTACT + "adres__landcode": None},
        set(),
    ),
    ("CD009", {CONTACT + "periode": None}, {CONTACT + "periode": OpenPeriode(begindatum=DAY)}, set()),
    (
        "CD025",
        {CONTACT + "telefoon": _phone()},
        {CONTACT + "telefoon": _phone(), CONTACT + "adres__huis": None},
        set(),
    ),
    (
        "CD034",
        {CONTACT + "telefoon": _phone()},
        {CONTACT + "telefoon": _phone(), CONTACT + "adres": None},
        set(),
    ),
    ("CS089", {CONTACT + "adres__postcode": "1234ab"}, {CONTACT + "adres__postcode": "B-1234"}, set()),
    (
        "CS089",
        {CONTACT + "adres__landcode": "BE", CONTACT + "adres__postcode": "1234"},
        {CONTACT + "adres__postcode": "1234"},
        set(),
    ),
    (
        "TR006",
        {CONTACT + "adres__landcode": "BE"},
        {CONTACT + "adres__landcode": "BE", CONTACT + "adres__huis": None},
        set(),
    ),
    ("TR061", {CONTACT + "soort": "03"}, {CONTACT + "soort": "04"}, {"TR101"}),
    (
        "CS003",
        {"client__contactgegevens__1__periode": OpenPeriode(einddatum=DAY)},
        {"client__contactgegevens__1__periode__einddatum": date(2026, 10, 4)},
        set(),
    ),
    ("CD041", {PRODUCT + "omvang": OMVANG}, {PRODUCT + "omvang": None}, set()),
    (
        "CD075",
        {PRODUCT + "product": Product(categorie="03"), PRODUCT + "omvang": None, PRODUCT + "budget": 100_000},
        {
            PRODUCT + "product": Product(categorie="03"),
            PRODUCT + "omvang": None,
            PRODUCT + "budget": 100_000,
            PRODUCT + "einddatum": None,
        },
        set(),
    ),
    (
        "CD076",
        {PRODUCT + "omvang": OMVANG, PRODUCT + "einddatum": None},
        {PRODUCT + "einddatum": None},
        set(),
    ),
    ("CD077", {PRODUCT + "budget": None}, {PRODUCT + "budget": 100_000}, {"CD078"}),
    ("CD078", {PRODUCT + "budget": None}, {PRODUCT + "budget": 100_000}, {"CD077"}),
    (
        "CD079",
        {"client__toegewezenproducten": (_one := toewijzing().client.toegewezenproducten[:1])},
        {"client__toegewezenproducten": (replace(_one[0], product=None, omvang=None),)},
        set(),
    ),
    (
        "CD080",
        {PRODUCT + "product": Product(categorie="03"), PRODUCT + "omvang": None},
        {PRODUCT + "product": Product(categorie="03")},
        set(),
    ),
    ("CS003", {PRODUCT + "einddatum": date(2026, 1, 1)}, {PRODUCT + "einddatum": date(2025, 12, 31)}, set()),
    (
        "CD080",
        {
            PRODUCT + "product": Product(categorie="03"),
            PRODUCT + "ingangsdatum": OLD,
            PRODUCT + "einddatum": OLD,
        },
        {
            PRODUCT + "product": Product(categorie="03"),
            PRODUCT + "ingangsdatum": OLD,
            PRODUCT + "einddatum": date(2021, 1, 1),
        },
        set(),
    ),
    (
        "CS338",
        {
            PRODUCT + "omvang": Omvang(volume=5, eenheid="84", frequentie="1"),
            PRODUCT + "ingangsdatum": OLD,
            PRODUCT + "einddatum": OLD,
        },
        {
            PRODUCT + "omvang": Omvang(volume=5, eenheid="84", frequentie="1"),
            PRODUCT + "ingangsdatum": OLD,
            PRODUCT + "einddatum": date(2021, 1, 1),
        },
        set(),
    ),
    (
        "CS335",
        {PRODUCT + "redenwijziging": "13", PRODUCT + "einddatum": date(2026, 1, 1)},
        {PRODUCT + "redenwijziging": "13"},
        set(),
    ),
    ("CS336", {PRODUCT + "redenwijziging": "14"}, {PRODUCT + "redenwijziging": "01"}, set()),
    (
        "CS338",
        {PRODUCT + "omvang": Omvang(volume=5, eenheid="16", frequentie="2")},
        {PRODUCT + "omvang": Omvang(volume=5, eenheid="16", frequentie="1")},
        set(),
    ),
    ("TR134", {PRODUCT + "toewijzingsdatum": DAY}, {PRODUCT + "toewijzingsdatum": date(2026, 10, 6)}, set()),
    ("TR302", {PRODUCT + "product__code": "02A06"}, {PRODUCT + "product__code": "02A05"}, set()),
    (
        "TR302",
        {
            PRODUCT + "product__code": "02A05",
            PRODUCT + "redenwijziging": "13",
            PRODUCT + "einddatum": date(2026, 1, 1),
        },
        {
            PRODUCT + "product__code": "02A05",
            PRODUCT + "redenwijziging": "14",
            PRODUCT + "einddatum": date(2026, 1, 1),
        },
        set(),
    ),
    (
        "TR302",
        {
            PRODUCT + "product__code": "02A05",
            PRODUCT + "ingangsdatum": date(2025, 1, 1),
            PRODUCT + "einddatum": date(2025, 12, 31),
        },
        {
            PRODUCT + "product__code": "02A05",
            PRODUCT + "ingangsdatum": date(2025, 1, 1),
            PRODUCT + "einddatum": date(2026, 1, 1),
        },
        set(),
    ),
    ("TR101", {PRODUCT + "toewijzingnummer": 3}, {PRODUCT + "toewijzingnummer": 2}, set()),
]

START: list[Case] = [
    ("CS002", {"client__bsn": OTHER_BSN}, {"client__bsn": BAD_BSN}, set()),
    ("CS139", {}, {"client__geboortedatum__datumgebruik": "2"}, set()),
    ("TR002", {}, {"client__geboortedatum__datum": date(1900, 1, 1)}, set()),
    ("TR134", {}, {"client__geboortedatum__datum": date(2026, 12, 1)}, set()),
    (
        "TR134",
        {"client__startproducten__0__begindatum": DAY},
        {"client__startproducten__0__begindatum": date(2026, 10, 6)},
        set(),
    ),
    (
        "CS058",
        {"client__startproducten__0__statusaanlevering": "3"},
        {"client__startproducten__0__statusaanlevering": "2"},
        set(),
    ),
    (
        "TR101",
        {"client__startproducten__1__toewijzingnummer": 1},
        {"client__startproducten__1__toewijzingnummer": 1, "client__startproducten__0__product": None},
        set(),
    ),
]

DECLARATIE: list[Case] = [
    ("CS002", {}, {"declaratie__clienten__0__bsn": BAD_BSN}, set()),
    ("CD060", {}, {LINE + "productreferentie__vorigreferentienummer": "V1"}, set()),
    (
        "CD087",
        {LINE + "eenheid": "83", LINE + "producttarief": None, LINE + "geleverdvolume": 31500},
        {LINE + "eenheid": "83", LINE + "geleverdvolume": 31500},
        set(),
    ),
    ("CD087", {}, {LINE + "producttarief": None}, set()),
    (
        "CS100",
        {},
        {
            LINE + "productperiode": GeslotenPeriode(
                begindatum=date(2020, 12, 1), einddatum=date(2020, 12, 31)
            )
        },
        {"TR335"},
    ),
    (
        "CS100",
        {},
        {
            "declaratie__declaratieperiode": GeslotenPeriode(
                begindatum=date(2020, 12, 1), einddatum=date(2020, 12, 31)
            )
        },
        set(),
    ),
    (
        "CS325",
        {LINE + "ingediendbedrag__bedrag": 0, "declaratie__totaalingediendbedrag__totaalbedrag": 63000},
        {
            LINE + "ingediendbedrag": BedragMetDC(bedrag=0, debetcredit="C"),
            LINE + "productreferentie__vorigreferentienummer": "V1",
            "declaratie__totaalingediendbedrag__totaalbedrag": 63000,
        },
        set(),
    ),
    ("CS337", {}, {LINE + "productperiode__begindatum": date(2026, 8, 31)}, set()),
    (
        "CS339",
        {LINE + "eenheid": "83", LINE + "producttarief": None, LINE + "geleverdvolume": 31500},
        {LINE + "eenheid": "83", LINE + "producttarief": None, LINE + "geleverdvolume": 31501},
        set(),
    ),
    ("CS340", {}, {"declaratie__declaratieperiode__einddatum": date(2026, 9, 29)}, set()),
    (
        "TR134",
        {"declaratie__declaratiedagtekening": DAY},
        {"declaratie__declaratiedagtekening": date(2026, 10, 6)},
        set(),
    ),
    (
        "TR134",
        {},
        {
            LINE + "productperiode": GeslotenPeriode(
                begindatum=date(2026, 10, 6), einddatum=date(2026, 10, 31)
            )
        },
        {"TR137"},
    ),
    (
        "TR137",
        {LINE + "productperiode__einddatum": date(2026, 9, 1)},
        {
            LINE + "productperiode__begindatum": date(2026, 9, 30),
            LINE + "productperiode__einddatum": date(2026, 9, 29),
        },
        set(),
    ),
    (
        "TR335",
        {},
        {LINE + "productperiode": GeslotenPeriode(begindatum=date(2021, 9, 1), einddatum=date(2021, 9, 30))},
        set(),
    ),
    ("TR358", {}, {"declaratie__totaalingediendbedrag__totaalbedrag": 94501}, set()),
    ("TR416", {}, {"declaratie__clienten__0__prestaties__1__toewijzingnummer": 1}, set()),
    (
        "TR101",
        {},
        {"declaratie__clienten__0__prestaties__1__productreferentie__referentienummer": "R1"},
        set(),
    ),
    ("TR101", {}, {"declaratie__clienten__1__bsn": BSN}, set()),
]


def _cases() -> list[Any]:
    bases = {301: (toewijzing, TOEWIJZING), 305: (start, START), 323: (declaratie, DECLARATIE)}
    return [
        pytest.param(make, *case, id=f"{number}-{case[0]}-{index}")
        for number, (make, cases) in bases.items()
        for index, case in enumerate(cases)
    ]


def _broken(bericht: Any) -> list[str]:
    result = read(write(bericht))
    assert result.bericht == bericht, result.faults
    assert all(fault.level == 2 and fault.retourcode == "0001" and fault.line for fault in result.faults)
    return sorted({fault.rule for fault in result.faults})


@pytest.mark.parametrize("make", [toewijzing, start, declaratie])
def test_the_messages_to_change_are_valid(make: Any) -> None:
    assert _broken(make()) == []


@pytest.mark.parametrize(("make", "rule", "keeps", "breaks", "along"), _cases())
def test_rule(make: Any, rule: str, keeps: dict[str, Any], breaks: dict[str, Any], along: set[str]) -> None:
    assert _broken(changed(make(), **keeps)) == []
    assert _broken(changed(make(), **breaks)) == sorted({rule} | along)


def test_credits_within_one_message() -> None:
    fine = declaratie((BSN, (prestatie(1), credit(2, "V2"), credit(3, "V3"))))
    assert _broken(fine) == []
    assert _broken(declaratie((BSN, (prestatie(1), credit(2, "V2"), credit(3, "V2"))))) == ["TR315"]
    assert _broken(declaratie((BSN, (prestatie(1), credit(2, "R1"), credit(3, "V3"))))) == ["TR316"]


def test_a_total_of_zero_is_debet() -> None:
    fine = declaratie((BSN, (prestatie(1), credit(2, "V2"))))
    assert fine.declaratie.totaalingediendbedrag == TotaalBedragMetDC(totaalbedrag=0, debetcredit="D")
    assert _broken(fine) == []
    assert _broken(change(fine, "declaratie.totaalingediendbedrag.debetcredit", "C")) == ["CS325"]


def _answer(**changes: Any) -> Any:
    lines = (prestatie(1), prestatie(2, toewijzingnummer=9))
    heen = declaratie((BSN, lines))
    oordeel = judge_323(heen, facts_323())
    assert [line.uitkomst for line in oordeel.prestaties] == [Uitkomst.TOEGEKEND, Uitkomst.AFGEWEZEN]
    return changed(build_325(heen, oordeel, identificatie="A1", dagtekening=DAY), **changes)


ANSWER = "declaratieantwoord__"
ANSWERED = ANSWER + "clienten__0__prestaties__0__"


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, []),
        ({ANSWER + "totaaltoegekendbedrag__totaalbedrag": 31501}, ["TR342"]),
        ({ANSWER + "retourcodes": ("9333",)}, ["TR342"]),
        (
            {
                ANSWER + "retourcodes": ("9333",),
                ANSWER + "totaaltoegekendbedrag": TotaalBedragMetDC(totaalbedrag=0, debetcredit="D"),
            },
            [],
        ),
        (
            {
                ANSWER + "retourcodes": ("9333",),
                ANSWER + "totaaltoegekendbedrag": TotaalBedragMetDC(totaalbedrag=0, debetcredit="C"),
            },
            ["CS325"],
        ),
        ({ANSWER + "clienten__0__bsn": BAD_BSN}, ["CS002"]),
        ({ANSWERED + "productreferentie__vorigreferentienummer": "V"}, ["CD060"]),
        ({ANSWERED + "productperiode__begindatum": date(2026, 10, 6)}, ["TR134", "TR137"]),
        ({"declaratieantwoord": None}, []),
    ],
)
def test_answers_are_checked_too(changes: dict[str, Any], rules: list[str]) -> None:
    assert _broken(_answer(**changes)) == rules


def test_every_rule_has_its_samples() -> None:
    tried = (
        {(301, rule) for rule, *_ in TOEWIJZING}
        | {(305, rule) for rule, *_ in START}
        | {(323, rule) for rule, *_ in DECLARATIE}
    )
    tried |= {(323, "TR315"), (323, "TR316")}
    tried |= {(325, rule) for rule in ("CS002", "CD060", "CS325", "TR134", "TR137", "TR342", "TR101")}
    assert {(number, rule.id) for rule in LEVEL2_RULES for number in rule.messages} == tried


def test_duplicate_answer_lines() -> None:
    answer = _answer()
    client = answer.declaratieantwoord.clienten[0]
    twice = change(answer, "declaratieantwoord.clienten.0.prestaties", client.prestaties * 2)
    assert _broken(twice) == ["TR101", "TR342"]


def test_retour_messages_have_no_level2_rules() -> None:
    assert not any(rule.messages & {302, 306} for rule in LEVEL2_RULES)


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


def test_the_number_of_faults_per_rule_is_bounded() -> None:
    lines = tuple(prestatie(number, producttarief=None) for number in range(MOST_PER_RULE + 20))
    assert len(check_level2(declaratie((BSN, lines)))) == MOST_PER_RULE


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
    assert clash(first, second, law) is clashes
    assert clash(second, first, law) is clashes


def test_an_expired_removal_code_is_ignored_for_overlap() -> None:
    keeps = {
        PRODUCT + "product__code": "02A05",
        PRODUCT + "redenwijziging": "01",
        PRODUCT + "einddatum": date(2026, 1, 1),
    }
    assert _broken(changed(toewijzing(), **keeps)) == ["CS336"]


def test_years_before() -> None:
    assert years_before(date(2024, 2, 29), 5) == date(2019, 2, 28)
    assert years_before(date(2024, 2, 28), 4) == date(2020, 2, 28)
    assert years_before(date(5, 2, 1), 120) == date(1, 2, 28)


def test_lines_of_an_answer_are_not_a_declaration() -> None:
    view = Lines(_answer())
    with pytest.raises(TypeError):
        _ = view.declaratie
    assert Lines(declaratie()).antwoord is None
    assert view.path(0) == "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]"


def test_the_kind_follows_from_the_header() -> None:
    soort = find_soort(Law.WMO, 302)
    header = header_gemeente(soort, afzender="9901", ontvanger="99999901", identificatie="I", dagtekening=DAY)
    assert soort_of(replace(toewijzing(), header=header)) is soort
    assert SEPTEMBER.einddatum == date(2026, 9, 30)
    assert Adres().landcode is None
