"""Contacts over two years: questions in residents' own words, most of them answered at once or reported as a melding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from keukentafel.core.terms import deadline
from keukentafel.core.working_days import add_working_days
from keukentafel.demo.calibration import distribution, share, value
from keukentafel.demo.draw import chance, day_between, one, pick, whole
from keukentafel.demo.history import History
from keukentafel.demo.inquiry import investigate
from keukentafel.demo.phrases import Thema, question, say, themas
from keukentafel.demo.population import Bekende, Register
from keukentafel.demo.records.casework import ContactRecord, MeldingRecord
from keukentafel.demo.sociale_kaart import entry_for
from keukentafel.demo.world import World, working_day

_CHUNK = 300
_DAYS_PER_YEAR = 365.25
_MELDERS = (
    "dochter",
    "zoon",
    "huisarts",
    "buurvrouw",
    "wijkverpleegkundige",
    "Woningcorporatie De Linde",
    "wijkagent",
    "school",
    "praktijkondersteuner",
)
_ONDERSTEUNERS = ("Joke Prins", "Ben Tolsma", "Mieke Draaijer")
_ONGENOEMD = 0.4
_BEKEND = 0.42
_ANDERE_WET = 0.05


@dataclass(slots=True)
class Pools:
    """Known people by target group, from whom the next question may come."""

    by_group: dict[str, list[Bekende]]

    def add(self, known: Bekende) -> None:
        """Make somebody known."""
        self.by_group.setdefault(known.doelgroep, []).append(known)


def contacts(world: World, register: Register, known: list[Bekende]) -> Iterator[History]:
    """All contacts of the history in the order of their days, with all that followed from each, in parts."""
    world.about("dagen")
    wanted = round(
        value("contact.per_1000") * world.options.inwoners / 1000 * world.options.days / _DAYS_PER_YEAR
    )
    days = sorted(
        min(working_day(day_between(world.rng, world.options.first_day, world.today)), world.today)
        for _ in range(wanted)
    )
    pools = Pools({})
    for person in known:
        pools.add(person)
    history = History()
    for number, day in enumerate(days):
        world.about("contact", number)
        _contact(world, register, history, pools, day)
        if number % _CHUNK == _CHUNK - 1:
            yield history
            history = History()
    yield history


def _contact(world: World, register: Register, history: History, pools: Pools, day: date) -> None:
    rng = world.rng
    thema = pick(rng, [(thema, thema.gewicht) for thema in themas().values()])
    origin = pick(rng, distribution("contact.herkomst"))
    outcome = pick(rng, distribution("contact.uitkomst"))
    urgent = outcome == "melding" and chance(rng, thema.spoed)
    new, client = False, None
    if outcome == "melding" or not chance(rng, _ONGENOEMD):
        client = _known(world, pools, thema.doelgroep, day)
        if client is None:
            new, client = True, register.resident(history, thema.doelgroep, day)
    wijk = client.wijk if client is not None else one(rng, sorted(world.teams))
    contact = _record(world, thema, day, origin, outcome, client, wijk, urgent)
    history.contacten.append(contact)
    stays = True
    if client is not None and outcome == "melding":
        stays = report(world, history, client, thema, contact, new=new)
    if client is not None and new and stays:
        pools.add(client)


def _known(world: World, pools: Pools, doelgroep: str, day: date) -> Bekende | None:
    """Somebody of the group who was known on the day, in the share of contacts that comes from known people."""
    people = pools.by_group.get(doelgroep, [])
    if people and chance(world.rng, _BEKEND):
        found = one(world.rng, people)
        if found.sinds < day:
            return found
    return None


def _record(
    world: World,
    thema: Thema,
    day: date,
    origin: str,
    outcome: str,
    client: Bekende | None,
    wijk: str,
    urgent: bool,
) -> ContactRecord:
    rng = world.rng
    by_other = origin == "gemeld"
    channel = {"gemeld": "iemand anders", "gevonden": "wij gingen langs"}.get(origin, "")
    card = entry_for(world.options, rng, thema.code, wijk) if outcome == "meteen beantwoord" else None
    answer = f"{card.naam} genoemd: {card.wanneer[0].lower()}{card.wanneer[1:]}." if card is not None else ""
    if outcome == "niet voor ons":
        answer = say(rng, "niet voor ons")
    mine = [
        (name, weight)
        for name, weight in distribution("contact.kanaal")
        if name not in {"iemand anders", "wij gingen langs"}
    ]
    return ContactRecord(
        sleutel=world.keys.next("contact"),
        moment=world.moment(day),
        kanaal=channel if channel and chance(rng, 0.8) else pick(rng, mine),
        herkomst=origin,
        thema=thema.code,
        wijk=wijk,
        persoon=client.sleutel if client is not None else None,
        vraag=question(rng, thema.code),
        uitkomst=outcome,
        antwoord=answer,
        kaart=card.sleutel if card is not None else None,
        spoed=urgent,
        melder=one(rng, _MELDERS) if by_other else "",
        toestemming=pick(rng, (("ja", 70), ("niet gevraagd", 18), ("nee", 12))) if by_other else "",
        door=one(rng, world.contactmedewerkers) if chance(rng, 0.7) else world.consulent(wijk),
    )


def report(
    world: World, history: History, client: Bekende, thema: Thema, contact: ContactRecord, *, new: bool
) -> bool:
    """Record a melding and what followed from it; tells whether the person still lives in town on the working date."""
    rng = world.rng
    day = contact.moment.date()
    adult = (day - client.geboortedatum).days > 18 * _DAYS_PER_YEAR
    wet = thema.wet if not (thema.wet == "jeugdwet" and adult) else "wmo"
    confirmed = add_working_days(day, whole(rng, 0, 3)) if not chance(rng, 0.02) else None
    withdrawn = (
        working_day(day + timedelta(days=whole(rng, 4, 32)))
        if chance(rng, share("melding.ingetrokken"))
        else None
    )
    plan_told = world.happened(confirmed)
    plan = (
        world.happened(day + timedelta(days=whole(rng, 3, 7)))
        if plan_told is not None and chance(rng, 0.06)
        else None
    )
    key = world.keys.next("melding")
    found = investigate(world, history, key, client, thema, wet, contact, world.happened(withdrawn), new=new)
    stand = found.stand
    if stand == "ontvangen" and plan_told is not None:
        stand = "bevestigd"
    history.meldingen.append(
        MeldingRecord(
            sleutel=key,
            contact=contact.sleutel,
            persoon=client.sleutel,
            wet=wet,
            thema=thema.code,
            wijk=contact.wijk,
            team=world.teams[contact.wijk],
            consulent=found.consulent,
            ontvangen_op=day,
            spoed=contact.spoed,
            bevestigen_uiterlijk=add_working_days(day, 5),
            bevestigd_op=plan_told,
            clientondersteuning_gewezen_op=plan_told,
            clientondersteuner=one(rng, _ONDERSTEUNERS)
            if plan_told is not None and chance(rng, 0.12)
            else "",
            persoonlijk_plan_gewezen_op=plan_told,
            persoonlijk_plan_ontvangen_op=plan,
            onderzoek_uiterlijk=deadline(day, weeks=6),
            stand=stand,
            ingetrokken_op=withdrawn if stand == "ingetrokken" else None,
            reden_intrekking=say(rng, "intrekking") if stand == "ingetrokken" else "",
        )
    )
    return found.stays
