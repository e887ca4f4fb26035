"""Level 3 for the answer to a declaration, against that declaration: TR304, TR337, TR366, TR367, TR371 and TR376.

No message answers a 325, and three of its rules have no return code: the outcome is there to be shown, to the provider that got the
answer or to the municipality before it sends it.
"""

from collections.abc import Iterator

from keukentafel.backoffice.berichten.codec.facts import Facts325
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.basis import Referentie, XsdVersie
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Bericht325,
    Client325,
    DeclaratieAntwoord,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.spec import spec_of

ANTWOORD: Pad = ("declaratieantwoord",)
_UNKNOWN_CLIENT = "Deze cliënt staat niet in de declaratie."
Known = dict[str, dict[Referentie, Prestatie]]


def judge_325(bericht: Bericht325, facts: Facts325) -> BerichtOordeel:
    """Judge the answer to a declaration that passed levels 1 and 2."""
    header = (*judge_header(bericht, facts.bericht), *_judge_link(bericht, facts.declaratie))
    antwoord = bericht.declaratieantwoord
    if header or facts.declaratie is None or antwoord is None:
        return BerichtOordeel(header=header)
    if antwoord.declaratienummer != facts.declaratie.declaratie.declaratienummer:
        found = bevinding("TR376", ingediend=facts.declaratie.declaratie.declaratienummer)
        return BerichtOordeel(klassen={ANTWOORD: (found,)}, niet_beoordeeld=frozenset(_below(antwoord)))
    known: Known = {
        client.bsn: {line.productreferentie: line for line in client.prestaties}
        for client in facts.declaratie.declaratie.clienten
    }
    return _judge_clienten(antwoord, known)


def _judge_link(bericht: Bericht325, declaratie: Bericht323 | None) -> Iterator[Bevinding]:
    header = bericht.header
    if declaratie is None or declaratie.header.berichtidentificatie != header.declaratieidentificatie:
        yield bevinding("TR337")
    elif declaratie.header.xsdversie != header.xsdversiedeclaratie:
        yield bevinding("TR371", ingediend=_stamp(declaratie.header.xsdversie))


def _stamp(versie: XsdVersie) -> str:
    return f"{versie.basisschemaxsdversie} / {versie.berichtxsdversie}"


def _client_path(index: int) -> Pad:
    return (*ANTWOORD, "clienten", index)


def _lines(client: Client325, index: int) -> Iterator[tuple[Pad, Prestatie]]:
    for number, line in enumerate(client.prestaties):
        yield (*_client_path(index), "prestaties", number), line


def _below(antwoord: DeclaratieAntwoord) -> Iterator[Pad]:
    for index, client in enumerate(antwoord.clienten):
        yield _client_path(index)
        yield from (path for path, _ in _lines(client, index))


def _judge_clienten(antwoord: DeclaratieAntwoord, known: Known) -> BerichtOordeel:
    found: list[tuple[Pad, list[Bevinding]]] = []
    unjudged: set[Pad] = set()
    for index, client in enumerate(antwoord.clienten):
        declared = known.get(client.bsn)
        if declared is None:
            found.append((_client_path(index), [bevinding("TR304", _UNKNOWN_CLIENT)]))
            unjudged.update(path for path, _ in _lines(client, index))
        else:
            found += [(path, _judge_line(line, declared)) for path, line in _lines(client, index)]
    return BerichtOordeel(klassen=by_class(found), niet_beoordeeld=frozenset(unjudged))


def _judge_line(line: Prestatie, declared: dict[Referentie, Prestatie]) -> list[Bevinding]:
    asked = declared.get(line.productreferentie)
    if asked is None:
        return [bevinding("TR366")]
    differs = [
        element.name
        for element in spec_of(Prestatie).elements
        if getattr(line, element.attribute) != getattr(asked, element.attribute)
    ]
    return [bevinding("TR367", onderdelen=", ".join(differs))] if differs else []
