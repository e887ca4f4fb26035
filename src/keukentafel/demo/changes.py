"""Help that pauses and goes on, and a change that a provider asks for, in the example municipality."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from keukentafel.backoffice.berichten.codec.provider import (
    Briefhoofd,
    start_305,
    startproduct,
    wijziging_317,
)
from keukentafel.backoffice.berichten.codec.records.basis import Omvang
from keukentafel.backoffice.berichten.codec.records.wijziging import TeWijzigenProduct, Verzoek
from keukentafel.demo.provider_files import Books, ProviderFile, client_of
from keukentafel.demo.records.backoffice import ToewijzingRecord

_ONE_DAY, _PAUSE, _LONGER = timedelta(days=1), timedelta(days=14), timedelta(weeks=26)
# WJ758: what the client needs has changed.
_NEED_CHANGED = "1"


def paused_on(row: ToewijzingRecord, day: date) -> date | None:
    """The last day before a pause, two weeks before `day`; None for help that does not pause."""
    if row.stand != "tijdelijk gestopt" or row.gestart_op is None:
        return None
    return max(row.gestart_op, day - _PAUSE)


def restarts(books: Books) -> Iterator[ProviderFile]:
    """Help that paused goes on: a new start on the same allocation."""
    paused = (row for row in _running(books) if row.stand == "tijdelijk gestopt")
    row = next(paused, None)
    if row is None:
        return
    head = _head(books, row, "H")
    again = startproduct(
        int(row.toewijzingnummer),
        row.categorie,
        row.product,
        ingangsdatum=row.ingangsdatum,
        begindatum=books.day - _ONE_DAY,
    )
    content = start_305(head, client_of(books.persons[row.persoon]), [again])
    yield ProviderFile(f"WMO305-{head.aanbieder}-{head.identificatie}.xml", content)


def changes(books: Books) -> Iterator[ProviderFile]:
    """A provider asks to let the only help that it gives somebody go on for half a year."""
    given: dict[tuple[str, str], int] = {}
    for row in books.allocations.values():
        given[row.persoon, row.aanbieder] = given.get((row.persoon, row.aanbieder), 0) + 1
    alone = (
        (row, row.einddatum)
        for row in _running(books)
        if row.stand == "geleverd" and given[row.persoon, row.aanbieder] == 1 and row.einddatum is not None
    )
    for row, last in islice(alone, 1):
        yield _longer(books, row, last + _LONGER)


def _longer(books: Books, row: ToewijzingRecord, last: date) -> ProviderFile:
    head = _head(books, row, "W")
    longer = TeWijzigenProduct(
        toewijzingnummer=int(row.toewijzingnummer),
        gewensteingangsdatum=row.ingangsdatum,
        einddatum=last,
        omvang=Omvang(volume=row.volume, eenheid=row.eenheid, frequentie=row.frequentie),
    )
    asked = Verzoek(
        referentieaanbieder=f"VOW-{row.toewijzingnummer}",
        redenverzoek=_NEED_CHANGED,
        tewijzigenproducten=(longer,),
    )
    content = wijziging_317(head, books.persons[row.persoon].bsn, asked)
    return ProviderFile(f"WMO317-{head.aanbieder}-{head.identificatie}.xml", content)


def _running(books: Books) -> list[ToewijzingRecord]:
    """Help under the Wmo that goes on after this day, of residents without a shielded file, the latest start first."""
    found = (
        row
        for row in books.allocations.values()
        if row.wet == "wmo"
        and row.gestart_op is not None
        and row.gestart_op < books.day - _PAUSE
        and (row.einddatum is None or row.einddatum > books.day)
        and not books.persons[row.persoon].bescherming
    )
    return sorted(found, key=lambda row: (row.gestart_op or books.day, row.sleutel), reverse=True)


def _head(books: Books, row: ToewijzingRecord, letter: str) -> Briefhoofd:
    return Briefhoofd(
        aanbieder=books.agbs[row.aanbieder],
        gemeente=books.gemeente,
        identificatie=f"{letter}{row.toewijzingnummer[-9:]}",
        dagtekening=books.day,
    )
