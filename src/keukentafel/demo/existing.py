"""Who already had help when the history begins, and young people who come by a referral outside the municipal access."""

from collections.abc import Iterator
from datetime import date, timedelta

from keukentafel.demo.calibration import distribution, share, value
from keukentafel.demo.draw import chance, day_between, one, pick, waiting, whole
from keukentafel.demo.geography import inwoners
from keukentafel.demo.history import History
from keukentafel.demo.population import Bekende, Register, died
from keukentafel.demo.provisions import (
    Grond,
    Toekenning,
    allocate,
    choose_product,
    client_stay,
    may_allocate,
    planned_end,
    use_days,
    volume_for,
    wmo_groups,
)
from keukentafel.demo.records.backoffice import ProductRecord
from keukentafel.demo.records.casework import VerwijzingRecord
from keukentafel.demo.world import World, working_day

_CHUNK = 250
_DAYS_PER_YEAR = 365.25
_JONG = frozenset({"0-3", "4-11", "12-17", "18-22"})
_CODES = {
    "huisarts": "02",
    "jeugdarts": "03",
    "gecertificeerde instelling": "04",
    "medisch specialist": "05",
    "rechter": "08",
}
_NAMEN = {
    "02": "Huisartsenpraktijk De Linde",
    "03": "Jeugdgezondheidszorg Lindestreek",
    "04": "Jeugdbescherming Lindestreek",
    "05": "Kinderarts Streekziekenhuis",
    "08": "Rechtbank",
}
_VORMEN = (
    ("ambulant", 40.0),
    ("ggz", 27.0),
    ("dyslexie", 4.0),
    ("daghulp", 6.0),
    ("pleegzorg", 5.0),
    ("gezinshuis", 2.2),
    ("verblijf", 4.5),
    ("gesloten", 0.4),
    ("jeugdbescherming", 8.0),
    ("jeugdreclassering", 1.8),
)
_GROEPEN = {
    "02": (("ggz", 57.0), ("ambulant", 41.0), ("daghulp", 2.0)),
    "03": (("ambulant", 60.0), ("ggz", 40.0)),
    "04": (
        ("ambulant", 47.0),
        ("jeugdbescherming", 24.0),
        ("verblijf", 12.0),
        ("pleegzorg", 11.0),
        ("gezinshuis", 4.0),
        ("gesloten", 2.0),
    ),
    "05": (("ggz", 80.0), ("daghulp", 20.0)),
    "08": (("jeugdreclassering", 60.0), ("jeugdbescherming", 40.0)),
}
_BESLUIT_OP_VERZOEK = 0.03
_AL_BEKEND = 0.6


def wmo_clients_at_start(options_inwoners: int) -> int:
    """Wmo clients on one day, from the yearly figure: with a yearly outflow u that is replaced, a year counts 1 + u times as many."""
    return round(options_inwoners / 1000 * value("wmo.clienten") / (1 + share("wmo.uitstroom")))


def youth_courses_at_start(young: int) -> int:
    """Running courses of youth help on one day that rest on an allocation (not those of the team itself)."""
    year = (
        young
        * share("jeugd.aandeel")
        * value("jeugd.trajecten_per_jongere")
        * (1 - share("jeugd.verwijzer", "geen"))
    )
    return round(year * share("jeugd.actief_op_peildatum"))


def young_people(world: World) -> int:
    """Inhabitants up to 23."""
    return inwoners(world.options, banden=_JONG)


def already_helped(world: World, register: Register, known: list[Bekende]) -> Iterator[History]:
    """People who had help on the first day, in parts; those who stay are added to ``known``."""
    history = History()
    for number in range(wmo_clients_at_start(world.options.inwoners)):
        world.about("wmo", number)
        _wmo_client(world, register, history, known)
        if number % _CHUNK == _CHUNK - 1:
            yield history
            history = History()
    number, wanted = 0, youth_courses_at_start(young_people(world))
    while number < wanted:
        world.about("jeugd", number)
        number += _young_client(world, register, history, known)
        if len(history.personen) > _CHUNK * 2:
            yield history
            history = History()
    yield history


