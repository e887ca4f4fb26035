"""The history: the same for the same seed, whole, consistent, and near the figures it was calibrated on."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from keukentafel.core.bsn import is_test_bsn, is_valid_bsn
from keukentafel.demo.calibration import value
from keukentafel.demo.options import ELSBEEK
from keukentafel.demo.records.backoffice import ToewijzingRecord
from tests.demo.conftest import Made, make

_HASH = """
import hashlib
from keukentafel.demo.generate import Generator
from keukentafel.demo.options import ELSBEEK
maker = Generator(ELSBEEK)
digest = hashlib.sha256(repr(maker.town()).encode())
for part in maker.histories():
    digest.update(repr(part).encode())
for found in maker.declarations():
    digest.update(repr(found).encode())
digest.update(repr(maker.begroting()).encode())
print(digest.hexdigest())
"""


def _digest(made: Made) -> str:
    return hashlib.sha256(
        repr((made.records, made.declaraties, made.prestaties, made.begroting)).encode()
    ).hexdigest()


def test_the_same_seed_gives_the_same_records_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _HASH],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_same_seed_twice_and_another_seed(elsbeek: Made) -> None:
    assert _digest(make(ELSBEEK)) == _digest(elsbeek)
    assert _digest(make(replace(ELSBEEK, seed=1))) != _digest(elsbeek)


def test_every_bsn_passes_the_test_and_none_stands_twice(lindewaard: Made, elsbeek: Made) -> None:
    numbers = [person.bsn for made in (lindewaard, elsbeek) for person in made.records["personen"]]
    assert len(set(numbers)) == len(numbers)
    assert all(is_valid_bsn(number) and number.startswith("99") for number in numbers)
    assert all(is_test_bsn(number) for number in numbers[:9_000])


def test_volumes(lindewaard: Made) -> None:
    found = {name: len(rows) for name, rows in lindewaard.records.items()}
    assert 6_000 <= found["contacten"] <= 8_000
    assert 8_000 <= found["personen"] <= 14_000
    assert 30_000 <= len(lindewaard.prestaties) <= 45_000
    assert 3_000 <= sum(row.stand == "geleverd" for row in lindewaard.records["toewijzingen"]) <= 5_000
    assert lindewaard.parts > 20


def test_the_scale_is_an_option(lindewaard: Made, elsbeek: Made) -> None:
    for name in ("contacten", "personen", "toewijzingen"):
        assert len(elsbeek.records[name]) == pytest.approx(len(lindewaard.records[name]) / 10, rel=0.12)


@pytest.mark.parametrize(
    ("name", "field", "states"),
    [
        ("contacten", "uitkomst", {"meteen beantwoord", "melding", "niet voor ons"}),
        ("contacten", "kanaal", {"telefoon", "inloop", "online", "iemand anders", "wij gingen langs"}),
        ("contacten", "herkomst", {"zelf", "gemeld", "gevonden"}),
        ("contacten", "toestemming", {"", "ja", "nee", "niet gevraagd"}),
        (
            "meldingen",
            "stand",
            {"ontvangen", "bevestigd", "in onderzoek", "verslag verstrekt", "afgerond", "ingetrokken"},
        ),
        ("meldingen", "wet", {"wmo", "jeugdwet", "participatiewet", "schuldhulp"}),
        ("onderzoeken", "stand", {"lopend", "afgerond"}),
        (
            "onderzoeken",
            "uitkomst",
            {"", "verantwoord niets doen", "zonder individuele voorziening", "met individuele voorziening"},
        ),
        ("zittingen", "stand", {"gepland", "gehouden", "niet doorgegaan"}),
        ("leefgebieden", "stand", {"besproken", "niet nodig"}),
        ("verslagen", "stand", {"concept", "verzonden", "gereageerd"}),
        ("verslagen", "reactie", {"", "eens", "eens met opmerking", "oneens"}),
        ("oplossingen", "stand", {"voorgesteld", "loopt", "klaar", "gestopt"}),
        (
            "oplossingen",
            "trede",
            {"eigen kracht", "netwerk", "algemeen", "lichte hulp", "individueel", "specialistisch"},
        ),
        ("trederedenen", "reden", {"geprobeerd", "geen plek", "te zwaar of niet veilig", "anders"}),
        ("aanvragen", "stand", {"ontvangen", "besloten", "ingetrokken"}),
        ("aanvragen", "weg", {"na onderzoek", "ondertekend verslag", "na zes weken"}),
        ("besluiten", "stand", {"concept", "ondertekend", "verzonden"}),
        ("besluiten", "soort", {"toegekend", "deels toegekend", "afgewezen"}),
        ("verwijzingen", "stand", {"ontvangen", "in onderzoek", "toegewezen", "afgewezen"}),
        ("verwijzingen", "type", {"02", "03", "04", "05", "08"}),
        (
            "toewijzingen",
            "stand",
            {"toegewezen", "geleverd", "tijdelijk gestopt", "beëindigd", "ingetrokken"},
        ),
        ("evaluaties", "stand", {"gepland", "gehouden", "vervallen"}),
        ("evaluaties", "doel", {"", "behaald", "deels behaald", "niet behaald"}),
        ("notities", "zichtbaar", {"gezin", "team"}),
        ("signalen", "stand", {"open", "opgepakt", "niet nodig"}),
        (
            "signalen",
            "soort",
            {"wordt 18", "betalingsachterstand", "niet gestart", "mantelzorg", "zorg van buurt"},
        ),
        ("personen", "bescherming", {"", "afgeschermd", "medewerker"}),
    ],
)
def test_every_state_occurs_and_no_other(lindewaard: Made, name: str, field: str, states: set[str]) -> None:
    assert {getattr(row, field) for row in lindewaard.records[name]} == states


def test_what_cannot_wait_occurs(lindewaard: Made) -> None:
    today = lindewaard.options.working_date
    open_reports = [
        row
        for row in lindewaard.records["meldingen"]
        if row.stand in {"ontvangen", "bevestigd", "in onderzoek"}
    ]
    assert any(row.onderzoek_uiterlijk < today for row in open_reports)
    assert any(row.spoed and row.ontvangen_op == today for row in open_reports)
    assert any(
        row.stand == "ontvangen" and row.besluit_uiterlijk < today for row in lindewaard.records["aanvragen"]
    )
    assert any(row.stand == "gepland" and row.gepland_op < today for row in lindewaard.records["evaluaties"])
    assert any(
        row.terugkijken_op and not row.teruggekeken_op and row.terugkijken_op < today
        for row in lindewaard.records["onderzoeken"]
    )
    assert any(
        row.stand == "toegewezen" and row.ingangsdatum < today - timedelta(days=21)
        for row in lindewaard.records["toewijzingen"]
    )
    assert any(row.medewerker for row in lindewaard.records["personen"])


def _keys(rows: Iterable[Any]) -> set[str]:
    return {row.sleutel for row in rows}


def test_everything_refers_to_what_exists(lindewaard: Made) -> None:
    r, town = lindewaard.records, lindewaard.town
    persons = _keys(r["personen"])
    for name in (
        "meldingen",
        "onderzoeken",
        "aanvragen",
        "besluiten",
        "verwijzingen",
        "toewijzingen",
        "notities",
    ):
        assert {row.persoon for row in r[name]} <= persons, name
    assert {row.persoon for row in r["contacten"]} - {None} <= persons
    assert {row.huishouden for row in r["personen"]} == _keys(r["huishoudens"])
    assert {key for row in r["relaties"] for key in (row.persoon, row.ander)} <= persons
    assert {row.contact for row in r["meldingen"]} <= _keys(r["contacten"])
    assert {row.melding for row in r["onderzoeken"]} <= _keys(r["meldingen"])
    for name in ("zittingen", "leefgebieden", "verslagen", "resultaten", "evaluaties"):
        assert {row.onderzoek for row in r[name]} <= _keys(r["onderzoeken"]), name
    assert {row.resultaat for row in r["oplossingen"]} == _keys(r["resultaten"])
    assert {row.resultaat for row in r["trederedenen"]} <= _keys(r["resultaten"])
    assert {row.oplossing for row in r["hulpcontacten"]} <= _keys(r["oplossingen"])
    assert {row.aanvraag for row in r["besluiten"]} <= _keys(r["aanvragen"])
    cards = _keys(town.sociale_kaart) | {None}
    assert {row.kaart for row in [*r["contacten"], *r["oplossingen"]]} <= cards
    assert {row.contract for row in r["toewijzingen"]} <= _keys(town.contracten)
    staff = {person.gebruikersnaam for person in town.medewerkers}
    assert {row.consulent for row in r["meldingen"]} - {None} <= staff
    assert {row.door for row in r["contacten"]} <= staff


def test_keys_stand_once(lindewaard: Made) -> None:
    for name, rows in lindewaard.records.items():
        keys = [row.sleutel for row in rows if hasattr(row, "sleutel")]
        assert len(set(keys)) == len(keys), name
    assert len({row.toewijzingnummer for row in lindewaard.records["toewijzingen"]}) == len(
        lindewaard.records["toewijzingen"]
    )
    assert len({row.besluitnummer for row in lindewaard.records["besluiten"]}) == len(
        lindewaard.records["besluiten"]
    )


def test_nothing_has_happened_after_the_working_date(lindewaard: Made) -> None:
    today = lindewaard.options.working_date
    assert all(row.moment.date() <= today for row in lindewaard.records["contacten"])
    assert all(
        row.afgerond_op is None or row.afgerond_op <= today for row in lindewaard.records["onderzoeken"]
    )
    assert all(
        row.verzonden_op is None or row.verzonden_op <= today for row in lindewaard.records["besluiten"]
    )
    assert all(row.toewijzingsdatum <= today for row in lindewaard.records["toewijzingen"])
    assert all(row.datum <= today for row in lindewaard.records["hulpcontacten"])
    assert all(row.dagtekening <= today for row in lindewaard.declaraties)
    assert all(
        row.moment.date() > today or row.stand != "gepland" or row.moment.date() == today
        for row in lindewaard.records["zittingen"]
    )


def test_a_report_answered_at_once_is_no_melding(lindewaard: Made) -> None:
    reported = {row.contact for row in lindewaard.records["meldingen"]}
    for contact in lindewaard.records["contacten"]:
        assert (contact.sleutel in reported) == (contact.uitkomst == "melding")
        assert (contact.kaart is not None) == (
            contact.uitkomst == "meteen beantwoord"
        ) or contact.sleutel in reported


def test_skipped_columns_have_a_reason(lindewaard: Made) -> None:
    columns = {
        "eigen kracht": 0,
        "netwerk": 1,
        "algemeen": 2,
        "lichte hulp": 2,
        "individueel": 3,
        "specialistisch": 3,
    }
    filled: dict[str, set[int]] = {}
    for row in lindewaard.records["oplossingen"]:
        filled.setdefault(row.resultaat, set()).add(columns[row.trede])
    for row in lindewaard.records["trederedenen"]:
        filled[row.resultaat].add(columns[row.kolom])
    open_talks = {row.sleutel for row in lindewaard.records["onderzoeken"] if row.stand == "lopend"}
    talks = {row.sleutel: row.onderzoek for row in lindewaard.records["resultaten"]}
    gaps = [
        key
        for key, found in filled.items()
        if set(range(max(found))) - found and talks[key] not in open_talks
    ]
    assert gaps == []


def _clients(rows: list[ToewijzingRecord], wet: str, first: date, last: date) -> set[str]:
    return {
        row.persoon
        for row in rows
        if row.wet == wet
        and row.gestart_op is not None
        and row.gestart_op <= last
        and (row.gestopt_op is None or row.gestopt_op >= first)
    }


def test_wmo_clients_per_1000_and_young_people_with_care(lindewaard: Made) -> None:
    rows, today = lindewaard.records["toewijzingen"], lindewaard.options.working_date
    year = today - timedelta(days=365)
    wmo = len(_clients(rows, "wmo", year, today)) / lindewaard.options.inwoners * 1000
    assert wmo == pytest.approx(value("wmo.clienten"), abs=3)
    young = sum(
        row.aantal
        for row in lindewaard.town.bevolking
        if row.jaar == today.year and row.leeftijd in {"0-3", "4-11", "12-17", "18-22"}
    )
    assert len(_clients(rows, "jeugdwet", year, today)) / young * 100 == pytest.approx(
        value("jeugd.aandeel"), abs=1
    )


def test_youth_help_costs_what_it_costs_elsewhere(lindewaard: Made) -> None:
    """The budget of a whole year, as the annual accounts of like municipalities give it."""
    year = lindewaard.options.working_date.year
    lines = [row for row in lindewaard.begroting if row.wet == "jeugdwet" and row.jaar == year]
    per_head = sum(row.begroot for row in lines) / 100 / lindewaard.options.inwoners
    assert per_head == pytest.approx(value("geld.jeugd_per_inwoner"), rel=0.1)


def test_household_help_and_support_at_home(lindewaard: Made) -> None:
    rows, today = lindewaard.records["toewijzingen"], lindewaard.options.working_date
    year = today - timedelta(days=365)
    per_1000 = lindewaard.options.inwoners / 1000
    for key, codes in (
        ("wmo.huishoudelijke_hulp", {"01A01"}),
        ("wmo.ondersteuning_thuis", {"02A16", "02A19"}),
    ):
        some = [row for row in rows if row.product in codes]
        assert len(_clients(some, "wmo", year, today)) / per_1000 == pytest.approx(value(key), rel=0.2)


def test_referrers_follow_the_national_shares(lindewaard: Made) -> None:
    types = Counter(row.type for row in lindewaard.records["verwijzingen"])
    direct = 35.5 + 2.8 + 9.3 + 4.8 + 0.4
    assert types["02"] / types.total() == pytest.approx(35.5 / direct, abs=0.06)
    assert types["04"] / types.total() == pytest.approx(9.3 / direct, abs=0.05)


def test_fewer_reports_end_in_an_individual_provision(lindewaard: Made) -> None:
    first = lindewaard.options.first_day
    reports = {row.sleutel: (row.ontvangen_op - first).days for row in lindewaard.records["meldingen"]}
    ends: dict[str, str] = {row.melding: row.uitkomst for row in lindewaard.records["onderzoeken"]}

    def part(low: int, high: int) -> float:
        chosen = [key for key, days in reports.items() if low <= days < high]
        contacts: list[Any] = [
            row for row in lindewaard.records["contacten"] if low <= (row.moment.date() - first).days < high
        ]
        number = sum(ends.get(key) == "met individuele voorziening" for key in chosen)
        return number / len(contacts)

    early, later = part(0, 180), part(365, 545)
    assert 0.30 < early < 0.40
    assert 0.20 < later < early


def test_stories_stand_on_the_first_screen(lindewaard: Made) -> None:
    today = lindewaard.options.working_date
    people = {
        f"{row.roepnaam} {row.voorvoegsel} {row.achternaam}".replace("  ", " "): row
        for row in lindewaard.records["personen"][:40]
    }
    assert set(people) >= {
        "Karin Dijkstra",
        "Hendrik Vos",
        "Yara el Idrissi",
        "Ans Verhoeven",
        "Mo Schouten",
        "Lisanne Kuipers",
        "Tineke Blom",
        "Lotte Willems",
    }
    daan = people["Daan Bos"]
    assert (daan.geboortedatum.year, (date(2027, 3, 14) - today).days) == (2009, 114)
    late = [
        row
        for row in lindewaard.records["aanvragen"]
        if row.persoon == daan.sleutel and row.stand == "ontvangen"
    ]
    assert [(today - row.besluit_uiterlijk).days for row in late] == [2]
    tineke = next(
        row for row in lindewaard.records["onderzoeken"] if row.persoon == people["Tineke Blom"].sleutel
    )
    assert (tineke.uitkomst, tineke.terugkijken_op, tineke.teruggekeken_op) == (
        "verantwoord niets doen",
        today,
        None,
    )
    assert all(
        row.consulent == "femke.aalbers" and row.team == "Noord"
        for row in lindewaard.records["meldingen"][:8]
    )


def test_names_fit_the_message_standard(lindewaard: Made) -> None:
    for person in lindewaard.records["personen"]:
        assert person.achternaam.strip()
        assert len(person.achternaam) <= 200
        assert len(person.voorvoegsel) <= 10
        assert person.geboortedatum <= lindewaard.options.working_date
        assert person.geslacht in {1, 2}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 2, 1), date(2027, 12, 31)])
def test_another_working_date(day: date) -> None:
    made = make(replace(ELSBEEK, inwoners=1_500, working_date=day))
    assert made.prestaties
    assert {line.jaar for line in made.begroting} == {day.year - 1, day.year}
    assert max(row.moment.date() for row in made.records["contacten"]) <= day


def test_what_cannot_be_made_is_refused() -> None:
    with pytest.raises(ValueError, match="working date"):
        replace(ELSBEEK, working_date=date(2013, 6, 1))
    with pytest.raises(ValueError, match="inhabitants"):
        replace(ELSBEEK, inwoners=10)
