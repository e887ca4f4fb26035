"""One valid message of each kind to change one thing in, and a short way to change it."""

from dataclasses import replace
from datetime import date, time
from itertools import islice
from typing import Any

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder, header_gemeente
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord, Bericht319, Woonplaatsbeginsel
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
    Verwijzer,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder, HeaderGemeente
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, Client307, StopProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import (
    Bericht301,
    Client301,
    Contact,
    Relatie,
    ToegewezenProduct,
)
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315, Client315
from keukentafel.backoffice.berichten.codec.records.wijziging import (
    Bericht317,
    Client317,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verzoek,
)
from keukentafel.backoffice.berichten.codec.registry import Bericht, find_soort, soort_of
from keukentafel.backoffice.berichten.codec.spec import Shape, spec_of
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
    return Bericht301(header=_from_gemeente(301), client=client)


def _from_gemeente(nummer: int) -> HeaderGemeente:
    return header_gemeente(
        find_soort(Law.WMO, nummer),
        afzender="9901",
        ontvanger="99999901",
        identificatie="ID1",
        dagtekening=DAY,
    )


def _from_aanbieder(nummer: int) -> HeaderAanbieder:
    return header_aanbieder(
        find_soort(Law.WMO, nummer),
        afzender="99999901",
        ontvanger="9901",
        identificatie="ID1",
        dagtekening=DAY,
    )


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


# What a provider says of the client.
CLIENT: dict[str, Any] = {
    "bsn": BSN,
    "geboortedatum": Geboortedatum(datum=date(1950, 5, 6)),
    "geslacht": "2",
    "naam": VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Zandstra")),
}


def start() -> Bericht305:
    client = Client305(
        **CLIENT,
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
    return Bericht305(header=_from_aanbieder(305), client=client)


def stop() -> Bericht307:
    client = Client307(
        **CLIENT,
        stopproducten=(
            StopProduct(
                toewijzingnummer=1,
                product=Product(categorie="02", code="02A04"),
                toewijzingingangsdatum=date(2026, 1, 1),
                begindatum=date(2026, 1, 12),
                redenbeeindiging="19",
                einddatum=date(2026, 9, 30),
                statusaanlevering="1",
            ),
            StopProduct(
                toewijzingnummer=2,
                begindatum=date(2026, 1, 12),
                redenbeeindiging="20",
                einddatum=date(2026, 9, 30),
                statusaanlevering="1",
            ),
        ),
    )
    return Bericht307(header=_from_aanbieder(307), client=client)


def verzoek() -> Bericht315:
    client = Client315(
        **CLIENT,
        aangevraagdeproducten=(_aangevraagd("VOT-1", "02A04"), _aangevraagd("VOT-2", "02A05")),
    )
    return Bericht315(header=_from_aanbieder(315), client=client)


def _aangevraagd(reference: str, code: str) -> AangevraagdProduct:
    return AangevraagdProduct(
        referentieaanbieder=reference,
        product=Product(categorie="02", code=code),
        toewijzingingangsdatum=date(2026, 11, 1),
        toewijzingeinddatum=date(2027, 10, 31),
        omvang=Omvang(volume=120, eenheid="01", frequentie="2"),
        verwijzer=Verwijzer(type="02", naam="Huisarts aan de Lindelaan"),
    )


def wijziging() -> Bericht317:
    """A request to keep allocation 3, to change allocation 1 and to add two products."""
    extent = Omvang(volume=120, eenheid="01", frequentie="2")
    begin, end = date(2026, 11, 1), date(2026, 12, 31)
    verzoek = Verzoek(
        referentieaanbieder="VOW-1",
        redenverzoek="1",
        ongewijzigdeproducten=(OngewijzigdProduct(toewijzingnummer=3),),
        tewijzigenproducten=(
            TeWijzigenProduct(toewijzingnummer=1, gewensteingangsdatum=begin, einddatum=end, omvang=extent),
        ),
        nieuweproducten=tuple(
            NieuwProduct(
                product=Product(categorie="02", code=code),
                gewensteingangsdatum=begin,
                einddatum=end,
                omvang=extent,
            )
            for code in ("02A05", "02A06")
        ),
    )
    return Bericht317(header=_from_aanbieder(317), client=Client317(bsn=BSN, verzoek=verzoek))


def antwoord() -> Bericht319:
    """A refusal of one request: it does not fit the budget."""
    return Bericht319(
        header=_from_gemeente(319),
        antwoord=Antwoord(referentieaanbieder="VOT-1", verzoekantwoord="1", redenafwijzingverzoek="2"),
    )


def elsewhere() -> Bericht319:
    """A refusal under the Jeugdwet, because another municipality is responsible."""
    found: Bericht319 = changed(
        under_jw(antwoord()),
        antwoord__redenafwijzingverzoek="8",
        antwoord__woonplaatsbeginsel=Woonplaatsbeginsel(gemeente="9902"),
    )
    return found


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
    return Bericht323(header=_from_aanbieder(323), declaratie=body)


def named(bericht: Any, law: Law) -> Any:
    """The same message under the code of a law, with the products as they were: for rules that hold in both laws alike."""
    return change(bericht, "header.berichtcode", find_soort(law, soort_of(bericht).nummer).berichtcode)


# Codes of lists that differ by law: the category at the same place in the list, and the reasons that mean the same.
_WMO_TO_JW = {
    "LDT_ProductCategorie": {
        wmo.code: jw.code
        for wmo, jw in zip(CODELISTS["WMO020"].codes, CODELISTS["JZ020"].codes, strict=False)
    },
    "LDT_RedenBeeindiging": {"19": "31", "21": "32", "22": "33", "23": "34"},
}


def under_jw(bericht: Bericht) -> Any:
    """The same message as iJw has it."""
    code = find_soort(Law.JW, soort_of(bericht).nummer).berichtcode
    return change(_retold(bericht), "header.berichtcode", code)


def _retold(record: Any) -> Any:
    changes: dict[str, Any] = {}
    for element in spec_of(type(record)).elements:
        held = getattr(record, element.attribute)
        if element.shape is Shape.RECORDS:
            changes[element.attribute] = tuple(_retold(item) for item in held)
        elif element.shape is Shape.RECORD and held is not None:
            changes[element.attribute] = _retold(held)
        elif element.simple is not None and element.simple.name in _WMO_TO_JW and held is not None:
            changes[element.attribute] = _WMO_TO_JW[element.simple.name].get(held, held)
    return replace(record, **changes)
