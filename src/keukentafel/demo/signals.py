"""Signals on the working date: what the system and partners noticed and nobody has turned into work yet."""

from collections.abc import Sequence
from datetime import timedelta

from keukentafel.demo.draw import chance, one, pick, whole
from keukentafel.demo.history import History
from keukentafel.demo.population import Bekende
from keukentafel.demo.provisions import add_months
from keukentafel.demo.records.backoffice import ToewijzingRecord
from keukentafel.demo.records.casework import SignaalRecord
from keukentafel.demo.world import World

_AHEAD = timedelta(days=180)
_WAITED = timedelta(days=21)
_PARTNERS = (
    (
        "betalingsachterstand",
        "Woningcorporatie De Linde",
        "Twee maanden huurachterstand. Bewoner weet dat dit gemeld is.",
    ),
    ("betalingsachterstand", "Energiebedrijf", "Drie rekeningen open. Afsluiten dreigt over een maand."),
    ("zorg van buurt", "buurtbewoner", "De gordijnen zijn al dagen dicht."),
    ("mantelzorg", "wijkverpleegkundige", "De partner is overbelast."),
)
_STATES = (("open", 50), ("opgepakt", 38), ("niet nodig", 12))


def signals(world: World, known: Sequence[Bekende], allocations: Sequence[ToewijzingRecord]) -> History:
    """Young people with help who become 18, providers that have not started, and what partners reported in the last weeks."""
    world.about("signalen")
    history = History()
    by_key = {person.sleutel: person for person in known}
    for allocation in allocations:
        person = by_key.get(allocation.persoon)
        if person is None:
            continue
        grown = add_months(person.geboortedatum, 12 * 18)
        if (
            allocation.wet == "jeugdwet"
            and allocation.stand == "geleverd"
            and world.today < grown <= world.today + _AHEAD
        ):
            _add(
                world,
                history,
                "wordt 18",
                person,
                "systeem",
                "Wordt binnen een half jaar 18. Er is nog geen plan voor daarna.",
                3,
            )
        if allocation.stand == "toegewezen" and allocation.ingangsdatum + _WAITED < world.today:
            _add(world, history, "niet gestart", person, "systeem", "De aanbieder is nog niet gestart.", 2)
    for _ in range(round(60 * world.options.scale)):
        soort, source, text = one(world.rng, _PARTNERS)
        _add(world, history, soort, one(world.rng, known), source, text, 60)
    return history


def _add(
    world: World, history: History, soort: str, person: Bekende, source: str, text: str, within: int
) -> None:
    named = None if soort == "zorg van buurt" and chance(world.rng, 0.5) else person.sleutel
    day = world.today - timedelta(days=whole(world.rng, 0, within))
    drawn, made = pick(world.rng, _STATES), sum(row.soort == soort for row in history.signalen)
    # The first of each kind: also in a small town each state occurs.
    stand = _STATES[made][0] if made < len(_STATES) else drawn
    key = world.keys.next("signaal")
    history.signalen.append(
        SignaalRecord(key, soort, named, person.wijk, world.teams[person.wijk], source, day, text, stand)
    )
