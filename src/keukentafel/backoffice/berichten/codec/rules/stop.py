"""Levels 3 and 4 for a stop message: TR019, TR063, TR074, TR381, TR382, TR413, TR414 and TR415.

A 307 is accepted or refused whole. Taking back (StatusAanlevering 3) is judged before new stops, so that a correction of a key element
may take back and stop anew in one message (IV008). Several new stops in one message are judged by their end date, because the order of
a message has no meaning (OP080); a stop that was sent before with the same key is TR074 and nothing else about stops.

Inferred, because the texts of the rules only name "an earlier stop" and "a current start": earlier stops are those on the same start,
and a start that was stopped is no longer the current one when the client started anew after it (OP072: a stop refers to the last start).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import Facts307, KnownStart, KnownStop
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, StopProduct
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import (
    fits_category,
    is_linked,
    same_care,
    start_key,
)
from keukentafel.backoffice.berichten.codec.rules.start import TAKE_BACK
from keukentafel.core.period import Period

# WMO588, JZ588: the one reason in both laws that ends care for a time only.
TEMPORARY = "20"
Stops = list[KnownStop]


def judge_307(bericht: Bericht307, facts: Facts307) -> BerichtOordeel:
    """Judge a stop message that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn, law = bericht.client.bsn, soort_of(bericht).law
    starts = [start for start in facts.starts if start.bsn == bsn and not start.ingetrokken]
    stops = [stop for stop in facts.stops if stop.bsn == bsn and not stop.ingetrokken]
    found: list[tuple[Pad, list[Bevinding]]] = []
    new = []
    for index, stop in enumerate(bericht.client.stopproducten):
        if stop.statusaanlevering != TAKE_BACK:
            new.append((index, stop))
            continue
        same = [known for known in stops if _key(known) == _key(stop)]
        found.append((_path(index), [] if same else [bevinding("TR063")]))
        stops = [known for known in stops if known not in same]
    for index, stop in sorted(new, key=_by_end):
        linked = is_linked(stop.toewijzingnummer, bsn, facts.toewijzingen, law)
        findings = list(_judge_stop(stop, starts, stops)) if linked else [bevinding("TR019")]
        if not fits_category(stop.product, facts.producten):
            findings.append(bevinding("TR381"))
        found.append((_path(index), findings))
        stops.append(_known(stop, bsn))
    return BerichtOordeel(klassen=by_class(found))


def _path(index: int) -> Pad:
    return ("client", "stopproducten", index)


def _by_end(item: tuple[int, StopProduct]) -> tuple[date, bool]:
    return item[1].einddatum, item[1].redenbeeindiging != TEMPORARY


def _known(stop: StopProduct, bsn: str) -> KnownStop:
    return KnownStop(
        bsn, stop.toewijzingnummer, stop.product, stop.begindatum, stop.redenbeeindiging, stop.einddatum
    )


def _key(item: KnownStop | StopProduct) -> tuple[object, ...]:
    return *start_key(item), item.redenbeeindiging, item.einddatum


def _judge_stop(stop: StopProduct, starts: list[KnownStart], stops: Stops) -> Iterator[Bevinding]:
    earlier = [known for known in stops if start_key(known) == start_key(stop)]
    if any(_key(known) == _key(stop) for known in earlier):
        yield bevinding("TR074")
        return
    definitive = [known for known in earlier if known.redenbeeindiging != TEMPORARY]
    if definitive:
        yield bevinding("TR415", einddatum=_latest(definitive).isoformat())
    elif not _is_current(stop, starts, stopped=bool(earlier)):
        yield bevinding("TR382")
        return
    elif earlier and stop.redenbeeindiging == TEMPORARY:
        yield bevinding("TR413", einddatum=_latest(earlier).isoformat())
    if earlier and stop.einddatum < _latest(earlier):
        yield bevinding("TR414", ingediend=stop.einddatum.isoformat(), eerder=_latest(earlier).isoformat())


def _latest(stops: Stops) -> date:
    return max(stop.einddatum for stop in stops)


def _is_current(stop: StopProduct, starts: list[KnownStart], *, stopped: bool) -> bool:
    """TR382: whether the stop repeats the key of a start that still counts."""
    if not any(start_key(start) == start_key(stop) for start in starts):
        return False
    anew = any(same_care(start, stop) and start.begindatum > stop.begindatum for start in starts)
    return not (stopped and anew)


def care_ran_on(starts: Iterable[KnownStart], stops: Iterable[KnownStop], periode: Period) -> bool:
    """Whether care ran in every calendar month of a period that has an end: the continuous care of TR318.

    Care runs from an accepted start to the last end date of the stops on it, and on when there are none.
    """
    ends: dict[tuple[object, ...], date] = {}
    for stop in stops:
        if not stop.ingetrokken:
            key = (stop.bsn, *start_key(stop))
            ends[key] = max(stop.einddatum, ends.get(key, date.min))
    care = [
        (start.begindatum, ends.get((start.bsn, *start_key(start)), date.max))
        for start in starts
        if not start.ingetrokken
    ]
    return all(
        any(first < (month.end or date.max) and last >= month.start for first, last in care)
        for month in periode.months()
    )
