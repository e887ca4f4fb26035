"""Individual provisions: which product, how much, by whom, from when and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from keukentafel.core.eenheden import OUTPUT
from keukentafel.demo.calibration import distribution, value
from keukentafel.demo.draw import chance, one, pick, waiting, whole
from keukentafel.demo.history import History
from keukentafel.demo.market import CONTRACT_START
from keukentafel.demo.population import Bekende, died
from keukentafel.demo.records.backoffice import ProductRecord, ToewijzingRecord
from keukentafel.demo.world import World, working_day

DAYS_PER_MONTH = 30.44
_DAYS_PER_YEAR = 365.25
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Maat:
    """How a group of products is usually granted:

    volume from ``low`` to ``high`` in steps, months per decision, mean months in use, mean days until the
    start.
    """

    low: int
    high: int
    step: int
    maanden: int
    duur: float
    wacht: float


_MATEN = {
    "huishouden": Maat(4, 11, 1, 60, 240, 16),
    "begeleiding": Maat(4, 16, 1, 18, 60, 26),
    "dagbesteding": Maat(2, 5, 1, 24, 60, 20),
    "kortdurend verblijf": Maat(2, 6, 1, 12, 24, 24),
    "rolstoel": Maat(1, 1, 1, 84, 90, 18),
    "vervoer": Maat(1, 1, 1, 84, 90, 18),
    "woonvoorziening": Maat(1, 1, 1, 84, 90, 30),
    "hulpmiddel": Maat(1, 1, 1, 84, 90, 12),
    "beschermd wonen": Maat(31, 31, 1, 24, 36, 40),
    "ambulant": Maat(10, 32, 1, 9, 0, 38),
    "ggz": Maat(3000, 9000, 60, 12, 0, 52),
    "dyslexie": Maat(38, 50, 1, 15, 0, 40),
    "daghulp": Maat(2, 6, 1, 9, 0, 30),
    "verblijf": Maat(31, 31, 1, 12, 16, 30),
    "gezinshuis": Maat(31, 31, 1, 24, 36, 40),
    "pleegzorg": Maat(31, 31, 1, 24, 36, 30),
    "gesloten": Maat(31, 31, 1, 6, 0, 5),
    "jeugdbescherming": Maat(1, 1, 1, 12, 30, 6),
    "jeugdreclassering": Maat(1, 1, 1, 12, 0, 6),
}
_WMO_GROEPEN = (
    ("huishouden", 45.0),
    ("begeleiding", 14.5),
    ("dagbesteding", 6.0),
    ("kortdurend verblijf", 0.6),
    ("rolstoel", 15.0),
    ("vervoer", 22.0),
    ("woonvoorziening", 14.0),
    ("hulpmiddel", 13.0),
    ("beschermd wonen", 0.25),
)
_NIET_GESTART = 0.02
_TIJDELIJK = 0.012
_OVERLEDEN = 0.42


def add_months(day: date, months: int) -> date:
    """The same day of the month some months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def wmo_groups(rng: Random) -> tuple[str, ...]:
    """The product groups of one Wmo client: mostly one, sometimes more, none twice."""
    number = int(pick(rng, distribution("wmo.voorzieningen_per_client")))
    left = list(_WMO_GROEPEN)
    drawn = []
    for _ in range(number):
        group = pick(rng, left)
        drawn.append(group)
        left = [row for row in left if row[0] != group]
    return tuple(drawn)


def youth_duration(rng: Random) -> int:
    """Days that one course of youth help lasts."""
    low, _, high = pick(rng, distribution("jeugd.duur_maanden")).partition("-")
    return int((int(low) + rng.random() * (int(high) - int(low))) * DAYS_PER_MONTH)


def client_stay(rng: Random) -> int:
    """Days until a Wmo client leaves altogether: death, removal or recovery."""
    return waiting(rng, _DAYS_PER_YEAR * 100 / value("wmo.uitstroom"))


def choose_product(world: World, group: str) -> ProductRecord:
    """A product of the group; the first of a group is the usual one."""
    products = world.market.by_group[group]
    return pick(world.rng, [(product, 1 / (index + 1) ** 1.5) for index, product in enumerate(products)])


def may_allocate(world: World, client: Bekende, product: ProductRecord, first: date) -> bool:
    """True when no allocation of the same product to the same person reaches to the first day (OP259: no stacking)."""
    return world.running.get((client.sleutel, product.code), date.min) < first


@dataclass(frozen=True, slots=True)
class Grond:
    """Why an allocation exists: ``soort`` besluit, verwijzing or rechter, its number or key, and the type of referrer (COD327)."""

    soort: str
    nummer: str
    verwijzer: str = "01"


