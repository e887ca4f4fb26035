"""A small world for declarations: residents with an allocation each at one provider, and the files that provider sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from keukentafel.backoffice.berichten.codec.provider import (
    Bestandsfout,
    Briefhoofd,
    Levering,
    Regelfout,
    declaratie_323,
)
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Grond,
    Grondsoort,
    LoadedToewijzing,
    NewToewijzing,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.operations import load_toewijzingen
from keukentafel.people.domain import NewPersoon
from tests.backoffice.contracts.market import AGB, OTHER_AGB, Market, contracted
from tests.cast import ELSBEEK, Town, resident

OCTOBER = date(2026, 10, 1)
SENT = date(2026, 11, 5)
FIRST_NUMBER = 500_001
PRICE = 6600
HOURS = 8


@dataclass(frozen=True)
class World:
    """A town with its market and residents; resident i has allocation FIRST_NUMBER + i: 8 hours a month from January 2026."""

    town: Town
    market: Market
    persons: tuple[NewPersoon, ...]

    @property
    def agb(self) -> str:
        """The code of the provider."""
        return "99100902" if self.town.code == ELSBEEK else AGB

    def line(self, index: int = 0, *, maand: date = OCTOBER, **change: Any) -> Levering:
        """Eight hours in a month on the allocation of a resident, for the price in the contract."""
        end = date(maand.year, maand.month + 1, 1).toordinal() - 1
        return replace(
            Levering(
                bsn=self.persons[index].bsn or "",
                toewijzingnummer=FIRST_NUMBER + index,
                categorie="02",
                code="02A16",
                begindatum=maand,
                einddatum=date.fromordinal(end),
                volume=HOURS,
                eenheid="04",
                tarief=PRICE,
                referentienummer=f"R{maand:%m}{index:06d}",
            ),
            **change,
        )

    def file(
        self,
        lines: Sequence[Levering] | None = None,
        *,
        nummer: str = "D1",
        maand: date = OCTOBER,
        regelfouten: Mapping[int, Regelfout] | None = None,
        bestandsfout: Bestandsfout | None = None,
        gemeente: str | None = None,
        agb: str | None = None,
        dagtekening: date = SENT,
    ) -> bytes:
        """A declaration; one line per resident when no lines are given."""
        hoofd = Briefhoofd(
            aanbieder=agb or self.agb,
            gemeente=gemeente or self.town.code,
            identificatie=nummer,
            dagtekening=dagtekening,
        )
        return declaratie_323(
            hoofd,
            declaratienummer=nummer,
            maand=maand,
            leveringen=lines
            if lines is not None
            else [self.line(i, maand=maand) for i in range(len(self.persons))],
            regelfouten=regelfouten,
            bestandsfout=bestandsfout,
        )


def settled(
    town: Town, *, residents: int = 3, shielded: bool = False, hours_in_all: int | None = None
) -> World:
    """A world in which so many residents have an allocation at the first provider; `shielded` closes the first one's file.

    `hours_in_all` allocates so many hours in total instead of a number per month.
    """
    market = contracted(town)
    persons = tuple(
        resident(town, f"Karin Dijkstra{number}", number=number, afgeschermd=shielded and not number)
        for number in range(residents)
    )
    load_toewijzingen(
        actor=town.system,
        toewijzingen=[
            _allocation(person, market, FIRST_NUMBER + i, hours_in_all) for i, person in enumerate(persons)
        ],
    )
    return World(town, market, persons)


def _allocation(
    person: NewPersoon, market: Market, number: int, hours_in_all: int | None
) -> LoadedToewijzing:
    new = NewToewijzing(
        persoon_id=person.id,
        aanbieder_id=market.aanbieder,
        product_id=market.begeleiding,
        wet=Wet.WMO,
        volume=hours_in_all or HOURS,
        eenheid="04",
        frequentie="6" if hours_in_all else "4",
        ingangsdatum=date(2026, 1, 1),
        einddatum=None,
        grond=Grond(Grondsoort.BESLUIT, f"B-{number}", date(2025, 12, 1)),
    )
    return LoadedToewijzing(
        new=new,
        contract_id=market.contract,
        toewijzingnummer=number,
        status=Toewijzingstatus.BEVESTIGD,
        toewijzingsdatum=date(2025, 12, 15),
    )


__all__ = ["FIRST_NUMBER", "HOURS", "OCTOBER", "OTHER_AGB", "PRICE", "SENT", "World", "settled"]
