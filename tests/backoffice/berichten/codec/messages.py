"""One valid message of each kind to change one thing in, and a short way to change it."""

from dataclasses import replace
from datetime import date, time
from itertools import islice
from typing import Any

from keukentafel.backoffice.berichten.codec.headers import header_aanbieder, header_gemeente
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Adres,
    BedragMetDC,
    Communicatie,
    Geboortedatum,
    GeslotenPeriode,
    Huis,
    Omvang,
    OpenPeriode,
    Product,
    Referentie,
    TotaalBedragMetDC,
    VerkorteNaam,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import (
    Bericht301,
    Client301,
    Contact,
    Relatie,
    ToegewezenProduct,
)
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.bsn import test_bsns as bsns

BSN, OTHER_BSN, THIRD_BSN = islice(bsns(), 3)
DAY = date(2026, 10, 5)
SEPTEMBER = GeslotenPeriode(begindatum=date(2026, 9, 1), einddatum=date(2026, 9, 30))


def change(record: Any, path: str, value: Any) -> Any:
    """The record with the value at a path such as "client.prestaties.0.eenheid" replaced."""
    head, _, tail = path.partition(".")
    if isinstance(record, tuple):
        index = int(head)
        return (*record[:index], change(record[index], tail, value) if tail else value, *record[index + 1 :])
    held = getattr(record, head)
    return replace(record, **{head: change(held, tail, value) if tail else value})


def changed(record: Any, **changes: Any) -> Any:
    """The record with several values replaced; dots in a path are written as double underscores."""
    for path, value in changes.items():
        record = change(record, path.replace("__", "."), value)
    return record


def toewijzing() -> Bericht301:
    naam = VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Zandstra"), naamgebruik="1")
    adres = Adres(huis=Huis(huisnummer=7), postcode="1234 AB", landcode="NL")
    client = Client301(
        bsn=BSN,
        geboortedatum=Geboortedatum(datum=date(1950, 5, 6)),
        geslacht="2",
        naam=naam,
        communicatie=Communicatie(vorm="2"),
        relaties=(Relatie(nummer="1", soort="10", naam=naam, contact=Contact(soort="02", adres=adres)),),
        contactgegevens=(
            Contact(soort="01", adres=adres),
            Contact(soort="04", adres=adres, periode=OpenPeriode(begindatum=DAY, einddatum=DAY)),
        ),
        toegewezenproducten=(_toegewezen(1, "02A04"), _toegewezen(2, "02A05")),
    )
    header = header_gemeente(
        find_soort(Law.WMO, 301), afzender="9901", ontvanger="99999901", identificatie="ID1", dagtekening=DAY
    )
    return Bericht301(header=header, client=client)


def _toegewezen(number: int, code: str) -> ToegewezenProduct:
    return ToegewezenProduct(
        toewijzingnummer=number,
        product=Product(categorie="02", code=code),
        toewijzingsdatum=DAY,
        toewijzingstijd=time(9, 30),
        ingangsdatum=date(2026, 1, 1),
        einddatum=date(2026, 12, 31),
        omvang=Omvang(volume=120, eenheid="01", frequentie="2"),
    )


def start() -> Bericht305:
    client = Client305(
        bsn=BSN,
        geboortedatum=Geboortedatum(datum=date(1950, 5, 6)),
        geslacht="2",
        naam=VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Zandstra")),
        startproducten=(
            StartProduct(
                toewijzingnummer=1,
                product=Product(categorie="02", code="02A04"),
                toewijzingingangsdatum=date(2026, 1, 1),
                begindatum=date(2026, 1, 12),
                statusaanlevering="1",
            ),
            StartProduct(toewijzingnummer=2, begindatum=date(2026, 1, 12), statusaanlevering="1"),
        ),
    )
    header = header_aanbieder(
        find_soort(Law.WMO, 305), afzender="99999901", ontvanger="9901", identificatie="ID1", dagtekening=DAY
    )
    return Bericht305(header=header, client=client)


def prestatie(number: int, **changes: Any) -> Prestatie:
    """A debet line of 300 minutes at € 1,05 on allocation `number`."""
    line: Prestatie = Prestatie(
        productreferentie=Referentie(referentienummer=f"R{number}"),
        toewijzingnummer=number,
        productcategorie="02",
        productcode="02A04",
        productperiode=SEPTEMBER,
        geleverdvolume=300,
        eenheid="01",
        producttarief=105,
        ingediendbedrag=BedragMetDC(bedrag=31500, debetcredit="D"),
    )
    found: Prestatie = changed(line, **changes)
    return found


def credit(number: int, debet: str, **changes: Any) -> Prestatie:
    """A credit of such a line."""
    values = {"productreferentie__vorigreferentienummer": debet, "ingediendbedrag__debetcredit": "C"}
    return prestatie(number, productreferentie__referentienummer=f"C{number}", **values, **changes)


def declaratie(*clients: tuple[str, tuple[Prestatie, ...]]) -> Bericht323:
    """A declaration of September with these clients and lines; by default two clients with two lines and one."""
    chosen = clients or ((BSN, (prestatie(1), prestatie(2))), (OTHER_BSN, (prestatie(3),)))
    amounts = [line.ingediendbedrag for _, lines in chosen for line in lines]
    total = sum(amount.bedrag * (1 if amount.debetcredit == "D" else -1) for amount in amounts)
    body = Declaratie(
        declaratienummer="D1",
        declaratieperiode=SEPTEMBER,
        declaratiedagtekening=date(2026, 10, 4),
        totaalingediendbedrag=TotaalBedragMetDC(
            totaalbedrag=abs(total), debetcredit="C" if total < 0 else "D"
        ),
        clienten=tuple(Client323(bsn=bsn, prestaties=lines) for bsn, lines in chosen),
    )
    header = header_aanbieder(
        find_soort(Law.WMO, 323), afzender="99999901", ontvanger="9901", identificatie="ID1", dagtekening=DAY
    )
    return Bericht323(header=header, declaratie=body)
