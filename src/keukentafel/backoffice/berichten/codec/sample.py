"""Seeded valid messages of every implemented kind: for tests, benchmarks and trying things out.

The people in them do not exist: their BSNs come from the series for testing and their names from a short list.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder, header_gemeente
from keukentafel.backoffice.berichten.codec.oordeel import (
    BerichtOordeel,
    Bevinding,
    DeclaratieOordeel,
    PrestatieOordeel,
    Uitkomst,
)
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
    Telefoon,
    Telefoonnummers,
    VerkorteNaam,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Bericht325,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.start import (
    Bericht305,
    Client305,
    StartProduct,
)
from keukentafel.backoffice.berichten.codec.records.toewijzing import (
    Bericht301,
    Client301,
    Contact,
    Relatie,
    ToegewezenProduct,
)
from keukentafel.backoffice.berichten.codec.registry import Bericht, find_soort
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_325, build_retour, total_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding
from keukentafel.backoffice.berichten.codec.rules.level2_declaratie import sum_of
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.bsn import test_bsns

GEMEENTE = "9901"
AANBIEDER = "99999901"
_DAY = date(2026, 10, 5)
_NAMES = ("Aalbers", "de Boer", "Çelik", "van den Heuvel", "El Amrani", "Østergaard", "Sijtsma", "Zandstra")
_PRODUCTS = (
    ("01", "01A03", "04"),
    ("02", "02A04", "01"),
    ("07", "07A02", "16"),
    ("15", "15A01", "14"),
    ("10", "10A01", "82"),
)
_LINES_PER_CLIENT = 5


def sample(nummer: int, law: Law = Law.WMO, *, lines: int = 1, seed: int = 0) -> Bericht:
    """A valid message with `lines` allocations, starts or Prestaties (at least 1); KeyError for a kind that is not implemented."""
    find_soort(law, nummer)
    return _MAKERS[nummer](law, max(lines, 1), Chance(law.value, nummer, seed))


def _bsn(chance: Chance) -> str:
    return next(test_bsns(chance.below(500)))


def _born(chance: Chance) -> Geboortedatum:
    use = chance.pick((None, None, "1", "2", "3"))
    day = date(chance.between(1925, 2015), chance.between(1, 12), chance.between(1, 28))
    dates = {"1": day.replace(day=1), "2": day.replace(day=1, month=1), "3": date(1900, 1, 1)}
    return Geboortedatum(datum=dates.get(use or "", day), datumgebruik=use)


def _surname(chance: Chance) -> Achternaam:
    *prefix, name = chance.pick(_NAMES).rsplit(" ", 1)
    return Achternaam(achternaam=name, voorvoegsel=prefix[0] if prefix else None)


def _full_name(chance: Chance) -> VolledigeNaam:
    partner = _surname(chance) if chance.happens(40) else None
    return VolledigeNaam(
        geslachtsnaam=_surname(chance),
        partnernaam=partner,
        voorletters=chance.pick((None, "A", "JM")),
        naamgebruik=chance.pick(("1", "2", "3", "4")) if partner else "1",
    )


def _contact(chance: Chance, soort: str) -> Contact:
    huis = Huis(huisnummer=chance.between(1, 300), huisletter=chance.pick((None, "a")))
    postcode = f"{chance.between(1000, 9999)}AB"
    start = date(2026, 1, chance.between(1, 28))
    return Contact(
        soort=soort,
        adres=Adres(
            huis=huis, postcode=postcode, straatnaam="Lindelaan", plaatsnaam="Lindewaard", landcode="NL"
        ),
        telefoon=Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0600000000", landnummer="31"))
        if chance.happens(50)
        else None,
        emailadres="voorbeeld@example.org" if chance.happens(30) else None,
        periode=OpenPeriode(begindatum=start, einddatum=start + timedelta(days=90))
        if soort == "04"
        else None,
    )


def _relatie(chance: Chance, number: int) -> Relatie:
    return Relatie(
        nummer=str(number),
        volgorde=number if chance.happens(50) else None,
        soort=chance.pick(("10", "12", "16", "20")),
        geboortedatum=_born(chance) if chance.happens(30) else None,
        geslacht=chance.pick((None, "0", "1", "2")),
        naam=_full_name(chance),
        contact=_contact(chance, "02"),
    )


def _toegewezen(chance: Chance, number: int) -> ToegewezenProduct:
    category, code, unit = _PRODUCTS[number % len(_PRODUCTS)]
    # Later allocations of the same product start after the earlier ones have ended: no overlap (TR302).
    start = date(2021 + number // len(_PRODUCTS), 1, 1) if number < 5 * len(_PRODUCTS) else date(2026, 1, 1)
    specific = number < 5 * len(_PRODUCTS)
    frequency = chance.pick(("2", "4", "6") if unit in ("14", "16") else ("1", "2", "4", "6"))
    return ToegewezenProduct(
        toewijzingnummer=1_000_000 + number,
        product=Product(categorie=category, code=code if specific else f"{number % 100_000:05d}"),
        toewijzingsdatum=start,
        toewijzingstijd=time(chance.below(24), chance.below(60), chance.below(60)),
        ingangsdatum=start,
        einddatum=start.replace(month=12, day=31),
        redenwijziging=chance.pick((None, None, "04", "12")),
        omvang=Omvang(volume=chance.between(1, 40), eenheid=unit, frequentie=frequency),
        commentaar="Eerste regel & meer\n<tweede> regel" if chance.happens(20) else None,
    )


def _toewijzing(law: Law, lines: int, chance: Chance) -> Bericht301:
    kinds = ("01", "02", "04")[: chance.between(1, 3)]
    client = Client301(
        bsn=_bsn(chance),
        geboortedatum=_born(chance),
        geslacht=chance.pick(("0", "1", "2")),
        naam=_full_name(chance),
        communicatie=chance.pick((None, Communicatie(vorm="1", taal="Tigrinya"), Communicatie(vorm="2"))),
        relaties=tuple(_relatie(chance, number) for number in range(1, chance.between(1, 3))),
        contactgegevens=tuple(_contact(chance, kind) for kind in kinds),
        toegewezenproducten=tuple(_toegewezen(chance, number) for number in range(lines)),
    )
    header = header_gemeente(
        find_soort(law, 301),
        afzender=GEMEENTE,
        ontvanger=AANBIEDER,
        identificatie=_identification(chance),
        dagtekening=_DAY,
    )
    return Bericht301(header=header, client=client)


def _identification(chance: Chance) -> str:
    return f"T{chance.below(10**9):09d}"


def _start(law: Law, lines: int, chance: Chance) -> Bericht305:
    client = Client305(
        bsn=_bsn(chance),
        geboortedatum=_born(chance),
        geslacht=chance.pick(("0", "1", "2")),
        naam=VerkorteNaam(geslachtsnaam=_surname(chance), voornamen=chance.pick((None, "Anna Maria"))),
        startproducten=tuple(_startproduct(chance, number) for number in range(lines)),
    )
    header = header_aanbieder(
        find_soort(law, 305),
        afzender=AANBIEDER,
        ontvanger=GEMEENTE,
        identificatie=_identification(chance),
        dagtekening=_DAY,
    )
    return Bericht305(header=header, client=client)


def _startproduct(chance: Chance, number: int) -> StartProduct:
    category, code, _ = _PRODUCTS[number % len(_PRODUCTS)]
    return StartProduct(
        toewijzingnummer=1_000_000 + number,
        product=Product(categorie=category, code=code) if chance.happens(80) else None,
        toewijzingingangsdatum=date(2026, 9, 1) if chance.happens(80) else None,
        begindatum=date(2026, 9, chance.between(1, 30)),
        statusaanlevering=chance.pick(("1", "1", "3")),
    )


def _prestatie(chance: Chance, number: int, month: GeslotenPeriode) -> Prestatie:
    category, code, unit = _PRODUCTS[number % len(_PRODUCTS)]
    volume, tariff = chance.between(1, 600), chance.between(80, 9000)
    credit = chance.happens(10)
    in_euros = chance.happens(5)
    amount = volume if in_euros else volume * tariff
    return Prestatie(
        productreferentie=Referentie(
            referentienummer=f"R{number:09d}", vorigreferentienummer=f"V{number:09d}" if credit else None
        ),
        toewijzingnummer=1_000_000 + number,
        productcategorie=category,
        productcode=code,
        productperiode=month,
        geleverdvolume=volume,
        eenheid="83" if in_euros else unit,
        producttarief=None if in_euros else tariff,
        ingediendbedrag=BedragMetDC(bedrag=amount, debetcredit="C" if credit else "D"),
    )


def _declaratie(law: Law, lines: int, chance: Chance) -> Bericht323:
    month = GeslotenPeriode(begindatum=date(2026, 9, 1), einddatum=date(2026, 9, 30))
    prestaties = [_prestatie(chance, number, month) for number in range(lines)]
    cuts = range(0, lines, _LINES_PER_CLIENT)
    bsns = islice(test_bsns(chance.below(500)), len(cuts))
    clienten = tuple(
        Client323(bsn=bsn, prestaties=tuple(prestaties[cut : cut + _LINES_PER_CLIENT]))
        for bsn, cut in zip(bsns, cuts, strict=True)
    )
    header = header_aanbieder(
        find_soort(law, 323),
        afzender=AANBIEDER,
        ontvanger=GEMEENTE,
        identificatie=_identification(chance),
        dagtekening=_DAY,
    )
    declaratie = Declaratie(
        declaratienummer=f"D{chance.below(10**9):09d}",
        declaratieperiode=month,
        declaratiedagtekening=_DAY - timedelta(days=chance.below(4)),
        totaalingediendbedrag=total_of(sum_of(prestaties)),
        clienten=clienten,
    )
    return Bericht323(header=header, declaratie=declaratie)


def _whole(chance: Chance, found: Bevinding, *path: str | int) -> BerichtOordeel:
    kind = chance.below(3)
    if kind == 0:
        return BerichtOordeel()
    if kind == 1:
        return BerichtOordeel(header=(bevinding("TR056"),))
    return BerichtOordeel(
        klassen={path: (found,)}, niet_beoordeeld=frozenset({("client", "contactgegevens", 0)})
    )


def _toewijzing_retour(law: Law, lines: int, chance: Chance) -> Bericht:
    heen = _toewijzing(law, lines, chance)
    oordeel = _whole(chance, bevinding("TR381"), "client", "toegewezenproducten", chance.below(lines))
    return build_retour(
        heen,
        LEVEL2 if chance.happens(20) else oordeel,
        identificatie=_identification(chance),
        dagtekening=_DAY,
    )


def _start_retour(law: Law, lines: int, chance: Chance) -> Bericht:
    heen = _start(law, lines, chance)
    oordeel = _whole(chance, bevinding("TR019"), "client", "startproducten", chance.below(lines))
    return build_retour(
        heen,
        LEVEL2 if chance.happens(20) else oordeel,
        identificatie=_identification(chance),
        dagtekening=_DAY,
    )


def _antwoord(law: Law, lines: int, chance: Chance) -> Bericht325:
    heen = _declaratie(law, lines, chance)
    refused = chance.pick((0, 30, 100))
    oordelen = []
    for client in heen.declaratie.clienten:
        for prestatie in client.prestaties:
            line = PrestatieOordeel(client, prestatie, Uitkomst.TOEGEKEND)
            if chance.happens(refused):
                line = replace(
                    line, uitkomst=Uitkomst.AFGEWEZEN, bevindingen=(bevinding("TR338"), bevinding("TR346"))
                )
            oordelen.append(line)
    header, declaratie = chance.pick(
        (((), ()), ((), ()), ((bevinding("TR056"),), ()), ((), (bevinding("TR333"),)))
    )
    if header or declaratie:
        oordelen = [replace(line, uitkomst=Uitkomst.NIET_BEOORDEELD) for line in oordelen]
    oordeel = DeclaratieOordeel(header, declaratie, {}, tuple(oordelen))
    return build_325(heen, oordeel, identificatie=_identification(chance), dagtekening=_DAY)


_MAKERS: dict[int, Callable[[Law, int, Chance], Bericht]] = {
    301: _toewijzing,
    302: _toewijzing_retour,
    305: _start,
    306: _start_retour,
    323: _declaratie,
    325: _antwoord,
}
