"""Levels 3 and 4 for a stop message: TR019, TR063, TR074, TR381, TR382, TR413, TR414 and TR415.

A 307 is accepted or refused whole. Taking back (StatusAanlevering 3) is judged before new stops, so that a correction of a key element
may take back and stop anew in one message (IV008). Several new stops in one message are judged by their end date, because the order of
a message has no meaning (OP080); a stop that was sent before with the same key is TR074 and nothing else about stops.

Inferred, because the texts of the rules only name "an earlier stop" and "a current start": earlier stops are those on the same start,
and a start that was stopped is no longer the current one when the client started anew after it (OP072: a stop refers to the last start).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from keukentafel.backoffice.berichten.codec.facts import Facts307, KnownStart, KnownStop
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, StopProduct
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import (
    Key,
    care_key,
    fits_category,
    is_linked,
    start_key,
)
from keukentafel.backoffice.berichten.codec.rules.start import TAKE_BACK
from keukentafel.core.period import Period

# WMO588, JZ588: the one reason in both laws that ends care for a time only.
TEMPORARY = "20"
K = TypeVar("K")


def judge_307(bericht: Bericht307, facts: Facts307) -> BerichtOordeel:
    """Judge a stop message that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn, law = bericht.client.bsn, soort_of(bericht).law
    sent = {_key(stop): stop for stop in facts.stops if stop.bsn == bsn and not stop.ingetrokken}
    found: list[tuple[Pad, list[Bevinding]]] = []
    new = []
    for index, stop in enumerate(bericht.client.stopproducten):
        if stop.statusaanlevering == TAKE_BACK:
            known = sent.pop(_key(stop), None)
            found.append((_path(index), [] if known else [bevinding("TR063")]))
        else:
            new.append((index, stop))
    judge = _Judge(
        [start for start in facts.starts if start.bsn == bsn and not start.ingetrokken], sent.values()
    )
    for index, stop in sorted(new, key=_by_end):
        linked = is_linked(stop, bsn, facts, law)
        findings = list(judge.judge(stop)) if linked else [bevinding("TR019")]
        if not fits_category(stop.product, facts.producten):
            findings.append(bevinding("TR381"))
        found.append((_path(index), findings))
        judge.keep(stop)
    return BerichtOordeel(klassen=by_class(found))


def _path(index: int) -> Pad:
    return ("client", "stopproducten", index)


def _by_end(item: tuple[int, StopProduct]) -> tuple[date, bool]:
    return item[1].einddatum, item[1].redenbeeindiging != TEMPORARY


def _key(item: KnownStop | StopProduct) -> tuple[object, ...]:
    return *start_key(item), item.redenbeeindiging, item.einddatum


class _Judge:
    """Judges new stops of one client, by end date, against the starts and stops that stand."""

    def __init__(self, starts: Iterable[KnownStart], stops: Iterable[KnownStop]) -> None:
        self._sent: set[tuple[object, ...]] = set()
        self._stopped: dict[Key, date] = {}
        self._ended: dict[Key, date] = {}
        self._started: set[Key] = set()
        self._last_start: dict[tuple[object, ...], date] = {}
        for start in starts:
            self._started.add(start_key(start))
            _raise(self._last_start, care_key(start), start.begindatum)
        for stop in stops:
            self.keep(stop)

    def keep(self, stop: KnownStop | StopProduct) -> None:
        """Take a stop into account for those that follow."""
        self._sent.add(_key(stop))
        _raise(self._stopped, start_key(stop), stop.einddatum)
        if stop.redenbeeindiging != TEMPORARY:
            _raise(self._ended, start_key(stop), stop.einddatum)

    def judge(self, stop: StopProduct) -> Iterator[Bevinding]:
        """The findings on a new stop, against the start it repeats and the earlier stops on that start."""
        earlier, ended = self._stopped.get(start_key(stop)), self._ended.get(start_key(stop))
        if _key(stop) in self._sent:
            yield bevinding("TR074")
            return
        if ended is not None:
            yield bevinding("TR415", einddatum=ended.isoformat())
        elif not self._is_current(stop):
            yield bevinding("TR382")
            return
        elif earlier is not None and stop.redenbeeindiging == TEMPORARY:
            yield bevinding("TR413", einddatum=earlier.isoformat())
        if earlier is not None and stop.einddatum < earlier:
            yield bevinding("TR414", ingediend=stop.einddatum.isoformat(), eerder=earlier.isoformat())

    def _is_current(self, stop: StopProduct) -> bool:
        """TR382: whether the stop repeats the key of a start that still counts."""
        if start_key(stop) not in self._started:
            return False
        anew = self._last_start[care_key(stop)] > stop.begindatum
        return not (anew and start_key(stop) in self._stopped)


def _raise(days: dict[K, date], key: K, day: date) -> None:
    days[key] = max(day, days.get(key, date.min))


def care_ran_on(starts: Iterable[KnownStart], stops: Iterable[KnownStop], periode: Period) -> bool:
    """Whether care ran in every calendar month of a period that has an end: the continuous care of TR318.

    Care runs from an accepted start to the last end date of the stops on it, and on when there are none.
    """
    ends: dict[tuple[object, ...], date] = {}
    for stop in stops:
        if not stop.ingetrokken:
            _raise(ends, (stop.bsn, *start_key(stop)), stop.einddatum)
    care = [
        (start.begindatum, ends.get((start.bsn, *start_key(start)), date.max))
        for start in starts
        if not start.ingetrokken
    ]
    return all(
        any(first < (month.end or date.max) and last >= month.start for first, last in care)
        for month in periode.months()
    )
