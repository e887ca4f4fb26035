"""The rules of levels 3 and 4 by name, and those for the header of any message: TR056, TR135 and TR378.

The standard lets TR378 look at the day on which an allocation begins. A header has one gemeente code and a message can name many such
days, so the codes that may be used are one set, chosen by whoever knows the days (`gemeenten.gemeentecodes`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.codelists import retourcode_text
from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding
from keukentafel.backoffice.berichten.codec.registry import Bericht, Partij, soort_of


class JudgedRule(NamedTuple):
    """A rule of level 3 or 4: its return code, and the messages it is for. The code is empty where the standard has none (325)."""

    level: int
    retourcode: str
    messages: frozenset[int]


def _rule(level: int, retourcode: str, *messages: int) -> JudgedRule:
    return JudgedRule(level, retourcode, frozenset(messages))


JUDGED_MESSAGES = (301, 305, 307, 315, 317, 319, 323, 325)
# Every rule of levels 3 and 4 that this codec judges.
JUDGED_RULES: Mapping[str, JudgedRule] = MappingProxyType(
    {
        "TR019": _rule(3, "9019", 305, 307),
        "TR056": _rule(3, "9056", *JUDGED_MESSAGES),
        "TR063": _rule(3, "9063", 305, 307),
        "TR071": _rule(3, "9071", 305),
        "TR074": _rule(3, "9074", 305, 307),
        "TR135": _rule(4, "8848", *JUDGED_MESSAGES),
        "TR304": _rule(3, "8187", 317, 323, 325),
        "TR307": _rule(3, "9307", 323),
        "TR308": _rule(3, "9308", 323),
        "TR314": _rule(3, "8021", 323),
        "TR318": _rule(3, "8214", 323),
        "TR319": _rule(3, "9319", 323),
        "TR321": _rule(3, "9321", 323),
        "TR322": _rule(3, "9322", 323),
        "TR323": _rule(3, "8017", 323),
        "TR326": _rule(3, "9326", 305),
        "TR332": _rule(3, "9332", 301),
        "TR333": _rule(3, "9333", 323),
        "TR337": _rule(3, "", 325),
        "TR338": _rule(3, "9338", 323),
        "TR339": _rule(3, "9339", 323),
        "TR340": _rule(3, "9340", 323),
        "TR341": _rule(3, "9341", 323),
        "TR346": _rule(4, "9346", 323),
        "TR347": _rule(3, "9347", 315, 317),
        "TR349": _rule(3, "9349", 317),
        "TR350": _rule(3, "9350", 317),
        "TR351": _rule(3, "9351", 317),
        "TR355": _rule(3, "9355", 319),
        "TR357": _rule(3, "9357", 317),
        "TR359": _rule(3, "9359", 319),
        "TR360": _rule(3, "9360", 319),
        "TR361": _rule(3, "9361", 317),
        "TR365": _rule(3, "9365", 319),
        "TR366": _rule(3, "9366", 325),
        "TR367": _rule(3, "9367", 325),
        "TR369": _rule(3, "9369", 323),
        "TR371": _rule(3, "", 325),
        "TR373": _rule(3, "9373", 317),
        "TR374": _rule(3, "9374", 315, 317),
        "TR375": _rule(3, "9375", 317),
        "TR376": _rule(3, "", 325),
        "TR378": _rule(4, "S300", *JUDGED_MESSAGES),
        "TR379": _rule(3, "9379", 301),
        "TR381": _rule(4, "S329", 301, 305, 307, 315, 317, 323),
        "TR382": _rule(3, "9069", 307),
        "TR384": _rule(3, "9384", 323),
        "TR385": _rule(3, "9385", 301),
        "TR387": _rule(3, "9387", 323),
        "TR388": _rule(3, "9388", 323),
        "TR389": _rule(3, "9389", 323),
        "TR390": _rule(3, "9390", 323),
        "TR411": _rule(3, "9411", 317),
        "TR412": _rule(3, "9412", 317),
        "TR413": _rule(3, "9413", 307),
        "TR414": _rule(3, "9414", 307),
        "TR415": _rule(3, "9415", 307),
        "TR418": _rule(3, "0611", 323),
    }
)

# The reasons of rules without a return code: no message answers a 325.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "TR337": "Het antwoord hoort niet bij een ingediende declaratie.",
        "TR371": "Het antwoord noemt een andere versie van het schema dan de declaratie.",
        "TR376": "Het antwoord noemt een ander declaratienummer dan de declaratie.",
    }
)


def reason_of(rule: str) -> str:
    """The general reason of a rule of level 3 or 4, in plain Dutch."""
    return REASONS.get(rule) or retourcode_text(JUDGED_RULES[rule].retourcode)


def bevinding(rule: str, reason: str = "", /, **waarden: int | str) -> Bevinding:
    """A finding of a rule, with its level and code; `waarden` are the figures behind it.

    `reason` stands in for the general reason where that says too much.
    """
    level, code, _ = JUDGED_RULES[rule]
    return Bevinding(rule, level, code, reason or reason_of(rule), tuple(waarden.items()))


def judge_header(bericht: Bericht, known: KnownBericht) -> tuple[Bevinding, ...]:
    """The findings on the header of a message that was sent to the municipality or by it."""
    header = bericht.header
    identificatie = header.berichtidentificatie
    gemeente = header.afzender if soort_of(bericht).afzender is Partij.GEMEENTE else header.ontvanger
    found = []
    if identificatie.dagtekening > known.vandaag:
        found.append(bevinding("TR135"))
    if identificatie.identificatie in known.identificaties:
        found.append(bevinding("TR056"))
    if not is_gemeente(gemeente, known):
        found.append(bevinding("TR378"))
    return tuple(found)


def is_gemeente(code: str, known: KnownBericht) -> bool:
    """TR378: whether a gemeente code may be used; True when that is not checked."""
    return known.gemeentecodes is None or code in known.gemeentecodes
