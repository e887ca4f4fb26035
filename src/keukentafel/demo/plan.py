"""The plan after an enquiry: results in the resident's words, solutions on the rungs of the ladder, light help and looking back."""

from dataclasses import dataclass
from datetime import date, timedelta

from keukentafel.demo.decisions import Vraag, apply
from keukentafel.demo.draw import chance, few, one, pick, whole
from keukentafel.demo.history import History
from keukentafel.demo.phrases import Thema, phrases, say
from keukentafel.demo.population import Bekende
from keukentafel.demo.provisions import choose_product, may_allocate
from keukentafel.demo.records.backoffice import ProductRecord
from keukentafel.demo.records.casework import (
    EvaluatieRecord,
    HulpcontactRecord,
    OplossingRecord,
    ResultaatRecord,
    TredeRedenRecord,
)
from keukentafel.demo.sociale_kaart import entry_for
from keukentafel.demo.world import World, working_day

EIGEN, NETWERK, ALGEMEEN, LICHT = "eigen kracht", "netwerk", "algemeen", "lichte hulp"
KOLOMMEN = (EIGEN, NETWERK, ALGEMEEN)
_LONG_AGO = timedelta(days=14)
_LIGHTER = ((EIGEN, 0.42), (NETWERK, 0.38), (ALGEMEEN, 0.46), (LICHT, 0.3))
_REDENEN = (("geprobeerd", 34), ("geen plek", 18), ("te zwaar of niet veilig", 22), ("anders", 26))
_SOORTEN = (("gesprek", 50), ("telefoon", 28), ("samen op pad", 14), ("bericht", 8))


@dataclass(frozen=True, slots=True)
class Zaak:
    """One enquiry in short. ``new`` tells that the person first appears in this part of the history."""

    onderzoek: str
    melding: str
    client: Bekende
    thema: Thema
    wet: str
    wijk: str
    consulent: str
    day: date
    new: bool


def carry_out(
    world: World,
    history: History,
    case: Zaak,
    sent: date,
    signed: date | None,
    scored: tuple[str, ...],
    *,
    individual: bool,
) -> bool:
    """Make the plan and let it run; tells whether the person still lives in town on the working date."""
    rng = world.rng
    stays = True
    look_back = working_day(sent + timedelta(days=whole(rng, 84, 190)))
    product = _product(world, case, sent) if individual else None
    words = few(rng, phrases("resultaat", case.thema.doelgroep), 1 + chance(rng, 0.5) + chance(rng, 0.12))
    for order, text in enumerate(words, start=1):
        key = world.keys.next("resultaat")
        history.resultaten.append(ResultaatRecord(key, case.onderzoek, order, case.client.sleutel, text))
        heavy = individual and order == 1
        rungs = [rung for rung, part in _LIGHTER if chance(rng, part * (0.7 if heavy else 1.3))]
        if not rungs and not heavy:
            rungs = [one(rng, (EIGEN, ALGEMEEN, LICHT))]
        for rung in rungs:
            _solution(world, history, case, key, rung, sent, look_back)
        if heavy:
            stays = _individual(world, history, case, key, product, sent, signed, look_back)
        _reasons(world, history, key, rungs, heavy=heavy)
    _evaluate(world, history, case, look_back, scored)
    return stays


def _product(world: World, case: Zaak, day: date) -> ProductRecord | None:
    """A product that answers the theme, when the law knows products and the person does not have it yet."""
    if not case.thema.groepen:
        return None
    grown_up = case.wet == "wmo" and case.thema.wet == "jeugdwet"
    product = choose_product(world, "begeleiding" if grown_up else one(world.rng, case.thema.groepen))
    return product if may_allocate(world, case.client, product, day) else None


def _individual(
    world: World,
    history: History,
    case: Zaak,
    resultaat: str,
    product: ProductRecord | None,
    sent: date,
    signed: date | None,
    look_back: date,
) -> bool:
    """The individual provision with its application; tells whether the person still lives in town."""
    key = world.keys.next("oplossing")
    asked = Vraag(
        case.melding,
        case.onderzoek,
        key,
        case.client,
        case.wet,
        case.wijk,
        case.day,
        sent,
        signed,
        product,
        case.new,
        case.thema.spoed > 0.3,
    )
    answer = apply(world, history, asked)
    start = answer.first or working_day(sent + timedelta(days=whole(world.rng, 14, 40)))
    stand = (
        "loopt"
        if answer.first is not None and start <= world.today
        else "gestopt"
        if answer.refused
        else "voorgesteld"
    )
    if answer.ended is not None:
        stand = "klaar"
    history.oplossingen.append(
        OplossingRecord(
            sleutel=key,
            resultaat=resultaat,
            trede=product.trede if product is not None else "individueel",
            omschrijving=product.naam if product is not None else _other_provision(case.wet),
            verantwoordelijke=answer.provider or "gemeente",
            vorm="groep"
            if product is not None and product.groep in {"dagbesteding", "daghulp"}
            else "individueel",
            kaart=None,
            product=product.code if product is not None else None,
            ingangsdatum=start,
            einddatum=answer.ended or answer.last,
            evaluatie_op=look_back,
            stand=stand,
        )
    )
    return answer.stays


