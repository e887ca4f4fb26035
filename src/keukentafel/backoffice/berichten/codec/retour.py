"""Builds the messages that answer: a retour from the judgement of a whole message, a 325 from that of a declaration.

Per IV028, OP065, OP286 and OP303. A file that fell at level 1 is answered by no message at all; there is nothing here for it.
"""

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, Final

from keukentafel.backoffice.berichten.codec.headers import DEFAULT_XSD_VERSIE
from keukentafel.backoffice.berichten.codec.oordeel import (
    BerichtOordeel,
    Bevinding,
    DeclaratieOordeel,
    Pad,
    PrestatieOordeel,
    Uitkomst,
)
from keukentafel.backoffice.berichten.codec.records.basis import (
    BerichtIdentificatie,
    TotaalBedragMetDC,
    XsdVersie,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Bericht325,
    Client323,
    Client325,
    DeclaratieAntwoord,
    Prestatie325,
)
from keukentafel.backoffice.berichten.codec.records.header import AntwoordHeader
from keukentafel.backoffice.berichten.codec.registry import (
    BerichtSoort,
    Heenbericht,
    Retourbericht,
    find_soort,
    soort_of,
)
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, Shape, spec_of

NO_REMARK = "0200"
NOT_ASSESSED = "0233"
TECHNICAL = "0001"
GRANTED = "8001"


class Afgekeurd(Enum):
    """The outcome of a message that fell at level 2: the whole message is refused, without looking further."""

    LEVEL2 = "niveau 2"


LEVEL2: Final = Afgekeurd.LEVEL2


def build_retour(
    bericht: Heenbericht,
    oordeel: BerichtOordeel | Afgekeurd,
    *,
    identificatie: str,
    dagtekening: date,
    xsdversie: XsdVersie = DEFAULT_XSD_VERSIE,
    xsltversie: str | None = None,
) -> Retourbericht:
    """The retour on a message that is accepted or refused whole.

    All well: header without codes. Level 2: header with 0001. A finding on the header: header with its code. A finding below: header
    0200 and the whole client (319: the whole answer), each class with its own codes, 0200 or 0233. Fill `xsltversie` only when the
    standard's own XSLTs refused.
    """
    soort = _answer_of(soort_of(bericht))
    header_element, body = spec_of(soort.root).elements
    header_class: Any = header_element.record
    header = header_class(
        **_values(bericht.header)
        | {
            "berichtcode": soort.berichtcode,
            "identificatieretour": identificatie,
            "dagtekeningretour": dagtekening,
            "xsltversie": xsltversie,
            "xsdversieretour": xsdversie,
            "retourcodes": _header_codes(oordeel),
        }
    )
    returned = None
    if not isinstance(oordeel, Afgekeurd) and oordeel.klassen and not oordeel.header:
        returned = _with_codes(getattr(bericht, body.attribute), body.record, (body.attribute,), oordeel)
    root: Any = soort.root
    retour: Retourbericht = root(header=header, **{body.attribute: returned})
    return retour


def _answer_of(soort: BerichtSoort) -> BerichtSoort:
    return find_soort(soort.law, soort.antwoord or 0, soort.release.name)


def _values(record: Any) -> dict[str, Any]:
    return {item.name: getattr(record, item.name) for item in fields(record)}


def _header_codes(oordeel: BerichtOordeel | Afgekeurd) -> tuple[str, ...]:
    if isinstance(oordeel, Afgekeurd):
        return (TECHNICAL,)
    if oordeel.akkoord:
        return ()
    return codes_of(oordeel.header) or (NO_REMARK,)


def codes_of(bevindingen: tuple[Bevinding, ...]) -> tuple[str, ...]:
    """The return codes of findings, each once, in their order."""
    return tuple(dict.fromkeys(found.retourcode for found in bevindingen))


def _with_codes(value: Any, target: Any, path: Pad, oordeel: BerichtOordeel) -> Any:
    """A class of the heen message as the class of the retour message, with the codes of it and of all classes in it."""
    values = {
        element.attribute: _element_with_codes(value, element, path, oordeel)
        for element in spec_of(target).elements
        if element.attribute != "retourcodes"
    }
    found = codes_of((oordeel.klassen or {}).get(path, ()))
    codes = found or ((NOT_ASSESSED,) if path in oordeel.niet_beoordeeld else (NO_REMARK,))
    return target(**values, retourcodes=codes)


