"""The messages around allocations, put together from what was kept of each. Private to the room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from keukentafel.backoffice.berichten import rows
from keukentafel.backoffice.berichten.domain.berichten import KetenRow, Richting
from keukentafel.backoffice.berichten.models import Bericht, BerichtToewijzing
from keukentafel.backoffice.berichten.onderwerpen import Melding, Onderwerp, corrections

Sleutel = tuple[str, int]
_LINK = (
    "bericht_id", "bericht__wet", "bericht__nummer", "bericht__richting", "bericht__afzender", "bericht__ontvanger",
    "toewijzingnummer", "referentie", "aanlevering", "sleutel",
)  # fmt: skip


@dataclass(slots=True)
class _Spoor:
    """What was found of one allocation: its messages, the requests (law, party, reference) it came from, and its reports."""

    berichten: set[int]
    verzoeken: set[tuple[str, str, str]] = field(default_factory=set)
    meldingen: list[Melding] = field(default_factory=list)


def chains(
    *, gemeente: str, sleutels: Iterable[Sleutel], declaraties: Mapping[Sleutel, Iterable[int]]
) -> dict[Sleutel, tuple[KetenRow, ...]]:
    """Per allocation (law and number) its messages and their answers, oldest first, the latest 60; at most three queries."""
    found = {sleutel: _Spoor(set(declaraties.get(sleutel, ()))) for sleutel in sleutels}
    _direct(gemeente, found)
    _through_requests(gemeente, found)
    wanted = {bericht_id for spoor in found.values() for bericht_id in spoor.berichten}
    belongs = Q(pk__in=wanted) | Q(antwoord_op__in=wanted)
    read = rows.chain_rows(Bericht.objects.filter(belongs, gemeente_id=gemeente)) if wanted else ()
    return {sleutel: _of(spoor, read) for sleutel, spoor in found.items()}


def _direct(gemeente: str, found: dict[Sleutel, _Spoor]) -> None:
    numbers = {number for _, number in found}
    links = BerichtToewijzing.objects.filter(gemeente_id=gemeente, toewijzingnummer__in=numbers)
    for bericht_id, wet, nummer, way, afzender, ontvanger, number, *rest in links.values_list(*_LINK):
        spoor = found.get((wet, number))
        if spoor is None:
            continue
        referentie, aanlevering, sleutel = rest
        spoor.berichten.add(bericht_id)
        if referentie:
            spoor.verzoeken.add((wet, afzender if way == Richting.IN else ontvanger, referentie))
        if aanlevering:
            subject = Onderwerp(number, aanlevering=aanlevering, sleutel=sleutel)
            spoor.meldingen.append(Melding(bericht_id, nummer, subject))


def _through_requests(gemeente: str, found: dict[Sleutel, _Spoor]) -> None:
    """Add the messages that share a request with an allocation; a reference is unique per provider and law only."""
    references = {referentie for spoor in found.values() for _, _, referentie in spoor.verzoeken}
    if not references:
        return
    links = BerichtToewijzing.objects.filter(gemeente_id=gemeente, referentie__in=references)
    asked: dict[tuple[str, str, str], set[int]] = {}
    for bericht_id, wet, _, way, afzender, ontvanger, _, referentie, *_ in links.values_list(*_LINK):
        partij = afzender if way == Richting.IN else ontvanger
        asked.setdefault((wet, partij, referentie), set()).add(bericht_id)
    for spoor in found.values():
        for request in spoor.verzoeken:
            spoor.berichten |= asked.get(request, set())


def _of(spoor: _Spoor, read: tuple[KetenRow, ...]) -> tuple[KetenRow, ...]:
    own = [row for row in read if row.id in spoor.berichten or row.antwoord_op in spoor.berichten]
    corrected = corrections(spoor.meldingen)
    return tuple(rows.with_corrections(row, corrected) for row in own[-rows.CHAIN_AT_MOST :])
