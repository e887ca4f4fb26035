"""Seeded valid messages of every kind: for tests, benchmarks and trying things out.

The people in them do not exist: their BSNs come from the series for testing and their names from a short list. Over the seeds every
optional element and every shape of the standard occurs; each message keeps the rules of level 2.
"""

from collections.abc import Callable, Mapping

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.registry import Bericht, find_soort
from keukentafel.backoffice.berichten.codec.samples.declaratie import declaratie
from keukentafel.backoffice.berichten.codec.samples.kop import AANBIEDER as AANBIEDER
from keukentafel.backoffice.berichten.codec.samples.kop import GEMEENTE as GEMEENTE
from keukentafel.backoffice.berichten.codec.samples.levering import start, stop
from keukentafel.backoffice.berichten.codec.samples.retour import answer_to, antwoord_op_declaratie
from keukentafel.backoffice.berichten.codec.samples.toewijzing import toewijzing
from keukentafel.backoffice.berichten.codec.samples.verzoek import (
    antwoord,
    verzoek_om_toewijzing,
    verzoek_om_wijziging,
)
from keukentafel.backoffice.berichten.codec.types import Law

_MAKERS: Mapping[int, Callable[[Law, int, Chance], Bericht]] = {
    301: toewijzing,
    302: answer_to(toewijzing, "S329", "9332"),
    305: start,
    306: answer_to(start, "9019", "9326"),
    307: stop,
    308: answer_to(stop, "9069", "9414"),
    315: verzoek_om_toewijzing,
    316: answer_to(verzoek_om_toewijzing, "9347", "S329"),
    317: verzoek_om_wijziging,
    318: answer_to(verzoek_om_wijziging, "9350", "9373"),
    319: antwoord,
    320: answer_to(antwoord, "9360", "9365"),
    323: declaratie,
    325: antwoord_op_declaratie,
}


def sample(nummer: int, law: Law = Law.WMO, *, lines: int = 1, seed: int = 0) -> Bericht:
    """A valid message with `lines` allocations, starts, requested products or Prestaties (at least 1; a 319 always holds one answer).

    The same arguments give the same message on every machine. KeyError for a kind that does not exist.
    """
    find_soort(law, nummer)
    return _MAKERS[nummer](law, max(lines, 1), Chance(law.value, nummer, seed))
