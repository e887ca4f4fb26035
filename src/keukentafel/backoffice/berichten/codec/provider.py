"""Files as a provider would send them: starts, stops, requests, declarations with faults on request, and answers to a 301 or 319.

For the sample generator of the demonstration and for tests. The municipality's own rooms do not use this module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from keukentafel.backoffice.berichten.codec.facts import Facts301
from keukentafel.backoffice.berichten.codec.headers import header_aanbieder
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    BedragMetDC,
    Geboortedatum,
    GeslotenPeriode,
    Omvang,
    Product,
    Referentie,
    VerkorteNaam,
    Verwijzer,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.header import HeaderAanbieder
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, Client307, StopProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315, Client315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317, Client317, Verzoek
from keukentafel.backoffice.berichten.codec.registry import find_soort
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, Afgekeurd, build_retour, total_of
from keukentafel.backoffice.berichten.codec.rules.base import sum_of
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.core.eenheden import EURO

# COD327: referrers who are known by an AGB code (CD066 to CD068), and an invented one.
PROFESSIONALS = frozenset({"02", "03", "04", "05"})
VERWIJZER = "01999901"
_ONE_DAY = timedelta(days=1)
Antwoordbaar = TypeVar("Antwoordbaar", Bericht301, Bericht319)
_LAST_DIGIT_CHANGED = str.maketrans("0123456789", "1234567890")


class Regelfout(StrEnum):
    """A fault in one line of a declaration; each is refused in the 325 while the other lines are granted.

    dubbel: the line of the month before once more (a second debet for that month, 9389).
    """

    ONBEKENDE_TOEWIJZING = "onbekende toewijzing"
    VERKEERD_TARIEF = "verkeerd tarief"
    DUBBEL = "dubbel"
    PERIODE_BUITEN = "periode buiten toewijzing"
    VOLUME_TE_HOOG = "volume te hoog"


class Bestandsfout(StrEnum):
    """A fault in a file as a whole: the first two fall at level 2 (0001), the others at level 1 (no answer)."""

    TOTAAL_FOUT = "totaal klopt niet"
    BSN_FOUT = "BSN klopt niet"
    AFGEKAPT = "afgekapt"
    DOCTYPE = "doctype"


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefhoofd:
    """What every file of a provider starts with: AGB code, gemeente, identification (at most 12 characters) and date."""

    aanbieder: str
    gemeente: str
    identificatie: str
    dagtekening: date
    law: Law = Law.WMO


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client as the provider knows them."""

    bsn: str
    achternaam: str
    geboortedatum: date
    geslacht: str = "0"
    voorvoegsel: str | None = None
    voornamen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levering:
    """What was delivered on one allocation in one month; days inclusive, `tarief` in euro cents per unit (None for unit 83).

    `bedrag` is volume times tariff unless it is given. A credit names the debet it takes back in `vorigreferentienummer`.
    """

    bsn: str
    toewijzingnummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    referentienummer: str
    bedrag: int | None = None
    vorigreferentienummer: str | None = None


def retour_302(data: bytes, *, identificatie: str, dagtekening: date, facts: Facts301 | None = None) -> bytes:
    """The provider's answer to a 301: 0001 when it falls at level 2, else what `facts` make of it; all well without them.

    `facts` are what this provider knows. ValueError when `data` is no readable 301.
    """
    bericht, oordeel = _judged(data, Bericht301, "301")
    if facts is not None and oordeel is not LEVEL2:
        oordeel = judge_301(bericht, facts)
    return write(build_retour(bericht, oordeel, identificatie=identificatie, dagtekening=dagtekening))


def retour_320(data: bytes, *, identificatie: str, dagtekening: date) -> bytes:
    """The provider's answer to a 319: all well, or 0001 when it falls at level 2. ValueError when `data` is no readable 319."""
    bericht, oordeel = _judged(data, Bericht319, "319")
    return write(build_retour(bericht, oordeel, identificatie=identificatie, dagtekening=dagtekening))


def _judged(
    data: bytes, kind: type[Antwoordbaar], label: str
) -> tuple[Antwoordbaar, BerichtOordeel | Afgekeurd]:
    """A message of the municipality, judged at level 2."""
    result = read(data)
    if not isinstance(result.bericht, kind):
        raise ValueError(f"Dit is geen leesbaar {label}-bericht.")
    return result.bericht, LEVEL2 if result.faults else BerichtOordeel()


