"""What a message is about: allocations and requests, and which report takes back or replaces which. Pure.

A start or stop is corrected by a report with StatusAanlevering 3 and the same key, and a new one with 1 (OP033x1, IV008).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, StopProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.registry import Bericht

TAKES_BACK = "3"


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """One allocation or request in a message.

    `referentie` is the ReferentieAanbieder of a request. `aanlevering` and `sleutel` stand at a start or stop: its
    StatusAanlevering, and the rest of its logical key (IV008).
    """

    toewijzingnummer: int | None = None
    referentie: str = ""
    aanlevering: str = ""
    sleutel: str = ""


@dataclass(frozen=True, slots=True)
class Melding:
    """A report of a start or stop as it was kept: the message, its number and what it is about."""

    bericht_id: int
    nummer: int
    onderwerp: Onderwerp


@dataclass(slots=True)
class Correcties:
    """Which message takes back and which replaces which earlier one, by id; `teruggenomen` are those that no longer count."""

    neemt_terug: dict[int, int] = field(default_factory=dict)
    vervangt: dict[int, int] = field(default_factory=dict)
    teruggenomen: set[int] = field(default_factory=set)


def onderwerpen(bericht: Bericht) -> Iterator[Onderwerp]:
    """What a heen message is about, each once; nothing for an answer, which is found through what it answers.

    Nor for a declaration: the room that keeps its lines knows what they are about.
    """
    return iter(dict.fromkeys(_subjects(bericht)))


def corrections(reports: Iterable[Melding]) -> Correcties:
    """Tie the reports about one allocation together; `reports` stand in the order in which they came.

    A report with status 3 takes back the last one with its key that still counts; the next new one of its kind replaces that.
    """
    found = Correcties()
    standing: dict[tuple[int, str], int] = {}
    vacant: dict[int, int] = {}
    for report in sorted(reports, key=lambda one: (one.bericht_id, one.onderwerp.aanlevering != TAKES_BACK)):
        key = (report.nummer, report.onderwerp.sleutel)
        if report.onderwerp.aanlevering == TAKES_BACK:
            original = standing.pop(key, None)
            if original is not None:
                found.neemt_terug[report.bericht_id] = vacant[report.nummer] = original
                found.teruggenomen.add(original)
            continue
        replaced = vacant.pop(report.nummer, None)
        if replaced is not None:
            found.vervangt[report.bericht_id] = replaced
        standing[key] = report.bericht_id
    return found


def _subjects(bericht: Bericht) -> Iterator[Onderwerp]:
    if type(bericht) is Bericht301:
        for product in bericht.client.toegewezenproducten:
            yield Onderwerp(product.toewijzingnummer, product.referentieaanbieder or "")
    elif type(bericht) is Bericht305:
        yield from (_report(line) for line in bericht.client.startproducten)
    elif type(bericht) is Bericht307:
        yield from (_report(line) for line in bericht.client.stopproducten)
    elif type(bericht) is Bericht315:
        yield from (
            Onderwerp(referentie=product.referentieaanbieder)
            for product in bericht.client.aangevraagdeproducten
        )
    elif type(bericht) is Bericht317:
        verzoek = bericht.client.verzoek
        yield from (
            Onderwerp(one.toewijzingnummer, verzoek.referentieaanbieder)
            for one in verzoek.ongewijzigdeproducten
        )
        yield from (
            Onderwerp(one.toewijzingnummer, verzoek.referentieaanbieder)
            for one in verzoek.tewijzigenproducten
        )
    elif type(bericht) is Bericht319:
        yield Onderwerp(referentie=bericht.antwoord.referentieaanbieder)


def _report(line: StartProduct | StopProduct) -> Onderwerp:
    product = line.product
    key = [product.categorie, product.code or ""] if product else ["", ""]
    key.append(str(line.begindatum))
    if isinstance(line, StopProduct):
        key += [line.redenbeeindiging, str(line.einddatum)]
    return Onderwerp(line.toewijzingnummer, aanlevering=line.statusaanlevering, sleutel="|".join(key))
