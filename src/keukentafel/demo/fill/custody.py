"""Who has custody of the minors of one part of the history."""

from collections.abc import Iterator, Mapping
from datetime import date

from keukentafel.demo.calibration import share
from keukentafel.demo.draw import stream
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.history import History
from keukentafel.demo.population import OUDER
from keukentafel.demo.records.backoffice import ToewijzingRecord
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.people.domain import Gezagsoort, NewGezag
from keukentafel.people.queries import is_minor

_PROTECTION = "48A01"
# No number of this area code exists.
_TELEPHONE = "0990 552000"


def custody(
    ids: Ids,
    history: History,
    persons: Mapping[str, PersoonRecord],
    providers: Mapping[str, str],
    *,
    day: date,
    seed: int,
) -> list[NewGezag]:
    """Who has custody of the children who are minors on a day: their parents from birth on, or else the institution that is guardian."""
    guarded = dict(_guarded(history, day, seed))
    parents = (
        NewGezag(
            persoon_id=ids.of("persoon", row.ander),
            soort=Gezagsoort.OUDER,
            vanaf=persons[row.ander].geboortedatum,
            bron="Gezagsregister, nagekeken bij het eerste contact",
            houder_id=ids.of("persoon", row.persoon),
            id=ids.of("gezag", f"{row.persoon}/{row.ander}"),
        )
        for row in history.relaties
        if row.gezag
        and row.soort == OUDER
        and row.ander not in guarded
        and is_minor(persons[row.ander].geboortedatum, day)
    )
    guardians = (
        NewGezag(
            persoon_id=ids.of("persoon", child),
            soort=Gezagsoort.VOOGD,
            vanaf=row.ingangsdatum,
            bron="Beschikking van de rechtbank",
            geslachtsnaam=providers[row.aanbieder],
            organisatie=True,
            telefoon=_TELEPHONE,
            id=ids.of("gezag", f"voogd/{child}"),
        )
        for child, row in guarded.items()
    )
    return [*parents, *guardians]


def _guarded(history: History, day: date, seed: int) -> Iterator[tuple[str, ToewijzingRecord]]:
    """The children of whom the institution that protects them is guardian: a share of those who are protected now.

    Only those whom this part brings: of the others the parents were written before.
    """
    minors = {row.sleutel for row in history.personen if is_minor(row.geboortedatum, day)}
    for row in history.toewijzingen:
        if (
            row.product == _PROTECTION
            and row.stand == "geleverd"
            and row.persoon in minors
            and stream(seed, "voogdij", row.persoon).random() < share("jeugd.voogdij")
        ):
            yield row.persoon, row