def _element_with_codes(value: Any, element: ElementSpec, path: Pad, oordeel: BerichtOordeel) -> Any:
    held, below = getattr(value, element.attribute), (*path, element.attribute)
    if element.record is None or held is None or spec_of(element.record).kind is Kind.COMPOSITE:
        return held
    if element.shape is Shape.RECORD:
        return _with_codes(held, element.record, below, oordeel)
    return tuple(
        _with_codes(item, element.record, (*below, index), oordeel) for index, item in enumerate(held)
    )


def build_325(
    bericht: Bericht323,
    oordeel: DeclaratieOordeel | Afgekeurd,
    *,
    identificatie: str,
    dagtekening: date,
    xsdversie: XsdVersie = DEFAULT_XSD_VERSIE,
    xsltversie: str | None = None,
) -> Bericht325:
    """The answer to a declaration: only refused lines in detail, and totals that explain the difference (TR342).

    ValueError while a line waits for a person: one line keeps the whole answer waiting.
    """
    soort = _answer_of(soort_of(bericht))
    heen = bericht.header
    header = AntwoordHeader(
        berichtcode=soort.berichtcode,
        berichtversie=soort.release.versie,
        berichtsubversie=soort.release.subversie,
        afzender=heen.ontvanger,
        ontvanger=heen.afzender,
        berichtidentificatie=BerichtIdentificatie(identificatie=identificatie, dagtekening=dagtekening),
        xsdversie=xsdversie,
        declaratieidentificatie=heen.berichtidentificatie,
        xsltversie=xsltversie,
        xsdversiedeclaratie=heen.xsdversie,
        retourcodes=(TECHNICAL,)
        if isinstance(oordeel, Afgekeurd)
        else codes_of(oordeel.header) or (NO_REMARK,),
    )
    if isinstance(oordeel, Afgekeurd) or oordeel.header:
        return Bericht325(header=header)
    return Bericht325(header=header, declaratieantwoord=_antwoord(bericht, oordeel))


def _antwoord(bericht: Bericht323, oordeel: DeclaratieOordeel) -> DeclaratieAntwoord:
    if oordeel.waiting:
        raise ValueError(
            "Er wacht nog een regel op een beslissing. Beslis die eerst, dan kan het antwoord worden gemaakt."
        )
    clienten = () if oordeel.declaratie else _refused_clients(oordeel)
    return DeclaratieAntwoord(
        declaratienummer=bericht.declaratie.declaratienummer,
        totaalingediendbedrag=bericht.declaratie.totaalingediendbedrag,
        totaaltoegekendbedrag=total_of(oordeel.toegekend_bedrag),
        clienten=clienten,
        retourcodes=codes_of(oordeel.declaratie) or ((NO_REMARK,) if clienten else (GRANTED,)),
    )


def total_of(cents: int) -> TotaalBedragMetDC:
    """A total with its sign as debet or credit; zero is debet (CS325)."""
    return TotaalBedragMetDC(totaalbedrag=abs(cents), debetcredit="C" if cents < 0 else "D")


def _refused_clients(oordeel: DeclaratieOordeel) -> tuple[Client325, ...]:
    refused: dict[str, list[PrestatieOordeel]] = {}
    for line in oordeel.prestaties:
        if line.uitkomst is not Uitkomst.TOEGEKEND:
            refused.setdefault(line.client.bsn, []).append(line)
    return tuple(_refused_client(lines[0].client, lines, oordeel) for lines in refused.values())


def _refused_client(
    client: Client323, lines: list[PrestatieOordeel], oordeel: DeclaratieOordeel
) -> Client325:
    prestaties = tuple(
        Prestatie325(**_values(line.prestatie), retourcodes=codes_of(line.bevindingen) or (NOT_ASSESSED,))
        for line in lines
    )
    return Client325(
        bsn=client.bsn,
        prestaties=prestaties,
        retourcodes=codes_of(oordeel.clienten.get(client.bsn, ())) or (NO_REMARK,),
    )
