"""Levels 3 and 4 for the answer to a request: TR355, TR359, TR360, TR365, and TR378 for the municipality that is responsible (iJw).

A 319 is judged by the provider that gets it, or by the municipality before it sends it; it is accepted or refused whole. After a refusal
nothing more can be answered (TR365); being under investigation is told once, and first (TR360).
"""

from collections.abc import Iterator

from keukentafel.backoffice.berichten.codec.facts import (
    REFUSED,
    UNDER_INVESTIGATION,
    Facts319,
    KnownVerzoek,
)
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord, Bericht319
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, is_gemeente, judge_header

ANTWOORD: Pad = ("antwoord",)
WOONPLAATSBEGINSEL: Pad = (*ANTWOORD, "woonplaatsbeginsel")


def judge_319(bericht: Bericht319, facts: Facts319) -> BerichtOordeel:
    """Judge an answer that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    antwoord = bericht.antwoord
    elsewhere = antwoord.woonplaatsbeginsel
    found = tuple(_judge_antwoord(antwoord, facts.verzoeken.get(antwoord.referentieaanbieder)))
    if found:
        below = frozenset({WOONPLAATSBEGINSEL}) if elsewhere else frozenset[Pad]()
        return BerichtOordeel(klassen={ANTWOORD: found}, niet_beoordeeld=below)
    if elsewhere and not is_gemeente(elsewhere.gemeente, facts.bericht):
        return BerichtOordeel(klassen={WOONPLAATSBEGINSEL: (bevinding("TR378"),)})
    return BerichtOordeel()


def _judge_antwoord(antwoord: Antwoord, verzoek: KnownVerzoek | None) -> Iterator[Bevinding]:
    if verzoek is None:
        yield bevinding("TR355")
        return
    if verzoek.toegewezen:
        yield bevinding("TR359")
    if REFUSED in verzoek.antwoorden:
        yield bevinding("TR365")
    elif verzoek.antwoorden and antwoord.verzoekantwoord == UNDER_INVESTIGATION:
        yield bevinding("TR360")
