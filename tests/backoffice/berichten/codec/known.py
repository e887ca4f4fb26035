"""What the municipality knows in the tests: three allocations, each with a price, and nothing declared before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from keukentafel.backoffice.berichten.codec.facts import (
    Facts301,
    Facts305,
    Facts307,
    Facts315,
    Facts317,
    Facts319,
    Facts323,
    Facts325,
    KnownBericht,
    KnownPrestatie,
    KnownStart,
    KnownStop,
    KnownTarief,
    KnownToewijzing,
    KnownVerzoek,
)
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Pad
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.rules.antwoord import judge_319
from keukentafel.backoffice.berichten.codec.rules.kop import JUDGED_RULES
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.rules.stop import judge_307
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from keukentafel.backoffice.berichten.codec.rules.wijziging import judge_317
from keukentafel.core.period import Period
from tests.backoffice.berichten.codec.messages import (
    BSN,
    DAY,
    OTHER_BSN,
    antwoord,
    declaratie,
    start,
    stop,
    toewijzing,
    verzoek,
    wijziging,
)

HEADER_RULES = {"TR056", "TR135", "TR378"}
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))


def known_toewijzing(number: int, bsn: str = BSN, **changes: Any) -> KnownToewijzing:
    found = KnownToewijzing(
        toewijzingnummer=number,
        bsn=bsn,
        product=Product(categorie="02", code="02A04"),
        periode=YEAR,
        omvang=Omvang(volume=120, eenheid="01", frequentie="2"),
    )
    return found._replace(**changes)


def known_tarief(**changes: Any) -> KnownTarief:
    return replace(KnownTarief("02", "02A04", "01", 105, YEAR), **changes)


def known_prestatie(reference: str, number: int = 1, **changes: Any) -> KnownPrestatie:
    found = KnownPrestatie(
        referentienummer=reference,
        toewijzingnummer=number,
        productcategorie="02",
        productcode="02A04",
        periode=SEPTEMBER,
        volume=300,
        eenheid="01",
        bedrag=31500,
        debetcredit="D",
        toegekend=True,
    )
    return replace(found, **changes)


def facts_323(**changes: Any) -> Facts323:
    toewijzingen = {1: known_toewijzing(1), 2: known_toewijzing(2), 3: known_toewijzing(3, OTHER_BSN)}
    facts = Facts323(
        bericht=KnownBericht(vandaag=DAY, gemeentecodes=frozenset({"9901"})),
        bsns=frozenset({BSN, OTHER_BSN}),
        toewijzingen=toewijzingen,
        tarieven=dict.fromkeys(toewijzingen, (known_tarief(),)),
        prestaties={},
        producten=frozenset({("02", "02A04")}),
    )
    return replace(facts, **changes)


def with_toewijzing(**changes: Any) -> Facts323:
    """Facts in which allocation 1 differs."""
    facts = facts_323()
    return replace(facts, toewijzingen={**facts.toewijzingen, 1: known_toewijzing(1, **changes)})


def with_prestaties(*known: KnownPrestatie, **changes: Any) -> Facts323:
    return facts_323(prestaties={line.referentienummer: line for line in known}, **changes)


def facts_305(**changes: Any) -> Facts305:
    facts = Facts305(
        bericht=KnownBericht(vandaag=DAY),
        toewijzingen={1: known_toewijzing(1), 2: known_toewijzing(2)},
        producten=frozenset({("02", "02A04")}),
    )
    return replace(facts, **changes)


STARTED = tuple(
    KnownStart(BSN, line.toewijzingnummer, line.product, line.begindatum)
    for line in start().client.startproducten
)


def known_stop(index: int = 0, **changes: Any) -> KnownStop:
    """The stop at `index` of the stop message, as one that was accepted before."""
    line = stop().client.stopproducten[index]
    found = KnownStop(
        bsn=BSN,
        toewijzingnummer=line.toewijzingnummer,
        product=line.product,
        begindatum=line.begindatum,
        redenbeeindiging=line.redenbeeindiging,
        einddatum=line.einddatum,
    )
    return replace(found, **changes)


def facts_307(**changes: Any) -> Facts307:
    facts = Facts307(
        bericht=KnownBericht(vandaag=DAY),
        toewijzingen={1: known_toewijzing(1), 2: known_toewijzing(2)},
        starts=STARTED,
        producten=frozenset({("02", "02A04")}),
    )
    return replace(facts, **changes)


def facts_315(**changes: Any) -> Facts315:
    facts = Facts315(
        bericht=KnownBericht(vandaag=DAY), producten=frozenset({("02", "02A04"), ("02", "02A05")})
    )
    return replace(facts, **changes)


def facts_317(**changes: Any) -> Facts317:
    facts = Facts317(
        bericht=KnownBericht(vandaag=DAY),
        bsns=frozenset({BSN}),
        toewijzingen={1: known_toewijzing(1), 3: unchanged_toewijzing()},
        producten=frozenset({("02", "02A05"), ("02", "02A06")}),
    )
    return replace(facts, **changes)


def unchanged_toewijzing(**changes: Any) -> KnownToewijzing:
    """Allocation 3, which stays as it is in the request for a change."""
    return known_toewijzing(3, **{"product": Product(categorie="02", code="02A07")} | changes)


def broken(oordeel: BerichtOordeel) -> dict[Pad, list[str]]:
    """The broken rules by class; those of the header under ("header",)."""
    assert oordeel.akkoord is not bool(oordeel.header or oordeel.klassen)
    classes = {("header",): oordeel.header} if oordeel.header else dict(oordeel.klassen or {})
    return {path: [found.rule for found in findings] for path, findings in classes.items()}


def judged(nummer: int) -> set[str]:
    """The rules of levels 3 and 4 for what is below the header of a message."""
    return {rule for rule, judged in JUDGED_RULES.items() if nummer in judged.messages} - HEADER_RULES


def facts_301(**changes: Any) -> Facts301:
    facts = Facts301(
        bericht=KnownBericht(vandaag=DAY),
        toewijzingen={},
        verzoeken={},
        producten=frozenset({("02", "02A04"), ("02", "02A05")}),
    )
    return replace(facts, **changes)


def known_verzoek(**changes: Any) -> KnownVerzoek:
    return replace(KnownVerzoek("VOT-1", BSN), **changes)


def facts_319(**changes: Any) -> Facts319:
    return Facts319(bericht=KnownBericht(vandaag=DAY), verzoeken={"VOT-1": known_verzoek(**changes)})


def facts_325(**changes: Any) -> Facts325:
    return replace(Facts325(bericht=KnownBericht(vandaag=DAY), declaratie=declaratie()), **changes)


# Every message that is accepted or refused whole, with what judges it and facts in which it is fine.
HEENBERICHTEN: list[tuple[Any, Callable[[Any, Any], BerichtOordeel], Any]] = [
    (toewijzing(), judge_301, facts_301()),
    (start(), judge_305, facts_305()),
    (stop(), judge_307, facts_307()),
    (verzoek(), judge_315, facts_315()),
    (wijziging(), judge_317, facts_317()),
    (antwoord(), judge_319, facts_319()),
]
