"""Sample starts (305) and stops (307)."""

from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, Client307, StopProduct
from keukentafel.backoffice.berichten.codec.samples.kop import DAY, from_aanbieder
from keukentafel.backoffice.berichten.codec.samples.people import birth, bsn, gender, short_name
from keukentafel.backoffice.berichten.codec.samples.products import (
    mirrored_product,
    numbers,
    specific_product,
    stop_reasons,
)
from keukentafel.backoffice.berichten.codec.types import Law

_STATUS = ("1", "1", "3")


def start(law: Law, lines: int, chance: Chance) -> Bericht305:
    """A 305 with `lines` starts."""
    client = Client305(
        bsn=bsn(chance),
        geboortedatum=birth(chance),
        geslacht=gender(chance),
        naam=short_name(chance),
        startproducten=tuple(
            _startproduct(law, nummer, product, chance) for nummer, product in numbers(lines, chance)
        ),
    )
    return Bericht305(header=from_aanbieder(law, 305, chance), client=client)


def _startproduct(law: Law, nummer: int, number: int, chance: Chance) -> StartProduct:
    # Without a toewijzingnummer (the task-oriented variant) product and begin are the key (IV096).
    by_task = chance.happens(10)
    product = specific_product(law, number)[0] if by_task else mirrored_product(law, number, chance)
    return StartProduct(
        toewijzingnummer=None if by_task else nummer,
        product=product,
        toewijzingingangsdatum=chance.pick((None, date(2026, 1, 1), date(2026, 9, 1))),
        begindatum=date(2026, 9, chance.between(1, 30)),
        statusaanlevering=chance.pick(_STATUS),
    )


def stop(law: Law, lines: int, chance: Chance) -> Bericht307:
    """A 307 with `lines` stops."""
    client = Client307(
        bsn=bsn(chance),
        geboortedatum=birth(chance),
        geslacht=gender(chance),
        naam=short_name(chance),
        stopproducten=tuple(
            _stopproduct(law, nummer, product, chance) for nummer, product in numbers(lines, chance)
        ),
    )
    return Bericht307(header=from_aanbieder(law, 307, chance), client=client)


def _stopproduct(law: Law, nummer: int, number: int, chance: Chance) -> StopProduct:
    begin = _startproduct(law, nummer, number, chance)
    left = (DAY - begin.begindatum).days
    return StopProduct(
        toewijzingnummer=begin.toewijzingnummer,
        product=begin.product,
        toewijzingingangsdatum=begin.toewijzingingangsdatum,
        begindatum=begin.begindatum,
        redenbeeindiging=chance.pick(stop_reasons(law)),
        einddatum=begin.begindatum + timedelta(days=chance.between(0, left)),
        statusaanlevering=chance.pick(_STATUS),
    )
