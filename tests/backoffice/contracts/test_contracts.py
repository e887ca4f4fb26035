"""Who delivers what, and at what price on which day."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.contracts import queries, rules
from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewTarief, Wet
from keukentafel.backoffice.contracts.models import Contract, Tarief
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.core.errors import Conflict, NotFound
from keukentafel.core.ids import new_id
from keukentafel.core.period import Period
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.operations import handeling
from tests.backoffice.contracts.market import AGB, BEGELEIDING, CONTRACT, contracted
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.pure
class TestRules:
    """What may be loaded."""

    def test_an_agb_code_has_eight_digits(self) -> None:
        rules.check_aanbieder(NewAanbieder(AGB, "De Brug"))
        with pytest.raises(rules.AanbiederNotValid, match="acht cijfers"):
            rules.check_aanbieder(NewAanbieder("991", "De Brug"))

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"categorie": "45"}, "categorie"),
            ({"categorie": "39", "wet": Wet.JEUGDWET}, "categorie"),
            ({"code": "123456"}, "productcode"),
            ({"code": "  "}, "productcode"),
            ({"eenheid": "05"}, "eenheid"),
            ({"frequentie": "3"}, "frequentie"),
        ],
    )
    def test_codes_are_those_of_the_standard(self, change: dict[str, Any], word: str) -> None:
        rules.check_product(BEGELEIDING)
        with pytest.raises(rules.ProductNotValid, match=word):
            rules.check_product(replace(BEGELEIDING, **change))

    def test_prices_do_not_overlap_within_contract_product_and_unit(self) -> None:
        price = NewTarief(new_id(), new_id(), "04", 6600, YEAR)
        later = replace(price, periode=Period(date(2027, 1, 1)))
        rules.check_tarieven(
            [later, price, replace(price, eenheid="01"), replace(price, contract_id=new_id())]
        )
        with pytest.raises(rules.TarievenOverlap, match="31-12-2026"):
            rules.check_tarieven([price, replace(price, periode=Period(date(2026, 12, 31)))])


@pytest.mark.db
class TestOffers:
    """A price is found by its day."""

    def test_the_price_of_the_day(self) -> None:
        town = found()
        market = contracted(town)

        def prices(day: date) -> list[int]:
            return [
                row.tarief
                for row in queries.offers(gemeente=LINDEWAARD, product_id=market.dagbesteding, day=day)
            ]

        assert prices(date(2025, 12, 31)) == [5000]
        assert prices(date(2026, 1, 1)) == [5200]
        assert prices(date(2024, 12, 31)) == []
        assert prices(date(2028, 1, 1)) == []

    def test_all_who_deliver_by_name_or_one(self) -> None:
        town = found()
        market = contracted(town)
        both = queries.offers(gemeente=LINDEWAARD, product_id=market.begeleiding, day=TODAY)
        assert [(row.aanbiedernaam, row.contractnummer, row.tarief) for row in both] == [
            ("Stichting De Brug", "WB-2024-01", 6600),
            ("Zorg aan de Beek", "WB-2024-02", 6400),
        ]
        (one,) = queries.offers(
            gemeente=LINDEWAARD, product_id=market.begeleiding, day=TODAY, aanbieder_id=market.other
        )
        assert (one.agb, one.eenheid) == ("99100018", "04")

    def test_products_of_a_law_on_a_day(self) -> None:
        town = found()
        market = contracted(town)
        names = [row.naam for row in queries.products(gemeente=LINDEWAARD, wet=Wet.WMO, day=TODAY)]
        assert names == ["Begeleiding individueel", "Dagbesteding", "Rolstoel"]
        assert queries.products(gemeente=LINDEWAARD, wet=Wet.WMO, day=date(2013, 6, 1)) == ()
        assert ("45", "45A49") in queries.product_codes(gemeente=LINDEWAARD, wet=Wet.JEUGDWET)
        row = queries.products_by_id(gemeente=LINDEWAARD, product_ids=[market.rolstoel])[market.rolstoel]
        assert (row.categorie, row.code, row.trede) == ("11", "11A01", "individueel")

    def test_what_was_agreed_with_a_provider(self) -> None:
        town = found()
        market = contracted(town)
        rows = queries.tariffs(gemeente=LINDEWAARD, aanbieder_id=market.aanbieder, wet=Wet.WMO)
        assert [(row.code, row.bedrag) for row in rows] == [
            ("02A16", 6600), ("07A03", 5000), ("07A03", 5200), ("07A03", 5400), ("11A01", 1850_00),
        ]  # fmt: skip
        only = queries.tariffs(
            gemeente=LINDEWAARD, aanbieder_id=market.aanbieder, wet=Wet.WMO, product_ids=[market.begeleiding]
        )
        assert [row.code for row in only] == ["02A16"]
        assert queries.contract_periods(gemeente=LINDEWAARD, contract_ids=[market.contract]) == {
            market.contract: CONTRACT
        }
        assert queries.ceilings(gemeente=LINDEWAARD, contract_ids=[market.contract]) == {
            (market.contract, 2026): 20_000_00
        }

    def test_a_provider_by_its_code(self) -> None:
        town = found()
        market = contracted(town)
        row = queries.provider_by_agb(gemeente=LINDEWAARD, agb=AGB)
        assert row is not None
        assert row.naam == "Stichting De Brug"
        assert queries.provider_by_agb(gemeente=LINDEWAARD, agb="99999999") is None
        assert list(queries.providers(gemeente=LINDEWAARD)) == [market.aanbieder, market.other]
        assert list(queries.providers(gemeente=LINDEWAARD, aanbieder_ids=[market.other])) == [market.other]


@pytest.mark.db
class TestPages:
    """The list and the detail for who manages contracts."""

    def test_pages_by_provider_and_number(self) -> None:
        town = found()
        market = contracted(town)
        first = queries.contract_page(actor=town.contractmanager, jaar=2026, limit=2)
        rest = queries.contract_page(actor=town.contractmanager, jaar=2026, after=first.next, limit=2)
        assert [row.nummer for row in (*first.rows, *rest.rows)] == ["JH-2024-03", "WB-2024-01", "WB-2024-02"]
        assert [row.plafond for row in first.rows] == [None, 20_000_00]
        assert rest.next is None
        assert first.rows[1].id == market.contract

    def test_detail(self) -> None:
        town = found()
        market = contracted(town)
        detail = queries.contract_detail(actor=town.controller, contract_id=market.contract, jaar=2026)
        assert detail.plafonds == ((2026, 20_000_00),)
        assert (detail.contract.wet, detail.contract.periode) == (Wet.WMO, CONTRACT)
        assert len(detail.tarieven) == 5
        with pytest.raises(NotFound, match="contract"):
            queries.contract_detail(actor=town.controller, contract_id=new_id(), jaar=2026)

    def test_closed_to_who_may_not_see_contracts(self) -> None:
        town = found()
        market = contracted(town)
        for actor in (town.consulent, town.contact, town.raadslid, town.beheerder):
            with pytest.raises(ActNotPermitted):
                queries.contract_page(actor=actor, jaar=2026)
            with pytest.raises(ActNotPermitted):
                queries.contract_detail(actor=actor, contract_id=market.contract, jaar=2026)

    @pytest.mark.parametrize("extra", [10, 100])
    def test_two_queries_whatever_the_size(self, extra: int, django_assert_num_queries: Counted) -> None:
        town = found()
        market = contracted(town)
        more = [NewContract(f"X-{number:03}", market.other, Wet.WMO, CONTRACT) for number in range(extra)]
        load_contracts(actor=town.system, contracten=more)
        mark = queries.contract_page(actor=town.contractmanager, jaar=2026, limit=2).next
        with django_assert_num_queries(2):
            queries.contract_page(actor=town.contractmanager, jaar=2026, after=mark)


@pytest.mark.db
class TestLoading:
    """Everything or nothing."""

    def test_only_the_system_loads(self) -> None:
        town = found()
        with pytest.raises(ActNotPermitted):
            load_contracts(actor=town.contractmanager)

    def test_twice_the_same_is_a_conflict_and_loads_nothing(self) -> None:
        town = found()
        market = contracted(town)
        before = Contract.objects.count()
        with pytest.raises(Conflict, match="niets geladen"):
            load_contracts(
                actor=town.system,
                contracten=[
                    NewContract("NIEUW-1", market.aanbieder, Wet.WMO, CONTRACT),
                    NewContract("WB-2024-01", market.aanbieder, Wet.WMO, CONTRACT),
                ],
            )
        assert Contract.objects.count() == before

    def test_the_database_itself_refuses_a_second_price_on_a_day(self) -> None:
        town = found()
        market = contracted(town)
        with pytest.raises(Conflict):
            load_contracts(
                actor=town.system, tarieven=[NewTarief(market.contract, market.dagbesteding, "16", 1, YEAR)]
            )
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Tarief.objects.filter(contract_id=market.contract, bedrag=5400).update(
                    vanaf=date(2026, 12, 31)
                )

    def test_every_version_of_a_price_is_kept_with_its_act(self) -> None:
        town = found()
        market = contracted(town)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Tarief.objects.filter(contract_id=market.contract, bedrag=6600).update(bedrag=6700)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT bedrag FROM contracts_tariefevent WHERE bedrag IN (6600, 6700) ORDER BY pgh_id"
            )
            assert [row[0] for row in cursor.fetchall()] == [6600, 6700]


@pytest.mark.db
def test_the_municipality_next_door_sees_none_of_it() -> None:
    town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
    market = contracted(town)
    assert _everything(elsbeek, market.contract, market.aanbieder, market.begeleiding) == []
    with pytest.raises(NotFound):
        queries.contract_detail(actor=elsbeek.contractmanager, contract_id=market.contract, jaar=2026)
    before = queries.contract_page(actor=town.contractmanager, jaar=2026)
    contracted(elsbeek)
    assert queries.contract_page(actor=town.contractmanager, jaar=2026) == before


def _everything(town: Town, contract: UUID, aanbieder: UUID, product: UUID) -> list[object]:
    """All that a municipality reads, with the ids of another."""
    code = town.code
    return [
        *queries.products(gemeente=code, wet=Wet.WMO, day=TODAY),
        *queries.products_by_id(gemeente=code, product_ids=[product]),
        *queries.product_codes(gemeente=code, wet=Wet.WMO),
        *queries.offers(gemeente=code, product_id=product, day=TODAY),
        *filter(None, [queries.provider_by_agb(gemeente=code, agb=AGB)]),
        *queries.providers(gemeente=code),
        *queries.tariffs(gemeente=code, aanbieder_id=aanbieder, wet=Wet.WMO),
        *queries.contract_tariffs(gemeente=code, contract_ids=[contract]),
        *queries.contract_periods(gemeente=code, contract_ids=[contract]),
        *queries.ceilings(gemeente=code, contract_ids=[contract]),
        *queries.contract_page(actor=town.contractmanager, jaar=2026).rows,
    ]
