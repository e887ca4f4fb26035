"""Requests of providers that wait in the example municipality: referrals to youth care that follow on what ended, and changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.facts import REFUSED, UNDER_INVESTIGATION
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang
from keukentafel.backoffice.verzoeken.domain import (
    AntwoordRow,
    Antwoordstatus,
    LoadedVerzoek,
    Regel,
    Regelsoort,
    Verwijzing,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.core.working_days import add_working_days
from keukentafel.demo.fill.cases import Names
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.records.backoffice import ToewijzingRecord

REQUESTS = 6
_YEAR = timedelta(days=364)
_SOON = timedelta(days=7)
# The fourth is under investigation already; the others came in on the days before, the first one a week ago and so late.
_INVESTIGATED = 3
# WJ759: does not fit within the contract.
_NO_CONTRACT_FOR_IT = "4"


@dataclass(frozen=True, slots=True)
class Market:
    """What a request needs to know of providers and products."""

    ids: Ids
    names: Names
    agbs: Mapping[str, str]


def waiting(market: Market, rows: Iterable[ToewijzingRecord], day: date) -> Iterator[LoadedVerzoek]:
    """A few requests for youth care that ended on a referral: the general practitioner refers once more. One was refused, one granted."""
    rows = list(rows)
    ended = sorted(
        (
            row
            for row in rows
            if row.wet == Wet.JEUGDWET and row.grond == "verwijzing" and row.stand == "beëindigd"
            and row.gestopt_op is not None and row.gestopt_op < day
        ),
        key=lambda row: (row.gestopt_op, row.sleutel),
        reverse=True,
    )  # fmt: skip
    persons: set[str] = set()
    for row in ended:
        if row.persoon in persons:
            continue
        persons.add(row.persoon)
        if len(persons) > REQUESTS:
            yield _refused(market, row, day)
            break
        yield _request(market, row, day, len(persons) - 1)
    running = [
        row for row in rows
        if row.wet == Wet.JEUGDWET and row.grond == "verwijzing" and row.stand == "geleverd"
        and row.persoon not in persons
    ]  # fmt: skip
    if running:
        yield _granted(market, max(running, key=lambda row: (row.toewijzingsdatum, row.sleutel)))


def _granted(market: Market, row: ToewijzingRecord) -> LoadedVerzoek:
    """The request on which the latest allocation followed."""
    asked = add_working_days(row.toewijzingsdatum, -2)
    made = _request(market, row, row.ingangsdatum - _SOON, REQUESTS)
    return replace(made, status=Verzoekstatus.TOEGEWEZEN, dagtekening=asked, ontvangen_op=asked)


def _refused(market: Market, row: ToewijzingRecord, day: date) -> LoadedVerzoek:
    """A request that was refused two weeks ago."""
    asked, told = add_working_days(day, -12), add_working_days(day, -10)
    answer = AntwoordRow(REFUSED, _NO_CONTRACT_FOR_IT, "", Antwoordstatus.BEVESTIGD, told, None)
    return replace(
        _request(market, row, day, REQUESTS),
        status=Verzoekstatus.AFGEWEZEN,
        dagtekening=asked,
        ontvangen_op=asked,
        antwoorden=(answer,),
    )


def _request(market: Market, row: ToewijzingRecord, day: date, place: int) -> LoadedVerzoek:
    received = add_working_days(day, place - REQUESTS)
    answered = place == _INVESTIGATED
    line = Regel(
        soort=Regelsoort.AANGEVRAAGD,
        productcategorie=row.categorie,
        productcode=row.product,
        productnaam=market.names.products[row.product],
        omvang=Omvang(row.volume, row.eenheid, row.frequentie),
        budget=None,
        ingangsdatum=day + _SOON,
        einddatum=day + _SOON + _YEAR,
        product_id=market.ids.of("product", row.product),
    )
    answer = AntwoordRow(
        UNDER_INVESTIGATION, "", "", Antwoordstatus.BEVESTIGD, add_working_days(received, 1), None
    )
    return LoadedVerzoek(
        wet=Wet.JEUGDWET,
        soort=Verzoeksoort.TOEWIJZING,
        persoon_id=market.ids.of("persoon", row.persoon),
        aanbieder_id=market.ids.of("aanbieder", row.aanbieder),
        aanbiedernaam=market.names.providers[row.aanbieder],
        agb=market.agbs[row.aanbieder],
        referentieaanbieder=f"VOT-{row.toewijzingnummer}",
        dagtekening=received,
        ontvangen_op=received,
        status=Verzoekstatus.IN_ONDERZOEK if answered else Verzoekstatus.ONTVANGEN,
        regels=(line,),
        verwijzing=Verwijzing("02", "Huisartsenpraktijk De Linde"),
        antwoorden=(answer,) if answered else (),
        id=market.ids.of("verzoek", row.sleutel),
    )