def volume_for(world: World, product: ProductRecord) -> int:
    """How much of a product is granted, in its own unit and frequency."""
    maat = _MATEN[product.groep]
    return maat.low + maat.step * whole(world.rng, 0, (maat.high - maat.low) // maat.step)


def planned_end(client: Bekende, product: ProductRecord, first: date) -> date:
    """The last day of a provision as decided; youth help ends at the latest on the day before the eighteenth birthday."""
    last = add_months(first, _MATEN[product.groep].maanden) - timedelta(days=1)
    if product.wet != "jeugdwet":
        return last
    grown = add_months(client.geboortedatum, 12 * _ADULT) - timedelta(days=1)
    return min(last, grown) if grown > first + timedelta(days=30) else last


def use_days(world: World, product: ProductRecord) -> int:
    """Days that a provision will be used."""
    maat = _MATEN[product.groep]
    return waiting(world.rng, maat.duur * DAYS_PER_MONTH) if maat.duur else youth_duration(world.rng)


@dataclass(frozen=True, slots=True)
class Toekenning:
    """What was granted: product, volume, first and last day, with its ground and the day of the allocation."""

    product: ProductRecord
    volume: int
    first: date
    last: date
    decided: date
    grond: Grond


def allocate(
    world: World,
    history: History,
    client: Bekende,
    granted: Toekenning,
    days: int,
    leaves: date | None = None,
) -> ToewijzingRecord:
    """Allocate to a provider and let it run.

    ``days`` is how long it is used from its start, ``leaves`` the day the client leaves altogether. An allocation
    that would run on past its last day is extended by its usual length, as a review would do.
    """
    rng = world.rng
    contract = pick(rng, world.market.choices[granted.product.groep])
    first = max(granted.first, CONTRACT_START)
    earlier = granted.first < world.options.first_day
    started: date | None = (
        first
        if earlier
        else working_day(first + timedelta(days=waiting(rng, _MATEN[granted.product.groep].wacht)))
    )
    if not earlier and chance(rng, _NIET_GESTART):
        started = None
    last = max(granted.last, first)
    ends, reason = _end(world, granted, started, days, leaves)
    step = _MATEN[granted.product.groep].maanden
    while started is not None and last < (ends or world.today):
        last = add_months(last + timedelta(days=1), step) - timedelta(days=1)
    if started is not None and started > last:
        last = add_months(started, step)
    record = _record(
        world, client, granted, contract.sleutel, contract.aanbieder, first, last, started, ends, reason
    )
    history.toewijzingen.append(record)
    world.running[client.sleutel, record.product] = record.gestopt_op or record.einddatum or date.max
    if reason == "overleden" and ends is not None:
        died(history, client.sleutel, ends)
    return record


def _end(
    world: World, granted: Toekenning, started: date | None, days: int, leaves: date | None
) -> tuple[date | None, str]:
    """The day help stopped and why, when that is not after the working date."""
    rng = world.rng
    if started is None:
        return None, ""
    ends = started + timedelta(days=max(14, days))
    if granted.product.eenheid == OUTPUT:
        ends = leaves or world.today + timedelta(days=1)
    reason = pick(rng, distribution("einde.reden"))
    if leaves is not None and leaves <= ends:
        ends = max(leaves, started)
        reason = "overleden" if (leaves.toordinal() % 100) / 100 < _OVERLEDEN else "extern"
    if ends > world.today:
        return None, ""
    return ends, reason


def _record(
    world: World,
    client: Bekende,
    granted: Toekenning,
    contract: str,
    provider: str,
    first: date,
    last: date,
    started: date | None,
    ends: date | None,
    reason: str,
) -> ToewijzingRecord:
    rng = world.rng
    stand = "geleverd"
    if started is None:
        waited = (world.today - first).days
        stand, reason = ("ingetrokken", "niet gestart") if waited > 90 else ("toegewezen", "")
    elif started > world.today:
        stand = "toegewezen"
    elif ends is not None:
        stand = "beëindigd"
    elif granted.product.eenheid != OUTPUT and chance(rng, _TIJDELIJK):
        stand = "tijdelijk gestopt"
    begun = world.happened(started)
    return ToewijzingRecord(
        sleutel=world.keys.next("toewijzing"),
        toewijzingnummer=str(200_000 + world.keys.number("toewijzingnummer")),
        persoon=client.sleutel,
        aanbieder=provider,
        contract=contract,
        wet=granted.product.wet,
        product=granted.product.code,
        categorie=granted.product.categorie,
        volume=granted.volume,
        eenheid=granted.product.eenheid,
        frequentie=granted.product.frequentie,
        toewijzingsdatum=max(granted.decided, CONTRACT_START),
        ingangsdatum=first,
        einddatum=max(last, ends) if ends is not None else last,
        grond=granted.grond.soort,
        grondnummer=granted.grond.nummer,
        verwijzer=granted.grond.verwijzer,
        gestart_op=begun,
        start_gemeld_op=world.happened(begun + timedelta(days=one(rng, (1, 2, 3, 5, 12))))
        if begun is not None
        else None,
        gestopt_op=ends if stand == "beëindigd" else None,
        reden_einde=reason,
        stand=stand,
    )
