"""Applications and decisions, and the allocation that follows from a decision that grants."""

from dataclasses import dataclass
from datetime import date, timedelta

from keukentafel.core.terms import deadline
from keukentafel.demo.calibration import share
from keukentafel.demo.draw import chance, pick, whole
from keukentafel.demo.history import History
from keukentafel.demo.phrases import say
from keukentafel.demo.population import Bekende
from keukentafel.demo.provisions import (
    Grond,
    Toekenning,
    allocate,
    client_stay,
    planned_end,
    use_days,
    volume_for,
)
from keukentafel.demo.records.backoffice import ProductRecord, ToewijzingRecord
from keukentafel.demo.records.casework import AanvraagRecord, BesluitRecord
from keukentafel.demo.world import World, working_day

_SIX_WEEKS = timedelta(days=43)
NEW_ORDINANCE = date(2026, 1, 1)
AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is applied for, after which enquiry; ``product`` is None for provisions that no provider delivers."""

    melding: str
    onderzoek: str
    oplossing: str
    client: Bekende
    wet: str
    wijk: str
    reported: date
    sent: date
    signed: date | None
    product: ProductRecord | None
    new: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What came of it: first and last day and provider when something was allocated, and whether the person still lives in town."""

    first: date | None = None
    last: date | None = None
    ended: date | None = None
    provider: str = ""
    refused: bool = False
    stays: bool = True


def apply(world: World, history: History, asked: Vraag) -> Antwoord:
    """Record the application, the decision and the allocation as far as they came before the working date."""
    rng = world.rng
    way, received = _received(world, asked)
    if received > world.today:
        return Antwoord()
    due = deadline(received, weeks=2)
    days = whole(rng, 2, 12) if chance(rng, 0.88) else whole(rng, 16, 38)
    sent = working_day(received + timedelta(days=1 if asked.urgent else days))
    withdrawn = chance(rng, 0.02)
    stand = "ingetrokken" if withdrawn else "besloten" if sent <= world.today else "ontvangen"
    key = world.keys.next("aanvraag")
    code = asked.product.code if asked.product is not None else ""
    history.aanvragen.append(
        AanvraagRecord(
            key,
            asked.melding,
            asked.onderzoek,
            asked.oplossing,
            asked.client.sleutel,
            asked.wet,
            way,
            code,
            received,
            due,
            stand,
        )
    )
    if withdrawn:
        return Antwoord(refused=True)
    return _decide(world, history, asked, key, received, sent)


def _received(world: World, asked: Vraag) -> tuple[str, date]:
    """By which way the application came and on which day: the signed report, a form after it, or after six weeks without a report."""
    rng = world.rng
    if asked.sent > asked.reported + _SIX_WEEKS and chance(rng, 0.3):
        return "na zes weken", working_day(asked.reported + _SIX_WEEKS + timedelta(days=whole(rng, 0, 4)))
    if asked.signed is not None:
        return "ondertekend verslag", asked.signed
    return "na onderzoek", working_day(asked.sent + timedelta(days=whole(rng, 3, 18)))


def _decide(
    world: World, history: History, asked: Vraag, aanvraag: str, received: date, sent: date
) -> Antwoord:
    rng = world.rng
    kind = pick(
        rng, (("afgewezen", share("besluit.afgewezen")), ("deels toegekend", 0.06), ("toegekend", 0.89))
    )
    signed = max(received, sent - timedelta(days=whole(rng, 0, 2)))
    if signed - timedelta(days=3) > world.today:
        return Antwoord()
    product = asked.product if kind != AFGEWEZEN else None
    first = working_day(sent + timedelta(days=whole(rng, 1, 14)))
    number = f"{sent.year}-{50_000 + world.keys.number('besluitnummer')}"
    last = None
    if product is not None:
        last = planned_end(asked.client, product, first)
    elif kind != AFGEWEZEN:
        last = first + timedelta(days=364)
    decision = BesluitRecord(
        sleutel=world.keys.next("besluit"),
        besluitnummer=number,
        aanvraag=aanvraag,
        persoon=asked.client.sleutel,
        wet=asked.wet,
        soort=kind,
        stand="verzonden" if sent <= world.today else "ondertekend" if signed <= world.today else "concept",
        ondertekenaar=world.teamleiders[world.teams[asked.wijk]],
        ondertekend_op=world.happened(signed),
        verzonden_op=world.happened(sent),
        product=product.code if product is not None else "",
        volume=volume_for(world, product) if product is not None else 0,
        eenheid=product.eenheid if product is not None else "",
        frequentie=product.frequentie if product is not None else "",
        ingangsdatum=first if kind != AFGEWEZEN else None,
        einddatum=last,
        motivering=say(rng, "motivering", kind),
        verordening=ordinance(world, sent),
        bezwaar_uiterlijk=deadline(sent, weeks=6) if sent <= world.today else None,
        aanbieder=world.market.choices[product.groep][0][0].aanbieder if product is not None else "",
    )
    history.besluiten.append(decision)
    if sent > world.today:
        return Antwoord()
    if kind == AFGEWEZEN:
        return Antwoord(refused=True)
    return _grant(world, history, asked, decision)


def ordinance(world: World, day: date) -> str:
    """The ordinance in force on a day."""
    version = NEW_ORDINANCE.year if day >= NEW_ORDINANCE else 2024
    return f"Verordening sociaal domein {world.options.naam} {version}"


def _grant(world: World, history: History, asked: Vraag, decision: BesluitRecord) -> Antwoord:
    """Allocate what the decision grants; only a person of this part of the history may be recorded as having left."""
    first, last, sent = decision.ingangsdatum, decision.einddatum, decision.verzonden_op
    if asked.product is None or first is None or last is None or sent is None:
        return Antwoord(first=first, last=last)
    granted = Toekenning(
        asked.product,
        decision.volume,
        first,
        last,
        world.happened(working_day(sent + timedelta(days=1))) or world.today,
        Grond("besluit", decision.besluitnummer),
    )
    leaves = first + timedelta(days=client_stay(world.rng)) if asked.wet == "wmo" and asked.new else None
    record: ToewijzingRecord = allocate(
        world, history, asked.client, granted, use_days(world, asked.product), leaves
    )
    return Antwoord(
        first, last, record.gestopt_op, record.aanbieder, stays=leaves is None or leaves > world.today
    )
