"""Starts and stops as providers report them: what is known of them, how they are kept, and the news of them.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop, KnownToewijzing
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.domain import BerichtOntvangen, Wat
from keukentafel.backoffice.contracts.domain import ProductRow
from keukentafel.backoffice.toewijzingen import message, queries, reports
from keukentafel.backoffice.toewijzingen.domain.events import (
    GestarteHulp,
    GestopteHulp,
    HulpGestart,
    HulpGestopt,
)
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    LoadedToewijzing,
    Mist,
    Signaaltermijn,
    ToewijzingRow,
)
from keukentafel.backoffice.toewijzingen.models import StartMelding, StopMelding, Toewijzing
from keukentafel.backoffice.toewijzingen.reports import FIRST_DELIVERY, TAKEN_BACK
from keukentafel.backoffice.toewijzingen.rules.delivery import hulp_of, is_late
from keukentafel.platform.clock import queries as clock

BATCH = 2000


def known_reports(
    rows: Mapping[int, ToewijzingRow], known: Mapping[int, KnownToewijzing]
) -> tuple[tuple[KnownStart, ...], tuple[KnownStop, ...]]:
    """The starts and stops of these allocations as they stand. Two queries."""
    of_these = Q(toewijzing_id__in=[row.id for row in rows.values()])
    return reports.known_reports(of_these, {number: value.bsn for number, value in known.items()})


def store_starts(
    event: BerichtOntvangen,
    lines: Iterable[StartProduct],
    rows: Mapping[int, ToewijzingRow],
    handeling_id: int,
) -> None:
    """Write the reports, first what is taken back."""
    StartMelding.objects.bulk_create(
        StartMelding(**_reported(event, line, rows, handeling_id))
        for line in sorted(lines, key=_taken_back_first)
    )


def store_stops(
    event: BerichtOntvangen,
    lines: Iterable[StopProduct],
    rows: Mapping[int, ToewijzingRow],
    handeling_id: int,
) -> None:
    """Write the reports, first what is taken back."""
    StopMelding.objects.bulk_create(
        StopMelding(
            **_reported(event, line, rows, handeling_id),
            einddatum=line.einddatum,
            reden_beeindiging=line.redenbeeindiging,
        )
        for line in sorted(lines, key=_taken_back_first)
    )


def _reported(
    event: BerichtOntvangen,
    line: StartProduct | StopProduct,
    rows: Mapping[int, ToewijzingRow],
    handeling_id: int,
) -> dict[str, Any]:
    """What a report of a start and one of a stop both keep."""
    product = line.product
    return {
        "gemeente_id": event.gemeente,
        "handeling_id": handeling_id,
        "toewijzing_id": rows[line.toewijzingnummer or 0].id,
        "productcategorie": product.categorie if product else "",
        "productcode": (product.code or "") if product else "",
        "begindatum": line.begindatum,
        "statusaanlevering": line.statusaanlevering,
        "bericht_id": event.bericht_id,
        "gemeld_op": clock.today(),
    }


def _taken_back_first(line: StartProduct | StopProduct) -> bool:
    return line.statusaanlevering != TAKEN_BACK


def settle(
    rows: Mapping[int, ToewijzingRow], known: Mapping[int, KnownToewijzing]
) -> dict[int, ToewijzingRow]:
    """Set the delivery that holds now, by all reports that are kept; answers the rows with it."""
    starts, stops = known_reports(rows, known)
    settled = {
        number: hulp_of(
            (start for start in starts if start.toewijzingnummer == number),
            (stop for stop in stops if stop.toewijzingnummer == number),
        )
        for number in rows
    }
    Toewijzing.objects.bulk_update(
        [
            Toewijzing(
                pk=rows[number].id,
                begindatum=hulp.begindatum,
                gestopt_op=hulp.gestopt_op,
                reden_beeindiging=hulp.reden_beeindiging,
            )
            for number, hulp in settled.items()
        ],
        ["begindatum", "gestopt_op", "reden_beeindiging"],
        batch_size=BATCH,
    )
    return {
        number: replace(
            row,
            begindatum=settled[number].begindatum,
            gestopt_op=settled[number].gestopt_op,
            reden_beeindiging=settled[number].reden_beeindiging,
        )
        for number, row in rows.items()
    }


def load(
    *,
    gemeente: str,
    handeling_id: int,
    loaded: Iterable[LoadedToewijzing],
    products: Mapping[UUID, ProductRow],
) -> None:
    """Write the starts and stops of allocations that are loaded; one reported on no known day was reported on the day itself."""
    begun = [(item, item.begindatum) for item in loaded if item.begindatum is not None]
    StartMelding.objects.bulk_create(
        (
            StartMelding(
                gemeente_id=gemeente,
                handeling_id=handeling_id,
                toewijzing_id=item.new.id,
                **_loaded_product(item, products),
                begindatum=begin,
                statusaanlevering=FIRST_DELIVERY,
                gemeld_op=item.start_gemeld_op or begin,
            )
            for item, begin in begun
        ),
        batch_size=BATCH,
    )
    StopMelding.objects.bulk_create(
        (
            StopMelding(
                gemeente_id=gemeente,
                handeling_id=handeling_id,
                toewijzing_id=item.new.id,
                **_loaded_product(item, products),
                begindatum=begin,
                einddatum=item.gestopt_op,
                reden_beeindiging=item.reden_beeindiging,
                statusaanlevering=FIRST_DELIVERY,
                gemeld_op=item.stop_gemeld_op or item.gestopt_op,
            )
            for item, begin in begun
            if item.gestopt_op is not None
        ),
        batch_size=BATCH,
    )


def _loaded_product(item: LoadedToewijzing, products: Mapping[UUID, ProductRow]) -> dict[str, str]:
    product = products.get(item.new.product_id) if item.new.product_id else None
    if product is None:
        return {"productcategorie": item.new.productcategorie}
    return {"productcategorie": product.categorie, "productcode": product.code}


def started(
    event: BerichtOntvangen, lines: Iterable[StartProduct], rows: Mapping[int, ToewijzingRow]
) -> HulpGestart:
    """The news of an accepted start message: what began and what was taken back; `rows` as they stand after it."""
    term = queries.term_of(gemeente=event.gemeente, mist=Mist.START, day=clock.today())
    starts = [
        (line.statusaanlevering, _start(rows[line.toewijzingnummer or 0], line, term)) for line in lines
    ]
    return HulpGestart(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        aanbiedernaam=next(iter(rows.values())).aanbiedernaam,
        gemeld_op=clock.today(),
        starts=tuple(start for status, start in starts if status == FIRST_DELIVERY),
        ingetrokken=tuple(start for status, start in starts if status == TAKEN_BACK),
    )


def _start(row: ToewijzingRow, line: StartProduct, term: Signaaltermijn | None) -> GestarteHulp:
    since = max(line.begindatum, row.toewijzingsdatum or line.begindatum)
    return GestarteHulp(
        toewijzing_id=row.id,
        persoon_id=row.persoon_id,
        toewijzingnummer=row.toewijzingnummer,
        grond_soort=row.grond.soort,
        grond_nummer=row.grond.nummer,
        productnaam=row.productnaam,
        begindatum=line.begindatum,
        hulp=row.hulp,
        te_laat=term is not None and is_late(clock.today(), since, term.werkdagen),
    )


def stopped(
    event: BerichtOntvangen, lines: Iterable[StopProduct], rows: Mapping[int, ToewijzingRow]
) -> HulpGestopt:
    """The news of an accepted stop message: what ended and what was taken back; `rows` as they stand after it."""
    stops = [(line.statusaanlevering, _stop(rows[line.toewijzingnummer or 0], line)) for line in lines]
    return HulpGestopt(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        aanbiedernaam=next(iter(rows.values())).aanbiedernaam,
        gemeld_op=clock.today(),
        stops=tuple(stop for status, stop in stops if status == FIRST_DELIVERY),
        ingetrokken=tuple(stop for status, stop in stops if status == TAKEN_BACK),
    )


def _stop(row: ToewijzingRow, line: StopProduct) -> GestopteHulp:
    uiterlijk = berichten.term_ends(wat=Wat.STOP, day=line.einddatum)
    return GestopteHulp(
        toewijzing_id=row.id,
        persoon_id=row.persoon_id,
        toewijzingnummer=row.toewijzingnummer,
        grond_soort=row.grond.soort,
        grond_nummer=row.grond.nummer,
        productnaam=row.productnaam,
        begindatum=line.begindatum,
        einddatum=line.einddatum,
        reden_beeindiging=line.redenbeeindiging,
        reden=message.reason_of_end(row.wet, line.redenbeeindiging),
        hulp=row.hulp,
        te_laat=uiterlijk is not None and clock.today() > uiterlijk,
    )