def _other_provision(wet: str) -> str:
    names = {
        "schuldhulp": "Schuldregeling",
        "participatiewet": "Traject naar werk",
        "jeugdwet": "Andere hulp met besluit",
        "wmo": "Andere voorziening met besluit",
    }
    return names[wet]


def _solution(
    world: World, history: History, case: Zaak, resultaat: str, rung: str, sent: date, look_back: date
) -> None:
    rng = world.rng
    start = working_day(sent + timedelta(days=whole(rng, 0, 24)))
    last = (
        start + timedelta(days=whole(rng, 40, 260)) if rung in {LICHT, ALGEMEEN} or chance(rng, 0.4) else None
    )
    entry = entry_for(world.options, rng, case.thema.code, case.wijk) if rung == ALGEMEEN else None
    stand = "voorgesteld" if start > world.today else "loopt"
    if last is not None and last <= world.today:
        stand = "klaar" if chance(rng, 0.86) else "gestopt"
    key = world.keys.next("oplossing")
    history.oplossingen.append(
        OplossingRecord(
            sleutel=key,
            resultaat=resultaat,
            trede=rung,
            omschrijving=entry.naam if entry is not None else say(rng, rung, case.thema.doelgroep),
            verantwoordelijke={EIGEN: "inwoner", NETWERK: "familie en vrienden", LICHT: case.consulent}.get(
                rung, entry.organisatie if entry is not None else ""
            ),
            vorm="groep" if entry is not None and entry.trede == ALGEMEEN else "individueel",
            kaart=entry.sleutel if entry is not None else None,
            product=None,
            ingangsdatum=start,
            einddatum=last,
            evaluatie_op=look_back,
            stand=stand,
        )
    )
    if rung == LICHT:
        _help(world, history, key, case.consulent, start, last or world.today)


def _help(world: World, history: History, oplossing: str, consulent: str, start: date, last: date) -> None:
    """Contacts of light help, one to three weeks apart."""
    rng = world.rng
    day = start
    for _ in range(whole(rng, 2, 7)):
        if day > min(last, world.today):
            break
        soort = pick(rng, _SOORTEN)
        minutes = 10 if soort == "bericht" else whole(rng, 3, 15) * 5
        history.hulpcontacten.append(HulpcontactRecord(oplossing, day, minutes, soort, consulent))
        day = working_day(day + timedelta(days=whole(rng, 6, 21)))


def _reasons(world: World, history: History, resultaat: str, rungs: list[str], *, heavy: bool) -> None:
    """A reason for every empty column before the heaviest one that is filled; light help fills the column algemeen."""
    filled = [ALGEMEEN if rung == LICHT else rung for rung in rungs]
    until = len(KOLOMMEN) if heavy else max((KOLOMMEN.index(column) for column in filled), default=0)
    for column in KOLOMMEN[:until]:
        if column not in filled:
            reason = pick(world.rng, _REDENEN)
            history.trederedenen.append(TredeRedenRecord(resultaat, column, reason, say(world.rng, reason)))


def _evaluate(world: World, history: History, case: Zaak, planned: date, scored: tuple[str, ...]) -> None:
    rng = world.rng
    held = working_day(planned + timedelta(days=whole(rng, 0, 12)))
    stand = "gepland"
    if held <= world.today:
        stand = pick(rng, (("gehouden", 84), ("vervallen", 7), ("gepland", 9)))
        # What was planned long ago was held after all: nobody leaves it on the list of today for months.
        stand = "gehouden" if stand == "gepland" and held < world.today - _LONG_AGO else stand
    done = stand == "gehouden"
    goal = pick(rng, (("behaald", 47), ("deels behaald", 38), ("niet behaald", 15))) if done else ""
    rise = {"behaald": (0, 1, 1, 2), "deels behaald": (0, 0, 1, 1), "niet behaald": (-1, 0, 0)}.get(
        goal, (0,)
    )
    scores = (
        tuple((area, *_later(world, case, history, area, rise)) for area in scored)
        if done and chance(rng, 0.8)
        else ()
    )
    history.evaluaties.append(
        EvaluatieRecord(
            sleutel=world.keys.next("evaluatie"),
            onderzoek=case.onderzoek,
            gepland_op=planned,
            gehouden_op=held if done else None,
            stand=stand,
            doel=goal,
            geholpen=pick(rng, ((5, 30), (4, 47), (3, 14), (2, 6), (1, 3)))
            if done and chance(rng, 0.85)
            else None,
            vervolg={"behaald": "stoppen", "deels behaald": "lichter", "niet behaald": "doorgaan"}.get(
                goal, ""
            ),
            scores=scores,
            tekst=say(rng, "evaluatie", goal) if done else "",
        )
    )


def _later(world: World, case: Zaak, history: History, area: str, rise: tuple[int, ...]) -> tuple[int, int]:
    """The second score of resident and professional, from the first with what was gained."""
    first = next(
        row
        for row in reversed(history.leefgebieden)
        if row.onderzoek == case.onderzoek and row.leefgebied == area
    )
    gained = one(world.rng, rise)
    own = max(1, min(5, (first.score_inwoner or 2) + gained))
    ours = max(1, min(5, (first.score_professional or 2) + gained))
    return own, ours
