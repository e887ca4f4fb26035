"""Starts and stops as providers report them: what is known of them, how they are kept, and the news of them.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from keukentafel.backoffice.berichten import operations as messages
from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop, KnownToewijzing
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Client307, StopProduct
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.berichten.domain.termijnen import Wat
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow, Wet
from keukentafel.backoffice.toewijzingen import message, queries, reports
from keukentafel.backoffice.toewijzingen.domain.events import (
    GestarteHulp,
    GestopteHulp,
    HulpGestart,
    HulpGestopt,
)
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Hulp,
    LoadedToewijzing,
    Mist,
    Signaaltermijn,
    ToewijzingRow,
)
from keukentafel.backoffice.toewijzingen.models import StartMelding, StopMelding, Toewijzing
from keukentafel.backoffice.toewijzingen.reports import FIRST_DELIVERY, TAKEN_BACK
from keukentafel.backoffice.toewijzingen.rules.delivery import hulp_of, is_late
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.clock import queries as clock

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Taak:
    """A provider that may start without an allocation, and the client of the message once they are known here."""

    aanbieder_id: UUID
    aanbiedernaam: str
    persoon_id: UUID | None = None


def task_of(event: BerichtOntvangen) -> Taak | None:
    """The task of the sender, which only the Jeugdwet knows (IV096); None without a contract that gives one."""
    wet = message.WET[event.wet]
    if wet is not Wet.JEUGDWET or not contracts.has_task(
        gemeente=event.gemeente, wet=wet, agb=event.afzender, day=clock.today()
    ):
        return None
    provider = contracts.provider_by_agb(gemeente=event.gemeente, agb=event.afzender)
    return None if provider is None else Taak(provider.id, provider.naam)


def with_client(event: BerichtOntvangen, client: Client305 | Client307, taak: Taak | None) -> Taak | None:
    """The task with the person of the message when a line in it has no allocation; who is not known is registered."""
    lines = client.startproducten if isinstance(client, Client305) else client.stopproducten
    if taak is None or all(line.toewijzingnummer is not None for line in lines):
        return taak
    actor = accounts.get_actor(event.account_id)
    found, _ = messages.client_of(
        actor=actor, client=client, bericht_id=event.bericht_id, nummer=event.nummer
    )
    return replace(taak, persoon_id=found)


def known_allocations(
    event: BerichtOntvangen, lines: Iterable[StartProduct | StopProduct]
) -> tuple[dict[int, KnownToewijzing], dict[int, ToewijzingRow]]:
    """What is known of the allocations of a message to its sender, and their rows, by toewijzingnummer."""
    wet = message.WET[event.wet]
    numbers = [line.toewijzingnummer for line in lines if line.toewijzingnummer is not None]
    known = queries.known(gemeente=event.gemeente, wet=wet, nummers=numbers, agb=event.afzender)
    return known, queries.by_numbers(gemeente=event.gemeente, wet=wet, nummers=known)


def known_reports(
    rows: Mapping[int, ToewijzingRow],
    known: Mapping[int, KnownToewijzing],
    taak: Taak | None = None,
    bsn: str = "",
) -> tuple[tuple[KnownStart, ...], tuple[KnownStop, ...]]:
    """The starts and stops of these allocations as they stand, and those without one in this task. Two queries."""
    wanted = Q(toewijzing_id__in=[row.id for row in rows.values()])
    bsns: dict[int | None, str] = {number: value.bsn for number, value in known.items()}
    if taak is not None:
        bsns[None] = bsn
        wanted |= Q(toewijzing__isnull=True, aanbieder_id=taak.aanbieder_id, persoon__bsn=bsn)
    return reports.known_reports(wanted, bsns)


def store_starts(
    event: BerichtOntvangen,
    lines: Iterable[StartProduct],
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
    handeling_id: int,
) -> None:
    """Write the reports, first what is taken back."""
    StartMelding.objects.bulk_create(
        StartMelding(**_reported(event, line, rows, taak, handeling_id))
        for line in sorted(lines, key=_taken_back_first)
    )


def store_stops(
    event: BerichtOntvangen,
    lines: Iterable[StopProduct],
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
    handeling_id: int,
) -> None:
    """Write the reports, first what is taken back."""
    StopMelding.objects.bulk_create(
        StopMelding(
            **_reported(event, line, rows, taak, handeling_id),
            einddatum=line.einddatum,
            reden_beeindiging=line.redenbeeindiging,
        )
        for line in sorted(lines, key=_taken_back_first)
    )


def _reported(
    event: BerichtOntvangen,
    line: StartProduct | StopProduct,
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
    handeling_id: int,
) -> dict[str, Any]:
    """What a report of a start and one of a stop both keep."""
    product = line.product
    return {
        "gemeente_id": event.gemeente,
        "handeling_id": handeling_id,
        **_whose(line, rows, taak),
        "productcategorie": product.categorie if product else "",
        "productcode": (product.code or "") if product else "",
        "begindatum": line.begindatum,
        "statusaanlevering": line.statusaanlevering,
        "bericht_id": event.bericht_id,
        "gemeld_op": clock.today(),
    }


def _whose(
    line: StartProduct | StopProduct, rows: Mapping[int, ToewijzingRow], taak: Taak | None
) -> dict[str, UUID | None]:
    if line.toewijzingnummer is not None:
        return {"toewijzing_id": rows[line.toewijzingnummer].id}
    if taak is None:
        raise ValueError("A report without an allocation belongs to a task.")
    return {"persoon_id": taak.persoon_id, "aanbieder_id": taak.aanbieder_id}


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
    event: BerichtOntvangen,
    lines: Iterable[StartProduct],
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
) -> HulpGestart:
    """The news of an accepted start message: what began and what was taken back; `rows` as they stand after it."""
    term = queries.term_of(gemeente=event.gemeente, mist=Mist.START, day=clock.today())
    own = list(lines)
    starts = [
        (line.statusaanlevering, _start(line, about, term))
        for line, about in zip(own, _about(event, own, rows, taak), strict=True)
    ]
    return HulpGestart(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        aanbiedernaam=_provider(rows, taak),
        gemeld_op=clock.today(),
        starts=tuple(start for status, start in starts if status == FIRST_DELIVERY),
        ingetrokken=tuple(start for status, start in starts if status == TAKEN_BACK),
    )


def _provider(rows: Mapping[int, ToewijzingRow], taak: Taak | None) -> str:
    return next((row.aanbiedernaam for row in rows.values()), taak.aanbiedernaam if taak else "")


def _about(
    event: BerichtOntvangen,
    lines: Sequence[StartProduct | StopProduct],
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
) -> list[tuple[dict[str, Any], ToewijzingRow | None]]:
    """Per line what the news says of whose help it is, and the allocation if there is one; one query at most."""
    names = _product_names(event, [line for line in lines if line.toewijzingnummer is None])
    return [
        (_of_allocation(row), row)
        if (row := rows.get(line.toewijzingnummer or 0)) is not None
        else (_of_task(taak, names[line.product]), None)
        for line in lines
    ]


def _of_allocation(row: ToewijzingRow) -> dict[str, Any]:
    return {
        "toewijzing_id": row.id,
        "persoon_id": row.persoon_id,
        "toewijzingnummer": row.toewijzingnummer,
        "grond_soort": row.grond.soort,
        "grond_nummer": row.grond.nummer,
        "productnaam": row.productnaam,
    }


def _of_task(taak: Taak | None, productnaam: str) -> dict[str, Any]:
    return {
        "toewijzing_id": None,
        "persoon_id": taak.persoon_id if taak else None,
        "toewijzingnummer": None,
        "grond_soort": None,
        "grond_nummer": "",
        "productnaam": productnaam,
    }


def _product_names(
    event: BerichtOntvangen, lines: list[StartProduct | StopProduct]
) -> dict[Product | None, str]:
    """What the products of lines without an allocation are called: by their code, else by their category."""
    if not lines:
        return {}
    wet = message.WET[event.wet]
    pairs = {
        line.product: (line.product.categorie, line.product.code or "") if line.product else ("", "")
        for line in lines
    }
    known = contracts.products_by_code(gemeente=event.gemeente, wet=wet, codes=pairs.values())
    return {
        product: known[pair].naam if pair in known else message.category_name(wet, pair[0])
        for product, pair in pairs.items()
    }


def _start(
    line: StartProduct, about: tuple[dict[str, Any], ToewijzingRow | None], term: Signaaltermijn | None
) -> GestarteHulp:
    said, row = about
    sent = row.toewijzingsdatum if row and row.toewijzingsdatum else line.begindatum
    return GestarteHulp(
        **said,
        begindatum=line.begindatum,
        hulp=row.hulp if row else Hulp(line.begindatum),
        te_laat=term is not None and is_late(clock.today(), max(line.begindatum, sent), term.werkdagen),
    )


def stopped(
    event: BerichtOntvangen,
    lines: Iterable[StopProduct],
    rows: Mapping[int, ToewijzingRow],
    taak: Taak | None,
) -> HulpGestopt:
    """The news of an accepted stop message: what ended and what was taken back; `rows` as they stand after it."""
    own = list(lines)
    stops = [
        (line.statusaanlevering, _stop(event, line, about))
        for line, about in zip(own, _about(event, own, rows, taak), strict=True)
    ]
    return HulpGestopt(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        aanbiedernaam=_provider(rows, taak),
        gemeld_op=clock.today(),
        stops=tuple(stop for status, stop in stops if status == FIRST_DELIVERY),
        ingetrokken=tuple(stop for status, stop in stops if status == TAKEN_BACK),
    )


def _stop(
    event: BerichtOntvangen, line: StopProduct, about: tuple[dict[str, Any], ToewijzingRow | None]
) -> GestopteHulp:
    said, row = about
    uiterlijk = berichten.term_ends(wat=Wat.STOP, day=line.einddatum)
    return GestopteHulp(
        **said,
        begindatum=line.begindatum,
        einddatum=line.einddatum,
        reden_beeindiging=line.redenbeeindiging,
        reden=message.reason_of_end(message.WET[event.wet], line.redenbeeindiging),
        hulp=row.hulp if row else Hulp(line.begindatum, line.einddatum, line.redenbeeindiging),
        te_laat=uiterlijk is not None and clock.today() > uiterlijk,
    )
