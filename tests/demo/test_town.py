"""Neighbourhoods, streets, staff, sociale kaart and market of the invented town."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from keukentafel.core.agb import is_valid_agb
from keukentafel.core.postcode import clean_postcode
from keukentafel.demo.cast import CAST, CONSULENT_NOORD, CONSULENT_ZUID, staff
from keukentafel.demo.geography import BANDEN, outline
from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT
from keukentafel.demo.options import LINDEWAARD
from keukentafel.demo.phrases import leefgebieden, phrases, said_about, themas
from keukentafel.demo.records.town import Punt
from keukentafel.platform.accounts.domain import Rol
from tests.demo.conftest import Made


def _area(ring: tuple[Punt, ...]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def test_neighbourhoods_cover_the_town_once(lindewaard: Made) -> None:
    rings = [wijk.grens for wijk in lindewaard.town.wijken]
    assert all(ring[0] == ring[-1] and len(ring) > 4 for ring in rings)
    whole = outline()
    assert sum(_area(ring) for ring in rings) == pytest.approx(_area((*whole, whole[0])), rel=1e-4)


def test_the_neighbourhoods_of_the_prototype(lindewaard: Made) -> None:
    names = {wijk.naam for wijk in lindewaard.town.wijken}
    assert names >= {"De Hoven", "Kerkbuurt", "Waterkwartier", "Nieuwland-Zuid", "Oosterveen"}
    assert {wijk.team for wijk in lindewaard.town.wijken} == {"Noord", "Zuid"}


def test_inhabitants_are_counts_that_add_up(lindewaard: Made) -> None:
    rows = [row for row in lindewaard.town.bevolking if row.jaar == 2026]
    assert sum(row.aantal for row in rows) == pytest.approx(40_000, rel=0.005)
    assert {row.leeftijd for row in rows} == set(BANDEN)
    assert {row.jaar for row in lindewaard.town.bevolking} == {2024, 2025, 2026}
    old = sum(row.aantal for row in rows if row.leeftijd in {"65-74", "75-84", "85+"})
    assert old / 40_000 == pytest.approx(0.23, abs=0.015)


def test_streets_fit_the_message_standard_and_share_no_postcode(lindewaard: Made, elsbeek: Made) -> None:
    streets = [*lindewaard.town.straten, *elsbeek.town.straten]
    assert len({street.postcode for street in streets}) == len(streets)
    for street in streets:
        assert clean_postcode(street.postcode) == street.postcode
        assert 1290 <= int(street.postcode[:4]) <= 1299
        assert len(street.naam) <= 24


def test_the_cast_has_every_role_and_an_outsider(lindewaard: Made) -> None:
    roles = {person.rol for person in CAST}
    assert roles == {str(rol) for rol in Rol} - {str(Rol.SYSTEEM)}
    assert CONSULENT_NOORD.teams != CONSULENT_ZUID.teams
    users = [person.gebruikersnaam for person in lindewaard.town.medewerkers]
    assert lindewaard.town.medewerkers[: len(CAST)] == CAST
    assert len(set(users)) == len(users)
    assert all(user.isascii() and user == user.lower() for user in users)


def test_another_municipality_has_its_own_staff(lindewaard: Made, elsbeek: Made) -> None:
    own = {person.gebruikersnaam for person in elsbeek.town.medewerkers}
    assert not own & {person.gebruikersnaam for person in lindewaard.town.medewerkers}
    assert {person.rol for person in elsbeek.town.medewerkers} == {person.rol for person in CAST}


def test_sociale_kaart_answers_every_theme(lindewaard: Made) -> None:
    entries = lindewaard.town.sociale_kaart
    assert len(entries) >= 60
    assert {entry.thema for entry in entries} == set(themas())
    assert {entry.trede for entry in entries} == {"eigen kracht", "netwerk", "algemeen"}
    assert all(entry.nagekeken_op <= lindewaard.options.working_date for entry in entries)
    assert {0, None} <= {entry.vrije_plekken for entry in entries}
    codes = {wijk.code for wijk in lindewaard.town.wijken}
    assert all(entry.wijk in codes | {""} for entry in entries)


def test_the_phrase_bank_is_complete() -> None:
    assert len(leefgebieden()) == 8
    for area in leefgebieden():
        assert all(said_about(area, soort) for soort in ("sterk", "situatie", "wens"))
    for thema in themas().values():
        assert phrases("vraag", thema.code)
        assert set(thema.leefgebieden) <= set(leefgebieden())
        for soort in ("verheldering", "resultaat", "eigen kracht", "netwerk", "lichte hulp"):
            assert phrases(soort, thema.doelgroep)
    with pytest.raises(KeyError):
        phrases("vraag", "bestaat niet")


def test_providers_and_contracts(lindewaard: Made) -> None:
    town = lindewaard.town
    assert 100 <= len(town.aanbieders) <= 120
    assert len({provider.agb for provider in town.aanbieders}) == len(town.aanbieders)
    assert all(
        is_valid_agb(provider.agb) and provider.agb.startswith("99") and len(provider.naam) <= 35
        for provider in town.aanbieders
    )
    assert len({contract.nummer for contract in town.contracten}) == len(town.contracten)
    priced = {contract.sleutel for contract in town.contracten if not contract.taakgericht}
    assert {row.contract for row in town.tarieven} == priced
    assert len(town.contracten) == len(priced) + 1


def test_providers_of_two_municipalities_differ(lindewaard: Made, elsbeek: Made) -> None:
    assert not {provider.agb for provider in lindewaard.town.aanbieders} & {
        provider.agb for provider in elsbeek.town.aanbieders
    }


def test_tariffs_rise_every_year_and_de_brug_knows_the_next(lindewaard: Made) -> None:
    prices: dict[tuple[str, str], list[int]] = {}
    for row in lindewaard.town.tarieven:
        if row.contract != next(c.sleutel for c in lindewaard.town.contracten if c.aanbieder == DE_BRUG):
            prices.setdefault((row.contract, row.product), []).append(row.bedrag)
    assert all(found == sorted(found) and len(found) == 3 for found in prices.values())
    contract = next(contract for contract in lindewaard.town.contracten if contract.aanbieder == DE_BRUG)
    assert contract.nummer == "JH-2024-03"
    assert contract.plafonds
    brug = {
        row.ingangsdatum.year: row.bedrag
        for row in lindewaard.town.tarieven
        if row.contract == contract.sleutel and row.product == DE_BRUG_PRODUCT
    }
    assert (brug[2026], brug[2027]) == (5860, 6240)


def test_every_product_is_for_sale_and_booked_per_year(lindewaard: Made) -> None:
    sold = Counter(row.product for row in lindewaard.town.tarieven)
    for product in lindewaard.town.producten:
        assert sold[product.code], product
        assert len(product.code) == 5
        assert [year for year, _ in product.taakvelden] == [2024, 2025, 2026, 2027]
        assert product.tariefbron


def test_the_budget_names_every_product_group_once(lindewaard: Made) -> None:
    this_year = [line for line in lindewaard.begroting if line.jaar == 2026]
    groups = [group for line in this_year for group in line.productgroepen]
    assert sorted(groups) == sorted({product.groep for product in lindewaard.town.producten})
    categories = [(line.wet, category) for line in this_year for category in line.categorieen]
    assert sorted(categories) == sorted(
        {(product.wet, product.categorie) for product in lindewaard.town.producten}
    )
    assert all(line.begroot > 0 for line in this_year)
    assert all(line.besteed_eerder == 0 for line in this_year)
    assert all(line.besteed_eerder > 0 for line in lindewaard.begroting if line.jaar == 2025)


def test_user_names_stay_apart_in_a_large_town() -> None:
    users = [person.gebruikersnaam for person in staff(replace(LINDEWAARD, inwoners=1_500_000))]
    assert len(users) > 900
    assert len(set(users)) == len(users)
