"""Levels 3 and 4 for a start message: TR019, TR063, TR071, TR074, TR326 and TR381.

A 305 is accepted or refused whole. Taking back (StatusAanlevering 3) is judged before new starts, so that a correction of a key
element may take back and start anew in one message (IV008); what is taken back gets no other checks on its content (TR063). Care that
was stopped, for a time or for good, may start anew.
"""

from collections.abc import Set
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import Facts305, KnownStart
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import (
    Key,
    care_key,
    fits_category,
    is_linked,
    start_key,
)

TAKE_BACK = "3"


def judge_305(bericht: Bericht305, facts: Facts305) -> BerichtOordeel:
    """Judge a start message that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn, law = bericht.client.bsn, soort_of(bericht).law
    starts = {start_key(start): start for start in facts.starts if start.bsn == bsn and not start.ingetrokken}
    found: list[tuple[Pad, list[Bevinding]]] = []
    new = []
    for index, start in enumerate(bericht.client.startproducten):
        if start.statusaanlevering == TAKE_BACK:
            found.append((_path(index), _judge_taking_back(starts.pop(start_key(start), None))))
        else:
            new.append((index, start))
    running = {care_key(start): start.begindatum for start in starts.values() if not start.gestopt}
    sent = set(starts)
    for index, start in new:
        findings = _judge_delivery(start, sent, running.get(care_key(start)))
        if not is_linked(start, bsn, facts, law):
            findings = [bevinding("TR019")]
        if not fits_category(start.product, facts.producten):
            findings.append(bevinding("TR381"))
        found.append((_path(index), findings))
        sent.add(start_key(start))
        running[care_key(start)] = start.begindatum
    return BerichtOordeel(klassen=by_class(found))


def _path(index: int) -> Pad:
    return ("client", "startproducten", index)


def _judge_taking_back(known: KnownStart | None) -> list[Bevinding]:
    if known is None:
        return [bevinding("TR063")]
    return [bevinding("TR071")] if known.gestopt else []


def _judge_delivery(start: StartProduct, sent: Set[Key], running: date | None) -> list[Bevinding]:
    if start_key(start) in sent:
        return [bevinding("TR074")]
    return [bevinding("TR326", begindatum=running.isoformat())] if running is not None else []