def _wmo_client(world: World, register: Register, history: History, known: list[Bekende]) -> None:
    rng = world.rng
    first_day = world.options.first_day
    client = register.resident(history, "oudere", first_day)
    leaves = first_day + timedelta(days=client_stay(rng))
    for group in wmo_groups(rng):
        product = choose_product(world, group)
        began = first_day - timedelta(days=1 + min(waiting(rng, 800), 2500))
        decided = working_day(began - timedelta(days=whole(rng, 7, 30)))
        granted = Toekenning(
            product,
            volume_for(world, product),
            began,
            planned_end(client, product, began),
            decided,
            _old(world, began),
        )
        allocate(world, history, client, granted, (first_day - began).days + use_days(world, product), leaves)
    if leaves > world.today:
        known.append(client)
    elif chance(rng, 0.4):
        died(history, client.sleutel, leaves)


def _young_client(world: World, register: Register, history: History, known: list[Bekende]) -> int:
    """One young person with one or two running courses; returns how many."""
    rng = world.rng
    first_day = world.options.first_day
    client = register.resident(history, "gezin", first_day)
    number = 1 + chance(rng, 0.3) + chance(rng, 0.06)
    for _ in range(number):
        product = choose_product(world, pick(rng, _VORMEN))
        length = _length_biased(world, product)
        passed = int(rng.random() * length)
        began = first_day - timedelta(days=passed + 1)
        if not may_allocate(world, client, product, began):
            continue
        source = pick(
            rng, [(code, weight) for code, weight in distribution("jeugd.verwijzer") if code != "geen"]
        )
        granted = Toekenning(
            product,
            volume_for(world, product),
            began,
            planned_end(client, product, began),
            working_day(began - timedelta(days=whole(rng, 7, 60))),
            _old(world, began) if source == "gemeente" else Grond("verwijzing", "", _CODES[source]),
        )
        allocate(world, history, client, granted, length)
    known.append(client)
    return number


def _length_biased(world: World, product: ProductRecord) -> int:
    """How long a course lasts that is running on a given day: long courses are met more often."""
    lengths = [use_days(world, product) for _ in range(6)]
    return pick(world.rng, [(length, float(length)) for length in lengths])


def _old(world: World, day: date) -> Grond:
    """A decision from before the history; its document stayed in the old system."""
    return Grond("besluit", f"{day.year}-{world.keys.number('oud'):05}")


def referrals(world: World, register: Register, known: list[Bekende]) -> Iterator[History]:
    """Young people who came by a doctor, a certified institution or a court during the history, in parts."""
    rest = 1 - share("jeugd.verwijzer", "gemeente") - share("jeugd.verwijzer", "geen")
    courses = young_people(world) * share("jeugd.aandeel") * value("jeugd.trajecten_per_jongere")
    wanted = round(courses * share("jeugd.begonnen") * rest * world.options.days / _DAYS_PER_YEAR)
    history = History()
    for number in range(wanted):
        world.about("verwijzing", number)
        _referral(world, register, history, known)
        if number % _CHUNK == _CHUNK - 1:
            yield history
            history = History()
    yield history


def _referral(world: World, register: Register, history: History, known: list[Bekende]) -> None:
    rng = world.rng
    day = working_day(day_between(rng, world.options.first_day, world.today - timedelta(days=1)))
    received = min(working_day(day + timedelta(days=whole(rng, 1, 21))), world.today)
    client = one(rng, known) if known and chance(rng, _AL_BEKEND) else None
    if client is None or client.doelgroep != "gezin" or client.sinds >= day:
        client = register.resident(history, "gezin", day)
        known.append(client)
    sources = [(code, weight) for code, weight in distribution("jeugd.verwijzer") if code in _CODES]
    code = _CODES[pick(rng, sources)]
    product = choose_product(world, pick(rng, _GROEPEN[code]))
    decided = working_day(received + timedelta(days=whole(rng, 0, 7)))
    refused = chance(rng, _BESLUIT_OP_VERZOEK)
    if not may_allocate(world, client, product, received):
        return
    key = world.keys.next("verwijzing")
    stand = "afgewezen" if refused else "toegewezen"
    if decided > world.today:
        stand = "in onderzoek" if chance(rng, 0.4) else "ontvangen"
    provider = world.market.choices[product.groep][0][0].aanbieder
    if stand == "toegewezen":
        first = working_day(decided + timedelta(days=1))
        granted = Toekenning(
            product,
            volume_for(world, product),
            first,
            planned_end(client, product, first),
            decided,
            Grond("verwijzing", key, code),
        )
        provider = allocate(world, history, client, granted, use_days(world, product)).aanbieder
    history.verwijzingen.append(
        VerwijzingRecord(
            key, client.sleutel, code, _NAMEN[code], day, received, provider, product.code, stand
        )
    )
