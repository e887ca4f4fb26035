"""What Lindewaard has agreed: local rules, one provider with a contract and a price, a budget, and an entry nearby."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.backoffice.budgets.domain import NewBegrotingspost
from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewProduct, NewTarief, Wet
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.casework.domain.reference import NewVerordening
from keukentafel.casework.operations.reference import load_reference
from keukentafel.core.period import Period
from keukentafel.platform.clock.operations import working_date
from keukentafel.socialmap.domain import NewVermelding
from keukentafel.socialmap.operations import load_vermeldingen
from tests.cast import TODAY, Town, found

AGB = "98765432"
YEAR = Period(date(2026, 1, 1), date(2028, 1, 1))


@dataclass(frozen=True)
class Stock:
    """The ids of what a town agreed."""

    aanbieder_id: UUID
    product_id: UUID
    contract_id: UUID
    vermelding_id: UUID


def lindewaard() -> Town:
    """The town with everything that a walk from contact to monitor needs."""
    town = found()
    stock(town)
    return town


def stock(town: Town) -> Stock:
    """Give a town local rules, a provider under contract, a budget and an entry nearby."""
    load_reference(actor=town.system, verordeningen=[rules()])
    provider = NewAanbieder(AGB, "De Brug")
    product = NewProduct(
        Wet.WMO, "02", "02A16", "Begeleiding individueel", "04", "2", "individueel", YEAR, groep="begeleiding"
    )
    contract = NewContract("WMO-2026-01", provider.id, Wet.WMO, YEAR, ((2026, 50_000_00), (2027, 50_000_00)))
    load_contracts(
        actor=town.system,
        aanbieders=[provider],
        producten=[product],
        contracten=[contract],
        tarieven=[NewTarief(contract.id, product.id, "04", 6360, YEAR)],
    )
    load_budget(
        actor=town.system,
        posten=[
            NewBegrotingspost(year, Wet.WMO, "Begeleiding", ("02",), 400_000_00, "Begroting", "6.71b")
            for year in (2026, 2027)
        ],
    )
    entry = NewVermelding(
        "Eetpunt De Linde",
        "Warm eten en een praatje, voor wie niet toekomt aan koken.",
        "eten",
        "algemeen",
        date(2026, 11, 17),
        plekken_vrij=4,
        prijs=600,
        wanneer="Dinsdag en donderdag 12.00",
    )
    with working_date(TODAY):
        load_vermeldingen(actor=town.system, vermeldingen=[entry])
    return Stock(provider.id, product.id, contract.id, entry.id)


def rules() -> NewVerordening:
    """The local rules of 2026."""
    return NewVerordening(
        wet="wmo",
        versie="2026",
        naam="Verordening maatschappelijke ondersteuning Lindewaard",
        geldig_vanaf=date(2026, 1, 1),
        geldig_tot=None,
        artikelen=("Artikel 8",),
        verslag_is_aanvraag=True,
        evaluatie_maanden=12,
        bezwaarclausule="Stuur binnen zes weken na de verzenddatum een bezwaarschrift aan burgemeester en wethouders.",
    )
