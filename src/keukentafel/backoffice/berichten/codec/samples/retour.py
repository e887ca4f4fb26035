"""Sample answers: a retour on every kind of message, and the declaration answer (325)."""

from collections.abc import Callable
from typing import Any

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.codelists import RETOURCODES
from keukentafel.backoffice.berichten.codec.oordeel import (
    BerichtOordeel,
    Bevinding,
    DeclaratieOordeel,
    Pad,
    PrestatieOordeel,
    Uitkomst,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.codec.registry import Bericht, Heenbericht
from keukentafel.backoffice.berichten.codec.retour import LEVEL2, build_325, build_retour
from keukentafel.backoffice.berichten.codec.samples.declaratie import declaratie
from keukentafel.backoffice.berichten.codec.samples.kop import DAY, identification, stamp
from keukentafel.backoffice.berichten.codec.spec import Kind, Shape, spec_of
from keukentafel.backoffice.berichten.codec.types import Law

Maker = Callable[[Law, int, Chance], Heenbericht]
_XSLT = "1.0.2"
_LEVEL = 3


def answer_to(make: Maker, *retourcodes: str) -> Callable[[Law, int, Chance], Bericht]:
    """The maker of retours on what `make` makes, with `retourcodes` on the classes below the header."""

    def retour(law: Law, lines: int, chance: Chance) -> Bericht:
        heen = make(law, lines, chance)
        at_level2 = chance.happens(20)
        return build_retour(
            heen,
            LEVEL2 if at_level2 else _oordeel(heen, retourcodes, chance),
            identificatie=identification(chance),
            dagtekening=DAY,
            xsdversie=stamp(chance),
            xsltversie=_XSLT if at_level2 and chance.happens(50) else None,
        )

    return retour


def finding(retourcode: str) -> Bevinding:
    """A finding with this return code."""
    known = RETOURCODES[retourcode]
    return Bevinding(known.rule, _LEVEL, known.code, known.reason)


def _oordeel(heen: Heenbericht, retourcodes: tuple[str, ...], chance: Chance) -> BerichtOordeel:
    kind = chance.pick(("well", "header", "below", "below"))
    if kind == "well":
        return BerichtOordeel()
    if kind == "header":
        return BerichtOordeel(header=(finding(chance.pick(("8848", "9056", "S300"))),))
    paths = _classes(heen, ())
    wrong = {
        path: tuple(map(finding, chance.pick((retourcodes[:1], retourcodes))))
        for path in (chance.pick(paths), chance.pick(paths))
    }
    return BerichtOordeel(
        klassen=wrong, niet_beoordeeld=frozenset({chance.pick(paths), chance.pick(paths)} - set(wrong))
    )


def _classes(value: Any, path: Pad) -> list[Pad]:
    """The paths of the classes below the header, each of which carries return codes in the retour."""
    found: list[Pad] = [path] if len(path) else []
    for element in spec_of(type(value)).elements:
        held, below = getattr(value, element.attribute), (*path, element.attribute)
        is_class = element.record is not None and spec_of(element.record).kind is Kind.CLASS
        if not is_class or held is None or below == ("header",):
            continue
        if element.shape is Shape.RECORDS:
            for index, item in enumerate(held):
                found += _classes(item, (*below, index))
        else:
            found += _classes(held, below)
    return found


def antwoord_op_declaratie(law: Law, lines: int, chance: Chance) -> Bericht325:
    """A 325: granted whole or for a part, refused whole, or fallen at level 2."""
    heen = declaratie(law, lines, chance)
    refused = chance.pick((0, 30, 100))
    oordelen = tuple(
        _line_oordeel(PrestatieOordeel(client, prestatie, Uitkomst.TOEGEKEND), refused, chance)
        for client in heen.declaratie.clienten
        for prestatie in client.prestaties
    )
    first = heen.declaratie.clienten[0].bsn
    unknown = {first: (finding("8187"),)} if chance.happens(30) else {}
    oordelen = tuple(_unjudged(line) if line.client.bsn in unknown else line for line in oordelen)
    header, body = chance.pick((((), ()), ((), ()), ((finding("9056"),), ()), ((), (finding("9333"),))))
    if header or body:
        oordelen = tuple(map(_unjudged, oordelen))
    at_level2 = chance.happens(10)
    return build_325(
        heen,
        LEVEL2 if at_level2 else DeclaratieOordeel(header, body, unknown, oordelen),
        identificatie=identification(chance),
        dagtekening=DAY,
        xsdversie=stamp(chance),
        xsltversie=_XSLT if at_level2 and chance.happens(50) else None,
    )


def _line_oordeel(line: PrestatieOordeel, refused: int, chance: Chance) -> PrestatieOordeel:
    if not chance.happens(refused):
        return line
    codes = chance.pick((("9338",), ("9338", "9346"), ("9321",)))
    return line._replace(uitkomst=Uitkomst.AFGEWEZEN, bevindingen=tuple(map(finding, codes)))


def _unjudged(line: PrestatieOordeel) -> PrestatieOordeel:
    return line._replace(uitkomst=Uitkomst.NIET_BEOORDEELD, bevindingen=())
