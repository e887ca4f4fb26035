"""The synthetic municipality as a whole: first the town, then its history in parts, then the declarations and the budget.

    maker = Generator(LINDEWAARD)
    maker.town()            # fixed tables
    for part in maker.histories(): ...
    for messages, lines in maker.declarations(): ...
    maker.begroting()

The order matters: histories draw persons and allocations that the later steps need. The same options give the same records.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from keukentafel.demo.declarations import declarations, expected_cost, months
from keukentafel.demo.existing import already_helped, referrals
from keukentafel.demo.geography import bevolking, gemeente, straten, wijken
from keukentafel.demo.history import History
from keukentafel.demo.market import begroting
from keukentafel.demo.options import Options
from keukentafel.demo.population import Bekende, Register
from keukentafel.demo.records.backoffice import (
    AanbiederRecord,
    BegrotingsregelRecord,
    ContractRecord,
    DeclaratieRecord,
    PrestatieRecord,
    ProductRecord,
    TariefRecord,
    ToewijzingRecord,
)
from keukentafel.demo.records.town import (
    BevolkingRecord,
    GemeenteRecord,
    KaartRecord,
    MedewerkerRecord,
    StraatRecord,
    WijkRecord,
)
from keukentafel.demo.reports import contacts
from keukentafel.demo.signals import signals
from keukentafel.demo.sociale_kaart import sociale_kaart
from keukentafel.demo.stories.whole import stories
from keukentafel.demo.world import World


@dataclass(frozen=True, slots=True)
class Town:
    """The fixed tables of one municipality."""

    gemeente: GemeenteRecord
    wijken: tuple[WijkRecord, ...]
    straten: tuple[StraatRecord, ...]
    bevolking: tuple[BevolkingRecord, ...]
    medewerkers: tuple[MedewerkerRecord, ...]
    sociale_kaart: tuple[KaartRecord, ...]
    producten: tuple[ProductRecord, ...]
    aanbieders: tuple[AanbiederRecord, ...]
    contracten: tuple[ContractRecord, ...]
    tarieven: tuple[TariefRecord, ...]


class Generator:
    """Makes one municipality, once; a second run takes a new generator."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._world = World.of(options)
        self._allocations: list[ToewijzingRecord] = []

    def town(self) -> Town:
        """The tables that do not change over the history."""
        options, market = self._options, self._world.market
        return Town(
            gemeente=gemeente(options),
            wijken=wijken(options),
            straten=tuple(street for streets in straten(options).values() for street in streets),
            bevolking=bevolking(options),
            medewerkers=self._world.medewerkers,
            sociale_kaart=sociale_kaart(options),
            producten=market.products,
            aanbieders=market.providers,
            contracten=market.contracts,
            tarieven=market.tariffs,
        )

    def histories(self) -> Iterator[History]:
        """The history in parts of some hundreds of cases; persons of a part come before everything that refers to them."""
        for part in self._parts():
            self._allocations += part.toewijzingen
            yield part

    def _parts(self) -> Iterator[History]:
        register = Register(self._world)
        known: list[Bekende] = []
        yield stories(self._world, register)
        yield from already_helped(self._world, register, known)
        yield from referrals(self._world, register, known)
        yield from contacts(self._world, register, known)
        yield signals(self._world, known, self._allocations)

    def declarations(self) -> Iterator[tuple[list[DeclaratieRecord], list[PrestatieRecord]]]:
        """Declaration messages with their lines, a contract at a time; to be asked for after the histories."""
        return declarations(self._options, self._allocations)

    def begroting(self) -> tuple[BegrotingsregelRecord, ...]:
        """The budget lines of the year of the working date and the year before, from what the allocations of the histories cost."""
        groups = {product.code: product.groep for product in self._world.market.products}
        declared = months(self._options)[0]
        this = self._options.working_date.year
        cost: dict[tuple[int, str], int] = {}
        before: dict[tuple[int, str], int] = {}
        for allocation in self._allocations:
            for year in (this - 1, this):
                key = (year, groups[allocation.product])
                cost[key] = cost.get(key, 0) + expected_cost(self._world.market, allocation, year)
                until = 12 if year < declared.year else declared.month - 1 if year == declared.year else 0
                before[key] = before.get(key, 0) + expected_cost(self._world.market, allocation, year, until)
        return begroting(cost, before)