def start_305(hoofd: Briefhoofd, client: Client, starts: Sequence[StartProduct]) -> bytes:
    """A start message for one client."""
    started = Client305(
        bsn=client.bsn,
        geboortedatum=Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_name(client),
        startproducten=tuple(starts),
    )
    return write(Bericht305(header=_header(hoofd, 305), client=started))


def stop_307(hoofd: Briefhoofd, client: Client, stops: Sequence[StopProduct]) -> bytes:
    """A stop message for one client."""
    stopped = Client307(
        bsn=client.bsn,
        geboortedatum=Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_name(client),
        stopproducten=tuple(stops),
    )
    return write(Bericht307(header=_header(hoofd, 307), client=stopped))


def verzoek_315(
    hoofd: Briefhoofd,
    client: Client,
    producten: Sequence[AangevraagdProduct],
    *,
    gezagsdragerbekend: str | None = None,
) -> bytes:
    """A request to allocate products to one client; only iJw says whether who holds custody is known (COD260)."""
    asked = Client315(
        bsn=client.bsn,
        geboortedatum=Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_name(client),
        gezagsdragerbekend=gezagsdragerbekend,
        aangevraagdeproducten=tuple(producten),
    )
    return write(Bericht315(header=_header(hoofd, 315), client=asked))


def wijziging_317(hoofd: Briefhoofd, bsn: str, verzoek: Verzoek) -> bytes:
    """A request to change what is allocated to one client: the whole situation that is wanted (OP343)."""
    return write(Bericht317(header=_header(hoofd, 317), client=Client317(bsn=bsn, verzoek=verzoek)))


def startproduct(
    toewijzingnummer: int,
    categorie: str,
    code: str | None,
    *,
    ingangsdatum: date,
    begindatum: date,
    status: str = "1",
) -> StartProduct:
    """One start: the allocation with its Ingangsdatum, and the day the care began. `status` 3 takes it back."""
    return StartProduct(
        toewijzingnummer=toewijzingnummer,
        product=Product(categorie=categorie, code=code),
        toewijzingingangsdatum=ingangsdatum,
        begindatum=begindatum,
        statusaanlevering=status,
    )


def stopproduct(start: StartProduct, reden: str, einddatum: date, *, status: str = "1") -> StopProduct:
    """The stop of a start, whose key it repeats (TR382). `reden` 20 stops for a time; `status` 3 takes an earlier stop back."""
    return StopProduct(
        toewijzingnummer=start.toewijzingnummer,
        product=start.product,
        toewijzingingangsdatum=start.toewijzingingangsdatum,
        begindatum=start.begindatum,
        redenbeeindiging=reden,
        einddatum=einddatum,
        statusaanlevering=status,
    )


def aangevraagdproduct(
    referentieaanbieder: str,
    product: Product,
    omvang: Omvang,
    *,
    begin: date,
    einde: date | None = None,
    verwijzer: str = "06",
) -> AangevraagdProduct:
    """A specific product to ask for, on the word of a referrer of this type (COD327)."""
    return AangevraagdProduct(
        referentieaanbieder=referentieaanbieder,
        product=product,
        toewijzingingangsdatum=begin,
        toewijzingeinddatum=einde,
        omvang=omvang,
        verwijzer=Verwijzer(
            type=verwijzer, zorgverlenercode=VERWIJZER if verwijzer in PROFESSIONALS else None
        ),
    )


def declaratie_323(
    hoofd: Briefhoofd,
    *,
    declaratienummer: str,
    maand: date,
    leveringen: Sequence[Levering],
    regelfouten: Mapping[int, Regelfout] | None = None,
    bestandsfout: Bestandsfout | None = None,
) -> bytes:
    """A declaration of the calendar month in which `maand` lies, with `regelfouten` by index in `leveringen`.

    Lines keep the order of `leveringen`, gathered per client.
    """
    faults = regelfouten or {}
    lines = [
        break_line(line, faults[index]) if index in faults else line for index, line in enumerate(leveringen)
    ]
    declaratie = Declaratie(
        declaratienummer=declaratienummer,
        declaratieperiode=month_around(maand),
        declaratiedagtekening=hoofd.dagtekening,
        totaalingediendbedrag=total_of(sum_of([_prestatie(line) for line in lines])),
        clienten=tuple(_clients(lines)),
    )
    bericht = Bericht323(header=_header(hoofd, 323), declaratie=declaratie)
    return write(bericht) if bestandsfout is None else break_file(bericht, bestandsfout)


