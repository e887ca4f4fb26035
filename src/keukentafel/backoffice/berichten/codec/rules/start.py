"""Levels 3 and 4 for a start message: TR019, TR063, TR071, TR074, TR326 and TR381.

A 305 is accepted or refused whole. Taking back (StatusAanlevering 3) is judged before new starts, so that a correction of a key
element may take back and start anew in one message (IV008); what is taken back gets no other checks on its content (TR063). Care that
was stopped, for a time or for good, may start anew.
"""

from keukentafel.backoffice.berichten.codec.facts import Facts305, KnownStart
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import (
    fits_category,
    is_linked,
    same_care,
    start_key,
)
from keukentafel.backoffice.berichten.codec.types import Law

TAKE_BACK = "3"


def judge_305(bericht: Bericht305, facts: Facts305) -> BerichtOordeel:
    """Judge a start message that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn, law = bericht.client.bsn, soort_of(bericht).law
    starts = [start for start in facts.starts if start.bsn == bsn and not start.ingetrokken]
    found: list[tuple[Pad, list[Bevinding]]] = []
    new = []
    for index, start in enumerate(bericht.client.startproducten):
        if start.statusaanlevering != TAKE_BACK:
            new.append((index, start))
            continue
        found.append((_path(index), _judge_taking_back(start, starts)))
        starts = [known for known in starts if start_key(known) != start_key(start)]
    for index, start in new:
        found.append((_path(index), _judge_start(start, bsn, starts, facts, law)))
        starts.append(KnownStart(bsn, start.toewijzingnummer, start.product, start.begindatum))
    return BerichtOordeel(klassen=by_class(found))


def _path(index: int) -> Pad:
    return ("client", "startproducten", index)


def _judge_taking_back(start: StartProduct, starts: list[KnownStart]) -> list[Bevinding]:
    same = [known for known in starts if start_key(known) == start_key(start)]
    if not same:
        return [bevinding("TR063")]
    return [bevinding("TR071")] if any(known.gestopt for known in same) else []


def _judge_start(
    start: StartProduct, bsn: str, starts: list[KnownStart], facts: Facts305, law: Law
) -> list[Bevinding]:
    found = []
    if not is_linked(start.toewijzingnummer, bsn, facts.toewijzingen, law):
        found.append(bevinding("TR019"))
    elif any(start_key(known) == start_key(start) for known in starts):
        found.append(bevinding("TR074"))
    else:
        running = [known for known in starts if same_care(known, start) and not known.gestopt]
        if running:
            found.append(bevinding("TR326", begindatum=running[-1].begindatum.isoformat()))
    if not fits_category(start.product, facts.producten):
        found.append(bevinding("TR381"))
    return found
