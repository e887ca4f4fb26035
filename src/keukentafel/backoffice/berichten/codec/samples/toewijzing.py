"""Sample allocations (301)."""

from datetime import date, time, timedelta

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.records.toewijzing import (
    Bericht301,
    Client301,
    ToegewezenProduct,
)
from keukentafel.backoffice.berichten.codec.samples.kop import DAY, from_gemeente
from keukentafel.backoffice.berichten.codec.samples.people import (
    COMMENTS,
    birth,
    bsn,
    codes,
    communication,
    contact,
    full_name,
    gender,
    relation,
)
from keukentafel.backoffice.berichten.codec.samples.products import line, numbers
from keukentafel.backoffice.berichten.codec.types import Law

_FIRST = date(2026, 1, 1)
_REMOVED = "13"


def toewijzing(law: Law, lines: int, chance: Chance) -> Bericht301:
    """A 301 with `lines` allocations."""
    kinds = chance.pick((("01",), ("02",), ("03",), ("01", "02", "04"), codes("COD757")))
    client = Client301(
        bsn=bsn(chance),
        geboortedatum=birth(chance),
        geslacht=gender(chance),
        naam=full_name(chance),
        communicatie=communication(chance),
        juridischestatus=chance.pick((None, None, *codes("WJ232"))),
        wettelijkevertegenwoordiging=chance.pick((None, None, *codes("WJ003"))),
        commentaar=chance.pick((None, None, *COMMENTS)),
        relaties=tuple(relation(chance, number) for number in range(1, chance.between(1, 3))),
        contactgegevens=tuple(contact(chance, kind) for kind in kinds),
        toegewezenproducten=tuple(
            _toegewezen(law, nummer, product, chance) for nummer, product in numbers(lines, chance)
        ),
    )
    return Bericht301(header=from_gemeente(law, 301, chance), client=client)


def _toegewezen(law: Law, nummer: int, product: int, chance: Chance) -> ToegewezenProduct:
    chosen = line(law, product, chance, first=_FIRST)
    reason = chance.pick((None, None, *codes({Law.WMO: "WMO002", Law.JW: "JZ002"}[law])))
    # An allocation that is taken back ends on the day it began (CS335).
    end = chosen.begin if reason == _REMOVED else chosen.end
    fraction = chance.pick((0, 0, 500_000))
    return ToegewezenProduct(
        toewijzingnummer=nummer,
        referentieaanbieder=chance.pick((None, None, f"VOT-{nummer}")),
        product=chosen.product,
        toewijzingsdatum=DAY - timedelta(days=chance.below(400)),
        toewijzingstijd=time(chance.below(24), chance.below(60), chance.below(60), fraction),
        ingangsdatum=chosen.begin,
        einddatum=end,
        redenwijziging=reason,
        omvang=chosen.omvang,
        budget=chosen.budget,
        commentaar=chance.pick((None, None, None, *COMMENTS)),
    )
