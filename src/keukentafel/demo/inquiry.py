"""The enquiry after a melding: sittings at the kitchen table, the leefgebieden, the report and what came out of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from keukentafel.demo.calibration import share
from keukentafel.demo.draw import chance, few, one, pick, whole
from keukentafel.demo.history import History
from keukentafel.demo.phrases import Thema, leefgebieden, phrases, said_about, say
from keukentafel.demo.plan import Zaak, carry_out
from keukentafel.demo.population import Bekende
from keukentafel.demo.records.casework import (
    ContactRecord,
    LeefgebiedRecord,
    OnderzoekRecord,
    VerslagRecord,
    ZittingRecord,
)
from keukentafel.demo.world import World, working_day

NIETS_DOEN = "verantwoord niets doen"
ZONDER = "zonder individuele voorziening"
MET = "met individuele voorziening"
_ON_TIME = 0.7
_PLANNED_AHEAD = 21


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What an enquiry means for its melding: its state, who does it, and whether the person still lives in town."""

    stand: str
    consulent: str | None
    stays: bool


@dataclass(frozen=True, slots=True)
class Verloop:
    """The days of one enquiry, also those after the working date: start, sittings, report, reaction and signature."""

    begun: date
    sittings: tuple[date, ...]
    sent: date
    reacted: date | None
    signed: date | None


def investigate(
    world: World,
    history: History,
    melding: str,
    client: Bekende,
    thema: Thema,
    wet: str,
    contact: ContactRecord,
    withdrawn: date | None,
    *,
    new: bool,
) -> Gevonden:
    """Carry out the enquiry as far as it came before the working date, or before it was withdrawn."""
    rng = world.rng
    day = contact.moment.date()
    course = _course(world, day, urgent=contact.spoed)
    consulent = world.consulent(contact.wijk)
    taken = day + timedelta(days=0 if contact.spoed else whole(rng, 0, 6))
    who = consulent if taken <= world.today else None
    if withdrawn is not None and withdrawn < course.begun:
        return Gevonden("ingetrokken", who, stays=True)
    if course.begun > world.today:
        return Gevonden("ontvangen", who, stays=True)
    case = Zaak(world.keys.next("onderzoek"), melding, client, thema, wet, contact.wijk, consulent, day, new)
    stand = "in onderzoek"
    if course.sent <= world.today:
        stand = "afgerond" if course.reacted is None or course.reacted <= world.today else "verslag verstrekt"
    outcome = _outcome(world, case) if course.sent <= world.today else ""
    scored = _sittings(world, history, case, course)
    _report(world, history, case, course)
    _record(world, history, case, course, outcome)
    stays = True
    if outcome and outcome != NIETS_DOEN:
        stays = carry_out(world, history, case, course.sent, course.signed, scored, individual=outcome == MET)
    return Gevonden(stand, consulent, stays=stays)


def _course(world: World, day: date, *, urgent: bool) -> Verloop:
    rng = world.rng
    if urgent:
        first = min(working_day(day + timedelta(days=whole(rng, 0, 2))), max(day, world.today))
    else:
        first = working_day(
            day + timedelta(days=whole(rng, 8, 41) if chance(rng, _ON_TIME) else whole(rng, 43, 74))
        )
    sittings = [first]
    while len(sittings) < 3 and chance(rng, 0.34):
        sittings.append(working_day(sittings[-1] + timedelta(days=whole(rng, 7, 21))))
    sent = working_day(sittings[-1] + timedelta(days=whole(rng, 2, 13)))
    reacted = working_day(sent + timedelta(days=whole(rng, 2, 14))) if chance(rng, 0.82) else None
    signed = reacted if reacted is not None and chance(rng, 0.8) else None
    begun = max(day, first - timedelta(days=whole(rng, 2, 9)))
    return Verloop(begun, tuple(sittings), sent, reacted, signed)


def _outcome(world: World, case: Zaak) -> str:
    """What came out of it; individual provisions become less usual over the history."""
    rng = world.rng
    begin, end = share("melding.individueel_begin", case.wet), share("melding.individueel_eind", case.wet)
    passed = (case.day - world.options.first_day).days / world.options.days
    if chance(rng, begin + (end - begin) * passed):
        return MET
    return NIETS_DOEN if chance(rng, share("melding.niets_doen")) else ZONDER


