"""Levels 3 and 4 for the header of any message: TR056, TR135 and TR378."""

from keukentafel.backoffice.berichten.codec.codelists import retourcode_text
from keukentafel.backoffice.berichten.codec.facts import KnownBericht
from keukentafel.backoffice.berichten.codec.oordeel import Bevinding
from keukentafel.backoffice.berichten.codec.registry import Bericht, Partij, soort_of

# Rule id to (level, return code), for every rule of levels 3 and 4 that this codec judges.
JUDGED_RULES: dict[str, tuple[int, str]] = {
    "TR019": (3, "9019"),
    "TR056": (3, "9056"),
    "TR063": (3, "9063"),
    "TR071": (3, "9071"),
    "TR074": (3, "9074"),
    "TR135": (4, "8848"),
    "TR304": (3, "8187"),
    "TR307": (3, "9307"),
    "TR308": (3, "9308"),
    "TR314": (3, "8021"),
    "TR318": (3, "8214"),
    "TR319": (3, "9319"),
    "TR321": (3, "9321"),
    "TR322": (3, "9322"),
    "TR323": (3, "8017"),
    "TR326": (3, "9326"),
    "TR333": (3, "9333"),
    "TR338": (3, "9338"),
    "TR339": (3, "9339"),
    "TR340": (3, "9340"),
    "TR341": (3, "9341"),
    "TR346": (4, "9346"),
    "TR369": (3, "9369"),
    "TR378": (4, "S300"),
    "TR381": (4, "S329"),
    "TR384": (3, "9384"),
    "TR387": (3, "9387"),
    "TR388": (3, "9388"),
    "TR389": (3, "9389"),
    "TR390": (3, "9390"),
    "TR418": (3, "0611"),
}


def bevinding(rule: str, **waarden: int | str) -> Bevinding:
    """A finding of a rule, with its level, code and general reason; `waarden` are the figures behind it."""
    level, code = JUDGED_RULES[rule]
    return Bevinding(rule, level, code, retourcode_text(code), tuple(waarden.items()))


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
    if known.gemeentecodes is not None and gemeente not in known.gemeentecodes:
        found.append(bevinding("TR378"))
    return tuple(found)
