"""Starts as providers report them: what is known of them, how they are kept, and the news of them.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownToewijzing
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.domain import BerichtOntvangen
from keukentafel.backoffice.contracts.domain import ProductRow
from keukentafel.backoffice.toewijzingen.domain import (
    GestarteHulp,
    HulpGestart,
    LoadedToewijzing,
    ToewijzingRow,
)
from keukentafel.backoffice.toewijzingen.models import StartMelding, Toewijzing
from keukentafel.platform.clock import queries as clock

FIRST_DELIVERY, TAKEN_BACK = "1", "3"
BATCH = 2000


def known_starts(rows: dict[int, ToewijzingRow], known: dict[int, KnownToewijzing]) -> tuple[KnownStart, ...]:
    """The starts of these allocations as they stand: per key (IV008) the latest report counts. One query."""
    numbers = {row.id: number for number, row in rows.items()}
    reports = StartMelding.objects.filter(toewijzing_id__in=numbers).order_by("id")
    columns = ("toewijzing_id", "productcategorie", "productcode", "begindatum", "statusaanlevering")
    latest: dict[tuple[int, str, str, date], str] = {}
    for identity, categorie, code, begin, status in reports.values_list(*columns):
        latest[numbers[identity], categorie, code, begin] = status
    return tuple(
        KnownStart(
            bsn=known[number].bsn,
            toewijzingnummer=number,
            product=Product(categorie=categorie, code=code or None) if categorie else None,
            begindatum=begin,
            ingetrokken=status == TAKEN_BACK,
        )
        for (number, categorie, code, begin), status in latest.items()
    )


def store_starts(
    event: BerichtOntvangen,
    lines: tuple[StartProduct, ...],
    rows: dict[int, ToewijzingRow],
    handeling_id: int,
) -> None:
    """Write the reports, first what is taken back, and set the start that holds now."""
    today = clock.today()
    ordered = sorted(lines, key=lambda line: line.statusaanlevering != TAKEN_BACK)
    begin: dict[UUID, date | None] = {}
    for line in ordered:
        row = rows[line.toewijzingnummer or 0]
        begin[row.id] = None if line.statusaanlevering == TAKEN_BACK else line.begindatum
    StartMelding.objects.bulk_create(
        StartMelding(
            gemeente_id=event.gemeente,
            handeling_id=handeling_id,
            toewijzing_id=rows[line.toewijzingnummer or 0].id,
            productcategorie=line.product.categorie if line.product else "",
            productcode=(line.product.code or "") if line.product else "",
            begindatum=line.begindatum,
            statusaanlevering=line.statusaanlevering,
            bericht_id=event.bericht_id,
            gemeld_op=today,
        )
        for line in ordered
    )
    Toewijzing.objects.bulk_update(
        [Toewijzing(pk=identity, begindatum=day) for identity, day in begin.items()],
        ["begindatum"],
        batch_size=BATCH,
    )


def load(
    *,
    gemeente: str,
    handeling_id: int,
    loaded: Iterable[LoadedToewijzing],
    products: Mapping[UUID, ProductRow],
) -> None:
    """Write the starts of allocations that are loaded; one reported on no known day was reported on the day itself."""
    StartMelding.objects.bulk_create(
        (
            StartMelding(
                gemeente_id=gemeente,
                handeling_id=handeling_id,
                toewijzing_id=item.new.id,
                productcategorie=products[item.new.product_id].categorie,
                productcode=products[item.new.product_id].code,
                begindatum=item.begindatum,
                statusaanlevering=FIRST_DELIVERY,
                gemeld_op=item.start_gemeld_op or item.begindatum,
            )
            for item in loaded
            if item.begindatum is not None
        ),
        batch_size=BATCH,
    )


def started(
    event: BerichtOntvangen, lines: tuple[StartProduct, ...], rows: dict[int, ToewijzingRow]
) -> HulpGestart:
    """The news of an accepted start message: what began and what was taken back."""
    starts = [
        (line.statusaanlevering, _start(rows[line.toewijzingnummer or 0], line.begindatum)) for line in lines
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


def _start(row: ToewijzingRow, begindatum: date) -> GestarteHulp:
    return GestarteHulp(
        toewijzing_id=row.id,
        persoon_id=row.persoon_id,
        toewijzingnummer=row.toewijzingnummer,
        grond_soort=row.grond.soort,
        grond_nummer=row.grond.nummer,
        productnaam=row.productnaam,
        begindatum=begindatum,
    )