def month_around(day: date) -> GeslotenPeriode:
    """The calendar month in which a day lies, both days in it."""
    first = day.replace(day=1)
    return GeslotenPeriode(begindatum=first, einddatum=(first + 31 * _ONE_DAY).replace(day=1) - _ONE_DAY)


def break_line(line: Levering, fout: Regelfout) -> Levering:
    """The line with one fault in it."""
    before = month_around(line.begindatum.replace(day=1) - _ONE_DAY)
    # Four years back: further than five would be a fault of the whole message (TR335).
    early = month_around(line.begindatum.replace(year=line.begindatum.year - 4, day=1))
    broken = {
        Regelfout.ONBEKENDE_TOEWIJZING: replace(
            line, toewijzingnummer=999_999_999 - line.toewijzingnummer % 1000
        ),
        Regelfout.VERKEERD_TARIEF: replace(line, tarief=(line.tarief or 0) + 380, bedrag=None),
        Regelfout.DUBBEL: replace(line, begindatum=before.begindatum, einddatum=before.einddatum),
        Regelfout.PERIODE_BUITEN: replace(line, begindatum=early.begindatum, einddatum=early.einddatum),
        Regelfout.VOLUME_TE_HOOG: replace(line, volume=line.volume * 10 + 1, bedrag=None),
    }
    return broken[fout]


def break_file(bericht: Bericht323, fout: Bestandsfout) -> bytes:
    """The file of a declaration with one fault in it."""
    declaratie = bericht.declaratie
    if fout is Bestandsfout.TOTAAL_FOUT:
        total = declaratie.totaalingediendbedrag
        wrong = replace(total, totaalbedrag=total.totaalbedrag + 100)
        return write(replace(bericht, declaratie=replace(declaratie, totaalingediendbedrag=wrong)))
    if fout is Bestandsfout.BSN_FOUT:
        first, *others = declaratie.clienten
        wrong_client = replace(first, bsn=first.bsn[:-1] + first.bsn[-1].translate(_LAST_DIGIT_CHANGED))
        return write(replace(bericht, declaratie=replace(declaratie, clienten=(wrong_client, *others))))
    data = write(bericht)
    if fout is Bestandsfout.AFGEKAPT:
        return data[: len(data) * 3 // 5]
    head, _, body = data.partition(b"\r\n")
    return head + b'\r\n<!DOCTYPE Bericht [<!ENTITY a "a">]>\r\n' + body


def _name(client: Client) -> VerkorteNaam:
    surname = Achternaam(achternaam=client.achternaam, voorvoegsel=client.voorvoegsel)
    return VerkorteNaam(geslachtsnaam=surname, voornamen=client.voornamen)


def _header(hoofd: Briefhoofd, nummer: int) -> HeaderAanbieder:
    return header_aanbieder(
        find_soort(hoofd.law, nummer),
        afzender=hoofd.aanbieder,
        ontvanger=hoofd.gemeente,
        identificatie=hoofd.identificatie,
        dagtekening=hoofd.dagtekening,
    )


def _clients(lines: Iterable[Levering]) -> Iterable[Client323]:
    found: dict[str, list[Prestatie]] = {}
    for line in lines:
        found.setdefault(line.bsn, []).append(_prestatie(line))
    return (Client323(bsn=bsn, prestaties=tuple(prestaties)) for bsn, prestaties in found.items())


def _prestatie(line: Levering) -> Prestatie:
    amount = line.bedrag
    if amount is None:
        amount = line.volume if line.eenheid == EURO else line.volume * (line.tarief or 0)
    return Prestatie(
        productreferentie=Referentie(
            referentienummer=line.referentienummer, vorigreferentienummer=line.vorigreferentienummer
        ),
        toewijzingnummer=line.toewijzingnummer,
        productcategorie=line.categorie,
        productcode=line.code,
        productperiode=GeslotenPeriode(begindatum=line.begindatum, einddatum=line.einddatum),
        geleverdvolume=line.volume,
        eenheid=line.eenheid,
        producttarief=line.tarief,
        ingediendbedrag=BedragMetDC(bedrag=amount, debetcredit="C" if line.vorigreferentienummer else "D"),
    )