def _sittings(world: World, history: History, case: Zaak, course: Verloop) -> tuple[str, ...]:
    """The sittings with what was said; returns the leefgebieden that got a score."""
    rng = world.rng
    scored: dict[str, None] = {}
    for number, day in enumerate(course.sittings, start=1):
        held = day <= world.today
        if not held and (day - world.today).days > _PLANNED_AHEAD:
            break
        stand = "gehouden" if held else "gepland"
        if held and number > 1 and chance(rng, 0.05):
            stand = "niet doorgegaan"
        history.zittingen.append(
            ZittingRecord(
                case.onderzoek,
                number,
                world.moment(day),
                whole(rng, 4, 9) * 10,
                pick(rng, (("thuis", 78), ("wijkhuis", 12), ("beeldbellen", 6), ("stadhuis", 4))),
                (
                    case.consulent,
                    *few(
                        rng,
                        ("partner", "dochter", "zoon", "cliëntondersteuner", "buurvrouw"),
                        whole(rng, 0, 1),
                    ),
                ),
                stand,
            )
        )
        if stand == "gehouden":
            areas = case.thema.leefgebieden if number == 1 else few(rng, case.thema.leefgebieden, 1)
            scored |= dict.fromkeys(area for area in areas if _discuss(world, history, case, number, area))
            if number == 1:
                _not_needed(world, history, case)
    return tuple(scored)


def _discuss(world: World, history: History, case: Zaak, number: int, area: str) -> bool:
    """What was said about one leefgebied; tells whether both gave a score."""
    rng = world.rng
    scores: tuple[int | None, int | None] = (None, None)
    if chance(rng, 0.7):
        own = whole(rng, 1, 4)
        scores = (own, max(1, min(5, own + one(rng, (-1, 0, 0, 0, 1)))))
    differs = scores[0] != scores[1]
    history.leefgebieden.append(
        LeefgebiedRecord(
            case.onderzoek,
            number,
            area,
            "besproken",
            one(rng, said_about(area, "sterk")) if chance(rng, 0.8) else "",
            one(rng, said_about(area, "situatie")) if chance(rng, 0.85) else "",
            one(rng, said_about(area, "wens")) if chance(rng, 0.6) else "",
            *scores,
            "Wij kijken er anders naar en hebben dat zo laten staan." if differs and chance(rng, 0.4) else "",
        )
    )
    return scores[0] is not None


def _not_needed(world: World, history: History, case: Zaak) -> None:
    for area in few(world.rng, leefgebieden(), 2):
        if area not in case.thema.leefgebieden:
            history.leefgebieden.append(
                LeefgebiedRecord(case.onderzoek, 1, area, "niet nodig", "", "", "", None, None, "")
            )


def _report(world: World, history: History, case: Zaak, course: Verloop) -> None:
    rng = world.rng
    if course.sittings[-1] > world.today:
        return
    sent, reacted = world.happened(course.sent), world.happened(course.reacted)
    answer = (
        pick(rng, (("eens", 72), ("eens met opmerking", 20), ("oneens", 8))) if reacted is not None else ""
    )
    stand = "concept" if sent is None else "verzonden" if reacted is None else "gereageerd"
    history.verslagen.append(
        VerslagRecord(
            onderzoek=case.onderzoek,
            stand=stand,
            samenvatting=f"Wij spraken over {', '.join(case.thema.leefgebieden)}.",
            verzonden_op=sent,
            reactie=answer,
            reactie_op=reacted,
            opmerking=one(rng, phrases("reactie")) if answer in {"eens met opmerking", "oneens"} else "",
            ondertekend_op=world.happened(course.signed) if answer != "oneens" else None,
        )
    )


def _record(world: World, history: History, case: Zaak, course: Verloop, outcome: str) -> None:
    rng = world.rng
    back = working_day(course.sent + timedelta(days=whole(rng, 60, 200))) if outcome == NIETS_DOEN else None
    returned = (
        working_day(back + timedelta(days=whole(rng, 0, 9)))
        if back is not None and chance(rng, 0.9)
        else None
    )
    history.onderzoeken.append(
        OnderzoekRecord(
            sleutel=case.onderzoek,
            melding=case.melding,
            persoon=case.client.sleutel,
            consulent=case.consulent,
            begonnen_op=course.begun,
            verheldering=say(rng, "verheldering", case.thema.doelgroep)
            if course.sittings[0] <= world.today
            else "",
            stand="afgerond" if outcome else "lopend",
            afgerond_op=course.sent if outcome else None,
            uitkomst=outcome,
            motivering=say(rng, "niets doen") if outcome == NIETS_DOEN else "",
            terugkijken_op=back,
            teruggekeken_op=world.happened(returned),
        )
    )
