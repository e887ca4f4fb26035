"""Files as providers would send them, in the national format (iWmo and iJw 3.2), for the inbox of the example municipality.

A separate generator: it knows what a provider knows (its clients, its allocations, its deliveries) and nothing of the
rooms that read its files. The declarations it writes are never loaded by the filling as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.provider import (
    Bestandsfout,
    Briefhoofd,
    Client,
    Levering,
    Regelfout,
    aangevraagdproduct,
    declaratie_323,
    retour_302,
    start_305,
    startproduct,
    stop_307,
    stopproduct,
    verzoek_315,
)
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.bsn import test_bsns
from keukentafel.core.eenheden import EURO
from keukentafel.demo.records.backoffice import DeclaratieRecord, PrestatieRecord, ToewijzingRecord
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.people.queries import is_minor

STARTS = 5
# How many days ago help began by who has a task, and which of it ended yesterday.
BEGUN_BY_TASK, ENDED_BY_TASK = (1, 2, 4, 8), 3
UNKNOWN_NUMBER = 900_000_001
_ONE_DAY = timedelta(days=1)
_YEAR, _TWELVE_YEARS = timedelta(days=364), timedelta(days=12 * 365)
# WMO588: for a time, as planned. COD327: a general practitioner.
_STOPS = ("20", "19")
_GENERAL_PRACTITIONER = "02"
# JZ588: as planned.
_AS_PLANNED = "31"
_BY_TASK = Product(categorie="45", code="45A48")


@dataclass(frozen=True, slots=True)
class ProviderFile:
    """One file with the name under which the provider sends it."""

    naam: str
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """A declaration of a provider that was not loaded: its message and lines, with the AGB code of the sender."""

    agb: str
    message: DeclaratieRecord
    lines: Sequence[PrestatieRecord]


@dataclass(frozen=True, slots=True)
class Books:
    """What providers know together: who their clients are and what was allocated to them."""

    gemeente: str
    day: date
    persons: Mapping[str, PersoonRecord]
    allocations: Mapping[str, ToewijzingRecord]
    agbs: Mapping[str, str]


_MIXED = {
    1: Regelfout.VERKEERD_TARIEF,
    3: Regelfout.DUBBEL,
    5: Regelfout.ONBEKENDE_TOEWIJZING,
    7: Regelfout.PERIODE_BUITEN,
}
# What is wrong with the largest declaration, the next, and so on; the rest is as good as the deliveries themselves.
_LINE_FAULTS: Mapping[int, Mapping[int, Regelfout]] = {
    0: _MIXED,
    1: {2: Regelfout.VOLUME_TE_HOOG},
    4: {0: Regelfout.VERKEERD_TARIEF, 1: Regelfout.VERKEERD_TARIEF},
}
_FILE_FAULTS = {2: Bestandsfout.DOCTYPE, 3: Bestandsfout.TOTAAL_FOUT}
_SENT_TWICE = 1


def declarations(books: Books, delivered: Sequence[Delivered]) -> Iterator[ProviderFile]:
    """A file for each declaration, largest first.

    One is cut off on its way and comes again whole; the last is sent once more as if it were new, which its number forbids (TR333).
    """
    ordered = sorted(delivered, key=lambda item: (-len(item.lines), item.message.sleutel))
    for place, item in enumerate(ordered):
        name = f"WMO323-{item.agb}-{item.message.declaratienummer}"
        if place == _SENT_TWICE:
            yield ProviderFile(f"{name}-1.xml", _declaration(books, item, {}, Bestandsfout.AFGEKAPT))
            name += "-2"
        content = _declaration(books, item, _LINE_FAULTS.get(place, {}), _FILE_FAULTS.get(place))
        yield ProviderFile(f"{name}.xml", content)
        if place == len(ordered) - 1:
            again = _declaration(books, item, {}, None, f"N{item.message.declaratienummer}")
            yield ProviderFile(f"{name}-opnieuw.xml", again)


def _declaration(
    books: Books,
    item: Delivered,
    faults: Mapping[int, Regelfout],
    file_fault: Bestandsfout | None,
    identificatie: str = "",
) -> bytes:
    lines = [_line(books, line) for line in item.lines]
    return declaratie_323(
        Briefhoofd(
            aanbieder=item.agb,
            gemeente=books.gemeente,
            identificatie=identificatie or item.message.declaratienummer,
            dagtekening=item.message.dagtekening,
        ),
        declaratienummer=item.message.declaratienummer,
        maand=item.message.begindatum,
        leveringen=lines,
        regelfouten={place: fault for place, fault in faults.items() if place < len(lines)},
        bestandsfout=file_fault,
    )


def _line(books: Books, line: PrestatieRecord) -> Levering:
    allocation = books.allocations[line.toewijzing]
    return Levering(
        bsn=books.persons[allocation.persoon].bsn,
        toewijzingnummer=int(allocation.toewijzingnummer),
        categorie=allocation.categorie,
        code=line.product,
        begindatum=line.begindatum,
        einddatum=line.einddatum,
        volume=line.volume,
        eenheid=line.eenheid,
        tarief=None if line.eenheid == EURO else line.tarief,
        referentienummer=line.referentienummer,
        bedrag=line.bedrag,
    )


def starts(books: Books) -> Iterator[ProviderFile]:
    """Start messages for some allocations that had not started; the last one names an allocation that nobody gave."""
    waiting = sorted(
        (
            row
            for row in books.allocations.values()
            if row.wet == "wmo" and row.stand == "toegewezen" and row.ingangsdatum < books.day - _ONE_DAY
        ),
        key=lambda row: (row.ingangsdatum, row.sleutel),
        reverse=True,
    )[:STARTS]
    for place, row in enumerate(waiting):
        unknown = place > 0 and place == len(waiting) - 1
        number = UNKNOWN_NUMBER if unknown else int(row.toewijzingnummer)
        agb, identity = books.agbs[row.aanbieder], f"S{row.toewijzingnummer[-9:]}"
        product = startproduct(
            number,
            row.categorie,
            row.product,
            ingangsdatum=row.ingangsdatum,
            begindatum=max(row.ingangsdatum, books.day - (place + 1) * _ONE_DAY),
        )
        head = Briefhoofd(
            aanbieder=agb, gemeente=books.gemeente, identificatie=identity, dagtekening=books.day
        )
        content = start_305(head, client_of(books.persons[row.persoon]), [product])
        yield ProviderFile(f"WMO305-{agb}-{identity}.xml", content)


def stops(books: Books) -> Iterator[ProviderFile]:
    """Help that pauses and help that ended, each in a message of its own."""
    running = sorted(
        (
            row
            for row in books.allocations.values()
            if row.wet == "wmo"
            and row.stand == "geleverd"
            and (row.einddatum is None or row.einddatum > books.day)
        ),
        key=lambda row: (row.gestart_op or books.day, row.sleutel),
    )[: len(_STOPS)]
    for row, reden in zip(running, _STOPS, strict=False):
        if row.gestart_op is None:
            continue
        agb, identity = books.agbs[row.aanbieder], f"E{row.toewijzingnummer[-9:]}"
        begun = startproduct(
            int(row.toewijzingnummer),
            row.categorie,
            row.product,
            ingangsdatum=row.ingangsdatum,
            begindatum=row.gestart_op,
        )
        head = Briefhoofd(
            aanbieder=agb, gemeente=books.gemeente, identificatie=identity, dagtekening=books.day
        )
        stopped = stopproduct(begun, reden, books.day - _ONE_DAY)
        yield ProviderFile(
            f"WMO307-{agb}-{identity}.xml", stop_307(head, client_of(books.persons[row.persoon]), [stopped])
        )


def by_task(books: Books, provider: str) -> Iterator[ProviderFile]:
    """Help that a provider with a task begins without an allocation, for children whom others help too, and one end of it (IV096)."""
    children = {
        row.persoon: row
        for row in books.allocations.values()
        if row.wet == "jeugdwet"
        and row.stand == "geleverd"
        and is_minor(books.persons[row.persoon].geboortedatum, books.day)
        and row.aanbieder != provider
        and not books.persons[row.persoon].bescherming
    }
    # The first residents have a story of their own, which this would cross.
    newest = sorted(children.items(), reverse=True)
    agb = books.agbs[provider]
    for place, (days, (person, row)) in enumerate(zip(BEGUN_BY_TASK, newest, strict=False)):
        client, number = client_of(books.persons[person]), row.toewijzingnummer[-9:]
        begun = StartProduct(product=_BY_TASK, begindatum=books.day - days * _ONE_DAY, statusaanlevering="1")
        head = Briefhoofd(
            aanbieder=agb,
            gemeente=books.gemeente,
            identificatie=f"T{number}",
            dagtekening=books.day,
            law=Law.JW,
        )
        yield ProviderFile(f"JW305-{agb}-{head.identificatie}.xml", start_305(head, client, [begun]))
        if place == ENDED_BY_TASK:
            head = replace(head, identificatie=f"B{number}")
            ended = stopproduct(begun, _AS_PLANNED, books.day - _ONE_DAY)
            yield ProviderFile(f"JW307-{agb}-{head.identificatie}.xml", stop_307(head, client, [ended]))


def requests(books: Books) -> Iterator[ProviderFile]:
    """A general practitioner refers a child that nobody here knows: the provider asks for help like that of another child."""
    like = next(
        (row for row in books.allocations.values() if row.wet == "jeugdwet" and row.stand == "geleverd"), None
    )
    if like is None:
        return
    known = {person.bsn for person in books.persons.values()}
    bsn = next(number for number in test_bsns(start=len(known)) if number not in known)
    agb, identity = books.agbs[like.aanbieder], f"V{like.toewijzingnummer[-9:]}"
    head = Briefhoofd(
        aanbieder=agb, gemeente=books.gemeente, identificatie=identity, dagtekening=books.day, law=Law.JW
    )
    child = Client(
        bsn=bsn,
        achternaam="Vermeer",
        voorvoegsel="van der",
        voornamen="Lotte",
        geboortedatum=books.day - _TWELVE_YEARS,
        geslacht="2",
    )
    asked = aangevraagdproduct(
        f"VOT-{identity}",
        Product(categorie=like.categorie, code=like.product),
        Omvang(volume=like.volume, eenheid=like.eenheid, frequentie=like.frequentie),
        begin=books.day,
        einde=books.day + _YEAR,
        verwijzer=_GENERAL_PRACTITIONER,
    )
    yield ProviderFile(
        f"JW315-{agb}-{identity}.xml", verzoek_315(head, child, [asked], gezagsdragerbekend="1")
    )


def client_of(person: PersoonRecord) -> Client:
    """A resident as providers know them."""
    return Client(
        bsn=person.bsn,
        achternaam=person.achternaam,
        voorvoegsel=person.voorvoegsel or None,
        voornamen=person.voornamen or None,
        geboortedatum=person.geboortedatum,
        geslacht=str(person.geslacht),
    )


def delivered(name: str) -> ProviderFile:
    """What the transport says of a message of ours that reached the provider."""
    return ProviderFile(f"{name}.afgeleverd", b"")


def not_delivered(name: str) -> ProviderFile:
    """What the transport says of a message of ours that it could not hand over."""
    return ProviderFile(f"{name}.fout", b"503\nDe ontvanger is niet bereikbaar.")


def answer(sent: bytes, *, agb: str, number: int, day: date) -> ProviderFile:
    """The answer of a provider that takes a 301 as it is."""
    identity = f"R{number:09}"
    return ProviderFile(
        f"WMO302-{agb}-{identity}.xml", retour_302(sent, identificatie=identity, dagtekening=day)
    )
