"""Sample declarations (323)."""

from datetime import date, timedelta
from itertools import islice

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.records.basis import BedragMetDC, GeslotenPeriode, Referentie
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.retour import total_of
from keukentafel.backoffice.berichten.codec.rules.base import sum_of
from keukentafel.backoffice.berichten.codec.samples.kop import DAY, from_aanbieder
from keukentafel.backoffice.berichten.codec.samples.products import numbers, specific_product
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.bsn import test_bsns
from keukentafel.core.eenheden import EURO

_MOST_PER_CLIENT = 5
_MONTH = GeslotenPeriode(begindatum=date(2026, 9, 1), einddatum=date(2026, 9, 30))
_PERIODS = (
    _MONTH,
    GeslotenPeriode(begindatum=date(2026, 9, 14), einddatum=date(2026, 9, 30)),
    GeslotenPeriode(begindatum=date(2026, 8, 1), einddatum=date(2026, 8, 31)),
)


def declaratie(law: Law, lines: int, chance: Chance) -> Bericht323:
    """A 323 of one month with `lines` Prestaties, one to five a client."""
    prestaties = [_prestatie(law, nummer, product, chance) for nummer, product in numbers(lines, chance)]
    per_client = chance.between(1, _MOST_PER_CLIENT)
    cuts = range(0, lines, per_client)
    bsns = islice(test_bsns(chance.below(500)), len(cuts))
    body = Declaratie(
        declaratienummer=f"D{chance.below(10**9):09d}",
        declaratieperiode=_MONTH,
        declaratiedagtekening=DAY - timedelta(days=chance.below(4)),
        totaalingediendbedrag=total_of(sum_of(prestaties)),
        clienten=tuple(
            Client323(bsn=bsn, prestaties=tuple(prestaties[cut : cut + per_client]))
            for bsn, cut in zip(bsns, cuts, strict=True)
        ),
    )
    return Bericht323(header=from_aanbieder(law, 323, chance), declaratie=body)


def _prestatie(law: Law, nummer: int, number: int, chance: Chance) -> Prestatie:
    product, unit = specific_product(law, number)
    in_euros = unit == EURO or chance.happens(5)
    volume, tariff = chance.between(0, 600), chance.between(80, 9000)
    amount = volume if in_euros else volume * tariff
    # An amount of zero is debet (CS325), so it takes nothing back.
    credit = amount > 0 and chance.happens(10)
    return Prestatie(
        productreferentie=Referentie(
            referentienummer=f"R{nummer:09d}", vorigreferentienummer=f"V{nummer:09d}" if credit else None
        ),
        toewijzingnummer=nummer,
        productcategorie=product.categorie,
        productcode=product.code or "",
        productperiode=chance.pick(_PERIODS),
        geleverdvolume=volume,
        eenheid=EURO if in_euros else unit,
        producttarief=None if in_euros else tariff,
        ingediendbedrag=BedragMetDC(bedrag=amount, debetcredit="C" if credit else "D"),
    )
